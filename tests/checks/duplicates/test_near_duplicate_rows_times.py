"""Rows that are equal but for their time, and series, in which neighbours are alike."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest
from contexts import context_of

from dataqa.checks.duplicates._times import _gain, _series, same_but_for_time

DAYS = [dt.datetime(2024, 1, 1) + dt.timedelta(days=k) for k in range(60)]
FREE = np.random.default_rng(0).permutation(60)


def same(rows=60, **columns):
    found = same_but_for_time(context_of({"at": DAYS[:rows], **columns}, time="at", task="none"), "at")
    return found and (found[0], found[1].rows.tolist())


def test_rows_equal_but_for_their_time():
    a, b = FREE * 1.5, FREE[::-1] * 0.5
    a[40], b[40] = a[7], b[7]
    assert same(a=a, b=b) == (["a", "b"], [40])
    assert same(a=FREE * 1.5, b=FREE[::-1] * 0.5) is None  # no copies
    assert same() is None  # only the time


def test_a_column_of_nearly_one_value_makes_no_series():
    a, b = FREE * 1.5, ["yes" if k in (3, 29) else "no" for k in range(60)]
    a[40] = a[7]
    assert same(a=a, b=b) == (["a", "b"], [40])


def test_exact_copies_are_known():
    a, days = FREE * 1.5, list(DAYS)
    a[40], days[40] = a[7], days[7]
    assert same_but_for_time(context_of({"at": days, "a": a, "b": a % 7}, time="at"), "at") is None


def series(rows, **columns):
    audit = context_of({"at": DAYS[:rows], **columns}, time="at")
    return _series(audit, "at", list(columns))


def test_a_series_is_alike_from_row_to_row():
    assert series(60, a=np.arange(60) * 1.5)
    assert not series(60, a=FREE * 1.5)
    assert not series(2, a=[1.5, 2.5])  # one pair of neighbours
    assert series(4, a=[1.5, 2.5, 3.5, 4.5])


@pytest.mark.parametrize(
    ("before", "after", "gain"),
    [
        ([1, 2, 3, 4], [2, 3, 4, 5], 1.0),
        ([1, 2, 3, 4], [5, 4, 3, 2], -1.0),
        ([1, 2, 3, 4], [7, 7, 7, 7], 0.0),
        (["a", "a", "b", "b"], ["a", "a", "b", "b"], 1.0),
        (["a", "b", "c", "d"], ["a", "b", "x", "y"], 0.5),
        ([0, 0, 1, 1], [0, 0, 1, 1], 1.0),
        (["a", "a", "a", "a"], ["a", "a", "a", "a"], 0.0),
        (["a", "a", "a", "b"], ["a", "a", "a", "a"], 0.0),
    ],
)
def test_how_much_more_alike_neighbours_are(before, after, gain):
    assert _gain(pl.Series(before), pl.Series(after), np.ones(4, dtype=bool)) == pytest.approx(gain)
    assert _gain(pl.Series([*before, before[0]]), pl.Series([*after, after[0]]), np.arange(5) < 4) == pytest.approx(gain)


@pytest.mark.parametrize(("rows", "serial"), [(0, False), (1, False), (2, False), (3, False), (4, True)])
def test_three_pairs_of_neighbours_are_needed(rows, serial):
    schema = {"at": pl.Datetime("us"), "a": pl.Float64}
    frame = pl.DataFrame({"at": DAYS[:rows], "a": [1.5 * k for k in range(rows)]}, schema=schema)
    audit = SimpleNamespace(
        task=SimpleNamespace(having=lambda _: []), moments=pl.col,
        engine=SimpleNamespace(table=SimpleNamespace(frame=frame), take=lambda at, names: frame[at].select(names)),
    )  # fmt: skip
    assert _series(audit, "at", ["a"]) is serial
