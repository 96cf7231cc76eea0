"""Runs of words: hand-counted."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from dataqa.checks.word_runs import contained, most_frequent, overlaps, repeated, words_of_texts


def words(*texts):
    return words_of_texts(pl.Series(texts, dtype=pl.String))


def test_words_are_letters_and_digits_in_lower_case():
    found = words("Éa-b, 12!", None, "B")
    assert (found.text.tolist(), found.sizes.tolist()) == ([0, 0, 0, 2], [2, 1, 2, 1])
    assert found.hashes[1] == found.hashes[3]


def test_runs_do_not_cross_texts():
    hashes, text, starts = words("a b c", "d", "a b").runs(2)
    assert (text.tolist(), starts.tolist(), hashes[0] == hashes[2]) == ([0, 0, 2], [0, 1, 4], True)


def test_the_share_of_runs_that_another_text_contains():
    shares = contained(pl.Series(["a b c d", "a b c d", "d c b a", "a"]), pl.Series(["x a b c", "A, b; c d!", "a b c d", "a b"]), 2)
    assert shares.tolist() == pytest.approx([2 / 3, 1.0, 0.0, 0.0])


def test_which_texts_are_contained_in_which():
    found = overlaps(words("a b c d", "e f g"), words("x a b c d", "a b y", "g f e"), 2, 0.5)
    assert (found.part.tolist(), found.whole.tolist(), found.share.tolist()) == ([0], [0], [1.0])
    assert overlaps(words("a b"), words(None), 2, 0.5).part.tolist() == []


def test_characters_of_repeated_runs():
    # "aa b" twice: 2 x 4 characters; the second time 3 characters of words were there before
    assert most_frequent(words("aa b c aa b", "a b c"), 2, 2).tolist() == [8.0, 0.0]
    assert repeated(words("aa b c aa b", "a b c"), 2, 2).tolist() == [3.0, 0.0]


def test_words_of_some_texts_keep_their_places():
    found = words("a b", "c d", "e").of(np.array([False, True, True]))
    assert (found.text.tolist(), found.hashes.tolist()) == ([1, 1, 2], words("c d", "e").hashes.tolist())
