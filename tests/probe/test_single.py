"""What one column alone tells: all, half, nothing."""

from __future__ import annotations

import numpy as np
import pytest

from dataqa.probe.skill import Skill, Target, skill_of

N = 400
RANDOM = np.random.default_rng(0)
NUMBERS = RANDOM.normal(size=N)
TARGETS = {
    "binary": (np.where(NUMBERS > 0, "yes", "no"), "AUC"),
    "multiclass": (np.digitize(NUMBERS, [-0.5, 0.5]).astype(str), "AUC"),
    "numeric": (NUMBERS, "R²"),
}


@pytest.mark.parametrize("kind", TARGETS)
def test_all_half_and_nothing(probe, kind):
    y, metric = TARGETS[kind]
    half = np.where(RANDOM.random(N) < 0.5, NUMBERS, RANDOM.normal(size=N))
    found = probe({"all": NUMBERS, "half": half, "nothing": RANDOM.normal(size=N), "y": y})
    skills = {name: found.single(name) for name in ("all", "half", "nothing")}
    assert {skill.metric for skill in skills.values()} == {metric}
    assert skills["all"].value > 0.9
    assert 0.15 < skills["half"].value < 0.7
    assert skills["nothing"].value < 0.1
    assert skills["nothing"].interval[0] == 0
    for skill in skills.values():
        low, high = skill.interval
        assert 0 <= low <= skill.value <= high <= 1


@pytest.mark.parametrize("kind", TARGETS)
def test_a_category_tells_as_much_as_its_number(probe, kind):
    y, _ = TARGETS[kind]
    words = np.array(["low", "middle", "high"])[np.digitize(NUMBERS, [-0.5, 0.5])]
    assert probe({"x": words, "y": y}).single("x").value > 0.7


def test_worse_than_a_guess_is_no_skill():
    # every fold holds what the others do not: the mean of the others is always wrong
    target = Target(values=np.repeat([0, 1], 50), classes=("a", "b"))
    assert skill_of(np.repeat([[0.1, 0.9], [0.9, 0.1]], 50, axis=0), target) == Skill(
        value=0.0, interval=(0.0, 0.0), metric="AUC", raw=0.0
    )


def test_numbers_whose_squares_are_no_floats():
    truth = np.array([1e300, -1e300, 2e300])
    assert skill_of(truth, Target(values=truth)).value == 1


def test_a_value_that_never_comes_back_tells_nothing(probe):
    y = [0, 1] * 50
    assert probe({"x": [f"name {i}" for i in range(100)], "y": y}).single("x").value == 0


def test_being_empty_tells(probe):
    y = ["yes", "no"] * 50
    found = probe({"x": [None if one == "yes" else 5.0 for one in y], "z": [None, 1.0, 2.0, None] * 25, "y": y})
    assert found.presence("x").value == 1
    assert found.presence("z").value < 0.1


def test_flags_dates_and_infinities_tell_too(probe):
    flags = NUMBERS > 0
    dates = np.datetime64("2024-01-01") + (NUMBERS * 100).astype("timedelta64[D]")
    data = {"flag": flags, "when": dates.astype("datetime64[us]"), "far": np.where(NUMBERS > 2, np.inf, NUMBERS)}
    found = probe({**data, "y": np.where(flags, "yes", "no")})
    assert [found.single(name).value > 0.9 for name in data] == [True] * 3


@pytest.mark.parametrize(
    ("y", "usable"),
    [(["a", "b"] * 10, True), (["a"] * 20, False), (["a", "b"] * 9, False), ([None, "a", "b"] * 8, False), ([], False)],
)
def test_usable_with_twenty_rows_and_two_classes(probe, y, usable):
    assert probe({"x": list(range(len(y))), "y": y}).usable is usable


def test_rows_without_a_target_are_left_out(probe):
    found = probe({"x": range(6), "y": [1.5, None, np.inf, -np.inf, np.nan, 2.5]}, task="regression")
    low, high = sorted(found.target.values.tolist())
    assert low == pytest.approx(-high)  # normal scores of two numbers
    assert found.numbers(np.array([low, high])).tolist() == [1.5, 2.5]


def test_rare_classes_are_taken_together(probe):
    y = [f"c{i:02}" for i in range(16) for _ in range(24 - i)]
    found = probe({"x": range(len(y)), "y": y})
    assert found.target.classes == (*(f"c{i:02}" for i in range(11)), "(all others)")
    assert (found.target.values == 11).sum() == sum(24 - i for i in range(11, 16))


def test_twelve_classes_are_told_apart(probe):
    y = [f"c{i % 12:02}" for i in range(120)]
    assert probe({"x": range(120), "y": y}).target.classes == tuple(f"c{i:02}" for i in range(12))


def test_spellings_of_a_class_are_one_class(probe):
    found = probe({"x": range(60), "y": ["yes"] * 20 + ["Yes "] * 10 + ["no"] * 30})
    assert found.target.classes == ("no", "yes")
    assert sorted(np.bincount(found.target.values).tolist()) == [30, 30]
