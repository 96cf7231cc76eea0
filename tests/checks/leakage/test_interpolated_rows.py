from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import polars as pl
import pytest

from dataqa.checks.leakage.interpolated_rows import interpolated_rows

RANDOM = np.random.default_rng(17)
REAL = RANDOM.normal(size=(600, 5)).round(4)
RARE = np.arange(600) >= 500
REAL[RARE] = (REAL[RARE] + 0.6).round(4)


def smote(rows, many):
    random = np.random.default_rng(0)
    found = []
    for _ in range(many):
        place = random.integers(len(rows))
        near = np.argsort(((rows - rows[place]) ** 2).sum(axis=1))[random.integers(1, 6)]
        found.append(rows[place] + random.random() * (rows[near] - rows[place]))
    return np.array(found)


def table(rows, rare):
    frame = pd.DataFrame(rows, columns=list("abcde")).assign(fraud=np.where(rare, "yes", "no"))
    return frame.sample(frac=1, random_state=1).reset_index(drop=True)


@pytest.mark.parametrize("digits", [12, 4], ids=["all digits", "as many digits as the others"])
def test_rows_made_from_their_neighbours(judge, digits):
    made = smote(REAL[RARE], 300).round(digits)
    (issue,) = judge("interpolated-rows", table(np.vstack([REAL, made]), np.append(RARE, np.ones(300, bool))), target="fraud")
    assert issue.details["label"] == "'yes'"
    assert issue.severity in ("medium", "high")
    assert 0.6 <= issue.value <= 0.76


def test_real_rows_are_quiet(measure):
    assert measure("interpolated-rows", table(REAL, RARE), target="fraud") == []


def test_a_coarse_grid_is_quiet(judge):
    grid = np.random.default_rng(2).integers(0, 40, (600, 5))
    assert judge("interpolated-rows", table(grid, RARE), target="fraud") == []


def test_a_class_from_another_laboratory_with_more_digits_is_quiet(judge):
    converted = np.where(RARE[:, None], REAL * 18.0182, REAL)
    assert judge("interpolated-rows", table(converted, RARE), target="fraud") == []


def test_a_smoothed_series_of_both_classes_is_quiet(judge):
    knots = np.random.default_rng(3).normal(size=(151, 5))
    filled = np.array([knots[k // 4] + (k % 4) / 4 * (knots[k // 4 + 1] - knots[k // 4]) for k in range(600)])
    assert judge("interpolated-rows", table(filled, RANDOM.random(600) < 0.3), target="fraud") == []


def test_a_class_that_may_be_personal_is_hashed_in_the_id(judge):
    frame = table(np.vstack([REAL, smote(REAL[RARE], 300)]), np.append(RARE, np.ones(300, bool)))
    frame["fraud"] = frame["fraud"].replace({"yes": "ann.lee@example.org", "no": "bob.day@example.org"})
    (issue,) = judge("interpolated-rows", frame, target="fraud")
    assert issue.id.startswith("interpolated-rows:fraud:#")


def test_a_class_without_whole_rows_is_not_looked_at(measure):
    frame = table(np.vstack([REAL, smote(REAL[RARE], 300)]), np.append(RARE, np.ones(300, bool)))
    frame.loc[frame["fraud"] == "no", list("abcde")] = np.nan
    assert measure("interpolated-rows", frame, target="fraud") == []


@pytest.mark.parametrize(("made", "found"), [(10, [10]), (9, [])])
def test_ten_rows_between_others_are_needed(measure, made, found):
    real = np.random.default_rng(5).normal(size=(200, 5)).round(4)
    rare = np.arange(200) >= 150
    frame = table(np.vstack([real, smote(real[rare], made)]), np.append(rare, np.ones(made, bool)))
    assert [m.rows.count for m in measure("interpolated-rows", frame, target="fraud")] == found


def test_a_class_in_which_a_column_does_not_vary_is_quiet(judge):
    """In fair weather no rain falls: in three columns of a grid, rows lie on lines."""
    random = np.random.default_rng(6)
    rows = random.integers(0, 40, (800, 4)).astype(float)
    fair = np.arange(800) < 400
    rows[fair, 0] = 0
    rows[~fair] += random.random((400, 4))
    assert judge("interpolated-rows", table(np.column_stack([rows, np.zeros(800)]), fair), target="fraud") == []


def test_a_class_that_is_denser_than_all_others_is_quiet(judge):
    """On one grid, 5,600 rows of a class have more rows between others than 400 of the other; of as many they have as few."""
    grid = np.random.default_rng(7).integers(0, 32, (6000, 4)).astype(float)
    assert judge("interpolated-rows", table(np.column_stack([grid, np.zeros(6000)]), np.arange(6000) < 5600), target="fraud") == []


@pytest.mark.parametrize(("fair", "whole", "found"), [(2, 12, [0.6]), (1, 12, []), (2, 1, []), (2, 2, [0.1])])
def test_a_large_class_is_looked_at_as_thinly_as_the_others(monkeypatch, fair, whole, found):
    """Of 20 rows of one class ten lie between others, of ten of the other class one; of ten of the first so many."""
    lying = iter([(20, 10), (10, 1), (10, fair), (20, whole)])

    def made(*_):
        looked, rows = next(lying)
        return looked, np.arange(rows)

    monkeypatch.setattr("dataqa.checks.leakage.interpolated_rows._made", made)
    frame = pl.DataFrame({"a": [k / 7 for k in range(30)], "y": ["u"] * 20 + ["v"] * 10})
    column = SimpleNamespace(name="a", kind="number", distinct=30, nulls=0)
    limits = {"least_distinct": 30, "most_columns": 9, "least_columns": 1, "least_rows": 2, "elsewhere": 0.5, "most_rows": 99}
    audit = SimpleNamespace(
        rows=30, target="y", parameters=SimpleNamespace(**limits), profiles=lambda _: [(column, None)],
        profile=SimpleNamespace(columns={"a": column}), engine=SimpleNamespace(take=lambda rows, names: frame[rows].select(names)),
    )  # fmt: skip
    assert [m.value for m in interpolated_rows.measure(audit)] == found
