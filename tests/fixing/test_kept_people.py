"""No tier removes rows, or empties cells, that may as well be right: only an issue that is asked for by its id does."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import dataqa


@pytest.fixture(scope="module")
def passengers():
    """Few coarse columns, like seaborn's titanic: equal rows are other people."""
    rng = np.random.default_rng(7)
    count = 1200
    pclass, sex = rng.choice([1, 2, 3], count, p=[0.25, 0.2, 0.55]), rng.choice(["male", "female"], count, p=[0.65, 0.35])
    survived = rng.random(count) < np.where(sex == "female", 0.75, 0.2) + 0.1 * (2 - pclass)
    port = rng.choice(["S", "C", "Q"], count, p=[0.7, 0.2, 0.1])
    age = np.where(rng.random(count) < 0.2, np.nan, rng.normal(30, 12, count).clip(1, 75).round())
    return pd.DataFrame({"survived": survived.astype(int), "pclass": pclass, "sex": sex, "age": age, "embarked": port})


@pytest.mark.parametrize("numbered", [False, True])
def test_people_who_are_alike_stay(passengers, numbered):
    data = passengers.assign(passenger=range(1, 1201)) if numbered else passengers
    result = dataqa.audit(data, target="survived")
    for apply in ("safe", "all"):
        fixed = result.fix(data, apply=apply)
        assert (len(fixed.removed), len(fixed.data)) == (0, 1200), apply


def test_copies_that_chance_does_not_explain_go():
    rng = np.random.default_rng(8)
    data = pd.DataFrame(rng.normal(size=(300, 4)).round(3), columns=list("abcd")).assign(y=rng.integers(0, 2, 300))
    data = pd.concat([data, data.iloc[20:50]], ignore_index=True)
    result = dataqa.audit(data, target="y", skip=["suspect-labels"])
    for apply in ("safe", "all"):
        assert result.fix(data, apply=apply, allow_removal=0.1).removed["dataqa_position"].tolist() == list(range(300, 330)), apply


def test_training_rows_that_equal_test_rows_by_their_few_values_stay(passengers):
    data = passengers.assign(part=["train", "train", "train", "test"] * 300)
    result = dataqa.audit(data, target="survived", split="part", checks=["test-overlap"])
    assert [issue.check for issue in result.issues] == ["test-overlap"]
    assert len(result.fix(data, apply="all").removed) == 0
    assert len(result.fix(data, apply=[result.issues[0].id], allow_removal=1).removed) > 300


@pytest.mark.parametrize("kind", ["csv", "frame", "category"])
def test_a_code_that_reads_like_missing_stays(tmp_path, kind):
    rng = np.random.default_rng(9)
    market = rng.choice(["NA", "EU", "AP", "LA", "ME"], 400)
    frame = pd.DataFrame({"market": market, "x": rng.normal(size=400).round(4), "y": rng.integers(0, 2, 400)})
    if kind == "category":
        frame["market"] = frame["market"].astype("category")
    data = frame
    if kind == "csv":
        data = str(tmp_path / "rows.csv")
        frame.to_csv(data, index=False)
    result = dataqa.audit(data, target="y", skip=["suspect-labels"])
    assert result.record.profile.columns["market"].nulls == 0
    for apply in ("safe", "all"):
        assert list(result.fix(data, apply=apply).data["market"]) == market.tolist(), apply


def test_a_text_of_a_number_is_dropped_only_where_all_is_asked_for():
    number = [k % 97 for k in range(300)]
    frame = pd.DataFrame({"number": number, "code": [f"{k:0{2 + k % 3}d}" for k in number], "again": number, "x": range(300)})
    result = dataqa.audit(frame, checks=["duplicate-columns"])
    assert result.fix(frame).data.columns.tolist() == ["number", "code", "again", "x"]
    assert result.fix(frame, apply="all").data.columns.tolist() == ["number", "x"]
    assert dataqa.audit(frame.drop(columns="code"), checks=["duplicate-columns"]).fix(frame.drop(columns="code")).data.shape == (
        300,
        2,
    )


def test_a_key_goes_and_a_home_town_that_some_share_stays():
    rng = np.random.default_rng(4)
    frame = pd.DataFrame({"key": [f"k{k:03}x" for k in rng.permutation(300)], "x": rng.normal(size=300)})
    frame["town"] = [f"{place}burg" for place in rng.integers(0, 260, 300)]
    frame["y"] = rng.integers(0, 2, 300)
    result = dataqa.audit(frame, target="y", checks=["id-columns"])
    assert {issue.columns for issue in result.record.every_issue} == {("key",), ("town",)}
    assert result.fix(frame, apply="all").data.columns.tolist() == ["x", "town", "y"]
