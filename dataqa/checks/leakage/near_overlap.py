"""Test rows and texts that are nearly those of the training data."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from dataqa.checks._words import named
from dataqa.checks.coincidence import twins_by_chance
from dataqa.checks.folding import folded_rows, folded_text, with_rows
from dataqa.checks.leakage._parts import Parts, held_out
from dataqa.checks.near_rows import near_rows
from dataqa.checks.near_texts import nearest
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Cell, Measurement, Mend, Phrase, Rows
from dataqa.sources.names import helper
from dataqa.statistics import wilson

_ROW = helper("row")


@check(needs=("held out",), reads=("features",))
def near_overlap(audit: Context) -> Iterator[Measurement]:
    """Share of test rows with a near copy among the training rows, exact copies left out (Wilson 1927).

    A text is nearly another where they are equal but for case, punctuation and digits, or share most of their runs of five
    characters (MinHash: Broder 1997). Rows are nearly equal where all features are, numbers rounded to three significant digits or
    to fewer decimals, texts but for case, blanks or a slip of the keyboard; they count by that part which chance does not explain
    (see `twins_by_chance` and `near_rows`).
    """
    texts = [name for name in audit.task.having("text") if audit.profile.columns[name].kind == "text"]
    if not texts and len(audit.task.features) < 2:
        raise NotApplicable("no column of free text, and fewer than two features to compare")
    for name in texts:
        for parts in held_out(audit, [name]):
            yield from _texts(audit, name, parts)
    if len(audit.task.features) > 1:
        for parts in held_out(audit, audit.task.features):
            yield from _rows(audit, parts)


def _texts(audit: Context, name: str, parts: Parts) -> Iterator[Measurement]:
    shortest = int(audit.parameters["shortest"])
    sides = [
        side.select(pl.col(name).alias("raw"), folded_text(name).alias("text"))
        .with_row_index("row")
        .filter(pl.col("text").str.len_chars() >= shortest)
        for side in (parts.train, parts.test)
    ]
    train, test = sides[0], sides[1].join(sides[0].select("raw"), on="raw", how="anti")
    known = train.select("text").unique()
    alike = test.join(known, on="text", how="semi").select("row", pl.col("text").alias("like"), pl.lit(1.0).alias("likeness"))
    others = test.join(known, on="text", how="anti")
    asked, near = _bounded(audit, others.select("text").unique()), _bounded(audit, known)
    places, likeness = nearest(near, asked, least := float(audit.parameters["likeness"]))
    pairs = pl.DataFrame({"text": asked, "like": near.gather(np.maximum(places, 0)) if len(near) else asked, "likeness": likeness})
    fuzzy = others.join(pairs.filter(pl.col("likeness") >= least), on="text").select("row", "like", "likeness")
    found = pl.concat([alike, fuzzy]).sort(["likeness", "row"], descending=[True, False])
    if not found.height:
        return
    met = train.select("row", pl.col("text").alias("like")).join(
        found.group_by("like").agg(pl.col("likeness").max()), on="like"
    )  # the training rows that are met
    if parts.in_test is not None:
        meant, positions = found, parts.in_test
    else:
        meant, positions = met.sort(["likeness", "row"], descending=[True, False]), parts.in_train
    yield Measurement(
        value=found.height / parts.test.height,
        unit="share of test rows",
        interval=wilson(found.height, parts.test.height),
        columns=(name,),
        rows=Rows(positions=positions[meant.get_column("row").to_numpy()], scores=meant.get_column("likeness").to_numpy()),
        about=Cell(parts.name),
        details={
            "near": found.height,
            "test_rows": parts.test.height,
            "what": Phrase(f"test texts of {named(name)}"),
            "how": Phrase(
                f"equal but for case, punctuation and digits ({alike.height:,}), or mostly the same words ({fuzzy.height:,})"
            ),
            "by_chance": 0.0,
        },
    )


def _bounded(audit: Context, texts: pl.DataFrame) -> pl.Series:
    """Return the first characters of texts, in an order of their own: no more than a part's share of time allows."""
    cut = texts.select(pl.col("text"), pl.col("text").str.slice(0, int(audit.parameters["longest"])).alias("cut"))
    mean = cut.get_column("cut").str.len_chars().mean() or 1.0
    most = min(int(audit.parameters["most_texts"]), int(float(audit.parameters["most_characters"]) / float(mean)))  # type: ignore[arg-type]
    return cut.select("cut", pl.col("text").hash(7).alias("key")).sort("key", "cut").head(most).get_column("cut")


def _rows(audit: Context, parts: Parts) -> Iterator[Measurement]:
    columns = parts.train.columns
    whole = pl.concat([parts.train, parts.test])
    exact = parts.test.with_row_index(_ROW).join(parts.train.unique(), on=columns, how="semi", nulls_equal=True)
    told = exact.get_column(_ROW).to_numpy()
    train, test = folded_rows(audit, parts.train), folded_rows(audit, parts.test)
    near, met = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    if not (train.equals(parts.train) and test.equals(parts.test)):
        numbered = test.with_row_index(_ROW)
        alike = numbered.join(train.unique(), on=columns, how="semi", nulls_equal=True).get_column(_ROW)
        near = np.setdiff1d(alike.to_numpy(), told).astype(np.int64)
        meeting = train.with_row_index(_ROW).join(test[near].unique(), on=columns, how="semi", nulls_equal=True)
        met = meeting.get_column(_ROW).to_numpy().astype(np.int64)
    # every test row may have met a training row by chance, and not only those that did
    expected = 0.0
    if len(near):
        twins = twins_by_chance(with_rows(audit, pl.concat([train, test])), columns)[1][train.height :]
        expected = float(-np.expm1(-twins * train.height / whole.height).sum())
    for found in near_rows(audit, whole):
        across = (found.first < train.height) & (found.rows >= train.height)
        more = np.setdiff1d(found.rows[across] - train.height, np.append(told, near))
        if len(more) > 2 * found.expected:
            near, expected = np.append(near, more), expected + found.expected
            met = np.append(met, found.first[across])
    near, met = np.unique(near), np.unique(met)
    if not len(near):
        return
    surprising = len(near) - expected
    if surprising < 0.5:
        return
    low, high = wilson(len(near), test.height)
    yield Measurement(
        value=surprising / test.height,
        unit="share of test rows",
        interval=(max(0.0, low - expected / test.height), max(0.0, high - expected / test.height)),
        rows=parts.rows(near, met),
        about=Cell(parts.name),
        details={
            "near": len(near),
            "test_rows": test.height,
            "what": Phrase("test rows"),
            "how": Phrase(
                "equal in all features but for the last digits of numbers, case, blanks or a slip of the keyboard "
                f"(chance explains {expected:,.0f})"
            ),
            "by_chance": round(expected, 1),
        },
        mends=(Mend(rows=parts.in_train[met]),),
    )
