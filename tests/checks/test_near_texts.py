from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from dataqa.checks.near_texts import _rarity, alike, groups_of, near_pairs, nearest, plain_texts


def test_plain_texts_are_letters_and_digits():
    texts = pl.Series(["a  b", " Über-Maß ", "ﬁne!", None, "x 1"])
    assert plain_texts(texts).to_list() == ["a b", "über maß", "fine", None, "x 1"]


def changed(kept: float, number: int = 400) -> tuple[pl.Series, pl.Series]:
    random = np.random.default_rng(2)
    letters = [[chr(97 + c) for c in random.integers(0, 26, 204)] for _ in range(number)]
    # 200 runs of characters; with a new end of k characters 200 - k of them stay: Jaccard (200 - k) / (200 + k)
    k = round(200 * (1 - kept) / (1 + kept))
    copies = ["".join(text[:-k]) + "".join(chr(97 + c) for c in random.integers(0, 26, k)) for text in letters]
    return pl.Series(["".join(text) for text in letters]), pl.Series(copies)


@pytest.mark.parametrize(("kept", "recall"), [(0.61, 0.95), (0.7, 0.99), (0.8, 1.0)])
def test_how_many_near_copies_meet(kept, recall):
    texts, copies = changed(kept)
    places, likeness = nearest(texts, copies, 0.4)
    assert (places == np.arange(400)).mean() >= recall
    assert likeness[places >= 0].mean() == pytest.approx(kept, abs=0.02)
    pairs = near_pairs(pl.concat([texts, copies]), kept - 0.02)
    assert (pairs.second == pairs.first + 400).sum() >= recall * 400
    assert pairs.shared.mean() == pytest.approx(kept, abs=0.02)


def test_groups_are_named_by_their_first():
    assert groups_of(np.array([1, 2]), np.array([4, 4]), 6).tolist() == [0, 1, 1, 3, 1, 5]
    none = np.zeros(0, dtype=np.int64)
    assert groups_of(none, none, 3).tolist() == [0, 1, 2]
    assert groups_of(none, none, 0).tolist() == []


def test_no_texts_have_no_neighbours():
    none, some = pl.Series("t", [], dtype=pl.String), pl.Series("t", ["the quick brown fox", "jumps over it"])
    assert near_pairs(none, 0.5).first.tolist() == []
    assert [part.tolist() for part in nearest(none, some, 0.5)] == [[-1, -1], [0, 0]]
    assert [part.tolist() for part in nearest(some, none, 0.5)] == [[], []]
    assert [part.tolist() for part in nearest(some, some, 0.5)] == [[0, 1], [1, 1]]


def test_what_two_texts_share():
    first, second = np.array([0, 1]), np.array([0, 0])
    found = alike(pl.Series(["abcdef", "abcdefg"]), first, pl.Series(["abcdez"]), second, np.full(1 << 20, 2.0))
    assert found.shared.tolist() == found.weighted.tolist() == [1 / 3, 1 / 4]
    assert (found.first.tolist(), found.second.tolist()) == ([0, 1], [0, 0])


def test_runs_of_many_texts_weigh_little():
    weights, buckets = np.unique(_rarity(pl.Series(["abcdef", "abcdez", "vwxyz"])), return_counts=True)
    # of four runs one stands in two texts
    assert weights == pytest.approx(np.log([2, 2.5, 4]))
    assert buckets.tolist() == [1, 3, (1 << 20) - 4]


def test_texts_are_plain_however_many_are_odd():
    odd, plain = ["A-b", "Ç c"], ["a b", "ç c"]
    assert plain_texts(pl.Series([*odd, "x"])).to_list() == [*plain, "x"]
    assert plain_texts(pl.Series([odd[0], "x", "y", "z"])).to_list() == [plain[0], "x", "y", "z"]
    assert plain_texts(pl.Series(["x", "y z"])).to_list() == ["x", "y z"]


@pytest.mark.parametrize("number", [0, 1, 3])
def test_without_pairs_each_is_a_group(number):
    assert groups_of(np.arange(0), np.arange(0), number).tolist() == list(range(number))
