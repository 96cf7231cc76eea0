"""Answers that repeat the system prompt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import polars as pl
from pydantic import Field

from dataqa.checks.registry import check
from dataqa.checks.said import rows_of
from dataqa.checks.word_runs import contained
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.dialogues import dialogues
from dataqa.model import Measurement
from dataqa.parameters import CheckParameters


class Parameters(CheckParameters):
    """When an answer repeats the system prompt."""

    words: Annotated[int, Field(ge=2)]
    """Words of the runs that are compared."""
    least_words: Annotated[int, Field(ge=1)]
    """Words of a system prompt; shorter ones are said by chance."""
    share: Annotated[float, Field(gt=0, le=1)]
    """Share of the prompt's runs that the answers of the same conversation hold."""


@check(needs=("dialogue",), reads=("dialogue",), parameters=Parameters)
def system_prompts(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of conversations in which the assistant repeats most of the system prompt; with a Wilson interval (Wilson 1927).

    By containment: the share of the prompt's runs of some words that the answers contain, too (Broder 1997).
    """
    p, found = audit.parameters, dialogues(audit)
    assert found is not None
    system = found.said("system").drop_nulls("text").filter(pl.col("text").str.count_matches(r"\S+") >= p.least_words)
    if not system.height:
        raise NotApplicable("no conversation has a system prompt of some length")
    prompts = system.group_by("row").agg(pl.col("text").str.join("\n").alias("prompt"))
    answers = found.said("assistant").drop_nulls("text").group_by("row").agg(pl.col("text").str.join("\n").alias("answer"))
    both = prompts.join(answers, on="row").sort("row")
    shares = contained(both.get_column("prompt"), both.get_column("answer"), p.words)
    yield from rows_of(audit, both.filter(pl.Series(shares >= p.share)).get_column("row"), found.chats or found.columns)
