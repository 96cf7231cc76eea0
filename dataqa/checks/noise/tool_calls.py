"""Calls of tools that no program could make."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl

from dataqa.checks.registry import check
from dataqa.checks.said import rows_of, some
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.dialogues import dialogues
from dataqa.model import Measurement
from dataqa.sources.chats import read_json

_MARKED = r"(?s)^\s*(?:<tool_call>|<functioncall>)?\s*(\{.*\})\s*(?:</tool_call>|</functioncall>)?\s*$"


@check(needs=("dialogue",), reads=("dialogue",))
def tool_calls(audit: Context) -> Iterator[Measurement]:
    """Share of conversations with a call that is no JSON, names no tool, or has arguments that are no JSON; with a Wilson interval.

    Calls are the turns of the kind ``function_call`` and the ``tool_calls`` of messages. A model learns the form of its calls from
    them, and a program cannot read a broken one.
    """
    found = dialogues(audit)
    assert found is not None
    calls = found.said("call")
    if not calls.height:
        raise NotApplicable("no conversation calls a tool")
    texts = pl.col("text").fill_null("")
    different = calls.select(texts, body=pl.coalesce(texts.str.extract(_MARKED, 1), texts)).unique().sort("text")
    broken = [text for text, body in different.iter_rows() if not _is_call(body)]
    bad = calls.filter(texts.is_in(broken))
    yield from rows_of(
        audit, bad.get_column("row"), found.chats or found.columns, calls=calls.height, examples=some(bad.get_column("text"))
    )


def _is_call(text: str) -> bool:
    read = read_json(text)
    calls = read if isinstance(read, list) else [read]
    return bool(calls) and all(_names_tool(one) for one in calls)


def _names_tool(call: Any) -> bool:
    if not isinstance(call, dict):
        return False
    inner = call.get("function", call)
    inner = inner if isinstance(inner, dict) else call
    arguments = inner.get("arguments", inner.get("parameters", {}))
    if isinstance(arguments, str):
        arguments = read_json(arguments) if arguments.strip() else {}
        if arguments is None:
            return False
    return isinstance(inner.get("name"), str) and bool(inner["name"].strip()) and (arguments is None or isinstance(arguments, dict))
