import polars as pl
import pytest

from dataqa.profile.state import TableState


def _finish(frame, parts=None):
    states = [TableState.empty(frame.schema) for _ in parts or [frame]]
    for state, part in zip(states, parts or [frame], strict=True):
        state.update(part)
    first, *others = states
    for other in others:
        first.merge(other)
    return first.finish({name: str(dtype) for name, dtype in frame.schema.items()})


@pytest.fixture(scope="session")
def profile():
    """Profile a frame: in one piece, or its parts merged from left to right."""
    return _finish


@pytest.fixture(scope="session")
def column():
    """Profile one column given as a list."""

    def build(cells, dtype=None):
        return _finish(pl.DataFrame({"x": pl.Series(cells, dtype=dtype)})).columns["x"]

    return build
