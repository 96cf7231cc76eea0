"""What tests of fixes share: `mended` makes the edits of literal repairs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from made_up import issue

import dataqa
from dataqa.fixing.apply import fix
from dataqa.fixing.fixed import Fixed
from dataqa.model import Repair


@pytest.fixture
def mended() -> Callable[..., Fixed]:
    """``mended(frame, repair, …, apply="all", target=None)`` → what fixing with an issue for each repair gives."""

    def run(data: Any, *repairs: Repair, apply: Any = "all", allow_removal: float = 1.0, check: str = "", **audit: Any) -> Fixed:
        record = dataqa.audit(data, checks=[], **audit).record
        issues = tuple(issue(one, f"made-up-{number}") for number, one in enumerate(repairs))
        if check:
            issues = tuple(replace(one, check=check) for one in issues)
        return fix(replace(record, issues=issues), data, apply, allow_removal)

    return run


@pytest.fixture(scope="module", autouse=True)
def _few_trees(few_trees):
    """No number of a model is held here."""
