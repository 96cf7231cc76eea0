"""Whatever the frame, fixing gives a frame of the same kind, fails at nothing, and leaves the input alone."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pandas as pd
import polars as pl
import pytest
from snippets import run, same

import dataqa

_AT = Path(__file__).parents[1] / "checks" / "edge_frames.py"
_SPEC = importlib.util.spec_from_file_location("edge_frames_for_fixes", _AT)
assert _SPEC is not None
assert _SPEC.loader is not None
edge_frames = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(edge_frames)


@pytest.mark.parametrize("name", sorted(edge_frames.CASES))
def test_edge_frames(name):
    arguments = dict(edge_frames.CASES[name]())
    data = arguments.pop("data")
    before = data.copy(deep=True) if isinstance(data, pd.DataFrame) else data.clone() if isinstance(data, pl.DataFrame) else None
    result = dataqa.audit(data, **{"as_of": edge_frames.DAY, **arguments})
    for apply in ("safe", "all", [issue.id for issue in result.issues]):
        fixed = result.fix(data, apply=apply)
        assert [step.issue for step in fixed.steps] == [issue.id for issue in result.record.every_issue]
        if isinstance(data, pd.DataFrame):
            assert isinstance(fixed.data, pd.DataFrame)
            pd.testing.assert_frame_equal(data, before)
            pd.testing.assert_frame_equal(run(fixed.snippet, data), fixed.data)
        elif isinstance(data, pl.DataFrame):
            assert isinstance(fixed.data, pl.DataFrame)
            assert data.equals(before)
            same(run(fixed.snippet, data.to_pandas()), fixed.data.to_pandas())
        else:
            compile(fixed.snippet, "snippet", "exec")
