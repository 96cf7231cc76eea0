from __future__ import annotations

import numpy as np
import pytest

from dataqa.statistics import wilson

TEXTS = [f"the text of message number {chr(97 + i // 26)}{chr(97 + i % 26)} and so on" for i in range(96)]


def test_texts_that_differ_in_case_and_punctuation(measure, judge):
    data = {"text": [*TEXTS, "Win money now!", "win money, now", "WIN MONEY NOW"], "y": ["n", "p"] * 48 + ["n", "p", "p"]}
    (found,) = measure("near-label-conflicts", data, target="y", text="text")
    assert (found.columns, found.value, found.rows.positions.tolist()) == (("y",), 1 / 99, [96, 97, 98])
    assert [i.severity for i in judge("near-label-conflicts", data, target="y", text="text")] == ["low"]


def test_numbers_in_a_long_text_aside(measure):
    long = "your parcel {} is waiting for you at the counter of the post office"
    data = {"text": [*TEXTS, long.format(17), long.format(4711)], "y": ["n", "p"] * 48 + ["n", "p"]}
    (found,) = measure("near-label-conflicts", data, target="y", text="text")
    assert found.rows.positions.tolist() == [96, 97]


def test_numbers_in_a_short_text_are_what_it_is_about(measure):
    data = {"text": [*TEXTS, "what is 2 and 2", "what is 3 and 3"], "y": ["n", "p"] * 48 + ["n", "p"]}
    assert measure("near-label-conflicts", data, target="y", text="text") == []


def test_exact_conflicts_are_another_matter(measure):
    data = {"text": [*TEXTS, "win money now", "win money now"], "y": ["n", "p"] * 48 + ["n", "p"]}
    assert measure("near-label-conflicts", data, target="y", text="text") == []


def test_rows_equal_but_for_the_last_digits(measure):
    random = np.random.default_rng(0)
    data = {name: [*(values := random.normal(size=100)), *(values[:3] * 1.000001)] for name in "abc"}
    data["y"] = [*["n", "p"] * 50, "p", "n", "n"]
    (found,) = measure("near-label-conflicts", data, target="y")
    assert sorted(found.rows.positions.tolist()) == [0, 1, 100, 101]
    assert found.details["wrong"] == 2


def test_numbers_that_are_close_by_chance_weigh_nothing(judge):
    random = np.random.default_rng(1)
    data = {"a": random.uniform(1, 1.05, 500), "b": random.uniform(1, 1.05, 500), "y": random.integers(0, 2, 500)}
    assert [i for i in judge("near-label-conflicts", data, target="y") if i.severity != "info"] == []


def test_copies_that_agree_are_quiet(measure):
    data = {"text": TEXTS + [text.upper() for text in TEXTS], "y": ["n", "p"] * 96}
    assert measure("near-label-conflicts", data, target="y", text="text") == []


def test_what_equal_rows_show_already_does_not_count(measure):
    data = {"text": [*TEXTS, "win money now", "win money now", "WIN MONEY NOW"], "y": ["n", "p"] * 48 + ["n", "p", "n"]}
    assert measure("near-label-conflicts", data, target="y", text="text") == []


def test_no_more_than_chance_explains_is_quiet(measure):
    random = np.random.default_rng(1)
    data = {"a": random.uniform(1, 1.05, 500), "b": random.uniform(1, 1.05, 500), "y": random.integers(0, 2, 500)}
    assert [m.value for m in measure("near-label-conflicts", data, target="y") if m.value < 0.001] == []


@pytest.mark.parametrize(("given", "wrong"), [(90, 1), (26, 1), (24, 0)])
def test_of_numbers_a_fifth_of_the_ranks_contradicts(measure, given, wrong):
    random = np.random.default_rng(0)
    data = {name: [*(values := random.normal(size=100)), values[5] * 1.000001] for name in "abc"}
    data["y"] = [*(k * 1.5 for k in range(100)), given * 1.5]
    assert [m.details["wrong"] for m in measure("near-label-conflicts", data, target="y")] == [wrong] * wrong


@pytest.mark.parametrize(("chance", "surprising"), [(0.25, 0.75), (0.5, 0.5), (0.75, None)])
def test_what_chance_makes_is_taken_off(measure, monkeypatch, chance, surprising):
    monkeypatch.setattr("dataqa.checks.labels.near_label_conflicts._expected", lambda *_, **__: chance)
    data = {"text": [*TEXTS, "Win money now!", "win money, now", "WIN MONEY NOW"], "y": ["n", "p"] * 48 + ["n", "p", "p"]}
    found = measure("near-label-conflicts", data, target="y", text="text")
    assert [one.value for one in found] == ([] if surprising is None else [surprising / 99])
    low, high = wilson(1, 99)
    assert [one.interval for one in found] == [(max(0.0, low - chance / 99), high - chance / 99)] * len(found)
