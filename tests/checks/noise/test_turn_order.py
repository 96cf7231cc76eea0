"""Conversations whose speakers do not take turns."""

from __future__ import annotations

import pytest
from conversing import asked, changed, chats, turn

ORDERS = {
    "the user speaks twice in a row": lambda chat: [chat[0], turn("user", "And?"), *chat[1:]],
    "the assistant speaks twice in a row": lambda chat: [*chat[:2], turn("assistant", "And."), *chat[2:]],
    "the assistant begins": lambda chat: chat[1:],
    "a system prompt comes later": lambda chat: [*chat[:2], turn("system", "Be kind."), *chat[2:]],
    "a speaker is unknown": lambda chat: [*chat[:2], turn("narrator", "Later."), *chat[2:]],
}


@pytest.mark.parametrize("fault", ORDERS)
def test_each_fault_is_named(measure, fault):
    (found,) = measure("turn-order", changed(ORDERS[fault]))
    assert (found.rows.positions.tolist(), found.details["faults"]) == ([3, 11], [fault])


def test_a_conversation_that_ends_with_the_user_is_named(measure):
    (found,) = measure("turn-order", changed(lambda chat: chat[:-1]))
    assert (found.kind, found.rows.positions.tolist()) == ("unanswered", [3, 11])


def test_system_prompts_and_calls_of_tools_are_in_order(measure):
    def called(chat):
        return [turn("system", "Be kind."), chat[0], turn("function_call", '{"name": "f"}'), turn("observation", "3"), *chat[1:]]

    assert measure("turn-order", changed(called)) == []


def test_what_all_conversations_do_is_their_form(measure):
    assert measure("turn-order", changed(lambda chat: chat[:-1], tuple(range(20)))) == []


def test_instructions_have_no_turns(measure):
    assert measure("turn-order", asked()) == []


def test_sharegpt_and_json_text_are_read_alike(measure):
    import json

    rows = changed(ORDERS["the assistant begins"])["messages"]
    names = {"user": "human", "assistant": "gpt"}
    share = [[{"from": names[one["role"]], "value": one["content"]} for one in chat] for chat in rows]
    for data in ({"conversations": share}, {"messages": [json.dumps(chat) for chat in rows]}):
        assert [m.rows.positions.tolist() for m in measure("turn-order", data)] == [[3, 11]]
    assert len(chats()) == 20
