"""Runs a snippet as its reader does: on a frame, with nothing else at hand."""

from __future__ import annotations

from typing import Any

import pandas as pd


def run(snippet: str, frame: pd.DataFrame, **options: Any) -> pd.DataFrame:
    """Return what ``fix`` of a snippet makes of a frame, which stays as it is."""
    names: dict[str, Any] = {}
    exec(compile(snippet, "edits.py", "exec"), names)
    before = frame.copy(deep=True)
    fixed = names["fix"](frame, **options)
    pd.testing.assert_frame_equal(frame, before)
    return fixed


def same(found: pd.DataFrame, wanted: pd.DataFrame) -> None:
    """Compare columns and cells, and no types: of missing cells, and of labels of rows, other libraries have their own."""
    assert found.columns.tolist() == wanted.columns.tolist()
    both = [frame.astype(object).where(frame.notna(), None).reset_index(drop=True) for frame in (found, wanted)]
    pd.testing.assert_frame_equal(*both)
