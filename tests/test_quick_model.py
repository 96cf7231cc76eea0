"""What a quick model reaches stands next to the score, and data that cannot be learned is not ready."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dataqa import audit

N = 600


def seeded():
    return np.random.default_rng(1)


@pytest.fixture
def rng():
    return seeded()


@pytest.fixture
def learnable():
    return made()


def made():
    rng = seeded()
    x = rng.normal(size=(N, 3))
    yes = rng.random(N) < 1 / (1 + np.exp(-3 * x[:, 0] - 2 * x[:, 1]))
    return pd.DataFrame(x, columns=list("abc")).assign(y=np.where(yes, "yes", "no"))


@pytest.fixture(scope="module")
def learned():
    """The audit of `learnable` as it is."""
    return judged(made())


def parity():
    """A target that three flags determine together, and no two of them."""
    rng = seeded()
    a, b, c = rng.integers(0, 2, (3, 2 * N))
    return pd.DataFrame({"a": a, "b": b, "c": c, "d": rng.normal(size=2 * N), "y": np.where(a ^ b ^ c, "yes", "no")})


@pytest.fixture(scope="module")
def too_good():
    return judged(parity())


def judged(frame, target="y"):
    result = audit(frame, target, as_of="2026-01-01")
    assert not [one for one in result.outcomes if one.status == "error"]
    return result, result.record.score.verdict_reason


def test_data_that_can_be_learned_is_ready_and_says_how_well(learned):
    result, reason = learned
    assert (result.verdict, reason) == ("ready", "No check found an issue that must be fixed first")
    one = result.record.performance
    assert (one.metric, one.base, one.left_out, one.with_leaks) == ("AUC", 0.5, (), None)
    assert 0.85 < one.interval[0] < one.value < one.interval[1] < 1
    assert result.to_dict()["performance"]["value"] == one.value
    said = f"A quick model reaches {one.says} (guessing: 0.5)."
    assert said in result.to_html()
    assert said in result.to_markdown().replace("\\", "")


def test_the_score_stands_next_to_what_is_reached(learned):
    result, _ = learned
    from dataqa.render import words

    kept = f"Keeps about {words.score(result.score)}% of the achievable performance. A quick model reaches AUC "
    assert kept in result.to_html()
    assert kept in result.to_markdown().replace("\\\\", "")
    assert f"{words.score(result.score)}/100 (AUC {result.record.performance.value:.2f}), ready" in repr(result)


def test_next_to_a_leak_it_says_what_is_left_without_it(demo_audit):
    one = demo_audit.record.performance
    assert one.left_out == ("final_invoice",)
    assert one.value < 0.9 < 0.99 < one.with_leaks


def test_little_skill_is_not_ready(rng):
    x = rng.normal(size=(N, 3))
    result, reason = judged(pd.DataFrame(x, columns=list("abc")).assign(y=0.37 * x[:, 0] + rng.normal(size=N)))
    assert result.verdict == "fix first"
    assert reason.startswith("A quick model is hardly better than guessing (R² 0.1")


def test_a_class_with_one_row_is_not_ready(learnable):
    learnable.loc[3, "y"] = "maybe"
    assert judged(learnable)[1] == "Class 'maybe' of the target has a single row"


def test_a_target_of_which_a_third_is_text_is_not_ready(rng):
    x = rng.normal(size=N)
    price = pd.Series((100 * x + rng.normal(0, 20, N) + 500).round(1).astype(str), dtype=object)
    price[::3] = "on request"
    result, _ = judged(pd.DataFrame({"x": x, "y": price}))
    assert result.verdict == "fix first"


def test_what_several_columns_determine_only_together_is_too_good_to_be_true(too_good):
    result, reason = too_good
    assert result.verdict != "ready", result.record.performance
    assert reason.startswith("Performance is too good to be true (AUC 1.00")
    assert set(result.record.performance.carriers) == {"a", "b", "c"}
    assert result.record.performance.left < 0.6


def test_what_carries_a_performance_hangs_on_no_pack(too_good, tmp_path):
    lenient = tmp_path / "lenient.yaml"
    lenient.write_text("{title: Lenient, extends: default, verdict: {not_ready: {too_good: {}}}}")
    one, other = too_good[0], audit(parity(), "y", as_of="2026-01-01", rules=str(lenient))
    assert one.record.performance == other.record.performance
    assert set(other.record.performance.carriers) == {"a", "b", "c"}


@pytest.mark.parametrize("kind", ["xor", "largest of three"])
def test_what_two_flags_or_votes_determine_is_a_leak(rng, kind):
    if kind == "xor":
        a, b = rng.integers(0, 2, (2, 2 * N))
        frame = pd.DataFrame({"a": a, "b": b, "c": rng.normal(size=2 * N), "y": np.where(a ^ b, "yes", "no")})
    else:
        votes = rng.integers(0, 500, (2 * N, 3))
        frame = pd.DataFrame(votes, columns=list("abc")).assign(y=np.array(["a", "b", "c"])[votes.argmax(axis=1)])
    result, _ = judged(frame)
    assert result.verdict != "ready"
    assert (result.issues[0].check, result.issues[0].severity) == ("joint-leak", "high")


def test_classes_that_lie_apart_in_every_column_are_ready(rng):
    kind = rng.integers(0, 3, N)
    frame = pd.DataFrame({"length": rng.normal(size=N) + 6 * kind, "width": rng.normal(size=N) - 5 * kind})
    assert judged(frame.assign(y=np.array(["s", "t", "v"])[kind]))[0].verdict == "ready"


@pytest.mark.parametrize("frame", [{"x": [1.5, 2.5]}, {"x": [None, None], "y": [None, None]}, {"y": ["a", "b"] * 30}])
def test_where_no_model_could_be_tried_none_is_reported(frame):
    assert audit(frame, "y" if "y" in frame else None).record.performance is None


# --- where no quick model could be tried -----------------------------------------------------------------------------------------


def untried(frame, **more):
    return answered(audit(frame, "y", as_of="2026-01-01", **more))


def answered(result):
    states = {answer.question: (answer.state, answer.says) for answer in result.record.answers}
    return result, states["task"], states["fails"]


NOT_TRIED = ("unknown", "Unknown. No quick model was trained on all columns.")
NOT_COMPARED = ("unknown", "Unknown. Quick models could not be compared between parts of the data.")


def test_images_given_as_paths_are_not_ready_and_no_model_is_said_to_learn_from_them(rng):
    frame = {"image": [f"scans/{i}.png" for i in range(300)], "y": rng.choice(["a", "b"], 300).tolist()}
    result, task, fails = untried(frame)
    assert (result.verdict, task, fails) == ("fix first", NOT_TRIED, NOT_COMPARED)
    assert result.record.score.verdict_reason == "No quick model could be tried: images given as paths could not be opened"


def test_nested_cells_are_not_ready_as_no_model_was_tried(rng):
    cells = [{"b": int(b), "c": int(c)} for b, c in zip(rng.integers(0, 2, 300), rng.integers(0, 1000, 300), strict=True)]
    result, task, fails = untried({"cell": cells, "y": rng.choice(["a", "b"], 300).tolist()})
    assert (result.verdict, task, fails) == ("fix first", NOT_TRIED, NOT_COMPARED)
    assert result.record.score.verdict_reason == "No quick model could be tried: cells hold lists or objects"


def test_where_no_quick_model_fits_the_task_the_verdict_stays_and_that_is_said(rng):
    week = pd.date_range("2020-01-05", periods=300, freq="W")
    frame = pd.DataFrame({"week": week, "y": 10 * np.sin(np.arange(300) / 8) + rng.normal(size=300)})
    result, task, fails = untried(frame, task="forecasting", time="week")
    assert (result.verdict, task, fails) == ("ready", NOT_TRIED, NOT_COMPARED)
    for text in (result.to_html(), result.to_markdown()):
        assert "Quick models do not apply to forecasting." in text


def test_where_a_model_was_tried_and_found_no_fault_it_says_so(learned):
    result, task, fails = answered(learned[0])
    assert (result.verdict, task) == ("ready", ("fine", "A quick model learns from these rows."))
    assert fails == ("fine", "No part of the data stands out.")
    assert not result.record.score.obstacles
