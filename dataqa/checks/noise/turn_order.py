"""Conversations whose speakers do not take turns."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dataqa.checks.registry import check
from dataqa.checks.said import NORM, rows_of
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.dialogues import Dialogues, dialogues
from dataqa.model import Measurement, Phrase

_KNOWN = ("user", "assistant", "system", "tool", "call")


@check(needs=("dialogue",), reads=("dialogue",))
def turn_order(audit: Context) -> Iterator[Measurement]:
    """Share of conversations in which a speaker follows itself, the wrong one begins or none answers; with a Wilson interval.

    A system prompt comes first; then user and assistant alternate. Calls of tools and their results stand between the turns of the
    assistant. Chat templates refuse other orders, or drop turns. What most conversations do is the form of the data.
    """
    found = dialogues(audit)
    assert found is not None
    turns = (
        found.turns.filter(pl.col("side") == found.turns.get_column("side").head(1).item()) if found.turns.height else found.turns
    )
    sizes = turns.group_by("row").len()
    if not found.chats or found.paired or (sizes.get_column("len").max() or 0) < 2:  # type: ignore[operator]
        raise NotApplicable("no column holds conversations of several turns")
    turns = turns.sort("row", "turn").with_columns(
        before=pl.col("role").shift(1).over("row"),
        after=pl.col("role").shift(-1).over("row"),
        system=(pl.col("role") == "system"),
    )
    yield from _order(audit, found, turns)
    last = turns.filter(pl.col("after").is_null())
    unanswered = last.filter(pl.col("role").is_in(["user", "tool", "call", "system"])).get_column("row")
    if unanswered.n_unique() <= NORM * audit.rows:
        yield from rows_of(audit, unanswered, found.chats, kind="unanswered")


def _order(audit: Context, found: Dialogues, turns: pl.DataFrame) -> Iterator[Measurement]:
    role, before = pl.col("role"), pl.col("before")
    faults = {
        "the user speaks twice in a row": (role == "user") & (before == "user"),
        "the assistant speaks twice in a row": (role == "assistant") & (before == "assistant"),
        "the assistant begins": role.is_in(["assistant", "call"]) & (before.is_null() | (before == "system")),
        "a system prompt comes later": (role == "system") & before.is_not_null() & (before != "system"),
        "a tool answers without a call": (role == "tool") & ~before.is_in(["call", "assistant", "tool"]).fill_null(False),
        "a speaker is unknown": ~role.is_in(_KNOWN),
    }
    rows, seen = [], []
    for words, condition in faults.items():
        hit = turns.filter(condition).get_column("row")
        if 0 < hit.n_unique() <= NORM * audit.rows:
            rows.append(hit)
            seen.append((-hit.n_unique(), words))
    if rows:
        yield from rows_of(audit, pl.concat(rows), found.chats, faults=[Phrase(words) for _, words in sorted(seen)])
