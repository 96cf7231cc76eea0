"""How much of a target its days explain, chance, and rows that are alike."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest
from contexts import context_of

from dataqa.checks.labels.package_deals import _main_feature, _of_days, _tail, _unlike


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
