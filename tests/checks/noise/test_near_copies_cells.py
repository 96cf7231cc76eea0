"""When cells of two columns are the same, and which pairs of columns are worth a second look."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest

from dataqa.checks.noise._copied import Pair, _leeway, _plain, _same, _screened, _step, differing_rows, pairs_of


def test_cells_as_numbers():
    a, b, c, d, empty = _plain(pl.Series(["York", " york ", "YORK", "Leeds", None]), "text").tolist()
    assert a == b == c != d
    assert np.isnan(empty)
    assert _plain(pl.Series([1.5, None, np.inf]), "number").tolist() == pytest.approx([1.5, np.nan, np.nan], nan_ok=True)
    assert _plain(pl.Series([date(1970, 1, 3)]), "datetime").tolist() == [2.0]


@pytest.mark.parametrize(
    ("cells", "step"),
    [
        ([1, 2], 1.0), ([1.5, 2], 0.1), ([1.25], 0.01), ([0.123456], 1e-6), ([0.1234567], 0.0), ([1.0] * 98 + [1.5] * 2, 1.0),
        ([1.0] * 97 + [1.5] * 3, 0.1), ([1.0, np.nan], 1.0),
    ],
)  # fmt: skip
def test_the_step_of_numbers(cells, step):
    assert _step(np.array(cells, dtype=float)) == pytest.approx(step)


def test_numbers_are_the_same_to_half_of_the_coarser_step():
    assert (_leeway(1.0, 1.0), _leeway(1.0, 0.1), _leeway(0.01, 0.1)) == pytest.approx((0.0, 0.501, 0.0501))
    a = np.array([10.0, 10.0, np.nan, -1e6, -1e6])
    b = np.array([10.5, 10.6, 10.0, -1e6 + 0.5019, -1e6 + 0.5021])
    assert _same(a, b, 0.501).tolist() == [True, False, False, True, False]


def screened(*columns, i=0, steps=None):
    few = np.column_stack([np.array(one, dtype=float) for one in columns])
    return _screened(few, i, np.array(steps or [1.0] * len(columns)))


def test_which_columns_agree_in_most_of_a_few_rows():
    a = np.arange(10.0)
    eight, seven = np.where(a < 8, a, a + 5), np.where(a < 7, a, a + 5)
    gaps = np.where(a < 8, a, np.nan)
    assert screened(a, eight, seven, gaps, a) == [1, 3, 4]
    assert screened(seven, a, eight, a, i=1) == [2, 3]
    assert screened(a, a, i=1) == []
    assert screened(a, np.where(a < 7, a, np.nan)) == []  # seven rows
    many = np.arange(20.0)
    assert screened(many, np.where(many < 16, many, -1)) == [1]
    assert screened(many, np.where(many < 15, many, -1)) == []
    assert screened(a, a + 0.5, steps=[1.0, 0.1]) == [1]
    assert screened(a, a + 0.51, steps=[1.0, 0.1]) == []
    assert screened(a, a + 0.05, steps=[0.01, 0.1]) == [1]
    assert screened(a, a + 0.5, steps=[1.0, 1.0]) == []


def test_rows_in_which_two_columns_differ():
    frame = pl.DataFrame({"a": [1.0, 2.0, None, 4.0], "b": [1.2, 3.0, 3.0, None]})
    audit = SimpleNamespace(engine=SimpleNamespace(values=frame.get_column))
    rows, both = differing_rows(audit, Pair(first="a", copy="b", kind="number", leeway=0.501, kappa=0.9, values=3))
    assert (rows.tolist(), both) == ([1], 2)


LIMITS = SimpleNamespace(columns=3, least_rows=50, least_values=4, least_informative=10, least_kappa=0.8)
K = np.arange(200)
CELLS = (K * 7 % 50) * 1.0
NEAR = np.where(K < 6, CELLS + 9, CELLS)
FAR = np.where(K < 60, CELLS + 9, CELLS)


def pairs(limits=LIMITS, changed=None, **cells):
    frame = pl.DataFrame(cells)
    columns = {
        name: SimpleNamespace(name=name, kind="text" if frame[name].dtype == pl.String else "number", present=200, distinct=50)
        for name in frame.columns
    }
    parts = {name: SimpleNamespace(role="numeric") for name in columns}
    for name, of in (changed or {}).items():
        columns[name] = SimpleNamespace(**{**vars(columns[name]), **{key: one for key, one in of.items() if key != "role"}})
        parts[name].role = of.get("role", "numeric")
    profile = SimpleNamespace(columns=columns, sample=frame)
    audit = SimpleNamespace(profiles=lambda: [(one, parts[name]) for name, one in columns.items()], profile=profile)
    return [(one.first, one.copy) for one in pairs_of(audit, limits)]


def test_each_column_with_the_first_that_it_nearly_equals():
    assert pairs(a=CELLS, b=NEAR) == [("a", "b")]
    assert pairs(a=CELLS, b=FAR) == []
    assert pairs(a=CELLS, b=NEAR, c=np.roll(NEAR, 0)) == [("a", "b"), ("a", "c")]
    assert pairs(a=CELLS, x=CELLS[::-1] * 3, b=NEAR) == [("a", "b")]
    assert pairs(a=CELLS, x=CELLS[::-1] * 3, y=CELLS * 7, b=NEAR) == []  # three columns of one kind are compared
    assert pairs(a=CELLS, t=[f"{one}" for one in CELLS], u=[f"{one}" for one in NEAR], b=NEAR) == [("a", "b"), ("t", "u")]
    assert pairs(a=CELLS) == []
    assert pairs() == []


@pytest.mark.parametrize(
    ("of", "compared"),
    [
        ({"role": "target"}, False), ({"role": "id"}, True), ({"distinct": 4}, True), ({"distinct": 3}, False),
        ({"present": 50}, True), ({"present": 49}, False), ({"kind": "boolean"}, False),
    ],
)  # fmt: skip
def test_which_columns_are_compared(of, compared):
    both = {"a": of, "b": of} if "kind" in of else {"a": of}
    assert bool(pairs(changed=both, a=CELLS, b=NEAR)) is compared
