from __future__ import annotations

import pandas as pd
import polars as pl
import pytest
from made_up import repair

import dataqa
from dataqa.errors import CallError


@pytest.fixture
def people():
    """100 rows: 20 of class yes, 60 of sex f; names tell them apart."""
    return pd.DataFrame(
        {
            "name": [f"row {k}" for k in range(100)],
            "sex": ["f"] * 60 + ["m"] * 40,
            "y": (["yes"] + ["no"] * 4) * 20,
        }
    )


def test_five_of_a_hundred_rows_go_and_six_stay(mended, people):
    rows = [1, 2, 3, 4, 61]
    assert len(mended(people, repair("drop-rows", rows=rows), allow_removal=0.05).data) == 95
    fixed = mended(people, repair("drop-rows", rows=[*rows, 62]), allow_removal=0.05)
    assert len(fixed.data) == 100
    assert fixed.steps[0].did == (
        "left: it would remove 6 of 100 rows; at most 0.05 of the rows may go: pass allow_removal=0.06 to allow it"
    )
    assert not fixed.steps[0].applied
    assert len(mended(people, repair("drop-rows", rows=[*rows, 62]), allow_removal=0.06).data) == 94


def test_issues_that_remove_too_much_together_are_left_from_the_one_that_does(mended, people):
    fixed = mended(
        people, repair("drop-rows", rows=[1, 2, 3]), repair("drop-rows", rows=[61, 62, 63]), repair("blank-cells", "sex", [9]),
        allow_removal=0.05,
    )  # fmt: skip
    assert [step.did for step in fixed.steps] == [
        "3 rows removed",
        "left: it would remove 3 of 100 rows, 6 with those that other edits remove; at most 0.05 of the rows may go: "
        "pass allow_removal=0.06 to allow it",
        "1 cell changed",
    ]
    assert len(fixed.data) == 97


def test_a_class_loses_a_tenth_of_its_rows_and_no_more(mended, people):
    two, three = [0, 95], [0, 90, 95]
    assert len(mended(people, repair("drop-rows", rows=two), target="y", allow_removal=0.05).data) == 98
    fixed = mended(people, repair("drop-rows", rows=three), target="y", allow_removal=0.05)
    assert fixed.steps[0].did == "left: it would remove 3 of 20 rows where y is yes; pass allow_removal=0.08 to allow it"
    assert len(mended(people, repair("drop-rows", rows=three), target="y", allow_removal=0.08).data) == 97


def test_a_group_of_people_loses_a_tenth_of_its_rows_and_no_more(mended, people):
    rows = [61, 62, 63, 64, 66]
    fixed = mended(people, repair("drop-rows", rows=rows), protected=["sex"], allow_removal=0.05)
    assert fixed.steps[0].did == "left: it would remove 5 of 40 rows where sex is m; pass allow_removal=0.07 to allow it"
    assert len(mended(people, repair("drop-rows", rows=rows), allow_removal=0.05).data) == 95


def test_rows_columns_and_classes_before_and_after(mended, people):
    fixed = mended(people, repair("drop-rows", rows=[1, 5]), repair("drop-columns", "name"), target="y")
    assert (fixed.before.rows, fixed.before.columns, fixed.before.classes) == (100, 3, {"no": 80, "yes": 20})
    assert (fixed.after.rows, fixed.after.columns, fixed.after.classes) == (98, 2, {"no": 79, "yes": 19})
    assert fixed.summary().splitlines()[:2] == ["rows 100 → 98, columns 3 → 2", "rows by class: no 80 → 79, yes 20 → 19"]


@pytest.mark.parametrize("share", [-0.1, 1.5, "half", True, float("nan")])
def test_what_is_no_share_is_refused(mended, people, share):
    with pytest.raises(CallError, match="allow_removal= takes a share of the rows from 0 to 1"):
        mended(people, repair("drop-rows", rows=[1]), allow_removal=share)


@pytest.mark.parametrize("kind", ["pandas", "polars", "arrow"])
def test_undo_gives_the_input_back(mended, people, kind):
    data = {"pandas": lambda: people, "polars": lambda: pl.from_pandas(people), "arrow": lambda: pl.from_pandas(people).to_arrow()}[
        kind
    ]()
    fixed = mended(data, repair("drop-rows", rows=[1, 5]), repair("drop-columns", "name"), repair("blank-cells", "sex", [9]))
    assert len(fixed.data) == 98
    assert fixed.undo() is data


def test_undo_of_a_file_gives_its_cells_as_written(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text("a,b\n" + "".join(f"{k:03},{k % 7}.50\n" for k in range(60)) + "003,3.50\n")
    fixed = dataqa.audit(path, checks=["exact-duplicates"]).fix(path)
    assert len(fixed.data) == 60
    back = fixed.undo()
    assert isinstance(back, pl.DataFrame)
    assert back.row(60) == ("003", "3.50")
