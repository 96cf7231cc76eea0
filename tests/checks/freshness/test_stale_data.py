from __future__ import annotations

import datetime as dt

import pytest

DAY = "2024-01-10"


def days(first: str, count: int, step: int = 1) -> list[dt.datetime]:
    return [dt.datetime.fromisoformat(first) + dt.timedelta(days=step * k) for k in range(count)]


def test_age_is_counted_from_the_newest_row(measure):
    found = measure("stale-data", {"date": days("2020-01-01", 30), "x": range(30)}, as_of=DAY)
    assert [(m.columns, m.value, m.details["newest"], m.details["age"]) for m in found] == [
        (("date",), 1441.0, "2020-01-30", "3.9 years")
    ]


def test_a_row_of_today_is_fresh(measure):
    assert measure("stale-data", {"date": days("2023-12-12", 30), "x": range(30)}, as_of=DAY) == []


def test_a_row_from_the_future_does_not_make_old_data_fresh(measure):
    dates = [*days("2020-01-01", 29), dt.datetime(2046, 1, 1)]
    assert measure("stale-data", {"date": dates, "x": range(30)}, as_of=DAY)[0].details["newest"] == "2020-01-29"


def test_a_year_counts_from_its_last_day_and_this_year_is_fresh(measure):
    frame = {"year": [2019, 2020, 2021] * 10, "x": range(30)}
    assert [(m.value, m.details["newest"]) for m in measure("stale-data", frame, as_of=DAY)] == [(740.0, "2021")]
    assert measure("stale-data", {"year": [2023, 2024] * 15, "x": range(30)}, as_of=DAY) == []


def test_months_beside_years_make_the_time_finer(measure):
    frame = {"Yr Sold": [2020] * 12 + [2021] * 3, "Mo Sold": [*range(1, 13), 1, 2, 3]}
    found = measure("stale-data", frame, as_of=DAY)
    assert [(m.columns, m.details["newest"]) for m in found] == [(("Yr Sold", "Mo Sold"), "2021-03")]


def test_no_time_column_is_not_applicable(measure):
    assert measure("stale-data", {"x": range(30)}, as_of=DAY) == []


@pytest.mark.parametrize(("first", "severity"), [("2023-01-01", "info"), ("2022-01-01", "low"), ("1960-01-01", "low")])
def test_severity_follows_the_age(judge, first, severity):
    issues = judge("stale-data", {"date": days(first, 30, step=5), "x": range(30)}, as_of=DAY)
    assert [i.severity for i in issues] == [severity]


def test_the_question_is_answered_once(judge):
    frame = {"date": days("1960-01-01", 30, step=5), "x": range(30)}
    (issue,) = judge("stale-data", frame, as_of=DAY)
    assert issue.title.endswith("is that recent enough?")
    assert issue.cost == 0
    assert judge("stale-data", frame, as_of="1960-06-30") == []
