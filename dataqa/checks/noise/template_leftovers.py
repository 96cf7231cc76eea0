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
    slots: str
    """Regular expression of plain slots (``{document}``) in prompts and system prompts."""
    unless: str
    """What shows that a prompt with slots is code, or about templates, case aside."""
    runaway: str
    """Regular expression of speakers that an answer goes on with, as if it were the whole conversation."""


@check(needs=("dialogue",), reads=("dialogue",), parameters=Parameters)
def template_leftovers(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of rows with marks of a chat template, or placeholders that nobody filled; with a Wilson interval (Wilson 1927).

    Blocks of code are quoted and not counted. A mark in most rows is the form of the data, and no leftover.
    """
    found = dialogues(audit)
    assert found is not None
    p = audit.parameters
    patterns = (*p.marks, *p.placeholders)
    said = found.turns.filter(pl.col("role").is_in(["user", "assistant", "system"])).drop_nulls("text")
    may = said.filter(pl.col("text").str.contains("|".join(f"(?:{one})" for one in (*patterns, p.slots, p.runaway))))
    plain = may.select("row", "role", pl.col("text").str.replace_all(FENCED, " "))
    marked: list[pl.DataFrame] = []
    for pattern in patterns:
        hits = _marks(plain, pattern)
        if pattern in p.placeholders or hits.get_column("row").n_unique() <= NORM * audit.rows:
            marked.append(hits)
    asked = plain.filter((pl.col("role") != "assistant") & ~pl.col("text").str.contains(f"(?i){p.unless}"))
    marked.append(_marks(asked, p.slots))
    goes_on = _marks(plain.filter(pl.col("role") == "assistant"), p.runaway)
    if goes_on.get_column("row").n_unique() <= NORM * audit.rows:
        marked.append(goes_on)
    every = pl.concat(marked)
    common = every.get_column("mark").str.strip_chars().value_counts().sort(["count", "mark"], descending=[True, False])
    yield from rows_of(audit, every.get_column("row"), found.columns, marks=common.get_column("mark").head(3).to_list())


def _marks(texts: pl.DataFrame, pattern: str) -> pl.DataFrame:
    return texts.select("row", pl.col("text").str.extract(f"({pattern})", 1).alias("mark")).drop_nulls()
