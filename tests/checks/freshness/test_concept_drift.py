from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

DAY = "2024-01-10"


def rows(count=3000, turned="2030-01-01", first="2019-01-01", seed=0):
    random = np.random.default_rng(seed)
    time = pd.Series(pd.date_range(first, "2023-12-31", periods=count)).dt.floor("h")
    a, b = random.normal(size=count), random.normal(size=count)
    y = a + np.where(time >= pd.Timestamp(turned), -b, b) + random.normal(size=count)
    return {"at_time": time, "a": a, "b": b, "y": y}


def test_what_the_old_rows_teach_no_longer_holds(judge):
    (issue,) = judge("concept-drift", rows(turned="2022-01-01"), target="y", as_of=DAY)
    assert (issue.columns, issue.severity, issue.details["safe"]) == (("y",), "medium", "2021-12-28")
    assert issue.title == "Older rows predict `y` worse than recent rows do: R² -0.10 against 0.66"
    assert issue.fix.startswith("Rows from 2021-12-28 on still predict well")


def test_of_classes(judge):
    frame = rows(turned="2023-01-01")
    frame["y"] = np.where(frame["y"] > 0, "up", "down")
    (issue,) = judge("concept-drift", frame, target="y", as_of=DAY)
    assert (issue.severity, issue.details["safe"], issue.details["newest"]) == ("medium", "2022-12-28", "2022-12-28")
    assert "Brier skill score" in issue.title
    assert issue.fix.startswith("Only rows from 2022-12-28 on clearly reflect the present relation")


@pytest.mark.parametrize("seed", range(4))
def test_what_holds_is_quiet(judge, seed):
    assert judge("concept-drift", rows(seed=seed), target="y", as_of=DAY) == []


def test_features_that_move_are_no_concept_that_moves(judge):
    frame = rows()
    frame["a"] = frame["a"] + np.linspace(0, 1, 3000)
    frame["y"] = frame["a"] + frame["b"] + np.random.default_rng(9).normal(size=3000)
    assert [i.severity for i in judge("concept-drift", frame, target="y", as_of=DAY)] in ([], ["info"])


def test_a_season_is_never_medium(judge):
    (issue,) = judge("concept-drift", rows(turned="2023-11-15", first="2023-06-01"), target="y", as_of=DAY)
    assert issue.severity == "low"
    assert "less than two years" in issue.why


def test_columns_that_are_empty_in_the_old_rows(judge):
    frame = rows(turned="2022-01-01")
    frame["b"] = np.where(frame["at_time"] < "2021-01-01", np.nan, frame["b"])
    assert [i.columns for i in judge("concept-drift", frame, target="y", as_of=DAY)] == [("y",)]
