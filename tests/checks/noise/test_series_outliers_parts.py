"""How far values of a series are from their neighbours, value by value."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pytest

from dataqa.checks.freshness._rhythm import Rhythm
from dataqa.checks.noise.series_outliers import Parameters, _medians, _outliers, _slips, _surprise
from dataqa.checks.series import Series

NOTHING = np.empty(0, dtype=np.int64)
DAILY = Rhythm(start=datetime(2024, 1, 1), step=86_400_000_000, monthly=False, word="day", expected=NOTHING, missing=NOTHING)
LIMITS = {"far": 12, "near": 6, "tail": 0.02, "times": 1.5, "tens": 0.15, "mostly": 0.7, "fewest": 8, "slips": 0.15,
          "least_rows": 16, "most_columns": 50}  # fmt: skip


class Literal(Series):
    """A series whose numbers are given."""

    def values(self, column):
        """Return the numbers that were given for the column's name."""
        return self.audit[column]


def series(*lengths, **columns):
    of = np.repeat(np.arange(len(lengths)), lengths)
    step = np.concatenate([np.arange(length) for length in lengths])
    return Literal(audit=columns, clock=None, keys=(), rows=np.arange(len(of)) + 100, of=of, at=None, rhythm=DAILY, step=step)


def test_the_median_of_each_series():
    values = np.array([3.0, np.nan, 1, 4, 2, 8, 6, np.nan, 7, 5, 9])
    assert _medians(values, series(3, 4, 1, 3)).tolist() == [1, 4, 0, 7]  # of two the lower


def test_what_the_neighbours_say():
    alternate = np.array([10.0, 12.0] * 10)
    expected, distance = _surprise(series(20), alternate, 1, 16)
    # one before and one after, two before and two after; at the ends fewer than three are no evidence
    assert expected.tolist() == pytest.approx([np.nan, 10, *[11] * 16, 12, np.nan], nan_ok=True)
    usual = 1.4826
    assert distance.tolist() == pytest.approx([0, 2 / usual, *[1 / usual] * 16, 2 / usual, 0])
    assert _surprise(series(20), alternate, 1, 20)[1].tolist() == distance.tolist()
    assert not _surprise(series(20), alternate, 1, 21)[1].any()
    assert not _surprise(series(20), np.zeros(20), 1, 16)[1].any()


def test_a_twentieth_of_the_level_is_usual():
    distance = _surprise(series(20), np.array([100.0, 100.5] * 10), 1, 16)[1]
    assert distance[5] == pytest.approx(0.25 / 5)


def test_a_season_has_a_say():
    weekly = np.where(np.arange(42) % 7 == 3, 50.0, 10.0)
    expected, _ = _surprise(series(42), weekly, 7, 16)
    assert (expected[17], expected[16]) == (10.0, 10.0)
    risen = np.where(np.isin(np.arange(42), (16, 17, 18, 24, 10)), 50.0, 10.0)
    assert _surprise(series(42), risen, 7, 16)[0][17] == 50.0  # both beside it, a week before and a week after
    assert _surprise(series(42), risen, 1, 16)[0][17] == 30.0


def found(wild, rows=100, **limits):
    values = np.full(rows, 100.0)
    for place, value in wild.items():
        values[place] = value
    one = _outliers(series(rows, sold=values), "sold", Parameters(**LIMITS | limits))
    return one and (one.column, one.places.tolist(), one.distances.tolist())


@pytest.mark.parametrize(
    ("wild", "limits", "wanted"),
    [
        ({50: 160.0}, {}, ("sold", [50], [12.0])), ({50: 159.9}, {}, None), ({50: 40.0}, {}, ("sold", [50], [12.0])),
        ({50: 150.1}, {"far": 4}, ("sold", [50], [pytest.approx(10.02)])), ({50: 149.9}, {"far": 4}, None),
        ({50: 66.0}, {"far": 4}, ("sold", [50], [pytest.approx(6.8)])), ({50: 67.0}, {"far": 4}, None),
        ({50: 160.0, 70: 300.0}, {}, ("sold", [70, 50], [40.0, 12.0])),
        ({50: 160.0, 70: 160.0}, {}, ("sold", [50, 70], [12.0, 12.0])),
        ({20: 300.0, 50: 160.0, 70: 300.0}, {}, None),  # three of a hundred: a heavy tail
        ({50: -1.0, 70: 300.0}, {}, None),  # what falls below 0 has no size
        ({50: 0.0}, {}, ("sold", [50], [20.0])),
    ],
)  # fmt: skip
def test_far_from_the_neighbours(wild, limits, wanted):
    assert found(wild, **limits) == wanted


def test_shifted_decimal_points():
    tens = {10 * k + 5: 1000.0 for k in range(8)}
    assert found(tens)[1] == sorted(tens)
    assert found(dict(list(tens.items())[:7])) is None
    assert found(tens | {88: 300.0, 92: 300.0, 96: 300.0})[1] == sorted(tens)
    assert found(tens | {88: 300.0, 91: 300.0, 94: 300.0, 97: 300.0}) is None  # less than 70 %
    assert found({6 * k + 3: 1000.0 for k in range(15)})[1] == [6 * k + 3 for k in range(15)]
    assert found({6 * k + 3: 1000.0 for k in range(16)}) is None  # more than 15 % of the rows


def test_a_short_series_is_not_looked_at():
    assert found({8: 300.0}, 16, tail=1.0) is not None
    assert found({8: 300.0}, 15, tail=1.0) is None


def test_powers_of_ten():
    tens = np.array([0.1, 0.5, 0.86, 1.0, 1.14, 1.16, 1.84, 2.0, 3.0, 8.9, 9.0])
    named = _slips(np.arange(11), 10**tens, 1.0, Parameters(**LIMITS | {"fewest": 1, "mostly": 0.1}))
    assert named.tolist() == [2, 3, 4, 7, 8, 9]
