"""The few facts that leave most people unique."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from dataqa.checks.privacy.re_identification import _alone, _facts, _few


def keys(*columns: list[int]) -> np.ndarray:
    """Return the columns as numbers whose sums differ where any of them does."""
    return np.array([np.array(cells) * 1000**place for place, cells in enumerate(columns)], dtype=np.uint64)


def test_rows_alone():
    assert _alone(keys([1, 1, 2, 3])) == 2
    assert _alone(keys([1, 1, 2, 3], [1, 2, 1, 1])) == 4


@pytest.mark.parametrize(
    ("columns", "alone", "few"),
    [
        # without b all four are alone; then a alone leaves all of them
        (([1, 2, 3, 4], [1, 1, 1, 1]), 4, (("a",), 4)),
        # a alone leaves two of four: half is enough
        (([1, 2, 3, 3], [1, 1, 1, 2]), 4, (("a",), 2)),
        # one column alone leaves one of four, the other none
        (([1, 2, 2, 2], [1, 1, 2, 2]), 4, (("a", "b"), 4)),
        (([1, 1, 2, 2], [1, 2, 1, 2], [5, 5, 5, 5]), 4, (("a", "b"), 4)),
        # of equal ones the first goes
        (([1, 2, 3, 4], [1, 2, 3, 4]), 4, (("b",), 4)),
    ],
)
def test_the_fact_that_matters_least_goes_first(columns, alone, few):
    found = _few(keys(*columns), list("abc")[: len(columns)], alone)
    assert found[1] == few[1]
    assert set(found[0]) == set(few[0]) or columns[0] == columns[1]
    assert len(found[0]) == len(few[0])


def test_columns_that_others_may_know():
    def part(role: str = "categorical", *, protected: bool = False) -> SimpleNamespace:
        return SimpleNamespace(role=role, protected=protected)

    columns = {
        "sex": part(protected=True), "zip_code": part(), "zip": part("id"), "zip of shop": part(), "age": part(protected=True),
        "job": part("text"), "town": part(), "y": part(protected=True), "code": part(),
    }  # fmt: skip
    audit = SimpleNamespace(
        parameters=SimpleNamespace(known_to_others=("zip", "town", "job"), words_beside=("code",), most_facts=3),
        profiles=lambda: [(SimpleNamespace(name=name), one) for name, one in columns.items()],
        task=SimpleNamespace(target="y"),
    )
    assert _facts(audit) == ["sex", "zip_code", "age"]
    audit.parameters.most_facts = 9
    assert _facts(audit) == ["sex", "zip_code", "age", "town"]


def test_people_by_how_many_share_their_facts(measure):
    # of each size of group one: 1, 2, 5, 10, 11 and 101 people
    sizes = [1, 2, 5, 10, 11, 101]
    town = [f"t{k}" for k, size in enumerate(sizes) for _ in range(size)]
    data = {"race": [f"r{name}" for name in town], "town": town, "x": list(range(130))}
    (found,) = measure("re-identification", data, protected=["race", "town"])
    assert (found.value, found.rows.positions.tolist()) == (1 / 130, [0])
    assert (found.details["alone"], found.details["fewer_than_five"], found.details["k"]) == (1, 3, 1)
    assert found.evidence[0].values == (1, 2, 5, 10, 11, 101)
