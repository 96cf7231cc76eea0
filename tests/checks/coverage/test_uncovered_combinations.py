from __future__ import annotations

import numpy as np


def _rows(seed, rows=1500):
    random = np.random.default_rng(seed)
    return {"age": random.integers(18, 90, rows), "sex": random.choice(["f", "m"], rows), "c": random.normal(size=rows)}


def _kept(data, rows):
    return {name: cells[rows] for name, cells in data.items()}


def test_another_part_of_the_same_rows_is_quiet(measure):
    assert measure("uncovered-combinations", _rows(0), reference=_rows(1)) == []


def test_old_women_are_missing_though_there_are_women_and_the_old(judge):
    data, use = _rows(0), _rows(1)
    data = _kept(data, (data["sex"] == "m") | (data["age"] < 70))
    (issue,) = judge("uncovered-combinations", data, reference=use)
    true = ((use["sex"] == "f") & (use["age"] >= 70)).mean()
    assert issue.interval[0] < true < issue.interval[1]
    assert issue.severity == "low"
    assert issue.details["like"] <= 5
    assert f"% of production rows are of a kind with {issue.details['like']} of " in issue.title
    assert "sex = 'f' (100% vs " in issue.why
    assert "age 7" in issue.why


def test_a_value_that_is_never_reached_is_left_to_the_check_of_single_columns(measure):
    data, use = _rows(0), _rows(1)
    assert measure("uncovered-combinations", _kept(data, data["age"] < 70), reference=use) == []
