"""The same small frame, whatever it comes as, gives the same Table."""

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from polars.testing import assert_frame_equal

from dataqa.sources import load

DATA = {
    "n": [1, 2, None, 4],
    "x": [1.5, None, 2.5, float("inf")],
    "s": ["a", None, "c c", "ü"],
    "b": [True, False, None, True],
    "t": [dt.datetime(2020, 1, 1), dt.datetime(2020, 1, 2, 3, 4, 5), None, dt.datetime(1969, 7, 20)],
}
WANTED = pl.DataFrame(DATA, schema={"n": pl.Int64, "x": pl.Float64, "s": pl.String, "b": pl.Boolean, "t": pl.Datetime("us")})


def _json_lines(path: Path) -> Path:
    rows = [dict(zip(DATA, row, strict=True)) for row in zip(*DATA.values(), strict=True)]
    path.write_text("\n".join(json.dumps(row, default=str) for row in rows), encoding="utf-8")
    return path


def _written(path: Path, write: str) -> Path:
    getattr(WANTED, write)(path)
    return path


MAKERS = {
    "pandas object": lambda _: pd.DataFrame(DATA, dtype=object),
    "pandas nullable": lambda _: pd.DataFrame(DATA).convert_dtypes(),
    "pandas arrow": lambda _: pd.DataFrame(DATA).convert_dtypes(dtype_backend="pyarrow"),
    "polars": lambda _: pl.DataFrame(DATA),
    "lazy": lambda _: pl.LazyFrame(DATA),
    "arrow": lambda _: pa.table(DATA),
    "arrow batch": lambda _: pa.record_batch(DATA),
    "arrow reader": lambda _: pa.table(DATA).to_reader(),
    "dict": lambda _: DATA,
    "records": lambda _: pl.DataFrame(DATA).to_dicts(),
    "parquet": lambda folder: _written(folder / "x.parquet", "write_parquet"),
    "arrow file": lambda folder: _written(folder / "x.arrow", "write_ipc"),
    "arrow stream": lambda folder: _written(folder / "x.ipc", "write_ipc_stream"),
    "csv": lambda folder: _written(folder / "x.csv", "write_csv"),
    "json lines": lambda folder: _json_lines(folder / "x.jsonl"),
}


@pytest.mark.parametrize("maker", MAKERS.values(), ids=MAKERS)
def test_same_frame(maker, tmp_path):
    table = load(maker(tmp_path))
    assert_frame_equal(table.frame, WANTED)
    assert [column.name for column in table.columns] == list(DATA)


def test_pandas_numpy_counts_with_a_gap_are_floats():
    table = load(pd.DataFrame(DATA))
    assert_frame_equal(table.frame.with_columns(pl.col("n").cast(pl.Int64)), WANTED)


def test_input_is_not_changed():
    frame = pd.DataFrame({"x": ["1", "?", "3"]}, dtype=object)
    before = frame.copy(deep=True)
    load(frame)
    pd.testing.assert_frame_equal(frame, before)


def test_import_is_light():
    code = "import sys, dataqa.sources; sys.exit(bool({'pandas', 'pyarrow'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
