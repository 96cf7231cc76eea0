"""What checks of freshness measure, on what other parts would give them."""

from __future__ import annotations

import warnings
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import numpy as np
import polars as pl
import pytest
from contexts import context_of

from dataqa.checks.clock import Clock
from dataqa.checks.freshness import concept_drift as concepts
from dataqa.checks.freshness._drift.stretches import _change
from dataqa.checks.freshness._drift.windows import _counts_on, windows_of
from dataqa.checks.freshness._rhythm import Rhythm, _of_the_week
from dataqa.checks.freshness.future_dates import future_dates
from dataqa.checks.freshness.late_arrivals import _delayed, _out_of_order
from dataqa.checks.freshness.level_shifts import _stays
from dataqa.checks.freshness.stale_data import _rows_per_stretch
from dataqa.checks.freshness.stuck_values import _nights, _runs
from dataqa.checks.freshness.time_gaps import _lost, _per_stretch

AS_OF = date(2024, 1, 10)


# --- the level of stretches ------------------------------------------------------------------------------------------------------


def test_a_step_that_leaves_more_than_half_unexplained_is_none():
    # a step at the third explains 0.46 of the squares, a line nothing
    assert _change(tuple("abcdefghijkl"), np.array([1, 1, *[0] * 8, 0.9, 0.9]), 1) == ("", False)
    assert _change(tuple("abcdefghijkl"), np.array([1, 1, *[0] * 8, 0.8, 0.8]), 1) == ("c", False)


def test_rows_that_are_all_still_to_come_have_no_stretches():
    days = [datetime(2030, 1, 1) + timedelta(days=k) for k in range(40)]
    assert windows_of(context_of({"at": days, "a": range(40)}, time="at", as_of="2024-01-01"), 1) is None
    assert windows_of(context_of({"at": days, "a": range(40)}, time="at", as_of="2031-01-01"), 1) is not None


def test_nine_numbers_and_equal_ones_do_not_count_on():
    part = SimpleNamespace(role="numeric")
    assert _counts_on(pl.Series(range(10)), np.arange(10.0), part, 0.9)
    assert not _counts_on(pl.Series(range(9)), np.arange(9.0), part, 0.9)
    assert not _counts_on(pl.Series([*range(9), None]), np.arange(10.0), part, 0.9)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert not _counts_on(pl.Series([5] * 10), np.arange(10.0), part, 0.9)


# --- dates in the future ---------------------------------------------------------------------------------------------------------


def of_dates(cells, codes=(), monkeypatch: Any = None, **facts: Any):
    """Measure a column of dates, some of them codes for "missing"."""
    moments = pl.Series("at", [datetime.fromisoformat(cell) for cell in cells], dtype=pl.Datetime("us"))
    known = [
        SimpleNamespace(value=pl.Series([datetime.fromisoformat(one)]).cast(pl.Datetime("us")).to_physical()[0]) for one in codes
    ]
    monkeypatch.setattr("dataqa.checks.freshness.future_dates.sentinels_of", lambda *_: (known, None))
    frame = pl.DataFrame({"at": moments})
    parameters = SimpleNamespace(
        may_be_future=["due"], zero_days=[date(1970, 1, 1)], spike=5.0, grace_days=1, earliest=date(1900, 1, 1), few=0.05
    )

    def counts(key: pl.Expr, where: pl.Expr) -> pl.DataFrame:
        return frame.filter(where).group_by(key).len().sort("at")

    engine = SimpleNamespace(
        counts=counts,
        where=lambda keep: frame.select(keep.fill_null(False).arg_true()).to_series().to_numpy().astype(np.int64),
        take=lambda rows, _: frame[rows],
    )
    column, part = SimpleNamespace(name="at", kind="datetime"), SimpleNamespace(clock=facts.get("clock", "datetime"))
    audit = SimpleNamespace(
        parameters=parameters, profiles=lambda: [(column, part)], moments=lambda _: pl.col("at"), engine=engine, as_of=AS_OF,
        task=SimpleNamespace(columns={"at": part}),
    )  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return list(future_dates.measure(audit))


def days(first: str, count: int) -> list[str]:
    return [str(np.datetime64(first) + k) for k in range(count)]


def test_a_column_without_dates_has_none_to_come(monkeypatch):
    assert of_dates([], monkeypatch=monkeypatch) == []


def test_codes_for_missing_are_measured_apart(monkeypatch):
    usual = days("2023-01-01", 20)
    for code, counts in (("2024-01-12", 1), ("2024-01-11", 0), ("2023-01-30", 0), ("1899-12-31", 1), ("1970-01-01", 1)):
        found = of_dates([*usual, code], [code], monkeypatch)
        assert [(m.kind, m.about, m.covered_by, m.rows.positions.tolist()) for m in found] == [
            ("placeholder", "that stand for no date", ("sentinel-numbers",), [20])
        ] * counts


def test_the_century_of_dates_to_come_is_judged_by_usual_ones(monkeypatch):
    films = [f"{1920 + k}-05-17" for k in range(60)]
    (found,) = of_dates([*films, "2025-05-17", "2101-05-17"], monkeypatch=monkeypatch)
    assert (found.value, found.details["century"]) == (2 / 62, 0.5)  # 1925 and 2001
    (found,) = of_dates(["2022-01-01", *["2024-01-11"] * 19, "2124-01-10"], monkeypatch=monkeypatch)
    assert found.details["century"] == 1.0  # a day of grace is usual


def test_three_examples_and_forty_years(monkeypatch):
    (found,) = of_dates([*days("2023-01-01", 40), *[f"{2030 + k}-01-01" for k in range(41)]], monkeypatch=monkeypatch)
    assert found.details["examples"] == ["2070-01-01", "2069-01-01", "2068-01-01"]
    (picture,) = found.evidence
    assert (picture.labels[0], picture.labels[-1], len(picture.labels), len(picture.values)) == ("2030", "2069", 40, 40)
    (found,) = of_dates([*days("2023-01-01", 40), "2030-01-01", "2030-01-02"], monkeypatch=monkeypatch)
    assert found.evidence == ()
    (found,) = of_dates([*days("2023-01-01", 40), "2030-01-01", "2031-01-02"], monkeypatch=monkeypatch)
    assert (found.evidence[0].labels, found.evidence[0].values) == (("2030", "2031"), (1.0, 1.0))
    (found,) = of_dates([*days("2023-01-01", 40), "2031-12-31"], monkeypatch=monkeypatch, clock="year")
    assert found.details["examples"] == ["2031"]


# --- the age of the data ---------------------------------------------------------------------------------------------------------


def stretches(cells, span: float, unit: str = "day"):
    frame = pl.DataFrame({"at": pl.Series([datetime.fromisoformat(cell) for cell in cells], dtype=pl.Datetime("us"))})

    def counts(key: pl.Expr, where: pl.Expr) -> pl.DataFrame:
        return frame.filter(where).group_by(key).len().sort("at")

    audit = SimpleNamespace(engine=SimpleNamespace(counts=counts))
    clock = Clock(columns=("at",), moment=pl.col("at"), unit=unit)  # type: ignore[arg-type]
    found = _rows_per_stretch(audit, clock, datetime(2024, 1, 1), span)
    return [(one.title, one.labels, one.values, one.marked) for one in found]


def test_rows_per_month_year_or_decade():
    cells = ["2021-12-31", "2023-01-01", "2023-01-31", "2024-01-01"]
    assert stretches(cells, 40 * 30.4) == [("Rows per month", ("2021-12", "2023-01"), (1.0, 2.0), (1,))]
    assert stretches(cells, 40 * 30.4 + 1) == [("Rows per year", ("2021", "2023"), (1.0, 2.0), (1,))]
    assert stretches(cells, 1, "year") == [("Rows per year", ("2021", "2023"), (1.0, 2.0), (1,))]
    assert stretches(cells, 40 * 365.2)[0][0] == "Rows per year"
    assert stretches(["1999-12-31", *cells], 40 * 365.2 + 1) == [("Rows per decade", ("1990s", "2020s"), (1.0, 3.0), (1,))]
    assert stretches(cells[1:3], 30) == []
    months = [f"{1990 + k // 12}-{k % 12 + 1:02d}-01" for k in range(41)]
    ((_, labels, values, marked),) = stretches(months, 1)
    assert (labels[0], len(values), marked) == ("1990-02", 40, (39,))


# --- late and out of order -------------------------------------------------------------------------------------------------------


def delayed(lags: list[float | None], least: int = 10):
    start = datetime(2024, 1, 1)
    frame = pl.DataFrame({
        "event": [start] * len(lags), "record": [None if lag is None else start + timedelta(days=lag) for lag in lags],
    })  # fmt: skip
    audit = SimpleNamespace(
        parameters=SimpleNamespace(least_rows=least, follow=0.9, times=3.0), moments=pl.col,
        engine=SimpleNamespace(table=SimpleNamespace(frame=frame)),
    )  # fmt: skip
    return [(m.value, m.rows.positions.tolist(), m.details["limit"]) for m in _delayed(audit, "event", "record")]


def test_records_that_are_late():
    assert delayed([1.0] * 8 + [4.0, 5.0]) == [(0.2, [9, 8], "3 days")]
    assert delayed([1.0] * 8 + [3.0, 5.0]) == [(0.1, [9], "3 days")]
    assert delayed([1.0] * 8 + [3.0, 3.0]) == []
    assert delayed([0.1] * 9 + [1.0]) == []  # a day at least
    assert delayed([1.0] * 8 + [5.0, None]) == []  # nine rows
    assert delayed([1.0] * 8 + [-1.0, 5.0]) == [(0.1, [9], "3 days")]
    assert delayed([1.0] * 7 + [-1.0, -1.0, 5.0]) == []  # two of ten come before their events


def out_of_order(places: list[int | None], least: int = 10):
    frame = pl.DataFrame({"at": [None if one is None else datetime(2024, 1, 1) + timedelta(days=one) for one in places]})
    audit = SimpleNamespace(
        parameters=SimpleNamespace(least_rows=least, most_displaced=0.2), moments=pl.col,
        task=SimpleNamespace(having=lambda _: ["at"]), engine=SimpleNamespace(table=SimpleNamespace(frame=frame)),
    )  # fmt: skip
    return [(m.value, m.rows.positions.tolist(), m.details["farthest"]) for m in _out_of_order(audit)]


def test_rows_that_are_not_in_their_place():
    assert out_of_order([*range(9), 2]) == [(0.1, [9], "6 days")]
    assert out_of_order([*range(9, 0, -1), 7]) == [(0.1, [9], "6 days")]  # the newest first
    assert out_of_order([None, *range(9), 2]) == [(0.1, [10], "6 days")]
    assert out_of_order([7, *range(9)]) == [(0.1, [0], "7 days")]
    assert out_of_order([*range(8), 2]) == []
    assert out_of_order(list(range(10))) == []
    assert out_of_order([5] * 10) == []
    assert out_of_order([*range(8), 3, 2]) == [(0.2, [9, 8], "5 days")]
    assert out_of_order([*range(8), 3, 2, 1]) == []


# --- rhythm ----------------------------------------------------------------------------------------------------------------------

DAY = 86_400_000_000


def test_the_hours_of_a_week_that_belong_to_a_rhythm():
    weeks = np.arange(21) % 7 < 5
    assert _of_the_week(weeks, 0, DAY, 0.1).tolist() == weeks.tolist()
    assert _of_the_week(weeks[:20], 0, DAY, 0.1).all()  # not three weeks
    assert _of_the_week(weeks, 0, 7 * DAY, 0.1).all()
    assert _of_the_week(np.arange(21) % 2 == 0, 0, 3 * DAY, 0.1).all()  # a week is not a multiple of three days


def rhythm(missing, steps, *, monthly=False, word="day", step=DAY, without=()):
    expected = np.array([k for k in range(steps) if k % 7 not in without])
    return Rhythm(
        start=datetime(2024, 1, 1),
        step=step,
        monthly=monthly,
        word=word,
        expected=expected,
        missing=np.array(missing, dtype=np.int64),
    )


def test_public_holidays_of_working_days():
    asked = SimpleNamespace(together=2, days_off=0.1)

    def lost(*args: Any, **facts: Any) -> list[int]:
        return _lost(rhythm(*args, **facts), asked).tolist()

    assert lost([3, 15, 16, 17], 140, without=(5, 6)) == [15, 16, 17]
    assert lost([3, 15, 16, 17], 140) == [3, 15, 16, 17]  # of every day of the week
    assert lost([3, 15, 16, 17], 140, without=(5, 6), word="hour") == [3, 15, 16, 17]
    assert lost([], 140, without=(5, 6)) == []
    assert lost([3, 8, 11], 28, without=(5, 6)) == [3, 8, 11]  # three of twenty
    assert lost([3, 8], 28, without=(5, 6)) == []


def test_missing_days_per_stretch():
    (found,) = _per_stretch(rhythm([1, 2], 3))
    assert (found.labels, found.values) == (("2024-01-01", "2024-01-02", "2024-01-03"), (0.0, 1.0, 1.0))
    assert _per_stretch(rhythm([0], 1)) == ()


# --- stuck values and levels -----------------------------------------------------------------------------------------------------

LIMITS = {"least_rows": 10, "least_runs": 2, "least_run": 3, "times": 5.0, "resting": 0.1, "nights": 4, "regular": 1.25}


def test_a_column_that_only_rests():
    cells = np.repeat(np.tile([0.0, 1.0], 5), 3)
    assert _runs(cells, np.zeros(30, dtype=np.int64), SimpleNamespace(**LIMITS)) is None


def test_values_at_which_a_column_rests_after_the_same_time():
    limits = SimpleNamespace(nights=4, regular=1.25)
    starts, same = np.array([0, 10, 20, 30, 45]), np.zeros(5, dtype=np.int64)
    values = np.array([0.0, 0, 0, 0, 1])
    assert _nights(values, starts, same, limits) == {0.0}
    assert _nights(values[1:], starts[1:], same[1:], limits) == set()  # three nights
    assert _nights(values, np.array([0, 10, 15, 30, 45]), same, limits) == set()
    assert _nights(values, starts, np.array([0, 0, 1, 1, 1]), limits) == set()


def test_a_level_that_is_twice_as_high():
    parameters = SimpleNamespace(times=2.0, keeps=0.9)

    def stays(before: list[float], after: list[float]) -> bool:
        series = SimpleNamespace(starts=np.array([0]), lengths=np.array([len(before) + len(after)]))
        return _stays(series, np.array([*before, *after]), 0, len(before), parameters)

    assert stays([1.0] * 10, [2.0] * 10)
    assert stays([2.0] * 10, [1.0] * 10)
    assert not stays([1.0] * 10, [1.9] * 10)
    assert stays([0.0] * 10, [0.1] * 10)
    assert not stays([0.0] * 10, [0.0] * 10)
    assert not stays([-2.0] * 10, [-1.0] * 10)
    assert stays([1.0] * 9 + [3.0], [3.0] * 10)
    assert not stays([1.0] * 8 + [3.0] * 2, [3.0] * 10)


# --- concepts --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("low", "found"), [(0.01, ["measured"]), (0.0, []), (-0.1, [])])
def test_a_loss_that_may_be_chance_is_none(monkeypatch, low, found):
    eras = [SimpleNamespace(places=np.arange(50)), SimpleNamespace(places=np.arange(50, 100))]
    trial = SimpleNamespace(newest=np.arange(50, 100), losses=lambda _: np.full(50, 0.1), difference=lambda *_: (0.2, low, 0.4))
    for name, value in (
        ("windows_of", object()), ("_days", None), ("eras_of", eras), ("_trial", trial), ("_base", 1.0), ("_measured", "measured"),
    ):  # fmt: skip
        monkeypatch.setattr(concepts, name, lambda *_, value=value, **__: value)
    probe = SimpleNamespace(
        usable=True,
        rows=pl.DataFrame({"a": range(100)}),
        joint_rows=100,
        target=SimpleNamespace(values=np.arange(100), discrete=False),
    )
    audit = SimpleNamespace(
        probe=probe, target="y", task=SimpleNamespace(columns={"y": SimpleNamespace(clock="")}),
        parameters=SimpleNamespace(least_rows=10, most_stretches=4, least_tried=20, least_skill=0.1),
    )  # fmt: skip
    assert list(concepts.concept_drift.measure(audit)) == found


def test_rows_of_the_day_of_the_audit_count_and_later_ones_do_not():
    def stretches(first: str, second: str) -> bool:
        days = [datetime.fromisoformat(first)] * 20 + [datetime.fromisoformat(second)] * 20
        return windows_of(context_of({"at": days, "a": range(40)}, time="at", as_of="2024-01-01"), 10) is not None

    assert stretches("2023-12-31", "2024-01-01")
    assert not stretches("2024-01-01", "2024-01-02")


def test_this_year_counts_and_the_next_does_not():
    def stretches(first: int, second: int) -> bool:
        years = context_of({"year": [first] * 20 + [second] * 20, "a": range(40)}, time="year", as_of="2024-01-01")
        return windows_of(years, 10) is not None

    assert stretches(2023, 2024)
    assert not stretches(2024, 2025)


@pytest.mark.parametrize(("begins", "found"), [(2, "p3"), (3, "p3"), (4, "p4"), (32, "p32"), (33, "p32")])
def test_a_step_leaves_a_quarter_of_a_period_on_each_side(begins, found):
    three_years = np.tile(np.arange(12.0) * 5 % 7, 3)
    labels = tuple(f"p{place}" for place in range(36))
    assert _change(labels, three_years + np.where(np.arange(36) >= begins, 3, 0), 12) == (found, False)
