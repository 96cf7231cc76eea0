"""Test rows and texts that are near-duplicates of training rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.checks.coincidence import equal_rows_by_chance
from dataqa.checks.folding import folded_rows, folded_text, with_rows
from dataqa.checks.leakage._parts import Parts, held_out
from dataqa.checks.near_rows import near_rows
from dataqa.checks.near_texts import nearest
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Cell, Measurement, Mend, Rows
from dataqa.parameters import CheckParameters
from dataqa.sources.column_names import helper
from dataqa.statistics import wilson

_ROW = helper("row")


class Parameters(CheckParameters):
    """When texts are near-duplicates, and how many are compared."""

    shortest: Annotated[int, Field(ge=1)]
    """Characters of a text, without punctuation; shorter texts are too common to be copies."""
    likeness: Annotated[float, Field(gt=0, le=1)]
    """Share of runs of five characters in common, from which two texts are near-duplicates."""
    longest: Annotated[int, Field(ge=1)]
    """Characters of a text that are compared."""
    most_texts: Annotated[int, Field(ge=1)]
    """Different texts of a part that are compared."""
    most_characters: Annotated[int, Field(ge=1)]
    """Characters of all texts of a part that are compared."""


@check(needs=("held out",), reads=("features",), parameters=Parameters)
def near_overlap(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of test rows with a near-duplicate among the training rows, without exact copies (Wilson 1927).

    Two texts are near-duplicates if they are equal except for case, punctuation and digits, or share most of their runs of five
    characters (MinHash: Broder 1997). Two rows are near-duplicates if all features are equal, with numbers rounded to three
    significant digits or to fewer decimals, and texts except for case, spaces or a typing slip; only those that chance does not
    explain count.
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


def _texts(audit: Context[Parameters], name: str, parts: Parts) -> Iterator[Measurement]:
    sides = [
        side.select(pl.col(name).alias("raw"), folded_text(name).alias("text"))
        .with_row_index("row")
        .filter(pl.col("text").str.len_chars() >= audit.parameters.shortest)
        for side in (parts.train, parts.test)
    ]
    train, test = sides[0], sides[1].join(sides[0].select("raw"), on="raw", how="anti")
    known = train.select("text").unique()
    alike = test.join(known, on="text", how="semi").select("row", pl.col("text").alias("like"), pl.lit(1.0).alias("likeness"))
    others = test.join(known, on="text", how="anti")
    asked, near = _bounded(audit, others.select("text").unique()), _bounded(audit, known)
    places, likeness = nearest(near, asked, least := audit.parameters.likeness)
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
        kind="texts",
        notes=tuple(note for note, texts in (("folded", alike), ("fuzzy", fuzzy)) if texts.height),
        details={
            "near": found.height,
            "test_rows": parts.test.height,
            "part": parts.part,
            "folded": alike.height,
            "fuzzy": fuzzy.height,
        },
    )


def _bounded(audit: Context[Parameters], texts: pl.DataFrame) -> pl.Series:
    """Return the first characters of texts, in the order of their hashes, as many texts as the limits allow."""
    cut = texts.select(pl.col("text"), pl.col("text").str.slice(0, audit.parameters.longest).alias("cut"))
    mean = cut.get_column("cut").str.len_chars().mean() or 1.0
    most = min(audit.parameters.most_texts, int(audit.parameters.most_characters / float(mean)))  # type: ignore[arg-type]
    return cut.select("cut", pl.col("text").hash(7).alias("key")).sort("key", "cut").head(most).get_column("cut")


def _rows(audit: Context, parts: Parts) -> Iterator[Measurement]:
    columns = parts.train.columns
    whole = pl.concat([parts.train, parts.test])
    exact = parts.test.with_row_index(_ROW).join(parts.train.unique(), on=columns, how="semi", nulls_equal=True)
    copies = exact.get_column(_ROW).to_numpy()
    train, test = folded_rows(audit, parts.train), folded_rows(audit, parts.test)
    near, met = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    if not (train.equals(parts.train) and test.equals(parts.test)):
        numbered = test.with_row_index(_ROW)
        alike = numbered.join(train.unique(), on=columns, how="semi", nulls_equal=True).get_column(_ROW)
        near = np.setdiff1d(alike.to_numpy(), copies).astype(np.int64)
        meeting = train.with_row_index(_ROW).join(test[near].unique(), on=columns, how="semi", nulls_equal=True)
        met = meeting.get_column(_ROW).to_numpy().astype(np.int64)
    # every test row may have met a training row by chance, and not only those that did
    expected = 0.0
    if len(near):
        twins = equal_rows_by_chance(with_rows(audit, pl.concat([train, test])), columns)[train.height :]
        expected = float(-np.expm1(-twins * train.height / whole.height).sum())
    for found in near_rows(audit, whole):
        across = (found.first < train.height) & (found.rows >= train.height)
        more = np.setdiff1d(found.rows[across] - train.height, np.append(copies, near))
        if len(more) > 2 * found.expected:
            near, expected = np.append(near, more), expected + found.expected
            met = np.append(met, found.first[across])
    near, met = np.unique(near), np.unique(met)
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
        notes=("chance",) if round(expected) else (),
        details={"near": len(near), "test_rows": test.height, "part": parts.part, "by_chance": round(expected, 1)},
        mends=(Mend(rows=parts.in_train[met]),),
    )
