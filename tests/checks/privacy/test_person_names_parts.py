"""Which sort of names a column holds, by its name and the look of its cells; and which numbers of states pass."""

from __future__ import annotations

import polars as pl
import pytest

from dataqa.checks.privacy._identifiers.national import NUMBERS, valid
from dataqa.checks.privacy._identifiers.sureness import sureness
from dataqa.checks.privacy._names import Look, _other_scripts, look_of, sort_of
from dataqa.findings.parameters import parameters_of

WORDS = parameters_of("names-of-people")


def look(**shares):
    return Look(**{"titled": 0.0, "given": 0.0, "given_cells": 0.0, "person": 0.0, "single": 0.0, "letters": 0.0} | shares)


@pytest.mark.parametrize(
    ("name", "shares", "others", "sort"),
    [
        ("name", {"titled": 1, "person": 1}, set(), "people's full names"),
        ("c7", {"titled": 1, "person": 1}, set(), "people's full names"),
        ("c7", {"titled": 1}, set(), None),
        ("name", {"titled": 1}, set(), "people's full names"),
        ("c7", {"given": 1, "person": 1}, set(), "people's full names"),
        ("c7", {"given": 1}, set(), None),
        ("c7", {"person": 1}, set(), None),
        ("name", {"given": 1, "person": 1}, set(), "people's full names"),
        ("name", {"person": 1}, set(), None),
        ("first_name", {"single": 1, "given_cells": 1}, set(), "first names"),
        ("first_name", {"single": 1}, set(), None),
        ("first_name", {"given_cells": 1}, set(), None),
        ("last_name", {"single": 1}, set(), "last names"),
        ("first", {"single": 1, "given_cells": 1}, set(), None),
        ("first", {"single": 1, "given_cells": 1}, {"last"}, "first names"),
        ("last", {"single": 1}, {"first"}, "last names"),
        ("username", {"letters": 1}, set(), "user names"),
        ("username", {"letters": 0.7}, set(), None),
        ("username", {"letters": 1, "titled": 1}, set(), "people's full names"),
    ],
)
def test_the_sort_of_names(name, shares, others, sort):
    assert sort_of(name, look(**shares), others, WORDS) == sort


def test_what_must_never_be_a_person():
    never = WORDS["never"][0]
    assert sort_of(f"{never} name", look(titled=1, given=1, person=1), set(), WORDS) is None


def test_few_different_cells_have_no_look():
    names = [f"Ann {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    least = WORDS["least"]
    assert look_of(pl.Series(names[:least] * 3), WORDS) is not None
    assert look_of(pl.Series([*names[: least - 1] * 3, None]), WORDS) is None


def test_what_passes_always_says_nothing():
    assert sureness(100, 100, 1.0) == 0.0
    assert sureness(100, 100, 1.0, announced=True) > 0.5
    assert sureness(10, 10, 0.5, doubt=90) == 0.0


def test_check_digits_of_numbers_of_states(monkeypatch):
    croatian = next(number for number in NUMBERS if number.module == "hr.oib")
    right, wrong = ["33392005961", "94577403194"], ["33392005962", "94577403195"]
    assert sorted(valid(croatian, pl.Series([*right, *wrong]))) == right
    # where nearly all of the first pass, the rest is not looked at
    monkeypatch.setattr("dataqa.checks.privacy._identifiers.national._VERIFIED", 2)
    assert sorted(valid(croatian, pl.Series([*right, "99999999999"]))) == [*right, "99999999999"]
    assert sorted(valid(croatian, pl.Series(["00000000000", *right]))) == right[:1]


def test_names_of_other_scripts_are_looked_for_where_there_are_any():
    assert _other_scripts(pl.Series(["Ann Smith", None]), {}).to_list() == [False, None]
    assert _other_scripts(pl.Series(["Ann Smith", "Петрова Анна"]), WORDS).to_list() == [False, True]
