from __future__ import annotations

import numpy as np
import pandas as pd

DAY = "2024-01-10"


def days(count=300, rate=20, seed=0, more=None):
    random = np.random.default_rng(seed)
    rows = random.poisson(np.broadcast_to(rate, count))
    for day, extra in (more or {}).items():
        rows[day] += extra
    return {"at_date": np.repeat(pd.date_range("2023-01-01", periods=count), rows), "x": np.arange(rows.sum())}


def test_a_day_of_very_many_rows_is_named(judge):
    (issue,) = judge("bursts", days(more={100: 400}), as_of=DAY)
    assert (issue.columns, issue.severity, issue.details["when"]) == (("at_date",), "info", "2023-04-11")
    assert issue.rows.count == issue.details["most"] > 400
    assert issue.title == f"{issue.rows.count} rows are from 2023-04-11; neighbouring days have about 22"


def test_a_second_burst_is_mentioned(judge):
    assert "1 other day has unusually many rows" in judge("bursts", days(more={100: 400, 200: 300}), as_of=DAY)[0].why


def test_severity_follows_the_share(judge):
    assert [i.severity for i in judge("bursts", days(more={100: 4000}), as_of=DAY)] == ["low"]


def test_busy_weekdays_growth_and_chance_are_quiet(measure):
    for seed in range(5):
        assert measure("bursts", days(rate=np.tile([40, 40, 40, 40, 40, 8, 8], 50)[:300], seed=seed), as_of=DAY) == []
        assert measure("bursts", days(rate=np.linspace(5, 100, 300), seed=seed), as_of=DAY) == []
        heavy = np.random.default_rng(seed).lognormal(3, 1, 300)
        assert measure("bursts", days(rate=heavy, seed=seed), as_of=DAY) == []


def test_a_series_has_no_bursts(measure):
    assert measure("bursts", {"at_date": pd.date_range("2023-01-01", periods=300), "x": range(300)}, as_of=DAY) == []
