"""Test texts inside of training texts."""

from __future__ import annotations

from planting import sentences
from plants.conversations import documents

ITEMS = [" ".join(sentences(400)[300 + 2 * k : 302 + 2 * k]) for k in range(6)]
LANGUAGE = {"task": "language", "text": "text"}


def test_whatever_the_names_of_the_columns(measure):
    texts = documents()
    texts[4] = f"{texts[4]} {ITEMS[2].upper()}, {texts[5][:150]}"
    (found,) = measure("embedded-test-texts", {"text": texts}, test={"question": ITEMS, "answer": ["a", "b"] * 3}, **LANGUAGE)
    assert (found.value, found.rows.positions.tolist(), found.details["long"]) == (1 / 6, [4], 1)


def test_of_a_split_the_test_rows_are_named(measure):
    texts = [*documents(), *ITEMS]
    texts[4] = f"{texts[4]} {ITEMS[2]} {texts[5][:150]}"
    (found,) = measure("embedded-test-texts", {"text": texts, "split": ["train"] * 20 + ["test"] * 6}, **LANGUAGE)
    assert found.rows.positions.tolist() == [22]


def test_a_shared_phrase_is_no_copy(measure):
    texts = documents()
    texts[4] = f"{texts[4]} {' '.join(ITEMS[2].split()[:9])} {texts[5][:150]}"
    assert measure("embedded-test-texts", {"text": texts}, test={"question": ITEMS}, **LANGUAGE) == []


def test_copies_as_a_whole_are_another_matter(measure):
    assert measure("embedded-test-texts", {"text": documents()}, test={"text": documents()[:3]}, **LANGUAGE) == []


def test_short_test_texts_count_among_all(measure):
    texts = documents()
    texts[4] = f"{texts[4]} {ITEMS[2]} {texts[5][:150]}"
    (found,) = measure("embedded-test-texts", {"text": texts}, test={"question": [ITEMS[2], *["who is it"] * 39]}, **LANGUAGE)
    assert (found.value, found.details["test_rows"]) == (1 / 40, 40)
