"""Which dimensions nothing could look at, and why."""

from __future__ import annotations

import math

import pytest

from dataqa.judgement import Outcome, Unlooked
from dataqa.looked import NOT_CHOSEN, SKIPPED, unlooked_dimensions
from dataqa.performance import Readiness
from dataqa.policy.obstacles import incomplete
from dataqa.policy.pack import Rules
from dataqa.score import score_of


def ended(status, reason="", asks=(), dimension="freshness", check="c"):
    return Outcome(check=check, dimension=dimension, status=status, reason=reason, asks=asks)


NO_DATES = ended("not_applicable", "no dates", ("time",))
NO_TARGET = ended("not_applicable", "no target was named", ("target",))


@pytest.mark.parametrize(
    ("outcomes", "found"),
    [
        ([], None),
        ([ended("passed")], None),
        ([NO_DATES, ended("passed")], None),
        ([NO_DATES, ended("flagged")], None),
        ([NO_DATES], Unlooked(reason="no dates", asks=("time",))),
        # the commonest reason, of equally frequent ones the shortest
        ([NO_TARGET, NO_TARGET, NO_DATES], Unlooked(reason="no target was named", asks=("target",))),
        ([NO_TARGET, NO_DATES], Unlooked(reason="no dates", asks=("time",))),
        ([ended("error", "ValueError: a"), ended("error", "ValueError: b")], Unlooked(reason="the checks failed to run")),
        ([ended("skipped", SKIPPED)], Unlooked(reason=SKIPPED)),
        # a check beside the matter, unless it found something
        ([NO_DATES, ended("passed", check="aside")], Unlooked(reason="no dates", asks=("time",))),
        ([NO_DATES, ended("flagged", check="aside")], None),
    ],
)
def test_a_dimension_is_not_looked_at_if_none_of_its_checks_looked(outcomes, found):
    assert unlooked_dimensions(outcomes, ["aside"]).get("freshness") == found


def test_it_has_no_score():
    found = score_of([], Readiness(rows=100), Rules.load().verdict, [NO_DATES, ended("passed", dimension="noise")])
    assert math.isnan(found.dimensions["freshness"].score)
    assert (found.value, found.dimensions["noise"].score, found.dimensions["noise"].unlooked) == (100, 100, None)


@pytest.mark.parametrize(
    ("outcomes", "said"),
    [
        ([ended("passed"), NO_DATES], ""),
        ([ended("passed"), ended("skipped", SKIPPED)], ""),
        ([ended("passed"), NO_DATES, ended("skipped", NOT_CHOSEN)], "incomplete: 2 of 3 checks ran"),
    ],
)
def test_an_audit_of_some_checks_is_incomplete(outcomes, said):
    assert incomplete(outcomes) == said
    found = score_of([], Readiness(rows=100), Rules.load().verdict, outcomes)
    assert (found.verdict, found.verdict_reason.startswith(said.capitalize() or "No check found")) == (
        "fix first" if said else "ready",
        True,
    )
