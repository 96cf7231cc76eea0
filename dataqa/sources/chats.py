"""Conversations in nested cells, read into turns: OpenAI ``messages``, ShareGPT ``conversations``, single messages."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from dataqa.sources.messages import without_surrogates

ROLE_KEYS, TEXT_KEYS = ("role", "from", "speaker", "author"), ("content", "value", "text", "message")
ROLES: dict[str, str] = {
    **dict.fromkeys(("user", "human", "prompter", "customer"), "user"),
    **dict.fromkeys(("assistant", "gpt", "model", "bot", "chatgpt", "ai", "chatbot"), "assistant"),
    **dict.fromkeys(("system", "developer"), "system"),
    **dict.fromkeys(("tool", "function", "observation", "function_response", "tool_response", "ipython"), "tool"),
    **dict.fromkeys(("function_call", "tool_call"), "call"),
}
"""What the formats call a speaker, and the five words for it here; a ``call`` is an assistant's call of a tool."""
_SHARE, _LOOKED_AT = 0.9, 200
SCHEMA = {"row": pl.Int64, "turn": pl.Int64, "role": pl.String, "text": pl.String}


@dataclass(frozen=True, slots=True)
class Turns:
    """The turns of a column's conversations.

    Attributes
    ----------
    frame : polars.DataFrame
        ``row``, ``turn`` (from 0 on), ``role`` (see `ROLES`; other names as they came), ``text`` (null where a turn has none).
    single : bool
        True where each cell is one message at most, as in preference pairs.
    """

    frame: pl.DataFrame
    single: bool


def turns_of(cells: Sequence[Any]) -> Turns | None:
    """Return the turns of conversations, or None where nearly all cells are none.

    Parameters
    ----------
    cells : sequence
        Lists (arrays, tuples) of records with a speaker and a text, or single such records; None where a cell is empty.
    """
    there = [cell for cell in cells if cell is not None]
    step = max(1, len(there) // _LOOKED_AT)
    looked = there[::step]
    if not looked or sum(_is_chat(cell) for cell in looked) < _SHARE * len(looked) or not any(_messages(cell) for cell in looked):
        return None
    rows: list[tuple[int, int, str, str | None]] = []
    longest = 0
    for row, cell in enumerate(cells):
        messages = _messages(cell) if cell is not None and _is_chat(cell) else ()
        longest = max(longest, len(messages))
        turn = 0
        for message in messages:
            for role, text in _said(message):
                rows.append((row, turn, role, text))
                turn += 1
    return Turns(pl.DataFrame(rows, schema=SCHEMA, orient="row"), longest <= 1)


def transcripts(turns: Turns, rows: int) -> pl.Series:
    """Return each conversation as one text, a paragraph a turn, led by its speaker where there are several; null for no cell.

    Parameters
    ----------
    turns : Turns
        Of a column.
    rows : int
        Cells of the column.
    """
    said = pl.col("text").fill_null("")
    line = said if turns.single else pl.concat_str(pl.col("role"), pl.lit(": "), said)
    joined = turns.frame.sort("row", "turn").group_by("row", maintain_order=True).agg(line.str.join("\n\n").alias("text"))
    every = pl.DataFrame({"row": np.arange(rows, dtype=np.int64)})
    return every.join(joined, on="row", how="left", maintain_order="left").get_column("text")


def parsed(texts: pl.Series) -> list[Any] | None:
    """Return what cells of JSON text hold, where nearly all are conversations; None where they are not."""
    there = texts.drop_nulls()
    looked = there.gather_every(max(1, len(there) // _LOOKED_AT)).to_list()
    if not looked or sum(map(_is_list, looked)) < _SHARE * len(looked) or not _are_chats(list(map(read_json, looked))):
        return None
    read = [None if text is None else read_json(text) for text in texts.to_list()]
    return read if _are_chats([cell for cell, text in zip(read, texts, strict=True) if text is not None]) else None


def _is_list(text: str) -> bool:
    return text.lstrip()[:1] == "[" and text.rstrip()[-1:] == "]"


def _are_chats(read: Sequence[Any]) -> bool:
    """Return whether nearly all cells could be read, and nearly all of these are conversations."""
    held = [cell for cell in read if cell is not None]
    return bool(held) and len(held) >= _SHARE * len(read) and sum(map(_is_chat, held)) >= _SHARE * len(held)


def read_json(text: str) -> Any:
    """Return what a text holds as JSON, None where it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _as_list(cell: Any) -> list[Any] | None:
    if isinstance(cell, np.ndarray):
        return cell.tolist() if cell.ndim == 1 and cell.dtype.hasobject else None
    return list(cell) if isinstance(cell, list | tuple) else [cell] if isinstance(cell, Mapping) else None


def _messages(cell: Any) -> list[Any]:
    return _as_list(cell) or []


def _is_chat(cell: Any) -> bool:
    messages = _as_list(cell)
    if messages is None:
        return False
    return all(isinstance(one, Mapping) and _role(one) is not None and _text_key(one) is not None for one in messages)


def _role(message: Mapping[Any, Any]) -> str | None:
    for key in ROLE_KEYS:
        role = message.get(key)
        if isinstance(role, str):
            name = role.strip().lower()
            return ROLES.get(name, (name or None) if key == "role" else None)
    return None


def _text_key(message: Mapping[Any, Any]) -> str | None:
    for key in TEXT_KEYS:
        if key in message and (message[key] is None or isinstance(message[key], str | list | tuple | np.ndarray)):
            return key
    return "tool_calls" if message.get("tool_calls") is not None else None


def _said(message: Mapping[Any, Any]) -> Iterator[tuple[str, str | None]]:
    """Yield what one message says: its text, and the calls that it makes."""
    role, key = _role(message) or "", _text_key(message)
    text = _plain(message.get(key)) if key and key != "tool_calls" else None
    calls = message.get("tool_calls")
    called = calls if isinstance(calls, list | tuple | np.ndarray) and len(calls) else ()
    single = message.get("function_call")
    if isinstance(single, Mapping):
        called = (single,)
    if not len(called) or (text or "").strip():
        yield role, text
    for call in called:
        yield "call", _written(call)


def _plain(content: Any) -> str | None:
    if content is None:
        return None
    if isinstance(content, str):
        return without_surrogates(content)
    parts = [one if isinstance(one, str) else _part(one) for one in content]
    return without_surrogates("\n".join(part for part in parts if part))


def _part(one: Any) -> str:
    """Return the text of one part of a message; of an image or a file its kind, so that the turn is not empty."""
    if not isinstance(one, Mapping):
        return ""
    text = next((one[key] for key in ("text", "value", "content") if isinstance(one.get(key), str)), None)
    return text if isinstance(text, str) else f"[{one.get('type', 'part')}]"


def _written(call: Any) -> str:
    inner = call.get("function", call) if isinstance(call, Mapping) else call
    if not isinstance(inner, Mapping):
        return without_surrogates(str(inner))
    arguments = inner.get("arguments")
    read = read_json(arguments) if isinstance(arguments, str) else arguments
    shown = arguments if read is None else read
    return without_surrogates(json.dumps({"name": inner.get("name"), "arguments": shown}, ensure_ascii=False, default=str))
