"""What stands apart from the bulk of a column, value by value."""

from __future__ import annotations

import warnings
from dataclasses import replace
from types import SimpleNamespace
from unittest.mock import patch

import numpy as np
import polars as pl
import pytest

from dataqa.checks.noise import _outlying
from dataqa.checks.noise._outlying import OutlyingValues, SymmetricScale, _apart, _few, _scale_of, is_share, may_have
from dataqa.checks.noise.outliers import _measured, _order, _picture, outliers
from dataqa.model import Measurement, Rows

SCALE = SymmetricScale("plain", 10.0, 15.0, 20.0)
BULK = np.linspace(5, 25, 201)
OFF = {"distance": 1e9, "gap": 1e9, "tail": 0.0, "expected": 1e9}
FAR = {"distance": 3.0, "gap": 1.5, "tail": 0.5, "expected": 1e9}
LIMITS = {"far": FAR, "short": OFF, "sure": OFF, "few_rows": 10, "few": 0.05, "repeated": 2, "many": 0.2, "scattered": 3.0}


def apart(beyond, scale=SCALE, bulk=BULK, **limits):
    """Which of some values beyond the bulk stand apart, and which of them surely; the same on the other side."""
    found = []
    for values in (np.array([*bulk, *beyond]), 2 * scale.middle - np.array([*bulk, *beyond])[::-1]):
        chosen, sure = _apart(values, scale, LIMITS | limits)
        mirrored = values[0] != bulk[0]
        places = sorted((len(values) - 1 - chosen if mirrored else chosen).tolist())
        found.append(([place - len(bulk) for place in places], int(sure.sum())))
    assert found[0] == found[1]
    return found[0]


@pytest.mark.parametrize(
    ("beyond", "chosen"),
    [
        ([50.0], [0]), ([49.9], []),  # three ranges beyond the quartile
        ([38.0, 53.1], [1]), ([38.0, 52.9], []),  # one and a half from the next value
        ([38.0, 51.0, 60.0, 80.1], [3]), ([38.0, 51.0, 60.0, 79.9], []),  # half of a tail of four ranges
        ([60.0, 61.0], [0, 1]), ([60.0, 60.0], [0, 1]), ([60.0, 60.0, 60.0], []),
    ],
)  # fmt: skip
def test_far_from_the_quartile_and_from_the_next_value(beyond, chosen):
    assert apart(beyond) == (chosen, 0)


def test_what_is_beyond_doubt():
    sure = FAR | {"distance": 4.5}
    assert apart([64.9], sure=sure) == ([0], 0)
    assert apart([65.0], sure=sure) == ([0], 1)
    assert apart([65.0], sure=sure, far=OFF) == ([0], 1)
    assert apart([60 + 0.1 * k for k in range(10)]) == (list(range(10)), 0)
    assert apart([60 + 0.1 * k for k in range(11)]) == ([], 0)
    assert apart([*(60 + 0.01 * k for k in range(12)), 90.0]) == ([12], 0)
    assert apart([35.0], short=FAR | {"distance": 1.5, "gap": 0.5}) == ([0], 0)


def test_the_tail_is_that_of_all_values_before_the_gap():
    for most, chosen in ((0.04, []), (0.05, [0])):
        with patch.object(_outlying, "expected_beyond", return_value=0.05) as beyond:
            assert apart([60.0], far=FAR | {"expected": most}) == (chosen, 0)
        (bulk, value), (mirrored, other) = (call.args for call in beyond.call_args_list)
        assert bulk.tolist() == pytest.approx((BULK / 10).tolist())
        assert mirrored.tolist() == pytest.approx((BULK / 10 - 3).tolist())
        assert (value, other) == pytest.approx((6.0, 3.0))


def test_whole_numbers_side_by_side_have_no_gap():
    scale = SymmetricScale("plain", 1.0, 1.25, 1.5)
    ones = [1.0] * 50 + [2.0] * 50
    assert _apart(np.array([*ones, 3.0]), scale, LIMITS)[0].tolist() == []
    assert _apart(np.array([*ones, 4.0]), scale, LIMITS)[0].tolist() == [100]
    assert _apart(np.array([*ones[:50], 1.5, *ones[51:], 3.0]), scale, LIMITS)[0].tolist() == [100]


@pytest.mark.parametrize(
    ("part", "rows", "kind", "few"),
    [
        (np.array([1.0, 2.0]), 50, "short", True), (np.array([1.0, 2.0]), 30, "short", False), (np.array([1.0]), 10, "short", True),
        (np.array([5.0, 5, 7, 7]), 1000, "far", False), (np.array([5.0, 5, 7, 8]), 1000, "far", True),
        (10_000 + np.arange(11) * 298.0, 1000, "far", False), (10_000 + np.arange(11) * 301.0, 1000, "far", True),
    ],
)  # fmt: skip
def test_few_values(part, rows, kind, few):
    assert _few(part, np.arange(float(rows)), LIMITS, kind) is few


@pytest.mark.parametrize(
    ("quartiles", "name"),
    [
        ((100.0, 145.5, 196.0), "plain"),  # roots are more even, but by less than a twentieth
        ((100.0, 144.0, 196.0), "root"), ((0.01, 0.0144, 0.0196), "root"),
        ((0.5, 1.0, 2.0), "log"), ((0.0, 1.0, 2.0), "plain"),
    ],
)  # fmt: skip
def test_the_most_even_scale(quartiles, name):
    assert _scale_of(np.repeat(quartiles, (26, 49, 26))).name == name


def test_what_holds_a_zero_has_no_logarithm():
    assert _scale_of(np.append(0.0, np.geomspace(1, 1e6, 100))).name == "root"
    assert _scale_of(np.geomspace(0.5, 500, 101)).name == "log"


def test_without_a_scale_there_is_no_picture():
    assert _picture("a", BULK, BULK, None) == ()
    assert _picture("a", BULK, np.empty(0), SCALE) == ()
    (shown,) = _picture("a", np.append(BULK, 60.0), BULK, SCALE)
    assert (shown.title, len(shown.values), sum(shown.values), shown.marked) == ("Values of a", 16, 202.0, (15,))


def outside(kept, cells):
    nothing = np.empty(0)
    made = OutlyingValues(nothing, nothing, nothing, nothing, np.array(kept), nothing, SCALE, usual_zero=False, explained={})
    return made.outside(np.array(cells))[0].tolist()


def test_cells_are_far_from_the_ends_of_what_is_usual():
    assert outside([-10.0, 12.0, 40.0], [54.9, 55.0, -24.9, -25.0]) == [False, True, False, True]
    assert outside([5.0, 12.0, 25.0], [49.9, 50.0, -19.9, -20.0]) == [False, True, False, True]


@pytest.mark.parametrize(
    ("least", "most", "integral", "quantile", "share"),
    [
        (0.0, 1.0, False, 0.9, True), (0.5, 0.95, False, 0.9, True), (None, None, False, 0.9, False),
        (-0.1, 1.0, False, 0.9, False),
        (0.0, 1.01, False, 0.9, False), (0.0, 1.0, True, 0.9, False), (0.0, 1.0, False, 0.89, False),
        (0.0, 1.0, False, None, False),
    ],
)  # fmt: skip
def test_shares_end_at_one(least, most, integral, quantile, share):
    quantiles = {} if quantile is None else {0.25: 0.4, 0.5: 0.4, 0.75: 0.41, 0.99: quantile}
    column = SimpleNamespace(minimum=least, maximum=most, integral=integral, quantiles=quantiles, zeros=0)
    assert is_share(column) is share
    if share:
        assert not may_have(column)


def test_a_column_is_not_in_order_with_itself_or_with_nothing():
    sample = pl.DataFrame({"a": [1, 2, 3], "b": [30, 20, 10], "c": [1, 1, 1], "d": pl.Series([None] * 3, dtype=pl.Int64)})
    audit = SimpleNamespace(profile=SimpleNamespace(sample=sample))
    assert _order(audit, "a", "b") == 1.0
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert _order(audit, "a", "a") == _order(audit, "a", "c") == _order(audit, "c", "a") == _order(audit, "a", "d") == 0.0


QUARTILES = {0.25: 10.0, 0.5: 15.0, 0.75: 20.0, 0.99: 24.0}


@pytest.mark.parametrize(
    ("of", "looked_at"),
    [
        ({}, True),
        ({"distinct": 7}, False),
        ({"quantiles": {}}, False),
        ({"maximum": 24.0}, False),
        ({"maximum": 24.0, "infinite": 1}, True),
        ({"distinct": 7, "infinite": 1}, True),
        ({"name": "zip"}, False),
    ],
)
def test_which_columns_are_looked_at(of, looked_at):
    profile = {"name": "a", "distinct": 8, "quantiles": QUARTILES, "minimum": 6.0, "maximum": 900.0, "zeros": 0, "infinite": 0}
    column = SimpleNamespace(**profile | of, integral=True)
    audit = SimpleNamespace(parameters=SimpleNamespace(codes=("zip",), least_distinct=8), profiles=lambda role: [(column, None)])
    place = "dataqa.checks.noise.outliers"
    with patch(f"{place}.sentinels_of", return_value=((), None)), patch(f"{place}._column", return_value=[]) as column_of:
        assert list(outliers.measure(audit)) == []
        assert column_of.called is looked_at


def test_what_is_said_of_outliers():
    kept, nothing = np.linspace(5, 25, 201), np.empty(0)
    values = np.concatenate([[-90.0], kept, [60.0, 70.0]])
    seen = OutlyingValues(
        values=values, rows=np.array([7, 3, 9]), distance=np.array([10.0, 4.0, 0.5]), sure=np.array([True, True, False]), kept=kept,
        infinite=np.array([2]), scale=SCALE, usual_zero=False, explained={},
    )  # fmt: skip
    found = _measured(SimpleNamespace(rows=400), SimpleNamespace(name="a"), seen, [], np.array([-90.0, 60.0, 70.0]))
    assert (found.value, found.interval, found.kind) == (4 / 400, (3 / 400, 4 / 400), "")
    assert (found.rows.positions.tolist(), found.rows.scores.tolist()) == ([2, 7, 3, 9], [1.0, 0.95, 0.875, 0.5])
    said = {"found": ["-90", "70", "60"], "infinite": 1, "from": "5", "to": "25", "least": 5.0, "most": 25.0, "of": 400}
    assert {key: found.details[key] for key in said} == said
    assert (found.details["far"], found.details["distance"], found.details["alone"]) == (1000.0, 10.0, 1.0)
    assert found.notes == ("infinite",)
    (bars,) = found.evidence  # sixteen, each ten wide, from -90 on
    assert (sum(bars.values), bars.marked) == (204.0, (0, 15))
    only = replace(seen, rows=seen.rows[:0], distance=nothing, sure=seen.sure[:0])
    assert _measured(SimpleNamespace(rows=400), SimpleNamespace(name="a"), only, [], nothing).kind == "infinite"


def test_only_the_first_column_that_goes_along_is_named():
    sample = pl.DataFrame({"a": [1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10]}).with_columns(b=pl.col("a"), c=pl.col("a"))
    sample = sample.with_columns(b=pl.Series([2.0, 1, 3, 4, 5, 6, 7, 8, 9, 10]), d=2 * pl.col("a"))
    columns = [
        SimpleNamespace(name=name, distinct=8, quantiles=QUARTILES, minimum=6.0, maximum=900.0, zeros=0, infinite=0, integral=True)
        for name in ("a", "d", "b", "c")
    ]
    audit = SimpleNamespace(
        parameters=SimpleNamespace(codes=(), least_distinct=8), profiles=lambda role: [(one, None) for one in columns],
        profile=SimpleNamespace(sample=sample),
    )  # fmt: skip
    one = Measurement(value=0.1, unit="share of rows", columns=("a",), rows=Rows(positions=np.array([3])), details={"alone": 1.0})
    place = "dataqa.checks.noise.outliers"
    with (
        patch(f"{place}.sentinels_of", return_value=((), None)),
        patch(f"{place}._column", side_effect=lambda audit, column, codes: [replace(one, columns=(column.name,))]),
    ):
        (found,) = outliers.measure(audit)
    # d and c are a itself; b is nearly in its order
    assert (found.columns, found.notes, found.details) == (("a",), ("others",), {"alone": 0.0, "other": "b"})
