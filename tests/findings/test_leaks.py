"""Which columns surely give the target away, and which only help to tell it."""

from __future__ import annotations

import numpy as np
import pytest
from contexts import context_of

from dataqa.findings.leaks import leaks_of

ROWS = 600
RANDOM = np.random.default_rng(4)
X, Z, W = (RANDOM.normal(size=ROWS) for _ in range(3))
ILL = np.where(X + Z + RANDOM.normal(size=ROWS) > 0, "yes", "no")
PRICE = 100 + 10 * X + 10 * Z + 10 * RANDOM.normal(size=ROWS)
TOWN = RANDOM.choice(list("abcdefgh"), ROWS)
SICK = np.where(RANDOM.random(ROWS) < 0.1 + 0.1 * np.searchsorted(list("abcdefgh"), TOWN), "yes", "no")
"""An outcome that is commoner in some towns than in others."""
RATE = np.array([(SICK[town == TOWN] == "yes").mean() for town in TOWN])


def leaks(data: dict, target: str | None, **arguments) -> set[str]:
    return set(leaks_of(context_of(data, target=target, as_of="2026-01-01", **arguments)))


@pytest.mark.parametrize(
    ("column", "target", "answer"),
    [
        (np.where(ILL == "yes", 7, 3), "ill", ILL),
        (np.where(ILL == "yes", RANDOM.normal(5, 0.3, ROWS), RANDOM.normal(0, 0.3, ROWS)), "ill", ILL),
        (np.where(ILL == "yes", RANDOM.normal(size=ROWS), np.nan), "ill", ILL),
        (RATE, "sick", SICK),
        (PRICE * 1.19 + 4, "price", PRICE),
    ],
    ids=["a copy", "far better than all others", "empty cells", "a mean of the target", "another scale of the target"],
)
def test_what_gives_the_target_away_is_a_leak(column, target, answer):
    assert leaks({"x": X, "z": Z, "w": W, "town": TOWN, "late": column, target: answer}, target) == {"late"}


def test_the_parts_of_a_sum_leak_together():
    net, tax = RANDOM.gamma(4, 25, ROWS), RANDOM.gamma(2, 9, ROWS)
    assert leaks({"net": net, "tax": tax, "x": X, "w": W, "total": net + tax}, "total") == {"net", "tax"}


def test_honest_columns_are_no_leaks():
    honest = {"x": X, "z": Z, "w": W, "town": TOWN, "ill": ILL}
    assert leaks(honest, "ill") == set()
    assert leaks({**honest, "some": np.where(RANDOM.random(ROWS) < 0.3, np.nan, W)}, "ill") == set()
    assert leaks({"x": X, "z": Z, "w": W, "town": TOWN, "price": PRICE}, "price") == set()


def test_an_easy_target_has_no_leak():
    easy = {name: np.where(ILL == "yes", 5.0, 0.0) + RANDOM.normal(0, 0.7, ROWS) for name in "abcd"}
    assert leaks({**easy, "ill": ILL}, "ill") == set()


@pytest.mark.parametrize("target", [None, "same"])
def test_without_a_target_to_tell_nothing_leaks(target):
    assert leaks({"x": X, "z": X, "same": ["one"] * ROWS}, target) == set()
