from __future__ import annotations

import numpy as np
import pytest

RANDOM = np.random.default_rng(0)
X = list(range(1000))


def target(values) -> dict:
    return {"x": X[: len(values)], "y": np.asarray(values, dtype=float)}


LONG = np.exp(2 * RANDOM.normal(size=1000))


def test_a_long_tail_and_its_largest_rows(measure):
    (m,) = measure("skewed-target", target(LONG), target="y")
    assert (m.columns, m.about, m.rows.positions.tolist()) == (("y",), "tail", np.argsort(-LONG)[:10].tolist())
    assert 0.8 < m.value < 1
    assert abs(m.details["skew_of_log"]) < 0.3
    assert m.details["kept"] < 0.2


@pytest.mark.parametrize("values", [RANDOM.normal(size=1000), RANDOM.random(1000), np.exp(0.4 * RANDOM.normal(size=1000))])
def test_bell_curves_and_mild_skews_raise_nothing(judge, values):
    assert judge("skewed-target", target(values), target="y") == []


def test_wild_values_are_left_to_another_check(judge):
    assert judge("skewed-target", target([*RANDOM.normal(100, 5, 995), *[1e6] * 5]), target="y") == []


def test_severity_follows_the_surer_end(judge):
    assert [i.severity for i in judge("skewed-target", target(LONG), target="y")] == ["low"]


def test_zeros_beside_numbers_that_are_far_from_zero(judge, measure):
    claims = np.where(RANDOM.random(1000) < 0.6, 0, RANDOM.normal(50, 5, 1000))
    m = next(m for m in measure("skewed-target", target(claims), target="y") if m.about == "zeros")
    assert (m.value, m.rows.positions.tolist()) == ((claims == 0).mean(), np.flatnonzero(claims == 0).tolist())
    assert [(i.severity, i.title) for i in judge("skewed-target", target(claims), target="y")] == [
        ("low", f"{(claims == 0).mean():.1%} of the values of `y` are 0")
    ]


@pytest.mark.parametrize(
    "counts", [RANDOM.poisson(1, 1000), RANDOM.geometric(0.2, 1000) - 1, RANDOM.negative_binomial(0.8, 0.1, 1000)]
)
def test_counts_have_zeros_of_their_own(judge, counts):
    assert [i.title for i in judge("skewed-target", target(counts), target="y", task="regression") if "are 0" in i.title] == []


def test_counts_with_too_many_zeros(measure):
    counts = np.where(RANDOM.random(1000) < 0.5, 0, RANDOM.poisson(4, 1000))
    m = next(m for m in measure("skewed-target", target(counts), target="y", task="regression") if m.about == "zeros")
    assert 0.4 < m.value < 0.52


def test_few_rows_prove_nothing(measure):
    assert measure("skewed-target", target(LONG[:50]), target="y") == []
