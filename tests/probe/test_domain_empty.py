"""Cells that are empty on one side only make no row another kind of row."""

from __future__ import annotations

import numpy as np
import pandas as pd

import dataqa

N = 600


def rows(random, empty):
    frame = pd.DataFrame(random.normal(size=(N, 6)), columns=list("abcdef"))
    y = frame.sum(axis=1) + random.normal(size=N)
    return frame.where(random.random((N, 6)) >= empty).assign(y=y)


def test_gaps_are_compared_as_gaps_and_not_taken_for_another_world():
    random = np.random.default_rng(0)
    result = dataqa.audit(rows(random, 0.3), target="y", reference=rows(random, 0.0).drop(columns="y"))
    found = {issue.check for issue in result.record.every_issue}
    assert not {"unlike-reference", "foreign-rows", "uncovered-combinations"} & found
    assert "missing-values" in found
    drifted = {name for issue in result.record.every_issue if issue.check == "reference-drift" for name in issue.columns}
    assert drifted == set("abcdef")


def test_another_world_is_found_next_to_gaps():
    random = np.random.default_rng(1)
    other = rows(random, 0.0).drop(columns="y")
    other["a"] = other["b"] + random.normal(0, 0.1, N)
    result = dataqa.audit(rows(random, 0.3), target="y", reference=other)
    assert "unlike-reference" in {issue.check for issue in result.record.every_issue}
