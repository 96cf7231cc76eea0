"""Runs of values on a line that are too long for chance."""

from __future__ import annotations

import warnings
from types import SimpleNamespace

import numpy as np
import pytest

from dataqa.checks.noise.filled_values import _filled, _unusual


def unusual(run, single=0, rows=100, known=None, least=5):
    """Rows of a run that chance does not explain, beside single ones."""
    straight = np.zeros(rows, dtype=bool)
    straight[:run] = True
    straight[run + 1 : run + 1 + 2 * single : 2] = True
    there = np.ones(rows, dtype=bool) if known is None else np.arange(rows) < known
    found = _unusual(straight, there, np.zeros(rows, dtype=np.int64), SimpleNamespace(least=least, chance=0.001))
    assert found[: found.sum()].all()
    return int(found.sum())


@pytest.mark.parametrize(
    ("run", "single", "found"),
    [
        (5, 0, 5), (4, 0, 0), (50, 0, 50), (51, 0, 0),  # half of the rows
        # of 84 other rows 40 are on a line, and one is to come: 100 × (40.5 / 85)^16 is 0.0007
        (16, 40, 16), (15, 40, 0),
    ],
)  # fmt: skip
def test_a_run_that_chance_does_not_give(run, single, found):
    assert unusual(run, single) == found


def test_only_known_values_count():
    assert unusual(20, known=40) == 20
    assert unusual(20, known=39) == 0


def test_columns_that_hardly_change_have_no_lines():
    values = np.repeat([1.0, 2, 3], 10)
    before, after = np.diff(values, prepend=np.nan), np.diff(values, append=np.nan)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for nothing in (before, np.full(30, np.nan)):
            first, lengths = _filled(SimpleNamespace(of=np.zeros(30, dtype=int)), values, nothing, after, PARAMETERS)
            assert first.tolist() == lengths.tolist() == []


PARAMETERS = SimpleNamespace(least=5, chance=0.001)
