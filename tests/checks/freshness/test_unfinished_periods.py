from __future__ import annotations

import numpy as np
import pandas as pd

DAY = "2024-01-10"


def days(rows, last="2024-01-10"):
    times = pd.date_range(end=last, periods=len(rows))
    return {"at_date": np.repeat(times, rows), "x": np.arange(sum(rows))}


def usual(count=90, rate=100, seed=0):
    return np.random.default_rng(seed).poisson(rate, count).tolist()


def test_a_day_that_was_cut_off(judge):
    (issue,) = judge("unfinished-periods", days([*usual(), 20]), as_of=DAY)
    assert (issue.columns, issue.severity) == (("at_date",), "info")
    assert issue.title == "The newest day (2024-01-10) has 20 rows, 20.5% of the usual 98"
    assert "all have fewer" not in issue.why


def test_days_that_are_still_filling_up(judge):
    (issue,) = judge("unfinished-periods", days([*usual(), 60, 40, 25]), as_of=DAY)
    assert (issue.severity, issue.details["short"], issue.details["from"]) == ("low", 3, "2024-01-08")
    assert issue.why.endswith("The last 3 days all have fewer rows than usual.")


def test_whole_days_weekends_and_chance_are_quiet(measure):
    for seed in range(10):
        assert measure("unfinished-periods", days(usual(seed=seed)), as_of=DAY) == []
    week = [100, 100, 100, 100, 100, 10, 10]
    weekly = [int(np.random.default_rng(k).poisson(rate)) for k, rate in enumerate(week * 13)]
    assert measure("unfinished-periods", days(weekly), as_of=DAY) == []


def test_a_series_has_one_row_a_day(measure):
    assert measure("unfinished-periods", days([1] * 100), as_of=DAY) == []
