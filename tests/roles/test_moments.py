"""Every clock gives the same kind of moment."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from dataqa.roles.moments import moment_of
from dataqa.task import Column


@pytest.mark.parametrize(
    ("clock", "cells", "moments"),
    [
        ("datetime", [dt.datetime(2024, 2, 3, 4, 5, 6)], [dt.datetime(2024, 2, 3, 4, 5, 6)]),
        ("seconds", [0, 1_700_000_000, None], [dt.datetime(1970, 1, 1), dt.datetime(2023, 11, 14, 22, 13, 20), None]),
        ("seconds", [1.5], [dt.datetime(1970, 1, 1, 0, 0, 1, 500_000)]),
        ("milliseconds", [1_700_000_000_123], [dt.datetime(2023, 11, 14, 22, 13, 20, 123_000)]),
        ("year", [2024, None], [dt.datetime(2024, 12, 31), None]),
        ("year", [2024.0], [dt.datetime(2024, 12, 31)]),
        ("yyyymm", [202402, 202413, None], [dt.datetime(2024, 2, 1), None, None]),
        ("yyyymm", [202402.0], [dt.datetime(2024, 2, 1)]),
        ("yyyymmdd", [20240229, 20230229, None], [dt.datetime(2024, 2, 29), None, None]),
    ],
)
def test_clock(clock, cells, moments):
    column = Column(name="t", role="time", reason="told", clock=clock)
    found = pl.DataFrame({"t": cells}).select(moment_of(column)).to_series()
    assert found.to_list() == moments
    assert found.dtype == pl.Datetime("us")


def test_what_holds_no_times_says_so():
    with pytest.raises(ValueError, match=r"^the column 'x' holds no times$"):
        moment_of(Column(name="x", role="numeric", reason="numbers"))
