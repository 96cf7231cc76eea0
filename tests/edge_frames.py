"""Frames that are small, strange and legal: no check may fail on any of them. Each is a call of `dataqa.audit`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from realistic_frame import plain

DAY = "2026-01-31"
Case = dict[str, Any]
CASES: dict[str, Callable[[], Case]] = {}


def _case(make: Callable[[], Case]) -> Callable[[], Case]:
    CASES[make.__name__] = cache(make)
    return make


def _with(target: Any, rows: int = 60) -> Case:
    return {"data": plain(rows).assign(y=target), "target": "y"}


def _beside(**columns: Any) -> Case:
    """Further columns of 60 rows beside the usual ones, some of which say something else in another row."""
    return {"data": plain(60).assign(**columns), "target": "y"}


@_case
def no_rows() -> Case:
    return {"data": plain(30).head(0), "target": "y"}


@_case
def no_rows_and_no_target() -> Case:
    return {"data": {"a": [], "b": []}}


@_case
def one_row() -> Case:
    return {"data": plain(1), "target": "y"}


@_case
def one_cell() -> Case:
    return {"data": {"a": [1]}}


@_case
def three_rows() -> Case:
    return {"data": plain(3), "target": "y"}


@_case
def the_target_alone() -> Case:
    return {"data": {"y": ["a", "b"] * 30}, "target": "y"}


@_case
def no_target() -> Case:
    return {"data": plain(60)}


@_case
def columns_without_values() -> Case:
    empty = [None] * 60
    return _beside(nothing=empty, nan=np.full(60, np.nan), nat=np.full(60, np.datetime64("NaT", "ns")), na=pd.array(empty, "Int64"))


@_case
def nothing_but_empty_columns() -> Case:
    return {"data": {"a": [None] * 30, "b": [None] * 30}, "target": "b"}


@_case
def every_column_constant() -> Case:
    return {"data": {"a": [1] * 30, "b": ["x"] * 30, "c": [True] * 30, "y": [0] * 30}, "target": "y"}


@_case
def every_row_the_same_but_one() -> Case:
    return {"data": {"a": [1] * 59 + [2], "b": ["x"] * 60, "y": ["no"] * 59 + ["yes"]}, "target": "y"}


@_case
def target_of_one_class() -> Case:
    return _with("yes")


@_case
def target_of_one_number() -> Case:
    return _with(3.25) | {"task": "regression"}


@_case
def target_without_values() -> Case:
    return _with(None)


@_case
def target_with_one_value() -> Case:
    return _with(["yes"] + [None] * 59)


@_case
def target_of_booleans() -> Case:
    return _with([True, False] * 30)


@_case
def target_of_floats() -> Case:
    return _with([0.0, 1.0, 1.0] * 20)


@_case
def target_of_whole_numbers() -> Case:
    return _with([3, 1, 2] * 20)


@_case
def target_of_categories() -> Case:
    return _with(pd.Categorical(["a", "b", "c"] * 20, categories=["c", "b", "a", "never"]))


@_case
def target_with_gaps() -> Case:
    return _with(["a", None, "b"] * 20)


@_case
def target_of_nullable_booleans() -> Case:
    return _with(pd.array([True, None, False] * 20, "boolean"))


@_case
def target_where_every_class_is_new() -> Case:
    return _with([f"class {i}" for i in range(60)])


@_case
def target_of_numbers() -> Case:
    return _with(np.random.default_rng(5).normal(size=60))


@_case
def target_of_numbers_and_infinities() -> Case:
    return _with([np.inf, -np.inf, np.nan, *np.random.default_rng(5).normal(size=57)])


@_case
def target_of_infinities() -> Case:
    return _with([np.inf, -np.inf, np.nan] * 20)


@_case
def target_of_dates() -> Case:
    return _with(pd.date_range("2024-01-01", periods=60))


@_case
def target_of_dates_out_of_range() -> Case:
    return _with(np.array(["20000-01-01"] * 60, dtype="datetime64[us]"))


@_case
def target_of_lists() -> Case:
    return _with([[i % 3] for i in range(60)])


@_case
def target_of_mixed_objects() -> Case:
    return _with([1, "1", 2.5, None, True, "b"] * 10)


@_case
def target_of_huge_numbers() -> Case:
    return _with(np.random.default_rng(5).normal(size=60) * 1e300)


@_case
def names_twice() -> Case:
    frame = plain(60)
    frame.columns = ["x", "x", "x", "flag", "x (2)", "note", "y"]
    return {"data": frame, "target": "y"}


@_case
def names_of_any_kind() -> Case:
    frame = plain(60)
    frame.columns = ["", 1, "a b", "größe 温度", None, "{columns}", "%s: 'y'\n"]
    return {"data": frame, "target": "%s: 'y'\n"}


@_case
def names_in_levels() -> Case:
    frame = plain(60)
    frame.columns = pd.MultiIndex.from_product([["a"], frame.columns])
    return {"data": frame, "target": "a / y"}


@_case
def nested_cells() -> Case:
    return _beside(
        lists=[[i % 3, i] for i in range(60)],
        dicts=[{"k": i % 4} for i in range(60)],
        arrays=[np.arange(i % 5) for i in range(60)],
        raw=[bytes([i % 7]) for i in range(60)],
        some=[[1], None, "text"] * 20,
    )


@_case
def infinities() -> Case:
    return _beside(
        some=[np.inf, 1.0, 2.0] * 20, signed=[np.inf, -np.inf, np.nan] * 20, all=[np.inf] * 60, both=[np.inf, -np.inf] * 30
    )


@_case
def blanks() -> Case:
    return _beside(
        blank=" ", blanks=["", " ", "\t", "\n", "  ", "\u00a0"] * 10, marks=["?", "N/A", "-", "null", "none", "nan"] * 10
    )


@_case
def mixed_objects() -> Case:
    return _beside(
        mixed=[1, "a", 2.5, None, True, dt.date(2024, 1, 1)] * 10,
        numbers=[1, 2.5, "3", "4,5", None, Decimal("6.5")] * 10,
        flags=[True, "yes", 0, "no", None, 1.0] * 10,
        objects=[object, range(3), dt.time(3, 4), complex(1, 2), Exception("x"), frozenset({1})] * 10,
    )


@_case
def zoned_times() -> Case:
    when = pd.date_range("2024-03-30", periods=60, freq="37h", tz="Europe/Berlin")
    return _beside(when=when, other=when.tz_convert("Asia/Tokyo")) | {"time": "when"}


@_case
def texts_of_any_content() -> Case:
    odd = [
        "\x00\x01\x1b[31m",
        "😀👩‍👩‍👧 é e\u0301",
        "\u202eabc\u202c",
        "{columns} {0} %s",
        "<script>alert(1)</script>",
        "a" * 20_000,
    ]
    long = [f"{odd[i % 6]} some words to make it text, number {i}" for i in range(60)]
    return _beside(note=long, odd=odd * 10, lone=pd.Series(["\ud800", "ok", "fine"] * 20, dtype=object))


@_case
def more_columns_than_rows() -> Case:
    random = np.random.default_rng(1)
    frame = pd.DataFrame(random.normal(size=(50, 120)), columns=[f"c{i}" for i in range(120)])
    return {"data": frame.assign(y=["a", "b"] * 25), "target": "y"}


@_case
def dates_far_away() -> Case:
    far = [dt.datetime(1, 1, 1), dt.datetime(9999, 12, 31, 23, 59, 59), dt.datetime(2024, 1, 1)]
    return _beside(far=np.array(far * 20, dtype="datetime64[us]"), first=np.array(far[:1] * 60, dtype="datetime64[us]")) | {
        "time": "far"
    }


@_case
def numbers_far_out_and_durations() -> Case:
    return _beside(
        huge=[2**53 + i for i in range(60)],
        beyond=[2**63 + i for i in range(60)],
        unsigned=np.arange(60, dtype="uint64") + np.uint64(2**63),
        ends=[2**63 - 1, -(2**63), 0] * 20,
        tiny=[5e-324, 1e308, -1e308] * 20,
        close=[1e15 + i / 8 for i in range(60)],
        # beside them, durations and decimals
        took=pd.to_timedelta([1, None, -3] * 20, unit="h"),
        price=[Decimal("1.10"), Decimal("NaN"), Decimal("-3")] * 20,
        at=[dt.time(i % 24) for i in range(60)],
        month=pd.period_range("2024-01", periods=60, freq="M"),
    )


@_case
def a_split_column() -> Case:
    return _beside(split=["train"] * 40 + ["test"] * 20)


@_case
def a_split_of_one_part() -> Case:
    return _beside(split=["train"] * 60) | {"split": "split"}


@_case
def roles_told_against_sense() -> Case:
    return {"data": plain(60), "target": "y", "time": "x", "group": "note", "id": "flag", "text": "n", "protected": "when"}


@_case
def roles_told_of_empty_columns() -> Case:
    told = {role: f"empty {role}" for role in ("time", "group", "id", "text", "image", "split")}
    return {"data": plain(60).assign(**dict.fromkeys(told.values())), "target": "y", **told, "protected": "empty id"}


@_case
def one_group_and_one_moment() -> Case:
    day = pd.Timestamp("2024-01-01")
    return {
        "data": plain(60).assign(when=day, colour="red"),
        "target": "y",
        "time": "when",
        "group": "colour",
        "protected": "colour",
    }


@_case
def copies_of_two_rows() -> Case:
    return {"data": pd.concat([plain(2)] * 30, ignore_index=True), "target": "y", "test": plain(2), "reference": plain(2)}


@_case
def protected_groups_of_one() -> Case:
    return _beside(sex=["m", "f"] * 30, race=[f"r{i}" for i in range(60)], religion=[None, "a", "b"] * 20) | {
        "protected": ["sex", "race"]
    }


@_case
def entities_and_ratings() -> Case:
    random = np.random.default_rng(2)
    users, items = random.integers(0, 30, 200), random.integers(0, 40, 200)
    return {"data": {"user_id": users, "item_id": items, "rating": random.integers(1, 6, 200)}, "target": "rating"}


@_case
def a_series_in_time() -> Case:
    days = pd.date_range("2023-01-01", periods=120)
    return {"data": {"date": days, "sales": np.sin(np.arange(120) / 7) + np.arange(120) / 50}, "target": "sales"}


@_case
def prose_alone() -> Case:
    return {"data": {"text": plain(60)["note"]}}


@_case
def test_rows_of_other_types() -> Case:
    test = pd.DataFrame(
        {"x": ["1.5", "oops", None], "n": [1.5, np.inf, np.nan], "when": [1, 2, 3], "flag": ["t", "f", "?"], "more": [1, 2, 3]}
    )
    return {"data": plain(60), "target": "y", "test": test}


@_case
def test_without_rows() -> Case:
    return {"data": plain(60), "target": "y", "test": plain(60).head(0), "reference": plain(60).head(0)}


@_case
def test_that_repeats_the_rows() -> Case:
    return {"data": plain(60), "target": "y", "test": plain(60).head(30), "reference": plain(60)}


@_case
def reference_rows() -> Case:
    return {"data": plain(60), "target": "y", "reference": plain(80, seed=9).drop(columns="y").assign(x=lambda f: f["x"] + 5)}


@_case
def reference_of_other_types() -> Case:
    return {"data": plain(60), "target": "y", "reference": {"x": ["a", None, "3"], "colour": [1, 2, 3], "y": [None, None, None]}}


@_case
def reference_with_one_row() -> Case:
    return {"data": plain(60), "target": "y", "reference": plain(1, seed=4)}
