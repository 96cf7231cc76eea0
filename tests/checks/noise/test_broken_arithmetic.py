from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

ROWS = 200


def goods(**wrong):
    random = np.random.default_rng(3)
    price, quantity = random.gamma(3, 7, ROWS).round(2) + 1, random.integers(1, 25, ROWS)
    columns = {
        "price": price,
        "quantity": quantity,
        "weight": random.normal(9, 2, ROWS).round(2),
        "total": (price * quantity).round(2),
    }
    for name, cells in wrong.items():
        for row, value in cells.items():
            columns[name][row] = value
    return columns


def found_by(measure, columns, **arguments):
    found = measure("broken-arithmetic", columns, **arguments)
    return [(m.columns, sorted(m.rows.positions.tolist()), m.details["formula"]) for m in found]


def test_totals_that_are_not_price_times_quantity_are_named(measure):
    data = goods(total={7: 99999.5, 31: 1.25})
    assert found_by(measure, data) == [(("total",), [7, 31], "total = price × quantity")]


def test_a_part_is_named_where_it_alone_is_out_of_line(measure):
    data = goods(quantity={50: 4000})
    assert found_by(measure, data) == [(("quantity",), [50], "total = price × quantity")]


def test_a_formula_that_always_holds_is_quiet(measure):
    assert measure("broken-arithmetic", goods()) == []


def test_a_total_that_is_only_about_right_is_no_rule(measure):
    data = goods()
    data["total"] = (data["total"] * np.random.default_rng(4).normal(1, 0.03, ROWS)).round(2)
    assert measure("broken-arithmetic", data) == []


def test_numbers_that_have_nothing_to_do_with_each_other_are_quiet(measure):
    random = np.random.default_rng(5)
    small = {f"c{i}": random.poisson(0.4 + i % 4, ROWS) for i in range(12)}
    assert measure("broken-arithmetic", small) == []


def test_sums_of_columns_side_by_side(measure):
    random = np.random.default_rng(6)
    parts = {name: random.integers(0, 400, ROWS) for name in ("rent", "food", "travel", "other")}
    spent = sum(parts.values())
    spent[3] += 1000
    assert found_by(measure, {**parts, "spent": spent}) == [(("spent",), [3], "spent = rent + food + travel + other")]


def test_what_a_third_column_accounts_for_is_no_exception(measure):
    random = np.random.default_rng(7)
    tax = np.where(np.arange(ROWS) % 25 == 0, random.integers(5, 90, ROWS), 0)
    net, freight = random.integers(100, 900, ROWS), random.integers(10, 99, ROWS)
    assert measure("broken-arithmetic", {"net": net, "freight": freight, "tax": tax, "gross": net + freight + tax}) == []


def test_another_rule_tells_which_cell_it_is(measure):
    random = np.random.default_rng(8)
    a, b = random.integers(100, 900, ROWS), random.integers(100, 900, ROWS)
    both, doubled = a + b, 2.5 * a
    a[11] += 37
    found = found_by(measure, {"a": a, "b": b, "both": both, "doubled": doubled})
    assert {(columns, tuple(rows)) for columns, rows, _ in found} == {(("a",), (11,))}


def test_days_between_two_dates(measure):
    random = np.random.default_rng(9)
    arrival = [dt.date(2024, 1, 1) + dt.timedelta(days=int(n)) for n in random.integers(0, 300, ROWS)]
    nights = random.integers(1, 15, ROWS)
    departure = [day + dt.timedelta(days=int(n)) for day, n in zip(arrival, nights, strict=True)]
    nights[20] = 70
    found = found_by(measure, {"arrival": arrival, "departure": departure, "nights": nights})
    assert found == [(("nights",), [20], "nights = days from arrival to departure")]


def test_weekdays_of_a_date_in_words(judge):
    days = [dt.date(2024, 1, 1) + dt.timedelta(days=n) for n in range(ROWS)]
    words = [f"{day:%a}" for day in days]
    words[5] = "Mon"
    issues = judge("broken-arithmetic", {"sold": days, "weekday": words})
    assert [(i.columns, i.rows.positions.tolist(), i.severity) for i in issues] == [(("weekday",), [5], "low")]
    assert issues[0].title == "`weekday` breaks the formula `weekday = weekday of sold` in 1 row"
    assert issues[0].why.startswith("The formula holds in 199 of 200 rows.")
    assert issues[0].why.endswith("For example, one cell is `Mon`, but the formula gives `Sat`.")


def test_the_target_is_left_to_leakage(measure):
    assert measure("broken-arithmetic", goods(total={7: 99999.5}), target="total") == []


def test_one_in_twenty_is_worth_no_more_than_knowing(judge):
    issues = judge("broken-arithmetic", goods(total=dict.fromkeys(range(10, 20), 12345.67)))
    assert [(i.columns, i.rows.count, i.severity) for i in issues] == [(("total",), 10, "info")]


def test_sums_with_a_constant(measure):
    random = np.random.default_rng(10)
    siblings, parents = random.integers(0, 5, ROWS), random.integers(0, 4, ROWS)
    family = siblings + parents + 1
    family[2] = 19
    found = found_by(measure, {"siblings": siblings, "parents": parents, "family": family})
    assert found == [(("family",), [2], "family = siblings + parents + 1")]


def test_an_age_may_be_one_year_less_than_the_years_between(measure):
    random = np.random.default_rng(11)
    seen = [dt.date(2019, 1, 1) + dt.timedelta(days=int(n)) for n in random.integers(0, 1500, ROWS)]
    born = random.integers(1940, 2001, ROWS)
    age = np.array([day.year for day in seen]) - born - (random.random(ROWS) < 0.5)
    age[9] = 5
    found = found_by(measure, {"seen": seen, "birth_year": born, "age": age})
    assert [(columns, rows) for columns, rows, _ in found] == [(("age",), [9])]


def taxi(seed):
    """Six parts of a bill, the last of them rarely anything but 0, and their total."""
    random = np.random.default_rng(seed)
    names = ("fare", "tax", "tip", "toll", "airport", "night")
    parts = [
        np.where(random.random(1500) < empty, 0, random.gamma(2, 50, 1500)).round(2) for empty in (0, 0.3, 0.6, 0.9, 0.95, 0.97)
    ]
    return dict(zip(names, parts, strict=True)) | {"total": np.sum(parts, axis=0).round(2)}


@pytest.mark.parametrize("seed", range(3))
def test_a_sum_of_six_is_tried_before_a_total_is_wrong(measure, seed):
    assert measure("broken-arithmetic", taxi(seed)) == []


def test_a_wrong_total_breaks_the_sum_of_all_terms(measure):
    bill = taxi(0)
    bill["total"][[3, 50, 99]] += [4000.5, 3100.25, 7700.0]
    ((columns, rows, formula),) = found_by(measure, bill)
    assert (columns, sorted(rows)) == (("total",), [3, 50, 99])
    assert formula == "total = fare + tax + tip + toll + airport + night"


def flights(random, zones):
    start = np.datetime64("2025-01-01T00:00") + random.integers(0, 400_000, 1500).astype("timedelta64[m]")
    minutes = random.integers(50, 400, 1500)
    ahead = np.where(random.random(1500) < 0.93, 0, random.choice(zones, 1500))
    end = start + (minutes + ahead).astype("timedelta64[m]")
    return {
        "departs": start.astype("datetime64[us]").tolist(),
        "arrives": end.astype("datetime64[us]").tolist(),
        "minutes": minutes,
    }


def test_another_time_zone_breaks_no_duration(measure):
    assert measure("broken-arithmetic", flights(np.random.default_rng(1), [60, -60, 120])) == []


def test_durations_that_are_wrong_by_any_number_are_found(measure):
    rows = flights(np.random.default_rng(1), [0])
    rows["minutes"] = rows["minutes"].copy()
    rows["minutes"][[4, 40]] += [37, 1111]
    found = found_by(measure, rows)
    assert [(columns, sorted(at)) for columns, at, _ in found] == [(("minutes",), [4, 40])]


def test_the_weekday_of_a_place_breaks_no_rule_of_universal_time(measure):
    local = pd.date_range("2024-01-01", periods=400, freq="5h", tz="Europe/Berlin")
    rows = {"at": local, "weekday": local.strftime("%A"), "x": np.arange(400) % 7}
    assert measure("broken-arithmetic", rows) == []
    wrong = list(local.strftime("%A"))
    wrong[50] = "Sunday" if wrong[50] != "Sunday" else "Monday"
    (found,) = measure("broken-arithmetic", {**rows, "at": local.tz_localize(None), "weekday": wrong})
    assert found.rows.positions.tolist() == [50]
