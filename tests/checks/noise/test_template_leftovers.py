"""Marks of chat templates."""

from __future__ import annotations

import pytest
from conversing import answered


@pytest.mark.parametrize("mark", ["<|im_end|>", "[/INST]", "<<SYS>>", "{{name}}", "{{ user.name }}", "<end_of_turn>"])
def test_marks_are_named(measure, mark):
    (found,) = measure("template-leftovers", answered(lambda text: f"{text} {mark}"))
    assert (found.rows.positions.tolist(), found.details["marks"]) == ([3, 11], [mark])


@pytest.mark.parametrize(
    "text", ["Use `{{ name }}` in Jinja.", "```\n<|im_end|>\n```", "<s>old</s> and new", "{name}", "a [1] b", "# Response time"]
)
def test_quoted_marks_and_markup_are_none(measure, text):
    assert measure("template-leftovers", answered(lambda said: f"{text} {said}")) == []


def test_a_mark_in_every_row_is_the_form_of_the_data(measure):
    assert measure("template-leftovers", answered(lambda text: f"### Response: {text}", tuple(range(20)))) == []


def test_a_placeholder_in_every_row_is_still_not_filled(measure):
    (found,) = measure("template-leftovers", answered(lambda text: f"I am {{{{name}}}}. {text}", tuple(range(20))))
    assert found.value == 1.0
