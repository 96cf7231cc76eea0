from __future__ import annotations

from datetime import datetime

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from dataqa.profile.row_sketch import SIZE, RowSketchState, cell_hashes, row_sketch

CELLS = st.one_of(st.none(), st.integers(-3, 3))
FRAMES = st.lists(st.tuples(CELLS, CELLS), max_size=60)


def frame(rows):
    return pl.DataFrame({"a": [a for a, _ in rows], "y": [b for _, b in rows]}, schema={"a": pl.Int64, "y": pl.Int64})


def said(sketch):
    return sketch.rows, sketch.hashes.tolist(), sketch.counts.tolist(), sketch.labels.tolist(), sketch.whole, sketch.columns


def test_hashes_are_the_same_in_every_version_and_on_every_machine():
    assert cell_hashes(pl.Series([1, -1, None])).tolist() == [1, 2**64 - 1, 0x6E756C6C]
    assert cell_hashes(pl.Series(["abc", "é"])).tolist() == [8952642330259793944, 16908809132758853863]
    assert cell_hashes(pl.Series([0.1])).tolist() == [4611686019464219853]


def test_what_another_kind_of_file_changes_is_the_same_cell():
    assert cell_hashes(pl.Series([1, None, 0])).tolist() == cell_hashes(pl.Series([1.0, None, 0.0])).tolist()
    assert cell_hashes(pl.Series([True, False])).tolist() == cell_hashes(pl.Series([1, 0])).tolist()
    assert cell_hashes(pl.Series(["", "x"])).tolist() == cell_hashes(pl.Series([None, "x"])).tolist()
    assert cell_hashes(pl.Series([0.1], dtype=pl.Float32).cast(pl.Float64)).tolist() == cell_hashes(pl.Series([0.1])).tolist()


def test_odd_cells_have_hashes():
    odd = pl.Series([float("inf"), -float("inf"), 1e300, -0.0, 2.0**60])
    assert len(set(cell_hashes(odd).tolist())) == 5 - 1  # what is too large for 32 bits is endless
    assert len(set(cell_hashes(pl.Series([datetime(2020, 1, 1), datetime(1, 1, 1), None])).tolist())) == 3


@given(FRAMES, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=60)
def test_neither_the_order_of_rows_and_columns_nor_their_split_matters(rows, random):
    whole = said(row_sketch([frame(rows)], "y"))
    mixed = rows[:]
    random.shuffle(mixed)
    assert said(row_sketch([frame(mixed).select("y", "a")], "y")) == whole
    cut = random.randint(0, len(rows))
    parts = [RowSketchState("y"), RowSketchState("y")]
    parts[0].update(frame(mixed[:cut]))
    parts[1].update(frame(mixed[cut:]))
    parts[1].merge(parts[0])
    assert said(parts[1].finish()) == whole


@given(st.lists(st.integers(0, 9), max_size=80), st.integers(1, 5), st.integers(0, 80))
@settings(deadline=None, max_examples=60)
def test_what_is_kept_is_counted_whole_however_the_rows_come(values, size, cut):
    one, two, both = (RowSketchState(size=size) for _ in range(3))
    table = pl.DataFrame({"a": values}, schema={"a": pl.Int64})
    one.update(table[:cut])
    two.update(table[cut:])
    one.merge(two)
    both.update(table)
    assert said(one.finish()) == said(both.finish())
    assert both.finish().whole == (len(set(values)) <= size)
    assert sorted(both.finish().counts.tolist()) == sorted(
        values.count(v) for v in sorted(set(values), key=lambda v: row_sketch([pl.DataFrame({"a": [v]})], None).hashes[0])[:size]
    )


def test_the_target_is_kept_apart():
    old, new = (row_sketch([pl.DataFrame({"a": [1, 2], "y": labels})], "y") for labels in (["p", "q"], ["p", "p"]))
    assert old.hashes.tolist() == new.hashes.tolist()
    assert (old.labels != new.labels).sum() == 1


def test_a_large_table_is_kept_in_part():
    sketch = row_sketch([pl.DataFrame({"a": np.arange(5000)})], None)
    assert (len(sketch.hashes), sketch.whole, sketch.rows) == (SIZE, False, 5000)


def test_a_column_without_cells_or_rows():
    assert said(row_sketch([pl.DataFrame({"a": []}, schema={"a": pl.String})], None))[:2] == (0, [])
    assert row_sketch([pl.DataFrame({"a": [None, None]}, schema={"a": pl.String})], None).counts.tolist() == [2]


def test_texts_that_come_often_hash_as_others_do():
    once = cell_hashes(pl.Series(["abc", "é", "", None])).tolist()
    assert cell_hashes(pl.Series(["abc", "é", "", None] * 9)).tolist() == once * 9
