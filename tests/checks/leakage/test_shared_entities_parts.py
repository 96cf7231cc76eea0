"""How alike two rows of one entity are in the target."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import polars as pl
import pytest

from dataqa.checks.leakage.shared_entities import (
    _ENTITY,
    _assumed,
    _coarse,
    _coded,
    _correlation,
    _example,
    _kappa,
    _likeness,
    _notes,
)


def frame(**rows: list[Any]) -> pl.DataFrame:
    pairs = [(name, value) for name, values in rows.items() for value in values]
    return pl.DataFrame({"entity": [name for name, _ in pairs], "y": [value for _, value in pairs]})


@pytest.mark.parametrize(
    ("rows", "alike"),
    [
        ({"a": [1, 2], "b": [3, 4]}, 1 - (4 * 0.25 / 2) / (5 / 3)),
        ({"a": [1, 2, 3], "b": [4]}, 1 - (2 / 2) / (5 / 3)),
        ({"a": [1, 1], "b": [2, 2]}, 1.0),
        ({"a": [1, 4], "b": [2, 3]}, 0.0),
        ({"a": [5, 5], "b": [5, 5]}, 0.0),
        ({"a": [10, 20], "b": [3000, 4_000_000_000]}, 0.7),  # of ranks
    ],
)
def test_the_correlation_of_two_rows(rows, alike):
    assert _correlation(frame(**rows)) == pytest.approx(alike)


@pytest.mark.parametrize(
    ("rows", "alike"),
    [
        ({"a": "uu", "b": "uv", "c": "vv"}, (4 / 6 - 12 / 30) / (1 - 12 / 30)),
        ({"a": "uuu", "b": "vv", "c": "uv"}, (5 / 7 - 18 / 42) / (1 - 18 / 42)),
        ({"a": "uu", "b": "vv"}, 1.0),
        ({"a": "uv", "b": "uv"}, 0.0),
        ({"a": "uu", "b": "uu"}, 0.0),
    ],
)
def test_the_agreement_of_two_rows(rows, alike):
    assert _kappa(frame(**{name: list(values) for name, values in rows.items()})) == pytest.approx(alike)


def likeness(entities: list[int], y: list[Any], *, discrete: bool = True) -> float | None:
    table = pl.DataFrame({"who": entities, "y": y})
    audit = SimpleNamespace(
        task=SimpleNamespace(target="y", discrete=discrete), target="y", engine=SimpleNamespace(table=SimpleNamespace(frame=table))
    )
    return _likeness(audit, pl.col("who"))


def test_likeness_that_may_be_chance_is_none():
    # of four pairs a likeness of 1 is beyond 1.96 standard errors of a half, of three it is not
    assert likeness([k // 2 for k in range(8)], [k // 4 for k in range(8)]) == 1.0
    assert likeness([k // 2 for k in range(6)], [k // 4 for k in range(6)]) == 0.0
    assert likeness([k // 2 for k in range(8)], [k // 2 for k in range(8)], discrete=False) == 1.0
    assert likeness([k // 2 for k in range(6)], [k // 2 for k in range(6)], discrete=False) == 0.0


def test_likeness_where_no_entity_repeats_is_unknown():
    assert likeness([1, 2, 3], ["a", "b", "a"]) is None
    assert likeness([1, 1, 2], ["a", None, "b"]) is None
    assert _likeness(SimpleNamespace(task=SimpleNamespace(target=None)), pl.col("who")) == 0.0


def test_what_is_said_of_the_likeness():
    def notes(target: str | None, alike: float | None) -> tuple[str, ...]:
        return _notes(SimpleNamespace(task=SimpleNamespace(target=target)), alike)

    assert notes("y", 0.5) == ("alike",)
    assert notes("y", 0.0) == ("unlike",)
    assert notes("y", None) == notes(None, 0.5) == ()
    assert (_assumed(None), _assumed(0.25)) == (1.0, 0.25)


def test_an_example_of_a_part_of_a_name():
    rows = pl.DataFrame({_ENTITY: ["p1", "p2"]})
    assert _example(rows, "names") == {"example": "'p1'"}
    assert _example(rows, "names-unsplit") == {"example": "'p1'"}
    assert _example(rows, "places") == {}


@pytest.mark.parametrize(("cells", "coarse"), [([50.123, 50.456], True), ([50.1234, 50.4567], False), ([50.1, np.nan], True)])
def test_places_in_steps_of_a_hundred_metres(cells, coarse):
    sample = pl.DataFrame({"lat": cells})
    assert _coarse(SimpleNamespace(profile=SimpleNamespace(sample=sample)), "lat") is coarse


@pytest.mark.parametrize(
    ("cells", "kind", "coded"),
    [
        ([f"s-{k}" for k in range(100)], "text", True), ([f"s-{k // 3}" for k in range(100)], "text", False),
        ([f"s-{k}" for k in range(100)], "number", False), ([f"{k}" for k in range(100)], "text", False),
        ([f"s {k}" for k in range(100)], "text", False), (["s", *[f"s-{k}" for k in range(99)]], "text", False),
    ],
)  # fmt: skip
def test_a_code_of_its_own_for_nearly_every_row(cells, kind, coded):
    column = SimpleNamespace(name="a", kind=kind, present=len(cells), distinct=len(set(cells)))
    assert _coded(SimpleNamespace(profile=SimpleNamespace(sample=pl.DataFrame({"a": cells}))), column) is coded
