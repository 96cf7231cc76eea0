"""Splitting the rows any way and merging in any order gives the same profile."""

import math
from contextlib import contextmanager
from datetime import datetime

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataqa.profile import buckets, sample, value_counts
from dataqa.profile.state import TableState

SCHEMA = pl.Schema({"n": pl.Float64, "i": pl.Int64, "t": pl.String, "b": pl.Boolean, "d": pl.Datetime("us")})
# few values each, so that they repeat, and whatever hypothesis thinks of
NUMBERS = st.sampled_from([0.0, -0.0, 1.5, math.inf, -math.inf, 1e308, -1e308, 5e-324, 0.1]) | st.floats(allow_nan=False)
INTEGERS = st.sampled_from([0, 1, 2**62, -(2**63)]) | st.integers(-(2**63), 2**63 - 1)
TEXTS = st.sampled_from(["", " ", "a", "AB-12", "\t"]) | st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
DATES = st.sampled_from([datetime(2024, 1, 1, *at) for at in ((0, 0), (0, 0, 9), (0, 1), (0, 2), (1, 0), (2, 0))]) | st.datetimes()
ROW = st.tuples(*(st.none() | cells for cells in (NUMBERS, INTEGERS, TEXTS, st.booleans(), DATES)))
# copies of whole rows, so that some stand at the border of the sample
ROWS = st.lists(st.tuples(ROW, st.integers(1, 4)), max_size=12).map(lambda found: [row for row, n in found for _ in range(n)])


def frame_of(rows):
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def shown(profile):
    """All of a profile as text: −0 is then not 0, and 1 is not True."""
    return repr((profile.rows, profile.columns, profile.sample.rows()))


@contextmanager
def limits(kept, rows, stretches):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(value_counts, "LIMIT", kept)
        patch.setattr(sample, "SIZE", rows)
        patch.setattr(buckets, "LIMIT", stretches)
        yield


def merged(parts, draw):
    states = []
    for part in parts:
        states.append(TableState.empty(SCHEMA))
        states[-1].update(part)
    while len(states) > 1:
        into = states.pop(draw(st.integers(0, len(states) - 1)))
        into.merge(states.pop(draw(st.integers(0, len(states) - 1))))
        states.append(into)
    return states[0]


@pytest.mark.parametrize("small", [(3, 4, 2), (10_000, 10_000, 10_000)], ids=["sketched", "exact"])
@settings(max_examples=60, deadline=None)
@given(data=st.data(), rows=ROWS)
def test_any_order_split_and_merge_gives_the_same(small, data, rows):
    mixed = frame_of(data.draw(st.permutations(rows)))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(rows)), max_size=4)))
    parts = [mixed[a:b] for a, b in zip([0, *cuts], [*cuts, len(rows)], strict=True)]
    with limits(*small):
        whole = TableState.empty(SCHEMA)
        whole.update(frame_of(rows))
        in_turn = TableState.empty(SCHEMA)
        for part in parts:
            in_turn.update(part)
        expected = shown(whole.finish({}))
        assert shown(in_turn.finish({})) == expected
        assert shown(merged(parts, data.draw).finish({})) == expected


@settings(max_examples=60, deadline=None)
@given(rows=ROWS)
def test_what_is_not_sketched_is_true(rows):
    frame = frame_of(rows)
    with limits(3, 4, 2):
        state = TableState.empty(SCHEMA)
        state.update(frame)
        found = state.finish({})
    for name, column in found.columns.items():
        cells = [cell for cell in frame[name].to_list() if cell is not None]
        assert column.nulls == len(rows) - len(cells)
        assert column.exact == (len(set(cells)) <= 3)
        if column.exact:
            assert dict(column.top) == {cell: cells.count(cell) for cell in cells}
    assert sum(found.columns["d"].buckets.values()) == found.columns["d"].present
    finite = [n for n in frame["n"].to_list() if n is not None and math.isfinite(n)]
    assert (found.columns["n"].minimum, found.columns["n"].maximum) == (min(finite, default=None), max(finite, default=None))


def test_large_parts(profile):
    noise = np.random.default_rng(0)
    frame = pl.DataFrame({"x": noise.normal(size=30_000), "c": noise.integers(0, 9, 30_000)})
    parts = [frame[20_000:], frame[:7], frame[7:20_000]]
    assert shown(profile(frame, parts)) == shown(profile(frame))


def test_no_columns_and_no_rows():
    assert TableState.empty(pl.Schema()).finish({}).rows == 0
    empty = TableState.empty(SCHEMA)
    empty.update(frame_of([]))
    empty.merge(TableState.empty(SCHEMA))
    assert list(empty.finish({}).columns) == list(SCHEMA)


@pytest.mark.parametrize("turned", [False, True])
def test_the_coarser_step_wins(turned):
    many = pl.Series([datetime(2024, 1, 1, 0, minute) for minute in range(3)], dtype=pl.Datetime("us"))
    with limits(3, 4, 2):
        fine, coarse = buckets.TimeBuckets(), buckets.TimeBuckets()
        fine.update(many[:1])
        coarse.update(many)
        one, other = (coarse, fine) if turned else (fine, coarse)
        one.merge(other)
    assert (buckets.STEPS[one.step], one.counts.rows()) == ("1h", [(many[0], 4)])
