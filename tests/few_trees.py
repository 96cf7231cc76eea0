"""A tenth of the trees, where no number that a model gives is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from dataqa import api, running
from dataqa.probe import learners

BOOSTING = learners._boosting


def few(*arguments: Any) -> Any:
    """Return gradient boosting of four rounds in place of forty."""
    return BOOSTING(*arguments).set_params(max_iter=4)


@contextmanager
def judged_by_few_trees() -> Iterator[None]:
    """Grow few trees for what issues cost and for the score, and all of them for what the check measures: where one check runs."""

    def by_few(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            with patch.object(learners, "_boosting", few):
                return function(*arguments)

        return call

    with (
        patch.object(api, "judged", by_few(api.judged)),
        patch.object(running, "judged", by_few(running.judged)),
        patch.object(api, "readiness_of", by_few(api.readiness_of)),
    ):
        yield
