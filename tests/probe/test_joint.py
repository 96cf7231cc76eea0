"""What all columns together tell, and which of them carry it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dataqa.probe import probe as module
from dataqa.probe.weight import importance_of

N = 400
RANDOM = np.random.default_rng(2)
A, B, NOISE = RANDOM.random(N) > 0.5, RANDOM.random(N) > 0.5, RANDOM.normal(size=N)


def test_what_only_two_columns_together_tell_is_found_by_trees(probe):
    found = probe({"a": A * 1.5, "b": B * 2.5, "noise": NOISE, "y": np.where(A ^ B, "yes", "no")})
    assert max(found.single(name).value for name in ("a", "b", "noise")) < 0.2
    assert found.joint.skill.value > 0.9
    assert found.joint.learner in ("trees", "mean")
    assert found.importance(["a"]) > 0.4
    assert found.importance(["b"]) > 0.4
    assert found.importance(["noise"]) < 0.1
    assert found.importance(["a", "b", "noise"]) == pytest.approx(1)
    assert found.importance(["a", "a"]) == found.importance(["a"])
    assert found.joint_without(("a",)).skill.value < 0.2
    assert found.joint_without(("b", "a")) is found.joint_without(("a", "b"))


@pytest.mark.parametrize("kind", ["numeric", "multiclass"])
def test_other_targets(probe, kind):
    x = RANDOM.normal(size=(N, 2))
    total = x @ [1.0, 2.0]
    y = total if kind == "numeric" else np.digitize(total, [-1, 1]).astype(str)
    found = probe({"a": x[:, 0], "b": x[:, 1], "noise": NOISE, "y": y})
    assert found.joint.skill.value > 0.85
    assert found.importance(["b"]) > found.importance(["a"]) > found.importance(["noise"])


def test_noise_has_no_skill_to_lose(probe):
    found = probe({"a": NOISE, "b": NOISE[::-1], "y": RANDOM.permutation(["yes", "no"] * (N // 2))})
    assert found.joint.skill.value < 0.2
    assert found.joint.skill.interval[0] < 0.05


def test_text_alone_is_learned(probe):
    good = [
        "a lovely film, warm and funny",
        "great acting and a clever story",
        "wonderful, I laughed and cried",
        "superb music, lovely ending",
    ]
    bad = [
        "a dull film, cold and slow",
        "weak acting and a silly story",
        "awful, I yawned and left",
        "terrible music, dreadful ending",
    ]
    y = RANDOM.permutation(["good", "bad"] * 60)
    text = [f"{RANDOM.choice(good if one == 'good' else bad)} in row {i}" for i, one in enumerate(y)]
    found = probe({"text": text, "y": y})
    assert found.task.columns["text"].role == "text"
    assert found.single("text").value < 0.2
    assert found.joint.skill.value > 0.95
    assert found.importance(["text"]) == 1


def test_strange_columns_are_learned_from_all_the_same(probe):
    y = np.where(A, "yes", "no")
    data = {
        "flag": pd.array(A, "boolean"),
        "gaps": pd.array(np.where(B, None, A.astype(int)), "Int64"),
        "far": np.where(NOISE > 1, np.inf, NOISE),
        "word": np.where(A, "ja", None),
        "when": pd.Timestamp("2024-01-01") + pd.to_timedelta(NOISE * 100, unit="D"),
        "y": y,
    }
    assert probe(pd.DataFrame(data)).joint.skill.value == 1


def test_without_columns_nothing_is_told(probe):
    found = probe({"y": ["a", "b"] * 20})
    assert (found.joint.skill.value, found.importance(["y"])) == (0, 0)


def test_a_wide_frame_is_bounded(probe):
    wide = RANDOM.normal(size=(120, 700))
    found = probe(pd.DataFrame(wide).add_prefix("c").assign(y=np.where(wide[:, 3] > 0, "yes", "no")))
    assert found.single("c3").value > 0.8
    assert found.joint.learner == "linear"
    assert found.joint.lost == {}


def test_large_data_are_probed_on_a_sample(probe, monkeypatch):
    monkeypatch.setattr(module, "_SINGLE_ROWS", (100, 250))
    monkeypatch.setattr(module, "_JOINT_ROWS", (50, 80))
    found = probe({"x": NOISE, "y": np.where(NOISE > 0, "yes", "no")})
    assert len(found.rows) == len(found.folds) == 250
    assert len(found.joint.predicted) == 80


def test_another_seed_is_another_shuffle_and_the_same_skill(probe):
    data = {"a": A * 1.5, "b": NOISE, "y": np.where(A ^ (NOISE > 1), "yes", "no")}
    first, again, other = probe(data), probe(data), probe(data, seed=1)
    assert first.joint.lost == again.joint.lost != other.joint.lost
    assert first.joint.skill == other.joint.skill


# --- importance without a model --------------------------------------------------------------------------------------------------


def test_the_target_carries_no_skill_and_without_a_target_all_columns_weigh_the_same(probe):
    found = probe({"a": NOISE, "b": A, "y": np.where(A, "yes", "no")})
    share = importance_of(found.task, lambda: found)
    assert share(("y",)) == 0
    assert share(("b",)) > 0.9
    bare = probe({"a": NOISE, "b": A, "c": B}, target=None)
    share = importance_of(bare.task, lambda: pytest.fail("there is nothing to learn"))
    assert [share(columns) for columns in [("a",), ("a", "b", "c"), ("a", "a"), (), ("unknown",)]] == [1 / 3, 1, 1 / 3, 0, 0]


def test_too_few_rows_to_learn_weigh_all_columns_the_same(probe):
    found = probe({"a": [1, 2], "b": [3, 4], "y": ["p", "q"]})
    assert importance_of(found.task, lambda: found)(("a",)) == 0.5
