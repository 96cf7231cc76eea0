"""What tests of checks share: `measure` runs one check on a literal frame and returns its measurements."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from few_trees import judged_by_few_trees

from dataqa.api import measure_one
from dataqa.model import Issue, Measurement


@pytest.fixture
def measure() -> Callable[..., list[Measurement]]:
    """``measure("missing-values", {"a": [1, None]}, target=None, **audit_arguments)`` → measurements that no other check covers."""

    def run(check: str, data: Any, **arguments: Any) -> list[Measurement]:
        with judged_by_few_trees():
            return [m for m in measure_one(check, data, **arguments)[0] if not m.covered_by]

    return run


@pytest.fixture
def covered() -> Callable[..., list[Measurement]]:
    """The same for what other checks tell better: measured all the same, and told where none of those did."""

    def run(check: str, data: Any, **arguments: Any) -> list[Measurement]:
        with judged_by_few_trees():
            return [m for m in measure_one(check, data, **arguments)[0] if m.covered_by]

    return run


@pytest.fixture
def judge() -> Callable[..., list[Issue]]:
    """The same, judged by the default rules: the issues that no other check covers."""

    def run(check: str, data: Any, **arguments: Any) -> list[Issue]:
        return [issue for issue in measure_one(check, data, **arguments)[1] if not issue.covered_by]

    return run
