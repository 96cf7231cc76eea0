"""Pairs of rows that nearly equal each other, and how many of them chance makes."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from contexts import context_of

from dataqa.checks.near_rows import (
    _chance_of,
    _chances,
    _confirmed,
    _forms,
    _forms_of,
    _later,
    _pairs_of,
    _slips,
    _unlike,
    near_rows,
)
from dataqa.checks.row_hashes import RowHashes, row_hashes


def test_cells_and_their_forms():
    counted = _forms_of(pl.Series(["Rome", "rome", "Bonn", "Bonn"])).sort("text")
    assert counted.rows() == [("Bonn", 2.0, "bonn"), ("Rome", 1.0, "rome"), ("rome", 1.0, "rome")]


def test_how_many_pairs_of_rows_have_one_cell():
    counted = pl.DataFrame({"text": ["A", "a", "b"], "count": [2.0, 1.0, 3.0], "form": ["a", "a", "b"]})
    assert _chances(counted) == (14 - 6, 18 - 14, 36 - 18)


def test_the_chance_of_a_slip():
    texts = pl.Series(["berlin", "berlln", "bonn"])
    every = pl.Series(["berlin"] * 3 + ["berlln"] + ["bonn"] * 2)
    pairs = pl.DataFrame({"row": [1], "first": [0]})
    assert _chance_of(texts, pairs, every) == pytest.approx(2 * 3 * 1 / (36 - 9 - 1 - 4))
    # the same two texts are one pair, in whatever rows
    assert _chance_of(pl.Series(["berlin", "berlln"] * 2), pl.DataFrame({"row": [1, 3], "first": [0, 2]}), every) == pytest.approx(
        6 / 22
    )
    assert _chance_of(pl.Series(["a", "b"]), pl.DataFrame({"row": [1], "first": [0]}), pl.Series(["a", "b"])) == 1.0


def test_the_later_rows_of_groups():
    groups = pl.DataFrame({"row": [7, 0, 3, 5], "group": [2, 1, 1, 1], "exact": [12, 10, 10, 11]})
    rows, first = _pairs_of(groups)
    assert (rows.tolist(), first.tolist()) == ([5], [0])
    twice = pl.DataFrame({"row": [0, 1, 1, 2], "group": [1, 1, 2, 2], "exact": [1, 2, 2, 3]})
    rows, first = _pairs_of(twice)
    assert (rows.tolist(), first.tolist()) == ([1, 2], [0, 1])


def test_rows_that_differ_where_they_may():
    frame = pl.DataFrame({"a": ["x", "X", "y", "x", None], "b": ["u", "v", "u", "u", "u"], "n": [1, 1, 2, 1, 1]})
    rows, first, columns = _confirmed(frame, np.array([1, 2, 3, 4]), np.array([0, 0, 0, 0]), ["a", "b"])
    assert (rows.tolist(), first.tolist(), columns) == ([1, 4], [0, 0], {"a": 2, "b": 1})
    assert list(columns) == ["a", "b"]
    rows, _, columns = _confirmed(frame, np.array([1, 4]), np.array([0, 0]), ["a"])
    assert (rows.tolist(), columns) == ([4], {"a": 1})
    none = np.zeros(0, dtype=np.int64)
    rows, first, columns = _confirmed(frame, none, none, ["a"])
    assert (rows.tolist(), first.tolist(), columns) == ([], [], {})


def hashes(keys: list[int], cells: list[int], meeting: list[bool] | None = None) -> RowHashes:
    part = np.array(cells, dtype=np.uint64)
    plain = np.array(keys, dtype=np.uint64) + part
    met = np.ones(len(keys), dtype=bool) if meeting is None else np.array(meeting)
    return RowHashes(plain=plain, exact=plain, floats=plain, parts={"a": part}, meeting=met)


def test_rows_that_equal_others_in_all_but_one_column():
    found = _unlike(hashes([100, 100, 100, 200, 100], [1, 2, 1, 5, 9], [True] * 4 + [False]), "a")
    assert found.rows() == [(100, 1, 0), (100, 2, 1)]
    assert _later(found) == 1
    assert _unlike(hashes([100, 100, 200, 300], [1, 1, 2, 3]), "a").height == 0  # one cell only
    assert _unlike(hashes([100] * 20, [*range(20)]), "a").height == 20
    assert _unlike(hashes([100] * 21, [*range(21)]), "a").height == 0  # a crowd


def test_forms_beside_chance():
    frame = pl.DataFrame({"a": ["Rome", "rome", "Rome", "Bonn"], "n": [1, 1, 2, 1]})
    found = _forms(frame, row_hashes(frame, ["a"], []), ["a"], frame)
    assert (found.kind, found.rows.tolist(), found.first.tolist(), found.columns) == ("form", [1], [0], {"a": 1})
    # one row equals an earlier one but for another cell; of pairs of other cells 4 in 6 would be the same but for their form
    assert found.expected == pytest.approx(1 * 4 / 6)
    same = pl.DataFrame({"a": ["Rome", "rome", "Rome"], "n": [1, 1, 1]})
    # where all cells have one form, by how many rows are equal: 1, of 2 such pairs, beside 4
    assert _forms(same, row_hashes(same, ["a"], []), ["a"], same).expected == pytest.approx(1 * 4 / 2)
    apart = pl.DataFrame({"a": ["Rome", "Bonn"], "n": [1, 1]})
    assert _forms(apart, row_hashes(apart, ["a"], []), ["a"], apart).expected == 0


def test_slips_beside_chance():
    frame = pl.DataFrame({"a": ["hamburg", "homburg", "bremen"], "n": [1, 1, 1]})
    found = _slips(frame, row_hashes(frame, ["a"], []), ["a"], frame)
    assert (found.kind, found.rows.tolist(), found.first.tolist(), found.columns) == ("slip", [1], [0], {"a": 1})
    # one of two later rows is no slip; one pair in three is
    assert found.expected == pytest.approx(1 * (1 / 3) / (2 / 3))
    apart = frame.with_columns(n=pl.Series([1, 2, 3]))
    found = _slips(apart, row_hashes(apart, ["a"], []), ["a"], apart)
    assert (found.rows.tolist(), found.columns, found.expected) == ([], {}, 0.0)


CITIES = ["hamburg", "munich", "cologne", "dresden", "leipzig", "stuttgart", "bremen", "hanover"]


def test_each_kind_of_rows_that_are_nearly_equal():
    random = np.random.default_rng(0)
    size = random.normal(50, 20, 40).round(3)
    city = [CITIES[k % 8] for k in range(40)]
    data = {
        "n": [*range(40), 3, 12, 21],
        "city": [*city, "DRESDEN", "leipzlg", city[21]],
        "size": [*size, size[3], size[12], size[21].round(1)],
    }
    audit = context_of(data)
    found = {one.kind: one for one in near_rows(audit, audit.table.frame)}
    assert {kind: (one.rows.tolist(), one.first.tolist(), one.columns) for kind, one in found.items()} == {
        "form": ([40], [3], {"city": 1}), "slip": ([41], [12], {"city": 1}), "rounding": ([42], [21], {"size": 1}),
    }  # fmt: skip
    assert near_rows(audit, audit.table.frame[:1]) == []
    assert near_rows(audit, audit.table.frame.select("n")) == []
