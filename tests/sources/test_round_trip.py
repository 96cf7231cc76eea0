"""Whatever stands in the cells: no row is lost, nothing is raised."""

import csv
import tempfile
from pathlib import Path

import pandas as pd
import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dataqa.sources import load

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12) | st.text(
    'a,"\n\r; \t1-', max_size=12
)
ROWS = st.lists(st.tuples(st.none() | TEXT, st.none() | st.integers(-(2**63), 2**63 - 1)), min_size=1, max_size=20)
THOROUGH = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
DTYPES = {pl.Boolean, pl.Int64, pl.Float64, pl.String, pl.Datetime("us")}


def _check(data, rows: int) -> None:
    table = load(data)
    assert (table.rows, table.unreadable) == (rows, 0)
    assert set(table.frame.dtypes) <= DTYPES


@THOROUGH
@given(ROWS)
def test_csv(rows):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.csv"
        with path.open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream).writerows([("t", "n"), *rows])
        _check(path, len(rows))


@THOROUGH
@given(ROWS)
def test_parquet(rows):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.parquet"
        pl.DataFrame(rows, schema={"t": pl.String, "n": pl.Int64}, orient="row").write_parquet(path)
        _check(path, len(rows))


@THOROUGH
@given(st.lists(st.none() | st.text(max_size=5) | st.integers() | st.floats() | st.booleans() | st.datetimes(), min_size=1))
def test_objects(cells):
    _check(pd.DataFrame({"x": pd.Series(cells, dtype=object)}), len(cells))


@THOROUGH
@given(st.lists(st.sampled_from(["1", "1,5", "2020-01-01", "1/2/2020", "NA", "", "-", "x", "true", None]), min_size=1))
def test_texts(cells):
    _check({"x": cells}, len(cells))
