"""Where token amounts end, at each bound."""

from __future__ import annotations

import numpy as np
import pytest

from dataqa.checks.labels.nominal_values import _again


@pytest.mark.parametrize(
    ("low", "tokens", "again"),
    [
        ([0, 1, 10, 100, 1000], [0, 1, 10, 100, 1000], True), ([10_000], [10_000], False), ([2], [2], False), ([2, 2], [2], True),
        ([1, 2, 2], [1, 2], False), ([1, 2, 2, 2], [1, 2], True), ([2, 3, 3, 3, 3], [2, 3], True),
    ],
)  # fmt: skip
def test_amounts_that_come_again(low, tokens, again):
    assert _again(np.array(low, dtype=float), np.array(tokens, dtype=float)) is again


def amounts(low: list[float], others: list[float]) -> dict[str, list]:
    return {"x": list(range(len(low) + len(others))), "y": [*map(float, low), *map(float, others)]}


MANY = [1000.0 + k for k in range(100)]


@pytest.mark.parametrize(
    ("low", "others", "tokens"),
    [
        ([0, 1, 1], MANY, ["0", "1"]),
        ([0, 0], MANY, ["0"]),
        ([1], [*MANY[1:], 99], ["1"]),  # an other at 99 times the token, 10 times is enough
        ([2, 2], [*MANY, 20], ["2"]),
        ([3, 3], [*MANY, 29], []),  # not ten times as much: nothing is between
        ([10, 10], MANY, ["10"]),  # the low end of the others is 100 times as much
        ([11, 11], MANY, []),
        ([1] * 17, MANY, ["1"]),  # 15 % of the rows
        ([1] * 21, MANY, []),
        ([0, 1], [1000 + k % 20 for k in range(60)], ["0", "1"]),
        ([0, 1], [1000 + k % 19 for k in range(60)], []),  # others of few values
        ([0, 1], MANY[:48], ["0", "1"]),  # fifty rows
        ([0, 1], MANY[:47], []),
        ([-1, 1], MANY, []),
    ],
)  # fmt: skip
def test_tokens(measure, low, others, tokens):
    found = measure("nominal-values", amounts(low, others), target="y", task="regression")
    assert [m.details["tokens"] for m in found] == [tokens] * bool(tokens)
    for m in found:
        count = sum(value <= float(tokens[-1]) for value in low)
        assert (m.rows.positions.tolist(), m.value) == (list(range(count)), count / (len(low) + len(others)))
        assert (m.details["low_end"], m.details["least"]) == (f"{np.quantile(others, 0.05):.6g}", f"{min(others):.6g}")
