from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

HEIGHTS = [150 + n % 40 for n in range(98)]


def test_heights_of_zero(measure):
    found = measure("impossible-zeros", {"height": [0, *HEIGHTS, 0]})
    assert [(m.columns, m.value, m.rows.positions.tolist()) for m in found] == [(("height",), 0.02, [0, 99])]
    assert found[0].details["start"] == 150


def test_they_are_low(judge):
    (issue,) = judge("impossible-zeros", {"height": [0, *HEIGHTS, 0]})
    assert (issue.severity, issue.title) == ("low", "`height` is 0 in 2 rows (2.0%), but nearly all other values are 150 or more")


def test_counts_begin_at_zero(judge):
    assert judge("impossible-zeros", {"children": [n % 20 for n in range(100)]}) == []


def test_amounts_that_run_down_to_zero(judge):
    assert judge("impossible-zeros", {"acid": [n / 100 for n in range(60)] + [0.0] * 20}) == []


def test_where_most_are_zero_it_is_the_usual_case(judge):
    assert judge("impossible-zeros", {"gain": [0] * 150 + HEIGHTS}) == []


def test_multiples_of_five(judge):
    assert judge("impossible-zeros", {"age": [0, 0] + [5 * (1 + n % 18) for n in range(100)]}) == []


def test_zeros_apart_from_the_bulk_but_for_a_few_strays(judge):
    found = judge("impossible-zeros", {"area": [0] * 30 + [3] + [200 + 3 * (n % 100) for n in range(299)]})
    assert [(i.columns, i.rows.count) for i in found] == [(("area",), 30)]


def test_rows_that_look_like_a_true_zero_are_quiet(judge):
    dose = [0] * 30 + [20 + n % 50 for n in range(200)]
    effect = [n % 5 for n in range(30)] + [3 * (20 + n % 50) for n in range(200)]
    assert judge("impossible-zeros", {"dose": dose, "effect": effect}) == []


def test_a_logarithm_of_what_a_quarter_were_not_paid(judge):
    logs = [4 + n % 97 / 50 for n in range(300)]
    assert judge("impossible-zeros", {"log": [0.0] * 100 + logs}) == []
    assert [i.rows.count for i in judge("impossible-zeros", {"log": [0.0] * 60 + logs})] == [60]


def test_rows_that_look_like_any_other_speak_for_a_stand_in(judge):
    weight = [0] * 30 + [20 + n % 50 for n in range(200)]
    size = [3 * (20 + n % 50) for n in range(230)]
    size[30:] = [3 * w for w in weight[30:]]
    (issue,) = judge("impossible-zeros", {"weight": weight, "size": size})
    assert (issue.severity, issue.details["unlike"] > 0.5) == ("low", True)
    assert "`size` is not lower than usual, although it is low where `weight` is small." in issue.why


def test_an_empty_account_is_no_missing_balance(judge):
    assert [i.severity for i in judge("impossible-zeros", {"balance": [0] * 20 + [5000 + 13 * n for n in range(98)]})] == []
    assert [i.severity for i in judge("impossible-zeros", {"pressure": [0] * 20 + [5000 + 13 * n for n in range(98)]})] == ["low"]


@pytest.mark.parametrize("key", ["closed", "day"])
def test_zeros_of_closed_days_are_real(judge, key):
    days = [dt.datetime(2024, 1, 1) + dt.timedelta(days=n) for n in range(210)]
    closed = [day.weekday() == 6 for day in days]
    visitors = [0 if shut else 500 + 7 * n % 120 for n, shut in enumerate(closed)]
    other = {"closed": ["yes" if shut else "no" for shut in closed], "day": days}[key]
    assert judge("impossible-zeros", {key: other, "visitors": visitors}) == []
    mixed = [0 if n % 7 == 3 and n % 2 else 500 + 7 * n % 120 for n in range(210)]
    assert [i.severity for i in judge("impossible-zeros", {key: other, "visitors": mixed})] == ["low"]


def test_a_small_gap_alone_says_nothing(judge):
    assets = [0] * 40 + [1000 + 250 * (n % 40) for n in range(120)]
    assert judge("impossible-zeros", {"assets": assets}) == []


def test_equal_prices_do_not_differ(judge):
    ours = [180 + n % 40 for n in range(300)]
    gap = [0 if n % 9 == 0 else 20 + n % 17 for n in range(300)]
    rows = {"ours": ours, "theirs": [one - less for one, less in zip(ours, gap, strict=True)], "gap": gap}
    assert judge("impossible-zeros", rows) == []
    assert [i.severity for i in judge("impossible-zeros", {"gap": [40 * (one > 0) + one for one in gap]})] == ["low"]


def test_a_product_with_a_flag(judge):
    share = [40 + n % 37 for n in range(300)]
    size = [3 * one + n % 5 for n, one in enumerate(share)]
    made = [one if n * 7 % 11 > 3 else 0 for n, one in enumerate(share)]
    assert judge("impossible-zeros", {"share": share, "size": size, "share_if_own": made}) == []
    assert [i.columns for i in judge("impossible-zeros", {"size": size, "share_if_own": made})] == [("share_if_own",)]


def test_zeros_that_are_looked_at(measure):
    rows = np.arange(240)

    def zeros_of(values):
        return [m.details["zeros"] for m in measure("impossible-zeros", {"a": values, "b": rows % 7})]

    heights = 150.0 + rows % 50
    assert zeros_of(np.where(rows < 2, 0, heights)) == [2]
    assert zeros_of(np.where(rows < 1, 0, heights)) == []
    assert zeros_of(np.where(rows < 120, 0, heights)) == [120]
    assert zeros_of(np.where(rows < 121, 0, heights)) == []
    assert zeros_of(np.where(rows < 2, 0, np.where(rows == 5, -1, heights))) == []
