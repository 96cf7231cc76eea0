from __future__ import annotations

import pytest

CM = [150 + k % 45 for k in range(200)]


def heights(odd):
    """200 heights in centimetres, the first of them as they are given."""
    return {"shoe": [cm / 4 for cm in CM], "height": [*odd, *(str(cm) for cm in CM[len(odd) :])]}


def test_centimetres_feet_and_words_are_named(judge):
    odd = [f"{5 + k % 2}'{k % 12}\"" for k in range(30)] + ["tall", "short", "about average", "no idea"] * 5
    (issue,) = judge("mixed-target", heights(odd), target="height")
    assert issue.rows.positions.tolist() == list(range(50))
    assert issue.severity == "high"
    assert issue.cost > 5
    assert "no unit (150), feet and inches (30), text (20)" in issue.why


def test_two_units_that_the_audit_converts_are_named(judge):
    weights = [f"{w} kg" for w in range(50, 130)] + [f"{w} lb" for w in range(120, 140)]
    (issue,) = judge("mixed-target", {"x": range(100), "weight": weights}, target="weight")
    assert issue.rows.positions.tolist() == list(range(80, 100))
    assert issue.title == "The target `weight` is in several units: 20 labels are not in the usual one"


@pytest.mark.parametrize(
    "cells",
    [
        [str(cm) for cm in CM],
        [f"{cm} cm" for cm in CM],
        [*(f"{cm} cm" for cm in CM[:100]), *(f"{cm}" for cm in CM[100:])],
        [*("n/a" for _ in range(20)), *(f"{cm}" for cm in CM[20:])],
        ["yes", "no", "1", "0"] * 50,
        [*(f"V{k}" for k in range(40)), *(f"{250 + k}.{k % 10}" for k in range(160))],  # diagnoses
        [f"{k}-{k % 7}" for k in range(200)],
        [f"ticket {k}" for k in range(200)],
    ],
)
def test_one_unit_codes_and_classes_are_quiet(judge, cells):
    assert judge("mixed-target", {"x": range(200), "y": cells}, target="y") == []


def test_numbers_written_in_several_ways_are_no_classes():
    import dataqa

    result = dataqa.audit(heights(["tall", "short"] * 25), target="height", checks=["small-classes"])
    (outcome,) = [one for one in result.outcomes if one.check == "small-classes"]
    assert (outcome.status, outcome.reason) == ("not_applicable", "the target is a number that is written in several ways")
