"""Digits of numbers, sums of hashes and words near each other: the parts by which rows meet."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from dataqa.checks._edits import near_words
from dataqa.checks.minhash import BANDS, LONG, candidate_pairs, distinct, promising, runs_of, sketched, within
from dataqa.checks.rounding import _levels, _longer, _short, _usual, rounded_alike
from dataqa.checks.row_hashes import again, form, row_hashes


@pytest.mark.parametrize(
    ("value", "places", "longer"),
    [
        (1.25, 1, True),
        (1.25, 2, False),
        (1.0, 0, False),
        (0.0, 0, False),
        (1e9 + 0.25, 0, False),
        (1234.5, 0, True),
        (-1.25, 1, True),
    ],
)
def test_numbers_with_more_decimals(value, places, longer):
    assert _longer(np.array([[value]]), places).item() is longer


def test_the_decimals_that_a_column_has():
    fine = np.column_stack([np.arange(100) / 100, np.arange(100.0), np.append(np.full(95, 1.5), np.full(5, 1.25))])
    assert _usual(fine).tolist() == [2, 0, 1]
    assert [level.tolist() for level in _levels(fine)] == [[1, 0, 1], [1, 0, 0], [0, 0, 0]]
    assert _usual(np.append(np.full(94, 1.5), np.full(6, 1.25))[:, None]).tolist() == [2]
    assert _short(fine[:12], np.array([1.0, 0, 0])).tolist() == [False] * 12
    assert _short(fine[:12], np.array([1.0, 0, 1])).tolist() == [True] + [False] * 9 + [True, False]


def test_rows_that_are_others_rounded():
    exact = np.round(np.random.default_rng(0).normal(50, 20, (60, 3)), 2)
    rows = np.vstack([exact, np.round(exact[:4], 1)])
    frame = pl.DataFrame(rows, schema=["a", "b", "c"])
    groups, expected = rounded_alike(frame, np.arange(64), np.zeros(64, dtype=np.uint64), np.arange(64, dtype=np.uint64))
    assert sorted(groups.get_column("row").to_list()) == [0, 1, 2, 3, 60, 61, 62, 63]
    assert groups.get_column("group").n_unique() == 4
    assert expected == 0
    apart = np.arange(64, dtype=np.uint64)
    assert rounded_alike(frame, np.arange(64), apart, apart)[0].height == 0  # in other columns they differ
    assert rounded_alike(frame, np.array([0]), apart[:1], apart[:1])[0].height == 0
    assert rounded_alike(frame.select([]), np.arange(64), apart, apart)[0].height == 0


def test_how_many_rows_meet_by_chance_when_rounded():
    coarse = np.random.default_rng(1).integers(0, 30, 300) / 10
    frame = pl.DataFrame({"a": coarse})
    rest, exact = np.zeros(300, dtype=np.uint64), (coarse * 10).round().astype(np.uint64)
    groups, expected = rounded_alike(frame, np.arange(300), rest, exact)
    assert groups.height > 0
    assert expected >= (coarse == np.round(coarse)).sum() * 0.9  # all do


def test_the_form_of_texts_does_not_count():
    shown = pl.DataFrame({"a": ["New  York.", " new york", "New York,"]}).select(form("a")).to_series().to_list()
    assert shown == ["new york", "new york", "new york,"]
    frame = pl.DataFrame({"a": ["New York.", "new york", "Rome", "Rome"], "n": [1, 1, 2, 2], "x": [0.5, 0.5, 0.25, 0.75]})
    found = row_hashes(frame, ["a"], ["x"])
    assert found.plain[0] == found.plain[1] != found.plain[2] != found.plain[3]
    assert found.exact[0] != found.exact[1]
    assert (found.plain - found.floats)[2] == (found.plain - found.floats)[3]
    assert found.meeting.tolist() == [True] * 4
    apart = row_hashes(pl.DataFrame({"a": ["x", "y"], "n": [1, 1], "m": [1, 2]}), ["a"], [])
    assert apart.meeting.tolist() == [False, False]


def test_hashes_that_occur_again():
    assert again(np.array([3, 1, 3, 2, 1], dtype=np.uint64)).tolist() == [True, True, True, False, True]
    assert again(np.array([], dtype=np.uint64)).tolist() == []
    assert distinct(np.array([3, 1, 3, 2])).tolist() == [1, 2, 3]
    assert distinct(np.array([], dtype=np.int64)).tolist() == []


def test_runs_of_characters():
    texts = pl.Series(["abcdefghi", "xabcdefgh", "abcdefgh"])
    ((start, hashes, ends),) = runs_of(texts, LONG)
    assert (start, ends.tolist(), len(hashes)) == (0, [2, 4, 5], 5)
    first, second, third = hashes[:2], hashes[2:4], hashes[4:]
    assert first[0] == second[1] == third[0]
    assert len({*hashes.tolist()}) == 3
    long = pl.Series(["a" * 15_000, "b" * 15_000, "c" * 15_000])
    assert [start for start, _, _ in runs_of(long, LONG)] == [0, 2]


TEXTS = pl.Series(
    ["the quick brown fox jumps over the lazy dog", "the quick brown fox jumps over the lazy cat", "something else altogether now"]
)


def test_texts_that_share_many_runs_meet():
    found = sketched(TEXTS)
    assert found.keys.shape == (BANDS, 3)
    first, second = within(found.keys)
    assert (0, 1) in set(zip(first.tolist(), second.tolist(), strict=True))
    assert not {2} & {*first.tolist(), *second.tolist()}
    mine, other = candidate_pairs(found.keys, found.keys)
    assert {(0, 0), (0, 1), (1, 0), (1, 1), (2, 2)} == set(zip(mine.tolist(), other.tolist(), strict=True))
    kept = promising(found, np.array([0, 0, 0]), found, np.array([0, 1, 2]), 0.9)
    assert kept[1].tolist() == [0, 1]


@pytest.mark.parametrize(
    ("word", "known", "apart"),
    [
        ("hamburg", "hamburg", None),
        ("amburg", "hamburg", None),  # the first letter is right
        ("ahmburg", "hamburg", 1),
        ("jamburg", "hamburg", 1),  # or alone wrong in a long word
        ("jonn", "bonn", None),
        ("bohn", "bonn", 1),
        ("bon", "bonn", 1),
        ("bo", "bonn", None),
        ("hannovr", "hannover", 1),
        ("hanovr", "hannover", 2),
        ("homburh", "hamburg", None),  # two slips in seven letters
        ("a" * 25, "a" * 24, None),
    ],
)
def test_words_near_a_known_one(word, known, apart):
    assert near_words([word], [known], 4) == ({} if apart is None else {word: [(apart, known)]})
