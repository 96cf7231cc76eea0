"""More damage of a kind never makes data look better: score or interval do not rise, and the verdict does not get "ready" again."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

import dataqa

ROWS = 360
TOLERANCE = 4.0
"""Points of score: what luck of the draw moves on so few rows."""
NOT_MEANT = ("privacy", "bias", "freshness", "leakage")
Damage = Callable[[pd.DataFrame, float, np.random.Generator], pd.DataFrame]


def classes() -> pd.DataFrame:
    draw = np.random.default_rng(0)
    x = draw.normal(size=(ROWS, 4)).round(3)
    kind = draw.choice(["basic", "plus", "pro"], ROWS)
    pull = 2 * x[:, 0] + 1.5 * x[:, 1] - x[:, 2] + 1.5 * (kind == "pro") + 0.4 * draw.normal(size=ROWS)
    frame = pd.DataFrame(x, columns=["usage", "tenure", "tickets", "visits"])
    return frame.assign(plan=kind, left=np.where(pull > 0.4, "yes", "no"))


def numbers() -> pd.DataFrame:
    frame = classes()
    amount = 50 + 8 * frame.usage + 5 * frame.tenure + 6 * (frame.plan == "pro")
    return frame.drop(columns="left").assign(bill=(amount + np.random.default_rng(1).normal(0, 3, ROWS)).round(2))


def flips(frame: pd.DataFrame, level: float, draw: np.random.Generator) -> pd.DataFrame:
    rows = draw.permutation(ROWS)[: int(level * ROWS)]
    given = frame[frame.columns[-1]].copy()
    swap = {"yes": "no", "no": "yes"}
    given.iloc[rows] = given.iloc[rows].map(swap) if given.dtype.kind not in "f" else draw.permutation(given.to_numpy())[rows]
    return frame.assign(**{str(given.name): given})


def flips_of_one_class(frame: pd.DataFrame, level: float, draw: np.random.Generator) -> pd.DataFrame:
    rows = draw.permutation(np.flatnonzero(frame.left == "yes"))
    return frame.assign(left=np.where(np.isin(np.arange(ROWS), rows[: int(level * len(rows))]), "no", frame.left))


def blanks(frame: pd.DataFrame, level: float, draw: np.random.Generator) -> pd.DataFrame:
    return frame.assign(**{name: frame[name].where(draw.random(ROWS) >= level) for name in frame.columns[:-1]})


def shuffled_cells(frame: pd.DataFrame, level: float, draw: np.random.Generator) -> pd.DataFrame:
    found = frame.copy()
    for name in frame.columns[:-1]:
        rows = draw.permutation(ROWS)[: int(level * ROWS)]
        found[name] = found[name].to_numpy(copy=True)
        found.iloc[np.sort(rows), found.columns.get_loc(name)] = frame[name].to_numpy()[rows]
    return found


def wrong_unit(frame: pd.DataFrame, level: float, draw: np.random.Generator) -> pd.DataFrame:
    positive = frame.usage + 10
    return frame.assign(usage=positive.where(draw.random(ROWS) >= level, 1000 * positive))


def fewer_rows(frame: pd.DataFrame, level: float, draw: np.random.Generator) -> pd.DataFrame:
    return frame.iloc[np.sort(draw.permutation(ROWS)[: int((1 - level) * ROWS)])].reset_index(drop=True)


def copies(frame: pd.DataFrame, level: float, draw: np.random.Generator) -> pd.DataFrame:
    kept = draw.permutation(ROWS)[: int((1 - level) * ROWS)]
    return frame.iloc[draw.permutation(np.concatenate([kept, draw.choice(kept, ROWS - len(kept))]))].reset_index(drop=True)


@pytest.mark.parametrize(
    ("make", "damage", "levels"),
    [
        (classes, flips, (0.05, 0.2, 0.4)),
        (classes, flips_of_one_class, (0.2, 0.6)),
        (classes, blanks, (0.1, 0.4, 0.8)),
        (classes, shuffled_cells, (0.1, 0.5, 0.9)),
        (classes, wrong_unit, (0.02, 0.1)),
        (classes, fewer_rows, (0.5, 0.8)),
        (classes, copies, (0.2, 0.8)),
        (numbers, flips, (0.1, 0.3)),
        (numbers, shuffled_cells, (0.1, 0.5)),
    ],
)
def test_more_damage_never_looks_better(make, damage: Damage, levels):
    frame = make()
    results = [
        dataqa.audit(damage(frame, level, np.random.default_rng(7)), target=frame.columns[-1], skip=NOT_MEANT) for level in levels
    ]
    for before, after in pairwise(results):
        # of what the rows do not decide the score says nothing, but its interval does
        risen = min(after.score - before.score, after.interval[0] - before.interval[0])
        assert risen <= TOLERANCE, [(result.score, result.interval) for result in results]
    ready = [result.verdict == "ready" for result in results]
    assert ready == sorted(ready, reverse=True)


def test_data_without_damage_is_ready():
    result = dataqa.audit(classes(), target="left", skip=NOT_MEANT)
    assert (result.score > 95, result.verdict) == (True, "ready")


@pytest.mark.parametrize("rate", [0.3])
def test_flips_that_the_rows_do_not_show_to_be_flips_are_not_ready(rate):
    """One class is called the other in a part of its rows: an outcome that depends on chance there looks the same."""
    result = dataqa.audit(flips_of_one_class(classes(), rate, np.random.default_rng(3)), target="left", skip=NOT_MEANT)
    assert result.verdict == "fix first"
    assert {issue.severity for issue in result.issues if issue.check == "suspect-labels"} <= {"info"}
