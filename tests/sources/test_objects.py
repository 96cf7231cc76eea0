"""Columns of Python objects."""

import datetime as dt
import uuid
from decimal import Decimal

import numpy as np
import pandas as pd
import polars as pl
import pytest

from dataqa.sources import load

NOON = dt.datetime(2020, 1, 1, 12)
EAST = dt.timezone(dt.timedelta(hours=2))


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        ([True, None, np.bool_(False), pd.NA], [True, None, False, None]),
        ([1, None, np.int8(2), float("nan")], [1.0, None, 2.0, None]),
        ([1, None, 3], [1, None, 3]),
        ([Decimal("1.5"), Decimal("NaN"), 2], [1.5, None, 2.0]),
        ([2**70, -(10**400)], [float(2**70), float("-inf")]),
        ([NOON, pd.NaT, dt.date(2020, 1, 1), pd.Timestamp(NOON)], [NOON, None, dt.datetime(2020, 1, 1), NOON]),
        ([NOON.replace(tzinfo=EAST)], [dt.datetime(2020, 1, 1, 10)]),
        ([dt.timedelta(minutes=1), None], [60.0, None]),
        ([dt.time(1, 2, 3)], [3723.0]),
        ([uuid.UUID(int=1)], ["00000000-0000-0000-0000-000000000001"]),
        ([None, None], [None, None]),
        (["a\ud800"], ["a�"]),
    ],
)
def test_kinds(cells, wanted):
    assert load({"x": cells}).frame["x"].to_list() == wanted


def test_mix_becomes_text_and_is_counted():
    table = load(pd.DataFrame({"x": pd.Series([1, "a", None, "b", 2.5], dtype=object)}))
    assert table.frame["x"].to_list() == ["1", "a", None, "b", "2.5"]
    assert table.columns[0].mixed == {"str": 2, "int": 1, "float": 1}
    assert table.columns[0].stored == "object (str, int, float)"


def test_mix_of_numbers_and_their_texts_is_numbers():
    source = load({"x": [1, "2", 3, "4"]}).columns[0]
    assert (source.parsed, source.mixed) == ("number", {"int": 2, "str": 2})


def test_nested_cells_are_digests():
    table = load({"x": [[1, 2], [1, 2], {"a": b"1"}, None, np.array(["o", None], dtype=object)]})
    cells = table.frame["x"].to_list()
    assert table.columns[0].nested
    assert cells[0] == cells[1] != cells[2]
    assert cells[3] is None
    assert len(cells[4]) == 16


def test_polars_nested_and_bytes():
    frame = pl.DataFrame({"l": [[1], None], "s": [{"a": 1}, {"a": 1}], "b": [b"x", None]})
    table = load(frame)
    assert [source.nested for source in table.columns] == [True, True, True]
    assert table.frame["l"].null_count() == 1
    assert table.frame["s"].n_unique() == 1


def test_many_arrays_are_told_apart_by_their_content():
    images = np.random.default_rng(0).integers(0, 255, (2000, 32, 32, 3), dtype=np.uint8)
    images[7] = images[3]
    cells = load({"image": list(images)}).frame["image"]
    assert cells[7] == cells[3]
    assert cells.n_unique() == 1999
