"""Answers that are given to several prompts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import polars as pl
from pydantic import Field

from dataqa.checks.registry import check
from dataqa.checks.said import NORM, folded, rows_of, some
from dataqa.context import Context
from dataqa.findings.dialogues import dialogues
from dataqa.model import Measurement
from dataqa.parameters import CheckParameters


class Parameters(CheckParameters):
    """Which answers are compared."""

    least_words: Annotated[int, Field(ge=1)]
    """Words of an answer; shorter ones ("Yes, it is.") fit several prompts."""


@check(needs=("dialogue",), reads=("dialogue",), parameters=Parameters)
def repeated_answers(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of rows with an answer that was given before, in the same conversation or to another prompt; with a Wilson interval.

    Of long answers only, case and white space aside. Rows that are copies as a whole are reported there (`exact-duplicates`,
    `repeated-texts`).
    """
    found = dialogues(audit)
    assert found is not None
    said = found.turns.filter((pl.col("role") == "assistant") & (pl.col("side") != "rejected")).drop_nulls("text")
    said = said.filter(pl.col("text").str.count_matches(r"\S+") >= audit.parameters.least_words)
    before = found.turns.sort("row", "side", "turn").with_columns(prompt=pl.col("text").shift(1).over("row", "side").fill_null(""))
    said = said.join(before.select("row", "side", "turn", folded("prompt")), on=["row", "side", "turn"]).with_columns(
        folded("text")
    )
    said = said.sort("row", "turn")
    within = said.filter(~pl.struct("row", "text").is_first_distinct())
    yield from rows_of(audit, within.get_column("row"), found.answers[:1], kind="within")
    other = said.filter((pl.col("prompt").n_unique().over("text") > 1) & (pl.col("row").n_unique().over("text") > 1))
    later = other.filter(pl.col("row") != pl.col("row").min().over("text"))
    if other.get_column("row").n_unique() <= NORM * audit.rows:
        covered = () if found.chats else ("repeated-texts",)
        yield from rows_of(
            audit, later.get_column("row"), found.answers[:1], covered_by=covered, answers=some(later.get_column("text"))
        )
