"""Rows longer than the context of a model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import polars as pl
from pydantic import Field

from dataqa.checks.registry import check
from dataqa.checks.said import NORM, rows_of
from dataqa.context import Context
from dataqa.findings.dialogues import dialogues
from dataqa.model import Measurement
from dataqa.parameters import CheckParameters


class Parameters(CheckParameters):
    """How much fits into a context."""

    tokens: Annotated[int, Field(ge=1)]
    """Tokens of the context in which models are usually fine-tuned."""
    short: Annotated[int, Field(ge=1)]
    """Tokens of a small context: a row that exceeds it must stand out, too."""
    times: Annotated[float, Field(ge=1)]
    """How many times as long as the median a row is that stands out."""
    bytes_a_token: Annotated[float, Field(gt=0)]
    """Bytes of a token, on average."""


@check(needs=("dialogue",), reads=("dialogue",), parameters=Parameters)
def long_conversations(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of rows that exceed a usual context, or a small one and most rows by far; with a Wilson interval (Wilson 1927).

    Tokens are estimated by the bytes of the text. Training cuts what exceeds the context, usually the end: the answer. Where most
    rows are long, a long context is meant.
    """
    p, found = audit.parameters, dialogues(audit)
    assert found is not None
    sizes = found.turns.group_by("row", "side").agg(pl.col("text").str.len_bytes().sum().alias("bytes"))
    tokens = sizes.group_by("row").agg((pl.col("bytes").max() / p.bytes_a_token).alias("tokens")).sort("row")
    median = float(tokens.get_column("tokens").median() or 0.0)  # type: ignore[arg-type]
    far = (pl.col("tokens") > p.short) & (pl.col("tokens") > p.times * median)
    long = tokens.filter((pl.col("tokens") > p.tokens) | far)
    if long.height <= NORM * audit.rows:
        most = float(long.get_column("tokens").max() or 0.0)  # type: ignore[arg-type]
        yield from rows_of(audit, long.get_column("row"), found.columns, longest=most, median=median, context=p.tokens)
