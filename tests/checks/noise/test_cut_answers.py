"""Answers that stop within a sentence."""

from __future__ import annotations

import pytest
from conversing import answered


def test_answers_that_stop_within_a_sentence_are_named(measure):
    (found,) = measure("cut-answers", answered(lambda text: text[:-6]))
    assert (found.columns, found.rows.positions.tolist()) == (("completion",), [3, 11])


def test_an_open_block_of_code_is_cut(measure):
    (found,) = measure("cut-answers", answered(lambda text: f"{text}\n```python\nprint(1)\nfor"))
    assert found.rows.positions.tolist() == [3, 11]


def test_a_closed_block_of_code_says_nothing_of_what_follows(measure):
    (found,) = measure("cut-answers", answered(lambda text: f"```\nprint(1)\n```\n{text[:-6]}"))
    assert found.rows.positions.tolist() == [3, 11]


@pytest.mark.parametrize(
    "end",
    ["\n- milk\n- bread and butter", "\n1. First the one\n2. Then the other one of them", "\nKind regards\nEmma", " #travel #sun",
     '\n"It is so"', "\n```python\nprint(1)\n```", "\nx = 3 * y + 12 * z - 4 * a + 7 * b", "\nThe END of it", "！"],
)  # fmt: skip
def test_lists_signatures_formulas_and_code_end_as_they_like(measure, end):
    assert measure("cut-answers", answered(lambda text: f"{text}{end}")) == []


def test_where_no_answer_has_a_full_stop_none_is_cut(measure):
    assert measure("cut-answers", answered(lambda text: text[:-1], tuple(range(20)))) == []


def test_of_three_marks_of_code_one_is_open(measure):
    (found,) = measure("cut-answers", answered(lambda text: f"{text}\n```\nprint(1)\n```\nThen\n```\nfor"))
    assert found.rows.positions.tolist() == [3, 11]
