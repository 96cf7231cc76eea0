"""Answers in another language than their prompts."""

from __future__ import annotations

import pytest

GERMAN = "Das ist der Hund, der nicht auf dem Sofa liegt, und sie haben ein Haus, das wir noch nicht sehen."
ENGLISH = "This is the dog that you have seen, and they will not be in the house that we have for you."


def data(asks="", code=""):
    prompts = [f"{asks} Can you tell me what this is, and why they have it in the house number {k}?" for k in range(20)]
    return {"prompt": prompts, "completion": [f"{GERMAN if k in (4, 9) else ENGLISH}{code} {k}" for k in range(20)]}


def test_answers_in_another_language_are_named(measure):
    (found,) = measure("answer-languages", data())
    assert (found.rows.positions.tolist(), found.details["languages"]) == ([4, 9], ["German (the turn before: English)"])


@pytest.mark.parametrize("asks", ["Translate this, please.", "Answer in German.", "Reply auf Deutsch."])
def test_who_asks_for_a_language_gets_it(measure, asks):
    assert measure("answer-languages", data(asks)) == []


def test_foreign_words_in_code_are_quoted(measure):
    honest = {"prompt": data()["prompt"], "completion": [f"{ENGLISH} {k}\n```\n{GERMAN} {GERMAN} {GERMAN}\n```" for k in range(20)]}
    assert measure("answer-languages", honest) == []
