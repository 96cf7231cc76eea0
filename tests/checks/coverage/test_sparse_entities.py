from __future__ import annotations

import pytest

USERS = [i % 25 for i in range(100)]
ITEMS = [0] * 60 + list(range(1, 31)) + [31, 32] * 5


def rows() -> dict[str, object]:
    return {"user_id": USERS, "item_id": ITEMS, "rating": [1, 2, 3, 4] * 25}


def test_entities_with_one_row_are_counted(measure, judge):
    (found,) = measure("sparse-entities", rows(), target="rating")
    assert (found.columns, found.value) == (("item_id",), 30 / 33)
    assert found.rows.positions.tolist() == list(range(60, 90))
    # half the mean difference of two entities (60, 5, 5 and thirty times 1 row), over the mean
    assert found.details["gini"] == pytest.approx(4240 / (2 * 33 * 100))
    (issue,) = judge("sparse-entities", rows(), target="rating")
    assert issue.severity == "low"
    assert issue.title == "30 of 33 values of `item_id` have only one row (90.9%)"
    assert issue.why.endswith(" of all pairs of `user_id` and `item_id` never occur.")


def test_the_share_of_pairs_that_occur_is_measured(measure):
    (found,) = measure("sparse-entities", rows(), target="rating")
    pairs = len(set(zip(USERS, ITEMS, strict=True)))
    assert found.details["density"] == pairs / (25 * 33)


def test_well_filled_entities_are_quiet(measure):
    assert measure("sparse-entities", {"user_id": [i % 25 for i in range(200)], "x": [i / 7 for i in range(200)]}) == []


def test_patients_with_one_row_are_worth_knowing_only(judge):
    patients = [*range(30), *(30 + n % 10 for n in range(30))]
    (issue,) = judge(
        "sparse-entities", {"patient_id": patients, "age": [20 + n % 50 for n in range(60)], "ill": [0, 1, 1] * 20}, target="ill"
    )
    assert (issue.severity, issue.title) == ("info", "30 of 40 values of `patient_id` have only one row (75.0%)")
