"""Which category the values and the name of a column belong to."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from dataqa.checks.privacy.special_categories import _category, _named_people, _of_values, _speaks_of_people

GIVEN: Any = SimpleNamespace(
    values={"health data": ("asthma", "flu.*"), "beliefs": ("atheist", "hindu", "asthma")},
    names={"health data": ("diagnosis", "ill(?:ness)?"), "beliefs": ("religion",)},
    never=("engine",), most_cells=0.6, people=("patient",), reaches=("phone",),
)  # fmt: skip


def column(*top: tuple[str, int], name: str = "a", kind: str = "text", present: int = 10, distinct: int | None = None) -> Any:
    return SimpleNamespace(name=name, kind=kind, top=top, present=present, distinct=len(top) if distinct is None else distinct)


ILL = (("Asthma!", 5), ("flu", 4), ("none", 1))


@pytest.mark.parametrize(
    ("one", "found"),
    [
        (column(*ILL), ("health data", 0.9)),
        (column(*ILL, kind="number"), None),
        (column(*ILL, distinct=1), None),
        (column(*ILL, distinct=2), ("health data", 0.9)),
        (column(), None),
        (column(*ILL, present=20), ("health data", 0.9)),
        (column(*ILL, present=21), None),  # most rows have other values
        (column(("asthma", 9), ("none", 1)), None),  # one word alone
        (column(("hindu", 5), ("atheist", 4), ("asthma", 5), ("flu", 1)), ("beliefs", 14 / 15)),
        (column(("hindu", 2), ("asthma", 2), ("flu", 2)), ("health data", 4 / 6)),  # as many: the first
        (column(("none", 5), ("nothing", 5)), None),
    ],
)
def test_the_category_of_values(one, found):
    assert _of_values(one, GIVEN) == found


ICD = [(f"{letter}{k}0", 10) for k, letter in enumerate("ABCDEFGH")]


@pytest.mark.parametrize(
    ("top", "found"),
    [
        (ICD, ("health data", 1.0)),
        (ICD[:7], None),  # few codes
        ([*ICD, ("word", 4)], ("health data", 1.0)),
        ([*ICD, ("word", 5)], None),  # more than one in twenty is none
        ([(f"{'ABC'[k % 3]}{k}0", 10) for k in range(8)], None),  # of three letters
        ([(f"{'ABCD'[k % 4]}{k}0", 10) for k in range(8)], ("health data", 1.0)),
        ([("J45.909", 10), *ICD[1:]], ("health data", 1.0)),
        ([("U45", 10), *ICD[1:]], None),
    ],
)
def test_codes_of_illnesses(top, found):
    assert _of_values(column(*top, present=90), GIVEN) == found


@pytest.mark.parametrize(
    ("one", "category"),
    [
        (column(*ILL), ("health data", True)),
        (column(("asthma", 3), ("flu", 3), ("none", 4)), ("health data", True)),  # six in ten
        (column(("asthma", 3), ("flu", 3), ("none", 5), present=11), ("", False)),
        (column(*ILL, name="engine"), ("", False)),
        (column(*ILL, name="my engine_state"), ("", False)),
        (column(("none", 5), ("some", 5), name="diagnosis"), ("health data", False)),
        (column(("none", 5), ("some", 5), name="illness code"), ("health data", False)),
        (column(("none", 5), ("some", 5), name="religions"), ("", False)),
        (column(*ILL, name="religion"), ("health data", True)),
    ],
)
def test_the_category_of_a_column(one, category):
    assert _category(one, GIVEN) == category


def audit(**distinct: int) -> Any:
    profiles = {name: SimpleNamespace(name=name, distinct=many, kind="number", present=9) for name, many in distinct.items()}
    return SimpleNamespace(
        parameters=GIVEN, profile=SimpleNamespace(columns=profiles),
        profiles=lambda: [(one, SimpleNamespace(role="numeric")) for one in profiles.values()],
    )  # fmt: skip


def test_people_are_spoken_of():
    assert _speaks_of_people(audit(patient_id=9))
    assert not _speaks_of_people(audit(car=9))
    assert _named_people(audit(car=9, phone=2))
    assert not _named_people(audit(car=9, phone=1))
    assert not _named_people(audit(car=9))
