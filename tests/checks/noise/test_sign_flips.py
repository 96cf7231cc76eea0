from __future__ import annotations

import numpy as np

DRAWN = np.random.default_rng(0)
AGE = DRAWN.integers(18, 80, 600).astype(float)


def test_negative_ages(judge):
    age = np.where(np.arange(600) < 8, -AGE, AGE)
    (issue,) = judge("sign-flips", {"age": age, "height": DRAWN.normal(170, 9, 600)})
    assert (issue.columns, sorted(issue.rows.positions), issue.severity) == (("age",), list(range(8)), "medium")
    assert issue.title == "8 values of `age` fit only with the opposite sign"
    assert issue.why.endswith("This is judged by the other values of the column.")


def test_what_another_column_says(judge):
    angle = DRAWN.normal(0, 40, 600)
    echo = angle + DRAWN.normal(0, 1, 600)
    echo[:10] *= -1
    (issue,) = judge("sign-flips", {"angle": angle, "echo": echo})
    assert issue.columns == ("echo",)
    assert set(issue.rows.positions.tolist()) <= set(range(10))


def test_numbers_about_zero_are_none(measure):
    rows = DRAWN.standard_t(2, (4, 2000))
    assert measure("sign-flips", {f"c{n}": column for n, column in enumerate(rows)}) == []


def test_a_tail_below_zero_is_none(measure):
    assert measure("sign-flips", {"profit": DRAWN.normal(30, 14, 2000), "sales": DRAWN.lognormal(3, 1, 2000)}) == []


def test_a_sign_that_another_column_accounts_for_is_right(measure):
    refund = np.arange(600) < 8
    data = {"amount": np.where(refund, -AGE, AGE), "height": DRAWN.normal(170, 9, 600)}
    assert measure("sign-flips", {**data, "kind": np.where(refund, "refund", "sale")}) == []
    (found,) = measure("sign-flips", {**data, "kind": np.where(np.roll(refund, 300), "refund", "sale")})
    assert (found.columns, sorted(found.rows.positions.tolist())) == (("amount",), list(range(8)))
