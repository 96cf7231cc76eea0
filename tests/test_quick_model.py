"""What a quick model reaches stands next to the score, and data that cannot be learned is not ready."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dataqa import audit

N = 600


@pytest.fixture
def rng():
    return np.random.default_rng(1)


@pytest.fixture
def learnable(rng):
    x = rng.normal(size=(N, 3))
    yes = rng.random(N) < 1 / (1 + np.exp(-3 * x[:, 0] - 2 * x[:, 1]))
    return pd.DataFrame(x, columns=list("abc")).assign(y=np.where(yes, "yes", "no"))


def judged(frame, target="y"):
    result = audit(frame, target, as_of="2026-01-01")
    assert not [one for one in result.outcomes if one.status == "error"]
    return result, result.record.score.verdict_reason


def test_data_that_can_be_learned_is_ready_and_says_how_well(learnable):
    result, reason = judged(learnable)
    assert (result.verdict, reason) == ("ready", "no check found anything that must be fixed first")
    one = result.record.performance
    assert (one.metric, one.base, one.left_out, one.with_leaks) == ("AUC", 0.5, (), None)
    assert 0.85 < one.interval[0] < one.value < one.interval[1] < 1
    assert result.to_dict()["performance"]["value"] == one.value
    said = f"A quick model reaches {one.says} (a guess: 0.5)."
    assert said in result.to_html()
    assert said in result.to_markdown().replace("\\", "")


def test_next_to_a_leak_it_says_what_is_left_without_it(demo_audit):
    one = demo_audit.record.performance
    assert one.left_out == ("final_invoice",)
    assert one.value < 0.9 < 0.99 < one.with_leaks


def test_little_skill_is_not_ready(rng):
    x = rng.normal(size=(N, 3))
    result, reason = judged(pd.DataFrame(x, columns=list("abc")).assign(y=0.37 * x[:, 0] + rng.normal(size=N)))
    assert result.verdict == "fix first"
    assert reason.startswith("a quick model does hardly better than a guess (R² 0.1")


def test_a_class_with_one_row_is_not_ready(learnable):
    learnable.loc[3, "y"] = "maybe"
    assert judged(learnable)[1] == "class 'maybe' of the target has a single row"


def test_a_target_of_which_a_third_is_text_is_not_ready(rng):
    x = rng.normal(size=N)
    price = pd.Series((100 * x + rng.normal(0, 20, N) + 500).round(1).astype(str), dtype=object)
    price[::3] = "on request"
    result, _ = judged(pd.DataFrame({"x": x, "y": price}))
    assert result.verdict == "fix first"


@pytest.mark.parametrize("kind", ["xor", "largest of three"])
def test_what_several_columns_determine_only_together_is_too_good_to_be_true(rng, kind):
    if kind == "xor":
        a, b = rng.integers(0, 2, (2, 2 * N))
        frame = pd.DataFrame({"a": a, "b": b, "c": rng.normal(size=2 * N), "y": np.where(a ^ b, "yes", "no")})
    else:
        votes = rng.integers(0, 500, (2 * N, 3))
        frame = pd.DataFrame(votes, columns=list("abc")).assign(y=np.array(["a", "b", "c"])[votes.argmax(axis=1)])
    result, reason = judged(frame)
    assert result.verdict != "ready", result.record.performance
    assert reason.startswith("performance is too good to be true (AUC 1.00")


def test_classes_that_lie_apart_in_every_column_are_ready(rng):
    kind = rng.integers(0, 3, N)
    frame = pd.DataFrame({"length": rng.normal(size=N) + 6 * kind, "width": rng.normal(size=N) - 5 * kind})
    assert judged(frame.assign(y=np.array(["s", "t", "v"])[kind]))[0].verdict == "ready"


@pytest.mark.parametrize("frame", [{"x": [1.5, 2.5]}, {"x": [None, None], "y": [None, None]}, {"y": ["a", "b"] * 30}])
def test_where_no_model_could_be_tried_none_is_reported(frame):
    assert audit(frame, "y" if "y" in frame else None).record.performance is None
