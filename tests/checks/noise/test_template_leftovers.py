"""Marks of chat templates."""

from __future__ import annotations

import pytest
from conversing import answered, answers, questions


@pytest.mark.parametrize(
    "mark",
    [
        "<|im_end|>",
        "[/INST]",
        "<<SYS>>",
        "{{name}}",
        "{{ user.name }}",
        "<end_of_turn>",
        "<｜end▁of▁sentence｜>",
        "[Insert date]",
        "<insert name of city>",
        "{% if x %}",
    ],
)
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


def asked(change):
    return {"prompt": [change(text) if row in (3, 11) else text for row, text in enumerate(questions())], "completion": answers()}


@pytest.mark.parametrize("slot", ["{document}", "{CUSTOMER_NAME}"])
def test_slots_in_prompts_are_named(measure, slot):
    (found,) = measure("template-leftovers", asked(lambda text: f"Please summarise {slot} in ten words."))
    assert (found.rows.positions.tolist(), found.details["marks"]) == ([3, 11], [slot])


@pytest.mark.parametrize(
    "prompt",
    ["What does print(f'{name}') do in Python?", "Write a template that greets {name}.",
     r"Solve \frac{three}{four}.", 'Read {"name": 3}.',
     "Is {a} a set of {a, b}?"],
)  # fmt: skip
def test_prompts_about_code_hold_no_slots(measure, prompt):
    assert measure("template-leftovers", asked(lambda text: prompt)) == []


def test_an_answer_that_goes_on_with_the_next_speaker(measure):
    (found,) = measure("template-leftovers", answered(lambda text: f"{text}\n\nHuman: And then?\n\nAssistant: Then it ends."))
    assert found.rows.positions.tolist() == [3, 11]
