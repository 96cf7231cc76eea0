from __future__ import annotations

import pytest


@pytest.fixture
def leaky(rng):
    y = rng.integers(0, 2, 500)
    return {
        "known": (y + rng.normal(0, 0.3, 500)).round(4).tolist(),
        "also": (y + rng.normal(0, 0.32, 500)).round(4).tolist(),
        "y": ["yes" if one else "no" for one in y],
    }


def test_a_leak_beside_another_is_news(gate, leaky, rng):
    sure = [(label == "yes") + x for label, x in zip(leaky["y"], rng.normal(0, 0.05, 500).tolist(), strict=True)]
    decision = gate(leaky, {**leaky, "sure": sure}, "y", checks=["target-leak"])
    assert decision.new == ()
    assert [(one.id, one.severity) for one in decision.failing] == [("schema:added:sure", "critical")]
    assert decision.failing[0].title.startswith(
        "Column sure is new, and alone predicts the target nearly without error (skill 0.99"
    )


def test_another_column_that_tells_as_well_as_those_before_is_told(gate, leaky, rng):
    alike = [(label == "yes") + x for label, x in zip(leaky["y"], rng.normal(0, 0.3, 500).tolist(), strict=True)]
    decision = gate(leaky, {**leaky, "alike": alike}, "y", checks=["target-leak"])
    assert [(one.id, one.fails) for one in decision.schema] == [("schema:added:alike", False)]
