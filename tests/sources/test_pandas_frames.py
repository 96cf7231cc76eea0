"""pandas: dtypes and the index."""

import datetime as dt

import numpy as np
import pandas as pd
import polars as pl
import pytest

from dataqa.sources import load


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        (pd.Categorical(["a", None, "1"]), ["a", None, "1"]),
        (pd.Categorical([1, 2, 1]), ["1", "2", "1"]),
        (pd.Series([1, None], dtype="Int8"), [1, None]),
        (pd.Series(["a", None], dtype="str"), ["a", None]),
        (pd.arrays.SparseArray([0, 1]), [0, 1]),
        (pd.period_range("2020-01", periods=1, freq="M"), [dt.datetime(2020, 1, 1)]),
        (pd.PeriodIndex.from_ordinals([12 * 8030 + 1], freq="M"), [None]),  # year 10000, as other dates out of range
        (pd.PeriodIndex.from_ordinals([12 * 300000], freq="M"), ["301970-01"]),
        (pd.Categorical(pd.Series(["a\ud800", "b"], dtype=object)), ["a\ufffd", "b"]),
        (np.array([1, 2], dtype=">i2"), [1, 2]),
        (np.array([1.5, np.inf], dtype="float16"), [1.5, np.inf]),
        (np.array([1, 2**64 - 1], dtype="uint64"), [1.0, float(2**64)]),
        (np.array([5, "NaT"], dtype="timedelta64[s]"), [5.0, None]),
    ],
)
def test_dtypes(values, wanted):
    assert load(pd.DataFrame({"x": values})).frame["x"].to_list() == wanted


def test_zones_become_utc_and_are_told():
    table = load(pd.DataFrame({"t": pd.to_datetime(["2020-01-01 01:00"]).tz_localize("Europe/Berlin")}))
    assert table.frame["t"].to_list() == [dt.datetime(2020, 1, 1)]
    assert table.notes == ("'t': times with a zone were converted to UTC",)


def test_dates_out_of_range_are_missing_and_named():
    table = load(pd.DataFrame({"t": np.array(["20000-01-01", "2020-01-01"], dtype="datetime64[s]")}))
    assert table.frame["t"].to_list() == [None, dt.datetime(2020, 1, 1)]
    assert table.columns[0].unparsed.tolist() == [0]


@pytest.mark.parametrize("index", [None, pd.RangeIndex(2), pd.Index([0, 1])])
def test_an_index_that_says_nothing_is_left(index):
    assert load(pd.DataFrame({"x": [1, 2]}, index=index)).labels is None


def test_index_without_a_name_is_labels():
    table = load(pd.DataFrame({"x": [1, 2]}, index=["p", "q"]))
    assert (list(table.labels), table.frame.columns) == (["p", "q"], ["x"])


def test_named_index_is_a_column_too():
    table = load(pd.DataFrame({"x": [1, 2]}, index=pd.Index([7, 9], name="id")))
    assert (list(table.labels), table.frame["id"].to_list()) == ([7, 9], [7, 9])
    assert table.frame.columns == ["id", "x"]


def test_date_index_is_a_column_too():
    table = load(pd.DataFrame({"x": [1, 2]}, index=pd.date_range("2020", periods=2)))
    assert table.frame.columns == ["index", "x"]
    assert table.frame["index"].dtype == pl.Datetime("us")


def test_levels_of_a_multi_index():
    index = pd.MultiIndex.from_tuples([("a", 1), ("b", 2)], names=["k", None])
    table = load(pd.DataFrame({"x": [1, 2]}, index=index))
    assert (list(table.labels), table.frame.columns) == ([("a", 1), ("b", 2)], ["k", "x"])


def test_no_rows_is_fine():
    assert load(pd.DataFrame({"a": [], "b": pd.Series([], dtype=object)})).frame.shape == (0, 2)
