"""Parts of the estimate of equal rows by chance, by hand."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import polars as pl
import pytest

from dataqa.checks.coincidence import (
    _at_one_time,
    _ColumnCells,
    _determines,
    _figures,
    _hashed,
    _others,
    _undetermined,
    describe_cases,
)


def cases(groups: list[int], labels: list[int], distinct: int = 1, role: str = "categorical") -> bool:
    audit = SimpleNamespace(
        task=SimpleNamespace(columns={"a": SimpleNamespace(role=role)}), engine=SimpleNamespace(hashes=lambda _: np.array(groups)),
        profile=SimpleNamespace(columns={"a": SimpleNamespace(distinct=distinct)}),
    )  # fmt: skip
    return describe_cases(audit, ["a"], np.array(labels))


def test_features_of_single_cases():
    assert cases([1, 1, 2, 3], [1, 1, 2, 3])  # half of the rows are alone
    assert not cases([1, 1, 2, 2, 3], [1, 1, 2, 2, 3])
    assert cases([1, 1, 2, 2], [1, 2, 1, 2], distinct=2)  # a column has more than half as many values as there are groups
    assert not cases([1, 1, 2, 2], [1, 2, 1, 2])
    assert not cases([1, 1, 1, 2, 2], [1, 2, 3, 4, 5], distinct=9)  # more than two labels each
    assert cases([1, 1, 2, 2], [1, 2, 3, 4], distinct=9)
    assert cases([1] * 9, [*range(9)], role="text")
    assert cases([1] * 9, [*range(9)], role="image")


def test_a_value_that_goes_with_one_of_another_column():
    assert _determines(pl.Series([1, 1, 2]), pl.Series(["a", "a", "b"]))
    assert not _determines(pl.Series([1, 1, 2]), pl.Series(["a", "b", "b"]))
    assert not _determines(pl.Series([0] * 600), pl.Series([0] * 550 + [1] * 50))


def cells(values: list[Any]) -> _ColumnCells:
    return _ColumnCells(pl.Series(values), len(set(values)), False)


def test_columns_that_others_determine():
    four, three, all_ = [k % 4 for k in range(96)], [k % 3 for k in range(96)], [*range(96)]
    known = {"half": cells([k // 2 for k in four]), "four": cells(four), "three": cells(three), "all": cells(all_)}
    assert _undetermined(known) == ["four", "three", "all"]
    # a column of many values is never left out
    assert _undetermined({"all": cells(all_), "again": cells(all_)}) == ["all", "again"]


def timed(frame: dict[str, list], series: tuple[str, ...] = ()) -> list[float] | None:
    found = _at_one_time(SimpleNamespace(task=SimpleNamespace(having=lambda _: ["t"], series=series)), pl.DataFrame(frame))
    return None if found is None else found.tolist()


def test_rows_of_one_moment():
    t, v = [0, 0, 2, 3, 4, 5, 6, 7, 8, 9], [7, 7, 7, 3, 4, 5, 6, 8, 9, 10]
    # of no pair of one moment that differs the upper end is 3.689: twice as many rows of ten
    few = 2 * 3.688879 / 10
    # rows 0 and 1 share their value with one row of another moment, row 2 with two; of ten less these
    assert timed({"t": t, "v": v}) == pytest.approx([few * 1 / 9, few * 1 / 9, few * 2 / 8, *[0] * 7])
    assert timed({"t": [0, 0, *range(2, 10)], "v": [*range(10)]}) is None  # rows of one moment differ
    assert timed({"t": t}) is None
    assert timed({"v": v}) is None
    # of a series each moment comes once
    assert timed({"t": [0] * 10, "s": [*range(10)], "v": v}, ("s",)) == pytest.approx([few * 2 / 8] * 3 + [0] * 7)


def test_figures_of_two_columns():
    frame = pl.DataFrame({"a": [0, 0, 0, 1], "b": [5, 5, 6, 6]})
    (found,) = _figures([_hashed(frame, "a"), _hashed(frame, "b"), None])
    # of the first row: 1 shares a alone, none b alone, one neither
    assert found.tolist() == [1 * 0 / 2, 1 * 0 / 2, 2 * 1 / 1, 0]
    assert _others(np.array([3, 3, 4])).tolist() == [1, 1, 0]
