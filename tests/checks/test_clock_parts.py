"""Columns of months, days and hours beside a time column."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from dataqa.checks.clock import _part, clock_of

MONTHS = ("month", "mo")


def beside(column: str, of: str = "Yr Sold", unit: str = "month", **more: Any) -> str | None:
    facts = {"kind": "number", "integral": True, "nulls": 0, "minimum": 1, "maximum": 12} | more
    columns = SimpleNamespace(name=of, kind="text"), SimpleNamespace(name=column, **facts)
    audit = SimpleNamespace(profiles=lambda *_: [(one, None) for one in columns])
    return _part(audit, of, unit, MONTHS if unit == "month" else (unit,))


@pytest.mark.parametrize(
    ("column", "more", "found"),
    [
        ("Mo Sold", {}, True), ("month", {}, True), ("Mo Built", {}, False), ("Sold", {}, False),
        ("Mo Sold", {"kind": "text"}, False),
        ("Mo Sold", {"integral": False}, False), ("Mo Sold", {"nulls": 1}, False), ("Mo Sold", {"minimum": 0}, False),
        ("Mo Sold", {"minimum": 2}, False), ("Mo Sold", {"maximum": 11}, False), ("Mo Sold", {"maximum": 13}, False),
        ("hour", {"unit": "hour", "minimum": 0, "maximum": 23}, True),
        ("hour", {"unit": "hour", "minimum": 1, "maximum": 12}, True),
        ("hour", {"unit": "hour", "minimum": 1, "maximum": 24}, True),
        ("hour", {"unit": "hour", "minimum": 0, "maximum": 25}, False),
        ("hour", {"unit": "hour", "minimum": 0, "maximum": 11}, False),
        ("hour", {"unit": "hour", "minimum": 2, "maximum": 23}, False),
        ("day", {"unit": "day", "maximum": 28}, True), ("day", {"unit": "day", "maximum": 31}, True),
        ("day", {"unit": "day", "maximum": 27}, False), ("day", {"unit": "day", "maximum": 32}, False),
    ],
)  # fmt: skip
def test_columns_of_a_part_of_the_time(column, more, found):
    assert beside(column, **more) == (column if found else None)


def test_a_column_is_no_part_of_itself():
    assert beside("month", of="month") is None


def clock(
    kind: str, monkeypatch: pytest.MonkeyPatch, frame: dict[str, list], **parts: str
) -> tuple[list[str], tuple[str, ...], str]:
    monkeypatch.setattr("dataqa.checks.clock._part", lambda _, __, unit, ___: parts.get(unit))
    table = pl.DataFrame(frame)
    audit = SimpleNamespace(
        task=SimpleNamespace(columns={"t": SimpleNamespace(clock=kind)}),
        engine=SimpleNamespace(aggregate=lambda one: {"whole": table.select(one).item()}),
        moments=lambda _: pl.datetime(pl.col("t"), 12, 31) if kind == "year" else pl.col("t").str.to_datetime(),
    )  # fmt: skip
    found = clock_of(audit, "t")
    return [str(moment) for moment in table.select(found.moment).to_series()], found.columns, found.unit


def test_a_year_made_finer(monkeypatch):
    frame = {"t": [2023, 2024], "m": [2, 3], "d": [1, 31], "h": [5, 23]}
    assert clock("year", monkeypatch, frame) == (["2023-12-31 00:00:00", "2024-12-31 00:00:00"], ("t",), "year")
    assert clock("year", monkeypatch, frame, month="m") == (["2023-02-01 00:00:00", "2024-03-01 00:00:00"], ("t", "m"), "month")
    days = clock("year", monkeypatch, frame, month="m", day="d")
    assert days == (["2023-02-01 00:00:00", "2024-03-31 00:00:00"], ("t", "m", "d"), "day")
    hours = clock("year", monkeypatch, frame, month="m", day="d", hour="h")
    assert hours == (["2023-02-01 05:00:00", "2024-03-31 23:00:00"], ("t", "m", "d", "h"), "hour")
    assert clock("year", monkeypatch, frame, day="d", hour="h")[1:] == (("t",), "year")
    assert clock("year", monkeypatch, frame, month="m", hour="h")[1:] == (("t", "m"), "month")


def test_days_and_moments(monkeypatch):
    days = {"t": ["2024-01-01 00:00:00", "2024-01-02 00:00:00"], "h": [5, 6]}
    assert clock("date", monkeypatch, days)[1:] == (("t",), "day")
    assert clock("date", monkeypatch, days, hour="h") == (["2024-01-01 05:00:00", "2024-01-02 06:00:00"], ("t", "h"), "hour")
    times = {"t": ["2024-01-01 00:00:00", "2024-01-02 07:00:00"], "h": [5, 6]}
    assert clock("date", monkeypatch, times, hour="h")[1:] == (("t",), "time")
    assert clock("yyyymm", monkeypatch, days, hour="h")[1:] == (("t",), "month")
    assert clock("yyyymmdd", monkeypatch, days, hour="h")[1:] == (("t", "h"), "hour")
