"""The losses of models and their difference over blocks of time, and the stretches that are compared."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from contexts import context_of

from dataqa.checks.freshness._drift.eras import eras_of
from dataqa.checks.freshness._drift.windows import by_nature, windows_of
from dataqa.checks.freshness.concept_drift import _base, _loss, _Trial

YEAR = 365.2425


class Predicts:
    """Predicts the mean of the places that it learned from, and notes what it is asked."""

    def __init__(self, values):
        self.target = SimpleNamespace(values=np.array(values, dtype=float))
        self.asked = []

    def transferred(self, learned, tested, left_out):
        self.asked.append((learned.tolist(), tested.tolist(), left_out))
        return np.full(len(tested), learned.mean())


def trial(probe, newest, folds, blocks, size):
    return _Trial(
        probe=probe, left_out=frozenset({"id"}), newest=np.array(newest), folds=np.array(folds), blocks=np.array(blocks), size=size
    )  # fmt: skip


def test_each_fold_is_predicted_by_what_others_teach():
    probe = Predicts([0, 0, 0, 0, 6, 7, 8, 9])
    tested = trial(probe, [4, 5, 6, 7], [0, 0, 1, 1], [0, 0, 1, 1], 2)
    # the folds 2 to 4 have no rows
    assert tested.losses(None).tolist() == [(6.5 - 6) ** 2, (6.5 - 7) ** 2, (4.5 - 8) ** 2, (4.5 - 9) ** 2]
    assert probe.asked == [([6, 7], [4, 5], {"id"}), ([4, 5], [6, 7], {"id"})]
    probe.asked.clear()
    tested.losses(np.array([0, 1, 2, 3]))
    assert [learned for learned, *_ in probe.asked] == [[0, 1], [2, 3]]


def test_the_difference_of_losses_over_blocks():
    a, b = np.array([2.0, 4, 2, 4, 6, 6]), np.array([1.0, 1, 1, 1, 1, 1])
    mean, low, high = trial(Predicts([]), [0] * 6, [0] * 6, [0, 0, 1, 1, 3, 3], 1).difference(a, b, 2.0)
    assert mean == pytest.approx(1.5)  # blocks of 1, 1 and 2.5
    half = 4.302652729911275 * (0.75 / 3) ** 0.5
    assert (low, high) == pytest.approx((1.5 - half, 1.5 + half))
    mean, low, high = trial(Predicts([]), [0] * 6, [0] * 6, [0, 0, 0, 1, 1, 1], 1).difference(a, b, 2.0)
    assert (mean, low, high) == (1.5, -np.inf, np.inf)


def test_squared_errors():
    assert _loss(np.array([1.0, 2.0]), np.array([3.0, 2.0])).tolist() == [4, 0]
    assert _loss(np.array([[0.5, 0.5], [0.25, 0.75]]), np.array([0, 1])).tolist() == [0.5, 0.125]
    assert _base(np.array([1.0, 3.0]), discrete=False) == 1
    assert _base(np.array([0.0, 0, 0, 1]), discrete=True) == pytest.approx(0.375)


# --- stretches ------------------------------------------------------------------------------------------------------------------


def eras(days, most=4, unit="day"):
    known = np.array(days, dtype=float)
    years = (np.nanmax(known) - np.nanmin(known)) / YEAR if np.isfinite(known).any() else 0.0
    windows = SimpleNamespace(clock=SimpleNamespace(unit=unit), years=years, start=np.nanmin(known), end=np.nanmax(known))
    return [(era.first, era.places.tolist()) for era in eras_of(windows, known, most)]


def test_less_than_two_years_are_cut_into_equally_many_rows():
    assert eras([0, 1, 2, 3, 4, 5, 6, 7]) == [(0, [0, 1]), (2, [2, 3]), (4, [4, 5]), (6, [6, 7])]
    assert eras([0, 0, 0, 0, 0, 5, 6, np.nan], most=2) == [(0, [0, 1, 2, 3, 4, 5, 6])]


def test_years_are_cut_from_the_end():
    days = [0, 100, YEAR, YEAR + 100, 2 * YEAR, 2 * YEAR + 100, 3 * YEAR]
    assert eras(days) == [(0, [0, 1]), (pytest.approx(YEAR), [2, 3]), (pytest.approx(2 * YEAR), [4, 5, 6])]
    assert [places for _, places in eras(days, most=2)] == [[0, 1], [2, 3, 4, 5, 6]]


def test_one_row_is_no_stretch():
    assert eras([5, np.nan]) == []
    assert eras([5, 6, np.nan], most=2) == [(5, [0]), (6, [1])]


def moments(days):
    start = np.datetime64("2020-01-01")
    return (start + np.array(days).astype("timedelta64[D]")).astype("datetime64[us]")


def windows(days, least, **columns):
    audit = context_of({"at": moments(days), "a": range(len(days)), **columns}, time="at", as_of="2024-01-01")
    return audit, windows_of(audit, least)


def test_rows_of_one_moment_have_no_old_and_new():
    assert windows([0] * 40 + [3000], 10)[1] is None  # the last is still to come
    _, found = windows([0] * 20 + [1] * 20, 10)
    assert (len(found.old), len(found.new), found.matched) == (20, 20, False)


def test_stretches_grow_until_they_have_rows_enough():
    few = [*range(5), *range(20, 75), *range(94, 100)]
    _, found = windows(few, 5)
    assert (found.length, len(found.old), len(found.new)) == (14, 5, 5)
    _, found = windows(few, 6)
    assert (found.length, len(found.old), len(found.new)) == (28, 13, 10)
    assert windows([0] * 5 + [50] * 60 + [99] * 5, 30)[1] is None


def test_columns_that_count_on_or_follow_the_calendar():
    days = np.arange(400)
    audit, found = windows(
        days, 10,
        month=[str(day)[5:7] for day in moments(days)],
        step=days * 2,
        shift=days % 7 % 3,
        year=[str(day)[:4] for day in moments(days)],
        rare=[int(day) if day % 3 == 0 else None for day in days],
        often=[int(day) if day % 2 == 0 else None for day in days],
        free=(days * 37) % 101,
    )  # fmt: skip
    names = ["month", "step", "shift", "year", "rare", "often", "free"]
    assert by_nature(audit, found, names, 0.95) == ({"month", "shift"}, {"step", "year", "often"})
    assert by_nature(audit, found, [], 0.95) == (set(), set())
