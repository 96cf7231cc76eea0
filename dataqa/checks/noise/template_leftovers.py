"""Marks of chat templates and unfilled placeholders that are left in texts."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dataqa.checks.registry import check
from dataqa.checks.said import FENCED, NORM, rows_of
from dataqa.context import Context
from dataqa.findings.dialogues import dialogues
from dataqa.model import Measurement
from dataqa.parameters import CheckParameters


class Parameters(CheckParameters):
    """What templates leave behind."""

    marks: tuple[str, ...]
    """Regular expressions of marks that a template puts around turns."""
    placeholders: tuple[str, ...]
    """Regular expressions of placeholders that somebody should have filled."""


@check(needs=("dialogue",), reads=("dialogue",), parameters=Parameters)
def template_leftovers(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of rows with marks of a chat template, or placeholders that nobody filled; with a Wilson interval (Wilson 1927).

    Blocks of code are quoted and not counted. A mark in most rows is the form of the data, and no leftover.
    """
    found = dialogues(audit)
    assert found is not None
    patterns = (*audit.parameters.marks, *audit.parameters.placeholders)
    said = found.turns.filter(pl.col("role").is_in(["user", "assistant", "system"])).drop_nulls("text")
    may = said.filter(pl.col("text").str.contains("|".join(f"(?:{one})" for one in patterns)))
    plain = may.select("row", pl.col("text").str.replace_all(FENCED, " "))
    marked: list[pl.DataFrame] = []
    for pattern in patterns:
        hits = plain.select("row", pl.col("text").str.extract(f"({pattern})", 1).alias("mark")).drop_nulls()
        if pattern in audit.parameters.placeholders or hits.get_column("row").n_unique() <= NORM * audit.rows:
            marked.append(hits)
    every = pl.concat(marked)
    common = every.get_column("mark").str.strip_chars().value_counts().sort(["count", "mark"], descending=[True, False])
    yield from rows_of(audit, every.get_column("row"), found.columns, marks=common.get_column("mark").head(3).to_list())
