from datetime import datetime
from math import inf

import polars as pl
import pytest

from dataqa.profile import sample, value_counts

DAYS = [datetime(2024, 1, 1), datetime(2024, 1, 1, 0, 0, 30), None, datetime(2024, 3, 1, 12)]


def test_number(column):
    found = column([3.0, None, -1.5, 0.0, 3.0])
    assert (found.kind, found.stored, found.rows, found.nulls, found.present) == ("number", "Float64", 5, 1, 4)
    assert (found.distinct, found.distinct_error, found.exact) == (3, 0.0, True)
    assert found.top == ((3.0, 2), (-1.5, 1), (0.0, 1))
    assert (found.minimum, found.maximum, found.mean) == (-1.5, 3.0, 1.125)
    assert found.deviation == pytest.approx((243 / 64) ** 0.5)
    assert (found.zeros, found.negatives, found.infinite, found.integral) == (1, 1, 0, False)
    assert (found.lengths, found.blanks, found.shapes, dict(found.buckets), found.bucket_unit) == (None, 0, (), {}, "")


def test_infinities_are_counted_and_left_out_of_the_rest(column):
    found = column([inf, -inf, inf, 1.0, 3.0])
    assert (found.infinite, found.negatives, found.distinct, found.integral) == (3, 0, 4, True)
    assert (found.minimum, found.maximum, found.mean, found.deviation) == (1.0, 3.0, 2.0, 1.0)
    assert found.top == ((inf, 2), (-inf, 1), (1.0, 1), (3.0, 1))
    assert sum(count for _, _, count in found.histogram) == 2
    assert found.quantiles[0.99] == 3.0


def test_nothing_but_infinities(column):
    found = column([inf, inf])
    assert (found.minimum, found.mean, found.deviation, found.integral) == (None, None, None, False)
    assert (dict(found.quantiles), found.histogram) == ({}, ())


@pytest.mark.parametrize(
    ("cells", "deviation"),
    [
        ([5.0], 0.0),
        ([1e308, -1e308], 1e308),  # the squares are no floats
        ([1e-200, 3e-200], 1e-200),
        ([1e308, 1e308], 0.0),
        ([1e9 + 0.25, 1e9 + 0.75], 0.25),  # lost where squares are rounded
        ([0.1, 0.1, 0.1], 0.0),
        ([1e15, 1e15 + 2], 1.0),
    ],
)
def test_deviation_at_the_ends_of_floats(column, cells, deviation):
    assert column(cells).deviation == pytest.approx(deviation, rel=1e-15, abs=0)


def test_quantiles_are_values_of_the_column(column):
    assert dict(column(list(range(1, 101))).quantiles) == {0.01: 1, 0.05: 5, 0.25: 25, 0.5: 50, 0.75: 75, 0.95: 95, 0.99: 99}
    assert set(column([7, 7, None]).quantiles.values()) == {7.0}


def test_histogram(column):
    found = column([0.0, 1.0, 1.0, 24.0, 23.5, 12.0]).histogram
    assert len(found) == 24
    assert [(a, b, n) for a, b, n in found if n] == [(0, 1, 1), (1, 2, 2), (12, 13, 1), (23, 24, 2)]
    assert column([4, 4, 4]).histogram == ((4.0, 4.0, 3),)
    assert sum(n for _, _, n in column([-1.7e308, 1.7e308, 0.0]).histogram) == 3


def test_whole_numbers(column):
    assert column([1, 2, None]).integral
    assert column([1.0, -2.0]).integral
    assert column([2**62, -(2**63)]).minimum == -(2.0**63)


def test_minus_zero_is_zero(column):
    found = column([-0.0, 0.0])
    assert [repr(v) for v in (found.minimum, found.top[0], found.quantiles[0.5])] == ["0.0", "(0.0, 2)", "0.0"]


def test_text(column):
    found = column(["AB-12", "C-7", None, "", " \t", "日本"])
    assert (found.kind, found.nulls, found.distinct) == ("text", 1, 5)
    assert (found.lengths, found.blanks) == ((0, 2.4, 5), 2)
    assert found.shapes == (("A-9", 0.4), ("", 0.2), (" \t", 0.2), ("a", 0.2))
    assert (found.minimum, found.mean, dict(found.quantiles), found.histogram) == (None, None, {}, ())


@pytest.mark.parametrize(
    ("text", "shape"), [("2024-01-31", "9-9-9"), ("JoHn", "AaAa"), ("ÉLAN élan", "A a"), ("a.b@c.de", "a.a@a.a"), ("x" * 99, "a")]
)
def test_shape(column, text, shape):
    assert column([text]).shapes == ((shape, 1.0),)


def test_ties_of_top_stand_in_the_order_of_the_values(column):
    assert column(["b", "c", "a", "c"]).top == (("c", 2), ("a", 1), ("b", 1))
    assert len(column(list(range(60))).top) == 50


def test_boolean(column):
    found = column([True, False, True, None])
    assert (found.kind, found.distinct, found.top) == ("boolean", 2, ((True, 2), (False, 1)))
    assert (found.mean, found.histogram, found.shapes) == (None, (), ())


def test_dates(column):
    found = column(DAYS, pl.Datetime("us"))
    assert (found.kind, found.distinct, found.minimum, found.maximum) == ("datetime", 3, DAYS[0], DAYS[3])
    assert dict(found.buckets) == {DAYS[0]: 2, DAYS[3]: 1}
    assert (found.bucket_unit, found.mean) == ("1m", None)
    assert [n for _, _, n in found.histogram if n] == [2, 1]
    assert found.histogram[0][0] == 1_704_067_200


@pytest.mark.parametrize(("limit", "unit", "many"), [(2, "1m", 2), (1, "1y", 1)])
def test_buckets_grow_until_they_are_few(column, monkeypatch, limit, unit, many):
    monkeypatch.setattr("dataqa.profile.buckets.LIMIT", limit)
    found = column(DAYS, pl.Datetime("us"))
    assert (found.bucket_unit, len(found.buckets), sum(found.buckets.values())) == (unit, many, 3)


@pytest.mark.parametrize("dtype", [pl.Int64, pl.Float64, pl.String, pl.Boolean, pl.Datetime("us")])
@pytest.mark.parametrize("cells", [[], [None, None]])
def test_nothing_there(column, dtype, cells):
    found = column(cells, dtype)
    assert (found.rows, found.nulls, found.distinct, found.top, found.exact) == (len(cells), len(cells), 0, (), True)
    assert (found.minimum, found.mean, found.lengths, found.shapes, found.histogram) == (None, None, None, (), ())
    assert not found.integral


@pytest.mark.parametrize(
    "cells",
    [
        range(20_000),
        [i / 7 for i in range(20_000)],
        [f"k{i}" for i in range(20_000)],
        [datetime(2000 + i, 1, 1) for i in range(2000)],
    ],
    ids=["integers", "floats", "texts", "dates"],
)
def test_many_different_values_are_estimated(column, monkeypatch, cells):
    monkeypatch.setattr(value_counts, "LIMIT", 1000)
    found = column([*cells, *cells])
    assert not found.exact
    assert found.distinct_error == pytest.approx(0.0317, abs=1e-4)
    assert found.distinct == pytest.approx(len(cells), rel=3.5 * found.distinct_error)


def test_one_value_more_than_are_kept(column, monkeypatch):
    monkeypatch.setattr(value_counts, "LIMIT", 4)
    assert (column([1, 2, 3, 4, 4]).distinct, column([1, 2, 3, 4, 4]).exact) == (4, True)
    found = column([1, 2, 3, 4, 5])
    assert (found.exact, found.distinct) == (False, 5)


def test_beyond_the_limit_the_sample_is_scaled_up(column, monkeypatch):
    monkeypatch.setattr(value_counts, "LIMIT", 8)
    monkeypatch.setattr(sample, "SIZE", 500)
    found = column([i % 20 for i in range(2000)])
    assert dict(found.top) == dict.fromkeys(range(20), 100)
    assert sum(n for _, _, n in found.histogram) == 2000
    assert (found.quantiles[0.05], found.quantiles[0.5], found.quantiles[0.95]) == (0, 9, 18)
