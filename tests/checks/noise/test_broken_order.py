from __future__ import annotations

import datetime as dt

import numpy as np

ROWS = 300


def days(start, count):
    return [start + dt.timedelta(days=int(n)) for n in count]


def stays(**wrong):
    random = np.random.default_rng(3)
    start = days(dt.datetime(2023, 1, 1), random.integers(0, 500, ROWS))
    end = [one + dt.timedelta(days=int(n)) for one, n in zip(start, random.integers(0, 40, ROWS), strict=True)]
    columns = {"start": start, "end": end, "size": random.normal(9, 2, ROWS).round(2)}
    for name, cells in wrong.items():
        for row, value in cells.items():
            columns[name][row] = value
    return columns


def test_ends_before_their_starts_are_named(judge):
    issues = judge("broken-order", stays(end={17: dt.datetime(2021, 3, 5), 170: dt.datetime(2019, 3, 5)}))
    assert [(i.columns, sorted(i.rows.positions.tolist()), i.severity) for i in issues] == [(("end",), [17, 170], "low")]
    assert issues[0].title == "`end` breaks the order `start` ≤ `end` in 2 rows"
    assert issues[0].why.startswith("`end` is not before `start` in 298 of 300 rows.")


def test_a_start_out_of_all_range_is_the_wrong_cell(measure):
    found = measure("broken-order", stays(start={40: dt.datetime(2071, 1, 1)}))
    assert [(m.columns, m.rows.positions.tolist()) for m in found] == [(("start",), [40])]


def test_an_order_that_always_holds_is_quiet(measure):
    assert measure("broken-order", stays()) == []


def test_dates_without_an_order_are_quiet(measure):
    random = np.random.default_rng(4)
    data = {name: days(dt.datetime(2023, 1, 1), random.integers(0, 500, ROWS)) for name in ("seen", "paid", "born")}
    assert measure("broken-order", data) == []


def test_a_tendency_is_no_rule(measure):
    random = np.random.default_rng(5)
    low = random.normal(10, 5, 3000)
    data = {"temp_a": low.round(1), "temp_b": (low + random.normal(6, 3, 3000)).round(1)}
    assert measure("broken-order", data) == []


def test_days_that_know_no_hours_are_not_before_a_moment_of_that_day(measure):
    data = stays()
    data["start"] = [one + dt.timedelta(hours=9 + n % 8) for n, one in enumerate(data["start"])]
    assert measure("broken-order", data) == []


def test_least_and_most(measure):
    random = np.random.default_rng(6)
    low = random.normal(12, 8, ROWS).round(1)
    high = (low + random.gamma(1, 6, ROWS)).round(1)
    high[9] = -35.5
    found = measure("broken-order", {"temp_min": low, "temp_max": high})
    assert [(m.columns, m.rows.positions.tolist(), m.about) for m in found] == [(("temp_max",), [9], "temp_min <= temp_max")]


def test_what_breaks_a_formula_is_not_reported_again(measure):
    data = stays(end={17: dt.datetime(2021, 3, 5)})
    data["nights"] = [(b - a).days for a, b in zip(data["start"], stays()["end"], strict=True)]
    assert len(measure("broken-arithmetic", data)) == 1
    assert measure("broken-order", data) == []


def test_codes_that_are_in_order(measure):
    draw = np.random.default_rng(2)
    low = draw.choice([1, 2, 3, 4], 400, p=[0.3, 0.2, 0.2, 0.3])
    high = low + draw.choice([0, 1, 2], 400, p=[0.3, 0.3, 0.4])
    high[[5, 70]] = 0
    found = measure("broken-order", {"first_level": low.tolist(), "last_level": high.tolist()})
    assert [(one.columns, sorted(one.rows.positions.tolist())) for one in found] == [(("last_level",), [5, 70])]


def test_an_order_of_few_or_mostly_empty_rows_is_none(measure):
    wrong = stays(end={17: dt.datetime(2021, 3, 5)})
    assert [m.rows.positions.tolist() for m in measure("broken-order", wrong)] == [[17]]
    assert measure("broken-order", {name: cells[:49] for name, cells in wrong.items()}) == []
    nine_tenths = {name: [*cells, *[None] * 2710] for name, cells in wrong.items()}
    assert measure("broken-order", nine_tenths | {"size": range(3010)}) == []


def test_minutes_in_both_names_are_no_least_value(measure):
    """``min`` in one name only says which is the smaller one, and that more rows may break the order."""
    random = np.random.default_rng(6)
    low = random.normal(12, 8, ROWS).round(1)
    high = (low + random.gamma(1, 6, ROWS)).round(1)
    high[9:13] = -35.5
    assert measure("broken-order", {"temp after 90 min": low, "temp after 30 min": high}) == []
    (found,) = measure("broken-order", {"temp_min": low, "temp_max": high})
    assert sorted(found.rows.positions.tolist()) == [9, 10, 11, 12]


def test_what_is_mostly_nothing_is_less_than_anything(measure):
    """The outermost dots of a picture are white in nearly all rows; with ink in half of them, it is a rule that it has less."""
    random = np.random.default_rng(7)
    inner = random.integers(0, 16, 600) * 1.0
    outer = np.floor(inner * random.random(600) * 0.6)
    outer[[4, 9]] = inner[[4, 9]] + 3
    found = measure("broken-order", {"dots_inner": inner, "dots_outer": outer})
    assert sorted(row for one in found for row in one.rows.positions.tolist()) == [4, 9]
    rare = np.where((random.random(600) < 0.15) | (np.arange(600) < 10), outer, 0.0)
    assert measure("broken-order", {"dots_inner": inner, "dots_outer": rare}) == []
