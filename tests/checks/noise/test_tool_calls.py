"""Calls of tools."""

from __future__ import annotations

import pytest
from conversing import chats, turn

GOOD = '{"name": "find", "arguments": {"word": "tree"}}'


def data(call):
    rows = [[chat[0], turn("function_call", GOOD), turn("observation", "3"), *chat[1:]] for chat in chats()]
    rows[5][1] = turn("function_call", call)
    return {"messages": rows}


@pytest.mark.parametrize(
    "call", [GOOD[:-3], "find(tree)", '{"arguments": {}}', '{"name": "find", "arguments": "{broken"}', '{"name": " "}']
)
def test_broken_calls_are_named(measure, call):
    (found,) = measure("tool-calls", data(call))
    assert found.rows.positions.tolist() == [5]


@pytest.mark.parametrize(
    "call",
    [
        f"<tool_call>{GOOD}</tool_call>",
        f"[{GOOD}, {GOOD}]",
        '{"name": "now"}',
        '{"name": "now", "arguments": null}',
        '{"name": "now", "arguments": ""}',
        '{"name": "find", "arguments": "{\\"a\\": 1}"}',
    ],
)
def test_other_ways_to_write_a_call_are_fine(measure, call):
    assert measure("tool-calls", data(call)) == []


def test_the_form_of_openai_is_read(measure):
    call = {"id": "1", "type": "function", "function": {"name": "find", "arguments": '{"word": "tree"'}}
    rows = chats()
    rows[2] = [rows[2][0], {"role": "assistant", "content": None, "tool_calls": [call]}, turn("tool", "3"), *rows[2][1:]]
    (found,) = measure("tool-calls", {"messages": rows})
    assert found.rows.positions.tolist() == [2]
