"""What the tests of the probe share: a probe on a literal frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dataqa.engine.local import LocalEngine
from dataqa.in_context import profile_of
from dataqa.probe import Probe
from dataqa.roles import GivenRoles, infer_task
from dataqa.sources import load


@pytest.fixture
def probe() -> Callable[..., Probe]:
    """``probe({"x": [1, 2], "y": [0, 1]}, seed=0, **told)`` → the probe of the target ``y``."""

    def make(data: Any, seed: int = 0, **told: Any) -> Probe:
        table = load(data)
        profile = profile_of(LocalEngine(table))
        return Probe(profile, infer_task(profile, table, GivenRoles(**{"target": "y", **told})), seed)

    return make
