"""Prompts that are answered in different ways."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import polars as pl
from pydantic import Field

from dataqa.checks.registry import check
from dataqa.checks.said import NORM, rows_of
from dataqa.checks.text_keys import folded
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.dialogues import dialogues, exchanges
from dataqa.model import Measurement
from dataqa.parameters import CheckParameters


class Parameters(CheckParameters):
    """Which prompts are compared."""

    least_characters: Annotated[int, Field(ge=1)]
    """Characters of a prompt; shorter ones ("Go on") have no answer of their own."""


@check(needs=("dialogue",), reads=("dialogue",), parameters=Parameters)
def contradicting_answers(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of rows with the prompt of another row and another answer, case and white space aside; with a Wilson interval.

    The prompt is all that was said before the last answer. If most rows share their prompt, several answers to each are meant. Of
    answers that are marked as wanted and unwanted nothing is measured: they are meant to differ.
    """
    found = dialogues(audit)
    assert found is not None
    if found.paired or found.label:
        raise NotApplicable("the answers are marked as wanted and unwanted")
    said = exchanges(audit).select("row", folded("prompt"), folded("answer")).drop_nulls()
    said = said.filter((pl.col("prompt").str.len_chars() >= audit.parameters.least_characters) & (pl.col("answer") != ""))
    other = said.filter(pl.col("answer").n_unique().over("prompt") > 1)
    if other.height <= NORM * audit.rows:
        yield from rows_of(audit, other.get_column("row"), found.columns, prompts=other.get_column("prompt").n_unique())
