"""Whatever came in comes back: kind, index, names and dtypes; the input stays as it was."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from made_up import repair

from dataqa.fixing.polars_grid import ArrowGrid, PolarsGrid

EDITS = (
    repair("drop-rows", rows=[4]),
    repair("drop-columns", "b"),
    repair("blank-cells", "x", [0]),
    repair("replace-cells", "c", [1], ["u"]),
    repair("replace-cells", "n", [2], [30]),
)
COLUMNS = {"n": [1, 2, 3, 4, 5], "b": [True, False] * 2 + [True], "x": [9.5, 1.0, 2.0, None, 4.0], "c": ["u", "v", "u", "v", "u"]}
AFTER = {"n": [1, 2, 30, 4], "x": [None, 1.0, 2.0, None], "c": ["u", "u", "u", "v"]}


def test_polars(mended):
    frame = pl.DataFrame(COLUMNS, schema={"n": pl.Int16, "b": pl.Boolean, "x": pl.Float32, "c": pl.Categorical})
    before = frame.clone()
    fixed = mended(frame, *EDITS)
    assert fixed.data.to_dict(as_series=False) == AFTER
    assert fixed.data.dtypes == [pl.Int16, pl.Float32, pl.Categorical]
    assert frame.equals(before)
    assert isinstance(fixed.removed, pl.DataFrame)


def test_lazy_frames_come_back_collected(mended):
    assert mended(pl.DataFrame(COLUMNS).lazy(), *EDITS).data.to_dict(as_series=False) == AFTER


def test_arrow(mended):
    table = pa.table(COLUMNS).cast(pa.schema([("n", pa.int8()), ("b", pa.bool_()), ("x", pa.float32()), ("c", pa.large_string())]))
    fixed = mended(table, *EDITS)
    assert fixed.data.to_pydict() == AFTER
    assert fixed.data.schema == pa.schema([("n", pa.int8()), ("x", pa.float32()), ("c", pa.large_string())])
    assert isinstance(fixed.removed, pa.Table)


def test_arrow_with_repeated_names_and_dictionaries(mended):
    table = pa.table(
        [pa.array([1, 2, 3]), pa.array(["u", "v", "u"]).dictionary_encode(), pa.array([4, 5, 6])], names=["a", "c", "a"]
    )
    fixed = mended(table, repair("blank-cells", "a (2)", [0]), repair("replace-cells", "c", [1], ["u"]))
    assert fixed.data.column_names == ["a", "c", "a"]
    assert [fixed.data.column(k).to_pylist() for k in range(3)] == [[1, 2, 3], ["u", "u", "u"], [None, 5, 6]]
    assert fixed.data.schema.types == table.schema.types


def test_a_dict_of_lists_comes_back_as_pandas(mended):
    assert mended({"n": [1, 2, 3]}, repair("drop-rows", rows=[0])).data["n"].tolist() == [2, 3]


@pytest.mark.parametrize(
    "dtypes",
    [
        {"n": "int32", "b": "bool", "x": "float32", "c": "object"},
        {"n": "Int64", "b": "boolean", "x": "Float64", "c": "string"},
        {"n": "int64[pyarrow]", "b": "bool[pyarrow]", "x": "double[pyarrow]", "c": "string[pyarrow]"},
        {"n": "UInt8", "b": "object", "x": "float64", "c": pd.CategoricalDtype(["never", "v", "u"], ordered=True)},
    ],
)
def test_pandas(mended, dtypes):
    frame = pd.DataFrame(COLUMNS, index=pd.Index([10, 10, 20, 30, 40], name="row")).astype(dtypes)
    before = frame.copy(deep=True)
    fixed = mended(frame, *EDITS)
    data = fixed.data
    assert data.astype(object).where(data.notna(), None).to_dict("list") == AFTER
    assert data.dtypes.to_dict() == {name: dtype for name, dtype in frame.dtypes.items() if name != "b"}
    assert data.index.tolist() == [10, 10, 20, 30]
    assert data.index.name == "row"
    pd.testing.assert_frame_equal(frame, before)


def test_pandas_names_that_repeat_or_are_no_text(mended):
    frame = pd.DataFrame([[1, 2, 3.5], [4, 5, 6.5], [7, 8, 9.5]], columns=["a", "a", 7])
    fixed = mended(frame, repair("blank-cells", "a (2)", [0]), repair("drop-columns", "7"))
    assert fixed.data.columns.tolist() == ["a", "a"]
    assert fixed.data.iloc[:, 0].tolist() == [1, 4, 7]
    assert fixed.data.iloc[:, 1].isna().tolist() == [True, False, False]
    assert fixed.log["column"].tolist() == [7, "a"]  # what goes is decided first


def test_a_named_index_is_no_column_to_be_dropped(mended):
    frame = pd.DataFrame({"x": [1.0, 2.0]}, index=pd.Index(["k", "l"], name="key"))
    fixed = mended(frame, repair("drop-columns", "key"))
    assert fixed.steps[0].did == "key is the index and no column"
    pd.testing.assert_frame_equal(fixed.data, frame)


def test_dates_keep_their_zone(mended):
    frame = pd.DataFrame({"t": pd.to_datetime(["2024-03-01", "2024-05-02", "2024-03-01"]).tz_localize("Europe/Berlin")})
    new = pd.Timestamp("2024-02-05 08:00").to_pydatetime()
    fixed = mended(frame, repair("replace-cells", "t", [1], [new]), repair("blank-cells", "t", [0]))
    assert fixed.data["t"].dtype == frame["t"].dtype
    assert fixed.data["t"][1] == pd.Timestamp("2024-02-05 09:00", tz="Europe/Berlin")
    assert fixed.data["t"].isna().tolist() == [True, False, False]


def test_whole_numbers_too_large_for_a_float_keep_their_digits(mended):
    frame = pd.DataFrame({"id": [2**60 + 1, 2**60 + 3, 5]})
    assert mended(frame, repair("blank-cells", "id", [2])).data["id"].tolist()[:2] == [2**60 + 1, 2**60 + 3]


def test_cells_of_an_object_column_keep_their_type(mended):
    frame = pd.DataFrame({"o": np.array(["7", "8", "9", "7", "10", "11"], dtype=object)})
    assert mended(frame, repair("replace-cells", "o", [1], [7])).data["o"].tolist() == ["7", "7", "9", "7", "10", "11"]
    assert mended(frame, repair("replace-cells", "o", [1], [6.0])).data["o"].tolist() == ["7", "6", "9", "7", "10", "11"]


@pytest.mark.parametrize("kind", ["polars", "arrow"])
def test_a_date_that_python_has_none_for_is_shown_as_text(kind):
    far = pl.Series("at", [0, 253402300800000000, None, 86_400_000_000]).cast(pl.Datetime("us"))  # the second is in the year 10000
    frame = far.to_frame() if kind == "polars" else far.to_frame().to_arrow()
    grid = (PolarsGrid if kind == "polars" else ArrowGrid)(frame)
    cells = grid.cells(0, np.array([0, 1, 2, 3]))
    assert [cells[0], cells[2], cells[3]] == [datetime(1970, 1, 1), None, datetime(1970, 1, 2)]
    assert str(cells[1]).startswith("+10000-01-01")
