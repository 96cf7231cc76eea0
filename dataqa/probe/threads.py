"""Small fits on one thread: many threads that wait for each other take longer than the work itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any


@cache
def _pools() -> Any:
    """Return the learners' thread pools, looked for once: that takes longer than a small fit's own threads."""
    import sklearn.ensemble  # noqa: F401 - only pools that are loaded can be held
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


@contextmanager
def one_thread() -> Iterator[None]:
    """Hold the learners' thread pools to one thread while small models are fitted; as before afterwards."""
    with _pools().limit(limits=1):
        yield
