from __future__ import annotations

from datetime import date

import numpy as np
import pytest

import dataqa
from dataqa.gating.baseline_reader import read
from dataqa.gating.decide import decide
from dataqa.policy.pack import Rules

DAY = "2026-01-31"


@pytest.fixture
def audit():
    """``audit(rows, target)`` → the audit of a mapping of columns, only the checks that are asked for."""

    def run(rows, target=None, checks=("missing-values", "exact-duplicates"), **more):
        return dataqa.audit(rows, target, checks=list(checks), as_of=more.pop("as_of", DAY), **more)

    return run


@pytest.fixture
def reread(tmp_path):
    """``reread(audit)`` → its record as it is read back."""

    def run(result):
        result.save(tmp_path / "baseline.json")
        return read(tmp_path / "baseline.json")

    return run


@pytest.fixture
def gate(audit, reread):
    """``gate(old, new)`` → the decision on two mappings of columns, the old one read back from its baseline."""

    def run(old, new, target=None, accept=(), rules="default", today=date(2026, 1, 31), **more):
        before, after = audit(old, target, **more), audit(new, target, **more)
        return decide(reread(before), after.record, Rules.load(rules), accept, today=today)

    return run


@pytest.fixture
def rng():
    return np.random.default_rng(0)


@pytest.fixture
def table(rng):
    n = 800
    return {
        "a": rng.normal(size=n).round(6).tolist(),
        "b": rng.choice(["x", "y", "z"], n, p=[0.6, 0.3, 0.1]).tolist(),
        "y": rng.choice(["no", "yes"], n).tolist(),
    }


@pytest.fixture(scope="module", autouse=True)
def _few_trees(few_trees):
    """No number of a model is held here."""
