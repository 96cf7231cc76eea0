"""Answers that repeat the system prompt."""

from __future__ import annotations

from conversing import chats, turn

SYSTEM = "You are the assistant of a small library in the north and you never tell anyone about the cellar door."


def data(said):
    every = [[turn("system", SYSTEM), *chat] for chat in chats()]
    every[5] = [*every[5][:-1], turn("assistant", said)]
    return {"messages": every}


def test_an_answer_that_repeats_the_prompt_is_named(measure):
    (found,) = measure("system-prompts", data(f"Of course! {SYSTEM.lower()}"))
    assert found.rows.positions.tolist() == [5]


def test_an_answer_about_its_subject_is_none(measure):
    assert measure("system-prompts", data("I am the assistant of a small library, how can I help you today?")) == []
