"""Classes that models confuse with the next one are steps of a scale."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from dataqa.checks.grades import are_grades

NEAR = 0.2


def scored(near: int, far: int, classes: tuple[str, ...] = ("1", "2", "3", "4"), each: int = 50) -> SimpleNamespace:
    """So many rows of the lowest class are predicted as the next one, and so many as the highest but one; all others right."""
    order = np.argsort([float(name) if name[:1].isdigit() else np.nan for name in classes])
    values = np.repeat(np.arange(len(classes)), each)
    said = values.copy()
    lowest = np.flatnonzero(values == order[0])
    said[lowest[:near]] = order[1]
    said[lowest[near : near + far]] = order[2]
    return SimpleNamespace(
        target=SimpleNamespace(classes=classes, values=values.astype(float)), predicted=np.eye(len(classes))[said]
    )


@pytest.fixture(autouse=True)
def limits(monkeypatch):
    monkeypatch.setattr("dataqa.checks.grades.parameters_of", lambda _: {"near": NEAR})


@pytest.mark.parametrize(
    ("near", "far", "grades"),
    [
        (13, 7, True),  # 0.65 of the confusions; by chance half would be, so 0.6 is asked
        (12, 8, False),
        (20, 0, True),
        (0, 20, False),
        (0, 0, False),
    ],
)
def test_neighbours_are_confused(near, far, grades):
    # of four equal classes 3 of 6 pairs are neighbours
    assert are_grades(scored(near, far)) is grades
    assert are_grades(scored(near, far, ("30", "10", "40", "20"))) is grades


def test_three_classes_are_no_scale():
    assert not are_grades(scored(20, 0, ("1", "2", "3")))
    assert are_grades(scored(20, 0, ("1", "2", "3", "4")))


def test_classes_of_unlike_size():
    # shares of 0.1, 0.1, 0.4, 0.4: by chance 2 (0.01 + 0.04 + 0.16) / (1 - 0.34) = 0.636; asked 0.709
    one = scored(0, 0, each=50)
    values = np.repeat([0.0, 1, 2, 3], [10, 10, 40, 40])
    said = values.astype(int)
    said[:7], said[7:10] = 1, 2
    one.target.values, one.predicted = values, np.eye(4)[said]
    assert not are_grades(one)
    said[7] = 1
    one.predicted = np.eye(4)[said]
    assert are_grades(one)
