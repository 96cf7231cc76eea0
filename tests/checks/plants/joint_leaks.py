"""Planted frames of leaks that several columns, or several rows, make together."""

from __future__ import annotations

import numpy as np
from planting import Case, drawn, plant, yes


@plant(0.745833, ("fraud",), (0.687175, 0.796746), [360, 361, 362, 363, 364, 365, 366, 367, 368, 369])
def interpolated_rows() -> Case:
    """Most rows of the rare class lie between two others."""
    draw = drawn()
    real = draw.normal(size=(360, 5)).round(4)
    ends = real[-60:][draw.integers(0, 60, (180, 2))]
    ends[:, 1] = real[-60:][[np.argsort(((real[-60:] - one) ** 2).sum(axis=1))[1 + k % 5] for k, one in enumerate(ends[:, 0])]]
    made = ends[:, 0] + draw.random((180, 1)) * (ends[:, 1] - ends[:, 0])
    rows = np.vstack([real, made])
    return {
        "data": {**{name: rows[:, k] for k, name in enumerate("abcde")}, "fraud": yes(np.arange(540) >= 300)},
        "target": "fraud",
    }


@plant(1.0, ("first_flag", "second_flag"))
def joint_leak() -> Case:
    """A flag is set where exactly one of two others is."""
    first, second = (drawn(k).random(400) < 0.5 for k in range(2))
    shape = {name: np.where(flag, "set", "clear") for name, flag in (("first_flag", first), ("second_flag", second))}
    return {"data": {**shape, "age": drawn(2).integers(18, 80, 400), "odd": yes(first ^ second)}, "target": "odd"}


@plant(1.0, ("billed", "paid"))
def joint_leak__formula() -> Case:
    """A bill is overdue where more is billed than paid."""
    draw = drawn()
    billed = draw.integers(20, 500, 400)
    paid = billed - draw.integers(-9, 10, 400)
    return {
        "data": {"billed": billed, "paid": paid, "age": draw.integers(18, 80, 400), "overdue": yes(billed > paid)},
        "target": "overdue",
    }


@plant(1.0, ("votes_a", "votes_b", "votes_c"))
def joint_leak__largest() -> Case:
    """The winner is the candidate with most votes."""
    votes = drawn().integers(0, 10_000, (300, 3)) * 3 + np.arange(3)
    data = {f"votes_{name}": votes[:, k] for k, name in enumerate("abc")}
    return {"data": {**data, "winner": np.array(list("abc"))[votes.argmax(axis=1)]}, "target": "winner"}


@plant(0.987179, ("phase_a", "phase_b"))
def joint_leak__number() -> Case:
    """A number is split into two parts that add up to it on a circle."""
    draw = drawn()
    whole, first = draw.random(600), draw.random(600)
    data = {"phase_a": first, "phase_b": (whole - first) % 1, "age": draw.integers(18, 80, 600), "level": 10 + 5 * whole}
    return {"data": data, "target": "level"}
