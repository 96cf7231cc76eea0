from __future__ import annotations

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from dataqa.profile.column_sketch import BINS, categories, category_name, hashed, is_hash, number_sketch

FINITE = st.floats(allow_nan=False, allow_infinity=False, width=64)


def test_few_numbers_have_a_bin_each():
    sketch = number_sketch(np.array([3.0, 1.0, 3.0, 2.5]), 5)
    assert (sketch.places, sketch.edges, sketch.counts, sketch.rows, sketch.present) == ((1, 2.5, 3), (1, 2.5, 3), (1, 1, 2), 5, 4)


@given(st.lists(FINITE, max_size=300))
@settings(deadline=None, max_examples=100)
def test_every_number_is_in_one_bin(values):
    sketch = number_sketch(np.array(values), len(values))
    assert sketch.present == len(values)
    assert len(sketch.edges) == len(sketch.places) == len(sketch.counts) <= BINS
    assert list(sketch.edges) == sorted(set(sketch.edges))


def test_many_numbers_are_in_bins_of_like_counts():
    sketch = number_sketch(np.random.default_rng(0).normal(size=10_000), 10_000)
    assert len(sketch.counts) == BINS
    assert max(sketch.counts) <= 210


def test_the_rest_of_many_categories_is_counted_together():
    sketch = categories(pl.Series([str(i) for i in range(60)] + ["a", "a", None]))
    assert (sketch.names[0], sketch.counts[0], sketch.rest, sketch.present, sketch.rows) == ("a", 2, 11, 62, 63)


def test_a_category_has_one_name_whatever_its_type():
    assert category_name(1) == category_name(1.0) == "1"
    assert category_name(True) == "true"
    assert category_name("x" * 100).startswith("x" * 50 + "…#")
    assert category_name("x" * 100) != category_name("x" * 101)


def test_a_hash_is_told_from_a_category_that_looks_like_one():
    assert is_hash(hashed("x"))
    assert [is_hash(name) for name in ("#1", "#N/A", "#0123456789", "x#01234567")] == [False] * 4
