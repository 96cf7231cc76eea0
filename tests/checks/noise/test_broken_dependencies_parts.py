"""Groups of equal cells, and which columns are amounts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest
from contexts import context_of

from dataqa.checks.noise._blame import _holding
from dataqa.checks.noise._dependencies import (
    CodeBook,
    _different,
    _error_rate,
    _grouped,
    _is_amount,
    _is_sparse,
    _may_determine,
    _mixed,
    _source_of,
)
from dataqa.checks.noise.broken_dependencies import _attested, _clock, _near, _picture, _without_namesakes


def grouped(left, right, least=2):
    found = _grouped(np.array(left, dtype=np.int64), np.array(right, dtype=np.int64), least)
    return [one.tolist() for one in (found.left, found.rows, found.top, found.most, found.agreeing)]


def test_the_rows_of_each_value():
    left, right = [0, 0, 0, 1, 1, 2, -1, 2], [5, 5, 3, 2, 2, 1, 1, -1]
    assert grouped(left, right) == [[0, 1], [3, 2], [5, 2], [2, 2], [2, 2]]
    assert grouped(left, right, 1) == [[0, 1, 2], [3, 2, 1], [5, 2, 1], [2, 2, 1], [2, 2, 0]]
    assert grouped([0, 0], [4, 2]) == [[0], [2], [2], [1], [0]]  # of several commonest the lowest
    assert grouped([-1, -1], [-1, 3]) == [[], [], [], [], []]
    wide = 600_000
    assert grouped([0, 0, wide], [wide, wide, 1]) == [[0], [2], [wide], [2], [2]]


def test_how_well_the_rows_of_a_group_agree():
    strength = lambda left, right: _grouped(np.array(left), np.array(right), 2).strength()  # noqa: E731
    assert strength([0, 0, 1, 1], [0, 0, 1, 1]) == pytest.approx(1.0)
    assert strength([0, 0, 1, 1], [0, 1, 0, 1]) == pytest.approx((0 - 0.5) / 0.5)
    # value 0: half of the pairs of four rows, value 1: all; by chance half
    assert strength([0, 0, 0, 0, 1, 1, 1, 1], [0, 0, 0, 1, 1, 1, 1, 1]) == pytest.approx((0.75 - 0.5) / 0.5)
    assert strength([0, 1], [0, 1]) == 0.0


def test_how_many_pairs_are_no_repetition():
    assert _different(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])) == 1.0
    assert _different(np.array([0, 0, 1, 1]), np.array([0, 0, 0, 0])) == 0.5
    assert _different(np.array([0, 0, 1, 1]), np.array([0, -1, 0, 0])) == 2 / 3


def test_groups_of_more_exceptions_than_errors_explain():
    rows, most = np.array([50] * 10), np.array([50, 50, 50, 50, 50, 50, 50, 49, 49, 30])
    groups = SimpleNamespace(rows=rows, most=most)
    assert _mixed(groups, SimpleNamespace(surprise=0.01)).tolist() == [False] * 9 + [True]
    assert not _mixed(SimpleNamespace(rows=rows, most=rows), SimpleNamespace(surprise=0.01)).any()


def test_the_rate_of_errors_leaves_as_many_groups_pure():
    assert _error_rate(np.array([10.0] * 4), np.array([0.0, 0, 1, 9])) == pytest.approx(1 - 0.5**0.1)
    assert _error_rate(np.array([10.0] * 4), np.array([0.0] * 4)) == pytest.approx(0.0, abs=1e-9)


def audit(kind="number", role="numeric", clock="", quantiles=None, present=100, distinct=10):
    column = SimpleNamespace(kind=kind, quantiles=quantiles, present=present, distinct=distinct)
    parameters = SimpleNamespace(codes=("zip",), code_rows=5)
    task = SimpleNamespace(columns={name: SimpleNamespace(clock=clock, role=role) for name in ("a", "zip")})
    return SimpleNamespace(profile=SimpleNamespace(columns={"a": column, "zip": column}), task=task, parameters=parameters)


@pytest.mark.parametrize(
    ("name", "of", "amount"),
    [
        ("a", {}, True),
        ("zip", {}, False),
        ("a", {"role": "id"}, False),
        ("a", {"role": "group"}, False),
        ("a", {"kind": "text"}, False),
        ("a", {"kind": "datetime"}, True),
        ("a", {"kind": "text", "clock": "year"}, True),
    ],
)
def test_amounts_are_numbers_that_are_no_codes(name, of, amount):
    assert _is_amount(audit(**of), name) is amount


@pytest.mark.parametrize(
    ("of", "sparse"),
    [
        ({}, False),
        ({"present": 50}, False),
        ({"present": 49}, True),
        ({"kind": "datetime"}, True),
        ({"clock": "year"}, True),
        ({"quantiles": {0.01: 1800, 0.99: 2200}}, True),
        ({"quantiles": {0.01: 1799, 0.99: 2200}}, False),
        ({"quantiles": {0.01: 1800, 0.99: 2201}}, False),
    ],
)
def test_times_years_and_values_of_few_rows_are_sparse(of, sparse):
    assert _is_sparse(audit(**of), "a") is sparse


@pytest.mark.parametrize(
    ("kind", "integral", "role", "may"),
    [
        ("text", False, "categorical", True), ("datetime", False, "time", True), ("number", True, "numeric", True),
        ("number", False, "numeric", False), ("number", False, "id", True), ("number", False, "group", True),
        ("boolean", False, "boolean", False),
    ],
)  # fmt: skip
def test_which_columns_may_determine_others(kind, integral, role, may):
    assert _may_determine(SimpleNamespace(kind=kind, integral=integral), SimpleNamespace(role=role)) is may


def test_dependencies_that_hold_where_a_cell_is_in_doubt():
    codes = SimpleNamespace(of={"a": np.array([0, 0, 1, 1]), "b": np.array([2, 2, 3, 2]), "c": np.array([0, 1, 2, 3])}.get)
    one = SimpleNamespace(left="a", right="b", top=np.array([2, 3]), most=np.array([3, 2]), sources=False)
    edges = pl.DataFrame({"row": [0, 3], "left": [0, 0], "right": [2, 2]})
    found = _holding([one], codes, {"a": 0, "b": 1, "c": 2}, edges)
    # of the cells of a and c; row 3 breaks it, and nobody asks about b
    assert found.rows() == [(0, 0, 1)]
    assert _holding([SimpleNamespace(**{**vars(one), "sources": True})], codes, {"a": 0, "b": 1, "c": 2}, edges).rows() == []


TRIPS, SITES = np.repeat(np.arange(12), 5), np.tile(np.arange(5), 12)
RULES = SimpleNamespace(least_group=3, screened_rows=3000, most_sources=100, one_row_each=0.98)


def source(trips=TRIPS, sites=SITES, left="trip", **rules):
    frame = {
        "site": [f"site {n}" for n in sites],
        "trip": [f"trip {n}" for n in trips],
        "x": [n * 37 % 11 / 7 for n in range(len(trips))],
    }
    audit = context_of(frame)
    return _source_of(replace(audit, parameters=SimpleNamespace(**{**vars(RULES), **rules})), CodeBook(audit), left)


def test_the_column_that_says_who_reported():
    assert source() == "site"
    # each site twice on each trip: no row each
    assert source(np.tile(TRIPS, 2), np.tile(SITES, 2)) == ""
    # of each trip one row, or two
    assert source(np.arange(60), SITES) == ""
    assert source(least_group=6) == ""
    # two sites, and more sites than may be
    assert source(np.repeat(np.arange(30), 2), np.tile(np.arange(2), 30)) == ""
    assert source(most_sources=4) == ""
    # one row more than there are pairs
    assert source(np.append(TRIPS, 0), np.append(SITES, 0)) == ""
    # of sixty pairs two are repeated
    repeated = np.where(np.isin(np.arange(60), (7, 8)), 0, TRIPS)
    assert source(repeated, SITES) == ""
    assert source(repeated, SITES, one_row_each=0.95) == "site"


def clock(time="datetime", counters=("row",)):
    """When rows are from, of a table with a time and a counter."""
    frame = pl.DataFrame({"when": [datetime(1970, 1, 1, 0, 0, 2), None], "row": [7, 8]})
    numbers = [(SimpleNamespace(name=name, kind="number"), None) for name in counters]
    found = _clock(
        SimpleNamespace(
            task=SimpleNamespace(columns={"when": SimpleNamespace(name="when", role="time", clock=time)}),
            engine=SimpleNamespace(table=SimpleNamespace(frame=frame), values=frame.get_column),
            moments=pl.col,
            profiles=lambda role: numbers,
        )
    )
    return found if found is None else found.tolist()


def test_rows_are_from_their_time_or_else_in_the_order_of_their_numbers():
    assert clock() == pytest.approx([2_000_000.0, np.nan], nan_ok=True)
    assert clock(time="") == [7, 8]
    assert clock(time="", counters=()) is None


def test_without_a_determined_cell_there_is_no_picture():
    cells = pl.DataFrame(schema={"row": pl.Int64, "via": pl.Int64, "held": pl.String})
    assert _picture(SimpleNamespace(), "a", cells, [], SimpleNamespace()) == ()


def test_cells_that_other_rows_hold_as_well_are_attested():
    column = pl.Series(["x"] * 4 + ["y"] * 3 + ["z"])
    engine = SimpleNamespace(values=lambda name: column)
    cells = pl.DataFrame({"held": ["x", "x", "y", "y", "z"]})
    assert _attested(SimpleNamespace(engine=engine), "a", cells, cells) == 2 / 5
    assert _attested(SimpleNamespace(engine=engine), "a", cells.clear(), cells) == 0.0


def test_the_picture_shows_the_commonest_values_and_the_odd_one():
    city = ["A"] * 5 + ["B"] * 3 + ["C"] * 2 + ["D"] * 2 + ["E", "x", "A"]
    frame = pl.DataFrame({"zip": ["1"] * 14 + ["2"], "city": city})
    audit = SimpleNamespace(engine=SimpleNamespace(take=lambda rows, names: frame[list(map(int, rows))].select(names)))
    codes = SimpleNamespace(of=lambda name: np.array([0] * 14 + [1]))
    cells = pl.DataFrame({"row": [13, 14], "via": [0, 0], "held": ["x", "A"]})
    (bars,) = _picture(audit, "city", cells, [SimpleNamespace(left="zip")], codes)
    assert (bars.title, bars.labels, bars.values, bars.marked) == (
        "city where zip is 1", ("A", "B", "C", "D", "x"), (5.0, 3.0, 2.0, 2.0, 1.0), (4,)
    )  # fmt: skip


def test_of_long_texts_sixty_letters_are_compared():
    held, right = "a" * 45 + "b" * 15, "a" * 45 + "d" * 15
    assert _near(held, right)  # 45 of 60 letters agree
    assert _near(held + "x", right + "y")
    assert _near(held, right + "y" * 60)
    assert not _near("a" * 44 + "b" * 16, "a" * 44 + "d" * 16)


def test_a_number_that_goes_with_one_name_only_is_not_wrong():
    columns = {"number": np.array([0, 1, 1, -1]), "name": np.array([0, 1, 2, 0])}
    audit = SimpleNamespace(
        profile=SimpleNamespace(columns={"number": SimpleNamespace(kind="number")}),
        task=SimpleNamespace(columns={"number": SimpleNamespace(role="id")}),
    )
    cells = pl.DataFrame({"row": [0, 1, 2], "via": [0, 0, 0], "determining": [False, False, False]})
    codes, found = SimpleNamespace(of=columns.__getitem__), [SimpleNamespace(left="name")]
    assert _without_namesakes(audit, "number", cells, found, codes)["row"].to_list() == [1, 2]
    sure = cells.with_columns(determining=pl.lit(True))
    assert _without_namesakes(audit, "number", sure, found, codes)["row"].to_list() == [0, 1, 2]
    audit.task.columns["number"].role = "categorical"
    assert _without_namesakes(audit, "number", cells, found, codes)["row"].to_list() == [0, 1, 2]
