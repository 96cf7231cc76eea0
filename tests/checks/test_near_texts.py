from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from dataqa.checks.near_texts import groups_of, near_pairs, nearest, plain_texts


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
