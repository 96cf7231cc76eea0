"""Of one thing the texts of the rules speak in the singular, whichever of their numbers is 1."""

import re
from dataclasses import replace

import pytest

from dataqa.policy import judge
from dataqa.policy.pack import Rules

PACK = Rules.load("default")
MANY = re.compile(r"(?<![\w.,'’\"/–−`-])1 (?:rows|cells|columns|values|times|days|texts|classes|copies|entries|duplicates)\b")


def with_a_one(found):
    if found.rows is not None:
        yield "rows", replace(found, rows=replace(found.rows, total=1))
    for name, value in found.details.items():
        if isinstance(value, int | float) and not isinstance(value, bool):
            yield name, replace(found, details={**found.details, name: 1})


@pytest.mark.parametrize("check", sorted(PACK.by_check))
def test_one_of_a_thing_is_in_the_singular(check):
    rule = PACK.rule(check)
    for kind in rule.messages:
        example = judge.example(rule.message(kind))
        for name, one in with_a_one(replace(example, kind=kind)) if example else ():
            assert [text for text in judge.texts(rule, one) if MANY.search(text)] == [], name
