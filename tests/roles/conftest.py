"""What the tests of the roles share: the task of a literal frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dataqa.engine.local import LocalEngine
from dataqa.in_context import profile_of
from dataqa.roles import GivenRoles, infer_task
from dataqa.sources import load
from dataqa.task import Column, Task


@pytest.fixture
def task() -> Callable[..., Task]:
    """``task({"a": [1, 2]}, target="a")`` → what the model is to do."""

    def infer(data: Any, **told: Any) -> Task:
        table = load(data)
        return infer_task(profile_of(LocalEngine(table)), table, GivenRoles(**told))

    return infer


@pytest.fixture
def column(task: Callable[..., Task]) -> Callable[..., Column]:
    """``column([1, 2], "x")`` → the part that a column of these cells and this name plays beside others."""

    def infer(cells: Any, name: str = "x", **told: Any) -> Column:
        return task({name: list(cells)}, **told).columns[name]

    return infer
