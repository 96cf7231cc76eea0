"""Counts, windows and pictures of the checks of freshness, by hand."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import numpy as np
import polars as pl
import pytest

from dataqa.checks.clock import Clock
from dataqa.checks.freshness import overdue_rows as overdue
from dataqa.checks.freshness._period_counts import PeriodCounts
from dataqa.checks.freshness._rhythm import Rhythm
from dataqa.checks.freshness.bursts import _around
from dataqa.checks.freshness.bursts import _measured as burst
from dataqa.checks.freshness.feature_drift import _names
from dataqa.checks.freshness.stuck_values import _measured as stuck
from dataqa.checks.freshness.stuck_values import _Runs
from dataqa.checks.freshness.time_gaps import _measured as gaps

START = datetime(2024, 1, 1)
DAY = 86_400_000_000
CLOCK = Clock(columns=("at",), moment=pl.col("at"), unit="day")


def days(count: int) -> list[datetime]:
    return [START + timedelta(days=k) for k in range(count)]


# --- bursts ----------------------------------------------------------------------------------------------------------------------


def test_the_median_of_seven_neighbours_on_each_side():
    assert _around(np.array([9, 1, 2, 3])).tolist() == [2.0, 3.0, 3.0, 2.0]
    middle = _around(np.array([100] * 4 + [*range(7), 50, *range(10, 17)] + [100] * 4))
    assert middle[11] == 8.0  # of 0 to 6 and 10 to 16


def bursting(rows: list[int], out: list[int]) -> Any:
    frame = pl.DataFrame({"at": [day for day, many in zip(days(len(rows)), rows, strict=True) for _ in range(many)]})
    periods = PeriodCounts(every="1d", word="day", days=1.0, starts=pl.Series(days(len(rows))), rows=np.array(rows))
    audit = SimpleNamespace(engine=SimpleNamespace(table=SimpleNamespace(frame=frame)))
    return burst(audit, CLOCK, periods, np.full(len(rows), 2.0), np.array(out))


def test_ten_days_on_each_side_of_a_burst_are_shown():
    rows = [2] * 40
    rows[15], rows[20] = 9, 12
    found = bursting(rows, [15, 20])
    assert (found.value, found.rows.positions.tolist()) == (17 / 97, [*range(47, 59), *range(30, 39)])
    assert found.details == {"when": "2024-01-21", "period": "day", "most": 12, "usual": 2, "times": 6.0, "others": 1}
    (picture,) = found.evidence
    assert (picture.labels[0], picture.labels[-1], len(picture.values)) == ("2024-01-11", "2024-01-30", 20)
    assert (picture.marked, found.notes) == ((5, 10), ("others",))
    first = bursting([12, 2, 2], [0])
    assert (first.evidence[0].values, first.evidence[0].marked, first.notes) == ((12.0, 2.0, 2.0), (0,), ())


# --- overdue rows ----------------------------------------------------------------------------------------------------------------


def rhythm(missing, steps, *, monthly=False, word="day", step=DAY):
    return Rhythm(
        start=START, step=step, monthly=monthly, word=word, expected=np.array(steps), missing=np.array(missing, dtype=np.int64)
    )  # fmt: skip


def due(last: datetime, as_of: date, found: Rhythm | None, monkeypatch: pytest.MonkeyPatch, unit: str = "day"):
    clock = Clock(columns=("at",), moment=pl.col("at"), unit=unit)  # type: ignore[arg-type]
    monkeypatch.setattr(overdue, "clock_of", lambda *_: clock)
    monkeypatch.setattr(overdue, "rhythm_of", lambda *_: found)
    frame = pl.DataFrame({"at": [START, last, datetime(2100, 1, 1)]})

    def counts(key: pl.Expr, where: pl.Expr) -> pl.DataFrame:
        return frame.filter(where).group_by(key).len().sort("at")

    audit = SimpleNamespace(
        as_of=as_of, parameters=SimpleNamespace(most_days=100), task=SimpleNamespace(having=lambda _: ["at"]),
        engine=SimpleNamespace(counts=counts),
    )  # fmt: skip
    return [(m.value, m.details["age_days"], m.covered_by) for m in overdue.overdue_rows.measure(audit)]


def test_steps_that_passed_without_a_row(monkeypatch):
    whole, five = rhythm([], range(10)), rhythm([], [0, 1, 2, 3, 4, 7, 8, 9])
    last = datetime(2024, 1, 10)
    assert due(last, date(2024, 1, 12), whole, monkeypatch) == [(1.0, 2.0, ())]
    assert due(last, date(2024, 1, 11), whole, monkeypatch) == []
    assert due(last, date(2024, 1, 22), five, monkeypatch) == [(8.0, 12.0, ())]  # eleven days, of ten eight
    assert due(last, date(2024, 4, 19), whole, monkeypatch) == [(99.0, 100.0, ())]
    assert due(last, date(2024, 4, 20), whole, monkeypatch) == [(100.0, 101.0, ("stale-data",))]
    hours = rhythm([], range(10), word="hour", step=DAY // 24)
    assert due(datetime(2024, 1, 10, 12), date(2024, 1, 11), hours, monkeypatch) == [(11.0, 0.5, ())]
    assert due(datetime(2024, 1, 11, 12), date(2024, 1, 11), whole, monkeypatch) == []  # a row of today is the newest
    months = rhythm([], range(10), monthly=True, word="quarter", step=3)
    assert due(datetime(2024, 1, 1), date(2024, 4, 2), months, monkeypatch, "month") == [(1.0, 92.0, ())]
    assert due(datetime(2024, 1, 1), date(2024, 4, 1), months, monkeypatch, "month") == []  # 91 days are not three months
    assert due(datetime(2022, 12, 31), date(2024, 4, 1), rhythm([], range(10), monthly=True, step=12), monkeypatch, "year") == []


# --- gaps ------------------------------------------------------------------------------------------------------------------------


def test_the_five_longest_gaps_and_forty_stretches():
    missing = [1, 3, 4, 6, 8, 9, 10, 12, 14, 16]
    found = gaps(CLOCK, rhythm(missing, range(20)))
    assert [(one["from"], one["steps"]) for one in found.details["longest_gaps"]] == [
        ("2024-01-09", 3), ("2024-01-04", 2), ("2024-01-02", 1), ("2024-01-07", 1), ("2024-01-13", 1),
    ]  # fmt: skip
    assert (found.details["longest"], found.details["gaps"], found.value) == ("2024-01-09 to 2024-01-11", 7, 0.5)
    assert gaps(CLOCK, rhythm([1], range(20))).details["longest"] == "2024-01-02"
    (picture,) = gaps(CLOCK, rhythm([1, 40], range(41))).evidence
    assert (picture.title, len(picture.labels), picture.labels[0], picture.values[-1]) == (
        "Missing days per day", 40, "2024-01-02", 1.0,
    )  # fmt: skip
    (picture,) = gaps(CLOCK, rhythm([1, 40], range(42))).evidence
    assert (picture.title, picture.labels, picture.values) == ("Missing days per month", ("2024-01", "2024-02"), (1.0, 1.0))


# --- stuck values ----------------------------------------------------------------------------------------------------------------


def test_what_is_said_of_stretches_that_are_stuck():
    starts = np.arange(14) * 10
    runs = _Runs(values=np.arange(14) + 0.5, starts=starts, lengths=np.arange(14)[::-1] % 9 + 2, usual=1)
    audit = SimpleNamespace(rows=200)
    found = stuck(audit, "a", np.arange(200)[::-1], pl.Series(days(200)), runs, CLOCK)
    assert (found.value, found.rows.positions[:8].tolist()) == (runs.lengths.sum() / 200, [199, 198, 197, 196, 195, 194, 189, 188])
    assert found.details == {
        "stuck_at": "0.5", "longest": 6, "from": "2024-01-01", "to": "2024-01-06", "usual": 1, "runs": 14, "others": 13,
    }  # fmt: skip
    (picture,) = found.evidence
    assert (picture.labels[:2], len(picture.labels), len(picture.values)) == (
        ("0.5 from 2024-01-01", "1.5 from 2024-01-11"),
        12,
        12,
    )
    one = _Runs(values=np.array([0.5]), starts=np.array([0]), lengths=np.array([3]), usual=1)
    assert (stuck(audit, "a", np.arange(200), pl.Series(days(200)), one, CLOCK).notes, found.notes) == ((), ("others",))


@pytest.mark.parametrize(("distinct", "present", "names"), [(51, 100, True), (50, 100, False), (1, 0, True), (0, 0, False)])
def test_texts_that_mostly_differ_are_names(distinct, present, names):
    assert _names(SimpleNamespace(distinct=distinct, present=present)) is names
