from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from dataqa.checks.bias.suspect_groups import suspect_groups

RANDOM = np.random.default_rng(1)
ROWS = 2000
SEX = RANDOM.choice(["f", "m"], ROWS)
X = RANDOM.normal(size=(2, ROWS))
SURE = 1 / (1 + np.exp(-5 * (X[0] + X[1])))
TRUE = RANDOM.random(ROWS) < SURE
FLIPPED = (SEX == "f") & (RANDOM.random(ROWS) < 0.2)


def people(y: np.ndarray) -> dict:
    return {"sex": SEX, "race": ["a", "b"] * (ROWS // 2), "u": X[0], "v": X[1], "y": y}


def words(yes: np.ndarray) -> np.ndarray:
    return np.where(yes, "yes", "no")


def test_a_group_whose_labels_were_flipped_is_named_with_its_rows(measure):
    (m,) = measure("suspect-groups", people(words(TRUE ^ FLIPPED)), target="y")
    assert (m.columns, m.about) == (("sex",), "f")
    assert 0.1 < m.value < 0.25
    assert 0.05 < m.interval[0] < m.value < m.interval[1]
    assert FLIPPED[m.rows.positions].mean() > 0.7


def test_labels_flipped_everywhere_are_nobodys(judge):
    every = RANDOM.random(ROWS) < 0.1
    assert judge("suspect-groups", people(words(TRUE ^ every)), target="y") == []


def test_a_group_that_is_harder_to_predict_has_no_wrong_labels(judge):
    flat = 1 / (1 + np.exp(-np.where(SEX == "f", 1.5, 5.0) * (X[0] + X[1])))
    assert judge("suspect-groups", people(words(RANDOM.random(ROWS) < flat)), target="y") == []


@pytest.mark.parametrize(("flipped", "severity"), [(FLIPPED, ["low"]), (FLIPPED & False, [])])
def test_it_is_a_question_and_low_at_most(judge, flipped, severity):
    issues = judge("suspect-groups", people(words(TRUE ^ flipped)), target="y")
    assert [(i.severity, i.cost, i.blocking) for i in issues] == [(one, 0, False) for one in severity]


def test_of_numbers_residuals_are_judged(measure):
    y = X[0] + X[1] + 0.1 * RANDOM.normal(size=ROWS)
    (m,) = measure("suspect-groups", people(np.where(FLIPPED, RANDOM.permutation(y), y)), target="y")
    assert (m.columns, m.about) == (("sex",), "f")
    assert m.interval[0] > 0.05


def test_of_several_classes_the_wrong_one_is_the_rows(measure):
    y = np.digitize(X[0] + X[1], [-1, 1])
    given = np.array(list("uvw"))[np.where(FLIPPED, (y + 1) % 3, y)]
    (m,) = measure("suspect-groups", people(given), target="y")
    assert (m.columns, m.about) == (("sex",), "f")
    assert 0.1 < m.details["rate"] < 0.3


def test_a_group_of_fewer_than_a_hundred_labels_is_none(measure):
    sex = SEX.astype("<U3")
    sex[:200] = "few"
    flipped = (sex == "few") & (np.random.default_rng(3).random(ROWS) < 0.5)
    for labelled, named in ((100, ["few"]), (99, [])):
        y = words(TRUE ^ flipped).astype(object)
        y[labelled:200] = None
        found = measure("suspect-groups", people(y) | {"sex": sex}, target="y", protected=["sex"])
        assert [m.about for m in found] == named, labelled


def test_the_target_is_no_group_of_itself(monkeypatch):
    for name, value in (("predictions", "scored"), ("_trustworthy", True), ("_contradicted", (None, None))):
        monkeypatch.setattr(f"dataqa.checks.bias.suspect_groups.{name}", lambda *_, value=value: value)
    asked = []
    monkeypatch.setattr("dataqa.checks.bias.suspect_groups.coded_groups", lambda _, column: asked.append(column))
    audit = SimpleNamespace(target="sex", task=SimpleNamespace(protected=("sex",)), parameters=SimpleNamespace(fits=2))
    assert (list(suspect_groups.measure(audit)), asked) == ([], [])
