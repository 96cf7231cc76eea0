from __future__ import annotations

import numpy as np

RANDOM = np.random.default_rng(0)
ROWS = 1200
SEX = RANDOM.choice(["m", "f"], ROWS)
X = RANDOM.normal(size=ROWS)
Z = RANDOM.normal(size=ROWS)


def people(hidden: float) -> dict:
    """An outcome that nearly follows x and z together, among women only in some of the rows."""
    guess = RANDOM.random(ROWS) < hidden
    follows = np.where((SEX == "f") & guess, RANDOM.normal(size=ROWS), (X + Z) / 2**0.5 + RANDOM.normal(0, 0.2, ROWS))
    return {"sex": SEX, "race": RANDOM.choice(["a", "b"], ROWS), "x": X, "z": Z, "y": np.where(follows > 0.4, "yes", "no")}


def test_a_group_for_which_the_model_is_wrong_more_often(measure):
    m = next(m for m in measure("group-errors", people(0.6), target="y") if m.columns == ("sex",))
    assert (m.about, m.details["more"], m.details["less"]) == ("missed", "f", "m")
    assert (m.kind, m.notes) == ("missed", ("auc",))
    assert 0.2 < m.value < 0.6
    assert 0 < m.interval[0] < m.value < m.interval[1]
    assert set(SEX[m.rows.positions]) == {"f"}
    assert m.details["auc_more"] < m.details["auc_less"]


def test_equal_errors_raise_nothing(judge):
    assert judge("group-errors", people(0.0), target="y") == []


def test_models_that_know_nothing_say_nothing_about_groups(judge):
    noise = RANDOM.normal(size=ROWS)
    assert (
        judge("group-errors", {"sex": SEX, "x": X, "y": np.where(noise + 0.1 * (SEX == "f") > 0.2, "yes", "no")}, target="y") == []
    )
    # x and z, which give y away together, are left out
    assert judge("group-errors", {"sex": SEX, "x": X, "z": Z, "y": np.where(X + Z > 0.4, "yes", "no")}, target="y") == []


def test_it_is_a_question_and_low_at_most(judge):
    (issue,) = judge("group-errors", people(0.6), target="y")
    assert (issue.columns, issue.severity, issue.cost, issue.blocking) == (("sex",), "low", 0, False)
    assert issue.title.startswith("A quick model misses ")


def test_of_a_number_large_errors_are_compared(measure):
    y = X + RANDOM.normal(size=ROWS) * np.where(SEX == "f", 1.0, 0.2)
    m = next(
        m for m in measure("group-errors", {"sex": SEX, "race": ["a", "b"] * 600, "x": X, "y": y}, target="y") if "sex" in m.columns
    )
    assert (m.about, m.kind, m.details["more"]) == ("errors", "large", "f")


def test_of_many_classes_wrong_answers_are_compared(measure):
    y = np.where(
        (SEX == "f") & (RANDOM.random(ROWS) < 0.5),
        RANDOM.choice(list("uvw"), ROWS),
        np.array(list("uvw"))[np.digitize(X, [-0.4, 0.4])],
    )
    m = next(
        m for m in measure("group-errors", {"sex": SEX, "race": ["a", "b"] * 600, "x": X, "y": y}, target="y") if "sex" in m.columns
    )
    assert (m.about, m.kind, m.details["more"]) == ("errors", "", "f")


def test_groups_of_few_rows_prove_nothing(measure):
    frame = people(0.6) | {"sex": ["f"] * 20 + ["m"] * (ROWS - 20)}
    assert [m for m in measure("group-errors", frame, target="y") if m.columns == ("sex",)] == []
