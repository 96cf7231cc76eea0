from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

DAY = "2024-01-10"


def rows(share, count=4000, first="2020-01-01"):
    random = np.random.default_rng(0)
    time = pd.date_range(first, "2023-12-31", periods=count).floor("h")
    late = np.arange(count) > count / 2
    y = np.where(random.random(count) < np.where(late, share, 0.3), "yes", "no")
    return {"at_time": time, "x": random.normal(size=count), "y": y}


@pytest.mark.parametrize(("share", "severity"), [(0.40, "info"), (0.55, "low"), (0.90, "medium")])
def test_severity_follows_the_shift_of_the_rate(judge, share, severity):
    (issue,) = judge("label-drift", rows(share), target="y", as_of=DAY)
    assert (issue.columns, issue.severity) == (("y",), severity)
    assert issue.title.startswith("The target `y` drifted: the share of `")


def test_a_steady_rate_is_quiet(measure):
    assert measure("label-drift", rows(0.3), target="y", as_of=DAY) == []


def test_a_season_is_never_medium(judge):
    assert [i.severity for i in judge("label-drift", rows(0.95, first="2023-06-01"), target="y", as_of=DAY)] == ["low"]


def test_the_level_of_a_number(judge):
    frame = rows(0.3)
    frame["y"] = np.random.default_rng(1).normal(np.linspace(100, 104, 4000), 3)
    (issue,) = judge("label-drift", frame, target="y", as_of=DAY, task="regression")
    assert (issue.columns, issue.severity, issue.details["measure"]) == (("y",), "medium", "median")
    assert issue.cost > 0


def test_the_trend_of_a_forecast_costs_nothing(judge):
    """A forecaster learns level and trend: they are what is to be forecast."""
    frame = rows(0.3)
    frame["y"] = np.random.default_rng(1).normal(np.linspace(100, 104, 4000), 3)
    (issue,) = judge("label-drift", frame, target="y", as_of=DAY, task="forecasting")
    assert (issue.columns, issue.severity, issue.cost, "forecast" in issue.why.lower()) == (("y",), "info", 0, True)
