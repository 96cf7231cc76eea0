from datetime import datetime, timedelta

import polars as pl
import pytest

from dataqa.checks.relevance.reference_drift import _alike


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ([1, 2], [1.5, 2.5], ([1, 2], [1.5, 2.5])),
        ([1, 2], ["3", "x"], ([1, 2], [3.0, None])),
        (["1", "2"], [3, 4], (["1", "2"], ["3", "4"])),
        ([True, False], ["true", "no"], (["true", "false"], ["true", "no"])),
        (["a"], [None], (["a"], [None])),
        ([1, 2], [True, False], None),
    ],
)
def test_cells_of_one_kind(old, new, wanted):
    found = _alike(pl.Series("a", old), pl.Series("a", new))
    assert (found and tuple(side.to_list() for side in found)) == wanted
    assert found is None or found[0].dtype == found[1].dtype or found[0].dtype.is_numeric()


def test_texts_and_times_are_not_of_one_kind():
    assert _alike(pl.Series("a", ["x"]), pl.Series("a", [0]).cast(pl.Datetime("us"))) is None


def test_texts_and_dates_are_not_compared(measure):
    days = [datetime(2024, 1, 1) + timedelta(days=k) for k in range(200)]
    assert measure("reference-drift", {"a": ["u", "v"] * 100, "b": range(200)}, reference={"a": days, "b": range(200)}) == []
