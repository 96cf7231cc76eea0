"""Paragraphs that stand in several documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import polars as pl
from pydantic import Field

from dataqa.checks.registry import check
from dataqa.checks.said import NORM, rows_of, some
from dataqa.checks.text_keys import folded
from dataqa.context import Context
from dataqa.model import Measurement
from dataqa.parameters import CheckParameters


class Parameters(CheckParameters):
    """Which paragraphs are compared."""

    least_words: Annotated[int, Field(ge=1)]
    """Words of a paragraph; shorter ones are headings and set phrases."""


@check(needs=("prose",), reads=("text:text",), splits_words=True, parameters=Parameters)
def repeated_paragraphs(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of documents with a long paragraph of another document, case and white space aside; with a Wilson interval.

    Repeated parts of different documents make a language model recite them (Lee et al. 2022). Documents that are copies as a whole
    are reported there, and count as one.
    """
    for name in audit.task.having("text"):
        if audit.profile.columns[name].kind != "text":
            continue
        frame = audit.engine.table.frame.select(pl.col(name).alias("text")).with_row_index("row").drop_nulls()
        frame = frame.unique("text", keep="first", maintain_order=True)
        parts = frame.select("row", pl.col("text").str.split("\n")).explode("text")
        parts = parts.filter(pl.col("text").str.count_matches(r"\S+") >= audit.parameters.least_words)
        parts = parts.select("row", folded("text")).unique(maintain_order=True)
        shared = parts.filter(pl.len().over("text") > 1)
        whole = parts.group_by("row").len().join(shared.group_by("row").len(), on="row", suffix="_shared")
        copies = whole.filter(pl.col("len") == pl.col("len_shared")).get_column("row")
        # documents that are all shared paragraphs are near copies, and reported as these
        shared = shared.filter(~pl.col("row").is_in(copies.implode()) | (pl.len().over("text") > 2))
        if shared.get_column("row").n_unique() <= NORM * audit.rows:
            different = shared.get_column("text").n_unique()
            yield from rows_of(
                audit, shared.get_column("row"), (name,), paragraphs=different, examples=some(shared.get_column("text"))
            )
