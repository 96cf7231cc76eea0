from __future__ import annotations

import numpy as np
import pytest


def test_the_target_in_words(judge, people):
    words = ["yes" if left else "no" for left in people["left"]]
    issues = judge("target-copy", {**people, "gone": words}, target="left")
    assert [(i.columns, i.value, i.severity) for i in issues] == [(("gone",), 1.0, "critical")]
    assert issues[0].title == "`gone` is a copy of the target, maybe in another coding: 100% of rows agree"


def test_a_few_slips_do_not_hide_it(judge, people):
    codes = [1 - left if place < 8 else left for place, left in enumerate(people["left"])]
    issues = judge("target-copy", {**people, "gone": codes}, target="left")
    assert [(i.value, i.severity) for i in issues] == [(pytest.approx(292 / 300), "high")]


def test_another_number_for_each_number(judge):
    price = [100 + 7 * (place % 50) for place in range(300)]
    frame = {"euro": price, "dollar": [round(value * 1.1, 2) for value in price], "size": [place % 9 for place in range(300)]}
    assert [i.columns for i in judge("target-copy", frame, target="euro")] == [("dollar",)]


def test_related_columns_are_quiet(judge, people):
    likely = ["yes" if left and place % 3 else "no" for place, left in enumerate(people["left"])]
    assert judge("target-copy", {**people, "likely": likely}, target="left") == []


def test_a_rare_class_is_not_agreement(judge):
    frame = {"flag": [1, 0] + [0] * 298, "rare": [0, 1] + [0] * 298}
    assert judge("target-copy", frame, target="rare") == []


def test_a_balanced_table_is_no_agreement(judge):
    frame = {"sex": ["m", "f", "m", "f"] * 25, "bought": ["yes", "yes", "no", "no"] * 25}
    assert judge("target-copy", frame, target="bought") == []


def test_each_tier_has_one_outcome(judge, people):
    tiers = [("A", "D")[place % 2] if left else ("B", "C", "E")[place % 3] for place, left in enumerate(people["left"])]
    (issue,) = judge("target-copy", {**people, "tier": tiers}, target="left")
    assert (issue.columns, issue.kind, issue.value, issue.severity) == (("tier",), "finer", 1.0, "critical")
    assert issue.title == "`tier` is a finer copy of the target: each of its 5 values occurs with one class"


def test_odours_of_which_one_occurs_with_both_classes_are_quiet(judge, people):
    """Most odours of mushrooms decide, and one in thirty mushrooms without any is poisonous."""
    odour = [
        "none" if (place % 30 == 0 if left else place % 2) else ("foul", "fishy")[place % 2] if left else "almond"
        for place, left in enumerate(people["left"])
    ]
    assert judge("target-copy", {**people, "odour": odour}, target="left") == []


def test_a_rare_class_that_is_nowhere_the_usual_one_is_quiet(judge):
    """Six of 2,000 rows: whatever a column says, nearly all rows are of the other class."""
    random = np.random.default_rng(11)
    rare = np.zeros(2000, dtype=int)
    rare[:6] = 1
    shop = random.integers(0, 40, 2000)
    shop[:3] = 77
    assert (
        judge("target-copy", {"shop": [f"s{k}" for k in shop], "size": random.normal(size=2000), "rare": rare}, target="rare") == []
    )


PRICE = np.random.default_rng(3).gamma(2, 50, 120)


@pytest.mark.parametrize("copy", [np.log(PRICE), 1 / PRICE, PRICE * 1.17 + 3], ids=["log", "inverse", "with tax"])
def test_a_number_in_the_order_of_the_target_is_a_copy(judge, copy):
    (issue,) = judge("target-copy", {"x": copy, "size": PRICE[::-1] + 0.1, "price": PRICE}, target="price")
    assert (issue.columns, issue.severity, issue.value) == (("x",), "critical", 1.0)


def test_a_number_nearly_in_its_order_is_none(judge):
    near = PRICE * (1 + 0.05 * np.random.default_rng(4).normal(size=120))
    assert judge("target-copy", {"x": near, "price": PRICE}, target="price") == []


def test_of_what_grows_with_time_all_is_in_one_order(judge):
    """People and prices of 60 years; without the years, nothing explains that they are in one order."""
    years = {"year": range(1950, 2010), "people": 1000.5 + np.cumsum(PRICE[:60]), "price": 3.5 + np.cumsum(PRICE[60:])}
    assert judge("target-copy", years, target="price") == []
    assert [i.columns for i in judge("target-copy", {**years, "year": [0.5] * 60}, target="price")] == [("people",)]
