"""Texts that are nearly the same as in another row."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from dataqa.arrays import Positions
from dataqa.checks.duplicates._entities import folded_cells
from dataqa.checks.near_texts import groups_of, near_pairs, plain_texts
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.findings.parameters import parameters_of
from dataqa.model import Measurement, Rows
from dataqa.roles.scripts import LETTERS_A_CHARACTER, UNSPACED
from dataqa.statistics import wilson

_LETTERS, _CAMPAIGN, _FORM = 40, 3, 0.2
"""Letters of texts that are compared without numbers, how many must be equal, and the share of all from which it is their form."""


@check(needs=("text",), reads=("text:text",))
def near_duplicate_texts(audit: Context) -> Iterator[Measurement]:
    """Share of rows whose text is nearly that of an earlier row, with its Wilson interval (Wilson 1927).

    Texts are near-duplicates if they share most of their five-character sequences, case and punctuation aside (MinHash: Broder
    1997; each candidate is confirmed by its exact Jaccard index), unless they share only phrases of many texts; or if three and
    more are equal but for their numbers. Near-duplicates form groups; the first row of each is not reported. Exactly equal texts
    count as one text, and short texts are left out because a small difference makes another text. Of very many texts a part is
    compared.
    """
    for name in audit.task.having("text"):
        if audit.profile.columns[name].kind == "text" and (found := _measured(audit, name)) is not None:
            yield found


def _measured(audit: Context, name: str) -> Measurement | None:
    texts, compared = _different(audit, name)
    different = compared.unique("plain", maintain_order=True)
    least, telling = float(parameters_of("near-texts")["likeness"]), float(parameters_of("near-texts")["telling"])
    pairs = near_pairs(different.get_column("plain"), least)
    pairs = pairs.where(pairs.weighted >= telling)
    mailed = _but_numbers(different.get_column("plain"))
    heads = groups_of(np.append(pairs.first, mailed[0]), np.append(pairs.second, mailed[1]), different.height)
    nearest = np.zeros(different.height)
    nearest[np.append(*mailed)] = least
    for side in (pairs.first, pairs.second):
        np.maximum.at(nearest, side, pairs.shared)
    grouped = different.select("plain", pl.Series("group", heads), pl.Series("likeness", nearest))
    rows = compared.join(grouped, on="plain", how="left", maintain_order="left").with_columns(
        first=pl.col("row").min().over("group"),
        size=pl.len().over("group"),
        # equal but for punctuation
        likeness=pl.when(pl.len().over("plain") > 1).then(1.0).otherwise("likeness"),
    )
    later = rows.filter(pl.col("row") != pl.col("first")).sort(["likeness", "row"], descending=[True, False])
    if not later.height:
        return None
    return Measurement(
        value=later.height / audit.rows,
        unit="share of rows",
        interval=wilson(later.height, audit.rows),
        columns=(name,),
        rows=Rows(positions=later.get_column("row").to_numpy().astype(np.int64), scores=later.get_column("likeness").to_numpy()),
        notes=("sampled",) if compared.height < texts else (),
        details={
            "groups": later.get_column("first").n_unique(),
            "largest": int(later.get_column("size").max()),  # type: ignore[arg-type]
            "likeness": least,
            "compared": compared.height,
            "texts": texts,
            "originals": later.get_column("first").head(5).to_list(),
        },
    )


def _but_numbers(texts: pl.Series) -> tuple[Positions, Positions]:
    """Return pairs of texts that are equal but for their numbers, of three and more: a campaign. Of many it is their form."""
    frame = pl.DataFrame({"text": texts}).with_row_index("place").filter(pl.col("text").str.contains(r"\p{N}"))
    frame = frame.filter(pl.col("text").str.count_matches(r"\p{L}") >= _LETTERS)
    frame = frame.with_columns(key=pl.col("text").str.replace_all(r"\p{N}+", "0"))
    frame = frame.filter(pl.len().over("key") >= _CAMPAIGN).with_columns(first=pl.col("place").min().over("key"))
    if frame.height > _FORM * len(texts):
        frame = frame.clear()
    frame = frame.filter(pl.col("place") > pl.col("first"))
    return frame.get_column("first").to_numpy().astype(np.int64), frame.get_column("place").to_numpy().astype(np.int64)


def _different(audit: Context, name: str) -> tuple[int, pl.DataFrame]:
    """Return how many different texts are long enough, and of as many as time allows the first row and the plain text.

    In an order of their own, whatever that of the rows.
    """
    shortest, longest = int(parameters_of("near-texts")["shortest"]), int(parameters_of("near-texts")["longest"])
    frame = audit.engine.table.frame.select(pl.col(name).alias("text")).with_row_index("row")
    frame = frame.filter(_length("text") >= shortest).unique("text", keep="first", maintain_order=True)
    plain = plain_texts(frame.get_column("text")).str.slice(0, longest)
    frame = frame.with_columns(plain=plain, key=plain.hash(7)).filter(_length("plain") >= shortest)
    again = frame.filter(pl.len().over("key") > 1).with_columns(same=folded_cells("text"))
    again = again.join(again.unique("same", keep="first", maintain_order=True), on="row", how="anti")
    frame = frame.join(again, on="row", how="anti").select("row", "plain", "key")
    mean = float(frame.get_column("plain").str.len_chars().mean() or 1)  # type: ignore[arg-type]
    most = min(int(parameters_of("near-texts")["most_texts"]), int(float(parameters_of("near-texts")["most_characters"]) / mean))
    return frame.height, frame.sort("key", "row").head(most)


def _length(name: str) -> pl.Expr:
    """Return the characters of texts; one of a script without spaces says as much as several letters."""
    return pl.col(name).str.len_chars() + pl.col(name).str.count_matches(UNSPACED) * (LETTERS_A_CHARACTER - 1)
