"""Series that are the sum of others, and where they are not."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest

from dataqa.checks import totals
from dataqa.checks.totals import _above, _held, _long, _of_all, _of_branches, _totals, totals_of
from dataqa.errors import NotApplicable


@pytest.mark.parametrize(
    ("names", "above"),
    [
        (["a", "a/b", "a/c", "d"], [("a/b", "a"), ("a/c", "a")]), (["a", "a/b", "d"], None), (["x", "y"], None),
        (["b/x", "b/y"], None),
        (["a | x", "a", "a | y"], [("a | x", "a"), ("a | y", "a")]),
        (["a", "a/b", "a/b/c", "a/b/d"], [("a/b", "a"), ("a/b/c", "a/b"), ("a/b/d", "a/b")]),
    ],
)  # fmt: skip
def test_names_below_others(names, above):
    found = _above(pl.Series(names))
    assert (None if found is None else found.rows()) == above


def long(**values: list[float]) -> pl.DataFrame:
    """Return the values of keys at the times 0, 1 …"""
    rows = [(key, at, float(value)) for key, some in values.items() for at, value in enumerate(some)]
    return pl.DataFrame(rows, schema={"key": pl.String, "at": pl.Int64, "value": pl.Float64}, orient="row")


def sums(table: pl.DataFrame, key: str) -> list[tuple[float, int]]:
    return _of_all(table, ["at"]).filter(pl.col("key") == key).select("sum", "parts").rows()


def test_the_sum_of_all_others():
    table = long(all=[3, 7], a=[1, 3], b=[2, 4])
    assert sums(table, "all") == [(3, 2), (7, 2)]
    assert sums(table, "a") == [(5, 2), (11, 2)]


def test_parts_of_several_levels():
    table = long(all=[10, 20], north=[4, 8], south=[6, 12], a=[1, 2], b=[3, 6], c=[2, 4], d=[4, 8])
    assert sums(table, "all") == [(10, 6), (20, 6)]  # twice, by two levels
    # where another one is as large, it is no total of levels
    assert sums(long(all=[10, 20], same=[10, 20], a=[10, 20]), "all") == [(20, 2), (40, 2)]
    assert sums(long(all=[1, 1], a=[0.9, 0.9], b=[0.9, 0.9], c=[0.9, 0.9], d=[0.9, 0.9], e=[0.9, 0.9]), "all") == [
        (1.5, 5),
        (1.5, 5),
    ]


def test_the_sum_of_those_right_below():
    table = long(**{"a": [9, 9], "a/b": [1, 2], "a/c": [3, 4]})
    found = _of_branches(table, _above(table.get_column("key").unique()), ["at"]).sort("at")
    assert found.select("key", "value", "sum", "parts").rows() == [("a", 9, 4, 2), ("a", 9, 6, 2)]


LIMITS = {"leeway": 0.005, "share": 0.8, "parts": 2, "times": 8}


def held(
    values: list[float], added: list[float], parts: list[int] | None = None, place: float = 0.0, **limits: float
) -> list[bool] | None:
    frame = pl.DataFrame(
        {
            "key": "all",
            "at": range(len(values)),
            "value": [float(v) for v in values],
            "sum": [float(s) for s in added],
            "parts": parts or [2] * len(values),
        }
    )
    found = _held(frame, ["at"], place, LIMITS | limits)
    return None if found is None else found.sort("at").get_column("off").to_list()


TEN = [float(k) for k in range(100, 110)]


def test_sums_that_hold():
    assert held(TEN, TEN) == [False] * 10
    assert held(TEN, [*TEN[:8], 1, 1]) == [False] * 8 + [True] * 2
    assert held(TEN, [*TEN[:7], 1, 1, 1]) is None  # seven in ten
    assert held(TEN[:7], TEN[:7]) is None  # seven times
    assert held(TEN[:8], TEN[:8]) == [False] * 8
    assert held([200] * 10, [201] * 10, times=2) == [False] * 10  # half of a hundredth off
    assert held([200] * 10, [201.1] * 10, times=2) is None
    assert held([100, 101] * 5, [100, 101] * 5) is None  # two different values
    assert held([100, 101, 102, 103] * 3, [100, 101, 102, 103] * 3) == [False] * 12
    assert held([0, *TEN], [0, *TEN]) == [False] * 11
    assert held([0] * 10, [0] * 10, times=2) is None


def test_rounded_parts_and_missing_ones():
    # two parts written to whole numbers leave an error of 1.5
    assert held([*TEN[:9], 10], [*TEN[:9], 11.5], place=1.0) == [False] * 10
    assert held([*TEN[:9], 10], [*TEN[:9], 11.6], place=1.0) == [False] * 9 + [True]
    # where a part is missing nothing is judged
    assert held(TEN, [*TEN[:9], 1], [3] * 9 + [2]) == [False] * 9
    assert held(TEN, TEN, [1] * 10) is None


def test_the_cell_that_is_most_likely_wrong():
    table = pl.DataFrame(
        {
            "key": ["all", "a", "b"] * 2, "at": [0, 0, 0, 1, 1, 1], "row": range(6), "value": [3.0, 1, 2, 30, 10, 2],
            "expected": [3.0, 1, 2, 31.0, 10, 21],
        }
    )  # fmt: skip
    rows = pl.DataFrame({"key": ["all"], "at": [1], "row": [3], "value": [30.0], "sum": [12.0], "off": [True]})
    kept = pl.concat([rows, rows.with_columns(at=pl.lit(0, pl.Int64), row=pl.lit(0, pl.Int64), off=pl.lit(False))])
    found = _totals("k", table, kept, None, ["at"])
    assert (found.key, found.names.to_list(), found.rows.tolist(), found.checked) == ("k", ["all"], [0, 3], 2)
    # b should be 20: it lacks 18, and with it comes nearest to its neighbours
    assert found.off.rows() == [("all", 1, 30.0, 12.0, 5)]
    # nothing comes nearer: the total itself
    calm = table.with_columns(expected=pl.col("value"))
    assert _totals("k", calm, kept, None, ["at"]).off.rows() == [("all", 1, 30.0, 12.0, 3)]


def test_a_single_series_has_no_totals(monkeypatch):
    def found(columns: int, keys: tuple[str, ...]) -> str:
        monkeypatch.setattr(totals, "measures_of", lambda _: ["a"] * columns)
        monkeypatch.setattr(totals, "series_of", lambda _: SimpleNamespace(keys=keys))
        return totals_of(SimpleNamespace(once=lambda _: "found"))

    assert found(1, ("shop",)) == found(3, ()) == "found"
    for columns, keys in ((2, ()), (0, ("shop",))):
        with pytest.raises(NotApplicable):
            found(columns, keys)


def test_two_hundred_columns_are_looked_at(monkeypatch):
    names = [f"c{k}" for k in range(201)]
    monkeypatch.setattr("dataqa.checks.totals.measures_of", lambda _: names)
    series = SimpleNamespace(
        keys=(), rows=np.array([0, 1]), at=pl.Series([0, 1]), values=lambda name: np.array([float(name[1:]), np.nan])
    )
    found = _long(None, series)
    assert (found.height, found.get_column("k0").n_unique(), found.get_column("of").max()) == (400, 200, 199)
    assert found.row(2, named=True) == {"k0": "c1", "of": 1, "value": 1.0, "at": 0, "row": 0}
