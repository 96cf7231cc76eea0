"""How much of a target its days explain, chance, and rows that are alike."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest
from contexts import context_of

from dataqa.checks.labels.package_deals import _main_feature, _of_days, _tail, _unlike, package_deals
from dataqa.errors import NotApplicable


def cells(*days: list[float]) -> pl.DataFrame:
    at = [dt.datetime(2022, 1, 1 + k) for k, day in enumerate(days) for _ in day]
    return pl.DataFrame({"at": at, "value": [float(value) for day in days for value in day]})


@pytest.mark.parametrize(
    ("days", "part"),
    [
        (([1, 1, 1], [9, 9, 9]), 1.0),
        (([1, 2], [30, 40]), 1 - ((4 * 0.25) / 2) / (5 / 3)),  # ranks 1 2 3 4
        (([1, 30], [2, 40]), 1 - ((2 * 1 + 2 * 1) / 2) / (5 / 3)),
        (([1], [2], [3]), 0.0),  # a day has one row each
        (([5, 5], [5, 5]), 0.0),
    ],
)  # fmt: skip
def test_how_much_days_explain(days, part):
    assert _of_days(cells(*days)) == pytest.approx(part)


def test_so_many_or_more_of_a_poisson_variable():
    found = _tail(np.array([1, 2, 3]), np.array([0.5, 0.5, 2.0]))
    assert found == pytest.approx([1 - np.exp(-0.5), 1 - 1.5 * np.exp(-0.5), 1 - 5 * np.exp(-2.0)])


def frame(rows: int, **more: list) -> dict[str, list]:
    return {"size": [k * 1.5 for k in range(rows)], "y": [float(k) ** 2 for k in range(rows)], **more}


def test_the_number_that_goes_with_the_target_most():
    wave = [(k * 7) % 20 + k / 2 for k in range(20)]
    assert _main_feature(context_of(frame(20, wave=wave), target="y")) == "size"
    assert _main_feature(context_of({"wave": wave, "y": frame(20)["y"]}, target="y")) == "wave"
    # of equal ones the last name
    assert _main_feature(context_of(frame(20, very=[-3.0 * k for k in range(20)]), target="y")) == "very"


def test_no_number_goes_with_the_target():
    assert _main_feature(context_of(frame(19), target="y")) is None  # too few rows
    five, six = [k // 4 for k in range(20)], [k * 6 // 20 for k in range(20)]
    assert _main_feature(context_of({"few": five, "y": frame(20)["y"]}, target="y")) is None
    assert _main_feature(context_of({"few": six, "y": frame(20)["y"]}, target="y")) == "few"
    # a rank correlation on either side of 0.2
    weak = SimpleNamespace(kind="number", distinct=9, name="a")
    for wanted, name in ((0.16, None), (0.25, "a")):
        one = np.arange(2000.0)
        other = wanted * (one - one.mean()) / one.std() + np.sqrt(1 - wanted**2) * np.random.default_rng(0).normal(size=2000)
        sample = pl.DataFrame({"a": one, "y": other})
        audit = SimpleNamespace(profiles=lambda _: [(weak, None)], profile=SimpleNamespace(sample=sample), target="y")
        found = float(sample.select(pl.corr("a", "y", method="spearman")).item())
        assert (_main_feature(audit), found > 0.2) == (name, name == "a")


def test_rows_as_far_apart_as_any_are_unlike():
    # of 0 1 2 3 4 5 6 7 the mean distance from the median 3.5 is 2; of a package it must be 0.8
    audit = SimpleNamespace(
        engine=SimpleNamespace(values=lambda _: pl.Series([0.0, 1, 2, 3, 4, 5, 6, 7])), parameters=SimpleNamespace(apart=0.4)
    )
    groups = pl.DataFrame({"row": [0, 1, 2, 5, 6], "value": [1, 1, 2, 2, 3], "at": [1, 1, 1, 1, 1]})
    assert _unlike(audit, groups, "size").get_column("row").to_list() == [2, 5]
    audit.parameters.apart = 0.25
    assert _unlike(audit, groups, "size").get_column("row").to_list() == [0, 1, 2, 5]
    assert _unlike(audit, groups, "size").columns == ["row", "value", "at"]


def deals(
    monkeypatch, *, same_day: int = 0, size: int = 3, feature: str | None = "size", unlike: bool = True, **asked: float
) -> list:
    rows = 60
    values, days = [1000.0 + k for k in range(rows)], [1 + k for k in range(rows)]
    for k in range(size):
        values[10 + k], days[10 + k] = 500.0, 11
    for k in range(same_day):
        days[30 + k] = 11
    frame = pl.DataFrame({"y": values, "t": [dt.datetime(2022, 1, 1) + dt.timedelta(day) for day in days]})
    here = "dataqa.checks.labels.package_deals"
    monkeypatch.setattr(f"{here}.clock_of", lambda *_: SimpleNamespace(moment=pl.col("t")))
    monkeypatch.setattr(f"{here}._main_feature", lambda _: feature)
    monkeypatch.setattr(f"{here}._unlike", lambda _, groups, __: groups if unlike else groups.clear())
    monkeypatch.setattr(f"{here}._of_days", lambda _: 0.3)
    parameters = {"least": 3, "least_distinct": 50, "chance": 0.15, "most": 0.05, "of_days": 0.3} | asked
    audit = SimpleNamespace(
        task=SimpleNamespace(kind="regression", having=lambda _: ["t"], columns={"t": SimpleNamespace(clock="date")}),
        target="y", rows=rows,
        profile=SimpleNamespace(columns={"y": SimpleNamespace(distinct=58)}), parameters=SimpleNamespace(**parameters),
        engine=SimpleNamespace(table=SimpleNamespace(frame=frame)),
    )  # fmt: skip
    return list(package_deals.measure(audit))


def test_rows_that_chance_would_hardly_put_so(monkeypatch):
    # two others have the value, and two the day: 4/59 rows are expected, and two or more of them once in 440
    (found,) = deals(monkeypatch)
    assert (found.value, found.rows.positions.tolist()) == (0.05, [10, 11, 12])
    assert (found.details["packages"], found.details["largest"], found.details["number"], found.details["when"]) == (
        1,
        3,
        "500",
        "2022-01-12",
    )
    assert deals(monkeypatch, chance=0.13) == deals(monkeypatch, same_day=1) == []
    assert len(deals(monkeypatch, same_day=1, chance=0.3)) == 1
    assert deals(monkeypatch, size=2, chance=0.99) == deals(monkeypatch, most=0.04) == deals(monkeypatch, unlike=False) == []
    for more in ({"feature": None}, {"least_distinct": 59}, {"of_days": 0.29}):
        with pytest.raises(NotApplicable):
            deals(monkeypatch, **more)
