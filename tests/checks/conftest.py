"""What tests of checks share: `measure` runs one check on a literal frame and returns its measurements."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dataqa.api import measure_one
from dataqa.model import Issue, Measurement


@pytest.fixture
def measure() -> Callable[..., list[Measurement]]:
    """``measure("missing-values", {"a": [1, None]}, target=None, **audit_arguments)`` → measurements, as the check gave them."""

    def run(check: str, data: Any, **arguments: Any) -> list[Measurement]:
        return measure_one(check, data, **arguments)[0]

    return run


@pytest.fixture
def judge() -> Callable[..., list[Issue]]:
    """The same, judged by the default rules: the issues."""

    def run(check: str, data: Any, **arguments: Any) -> list[Issue]:
        return measure_one(check, data, **arguments)[1]

    return run
