"""How a column lies in each class of the target, as the page of an audit shows it."""

import numpy as np
import pandas as pd
import pytest

import dataqa
from dataqa.render.by_class import CLASSES, ByClass
from dataqa.render.masking import Masker


def strips(data, column, target="y"):
    record = dataqa.audit(data, target=target, checks=["missing-values", "personal-data"]).record
    return ByClass(record, Masker(record)).of(record.profile.columns[column])


def told(strip):
    return [bar.told for bar in strip.bars if bar.height]


def test_shares_of_each_class():
    found = strips({"y": ["a", "b"] * 20, "x": ["red", "red", "blue", "red"] * 10}, "x")
    assert [(s.name, s.rows, s.missing) for s in found] == [("a", "20", "0%"), ("b", "20", "0%")]
    assert [told(s) for s in found] == [["red: 50%", "blue: 50%"], ["red: 100%"]]
    assert found[1].bars[0].height == 1.0
    assert found[0].bars[0].height == 0.5


def test_missing_cells_count_for_their_class_alone():
    found = strips({"y": ["a", "b"] * 20, "x": [None, "red"] * 10 + ["blue", "red"] * 10}, "x")
    assert [s.missing for s in found] == ["50%", "0%"]
    assert told(found[0]) == ["blue: 100%"]


def test_numbers_lie_in_bins_and_a_numeric_target_in_thirds():
    data = {"y": np.arange(300.0), "x": np.arange(300.0) * 2}
    found = strips(data, "x")
    assert [s.name.split(":")[0] for s in found] == ["low", "middle", "high"]
    assert [s.rows for s in found] == ["100", "100", "100"]
    first, last = ([i for i, bar in enumerate(s.bars) if bar.height] for s in (found[0], found[-1]))
    assert max(first) <= 8
    assert min(last) >= 15


def test_of_many_classes_the_commonest():
    data = {"y": [f"k{i}" for i in range(20) for _ in range(20 - i)], "x": [i % 2 for i in range(210)]}
    assert len(strips(data, "x")) == CLASSES


@pytest.mark.parametrize(
    "data",
    [
        {"y": ["a"] * 30, "x": [1, 2] * 15},
        {"y": ["a", "b"] * 15, "x": [None] * 30},
        {"y": ["a", "b"] * 15, "x": [f"t{i}" for i in range(30)]},
        {"y": ["a", "b"] * 15, "x": [[1], [2]] * 15},
        {"y": ["a", "b"] * 15, "x": [f"kelly{i}@example.com" for i in range(15)] * 2},
    ],
    ids=["one class", "empty", "all differ", "nested", "personal"],
)
def test_nothing_where_nothing_can_be_told(data):
    assert strips(data, "x") == ()


def test_the_target_itself_and_no_target():
    data = {"y": ["a", "b"] * 20, "x": [1, 2] * 20}
    assert strips(data, "y") == ()
    assert strips(data, "x", target=None) == ()


def test_infinite_numbers_and_zones_do_no_harm():
    when = pd.date_range("2024-01-01", periods=60, tz="Europe/Berlin")
    frame = pd.DataFrame({"y": ["a", "b"] * 30, "x": [np.inf, -np.inf, *range(58)], "when": when})
    assert len(strips(frame, "x")) == len(strips(frame, "when")) == 2
