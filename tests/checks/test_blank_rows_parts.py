"""Rows that hold nothing, whatever table they are of."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import polars as pl

from dataqa.checks.blank_rows import blank_rows


def blank(frame: pl.DataFrame, *unparsed: list[int]) -> list[int]:
    def where(one: pl.Expr) -> np.ndarray:
        return frame.select(one.arg_true()).to_series().to_numpy().astype(np.int64)

    sources = [SimpleNamespace(unparsed=np.array(rows, dtype=np.int64)) for rows in unparsed]
    engine = SimpleNamespace(table=SimpleNamespace(frame=frame), where=where)
    return blank_rows(SimpleNamespace(engine=engine, table=SimpleNamespace(columns=sources))).tolist()


def test_rows_without_a_value():
    frame = pl.DataFrame({"a": [1, None, None, None], "b": ["x", None, "", None]})
    assert blank(frame) == [1, 3]
    assert blank(frame, [], [3]) == [1]  # a word among numbers is a value
    assert blank(frame, [], []) == [1, 3]


def test_a_table_without_columns_has_no_blank_rows():
    assert blank(pl.DataFrame()) == []
    nothing = SimpleNamespace(engine=SimpleNamespace(table=SimpleNamespace(frame=pl.DataFrame())))
    assert blank_rows(nothing).tolist() == []
