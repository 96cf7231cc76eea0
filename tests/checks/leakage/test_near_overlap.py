from __future__ import annotations

import numpy as np
import pytest

TEXTS = [
    "where was the first football world championship played",
    "which river flows through the old town of prague",
    "the pump in hall 7 failed during the night shift",
    "please send the invoice again to our new address",
]


def split(test: list[str], **more) -> dict:
    return {"text": TEXTS + test, "split": ["train"] * len(TEXTS) + ["test"] * len(test), **more}


def test_texts_equal_but_for_case_punctuation_and_digits(measure):
    frame = split(["The pump in hall 12 FAILED, during the night-shift!", "nobody has ever asked anything like this"])
    (found,) = measure("near-overlap", frame, text="text")
    assert (found.columns, found.about, found.value, found.rows.positions.tolist()) == (("text",), "test", 0.5, [4])


def test_texts_that_share_most_of_their_words(measure):
    frame = split(["an unheard of sentence about nothing at all", "which river flows through the old town of prague today"])
    (found,) = measure("near-overlap", frame, text="text")
    assert (found.value, found.rows.positions.tolist()) == (0.5, [5])
    assert found.rows.scores[0] == pytest.approx(0.88, abs=0.06)
    assert found.notes == ("fuzzy",)


def test_exact_copies_and_other_texts_are_another_matter(measure):
    frame = split([TEXTS[0], "where do the children of the new teacher play"])
    assert measure("near-overlap", frame, text="text") == []


def test_of_texts_handed_in_apart_the_training_rows_are_named(measure):
    (found,) = measure(
        "near-overlap", {"text": TEXTS}, text="text", test={"text": ["WHICH river flows through the old town of Prague?"]}
    )
    assert (found.value, found.about, found.rows.positions.tolist()) == (1.0, "test=", [1])


def test_a_turn_of_phrase_that_many_texts_share_makes_no_copy(measure):
    names = ["france", "norway", "poland", "malawi", "greece", "angola"]
    texts = [f"what is the name of the capital of {name}" for name in names]
    assert measure("near-overlap", {"text": texts, "split": ["train"] * 4 + ["test"] * 2}, text="text") == []


def test_rows_equal_but_for_the_last_digits(measure):
    random = np.random.default_rng(0)
    train = {"a": random.normal(size=200), "b": random.normal(size=200), "c": random.normal(size=200)}
    test = {name: [*(values[:3] * 1.00001), *random.normal(size=7)] for name, values in train.items()}
    (found,) = measure("near-overlap", train, test=test)
    assert (found.columns, found.details["near"], found.rows.positions.tolist()) == ((), 3, [0, 1, 2])
    assert (found.value, found.notes) == (pytest.approx(0.3, abs=0.01), ())


def test_rows_that_chance_makes_alike_do_not_count(judge):
    random = np.random.default_rng(1)
    frame = {name: random.uniform(1, 1.02, 600) for name in "ab"}
    issues = judge("near-overlap", frame, test={name: random.uniform(1, 1.02, 200) for name in "ab"})
    assert [issue for issue in issues if issue.severity != "info"] == []


def test_severity_follows_the_share(judge):
    frame = {"text": [f"{text} {chr(97 + i) * 3}" for i in range(20) for text in TEXTS]}
    (issue,) = judge("near-overlap", frame, text="text", test={"text": [text.upper() for text in frame["text"][:20]]})
    assert (issue.value, issue.severity) == (1.0, "high")


def test_rows_of_another_case_or_with_a_slip(measure):
    random = np.random.default_rng(3)
    towns = random.choice(["Hamburg", "Bremen", "Rostock", "Dresden"], 60).tolist()
    train = {"town": towns, "size": random.normal(size=60), "rooms": random.integers(1, 9, 60)}
    changed = [towns[0].upper(), towns[1][:-2] + towns[1][-1], "Leipzig", "Leipzig"]
    test = {"town": changed, "size": [*train["size"][:2], 7.0, 8.0], "rooms": [*train["rooms"][:2], 3, 4]}
    (found,) = measure("near-overlap", train, test=test)
    assert (found.details["near"], found.rows.positions.tolist()) == (2, [0, 1])


def test_no_more_than_chance_explains_is_quiet(measure):
    random = np.random.default_rng(2)
    frame = {name: random.uniform(1, 1.02, 600) for name in "ab"}
    assert measure("near-overlap", frame, test={name: random.uniform(1, 1.02, 200) for name in "ab"}) == []
