from __future__ import annotations

import numpy as np
import pandas as pd

DAYS = pd.date_range("2024-01-01", periods=200)


def counted(column, name="cases", **others):
    return {"date": DAYS, name: column, **others}


def test_a_fall_is_named_with_what_it_was(judge):
    cases = np.cumsum(np.arange(200) % 5)
    cases[120] = 90
    (issue,) = judge("falling-counts", counted(cases))
    assert (issue.rows.positions.tolist(), issue.severity, issue.cost) == ([120], "low", 0)
    assert "from 240 to 90" in issue.why


def test_what_grows_all_the_time_is_quiet(measure):
    assert measure("falling-counts", counted(np.cumsum(np.arange(200) % 5))) == []


def test_a_population_that_shrinks_for_a_while_is_quiet(measure):
    people = 80_000 + 500 * np.arange(200)
    people[[60, 61, 150]] -= 900
    assert measure("falling-counts", counted(people, "people")) == []


def test_a_price_that_rises_is_quiet(measure):
    price = 5 * np.exp(np.cumsum(np.random.default_rng(3).normal(0.02, 0.02, 200)))
    assert measure("falling-counts", counted(price.round(2), "price")) == []


def test_each_series_begins_anew(measure):
    data = counted(np.tile(np.cumsum(np.arange(50) % 4), 4), shop=np.repeat(list("abcd"), 50))
    assert measure("falling-counts", {**data, "date": np.tile(DAYS[:50], 4)}) == []


def test_a_balance_that_was_below_nothing_is_no_count(measure):
    balance = np.cumsum(np.arange(200) % 5) - 5
    balance[120] = 90
    assert measure("falling-counts", counted(balance)) == []
    assert [m.rows.positions.tolist() for m in measure("falling-counts", counted(balance + 5))] == [[120]]


def test_the_deepest_fall_of_each_series_comes_first(measure):
    cases = np.cumsum(np.arange(50) % 4)
    several = np.tile(cases, 4)
    several[[30, 130]] = several[29] - 1, several[129] - 9
    data = {"date": np.tile(DAYS[:50], 4), "cases": several, "shop": np.repeat(list("abcd"), 50)}
    (found,) = measure("falling-counts", data)
    assert found.rows.positions.tolist() == [130, 30]
    assert found.value == 2 / 200
    assert (found.details["before"], found.details["after"], found.details["of"]) == ("43", "34", "c")


def test_a_count_begins_below_a_fifth_of_what_it_comes_to(measure):
    for start, last, rows in ((20, 101, [[60]]), (20, 99, [])):
        cases = np.linspace(start, last, 200).round()
        cases[60] = cases[59] - 5
        assert [m.rows.positions.tolist() for m in measure("falling-counts", counted(cases))] == rows


def test_a_count_that_begins_anew_each_quarter_is_quiet(measure):
    sales = np.tile(np.cumsum(1 + np.arange(50) % 5), 4)
    assert measure("falling-counts", counted(sales, "ytd_sales")) == []
    sales[20] = 0  # and goes on where it was
    (found,) = measure("falling-counts", counted(sales, "ytd_sales"))
    assert found.rows.positions.tolist() == [20]


def test_a_balance_is_worth_knowing_only(judge):
    balance = np.cumsum(np.where(np.arange(200) % 50 == 49, -300, 20))
    (issue,) = judge("falling-counts", counted(balance, "balance"))
    assert (issue.severity, issue.cost, issue.rows.count) == ("info", 0, 4)


def test_a_height_with_noise_is_no_count(measure):
    height = np.cumsum(1 + np.arange(200) % 3) / 10
    height[[60, 61, 150]] -= 0.5
    assert measure("falling-counts", counted(height, "height")) == []
