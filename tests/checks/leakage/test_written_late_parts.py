"""Columns that are written late: by their names and dates, and by what other columns say of them."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from dataqa.checks.leakage._apart import _at, apart
from dataqa.checks.leakage.after_the_event import _hint, _time_of_outcome
from dataqa.checks.leakage.dominant_feature import _measured as dominant_feature_measured

# --- after_the_event ---


def event(name: str, target: str = "arrival_delay", role: str = "numeric", *, discrete: bool = False) -> Any:
    asked = SimpleNamespace(words=("outcome",), times=("time", "hour"), planned=("scheduled",), later=0.5, least_rows=3)
    columns = {name: SimpleNamespace(role=role, clock="")}
    task = SimpleNamespace(columns=columns, discrete=discrete, first=lambda _: None)
    return SimpleNamespace(parameters=asked, target=target, task=task)


@pytest.mark.parametrize(
    ("name", "more", "asked"),
    [
        ("arrival_time", {}, True), ("arrival_hour", {}, True), ("arrival", {}, False), ("departure_time", {}, False),
        ("scheduled_arrival_time", {}, False), ("arrival_time", {"discrete": True}, False),
        ("arrival_time", {"role": "text"}, False), ("arrival_time", {"role": "datetime"}, True),
        ("arrival_time", {"target": "time"}, False), ("arrival_time", {"role": "time"}, True),
    ],
)  # fmt: skip
def test_the_time_of_the_outcome(name, more, asked):
    assert _time_of_outcome(event(name, **more), name) == ("same-event" if asked else "")


def test_words_of_an_outcome():
    assert _hint(event("my_outcome"), "my_outcome") == ("", {"word": "outcome"})
    assert _hint(event("other"), "other") == ("", {})
    assert _hint(event("arrival_time"), "arrival_time")[0] == "same-event"


def dated(days: list[int], clocks: tuple[str, str] = ("date", "date"), *, later: float = 0.5) -> tuple[str, dict]:
    when = [dt.datetime(2024, 1, 10)] * len(days)
    sample = pl.DataFrame({"paid": [moment + dt.timedelta(k) for moment, k in zip(when, days, strict=True)], "at": when})
    columns = {name: SimpleNamespace(role="text", clock=clock) for name, clock in zip(("paid", "at"), clocks, strict=True)}
    task = SimpleNamespace(columns=columns, discrete=True, first=lambda _: "at")
    asked = SimpleNamespace(words=(), times=(), planned=(), later=later, least_rows=3)
    audit = SimpleNamespace(parameters=asked, target="y", task=task, profile=SimpleNamespace(sample=sample), moments=pl.col)
    return _hint(audit, "paid")


def test_dates_later_than_the_row():
    assert dated([1, 1, 0, 0]) == ("dates", {"time": "at", "later": 0.5})
    assert dated([1, 0, 0]) == ("dates", {})
    assert dated([1, 1]) == ("", {})  # few rows
    assert dated([1, 1, 1], ("", "date")) == dated([1, 1, 1], ("date", "")) == ("", {})
    # a month, or a year, is no later than a day in it
    assert dated([1, 1, 1], ("yyyymm", "date")) == dated([40, 40, 40], ("date", "year")) == ("dates", {})
    assert dated([40, 40, 40], ("yyyymm", "date"))[1]["later"] == 1.0
    assert dated([400, 400, 400], ("year", "date"))[1]["later"] == 1.0


# --- how likely a column was written from the target ---


def test_points_joined_by_straight_lines():
    curve = [(0.0, 1.0), (2.0, 0.5), (4.0, 0.0)]
    assert [_at(curve, x) for x in (-1, 0, 1, 2, 3, 4, 9)] == [1, 1, 0.75, 0.5, 0.25, 0, 0]


def told(share: float, others: list[float], monkeypatch: pytest.MonkeyPatch, skill: float = 1.0) -> Any:
    names = [f"o{k}" for k in range(len(others))]
    explained = {"a": SimpleNamespace(share=share, noise=0.1, bound=0.2)} | {
        name: SimpleNamespace(share=one) for name, one in zip(names, others, strict=True)
    }
    monkeypatch.setattr("dataqa.checks.leakage._apart.best_first", lambda _: ["a", "clock", *names])
    audit = SimpleNamespace(
        probe=SimpleNamespace(
            independence=lambda: SimpleNamespace(explained=explained.__getitem__), single=lambda _: SimpleNamespace(value=skill)
        ),
        task=SimpleNamespace(having=lambda *_: ["clock"]),
    )
    asked = SimpleNamespace(
        deviations=[(0.0, 1.0), (4.0, 0.0)], bound=[(0.0, 1.0), (0.4, 0.0)], usual=[(0.0, 0.0), (0.5, 1.0)], copies=0.9,
        alone=[(0.0, 0.0), (1.0, 1.0)],
    )  # fmt: skip
    found = apart(audit, "a", asked)
    return found.chance, found.share, found.usual


def test_a_column_apart_from_all_others(monkeypatch):
    # one deviation: 0.75, the bound: 0.5, and others related by 0.4: 0.8
    assert told(0.1, [0.3, 0.4, 0.5], monkeypatch) == pytest.approx((0.75 * 0.5 * 0.8, 0.1, 0.4))
    assert told(0.1, [0.3, 0.4, 0.5], monkeypatch, skill=0.5) == pytest.approx((0.75 * 0.5 * 0.8 / 2, 0.1, 0.4))
    assert told(0.4, [0.3], monkeypatch) == (0.0, 0.4, 0.0)  # four deviations
    assert told(0.1, [0.91, 0.2], monkeypatch)[2] == 0.2  # a copy says nothing
    assert told(0.1, [0.9, 0.2], monkeypatch)[2] == pytest.approx(0.55)
    assert told(0.1, [], monkeypatch) == (0.0, 0.1, 0.0)
    assert told(-0.1, [-0.2], monkeypatch) == (0.0, 0.0, 0.0)
    # eight others are asked
    assert told(0.1, [0.2] * 8 + [0.5] * 9, monkeypatch)[2] == 0.2
    assert told(0.1, [0.2] * 4 + [0.5] * 9, monkeypatch)[2] == pytest.approx(0.35)


def dominant(monkeypatch: pytest.MonkeyPatch, chance: float, place: int = 0, metric: str = "AUC", ask_from: float = 0.4) -> Any:
    monkeypatch.setattr(
        "dataqa.checks.leakage.dominant_feature.apart", lambda *_: SimpleNamespace(chance=chance, share=0.1, usual=0.3)
    )
    skill = SimpleNamespace(value=0.8, metric=metric, raw=0.9)
    probe = SimpleNamespace(
        joint=SimpleNamespace(skill=skill), single=lambda _: SimpleNamespace(value=0.6), reliance=lambda _: 0.25,
        joint_without=lambda _: SimpleNamespace(skill=SimpleNamespace(value=0.2)),
    )  # fmt: skip
    audit = SimpleNamespace(probe=probe, parameters=SimpleNamespace(leak=None, ask_from=ask_from))
    return dominant_feature_measured(audit, [("a", 0.5), ("b", 0.2), ("c", 0.1)], place)


def test_the_most_important_column(monkeypatch):
    found = dominant(monkeypatch, 0.0)
    # alone 0.6 of 0.8, and the second is 0.4 of it
    assert (found.value, found.columns, found.kind) == (0.625, ("a",), "")
    wanted = {"dominance": 0.45, "excess": 0.75, "others": 0.25, "kept": 0.75, "alone": 0.75, "less": 0.25, "shuffled": 0.65}
    assert {name: found.details[name] for name in wanted} == pytest.approx(wanted)
    assert (found.details["second"], found.details["features"], found.evidence[0].marked) == ("b", 3, (0,))
    assert dominant(monkeypatch, 0.0, metric="R²").details["shuffled"] == pytest.approx(0.4)
    unasked = dominant(monkeypatch, 0.0, ask_from=0.46).details
    assert (unasked["excess"], unasked["others"], unasked["kept"]) == (0, 1, 1)
    assert dominant(monkeypatch, 0.0, ask_from=0.449).details["others"] == pytest.approx(0.25)


def test_a_less_important_column(monkeypatch):
    found = dominant(monkeypatch, 0.2, place=1)
    assert (found.value, found.columns, found.kind, found.details["second"]) == (pytest.approx(0.25), ("b",), "apart", "a")
    assert (found.details["dominance"], found.details["others"], found.evidence[0].marked) == (0, pytest.approx(0.25), (1,))
