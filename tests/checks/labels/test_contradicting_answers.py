"""Prompts that are answered in different ways."""

from __future__ import annotations

from conversing import answers, asked, questions


def same(prompts=None, replies=None):
    said, replied = questions(), answers()
    said[11] = (prompts or str)(said[3])
    replied[11] = (replies or (lambda one: replied[11]))(replied[3])
    return asked(prompt=said, completion=replied)


def test_both_rows_are_named_case_aside(measure):
    (found,) = measure("contradicting-answers", same(str.upper))
    assert (found.rows.positions.tolist(), found.details["prompts"]) == ([3, 11], 1)


def test_the_same_answer_is_no_contradiction(measure):
    assert measure("contradicting-answers", same(replies=str.upper)) == []


def test_the_context_belongs_to_the_prompt(measure):
    data = {"instruction": ["Translate the text, please."] * 20, "input": questions(), "output": answers()}
    assert measure("contradicting-answers", data) == []


def test_where_most_prompts_repeat_several_answers_are_meant(measure):
    assert measure("contradicting-answers", asked(prompt=[questions()[k // 2] for k in range(20)])) == []
