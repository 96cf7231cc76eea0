from __future__ import annotations

import numpy as np
import pytest
from planting import sentences

RANDOM = np.random.default_rng(0)
WORDS = ["".join(RANDOM.choice(list("abcdefghijklmnop"), 6)) for _ in range(400)]
TEXTS = [" ".join(RANDOM.choice(WORDS, 10)) for _ in range(97)]


def test_a_text_with_another_word_is_named(measure):
    other = " ".join([*TEXTS[5].split()[:-1], "entirely"])
    (found,) = measure("near-duplicate-texts", {"text": [*TEXTS, other, TEXTS[7].upper() + "!", "new"], "n": range(100)})
    assert (found.columns, found.value, found.rows.positions.tolist()) == (("text",), 0.02, [98, 97])
    assert (found.details["originals"], found.details["groups"], found.details["largest"]) == ([7, 5], 2, 2)
    assert (found.notes, found.details["compared"], found.details["texts"]) == ((), 99, 99)
    assert found.rows.scores.tolist() == [1.0, pytest.approx(0.8, abs=0.06)]


def test_groups_name_all_but_their_first_row(measure):
    texts = [*TEXTS, *(f"{TEXTS[3]} {end}" for end in ("again", "once more", "at last"))]
    (found,) = measure("near-duplicate-texts", {"text": texts, "n": range(100)})
    assert (sorted(found.rows.positions.tolist()), found.details["groups"]) == ([97, 98, 99], 1)


def test_texts_equal_to_the_letter_are_another_matter(measure):
    assert measure("near-duplicate-texts", {"text": [*TEXTS, TEXTS[5], TEXTS[6].upper()], "n": range(99)}) == []


def test_short_texts_that_share_most_are_other_texts(measure):
    names = [f"{i} Upper Orchard Street West" for i in range(60)]
    assert measure("near-duplicate-texts", {"text": names, "n": range(60)}, text="text") == []


def test_a_turn_of_phrase_that_many_texts_share_makes_no_copy(measure):
    texts = [f"dear customer thank you for your order of one {WORDS[i]} {WORDS[i + 60]} {WORDS[i + 120]}" for i in range(60)]
    assert measure("near-duplicate-texts", {"text": texts, "n": range(60)}, text="text") == []


def test_other_orders_of_rows_name_the_same_texts(measure):
    texts = np.array([*TEXTS, *(f"{text} again" for text in TEXTS[:9])])
    mixed = np.random.default_rng(1).permutation(len(texts))
    (one,), (other,) = (measure("near-duplicate-texts", {"text": rows, "n": range(106)}) for rows in (texts, texts[mixed]))
    assert one.value == other.value == 9 / 106


def test_severity_follows_the_share(judge):
    few, many = ([*TEXTS, *(f"{text} {end}" for text in TEXTS for end in range(n))] for n in (1, 3))
    assert [judge("near-duplicate-texts", {"text": texts, "n": range(len(texts))})[0].severity for texts in (few, many)] == [
        "low",
        "medium",
    ]


def test_a_campaign_that_differs_in_its_numbers(measure):
    said = [f"{one} {two}." for one, two in zip(sentences(200)[::2], sentences(200)[1::2], strict=True)]
    for k, row in enumerate((4, 30, 55, 71, 90)):
        said[row] = (
            f"Save {k}7% now with code TS{k * 7919 + 1000} till 1{k} May at shop{k}4.example, only {k + 3} of {k}00 left for you"
        )
    found = measure("near-duplicate-texts", {"text": said, "label": ["a", "b"] * 50}, target="label", text="text")
    assert [sorted(m.rows.positions.tolist()) for m in found] == [[30, 55, 71, 90]]


def test_texts_of_one_form_whose_numbers_are_what_they_say_are_quiet(measure):
    said = [f"{k} mm {k * 7} km/h {k * 13 % 90} N {k * 29 % 180} E: rain {k * 3 % 17} wind gusts" for k in range(100)]
    assert measure("near-duplicate-texts", {"text": said, "label": ["a", "b"] * 50}, target="label", text="text") == []
