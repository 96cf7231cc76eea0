from __future__ import annotations

import numpy as np

RANDOM = np.random.default_rng(0)
LEVELS = ["school", "college", "doctor", "none"]
CODES = RANDOM.integers(0, 4, 100)


def test_codes_of_each_other_are_one_group(measure):
    rows = {
        "level": [LEVELS[i] for i in CODES],
        "code": CODES * 10,
        "x": RANDOM.normal(size=100),
        "letter": ["dbca"[i] for i in CODES],
    }
    found = measure("redundant-columns", rows)
    assert [(m.columns, m.value, m.about) for m in found] == [(("level", "code", "letter"), 1.0, "recoding")]


def test_one_row_otherwise_is_no_recoding(measure):
    other = [LEVELS[i] for i in CODES]
    other[0] = LEVELS[(CODES[0] + 1) % 4]
    assert measure("redundant-columns", {"level": other, "code": CODES}) == []


def test_exact_copies_are_left_to_their_own_check(measure):
    x = RANDOM.normal(size=100)
    rows = {"a": CODES, "b": CODES.astype(float), "x": x, "x2": x, "t": [LEVELS[i] for i in CODES]}
    assert [m.columns for m in measure("redundant-columns", rows)] == [("a", "t")]


def test_columns_where_every_row_differs_are_no_codes_of_each_other(measure):
    rows = {"a": RANDOM.permutation(100) / 7, "b": RANDOM.permutation(100) / 3}
    assert measure("redundant-columns", rows) == []


def test_numbers_that_move_together_are_low(judge):
    x = RANDOM.normal(size=500)
    rows = {"x": x, "fahrenheit": 32 + 1.8 * x + 0.01 * RANDOM.normal(size=500), "z": RANDOM.normal(size=500)}
    issues = judge("redundant-columns", rows)
    assert [(i.columns, i.severity, i.title) for i in issues] == [
        (("x", "fahrenheit"), "low", "`x`, `fahrenheit` are almost perfectly correlated (|r| 1.000)")
    ]
    assert 0.99 < issues[0].interval[0] <= issues[0].value <= issues[0].interval[1] <= 1


def test_one_far_value_makes_no_pair(measure):
    a, b = RANDOM.normal(size=(2, 200))
    a[0] = b[0] = 1e6
    assert measure("redundant-columns", {"a": a, "b": b}) == []


def test_few_rows_with_both_values_are_not_enough(measure):
    x = RANDOM.normal(size=100)
    assert measure("redundant-columns", {"a": x, "b": [v * 2.5 + i % 2 / 1e4 if i < 20 else None for i, v in enumerate(x)]}) == []


def test_the_target_is_left_out(measure):
    assert measure("redundant-columns", {"a": CODES, "y": [LEVELS[i] for i in CODES]}, target="y") == []


def test_a_logarithm_says_the_same_and_ties_at_zero_do_not(measure):
    random = np.random.default_rng(5)
    a = random.lognormal(sigma=2, size=500)
    some = random.random(500) < 0.05
    data = {"a": a, "log": np.log(a), "b": np.where(some, a, 0.0), "c": np.where(some, a[::-1], 0.0)}
    assert [m.columns for m in measure("redundant-columns", data)] == [("a", "log")]


def test_a_recoding_is_no_correlation_as_well(measure):
    assert [m.about for m in measure("redundant-columns", {"a": CODES * 10, "b": CODES * 3 + 5})] == ["recoding"]
