"""How many rows count for one where gaps come in runs, and what is measured of a stretch of time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from unittest.mock import patch

import numpy as np
import polars as pl
import pytest

from dataqa.checks.clock import Clock
from dataqa.checks.missing import missing_by_time
from dataqa.checks.missing._periods import Periods, periods_of
from dataqa.checks.missing._scan import Segment
from dataqa.checks.missing.missing_by_time import _measured, _picture, _runs
from dataqa.statistics import bonferroni, newcombe


def audit_of(empty):
    cells = pl.Series([None if one else 1 for one in empty])
    parameters = SimpleNamespace(level=0.05, least_rows=20)
    return SimpleNamespace(engine=SimpleNamespace(values=lambda _: cells), rows=len(cells), parameters=parameters)


def days(codes, count=None):
    count = int(max(codes)) + 1 if count is None else count
    return Periods(np.array(codes), [datetime(2024, 1, 1) + timedelta(k) for k in range(count)], "day")


def runs(hits, rates=(0.5,), steady=None, size=10):
    """Times of ten rows each, the same number of them in each period."""
    empty = np.concatenate([np.arange(size) < one for one in hits])
    fine = np.repeat(np.arange(len(hits)), size)
    periods = fine * len(rates) // len(hits)
    steady = np.ones(len(rates), dtype=bool) if steady is None else np.array(steady)
    return _runs(audit_of(empty), "a", days(fine), days(periods, len(rates)), np.array(rates), steady)


@pytest.mark.parametrize(
    ("hits", "rates", "times"),
    [
        ([5] * 8, (0.5,), 1.0),
        ([10, 0] * 4, (0.5,), 10.0),  # 8 × 25 over 8 × 2.5; the neighbours are unlike
        ([10, 10, 0, 0] * 2, (0.5,), 10 * 8 / 6),  # of seven neighbours four are alike: a correlation of 1/7
        ([10] * 4 + [0] * 4, (0.5,), 10 * 12 / 2),  # six of seven: 5/7
        ([10] * 8, (0.5,), 10 * 1.98 / 0.02),
        ([10, 10], (0.5,), 1.0), ([10, 10, 10], (0.5,), 10 * 1.98 / 0.02),
        # off by -√10, -√10, √10, √10, 4.216 (of a variance of 0.9), 0, 0, 0: 23.33 / √(57.78 × 47.78)
        ([0, 0, 10, 10, 5, 1, 1, 1], (0.5, 0.1), 116 / 13.6 * 1.44409 / 0.55591),
        ([0, 0, 10, 10, 0, 0, 0, 0], (0.5, 0.0), 10 * 4 / 2),  # where nothing can be empty nothing is seen: a third
    ],
)  # fmt: skip
def test_neighbouring_times_that_are_alike_count_for_fewer(hits, rates, times):
    assert runs(hits, rates) == pytest.approx(times, rel=1e-4)


def test_periods_in_which_it_changed_are_left_out():
    assert runs([5] * 4 + [10] * 4, (0.5, 0.5), (True, False)) == 1.0


def measured(first, last, spread=2.0, least_rows=20, level=0.05):
    """Ten days of twenty rows, from `first` to `last` nineteen of them empty, else one."""
    within = (np.arange(10) >= first) & (np.arange(10) < last)
    many = np.where(within, 19, 1)
    empty = np.concatenate([np.arange(20) < one for one in many])
    periods = days(np.repeat(np.arange(10), 20))
    size = 20.0 * (last - first)
    segment = Segment(first, last, float(many[within].sum()), size, float(many.sum()), 200.0, 100.0)
    audit = audit_of(empty)
    audit.parameters = SimpleNamespace(level=level, least_rows=least_rows)
    with patch.object(missing_by_time, "_runs", return_value=spread):
        return list(_measured(audit, ["a"], periods, periods, segment, many.astype(float), np.full(10, 20.0), 45)), empty


@pytest.mark.parametrize(
    ("stretch", "kind", "from_to", "notes"),
    [
        ((7, 10), "", ("2024-01-08", "2024-01-10"), ("newest-empty",)),
        ((0, 3), "until", ("2024-01-01", "2024-01-03"), ("newest-filled",)),
        ((4, 6), "between", ("2024-01-05", "2024-01-06"), ("newest-filled",)),
        ((4, 5), "one-period", ("2024-01-05",) * 2, ("newest-filled",)),
    ],
)  # fmt: skip
def test_a_stretch_that_is_empty(stretch, kind, from_to, notes):
    (found,), empty = measured(*stretch)
    rows = 20 * (stretch[1] - stretch[0])
    assert (found.kind, (found.details["from"], found.details["to"])) == (kind, from_to)
    assert (found.value, found.details["here"], found.details["there"]) == pytest.approx((0.9, 0.95, 0.05))
    inside, outside = 0.95 * rows, 0.05 * (200 - rows)
    assert found.interval == pytest.approx(newcombe(inside / 2, rows / 2, outside / 2, 100 - rows / 2, bonferroni(45)))
    assert found.rows.positions.tolist() == [
        row for row in np.flatnonzero(empty).tolist() if stretch[0] * 20 <= row < stretch[1] * 20
    ]
    assert (found.notes, found.details["until_the_end"]) == (notes, float(notes == ("newest-empty",)))


def test_chance_and_few_newest_rows():
    assert measured(7, 10, 40.0)[0] == []
    (found,), _ = measured(9, 10, least_rows=20)
    assert found.notes == ("newest-empty",)
    (found,), _ = measured(9, 10, least_rows=21)
    assert found.notes == ("newest-filled",)


@pytest.mark.parametrize(("many", "bars", "first"), [(40, 40, 21), (80, 40, 20), (81, 27, 14)])
def test_at_most_forty_bars(many, bars, first):
    within = np.arange(many) >= (21 if many == 40 else 41)
    found = _picture("a", days(range(many)), np.where(within, 8.0, 1.0), np.full(many, 10.0), within)
    assert (len(found.values), found.marked) == (bars, tuple(range(first, bars)))
    assert (found.values[0], found.values[-1]) == pytest.approx((0.1, 0.8))
    assert found.labels[1] == f"{date(2024, 1, 1) + timedelta(-(-many // 40))}"


def test_the_finest_periods_of_which_there_are_few_enough():
    frame = pl.DataFrame({"t": [datetime(2024, 1, 1) + timedelta(hours=7 * k) for k in range(40)] + [None, datetime(2030, 1, 1)]})

    def seen(most, clock="time", as_of=date(2024, 6, 1), rows=42):
        found = periods_of(frame.head(rows), Clock(moment=pl.col("t"), columns=("t",), unit=clock), as_of, most)
        return found and (len(found.starts), found.unit, found.codes.tolist()[-2:])

    assert seen(40) == (40, "time", [-1, -1])
    assert seen(39) == (12, "day", [-1, -1])
    assert seen(12) == (12, "day", [-1, -1])
    assert seen(11) is None  # one month
    assert seen(39, as_of=date(2030, 1, 1)) == (13, "day", [-1, 12])
    assert seen(2, as_of=date(2030, 1, 1)) == (2, "month", [-1, 1])
    assert seen(39, "day") == (12, "day", [-1, -1])
    assert seen(40, rows=2)[0] == 2
    assert seen(40, rows=1) is None
