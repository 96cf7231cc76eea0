"""What checks of missing values measure, on what other parts would give them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest
from contexts import context_of

from dataqa.checks.clock import Clock
from dataqa.checks.missing import _dependence, missing_by_time, value_spikes
from dataqa.checks.missing._disguised import Company, company, unlike_zero
from dataqa.checks.missing._periods import periods_of
from dataqa.checks.missing._scan import strongest
from dataqa.checks.missing._zeros import zero_by_nature
from dataqa.checks.missing.form_defaults import _first_of_list, _new_years
from dataqa.checks.missing.sentinel_numbers import sentinel_numbers

ROWS = np.arange(240)


def column(name, kind="number", **facts):
    return SimpleNamespace(name=name, kind=kind, **facts)


# --- nothing to search -----------------------------------------------------------------------------------------------------------


def test_without_empty_cells_no_column_is_searched(monkeypatch):
    nothing = SimpleNamespace(profile=SimpleNamespace(sample=None))
    monkeypatch.setattr(_dependence, "blocks_of", lambda _: [])
    assert _dependence._found(nothing) == []


def test_without_empty_cells_no_time_is_searched(monkeypatch):
    monkeypatch.setattr(missing_by_time, "clock_of", lambda *_: SimpleNamespace(columns=("at",)))
    monkeypatch.setattr(missing_by_time, "blocks_of", lambda _: [["at"]])
    audit = SimpleNamespace(
        rows=100, parameters=SimpleNamespace(most_periods=50, least_periods=5, most_cells=1000),
        task=SimpleNamespace(having=lambda _: ["at"], columns={"at": SimpleNamespace(clock="day")}),
    )  # fmt: skip
    assert list(missing_by_time.missing_by_time.measure(audit)) == []


def test_a_column_without_a_frequent_value_costs_nothing():
    limits = SimpleNamespace(least_distinct_cap=5, least_share=0.1, least_ratio=5)
    level = column("a", integral=True, maximum=9, minimum=0, distinct=20, rows=100, exact=True, top=[(5, 9), (6, 9)])
    few = column("b", integral=True, maximum=9, minimum=0, distinct=4, rows=100, exact=True, top=[(5, 90), (6, 9)])
    audit = SimpleNamespace(parameters=limits, profiles=lambda _: [(level, None), (few, None)])
    assert list(value_spikes.value_spikes.measure(audit)) == []


# --- what stands for nothing -----------------------------------------------------------------------------------------------------


def test_a_column_of_one_value_says_only_where_it_is_empty():
    frame = pl.DataFrame({"a": [1.0] * 20 + [2.0] * 20, "b": ["x"] * 40, "c": [None] * 20 + ["x"] * 20})
    others = [(column("b", "text", nulls=0), None), (column("c", "text", nulls=20), None)]
    audit = SimpleNamespace(
        profile=SimpleNamespace(sample=frame), task=SimpleNamespace(target=None), profiles=lambda *_: others
    )  # fmt: skip
    assert company(audit, "a", pl.col("a") == 1) == Company("c is empty", 1.0, 0.0)


def likeness(there: int, zeros: int = 10, **more):
    weight = np.append(np.zeros(zeros), np.arange(1, there + 1))
    found = unlike_zero(context_of({"weight": weight, "size": weight * 3 + 0.5, **more}), "weight")
    return found.column, found.unlike


def test_twenty_values_above_zero_are_needed():
    assert likeness(20) == ("size", 0.0)
    assert likeness(19) == ("", 0.5)
    assert likeness(0, zeros=30, a=range(30)) == ("", 0.5)


def zeros(zero, **columns):
    return zero_by_nature(context_of({"a": zero, **columns}), "a")


SUNDAYS = np.where(ROWS % 7 == 6, "closed", "open")


def test_zeros_that_another_column_decides_about():
    assert zeros(np.where(ROWS % 7 == 6, 0, ROWS + 1.5), day=SUNDAYS)
    assert not zeros(np.where(ROWS % 7 == 5, 0, ROWS + 1.5), day=SUNDAYS)
    assert not zeros(np.where(ROWS % 80 == 6, 0, ROWS + 1.5), day=np.where(ROWS % 80 == 6, "closed", "open"))  # three of them
    assert not zeros(np.where(ROWS < 236, 0, ROWS + 1.5), day=np.where(ROWS < 236, "closed", "open"))  # but for four


@pytest.mark.parametrize(("groups", "found"), [(24, True), (25, False)])
def test_the_column_that_decides_has_few_values(groups, found):
    keys = [f"v{k % groups:02d}" for k in range(240)]
    assert zeros([0.0 if key == "v03" else k + 1.5 for k, key in enumerate(keys)], key=keys) is found


def test_a_product_and_a_difference():
    flag, price = ROWS % 3 == 0, 5.5 + ROWS % 100
    assert zeros(np.where(flag, 0, price), price=price)
    assert not zeros(np.where(flag, 0, price), price=price[::-1].copy())
    assert zeros(np.where(flag, 0, 0.5 + ROWS % 9), one=price, other=np.where(flag, price, price + 0.5 + ROWS % 9))
    assert not zeros(np.where(flag, 0, 0.5 + ROWS % 9), one=price, other=np.where(ROWS % 9 > 1, price, price + 2.5))


def sentinels(**arguments):
    frame = {"a": np.where(ROWS < 12, 99999, ROWS % 50), "b": ROWS % 7}
    return [m.columns for m in sentinel_numbers.measure(context_of(frame, **arguments))]


def test_a_code_of_the_target_is_left_to_other_checks():
    assert sentinels() == [("a",)]
    assert sentinels(target="a") == []


# --- form defaults ---------------------------------------------------------------------------------------------------------------


def first_of(rows: dict[str, int], *, exact: bool = True, least_list: int = 4):
    cells = pl.DataFrame({"value": list(rows), "len": list(rows.values())})
    audit = SimpleNamespace(
        parameters=SimpleNamespace(least_list=least_list, least_ratio=3.0), engine=SimpleNamespace(counts=lambda *_, **__: cells)
    )
    found = _first_of_list(audit, column("a", exact=exact, distinct=len(rows)))
    return found and found[:2]


def test_the_first_entry_of_a_list():
    rows = {"Belgium": 10, "Austria": 30, "Chile": 9, "Denmark": 1}
    assert first_of(rows) == ("Austria", 3.0)
    assert first_of(rows, least_list=5) is None
    assert first_of(rows, exact=False) is None
    assert first_of(rows | {"Austria": 29}) is None
    assert first_of(rows | {"Aachen": 1}) is None
    assert first_of(rows | {"12": 1}) is None  # four of five begin with a letter
    assert first_of(rows | {f"E{k}": 1 for k in range(5)} | {"12": 1}) == ("Austria", 3.0)


def new_years(years: int, days: int, each: int = 5):
    cells = [date(2000 + k, 1, 1) for k in range(years) for _ in range(each)]
    cells += [date(2000, 1, 2) + timedelta(k) for k in range(days)]
    counted = pl.Series("day", cells).value_counts(name="len")
    audit = SimpleNamespace(
        rows=len(cells), parameters=SimpleNamespace(least_years=3, least_days=20, least_ratio=6.0),
        moments=lambda _: pl.col("at"),
        engine=SimpleNamespace(counts=lambda *_, **__: counted, where=lambda _: np.arange(years * each)),
    )  # fmt: skip
    return [(m.details["ratio"], m.evidence[0].labels[:2]) for m in _new_years(audit, column("at"))]


def test_first_days_of_many_years():
    assert new_years(3, 20) == [(15.0, ("1 January", "01-02"))]
    assert new_years(2, 20) == []
    assert new_years(3, 19) == []
    assert new_years(3, 20, 2) == [(6.0, ("1 January", "01-02"))]
    assert new_years(3, 20, 1) == []


# --- segments --------------------------------------------------------------------------------------------------------------------


def test_what_happens_always_or_never_has_no_segment():
    rows = np.array([10.0, 10, 10, 0])
    found = strongest(np.array([[10.0, 0, 9, 5], [10, 0, 1, 5], [10, 0, 1, 5]]), rows, ordered=False)
    assert [one and (one.start, one.stop) for one in found] == [None, None, (0, 1), None]


def test_all_rows_of_one_moment_have_no_periods():
    clock = Clock(columns=("at",), moment=pl.col("at"), unit="day")
    for cells in ([datetime(2024, 1, 1)] * 3, [None, datetime(2024, 1, 1)], [datetime(2025, 1, 1), datetime(2026, 1, 1)]):
        assert periods_of(pl.DataFrame({"at": pl.Series(cells, dtype=pl.Datetime("us"))}), clock, date(2024, 6, 1), 10) is None
