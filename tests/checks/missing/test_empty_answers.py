"""Prompts and answers without a text."""

from __future__ import annotations

from conversing import asked, changed, chats, turn


def test_a_turn_without_a_word_is_named(measure):
    (found,) = measure("empty-answers", changed(lambda chat: [*chat[:-1], turn("assistant", "\n")]))
    assert (found.value, found.rows.positions.tolist(), found.details["turns"]) == (0.1, [3, 11], 2)


def test_a_turn_that_calls_a_tool_needs_no_text(measure):
    calls = [{"type": "function", "function": {"name": "find", "arguments": "{}"}}]
    rows = [
        [chat[0], {"role": "assistant", "content": None, "tool_calls": calls}, turn("tool", "3"), *chat[1:]] for chat in chats()
    ]
    assert measure("empty-answers", {"messages": rows}) == []


def test_of_plain_columns_other_checks_tell(measure, covered):
    data = asked(completion=["", *asked()["completion"][1:]])
    assert measure("empty-answers", data) == []
    assert [m.rows.positions.tolist() for m in covered("empty-answers", data)] == [[0]]


def test_without_answers_it_does_not_apply(measure):
    assert measure("empty-answers", {"a": [1, 2], "b": ["", "x"]}) == []
