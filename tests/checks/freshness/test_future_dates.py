from __future__ import annotations

import datetime as dt

import pandas as pd

import dataqa

DAY = "2024-01-10"


def days(first: str, count: int) -> list[dt.datetime]:
    return [dt.datetime.fromisoformat(first) + dt.timedelta(days=k) for k in range(count)]


def test_dates_after_the_audit_are_named_farthest_first(measure):
    dates = [*days("2020-01-01", 38), dt.datetime(2031, 5, 1), dt.datetime(2046, 2, 3)]
    found = measure("future-dates", {"released": dates, "x": range(40)}, as_of=DAY)
    assert [(m.columns, m.about, m.value, m.rows.positions.tolist()) for m in found] == [
        (("released",), "after the day of the audit", 0.05, [39, 38])
    ]


def test_tomorrow_may_be_today_elsewhere(measure):
    assert measure("future-dates", {"date": days("2023-12-03", 40), "x": range(40)}, as_of=DAY) == []


def test_columns_of_what_is_to_come_are_left_alone(measure):
    frame = {"expiry_date": days("2030-01-01", 40), "due": days("2024-01-01", 40), "x": range(40)}
    assert measure("future-dates", frame, as_of=DAY) == []


def test_a_birth_in_the_future_cannot_be(measure):
    found = measure("future-dates", {"birth_date": [*days("1980-01-01", 39), dt.datetime(2068, 1, 1)], "x": range(40)}, as_of=DAY)
    assert [(m.columns, m.rows.positions.tolist()) for m in found] == [(("birth_date",), [39])]


def test_a_date_long_before_all_others(measure):
    dates = [dt.datetime(1850, 1, 1), *days("2020-01-01", 39)]
    found = measure("future-dates", {"date": dates, "x": range(40)}, as_of=DAY)
    assert [(m.about, m.rows.positions.tolist()) for m in found] == [("long before all others", [0])]


def test_data_of_another_century_is_no_error(measure):
    assert measure("future-dates", {"date": days("1850-01-01", 40), "x": range(40)}, as_of=DAY) == []


def test_the_zero_of_a_calendar_stands_for_no_date(measure):
    dates = [dt.datetime(1970, 1, 1)] * 10 + days("1960-01-01", 20) + days("1990-01-01", 20)
    found = measure("future-dates", {"date": dates, "x": range(50)}, as_of=DAY)
    assert [(m.about, m.value, m.rows.positions.tolist()) for m in found] == [("a placeholder for no date", 0.2, list(range(10)))]


def test_a_day_far_from_all_others_is_left_to_the_check_of_sentinels(measure):
    dates = [dt.datetime(1970, 1, 1)] * 10 + days("2020-01-01", 20) + [dt.datetime(2046, 2, 3)]
    assert [m.about for m in measure("future-dates", {"date": dates, "x": range(31)}, as_of=DAY)] == ["after the day of the audit"]


def test_a_daily_series_passes_through_1970(measure):
    assert measure("future-dates", {"date": days("1969-12-01", 90), "x": range(90)}, as_of=DAY) == []


def test_severity_follows_the_share(judge):
    few = [*days("2020-01-01", 99), dt.datetime(2046, 1, 1)]
    many = [*days("2020-01-01", 90), *days("2046-01-01", 10)]
    issues = judge("future-dates", {"a_date": few, "b_date": many, "x": range(100)}, as_of=DAY)
    assert [(i.columns, i.severity, i.title) for i in issues] == [
        (
            ("b_date",),
            "medium",
            "10 dates in `b_date` lie in the future: 2046-01-10, 2046-01-09, 2046-01-08",
        ),
        (("a_date",), "low", "1 date in `a_date` lies in the future: 2046-01-01"),
    ]


def test_a_wrong_century_is_left_and_a_typing_error_is_emptied():
    films = [f"{1920 + k}-05-17" for k in range(90)]
    for wrong, century, emptied in ((["2046-11-21", "2037-12-21"], 1.0, 0), (["2199-11-21", "2746-12-21"], 0.0, 2)):
        data = pd.DataFrame({"released": pd.to_datetime([*films, *wrong]), "n": range(92)})
        result = dataqa.audit(data, checks=["future-dates"], as_of="2026-11-24")
        (issue,) = result.issues
        assert issue.details["century"] == century
        assert len(result.fix(data, apply="all").log) == emptied
        assert len(result.fix(data, apply=[issue.id]).log) == 2


def test_the_year_of_the_audit_lasts_until_its_end(measure):
    # of years the audit's own is not over, of days what comes after the audit is
    years = [2000 + k % 20 for k in range(39)]
    for last, found in ((2024, []), (2026, [39])):
        named = measure("future-dates", {"year": [*years, last], "x": range(40)}, time="year", as_of="2024-01-10")
        assert [row for m in named for row in m.rows.positions.tolist()] == found
    named = measure(
        "future-dates", {"date": [*days("2023-01-01", 39), dt.datetime(2024, 6, 1)], "x": range(40)}, as_of="2024-01-10"
    )
    assert [m.rows.positions.tolist() for m in named] == [[39]]
