from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from dataqa.checks.noise._outlying import may_have

HEIGHTS = [150 + n % 40 for n in range(200)]


def test_a_slipped_decimal(measure):
    found = measure("outliers", {"height": [*HEIGHTS, 1700]})
    assert [(m.columns, m.rows.positions.tolist()) for m in found] == [(("height",), [200])]
    assert found[0].value == 1 / 201


def test_the_furthest_comes_first(measure):
    assert measure("outliers", {"height": [900, *HEIGHTS, 1700]})[0].rows.positions.tolist() == [201, 0]


def test_a_long_tail_is_not_an_outlier(measure):
    normal = np.random.default_rng(0).standard_normal((3, 3000))
    rows = {"price": np.exp(normal[0]), "wait": normal[1] ** 2, "height": normal[2]}
    assert measure("outliers", rows) == []


def test_a_second_group_is_a_population(measure):
    assert measure("outliers", {"a": HEIGHTS + [2000 + n % 20 for n in range(40)]}) == []


def test_scattered_cells_are_wild_even_where_they_are_many(measure):
    wild = [1000 + 37 * n for n in range(20)]
    assert measure("outliers", {"a": HEIGHTS + wild})[0].rows.count == 20


def test_a_repeated_code_is_none(measure):
    assert measure("outliers", {"a": HEIGHTS * 5 + [9999] * 5}) == []


def test_infinity(measure):
    found = measure("outliers", {"a": [*map(float, HEIGHTS), float("inf")]})
    assert [(m.rows.positions.tolist(), m.kind, m.details["found"]) for m in found] == [([200], "infinite", [])]


def test_infinity_beside_other_outliers(judge):
    (issue,) = judge("outliers", {"a": [*map(float, HEIGHTS), float("inf"), 1700.0]})
    assert issue.title == "2 values of `a` are far outside the usual range (150 to 189): 1,700"
    assert issue.why.endswith("1 of them is infinite.")


def test_what_is_apart_beyond_doubt_is_medium(judge):
    assert [i.severity for i in judge("outliers", {"height": [*HEIGHTS, 1700]})] == ["medium"]


def test_a_code_for_missing_is_left_to_sentinel_numbers(judge):
    rows = {"age": [20 + n % 50 for n in range(200)] + [999] * 5 + [-100]}
    (issue,) = judge("outliers", rows)
    assert issue.rows.positions.tolist() == [205]
    assert issue.title == "1 value of `age` is far outside the usual range (20 to 69): -100"
    assert issue.why.endswith("The range also leaves out 999: it looks like a code for a missing value.")
    (code,) = judge("sentinel-numbers", rows)
    assert code.title == ("`age` is `999` in 5 rows (2.4%), but nearly all other values lie between 20 and 69")


def test_where_zero_is_usual_the_text_says_so(judge):
    (issue,) = judge("outliers", {"rain": [0] * 100 + HEIGHTS + [1700]})
    assert issue.title == "1 value of `rain` is far outside the usual range (150 to 189): 1,700"
    assert issue.why.endswith("The range leaves out cells that are 0.")


def test_infinity_is_far_from_all_others_however_few_they_are(measure):
    (found,) = measure("outliers", {"x": [1.0, 2.0, 3.0] * 10 + [float("inf")]})
    assert found.rows.positions.tolist() == [30]


def test_a_heavy_tail_on_both_sides_is_no_outlier(judge):
    returns = np.random.default_rng(3).standard_t(2, (5, 4000))
    assert judge("outliers", {f"r{n}": column for n, column in enumerate(returns)}) == []


def test_where_the_tail_ends_for_certain_a_short_way_is_far(judge):
    ages = np.random.default_rng(0).uniform(20, 70, 1000)
    (issue,) = judge("outliers", {"age": [*ages, 3.0]})
    assert (issue.rows.positions.tolist(), issue.severity) == ([1000], "low")


def test_what_wrong_units_names_is_not_named_again(measure):
    heights = np.random.default_rng(0).normal(170, 9, 400)
    rows = {"height": np.where(np.arange(400) < 6, heights * 10, heights)}
    assert (measure("outliers", rows), [len(m.rows.positions) for m in measure("wrong-units", rows)]) == ([], [6])


def test_codes_are_not_judged_by_their_size(measure):
    assert measure("outliers", {"zip": [*HEIGHTS, 1700]}) == []


def test_of_few_values_only_the_infinite_is_named(measure):
    (found,) = measure("outliers", {"a": [*[1.5, 2.5] * 50, float("inf")]})
    assert found.rows.positions.tolist() == [100]


@pytest.mark.parametrize(
    ("least", "most", "zeros", "quartiles", "may"),
    [
        (14, 37, 0, (19.0, 24.0, 29.4), False),
        (14, 38, 0, (19.0, 24.0, 29.4), True),  # three quarters of the range above the upper quartile
        (13, 37, 0, (19.0, 24.0, 29.4), True),  # of the range of logarithms
        (0, 44, 5, (19.0, 24.0, 29.4), False),  # without its zeros: one and a half ranges above the upper quartile
        (0, 46, 5, (19.0, 24.0, 29.4), True),
        (-8, 8, 0, (-5.0, 0.0, 5.0), False),
        (-8, 13, 0, (-5.0, 0.0, 5.0), True),
        (3, 3, 0, (3.0, 3.0, 3.0), True),  # of one value nothing is known
    ],
)
def test_whether_an_extreme_may_lie_outside(least, most, zeros, quartiles, may):
    quantiles = dict(zip((0.25, 0.5, 0.75), quartiles, strict=True))
    assert may_have(SimpleNamespace(minimum=least, maximum=most, zeros=zeros, quantiles=quantiles)) is may


def test_a_price_that_is_asked_again_and_again_is_none(measure):
    """Seven rows of two prices; the same number of rows with seven values are outliers."""
    prices = HEIGHTS * 5
    assert measure("outliers", {"a": prices + [900] * 3 + [950] * 4}) == []
    assert measure("outliers", {"a": prices + [900 + 37 * n for n in range(7)]})[0].rows.count == 7


@pytest.mark.parametrize(("name", "quiet"), [("childid", True), ("dept", True), ("height", False), ("grid", False)])
def test_codes_are_no_amounts(measure, name, quiet):
    found = measure("outliers", {name: [100_000 + 7 * (n % 150) for n in range(600)] + [9_000_000 + n for n in (1, 5)]})
    assert (found == []) is quiet


def test_of_an_amount_and_its_logarithm_the_first_names_the_rows(measure):
    wages = np.random.default_rng(4).normal(300, 20, 200)
    wages[[3, 9]] = [2400, 2300]
    other = np.random.default_rng(5).normal(300, 20, 200)
    other[[3, 9]] = [2300, 2400]  # the same rows in another order are another fact
    found = measure("outliers", {"wage": wages, "log_wage": np.log(wages), "other": other})
    assert [(m.columns, sorted(m.rows.positions.tolist())) for m in found] == [(("wage",), [3, 9]), (("other",), [3, 9])]
