"""The groups of a column, and the commonest values inside its range."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest

from dataqa.checks.distribution import Numbers
from dataqa.checks.missing._strata import strata_of
from dataqa.checks.missing.value_spikes import _spikes


def grouped(kind, cells, most=4):
    found = strata_of(SimpleNamespace(name="a", kind=kind), pl.Series("a", cells), most)
    return found and (found.codes.tolist(), list(found.marks), found.kind, found.labels())


@pytest.mark.parametrize(
    ("kind", "cells", "wanted"),
    [
        ("text", ["x", "y", "x", None], ([0, 1, 0, -1], ["x", "y"], "values", ("'x'", "'y'"))),
        ("text", ["x", "x", None], None),
        ("text", list("aabbccdde"), ([0, 0, 1, 1, 2, 2, 3, 3, 4], list("abcd"), "values", ("'a'", "'b'", "'c'", "'d'"))),
        ("number", [3.0, 1, None, 3], ([1, 0, -1, 1], [1, 3], "steps", ("1", "3"))),
        ("number", [3.0, 3, None], None),
        ("number", [5.0, 6, 7, 8, 9, 10, 11, 12], ([0, 1, 1, 2, 2, 3, 3, 3], [-np.inf, 6, 8, 10], "stretches", None)),
        ("number", [1.0] * 16 + [2, 3, 4, 5], ([0] * 16 + [1] * 4, [-np.inf, 2], "stretches", ("the least", "from 2"))),
    ],
)
def test_the_groups_of_a_column(kind, cells, wanted):
    found = grouped(kind, cells)
    assert found == wanted if wanted is None or wanted[3] else found[:3] == wanted[:3]


def test_groups_of_dates_are_named_by_days():
    day = 86_400_000_000
    found = strata_of(
        SimpleNamespace(name="a", kind="datetime"), pl.Series("a", [day * k for k in range(3)]).cast(pl.Datetime("us")), 2
    )
    assert found.labels() == ("the least", "from 1970-01-02")


@pytest.mark.parametrize(
    ("kind", "cells", "start", "stop", "text", "rows"),
    [
        ("text", ["x", "y", "x", None, "z", "y", "x"], 1, 2, "a = 'y'", [1, 5]),
        ("boolean", [True, False, None, True], 1, 2, "a = False", [1]),
        ("boolean", [True, False, None, True], 0, 1, "a = True", [0, 3]),
        ("number", [1, 2, 3, None], 0, 1, "a = 1", [0]),
        ("number", [1, 2, 3, None], 0, 2, "a <= 2", [0, 1]),
        ("number", [1, 2, 3, 4, None], 1, 3, "2 <= a <= 3", [1, 2]),
        ("number", [1, 2, 3, None], 1, 3, "a >= 2", [1, 2]),
        ("number", [5, 6, 7, 8, 9, 10, 11, 12, None], 0, 2, "a < 8", [0, 1, 2]),
        ("number", [5, 6, 7, 8, 9, 10, 11, 12, None], 1, 2, "6 <= a < 8", [1, 2]),
        ("number", [5, 6, 7, 8, 9, 10, 11, 12, None], 3, 4, "a >= 10", [5, 6, 7]),
    ],
)
def test_the_rows_of_a_group(kind, cells, start, stop, text, rows):
    found = strata_of(SimpleNamespace(name="a", kind=kind), pl.Series("a", cells), 4)
    held = pl.DataFrame({"a": cells}).select(found.condition(start, stop).fill_null(False).arg_true()).to_series().to_list()
    assert (found.text(start, stop), held) == (text, rows)


def spikes(values, counts):
    return [(at, kind, ratio) for at, kind, ratio in _spikes(Numbers(np.array(values, dtype=float), np.array(counts)))]


def test_the_commonest_value_inside_and_the_largest():
    values = [1, 2, 3, 4, 5, 6, 7, 8]
    assert spikes(values, [1, 2, 9, 3, 2, 2, 1, 4]) == [(2, "spike", pytest.approx(3)), (7, "cap", pytest.approx(2))]
    assert spikes(values, [6, 2, 9, 3, 2, 2, 1, 5]) == [(2, "spike", pytest.approx(9 / 5)), (7, "cap", pytest.approx(2.5))]
    assert spikes(values[:7], [1, 2, 9, 3, 2, 2, 1]) == []
    # 0 is no spike
    assert spikes([-1, 0, 3, 4, 5, 6, 7, 8], [1, 50, 9, 3, 2, 2, 1, 4])[0] == (2, "spike", pytest.approx(3))
