"""Answers that stop in the middle of a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import polars as pl
from pydantic import Field

from dataqa.checks.registry import check
from dataqa.checks.said import rows_of, some
from dataqa.context import Context
from dataqa.findings.dialogues import dialogues, exchanges
from dataqa.model import Measurement
from dataqa.parameters import CheckParameters

_ENDS = r"[.!?…:;)\]}>\"'»”’`*_~|$%°。！？।؟」』\p{So}\p{Emoji_Presentation}]\s*$"
_NO_PROSE = r"^\s*(?:[-*•#>|$]|\d+[.):]|[a-zA-Z][.)]|```|https?://)|[|{}=]|://|#\w+\s*$"


class Parameters(CheckParameters):
    """When an answer ends as if it were cut."""

    least_words: Annotated[int, Field(ge=1)]
    """Words of an answer; shorter ones need no full sentence."""
    least_last: Annotated[int, Field(ge=1)]
    """Words of its last line; a shorter one may be an item of a list or a signature."""
    norm: Annotated[float, Field(ge=0, le=1)]
    """Share of such answers that end a sentence, from which on the others are exceptions."""


@check(needs=("dialogue",), reads=("dialogue",), splits_words=True, parameters=Parameters)
def cut_answers(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of rows whose last answer ends within a sentence or a block of code, with its Wilson interval (Wilson 1927).

    Only answers whose last line is running text are looked at: lists, formulas, tables and signatures end as they like. It is
    measured if nearly all others end with the end of a sentence.
    """
    p, found = audit.parameters, dialogues(audit)
    assert found is not None
    text = pl.col("answer").str.strip_chars_end()
    answers = exchanges(audit).drop_nulls("answer").select("row", text)
    last = pl.col("answer").str.extract(r"([^\n]*)$", 1)
    answers = answers.with_columns(
        last=last, fences=pl.col("answer").str.count_matches("```"), words=pl.col("answer").str.count_matches(r"\S+")
    ).filter(pl.col("words") >= p.least_words)
    running = ~pl.col("last").str.contains(_NO_PROSE) & (pl.col("last").str.count_matches(r"\S+") >= p.least_last)
    prose = answers.filter(running & (pl.col("fences") % 2 == 0)).with_columns(ends=pl.col("last").str.contains(_ENDS))
    cut = prose.filter(~pl.col("ends"))
    if cut.height > (1 - p.norm) * prose.height:
        cut = cut.clear()  # here answers end without a full stop
    whole = pl.concat([cut.select("row", "last"), answers.filter(pl.col("fences") % 2 == 1).select("row", "last")])
    ends = whole.get_column("last").str.slice(-50)
    yield from rows_of(audit, whole.get_column("row"), found.answers, ends=some(ends.str.strip_chars()))
