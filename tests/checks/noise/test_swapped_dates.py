from __future__ import annotations

from datetime import date, timedelta

DAYS = [date(2023, 2, 1) + timedelta(days=n % 89) for n in range(356)]


def _changed(day: date) -> date:
    return date(day.year, day.day, day.month)


def test_dates_that_leave_the_time_of_all_others(judge):
    rows = [n for n, day in enumerate(DAYS) if day.day in (9, 10, 11)][:8]
    (issue,) = judge("swapped-dates", {"bought": [_changed(day) if n in rows else day for n, day in enumerate(DAYS)]})
    assert (issue.columns, sorted(issue.rows.positions), issue.severity) == (("bought",), rows, "medium")
    assert issue.title == "8 dates of `bought` fit its time range only with day and month swapped"
    assert "For example, `2023-" in issue.why


def test_dates_that_leave_another_of_their_row(measure):
    bought = [date(2019, 1, 1) + timedelta(days=3 * n) for n in range(600)]
    sent = [day + timedelta(days=2 + n % 3) for n, day in enumerate(bought)]
    rows = [n for n, day in enumerate(sent) if day.day <= 12 and abs(day.day - day.month) > 2][:9]
    found = measure("swapped-dates", {"bought": bought, "sent": [_changed(d) if n in rows else d for n, d in enumerate(sent)]})
    assert {(m.columns, tuple(sorted(m.rows.positions))) for m in found} >= {(("sent",), tuple(rows))}


def test_dates_in_their_order_are_quiet(measure):
    late = [day + timedelta(days=(n * 7919) % 400) for n, day in enumerate(DAYS)]
    assert measure("swapped-dates", {"bought": DAYS, "paid": late, "first": [day.replace(day=1) for day in DAYS]}) == []


def test_a_date_is_shown_with_what_it_was(measure):
    rows = [n for n, day in enumerate(DAYS) if day.day in (9, 10, 11)][:8]
    (found,) = measure("swapped-dates", {"bought": [_changed(day) if n in rows else day for n, day in enumerate(DAYS)]})
    day = DAYS[found.rows.positions[0]]
    assert (found.details["found"], found.details["expected"], found.details["other"]) == (str(_changed(day)), str(day), "")
    assert len({DAYS[row] for row in found.rows.positions[:2]}) == 2
