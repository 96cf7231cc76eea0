from __future__ import annotations

import numpy as np


def _rows(seed, rows=800):
    random = np.random.default_rng(seed)
    return {"a": random.normal(size=rows), "b": random.normal(size=rows), "c": random.choice(["x", "y"], rows)}


def test_another_part_of_the_same_rows_is_quiet(measure):
    assert measure("foreign-rows", _rows(0), reference=_rows(1)) == []


def test_rows_of_another_kind_are_named_and_described(judge):
    data = _rows(0)
    data["a"][100:180] += 5
    data["b"][100:180] -= 5
    (issue,) = judge("foreign-rows", data, reference=_rows(1))
    rows = issue.rows
    assert len(set(rows.positions.tolist()) & set(range(100, 180))) >= 75
    assert rows.count <= 85
    assert (rows.scores[:50] > 0.9).all()
    assert 0.07 < issue.value < 0.12
    assert (issue.severity, issue.columns) == ("low", ())
    assert issue.title == f"{rows.count} of 800 rows are of a kind that is rare in production data"
    assert " Typical of these rows: " in issue.why
    assert "% of the others)" in issue.why
