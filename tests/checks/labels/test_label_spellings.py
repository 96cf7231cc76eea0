from __future__ import annotations

import pytest


def spelt(measure, *labels: str):
    return measure("label-spellings", {"a": range(len(labels)), "y": list(labels)}, target="y")


def test_the_rarer_spellings_of_a_class_are_named(measure):
    found = spelt(measure, *["spam"] * 4, "Spam ", "SPAM", "SPAM", *["ham"] * 3)
    assert [(m.columns, m.about, m.value, m.rows.positions.tolist()) for m in found] == [(("y",), "spam", 0.3, [4, 5, 6])]
    assert found[0].details["of_class"] == 3 / 7


@pytest.mark.parametrize(
    ("one", "other"),
    [("<=50K", "<=50K."), ("non-spam", "non spam"), ("Non_Spam", "non-spam"), ("1.0 a", "1.0  a"), ("ﬁne", "fine"), ("Y", "y")],
)
def test_these_are_one_class(measure, one, other):
    assert len(spelt(measure, *[one] * 3, *[other] * 2, *["else"] * 5)) == 1


@pytest.mark.parametrize(("one", "other"), [("A+", "A-"), ("<=50K", ">50K"), ("class 1", "class 2"), ("-1 x", "1 x"), ("I", "II")])
def test_these_are_two(measure, one, other):
    assert spelt(measure, *[one] * 300, *[other] * 5) == []


def test_a_rare_slip_of_the_keyboard_is_the_class_it_means(judge):
    issues = judge(
        "label-spellings", {"a": range(103), "y": ["colour"] * 50 + ["size"] * 50 + ["color", "colouur", "coluor"]}, target="y"
    )
    assert [(i.rows.positions.tolist(), i.severity) for i in issues] == [([100, 101, 102], "medium")]


@pytest.mark.parametrize(
    ("often", "seldom"),
    [("typical", "atypical"), ("grade A", "grade B"), ("stage 12", "stage 13"), ("pale brown ale", "dark brown ale")],
)
def test_a_word_that_is_another_is_no_slip(measure, often, seldom):
    assert spelt(measure, *[often] * 100, *["else"] * 100, seldom) == []


def test_words_that_are_both_frequent_are_no_slips(measure):
    assert spelt(measure, *["adopted"] * 20, *["adapted"] * 20) == []


def test_letters_of_an_alphabet_may_differ_in_case(measure):
    assert spelt(measure, *"AaBbCcDdEeFf" * 3) == []


def test_a_class_split_in_half_is_high(judge):
    assert [i.severity for i in judge("label-spellings", {"a": range(40), "y": ["Yes", "yes", "no", "no"] * 10}, target="y")] == [
        "high"
    ]
