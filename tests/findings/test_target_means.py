"""Which number columns may hold the target's mean over a group: what is left out could not have been one."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest

from dataqa.findings.target_means import _explained, _plausible


def audit_of(frame: pl.DataFrame) -> SimpleNamespace:
    return SimpleNamespace(
        profile=SimpleNamespace(sample=frame, sampled=False),
        engine=SimpleNamespace(table=SimpleNamespace(frame=frame)),
        task=SimpleNamespace(discrete=False),
        target="y",
    )


def table(seed: int, groups: int = 30, rows: int = 400) -> pl.DataFrame:
    random = np.random.default_rng(seed)
    group = random.integers(0, groups, rows)
    frame = pl.DataFrame({"g": group, "y": random.normal(size=groups)[group] + random.normal(size=rows)})
    target, count = pl.col("y"), pl.len().over("g")
    return frame.filter(count > 1).with_columns(
        own=target.sum().over("g") / count, others=(target.sum().over("g") - target) / (count - 1), leak=2 * target
    )


@pytest.mark.parametrize("seed", range(5))
def test_means_with_and_without_the_row_are_kept(seed):
    assert _plausible(audit_of(table(seed)), "g", "", ["own", "others"], 0.999) == ["own", "others"]


def test_what_goes_with_the_target_itself_is_no_mean_of_large_groups():
    assert _plausible(audit_of(table(0, groups=4)), "g", "", ["leak"], 0.9) == []


def test_how_much_groups_explain_and_lines_in_them():
    groups, target = np.array([0, 0, 1, 1]), np.array([0.0, 1.0, 0.0, 1.0])
    assert _explained(groups, target, np.array([5.0, 5.0, 7.0, 7.0])) == pytest.approx((1.0, 0.0))
    assert _explained(groups, target, np.array([0.0, 1.0, 0.0, 1.0])) == pytest.approx((0.0, 1.0))
    assert _explained(groups, target, np.array([3.0, 3.0, 3.0, 3.0])) == (1.0, 0.0)
