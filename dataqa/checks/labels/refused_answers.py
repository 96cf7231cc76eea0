"""Answers that refuse the request."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dataqa.checks.registry import check
from dataqa.checks.said import rows_of, some
from dataqa.context import Context
from dataqa.findings.dialogues import dialogues, exchanges
from dataqa.model import Measurement
from dataqa.parameters import CheckParameters

_OPENING = 300


class Parameters(CheckParameters):
    """What refusals look like."""

    patterns: tuple[str, ...]
    """Regular expressions, case aside."""


@check(needs=("dialogue",), reads=("dialogue",), parameters=Parameters)
def refused_answers(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of rows whose last answer opens with a refusal, or speaks of itself as a model that cannot; with a Wilson interval.

    A rejected answer of a preference pair may be a refusal: only chosen ones are looked at.
    """
    found = dialogues(audit)
    assert found is not None
    answers = exchanges(audit).filter(pl.col("side") != "rejected").drop_nulls("answer")
    opening = answers.select("row", pl.col("answer").str.strip_chars().str.slice(0, _OPENING).str.replace_all("[’`]", "'"))
    refused = opening.filter(pl.any_horizontal(pl.col("answer").str.contains(f"(?i){one}") for one in audit.parameters.patterns))
    columns = found.answers[:1]
    yield from rows_of(audit, refused.get_column("row"), columns, examples=some(refused.get_column("answer")))
