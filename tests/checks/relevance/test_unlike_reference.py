from __future__ import annotations

import numpy as np


def _rows(seed, rows=600, shift=0.0):
    random = np.random.default_rng(seed)
    a = random.normal(size=rows) + shift
    return {"a": a, "b": random.normal(size=rows), "c": random.choice(["x", "y", "z"], rows)}


def test_another_part_of_the_same_rows_is_quiet(judge, measure):
    assert judge("unlike-reference", _rows(0), reference=_rows(1)) == []
    (m,) = measure("unlike-reference", _rows(0), reference=_rows(1))
    assert abs(m.value - 0.5) < 0.05


def test_a_shift_is_measured_and_its_column_named(judge):
    (issue,) = judge("unlike-reference", _rows(0), reference=_rows(1, shift=2.0))
    # two normal variables two deviations apart have an AUC of 0.92
    assert abs(issue.value - 0.92) < 0.03
    assert issue.title.startswith("A domain classifier separates this data from production data with AUC 0.9")
    assert issue.why.endswith(" The most telling columns: a.")
    assert (issue.severity, issue.columns) == ("medium", ())


def test_a_combination_that_no_column_shows_is_seen(judge):
    data, other = _rows(0, 1500), _rows(1, 1500)
    data["b"] = data["a"] + 0.3 * data["b"]
    other["b"] = -other["a"] + 0.3 * other["b"]
    (issue,) = judge("unlike-reference", data, reference=other)
    assert " The most telling columns: " in issue.why
    assert issue.interval[0] > 0.8


def test_rows_that_are_in_both_do_not_separate_them(judge):
    data = _rows(0)
    assert judge("unlike-reference", data, reference={name: cells[:300] for name, cells in data.items()}) == []


def test_entities_of_their_own_do_not_separate_them(judge):
    def patients(seed, first):
        random = np.random.default_rng(seed)
        a = np.repeat(random.normal(size=40), 20)
        return {"patient_id": np.repeat(np.arange(first, first + 40), 20), "a": a + 0.01 * random.normal(size=800)}

    assert judge("unlike-reference", patients(0, 0), reference=patients(1, 40), group="patient_id") == []


def test_too_few_rows_are_not_compared(measure):
    assert measure("unlike-reference", _rows(0), reference=_rows(1, rows=20)) == []
