from __future__ import annotations

from datetime import date, datetime, timedelta


def _days(first, count, kept=lambda day: True):
    days = [first + timedelta(days=step) for step in range(count)]
    return [day for day in days if kept(day)]


def _frame(days):
    return {"date": days, "a": [step % 7 for step in range(len(days))]}


def test_two_whole_years_are_quiet(measure):
    assert measure("uncovered-times", _frame(_days(date(2022, 1, 1), 730)), time="date") == []


def test_a_span_of_five_months_names_the_seven_that_it_does_not_reach(judge):
    (issue,) = judge("uncovered-times", _frame(_days(date(2023, 10, 1), 150)), time="date")
    assert issue.title == "There are no rows for 7 of 12 months by `date`: March to September"
    assert issue.why.startswith("The rows are from 2023-10-01 to 2024-02-27. ")
    assert (issue.columns, issue.severity, issue.value) == (("date",), "low", 7 / 12)


def test_summers_alone_are_named_over_many_years(judge):
    days = _days(date(2015, 1, 1), 2000, lambda day: 4 <= day.month <= 9)
    (issue,) = judge("uncovered-times", _frame(days), time="date")
    assert "no rows for 6 of 12 months by `date`: October to March" in issue.title
    assert issue.severity == "low"


def test_work_days_are_worth_knowing(judge):
    (issue,) = judge("uncovered-times", _frame(_days(date(2022, 1, 1), 730, lambda day: day.weekday() < 5)), time="date")
    assert "no rows for 2 of 7 weekdays by `date`: Saturday, Sunday" in issue.title
    assert issue.severity == "info"


def test_few_rows_and_none_are_told_apart(judge):
    days = _days(date(2015, 1, 1), 2000, lambda day: day.weekday() < 5 or (day.weekday() == 5 and day.day == 1))
    (issue,) = judge("uncovered-times", _frame(days), time="date")
    assert (issue.kind, issue.title) == ("both", "By `date` there are no rows for Sunday, and few for Saturday")


def test_nights_are_worth_knowing(judge):
    times = [datetime(2022, 1, 1) + timedelta(hours=step) for step in range(2 * 365 * 24)]
    (issue,) = judge("uncovered-times", _frame([time for time in times if 6 <= time.hour < 22]), time="date")
    assert "no rows for 8 of 24 hours by `date`: 22:00 to 5:00" in issue.title
    assert issue.severity == "info"


def test_few_days_leave_months_out_by_chance(measure):
    days = _days(date(2010, 1, 1), 3000)[::100]
    assert measure("uncovered-times", _frame(days), time="date") == []


def test_months_and_quarters_say_nothing_about_weekdays(measure):
    months = [date(2010 + step // 12, step % 12 + 1, 1) for step in range(120)]
    assert measure("uncovered-times", _frame(months), time="date") == []
    assert measure("uncovered-times", _frame(months[::3]), time="date") == []


def test_a_single_hour_covers_no_time_and_lacks_none(measure):
    assert measure("uncovered-times", _frame([datetime(2024, 5, 3, 10, step % 60) for step in range(90)]), time="date") == []


def test_a_time_that_is_no_moment_has_no_calendar(measure):
    assert measure("uncovered-times", {"round": list(range(1, 91)), "a": [step % 7 for step in range(90)]}, time="round") == []


def test_a_column_of_years_has_no_months(measure):
    assert measure("uncovered-times", {"year": [1990 + k % 30 for k in range(300)], "x": range(300)}, time="year") == []
