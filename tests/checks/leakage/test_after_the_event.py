from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pytest

RANDOM = np.random.default_rng(0)
BOUGHT = RANDOM.random(400) < 0.4
CALL = (np.where(BOUGHT, 300, 150) + RANDOM.normal(0, 70, 400)).round()
AGE = RANDOM.integers(18, 80, 400)


def frame(**more):
    return {"age": AGE.tolist(), **more, "bought": BOUGHT.tolist()}


def test_a_telling_column_named_like_an_outcome(judge):
    (issue,) = judge("after-the-event", frame(callDuration=CALL.tolist()), target="bought")
    assert (issue.columns, issue.severity, issue.details["rank"]) == (("callDuration",), "medium", 1)
    assert issue.title.startswith("`callDuration` may be known only after the outcome and predicts the target (AUC 0.")
    assert issue.why.startswith('The word "duration" in its name suggests')


def test_the_same_column_under_another_name_is_quiet(measure):
    assert measure("after-the-event", frame(balance=CALL.tolist()), target="bought") == []


def test_a_name_alone_that_tells_nothing_is_quiet(judge):
    assert judge("after-the-event", frame(outcome=RANDOM.normal(0, 1, 400).tolist()), target="bought") == []


def test_dates_after_the_time_of_the_row(judge):
    opened = [datetime(2024, 1, 1) + timedelta(hours=i) for i in range(400)]
    paid = [start + timedelta(days=3) if bought else None for start, bought in zip(opened, BOUGHT, strict=True)]
    (issue,) = judge("after-the-event", frame(opened=opened, paid=paid), target="bought", time="opened")
    assert (issue.columns, issue.kind) == (("paid",), "dates")
    assert issue.why.startswith(
        "100% of its dates are later than `opened` in the same row. By what each column predicts alone, it is number 1 of "
    )


@pytest.mark.parametrize(("name", "asked"), [("arr_time", True), ("sched_arr_time", False), ("dep_time", False)])
def test_the_time_of_arrival_of_an_arrival_delay(judge, name, asked):
    random = np.random.default_rng(6)
    table = {
        "distance": random.integers(100, 900, 400),
        name: random.integers(0, 2359, 400),
        "arr_delay": random.gamma(2, 10, 400).round(),
    }
    assert [i.kind for i in judge("after-the-event", table, target="arr_delay")] == ["same-event"] * asked


@pytest.mark.parametrize(("known", "kinds"), [(19, []), (20, ["dates"])])
def test_twenty_dates_are_needed(measure, known, kinds):
    rows = np.flatnonzero(BOUGHT)[known]
    opened = [datetime(2024, 1, 1) + timedelta(hours=i) for i in range(rows)]
    paid = [day + timedelta(days=3) if bought else None for day, bought in zip(opened, BOUGHT[:rows], strict=True)]
    frame = {"age": AGE[:rows].tolist(), "opened": opened, "paid": paid, "bought": BOUGHT[:rows].tolist()}
    assert [m.kind for m in measure("after-the-event", frame, target="bought", time="opened")] == kinds


def test_a_year_is_no_later_than_a_day_in_it(judge):
    """The next year is: of ``year`` and ``paid`` only that is one after the row's."""
    day = [datetime(2000 + i % 20, 1 + i % 12, 1 + i % 28) for i in range(400)]
    year = [one.year for one in day]
    later = [one.year + 1 + bought for one, bought in zip(day, BOUGHT, strict=True)]
    assert judge("after-the-event", frame(day=day, year=year), target="bought", time="day") == []
    bought = judge("after-the-event", frame(day=day, year_paid=later, year=year), target="bought", time="day")
    assert {(issue.columns, issue.kind) for issue in bought} <= {(("year_paid",), "dates")}
