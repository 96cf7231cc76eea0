"""The learning curve: steep where rows are few for what is to be learned, flat where they are many."""

from __future__ import annotations

import numpy as np
import pytest


def frame(rows: int, features: int, noise: float, seed: int = 0) -> dict[str, list[float]]:
    random = np.random.default_rng(seed)
    x = random.normal(size=(rows, features))
    y = (x.mean(axis=1) * np.sqrt(features) + noise * random.normal(size=rows) > 0).astype(int)
    return {**{f"x{i}": x[:, i].tolist() for i in range(features)}, "y": y.tolist()}


def test_many_features_in_few_rows_want_more_rows(probe):
    curve = probe(frame(150, 40, 0.5)).curve_without(())
    value, low, high = curve.next_gain(150)
    assert curve.rows == (30, 60, 120)
    assert curve.skill[0] < curve.skill[1] < curve.skill[2]
    assert value > 0.05
    assert low <= value <= high


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("rows", "features", "gained"), [(150, 40, 0.102), (400, 60, 0.048)])
def test_what_doubling_really_gains_lies_in_the_interval(probe, rows, features, gained, seed):
    # `gained`: a logistic regression of twice as many rows over one of these, mean of eight draws, on 20,000 other rows
    value, low, high = probe(frame(rows, features, 0.5, seed)).curve_without(()).next_gain(rows)
    assert low <= gained <= high
    assert value == pytest.approx(gained, abs=0.05)
    assert high - low < 0.2


def test_two_features_in_many_rows_want_none(probe):
    curve = probe(frame(2_000, 2, 0.5)).curve_without(())
    assert curve.next_gain(2_000)[0] < 0.02


def test_what_is_gained_fades_with_the_rows_that_are_there(probe):
    curve = probe(frame(150, 40, 0.5)).curve_without(())
    assert curve.next_gain(150)[0] > curve.next_gain(1_000)[0] > curve.next_gain(100_000)[0] >= 0.0


def test_too_few_rows_tell_nothing(probe):
    assert probe(frame(30, 2, 0.1)).curve_without(()) is None


def test_a_column_that_is_left_out_lends_no_skill(probe):
    rows = frame(400, 5, 3.0)
    rows["answer"] = [value * 10.0 + 0.5 * i / 400 for i, value in enumerate(rows["y"])]
    told = probe(rows)
    assert told.curve_without(()).skill[-1] > 0.99 > 0.9 > told.curve_without(("answer",)).skill[-1]


@pytest.mark.parametrize("kind", ["class", "number"])
def test_copies_lend_no_skill(probe, kind):
    random = np.random.default_rng(1)
    x = np.repeat(random.normal(size=(100, 6)), 12, axis=0)
    y = np.repeat(random.integers(0, 2, 100) if kind == "class" else random.normal(size=100), 12)
    told = probe({**{f"x{i}": x[:, i].tolist() for i in range(6)}, "y": y.tolist()})
    assert told.joint.skill.value < 0.35


def test_few_values_are_no_copies(probe):
    random = np.random.default_rng(2)
    x = random.integers(0, 3, size=(600, 2))
    y = (x.sum(axis=1) + random.normal(size=600) > 2).astype(int)
    told = probe({"a": x[:, 0].tolist(), "b": x[:, 1].tolist(), "y": y.tolist()})
    assert told.joint.skill.value > 0.5
