"""How numbers become groups, and how far apart groups are."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from contexts import context_of

from dataqa.checks.bias._coded import predictions
from dataqa.checks.bias._groups import _between, _edges, _short, cohens_d, groups_of
from dataqa.checks.bias.suspect_groups import _lead


@pytest.mark.parametrize(
    ("low", "high", "whole", "name"),
    [(28, 37, True, "28 to 36"), (28, 29, True, "28"), (28, 30, True, "28 to 29"), (1.5, 2.25, False, "1.5 to under 2.25")],
)
def test_the_name_of_a_band(low, high, whole, name):
    assert _between(low, high, whole) == name


@pytest.mark.parametrize(("number", "text"), [(9999, "9999"), (10_000, "10,000"), (-20_000.4, "-20,000"), (1.23456, "1.235")])
def test_a_bound_in_words(number, text):
    assert _short(number) == text


@pytest.mark.parametrize(
    ("name", "least", "most", "integral", "present", "edges"),
    [
        ("age", 18, 90, True, 10_000, [30, 40, 55, 75]),
        ("age", 18, 90, True, 100, [30, 40, 55]),  # too few of the oldest
        ("age", 0, 200, True, 10_000, [29, 42, 56]),  # no years of people
        ("income", 18, 90, True, 10_000, [29, 42, 56]),
        ("income", 18, 90, False, 10_000, [28.5, 41.2, 56]),
    ],
)
def test_where_numbers_are_cut(name, least, most, integral, present, edges):
    quantiles = {0.25: 28.5, 0.5: 41.2, 0.75: 56.0, 0.95: 76.0}
    profile = SimpleNamespace(name=name, minimum=least, maximum=most, integral=integral, present=present, quantiles=quantiles)
    assert _edges(profile) == edges


def test_the_difference_of_two_means():
    d, low, high = cohens_d((12.0, 10.0), (2.0, 4.0), (20, 30), 2.0)
    pooled = ((19 * 4 + 29 * 16) / 48) ** 0.5
    half = 2 * (50 / 600 + (2 / pooled) ** 2 / 100) ** 0.5
    assert (d, low, high) == pytest.approx((2 / pooled, 2 / pooled - half, 2 / pooled + half))
    assert cohens_d((12.0, 10.0), (0.0, 0.0), (20, 30), 2.0) == (0, 0, 0)
    assert cohens_d((12.0, 10.0), (float("nan"), 1.0), (20, 30), 2.0) == (0, 0, 0)


def test_by_how_many_standard_errors_labels_are_contradicted():
    odd = np.array([1.0] * 6 + [0] * 4 + [1] * 2 + [0] * 8 + [1] * 9)
    mine, others = np.arange(29) < 10, (np.arange(29) >= 10) & (np.arange(29) < 20)
    assert _lead(odd, mine, others) == pytest.approx(0.4 / (0.4 * 0.6 * 0.2) ** 0.5)
    assert _lead(odd, mine, np.zeros(29, dtype=bool)) == 0
    assert _lead(odd, np.zeros(29, dtype=bool), others) == 0
    assert _lead(np.zeros(29), mine, others) == 0


def test_numbers_that_are_nearly_all_one_are_one_group():
    audit = context_of({"visits": [0] * 900 + list(range(1, 21)) + [None]})
    groups = audit.table.frame.select(groups_of(audit, "visits")).to_series()
    assert groups.value_counts().sort("group").rows() == [(None, 1), ("all", 920)]


def test_numbers_become_quarters():
    audit = context_of({"pay": [k * 10 for k in range(100)]})
    groups = audit.table.frame.select(groups_of(audit, "pay")).to_series()
    counts = dict(groups.value_counts().rows())
    assert counts == {"under 240": 24, "240 to 489": 25, "490 to 739": 25, "740 and over": 26}


def test_few_rows_are_not_predicted():
    assert predictions(context_of({"a": range(10), "y": ["u", "v"] * 5}, target="y")) is None


def test_where_no_row_has_a_group_and_an_outcome_nothing_is_compared(measure):
    rows = {"race": ["a", "b"] * 50 + [None] * 100, "y": [None] * 100 + ["n", "p"] * 50, "x": range(200)}
    assert measure("group-outcomes", rows, target="y", protected=["race"]) == []
