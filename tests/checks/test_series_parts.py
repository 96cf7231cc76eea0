"""Series in time: neighbours, runs, places, and which rows have a time."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest
from contexts import context_of

from dataqa.checks.series import _steps, last_place, measures_of, neighbours, places_in, rows_in, runs_of, season_of, series_of
from dataqa.errors import NotApplicable

NAN = float("nan")


def series(of: list[int], step: list[int]) -> SimpleNamespace:
    return SimpleNamespace(of=np.array(of), step=np.array(step), rows=np.arange(len(of))[::-1] * 10)


@pytest.mark.parametrize(
    ("lag", "found"),
    [
        (0, [1, 2, 3, 4, 5, 6]),
        (1, [NAN, 1, NAN, NAN, 4, 5]),  # before step 3 a step is missing, and the second series begins anew
        (2, [NAN, NAN, 2, NAN, NAN, 4]),
        (-1, [2, NAN, NAN, 5, 6, NAN]),
        (-2, [NAN, 3, NAN, 6, NAN, NAN]),
        (9, [NAN] * 6),
    ],
)
def test_the_value_some_steps_earlier(lag, found):
    values = np.array([1.0, 2, 3, 4, 5, 6])
    np.testing.assert_array_equal(neighbours(series([0, 0, 0, 1, 1, 1], [0, 1, 3, 0, 1, 2]), values, lag), found)


def test_rows_off_the_rhythm_have_no_neighbours():
    np.testing.assert_array_equal(neighbours(series([0, 0, 0], [0, -1, 1]), np.array([1.0, 2, 3]), 1), [NAN, NAN, 1])
    np.testing.assert_array_equal(neighbours(series([0, 0], [-1, -1]), np.array([1.0, 2]), 1), [NAN, NAN])


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ([1, 2, 3], 1.0), ([1.5, 2, 3], 0.1), ([1.25, 2, 3], 0.01), ([1.0] * 9 + [1.5], 1.0), ([1.0] * 8 + [1.5] * 2, 0.1),
        ([1 / 3, 2 / 3], 0.0), ([0.123456, 5], 1e-6), ([0.1234567, 5], 0.0), ([NAN, 2.5], 0.1), ([1e12 + 1e-3, 5], 1.0),
    ],
)  # fmt: skip
def test_the_last_place(values, place):
    assert last_place(np.array(values, dtype=float)) == pytest.approx(place)


def test_runs_end_with_their_series():
    flags = np.array([1, 1, 0, 1, 1, 1, 0, 1], dtype=bool)
    first, lengths = runs_of(flags, np.array([0, 0, 0, 0, 1, 1, 1, 1]))
    assert (first.tolist(), lengths.tolist()) == ([0, 3, 4, 7], [2, 1, 2, 1])
    first, lengths = runs_of(flags, np.zeros(8, dtype=np.int64))
    assert (first.tolist(), lengths.tolist()) == ([0, 3, 7], [2, 3, 1])


def test_the_places_of_runs():
    assert places_in(np.array([4, 0, 9]), np.array([2, 3, 1])).tolist() == [4, 5, 0, 1, 2, 9]
    assert rows_in(series([0] * 10, [0] * 10), np.array([8, 0]), np.array([2, 1])).tolist() == [10, 0, 90]


@pytest.mark.parametrize(
    ("word", "steps"),
    [
        ("quarter", 4),
        ("month", 12),
        ("week", 52),
        ("day", 7),
        ("hour", 24),
        ("half-hour", 48),
        ("quarter-hour", 96),
        ("minute", 60),
    ],
)
def test_the_steps_of_a_season(word, steps):
    assert season_of(SimpleNamespace(word=word)) == steps
    assert season_of(SimpleNamespace(word="year")) == 1


def test_the_step_of_a_moment():
    days = pl.Series([dt.datetime(2024, 1, 31), dt.datetime(2024, 2, 1), dt.datetime(2024, 2, 2, 12), dt.datetime(2025, 3, 9)])
    day = 86_400_000_000
    start = dt.datetime(2024, 1, 30)
    assert _steps(days, SimpleNamespace(start=start, monthly=False, step=day)).tolist() == [1, 2, -1, 404]
    assert _steps(days, SimpleNamespace(start=start, monthly=True, step=1)).tolist() == [0, 1, 1, 14]
    assert _steps(days, SimpleNamespace(start=start, monthly=True, step=2)).tolist() == [0, -1, -1, 7]
    assert _steps(days, None).tolist() == [-1] * 4


def daily(rows: int = 40, **more: list) -> dict[str, list]:
    return {"day": [dt.date(2024, 1, 1) + dt.timedelta(k) for k in range(rows)], "sold": [k % 7 for k in range(rows)], **more}


def test_the_series_of_a_table():
    shops = ["north ", "south"] * 20
    data = daily(shop=shops)
    data["day"] = [day for day in data["day"][:20] for _ in range(2)]
    audit = context_of(data, target="sold", task="forecasting", time="day", group="shop")
    found = series_of(audit)
    assert (found.count, found.keys, found.columns) == (2, ("shop",), ("shop", "day"))
    assert found.rows.tolist() == [*range(0, 40, 2), *range(1, 40, 2)]
    assert found.of.tolist() == [0] * 20 + [1] * 20
    assert found.step.tolist() == [*range(20)] * 2
    assert (found.starts.tolist(), found.lengths.tolist()) == ([0, 20], [20, 20])
    assert (found.name(1), found.names(np.array([1, 0]), most=1)) == ("south", ["south"])
    assert (found.moment(21), found.step_text(3)) == ("2024-01-02", "2024-01-04")
    assert found.values("sold").tolist() == [float(k % 7) for k in found.rows]
    assert found.rows_of(np.array([1])).tolist() == [*range(1, 40, 2)]
    assert measures_of(audit) == ["sold"]


def test_a_single_series_has_no_name():
    audit = context_of(daily(), target="sold", task="forecasting", time="day")
    assert (series_of(audit).name(0), series_of(audit).count) == ("the series", 1)


def test_no_series():
    with pytest.raises(NotApplicable, match="no series to be forecast"):
        series_of(context_of(daily(), target="sold", task="regression"))
    twice = daily()
    twice["day"] = [day for day in twice["day"][:20] for _ in range(2)]
    with pytest.raises(NotApplicable, match="several rows share one time"):
        series_of(context_of(twice, target="sold", task="forecasting", time="day"))
