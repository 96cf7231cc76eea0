"""Prompts and answers without a text."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dataqa.checks.registry import check
from dataqa.checks.said import rows_of
from dataqa.context import Context
from dataqa.findings.dialogues import dialogues
from dataqa.model import Measurement


@check(needs=("dialogue",), reads=("dialogue",))
def empty_answers(audit: Context) -> Iterator[Measurement]:
    """Share of rows in which a turn of the user or the assistant says nothing, with its Wilson interval (Wilson 1927).

    Blanks alone say nothing; a turn that only calls a tool does. Of columns with one text a row, what means "missing" is reported
    there, too (`missing-values`, `placeholder-values`).
    """
    found = dialogues(audit)
    assert found is not None
    said = found.turns.filter(pl.col("role").is_in(["user", "assistant"]))
    empty = said.filter(~pl.col("text").str.contains(r"\S").fill_null(False))
    plain = () if found.chats else ("missing-values", "placeholder-values")
    yield from rows_of(audit, empty.get_column("row"), found.columns, covered_by=plain, turns=empty.height)
