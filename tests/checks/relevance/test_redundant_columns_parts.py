"""Correlated columns, and the groups that they make."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from dataqa.checks.relevance._redundancy import _components, _correlations, _partition, _spread_out, correlated

X = np.random.default_rng(0).normal(size=200)
OTHER = np.random.default_rng(1).normal(size=200)


def groups(least=0.98, fewest=30, **columns):
    frame = pl.DataFrame({name: np.asarray(cells, dtype=float) for name, cells in columns.items()}, nan_to_null=True)
    return [(one.names, one.rows) for one in correlated(frame, frame.columns, least, fewest)]


def test_columns_that_go_together():
    assert groups(a=X, b=2 * X + 0.01 * OTHER, c=OTHER) == [(("a", "b"), 200)]
    assert groups(a=X, b=-X + 0.01 * OTHER) == [(("a", "b"), 200)]
    assert groups(a=X, b=X + OTHER) == []
    assert groups(a=X, b=X.copy()) == []  # copies
    assert groups(a=X, b=np.exp(3 * X)) == [(("a", "b"), 200)]  # another scale
    assert groups(a=np.arange(200) % 19, b=np.exp(np.arange(200) % 19)) == []  # of few values by chance
    assert groups(a=X, b=2 * X + 0.01 * OTHER, c=OTHER, d=OTHER * 3 + 0.01 * X) == [(("a", "b"), 200), (("c", "d"), 200)]
    assert groups(a=X) == []


def test_thirty_rows_with_both_are_needed():
    some = lambda count: np.where(np.arange(200) < count, 2 * X + 0.01 * OTHER, np.nan)  # noqa: E731
    assert groups(a=X, b=some(30)) == [(("a", "b"), 30)]
    assert groups(a=X, b=some(29)) == []
    assert groups(a=X[:29], b=2 * X[:29] + 0.01 * OTHER[:29]) == []


def test_the_weakest_member_and_its_interval():
    frame = pl.DataFrame({"a": X, "b": X + 0.1 * OTHER})
    (found,) = correlated(frame, ["a", "b"], 0.9, 30)
    ranks = [pl.Series(cells).rank().to_numpy() for cells in (X, X + 0.1 * OTHER)]
    r = min(np.corrcoef(X, X + 0.1 * OTHER)[0, 1], np.corrcoef(*ranks)[0, 1])
    assert found.weakest == pytest.approx(r)
    half = 1.959963984540054 / 197**0.5
    assert found.interval == pytest.approx((np.tanh(np.arctanh(r) - half), np.tanh(np.arctanh(r) + half)))


def test_correlations_of_what_is_there():
    columns = np.array([[1.0, 2, 5], [2, np.nan, 5], [3, 3, 5], [4, 4, 5], [5, 9, 5]])
    r, together = _correlations(columns)
    assert together.tolist() == [[5, 4, 5], [4, 4, 4], [5, 4, 5]]
    assert r[0, 1] == pytest.approx(np.corrcoef(columns[[0, 2, 3, 4], 0], columns[[0, 2, 3, 4], 1])[0, 1])
    assert (r[0, 0], r[0, 2], r[2, 2]) == (pytest.approx(1.0), 0.0, 0.0)


@pytest.mark.parametrize(
    ("cells", "spread"),
    [(range(20), True), (range(19), False), ([0] * 19 + list(range(1, 20)), True), ([0] * 20 + list(range(1, 20)), False)],
)
def test_twenty_values_and_no_common_one(cells, spread):
    assert _spread_out(pl.Series([*cells, None])) is spread


def test_groups_of_what_is_linked():
    linked = np.zeros((6, 6), dtype=bool)
    for i, j in ((0, 3), (3, 5), (1, 2)):
        linked[i, j] = linked[j, i] = True
    assert _components(linked) == [[0, 3, 5], [1, 2]]


def test_codes_of_each_other_part_the_rows_alike():
    assert _partition(pl.Series(["b", "a", "b", None])) == _partition(pl.Series([1, 9, 1, None]))
    assert _partition(pl.Series(["b", "a", "b"])) != _partition(pl.Series([1, 9, 9]))
    assert _partition(pl.Series(["b", "a", None])) != _partition(pl.Series(["b", "a", "c"]))
