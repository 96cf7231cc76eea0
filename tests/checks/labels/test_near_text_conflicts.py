from __future__ import annotations

import numpy as np
import pytest

RANDOM = np.random.default_rng(0)
WORDS = ["".join(RANDOM.choice(list("abcdefghijklmnop"), 6)) for _ in range(400)]
TEXTS = [" ".join(RANDOM.choice(WORDS, 10)) for _ in range(100)]
LABELS = ["yes", "no"] * 50


def test_a_near_text_with_another_label_is_named(measure, judge):
    texts = [*TEXTS, *(f"{text} again" for text in TEXTS[:20])]
    data = {"text": texts, "n": range(120), "y": [*LABELS, "no", *LABELS[1:20]]}
    (found,) = measure("near-text-conflicts", data, target="y", text="text")
    assert (found.columns, found.about, found.value, sorted(found.rows.positions.tolist())) == (("y",), "text", 1 / 120, [0, 100])
    assert (found.details["compared"], found.details["agreeing"]) == (20, 19)
    assert [issue.severity for issue in judge("near-text-conflicts", data, target="y", text="text")] == ["info"]


def test_labels_that_near_texts_do_not_share_are_none_of_theirs(judge):
    texts = [*TEXTS, *(f"{text} again" for text in TEXTS)]
    data = {"text": texts, "n": range(200), "y": RANDOM.choice(["yes", "no"], 200)}
    assert judge("near-text-conflicts", data, target="y", text="text") == []


def test_texts_that_agree_are_quiet(measure):
    data = {"text": [*TEXTS, *(f"{text} again" for text in TEXTS)], "n": range(200), "y": LABELS * 2}
    assert measure("near-text-conflicts", data, target="y", text="text") == []


def test_texts_without_labels_are_quiet(measure):
    data = {"text": [*TEXTS, *(f"{text} again" for text in TEXTS)], "n": range(200), "y": [None] * 200}
    assert measure("near-text-conflicts", data, target="y", text="text") == []


def test_of_numbers_a_fifth_of_the_ranks_is_apart(measure):
    near = [f"{text} again" for text in TEXTS[:10]]
    (found,) = measure(
        "near-text-conflicts",
        {"text": [*TEXTS, *near], "n": range(110), "y": [*range(100), *range(30, 40)]},
        target="y",
        text="text",
    )
    assert (found.details["wrong"], found.details["compared"], found.details["agreeing"]) == (10, 10, 0)
    assert found.details["agreement"] == pytest.approx(1 - 1 / 0.64)
    beside = {"text": [*TEXTS, *near], "n": range(110), "y": [*range(100), *range(10, 20)]}
    assert measure("near-text-conflicts", beside, target="y", text="text") == []


def test_a_text_with_several_labels_is_left_out(measure):
    # it is near two texts that agree with each other, and itself says both
    data = {"text": [*TEXTS, f"{TEXTS[0]} again", f"{TEXTS[0]} again"], "n": range(102), "y": [*LABELS, "yes", "no"]}
    assert measure("near-text-conflicts", data, target="y", text="text") == []
    # without a label it says nothing, either
    data["y"][100:] = ["no", None]
    (found,) = measure("near-text-conflicts", data, target="y", text="text")
    assert sorted(found.rows.positions.tolist()) == [0, 100]
