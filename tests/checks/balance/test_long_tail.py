from __future__ import annotations

import numpy as np
import pytest

RANDOM = np.random.default_rng(0)


def ratings(chances: np.ndarray, rows: int = 6000) -> dict:
    return {
        "user_id": np.resize(np.arange(200), rows),
        "item_id": np.sort(RANDOM.choice(len(chances), rows, p=chances / chances.sum())),
        "rating": RANDOM.integers(1, 6, rows),
    }


ZIPF = 1 / np.arange(1, 401) ** 1.5


def test_the_head_and_what_is_left_for_the_tail(measure):
    (m,) = [m for m in measure("long-tail", ratings(ZIPF), target="rating") if m.columns == ("item_id",)]
    assert 0.75 < m.interval[0] < m.value < m.interval[1] <= 1
    assert m.details["tail"] < 0.1
    assert m.details["hundredth"] < m.value
    assert m.details["gini_interval"][0] < m.details["gini"] < m.details["gini_interval"][1]
    assert m.kind == "popularity"


def test_rows_dealt_by_chance_have_no_head(judge, measure):
    assert judge("long-tail", ratings(np.ones(400)), target="rating") == []
    assert judge("long-tail", ratings(np.ones(3000), rows=4000), target="rating") == []
    found = next(m for m in measure("long-tail", ratings(np.ones(400)), target="rating") if m.columns == ("item_id",))
    assert found.value == pytest.approx(found.details["by_chance"], abs=0.02)


def test_severity_follows_the_surer_end(judge):
    assert [(i.columns, i.severity) for i in judge("long-tail", ratings(ZIPF), target="rating")] == [(("item_id",), "low")]
    mild = ratings(1 / np.arange(1, 401) ** 1.1)
    assert [(i.columns, i.severity) for i in judge("long-tail", mild, target="rating")] == [(("item_id",), "info")]


def test_a_title_beside_its_id_is_reported_once_and_names_are_nothing_to_learn(measure):
    frame = ratings(ZIPF)
    frame["title"] = [f"film {k}" for k in frame["item_id"]]
    frame["name"] = [f"name {RANDOM.integers(0, 4000)}" for _ in frame["item_id"]]
    assert {m.columns for m in measure("long-tail", frame, target="rating")} == {("user_id",), ("item_id",)}


def test_few_values_have_no_tail(measure):
    assert measure("long-tail", {"colour": ["a"] * 900 + ["b"] * 100}) == []


def test_of_fewer_than_a_hundred_entities_a_tenth_says_little(measure):
    assert measure("long-tail", {"g": [k % 99 for k in range(990)], "a": range(990)}, group="g") == []
    (found,) = measure("long-tail", {"g": [k % 100 for k in range(1000)], "a": range(1000)}, group="g")
    assert (found.value, found.details["values"], found.details["head"], found.details["tail"]) == (0.1, 100, 10, 0.5)
