"""Whether classes that are numbers are steps of a scale, such as grades and ratings."""

from __future__ import annotations

import numpy as np

from dataqa.findings.parameters import parameters_of
from dataqa.probe.class_codes import OTHERS
from dataqa.probe.scored import Scored


def are_grades(scored: Scored) -> bool:
    """Return whether classes that are numbers are steps of a scale: models confuse neighbours more often than by chance."""
    least = float(parameters_of("grades")["near"])
    names = [float(name) if name != OTHERS else np.nan for name in scored.target.classes]
    if len(names) < 4:
        return False
    step = np.argsort(np.argsort(names)).astype(np.int64)
    given, best = step[scored.target.values.astype(np.int64)], step[scored.predicted.argmax(axis=1)]
    wrong = given != best
    shares = np.bincount(given, minlength=len(names)) / len(given)
    by_chance = 2 * float((shares[:-1] * shares[1:]).sum()) / max(1e-9, 1 - float((shares**2).sum()))
    near = float((np.abs(given - best)[wrong] == 1).mean()) if wrong.any() else 0.0
    return near - by_chance > least * (1 - by_chance)
