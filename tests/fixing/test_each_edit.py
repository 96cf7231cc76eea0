from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from made_up import repair


@pytest.fixture
def frame():
    return pd.DataFrame(
        {"n": [1, 2, 3, 4], "x": [0.5, 1.5, 2.5, -999.0], "c": ["a", "b", "A", "b"], "y": [0, 1, 0, 1]}, index=list("pqrs")
    )


def test_rows_are_dropped_and_kept_aside(mended, frame):
    fixed = mended(frame, repair("drop-rows", rows=[1, 3]))
    pd.testing.assert_frame_equal(fixed.data, frame.loc[["p", "r"]])
    assert fixed.removed.index.tolist() == ["q", "s"]
    assert fixed.removed["dataqa_position"].tolist() == [1, 3]
    assert fixed.removed["dataqa_reason"].tolist() == ["made-up-0 says so"] * 2
    pd.testing.assert_frame_equal(fixed.removed[frame.columns.tolist()], frame.loc[["q", "s"]])
    assert fixed.log[["action", "position", "label"]].values.tolist() == [["row removed", 1, "q"], ["row removed", 3, "s"]]


def test_a_column_is_dropped_but_never_the_target(mended, frame):
    fixed = mended(frame, repair("drop-columns", ["x", "y"]), target="y")
    assert fixed.data.columns.tolist() == ["n", "c", "y"]
    assert fixed.steps[0].did == "1 column dropped; y is the target"


def test_never_are_all_features_dropped(mended, frame):
    fixed = mended(frame, repair("drop-columns", ["x", "n", "c"]), target="y")
    assert fixed.data.shape == (4, 4)
    assert fixed.steps[0].did == "no feature would be left"


def test_cells_become_missing(mended, frame):
    fixed = mended(frame, repair("blank-cells", "x", [3]), repair("blank-cells", "n", [0]))
    assert fixed.data["x"].isna().tolist() == [False, False, False, True]
    assert fixed.data["n"].isna().tolist() == [True, False, False, False]
    assert fixed.log[["position", "label", "column", "before", "after"]].values.tolist() == [
        [3, "s", "x", -999.0, None], [0, "p", "n", 1, None],
    ]  # fmt: skip


def test_cells_are_replaced_and_the_dtype_stays_where_it_can(mended, frame):
    fixed = mended(frame, repair("replace-cells", "n", [0], [7.0]), repair("replace-cells", "c", [2], ["a"]))
    assert fixed.data["n"].dtype == np.int64
    assert (fixed.data["n"].tolist(), fixed.data["c"].tolist()) == ([7, 2, 3, 4], ["a", "b", "a", "b"])
    assert mended(frame, repair("replace-cells", "n", [0], [0.25])).data["n"].tolist() == [0.25, 2.0, 3.0, 4.0]


def test_text_becomes_numbers_and_what_is_none_is_missing(mended):
    frame = pd.DataFrame({"k": [f"{i}.5" for i in range(19)] + ["none yet"]})
    fixed = mended(frame, repair("convert-column", "k"))
    assert fixed.data["k"].tolist()[:3] == [0.5, 1.5, 2.5]
    assert fixed.data["k"].isna().sum() == 1


def test_an_edit_of_what_is_gone_already_says_so(mended, frame):
    fixed = mended(
        frame, repair("drop-rows", rows=[1]), repair("drop-rows", rows=[1, 2]), repair("drop-columns", "x"),
        repair("drop-columns", "x"), repair("blank-cells", "n", [0]), repair("replace-cells", "n", [0], [9]),
    )  # fmt: skip
    assert [step.did for step in fixed.steps] == [
        "1 row removed", "1 row removed; 1 rows went with another issue", "1 column dropped", "x went with made-up-2",
        "1 cell changed", "1 cells were changed before",
    ]  # fmt: skip


def test_never_are_all_rows_dropped(mended, frame):
    fixed = mended(frame, repair("drop-rows", rows=[0, 1, 2, 3]))
    assert len(fixed.data) == 4
    assert fixed.steps[0].did == "no row would be left"


@pytest.fixture
def parts():
    return pd.DataFrame(
        {"g": list("aabbcc"), "x": range(6), "split": ["train", "train", "train", "test", "train", "test"], "y": [0, 1] * 3}
    )


def test_held_out_rows_are_never_removed(mended, parts):
    fixed = mended(parts, repair("drop-rows", rows=[2, 3]), split="split")
    assert fixed.data.index.tolist() == [0, 1, 3, 4, 5]
    assert fixed.steps[0].did == "1 row removed; 1 are held-out rows"


def test_held_out_cells_change_only_where_the_same_cell_changes_everywhere(mended, parts):
    everywhere = mended(parts, repair("blank-cells", "x", [2, 3], everywhere=True), split="split").data
    assert everywhere["x"].isna().tolist() == [False, False, True, True, False, False]
    here = mended(parts, repair("blank-cells", "x", [2, 3]), split="split").data
    assert here["x"].isna().tolist() == [False, False, True, False, False, False]
    labels = mended(parts, repair("replace-cells", "y", [2, 3], [1, 0], everywhere=True), split="split", target="y").data
    assert labels["y"].tolist() == [0, 1, 1, 1, 0, 1]


def test_entities_are_put_into_one_part(mended, parts):
    fixed = mended(parts, repair("split-by-group", "g"), split="split")
    assert fixed.data["split"].tolist() == ["train", "train", "test", "test", "test", "test"]


def test_parts_follow_in_time(mended):
    frame = pd.DataFrame({"t": pd.date_range("2024-01-01", periods=5)[::-1], "split": ["train", "test", "train", "train", "test"]})
    assert mended(frame, repair("split-by-time", "t"), split="split").data["split"].tolist() == [
        "test",
        "test",
        "train",
        "train",
        "train",
    ]


def test_what_is_fitted_is_left_to_the_pipeline(mended, frame):
    fixed = mended(frame, repair("in-pipeline", "x", code="impute({columns})"))
    pd.testing.assert_frame_equal(fixed.data, frame)
    assert "impute(['x'])" in fixed.snippet
    assert fixed.steps[0].did == "belongs in the pipeline, not in the data: see the snippet"
