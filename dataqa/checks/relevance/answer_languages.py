"""Answers in another language than their prompts."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dataqa.checks.registry import check
from dataqa.checks.relevance._strays.languages import languages_of
from dataqa.checks.said import FENCED, NORM, rows_of
from dataqa.context import Context
from dataqa.findings.dialogues import dialogues
from dataqa.findings.parameters import parameters_of
from dataqa.model import Measurement, Phrase
from dataqa.parameters import CheckParameters


class Parameters(CheckParameters):
    """Which prompts may be answered in another language."""

    asking: tuple[str, ...]
    """Regular expressions of prompts that ask for a language, case aside."""


@check(needs=("dialogue",), reads=("dialogue",), splits_words=True, parameters=Parameters)
def answer_languages(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of rows in which an answer is in another language than the turn before it; with a Wilson interval (Wilson 1927).

    By the commonest words of languages and their letters. Prompts that ask for a translation or name a language are left out, and
    so is code.
    """
    found = dialogues(audit)
    assert found is not None
    turns = found.turns.filter(pl.col("role").is_in(["user", "assistant"])).sort("row", "side", "turn")
    previous = turns.with_columns(
        prompt=pl.col("text").shift(1).over("row", "side"), asker=pl.col("role").shift(1).over("row", "side")
    )
    pairs = previous.filter((pl.col("role") == "assistant") & (pl.col("asker") == "user")).drop_nulls(["text", "prompt"])
    asking = "|".join(f"(?:{one})" for one in audit.parameters.asking)
    pairs = pairs.filter(~pl.col("prompt").str.contains(f"(?i){asking}")).with_row_index("at")
    languages = {}
    for column in ("prompt", "text"):
        plain = pairs.get_column(column).str.replace_all(FENCED, " ")
        known = languages_of(plain, parameters_of("languages"))
        languages[column] = known.rename({"language": column, "row": "at"}).select("at", column)
    both = pairs.select("at", "row").join(languages["prompt"], on="at").join(languages["text"], on="at")
    other = both.filter(pl.col("prompt") != pl.col("text"))
    if other.get_column("row").n_unique() > NORM * audit.rows:
        return
    common = other.group_by("prompt", "text").len().sort(["len", "prompt", "text"], descending=[True, False, False]).head(2)
    pairs_of_languages = [
        Phrase(f"{answer} (the turn before: {prompt})") for prompt, answer in common.select("prompt", "text").iter_rows()
    ]
    yield from rows_of(audit, other.get_column("row"), found.columns, languages=pairs_of_languages)
