import numpy as np
import polars as pl
import pytest

from dataqa.profile.sample import RowSample


def sampled(*parts, size):
    found = RowSample(size)
    for part in parts:
        other = RowSample(size)
        other.update(part)
        found.merge(other)
    return found.finish()


def test_few_rows_are_all_there_each_as_often_as_it_occurs():
    frame = pl.DataFrame({"a": [1, 2, 2, None, None], "b": ["x", "y", "y", None, None]})
    assert sampled(frame, size=5).sort("a").equals(frame.sort("a"))
    assert sampled(frame[:3], frame[3:], size=5).sort("a").equals(frame.sort("a"))


def test_copies_at_the_border_are_kept_or_left_out_whatever_the_split():
    frame = pl.DataFrame({"a": [i // 4 for i in range(40)]})
    for size in range(1, 41):
        whole = sampled(frame, size=size)
        assert whole.height == size
        assert sampled(frame[::3], frame[2::3], frame[1::3], size=size).equals(whole)
        in_turn = RowSample(size)
        for part in frame[::-1].iter_slices(3):
            in_turn.update(part)
        assert in_turn.finish().equals(whole)


def test_a_table_of_few_different_rows_keeps_their_shares():
    frame = pl.DataFrame({"a": [0] * 700 + [1] * 250 + [2] * 50})
    counts = sampled(frame, size=100)["a"].value_counts().sort("a")
    assert counts["count"].to_list() == [70, 25, 5]


def test_the_first_rows_are_as_good_as_any():
    frame = pl.DataFrame({"a": [i % 2 for i in range(20_000)]})
    assert sampled(frame, size=4000).head(1000)["a"].mean() == pytest.approx(0.5, abs=0.05)


def test_a_row_that_fills_the_table_does_not_fill_the_sample():
    rest = np.arange(1, 1001)
    found = {}
    for common in range(-100, 0):  # some of these hash low enough to be kept
        found[common] = sampled(pl.DataFrame({"a": np.r_[np.full(1000, common), rest]}), size=100)
    assert {(rows["a"] == common).sum() for common, rows in found.items()} == {0, 50}
    assert {rows.height for rows in found.values()} == {100}


def test_different_rows_stand_once_and_estimate_shares():
    frame = pl.DataFrame({"a": range(50_000)})
    found = sampled(frame, size=5000)["a"]
    assert found.n_unique() == 5000
    assert (found < 10_000).mean() == pytest.approx(0.2, abs=0.02)


def test_no_rows():
    assert RowSample().finish().height == 0
    assert sampled(pl.DataFrame({"a": []}), size=3).height == 0
