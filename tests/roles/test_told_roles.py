"""Roles that a caller gives: they hold, and what cannot be is refused."""

from __future__ import annotations

import pytest

from dataqa.errors import CallError

DATA = {"doors": [2, 4, 4, 3, 2, 4] * 9, "word": ["a", "b", "c"] * 18, "when": [20240101 + i % 28 for i in range(54)]}


@pytest.mark.parametrize(("name", "role"), [("doors", "numeric"), ("doors", "group"), ("word", "id"), ("when", "datetime")])
def test_a_role_that_is_told(task, name, role):
    found = task(DATA, roles={name: role}).columns[name]
    assert (found.role, found.reason) == (role, "told")


@pytest.mark.parametrize(
    ("roles", "says"),
    [
        ({"word": "numeric"}, "'word' cannot be numeric: it has no numbers, but values such as 'a'"),
        ({"doors": "boolean"}, "'doors' cannot be boolean: it has no two values"),
        ({"doors": "text"}, "it has no texts"),
        ({"word": "datetime"}, "it has no dates"),
        ({"doors": "numerc"}, "There is no role 'numerc' for 'doors'; known are numeric, .* Did you mean 'numeric'"),
        ({"dors": "numeric"}, "There is no column 'dors'"),
    ],
)
def test_what_cannot_be_is_refused(task, roles, says):
    with pytest.raises(CallError, match=says):
        task(DATA, roles=roles)


def test_a_column_has_one_role(task):
    with pytest.raises(CallError, match="given as id= and as numeric="):
        task(DATA, id="doors", roles={"doors": "numeric"})
