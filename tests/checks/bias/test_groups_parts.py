"""Rates of groups, outcomes and errors, by hand."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import polars as pl
import pytest

from dataqa.checks.bias._coded import predictions
from dataqa.checks.bias._groups import _edges, surest_gaps
from dataqa.checks.bias._outcome import outcome_of
from dataqa.checks.bias.group_errors import _area, _counts, _errors
from dataqa.checks.bias.group_outcomes import _outcomes
from dataqa.checks.bias.suspect_groups import _apart, _contradicted, _given, _known, _measured, _of_many, _of_two, _trustworthy
from dataqa.probe.class_codes import OTHERS
from dataqa.probe.noise import NoiseDifference
from dataqa.probe.skill import Target
from dataqa.statistics import newcombe

# --- the surest difference ---


def test_the_surest_difference_of_a_rate():
    hits, rows = np.array([[50.0, 5], [20, 5], [10, 4]]), np.array([100.0, 100, 20])
    z = 2.3940  # 0.05 / 3 on two sides
    first, second = surest_gaps(hits, rows, 1)
    assert (first.high, first.low, first.value) == (0, 1, pytest.approx(0.3))
    assert first.interval == pytest.approx(newcombe(50, 100, 20, 100, z), abs=1e-4)
    assert (second.high, second.low, second.value) == (2, 0, pytest.approx(0.15))
    assert second.interval == pytest.approx(newcombe(4, 20, 5, 100, z), abs=1e-4)
    # of two rates the level is 0.05 / 6
    assert surest_gaps(hits, rows, 2)[0].interval == pytest.approx(newcombe(50, 100, 20, 100, 2.6383), abs=1e-4)


def test_rates_that_are_equal_have_no_difference():
    (found,) = surest_gaps(np.array([[5.0], [5.0]]), np.array([10.0, 10.0]), 1)
    assert (found.value, found.interval, found.high, found.low) == (0, (-1, 1), 0, 0)
    (found,) = surest_gaps(np.array([[5.0]]), np.array([10.0]), 1)
    assert found.value == 0


@pytest.mark.parametrize(
    ("name", "least", "most", "present", "edges"),
    [
        ("age", 20, 41, 2000, [30, 40, 55, 75]), ("age", 20, 40, 2000, [29, 42, 56]), ("age", 0, 120, 2000, [30, 40, 55, 75]),
        ("age", 0, 121, 2000, [29, 42, 56]), ("age", 20, 60, 1999, [30, 40, 55]),
    ],
)  # fmt: skip
def test_ages_are_those_of_people(name, least, most, present, edges):
    quantiles = {0.25: 28.5, 0.5: 41.2, 0.75: 56.0, 0.95: 76.0}
    one = SimpleNamespace(name=name, minimum=least, maximum=most, integral=True, present=present, quantiles=quantiles)
    assert _edges(one) == edges


def test_who_is_predicted(monkeypatch):
    monkeypatch.setattr("dataqa.checks.bias._coded.leaks_of", lambda _: {"leak"})

    def found(kind: str = "classification", *, usable: bool = True, learnable: tuple = ("a", "leak")) -> Any:
        probe = SimpleNamespace(usable=usable, learnable=learnable, scored=lambda *_: "predicted")
        return predictions(SimpleNamespace(probe=probe, engine=None, task=SimpleNamespace(kind=kind)))

    assert found() == "predicted"
    assert found("recommendation") is found("forecasting") is found(usable=False) is found(learnable=("leak",)) is None


# --- outcomes ---


def happened(values: list[Any], monkeypatch: pytest.MonkeyPatch, names: list[str] | None = None) -> Any:
    if names:
        found = pl.DataFrame({"name": names, "values": [[name] for name in names]})
        monkeypatch.setattr("dataqa.checks.bias._outcome.classes", lambda _: found)
    series = pl.Series("y", values)
    audit = SimpleNamespace(target="y", task=SimpleNamespace(discrete=bool(names)), engine=SimpleNamespace(values=lambda _: series))
    return outcome_of(audit)


def test_what_happens_to_people(monkeypatch):
    two = happened(["no", "yes", None, "no"], monkeypatch, ["no", "yes"])
    assert (two.happened.tolist(), two.known.tolist()) == ([False, True, False, False], [True, True, False, True])
    assert (two.about, two.kind, two.details) == ("y is yes", "", {"target": "y", "outcome": "yes"})
    three = happened(["a", "b", None, "c"], monkeypatch, ["a", "b", "c"])
    assert (three.happened.tolist(), three.about, three.kind) == ([False, True, False, True], "y is not a", "not")
    assert three.details == {"target": "y", "outcome": "a"}
    number = happened([1.0, 2, 3, None, float("inf")], monkeypatch)
    assert (number.happened.tolist(), number.known.tolist()) == (
        [False, False, True, False, False],
        [True, True, True, False, False],
    )
    assert (number.about, number.kind, number.details) == ("y is above 2", "above", {"target": "y", "middle": "2"})
    assert happened([None, None], monkeypatch).about == "y is above 0"


def test_outcomes_that_are_compared():
    counts = pl.DataFrame({"outcome": ["a", "b", "a", "c"], "len": [5, 9, 1, 1]})
    assert _outcomes(counts, True) == ["b", "a", "c"]
    assert _outcomes(counts.filter(pl.col("outcome") != "c"), True) == ["a"]
    assert _outcomes(counts, False) == ["true"]
    many = pl.DataFrame({"outcome": [f"c{k:02}" for k in range(25)], "len": list(range(25, 0, -1))})
    assert (len(_outcomes(many, True)), _outcomes(many, True)[0]) == (20, "c00")


# --- errors of models ---


def scored(values: list[float], predicted: Any, classes: tuple[str, ...] = ("no", "yes")) -> Any:
    target = Target(values=np.array(values), classes=classes) if classes else Target(values=np.array(values))
    return SimpleNamespace(target=target, predicted=np.array(predicted), positions=np.arange(len(values)) + 10, learned_from=99)


def test_missed_cases_and_false_alarms():
    chance = np.array([0.9, 0.4, 0.3, 0.8, 0.1])
    missed, alarms = _errors(scored([1, 1, 0, 0, 0], np.column_stack([1 - chance, chance])), "y", 0.1)
    # two are called yes, as many as are
    assert (missed.kind, missed.trials.tolist(), missed.hits.tolist()) == ("missed", [1, 1, 0, 0, 0], [0, 1, 0, 0, 0])
    assert (alarms.kind, alarms.trials.tolist(), alarms.hits.tolist()) == ("false-alarms", [0, 0, 1, 1, 1], [0, 0, 0, 1, 0])
    assert missed.details == {"target": "y", "outcome": "yes", "other_outcome": "no"}


def test_wrong_classes_and_large_errors():
    (wrong,) = _errors(scored([0, 1, 2], np.eye(3)[[0, 2, 2]], ("a", "b", "c")), "y", 0.1)
    assert (wrong.kind, wrong.hits.tolist(), wrong.trials.tolist()) == ("", [False, True, False], [True] * 3)
    (large,) = _errors(scored([0.0, 0, 0, 0], [1.0, -4, 2, 3], ()), "y", 0.25)
    assert (large.kind, large.hits.tolist(), large.details) == ("large", [False, True, False, False], {"large": 0.25})


def test_rows_of_groups():
    assert _counts(np.array([0, 2, -1, 2]), 4).tolist() == [1, 0, 2, 0]
    area, interval = _area(scored([1, 0, 1, 0], [[0.1, 0.9], [0.5, 0.5], [0.6, 0.4], [0.9, 0.1]]), np.array([True] * 4))
    assert area == 0.75
    assert interval[0] < 0.75 < interval[1]


# --- labels of groups ---


def test_predictions_that_contradict():
    odd, sure = _contradicted(scored([0, 1, 1], [[0.9, 0.1], [0.6, 0.4], [0.3, 0.7]]))
    assert (odd.tolist(), sure.tolist()) == ([0, 1, 0], [True, False, True])
    odd, sure = _contradicted(scored([0.0] * 10, [*range(10)], ()))
    assert (odd.tolist(), sure.all()) == ([0] * 9 + [1], True)


def test_targets_whose_labels_can_be_wrong(monkeypatch):
    monkeypatch.setattr("dataqa.checks.bias.suspect_groups.parameters_of", lambda _: {"least_r2": 0.3})

    def found(kind: str, classes: tuple[str, ...], value: float = 0.0) -> bool:
        monkeypatch.setattr("dataqa.checks.bias.suspect_groups.skill_of", lambda *_: SimpleNamespace(value=value))
        audit = SimpleNamespace(target="y", profile=SimpleNamespace(columns={"y": SimpleNamespace(kind=kind)}))
        return _trustworthy(audit, scored([0.0, 0], [0.0, 0], classes))

    assert found("text", ("a", "b", "c", "d"))
    assert found("number", ("1", "2", "3"))
    assert not found("number", ("1", "2", "3", "4"))
    assert found("number", (), 0.3)
    assert not found("number", (), 0.29)


SHARES = [[0.7, 0.2, 0.1], [0.1, 0.6, 0.3], [0.2, 0.3, 0.5]]


def test_one_question_for_each_class():
    pooled, plain = scored([0, 2, 1], SHARES, ("a", "b", OTHERS)), scored([0, 2, 1], SHARES, ("a", "b", "c"))
    rows = np.array([True, True, False])
    assert (_known(pooled), _known(plain)) == (2, 3)
    assert _given(pooled, rows).tolist() == [[True, False], [False, False]]
    chance, hits, able = _of_many(pooled, rows)
    assert (chance.tolist(), hits.tolist(), able.tolist()) == (
        [0.7, 0.2, 0.1, 0.6],
        [True, False, False, False],
        [True, False, False, False],
    )
    chance, hits, able = _of_two(scored([0, 1, 1], [[0.9, 0.1], [0.6, 0.4], [0.3, 0.7]]), rows)
    assert (chance.tolist(), hits.tolist(), able.tolist()) == ([0.1, 0.4], [False, True], [True, True])


def test_numbers_of_two_groups(monkeypatch):
    told = {
        2: SimpleNamespace(rate=0.3, interval=(0.2, 0.45), clean=0.1, wrong=np.array([0.9, 0.1])),
        1: SimpleNamespace(rate=0.1, interval=(0.05, 0.2), clean=0.5, wrong=np.array([0.2])),
    }
    monkeypatch.setattr("dataqa.checks.bias.suspect_groups.number_noise", lambda predicted, _: told[len(predicted)])
    found = _apart(scored([1.0, 2, 3], [1.0, 2, 3], ()), np.array([True, True, False]), np.array([False, False, True]), 0.05)
    assert (found.rate, found.other_rate, found.clean, found.wrong.tolist()) == (0.3, 0.1, 0.1, [0.9, 0.1])
    assert found.interval == pytest.approx((0.2 - np.hypot(0.1, 0.1), 0.2 + np.hypot(0.15, 0.05)), abs=1e-4)
    wider = _apart(scored([1.0, 2, 3], [1.0, 2, 3], ()), np.array([True, True, False]), np.array([False, False, True]), 0.025)
    assert wider.interval[0] == pytest.approx(0.2 - np.hypot(0.1, 0.1) * 2.2414 / 1.96, abs=1e-4)


def test_what_is_said_of_a_group():
    mine = np.arange(300) < 100
    wrong = np.where(np.arange(100) < 30, 0.9, 0.01)
    found = NoiseDifference(rate=0.3, other_rate=0.1, interval=(0.15, 0.26), clean=0.01, wrong=wrong)
    one = _measured("sex", "f", scored([0.0] * 300, [0.0] * 300), mine, ~mine, found, 2.0)
    low, high = newcombe(30, 100, 20, 200, 2.0)
    assert one.value == pytest.approx(0.2)
    assert one.interval == pytest.approx((0.2 - np.hypot(0.2 - low, 0.05), 0.2 + np.hypot(high - 0.2, 0.06)))
    assert (one.rows.positions.tolist(), one.rows.scores.tolist(), one.about) == (list(range(10, 40)), [0.9] * 30, "f")
    assert (one.details["group_rows"], one.details["other_rows"], one.details["clean"]) == (100, 200, 0.01)
    assert one.details["least_points"] == pytest.approx(100 * one.interval[0])
