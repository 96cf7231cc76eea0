"""Frames with an outcome, made once for all tests of leakage."""

from __future__ import annotations

import numpy as np
import pytest


@pytest.fixture
def people():
    """300 rows: two weak features, and an outcome that they explain in part."""
    random = np.random.default_rng(0)
    age = random.integers(18, 80, 300)
    income = random.normal(40, 10, 300).round(1)
    outcome = (age / 60 + income / 50 + random.normal(0, 1, 300) > 1.6).astype(int)
    return {"age": age.tolist(), "income": income.tolist(), "left": outcome.tolist()}
