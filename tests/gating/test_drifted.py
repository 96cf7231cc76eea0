from __future__ import annotations

import numpy as np
import pytest


def drifts(decision):
    return [(one.columns[0], one.about, one.fails) for one in (*decision.target_drift, *decision.drift)]


def test_rows_of_the_same_kind_do_not_drift(gate, table, rng):
    new = {"a": rng.normal(size=900).tolist(), "b": rng.choice(["x", "y", "z"], 900, p=[0.6, 0.3, 0.1]).tolist()}
    assert drifts(gate(table, {**new, "y": rng.choice(["no", "yes"], 900).tolist()}, "y")) == []


def test_half_a_standard_deviation_fails(gate, table):
    (one,) = gate(table, {**table, "a": [x + 0.5 for x in table["a"]]}, "y").drift
    assert (one.columns, one.about, one.fails) == (("a",), "values", True)
    assert one.interval[0] > 0.2
    assert 0.4 < one.value < 0.6
    assert one.what == "the median"


def test_all_beyond_what_was_there_is_far(gate, table):
    (one,) = gate(table, {**table, "a": [x + 100 for x in table["a"]]}, "y").drift
    assert one.value > 5


def test_one_wild_value_is_no_drift(gate, table):
    assert gate(table, {**table, "a": [1e9, *table["a"][1:]]}, "y").drift == ()


def test_a_constant_that_becomes_another_moved(gate, table):
    decision = gate({**table, "c": [5.0] * 400 + [6.0] * 400}, {**table, "c": [7.0] * 800}, "y")
    assert [(one.columns[0], one.fails) for one in decision.drift] == [("c", True)]


def test_other_shares_of_categories_drift(gate, table, rng):
    new = rng.choice(["x", "y", "z"], 800, p=[0.2, 0.3, 0.5]).tolist()
    (one,) = gate(table, {**table, "b": new}, "y").drift
    assert (one.columns, one.fails, one.labels[-1]) == (("b",), True, "others")
    assert one.what in ("the share of 'x'", "the share of 'z'")


def test_empty_cells_drift(gate, table):
    new = [None if i % 10 == 0 else x for i, x in enumerate(table["a"])]
    assert drifts(gate(table, {**table, "a": new}, "y")) == [("a", "empty cells", True)]


def test_the_target_stands_apart(gate, table):
    new = ["yes" if i % 3 else label for i, label in enumerate(table["y"])]
    decision = gate(table, {**table, "y": new}, "y")
    assert (len(decision.drift), [one.columns for one in decision.target_drift]) == (0, [("y",)])


def test_texts_drift_by_their_length(gate, table, rng):
    def prose(words):
        return [" ".join(rng.choice(["tea", "cat", "house", "green", "walks"], words + i % 5)) + f" {i}." for i in range(800)]

    decision = gate({**table, "t": prose(6)}, {**table, "t": prose(14)}, "y", text="t")
    assert [(one.columns, one.about) for one in decision.drift] == [(("t",), "length")]


@pytest.mark.parametrize("size", [40, 3000])
def test_another_seed_of_the_same_distribution_fails_nothing(gate, size):
    for seed in range(3):
        rng = np.random.default_rng(seed)
        sides = [{"a": rng.exponential(size=size).tolist(), "b": rng.integers(0, 9, size).tolist()} for _ in range(2)]
        assert gate(*sides).failing == ()
