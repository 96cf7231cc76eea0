"""The interval of a score: how far damaged tables lay from it."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from dataqa.performance import Performance, Readiness
from dataqa.policy.pack import Rules
from dataqa.policy.spread import Spread
from dataqa.score import score_of

VERDICTS = Rules.load().verdict


def known(metric):
    base = 0.5 if metric == "AUC" else 0.0
    return Readiness(
        rows=500,
        performance=Performance(metric=metric, value=0.8, interval=(0.79, 0.81), base=base, skill=0.6, learner="trees", rows=500),
    )


def test_it_is_read_at_the_score_and_cut_off_at_the_ends_of_the_scale():
    spread = Spread(below=[(0, 0), (100, 20)], above=[(0, 10), (90, 10), (100, 0)])
    assert spread.around(100) == (80, 100)
    assert spread.around(50) == (40, 60)
    assert spread.around(5) == (4, 15)


@pytest.mark.parametrize(
    ("below", "above"),
    [
        ([(0, 0), (10, 20)], [(0, 0)]),  # at 10 its lower end lies below that at 0
        ([(0, 0)], [(0, 30), (10, 5)]),
        ([(0, -1)], [(0, 0)]),
    ],
)
def test_a_better_score_never_has_a_lower_end(below, above):
    with pytest.raises(ValidationError, match="must rise with the score"):
        Spread(below=below, above=above)


@pytest.mark.parametrize(("metric", "least"), [("AUC", 77), ("R²", 88)])
def test_nothing_found_is_not_known_for_certain(metric, least):
    found = score_of([], known(metric), VERDICTS)
    assert (found.value, found.interval, found.verdict) == (100, (least, 100), "ready")


def test_without_a_model_nothing_is_known_of_how_well_scores_agree():
    assert score_of([], Readiness(rows=500), VERDICTS).interval == (100, 100)
