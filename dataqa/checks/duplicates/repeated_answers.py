"""Answers that are given to several prompts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.checks.registry import check
from dataqa.checks.said import FENCED, NORM, rows_of, some
from dataqa.checks.text_keys import folded
from dataqa.checks.word_runs import repeated, words_of_texts
from dataqa.context import Context
from dataqa.findings.dialogues import dialogues
from dataqa.model import Measurement
from dataqa.parameters import CheckParameters


class Parameters(CheckParameters):
    """Which answers are compared."""

    least_words: Annotated[int, Field(ge=1)]
    """Words of an answer; shorter ones ("Yes, it is.") fit several prompts."""
    run: Annotated[int, Field(ge=2)]
    """Words of a run that an answer says again."""
    looping: Annotated[float, Field(gt=0, le=1)]
    """Share of the letters of an answer in such runs, from which it repeats itself: a refrain is less."""


@check(needs=("dialogue",), reads=("dialogue",), parameters=Parameters)
def repeated_answers(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of rows with an answer that was given before, in one conversation or to another prompt, or that repeats itself.

    With a Wilson interval (Wilson 1927). Of long answers only, case and white space aside. Of those that repeat themselves most
    letters are in runs of words that the answer said before (Gopher: Rae et al. 2021), blocks of code aside. Rows that are copies
    as a whole are reported there (`exact-duplicates`, `repeated-texts`).
    """
    found = dialogues(audit)
    assert found is not None
    said = found.turns.filter((pl.col("role") == "assistant") & (pl.col("side") != "rejected")).drop_nulls("text")
    said = said.filter(pl.col("text").str.count_matches(r"\S+") >= audit.parameters.least_words)
    before = found.turns.sort("row", "side", "turn").with_columns(prompt=pl.col("text").shift(1).over("row", "side").fill_null(""))
    said = said.join(before.select("row", "side", "turn", folded("prompt")), on=["row", "side", "turn"]).with_columns(
        folded("text"), spoken=pl.col("text")
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
    plain = said.with_columns(pl.col("spoken").str.replace_all(FENCED, " "))
    words = words_of_texts(plain.get_column("spoken"), r"\S+")
    letters = np.bincount(words.text, weights=words.sizes, minlength=plain.height)
    again = repeated(words, plain.height, audit.parameters.run) / np.maximum(letters, 1)
    looping = plain.filter(pl.Series(again >= audit.parameters.looping, dtype=pl.Boolean)).get_column("row")
    if looping.n_unique() <= NORM * audit.rows:
        yield from rows_of(audit, looping, found.answers[:1], kind="looping")
