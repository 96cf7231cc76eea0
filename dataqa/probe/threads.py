"""Small fits on one thread: many threads that wait for each other take longer than the work itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def one_thread() -> Iterator[None]:
    """Hold the learners' thread pools to one thread while small models are fitted; as before afterwards."""
    import sklearn.ensemble  # noqa: F401 - only pools that are loaded can be held
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1):
        yield
