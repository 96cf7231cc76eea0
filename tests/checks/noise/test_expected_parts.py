"""How columns become numbers that a linear model bears, and what such models say of a column."""

from __future__ import annotations

from datetime import date, datetime
from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest
from contexts import context_of

from dataqa.checks.noise._expected import (
    ColumnEncoding,
    Expected,
    RobustScale,
    _number,
    _spread,
    as_numbers,
    scale_of,
    separating_column,
)


def test_cells_as_numbers():
    assert as_numbers(pl.Series([date(1970, 1, 3), None])).tolist() == pytest.approx([2.0, np.nan], nan_ok=True)
    assert as_numbers(pl.Series([datetime(1970, 1, 2, 12)])).tolist() == [1.5]
    assert as_numbers(pl.Series([1, None, 3])).tolist() == pytest.approx([1.0, np.nan, 3.0], nan_ok=True)
    assert as_numbers(pl.Series([np.inf, -2.5])).tolist() == pytest.approx([np.nan, -2.5], nan_ok=True)


def test_the_spread_of_a_normal_distribution_is_its_deviation():
    assert _spread(np.array([0.0, 1.349, 2.698, 4.047, 5.396])) == pytest.approx(2.0)


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (np.arange(101.0), (False, 50.0, 50 / 1.349)),
        (np.exp(np.arange(101.0) / 10), (True, 5.0, 5 / 1.349)),  # even as logarithms
        (np.array([0.0] * 6 + [*np.exp(np.arange(95.0) / 10)]), (False, None, None)),  # too many have no logarithm
        (np.array([5.0] * 60 + [1.0, 9.0] * 20), (False, 5.0, (40 * 16 / 100) ** 0.5)),  # the middle half is one value
        (np.full(50, 7.0), None),
    ],
)
def test_the_scale_of_a_column(cells, found):
    scale = scale_of(cells)
    if found is None:
        assert scale is None
        return
    assert scale.log is found[0]
    assert found[1] is None or (scale.centre, scale.spread) == pytest.approx(found[1:])


def test_cells_on_a_scale():
    assert RobustScale(False, 10.0, 2.0).of(np.array([14.0, 9.0])).tolist() == [2.0, -0.5]
    shown = RobustScale(True, 1.0, 2.0).of(np.array([np.exp(5), 0.0, -1.0]))
    assert shown.tolist() == pytest.approx([2.0, np.nan, np.nan], nan_ok=True)


def encoding(cells, kind="number", *, binned=True):
    frame = pl.DataFrame({"a": cells})
    found = _number(SimpleNamespace(name="a", kind=kind), frame, binned=binned)
    return found and (found.kind, found.levels, found.width)


DAYS = [date(2020, 1, 1 + k % 28) for k in range(60)]


def test_the_encoding_of_a_column():
    kind, levels, width = encoding(np.arange(101.0))
    assert (kind, width) == ("number", 6)
    assert levels == pytest.approx([-0.3 * 100 / 50 * 1.349, -0.1 * 100 / 50 * 1.349, 0.1 * 2 * 1.349, 0.3 * 2 * 1.349])
    assert encoding(np.arange(101.0), binned=False) == ("number", (), 1)
    assert encoding([*np.arange(50.0), None]) is not None
    assert encoding([*np.arange(49.0), None, np.inf]) is None  # fewer than fifty
    assert encoding([7] * 60) is None
    assert encoding(DAYS, "datetime") == ("date", (), 1)
    assert encoding([*DAYS, date(2019, 1, 1)], "datetime") == ("date", tuple(range(1, 13)), 13)


def test_rows_of_an_encoding():
    frame = pl.DataFrame({"a": ["x", "y", None], "n": [1.0, None, 99.0], "d": [date(1970, 2, 1), None, date(1970, 1, 11)]})
    assert ColumnEncoding("a", None, ("x", "y"), "category").encode(frame).tolist() == [[1, 0], [0, 1], [0, 0]]
    number = ColumnEncoding("n", RobustScale(False, 0.0, 1.0), (0.5, 2.0), "number").encode(frame)
    assert number.tolist() == [[1, 0, 1, 0], [0, 0, 0, 0], [3.5, 0, 0, 1]]
    dated = ColumnEncoding("d", RobustScale(False, 30.0, 10.0), (1, 2), "date").encode(frame)
    assert dated.tolist() == [[pytest.approx(0.1), 0, 1], [0, 0, 0], [-2, 1, 0]]


def models(**columns):
    return Expected(context_of(columns))


GRID = np.arange(200)


def test_what_the_other_columns_say():
    a, b = GRID % 20, GRID // 20
    expected = models(a=a * 1.5, b=b * 7.5, c=3 * a + 2 * b + 10.5, d=np.full(200, 1.5))
    fit = expected.fit("c", log=False)
    assert fit.share > 0.999
    assert np.abs(fit.expected - fit.cells).max() < 0.5
    assert {block.name for block in fit.blocks} == {"a", "b"}
    assert {block.name for block in expected.fit("c", log=False, without="a").blocks} == {"b"}
    assert expected.fit("d", log=False) is None  # it does not vary


def test_nothing_is_said_where_nothing_is_known():
    free = np.random.default_rng(0).permutation(200) * 1.5
    fit = models(a=free, b=np.full(200, 2.5)).fit("a", log=False)
    assert (fit.blocks, fit.share, fit.base) == ((), 0.0, 149.25)
    assert fit.expected.tolist() == [149.25] * 200
    assert models(a=free[:99], b=GRID[:99] * 0.5).fit("a", log=False) is None  # fewer than a hundred rows
    assert models(a=free[:100], b=GRID[:100] * 0.5).fit("a", log=False) is not None
    gaps = np.where(GRID < 101, np.nan, free)
    assert models(a=gaps, b=GRID * 0.5).fit("a", log=False) is None  # more than half are empty


def test_logarithms_are_fitted_where_they_are():
    a = GRID % 20
    fit = models(a=a * 1.5, c=np.exp(a / 4.0)).fit("c", log=True)
    assert fit.share > 0.999
    assert np.abs(fit.expected - fit.cells).max() < 0.05


def test_the_column_that_tells_rows_apart():
    frame = pl.DataFrame({"a": ["x"] * 50 + ["y"] * 50, "b": ["u", "v"] * 50})
    name, told = separating_column(frame, np.arange(100) >= 50, ["b", "a"])
    assert (name, told) == ("a", pytest.approx(1.0))
