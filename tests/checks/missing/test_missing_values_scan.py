"""The groups in which something happens most unlike elsewhere, and how likely chance makes them."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import fisher_exact

from dataqa.checks.missing._dependence import phi_of, spread_of
from dataqa.checks.missing._scan import Segment, chance, strongest, tries


def segment(hits, rows, all_hits, all_rows):
    return Segment(0, 1, hits, rows, all_hits, all_rows, 0.0)


@pytest.mark.parametrize(
    ("hits", "rows", "all_hits", "all_rows"),
    [(8, 10, 10, 40), (10, 10, 10, 40), (0, 20, 12, 40), (1, 20, 12, 40), (6, 10, 20, 40), (3, 12, 20, 40)],
)
def test_chance_is_the_exact_test(hits, rows, all_hits, all_rows):
    more = hits / rows > all_hits / all_rows
    table = [[hits, rows - hits], [all_hits - hits, all_rows - rows - all_hits + hits]]
    wanted = 2 * fisher_exact(table, "greater" if more else "less").pvalue
    assert chance(segment(hits, rows, all_hits, all_rows)) == pytest.approx(min(1, wanted), rel=1e-9)


def test_clumped_rows_count_for_fewer():
    assert chance(segment(17, 20, 20, 80), 2.0) == pytest.approx(chance(segment(8, 10, 10, 40)))
    assert chance(segment(3, 20, 40, 80), 2.0) == pytest.approx(chance(segment(2, 10, 20, 40)))
    assert chance(segment(8, 10, 10, 40), 40.0) == 1.0
    assert chance(segment(5, 20, 10, 40)) == 1.0


def test_rates_inside_and_outside():
    one = segment(8, 10, 10, 40)
    assert (one.inside, one.outside, one.gap) == pytest.approx((0.8, 2 / 30, 0.8 - 2 / 30))
    assert segment(0, 10, 15, 40).gap == pytest.approx(0.5)
    # phi is the correlation of two flags
    inside, hit = np.repeat([1, 1, 0, 0], [8, 2, 2, 28]), np.repeat([1, 0, 1, 0], [8, 2, 2, 28])
    assert phi_of(one) == pytest.approx(np.corrcoef(inside, hit)[0, 1])


@pytest.mark.parametrize(
    ("groups", "ordered", "count"), [(0, False, 0), (1, False, 1), (2, False, 1), (3, False, 3), (3, True, 3), (4, True, 6)]
)
def test_how_many_groups_are_looked_at(groups, ordered, count):
    assert tries(groups, ordered) == count


HITS = np.array([[1.0, 0, 5, 35], [8, 0, 5, 35], [1, 0, 5, 35], [0, 0, 5, 35], [0, 0, 0, 35]])
ROWS = np.array([10.0, 10, 10, 5, 0])


@pytest.mark.parametrize("ordered", [True, False])
def test_the_group_most_unlike_the_rest(ordered):
    found, never, last, always = strongest(np.minimum(HITS, ROWS[:, None]), ROWS, ordered)
    assert never is always is None
    assert (found.start, found.stop, found.hits, found.rows, found.all_hits, found.all_rows) == (1, 2, 8, 10, 10, 35)
    # twice the log-likelihood ratio of two rates against one (G)
    counts = np.array([8, 2, 2, 23])
    expected = np.array([10, 10, 25, 25]) * np.array([10, 25, 10, 25]) / 35
    assert found.gain == pytest.approx(2 * (counts * np.log(counts / expected)).sum())
    assert (last.start, last.stop, last.hits, last.rows) == (3, 4, 5, 5)


def test_neighbours_are_taken_together_only_where_there_is_an_order():
    hits, rows = np.array([[0.0], [5], [5], [0], [0], [0]]), np.array([10.0, 10, 10, 10, 10, 0])
    (together,), (alone,) = strongest(hits, rows, True), strongest(hits, rows, False)
    assert (together.start, together.stop, alone.start, alone.stop) == (1, 3, 1, 2)


def test_a_stretch_with_two_ends_must_gain_more():
    # of the last two groups the first is a little the more unlike: not by as much as another end costs
    hits, rows = np.array([[1.0], [1], [6], [5], [0]]), np.array([20.0, 20, 20, 20, 0])
    (found,) = strongest(hits, rows, True)
    assert (found.start, found.stop) == (2, 4)
    hits = np.array([[1.0], [1], [18], [4], [0]])
    (found,) = strongest(hits, rows, True)
    assert (found.start, found.stop) == (2, 3)


def test_nothing_without_groups():
    assert strongest(np.zeros((1, 2)), np.array([30.0]), False) == [None, None]


def test_how_much_more_counts_of_clumps_vary():
    assert spread_of(np.array([5.0, 5]), np.array([10, 10])) == 1.0
    # each clump is all or nothing: (10-5)² + (0-5)² over 10·¼ + 10·¼
    assert spread_of(np.array([10.0, 0]), np.array([10, 10])) == pytest.approx(10.0)
    assert spread_of(np.array([10.0, 0]), np.array([10, 10]), np.array([0.9, 0.1])) == pytest.approx(2 / 1.8)
    assert spread_of(np.array([0.0, 0]), np.array([10, 10])) == 1.0
