import numpy as np
import polars as pl
import pytest

from dataqa.engine.local import LocalEngine
from dataqa.sources.table import ColumnSource, Table

FRAME = pl.DataFrame({"a": [3, None, 1, 3], "b": ["x", None, "y", "x"]})


@pytest.fixture
def engine():
    columns = tuple(ColumnSource(name=name, stored="any") for name in FRAME.columns)
    return LocalEngine(Table(frame=FRAME, columns=columns, name="literal", origin="frame"))


def test_batches_are_the_rows_in_order(engine):
    assert engine.rows == 4
    assert [batch.height for batch in engine.batches(3)] == [3, 1]
    assert pl.concat(engine.batches(3)).equals(FRAME)


def test_where_is_true_and_not_null(engine):
    found = engine.where(pl.col("a") > 1)
    assert (found.dtype, found.tolist()) == (np.int64, [0, 3])
    assert engine.where(pl.col("b") == "z").tolist() == []


def test_aggregate(engine):
    assert engine.aggregate(pl.col("a").max().alias("most"), pl.len().alias("rows")) == {"most": 3, "rows": 4}


def test_counts_stand_in_the_order_of_the_values(engine):
    assert engine.counts("a").rows() == [(None, 1), (1, 1), (3, 2)]
    assert engine.counts("a", "b", where=pl.col("a").is_not_null()).rows() == [(1, "y", 1), (3, "x", 2)]


def test_equal_rows_hash_equal(engine):
    hashes = engine.hashes(["a", "b"])
    assert (hashes.dtype, hashes[0] == hashes[3], len(set(hashes.tolist()))) == (np.uint64, True, 3)
    assert engine.hashes([]).tolist() == [0, 0, 0, 0]


def test_take_keeps_the_order_that_was_asked_for(engine):
    assert engine.take([2, 0, 2])["a"].to_list() == [1, 3, 1]
    assert engine.take(np.array([], dtype=np.int64), ["b"]).shape == (0, 1)
    assert engine.take([2, 0], []).shape == (0, 0)


def test_values(engine):
    assert engine.values("a").to_list() == [3, None, 1, 3]
    assert engine.values("a", lambda cells: cells.fill_null(0)).to_list() == [3, 0, 1, 3]


def test_hashes_are_made_once_and_nobody_may_write_to_them(engine):
    hashes = engine.hashes(["a", "b"])
    assert hashes[0] == hashes[3] != hashes[2]
    assert engine.hashes(["a", "b"]) is hashes
    assert engine.hashes(["b"]).tolist() != hashes.tolist()
    assert not hashes.flags.writeable
