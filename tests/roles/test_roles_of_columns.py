"""Each role once, with its reason, and what only looks like it."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

RANDOM = np.random.default_rng(0)
PROSE = [f"The {thing} was delivered late and number {i} is missing" for i in range(40) for thing in ("box", "lamp")]


@pytest.mark.parametrize(
    ("name", "cells", "role", "reason"),
    [
        ("x", [1.5, 2.5, 3.5, 2.5], "numeric", "numbers, 3 values"),
        ("x", RANDOM.normal(size=60).tolist(), "numeric", "numbers"),
        ("colour", ["red", "green", "red"], "categorical", "text, 2 different values"),
        ("note", PROSE, "text", "text of 10.0 words on average, 80 different"),
        ("when", [dt.datetime(2024, 1, day) for day in (1, 2, 3)], "time", "dates: it says when a row is from"),
        ("date_of_birth", [dt.datetime(1960 + i, 1, 1) for i in range(3)], "datetime", "dates"),
        ("flag", [True, False, True], "boolean", "true or false"),
        ("flag", [0, 1, 1], "boolean", "0 or 1"),
        ("flag", [0.0, 1.0, None], "boolean", "0 or 1"),
        ("row", list(range(7, 47)), "id", "whole numbers that count the rows"),
        ("user_id", [i * 997 for i in range(40)], "id", "its name says identifier, and nearly every value differs"),
        ("ticket", [f"T-{i:05}" for i in range(40)], "id", "every value differs, and none is prose"),
        ("user_id", [i % 25 for i in range(100)], "group", "its name says identifier, and its 25 values repeat"),
        ("childid", [i % 25 for i in range(100)], "group", "its name says identifier, and its 25 values repeat"),
        (
            "Subject",
            [f"M{i % 25}" for i in range(100)],
            "group",
            "its name says whom or what a row is about, and its 25 values repeat",
        ),
        (
            "patient",
            [1 + i % 25 for i in range(100)],
            "group",
            "its name says whom or what a row is about, and its 25 values repeat",
        ),
        ("customer_id", [f"c{i % 25}" for i in range(100)], "group", "its name says identifier, and its 25 values repeat"),
        ("zip_code", [10_000 + i * 97 for i in range(40)], "numeric", "its name says postcode: a place, which rows may share"),
        ("postcode", [f"AB{i} 1CD" for i in range(40)], "categorical", "its name says postcode: a place, which rows may share"),
        ("zipped", [f"AB{i}-1CD" for i in range(40)], "id", "every value differs, and none is prose"),
        (
            "order_date",
            [44_197 + 9 * i for i in range(40)],
            "datetime",
            "its name says date, its values are day numbers of a spreadsheet",
        ),
        ("amount", [44_197.0 + 9.5 * i for i in range(40)], "numeric", "numbers"),
        ("x", [None, None], "constant", "it has no value at all"),
        ("x", ["a", "a"], "constant", "all cells are 'a'"),
        ("x", ["a" * 40] * 2, "constant", f"all cells are {'a' * 29 + '…'!r}"),
        ("part", ["train", "Test", "train"], "split", "its values name the parts of a split"),
        ("v", [[1, 2], [3]], "nested", "its cells are lists, arrays or bytes"),
    ],
)
def test_each_role_with_its_reason(column, name, cells, role, reason):
    found = column(cells, name)
    assert (found.role, found.reason) == (role, reason)


@pytest.mark.parametrize(
    ("name", "cells", "role"),
    [
        ("zip", [10115 + 37 * (i % 30) for i in range(90)], "numeric"),
        ("zip", [f"{10115 + 37 * (i % 30)}A" for i in range(90)], "categorical"),
        ("built", list(range(1950, 2010)), "id"),  # counts the rows without a gap, and no name says year
        ("year", [1950 + i % 60 for i in range(120)], "time"),
        ("year_built", [1950 + i % 60 for i in range(120)], "numeric"),
        ("subject", [f"course of {chr(97 + i % 25)}" for i in range(100)], "categorical"),
        ("user", [i % 25 for i in range(100)], "group"),
        ("user", [i % 25 * 3 for i in range(100)], "numeric"),  # per cent of a processor's time
        # eaten, and marks of high school: no codes of regions or of goods
        *(
            (name, [n for n, rows in enumerate((5, 20, 60, 120, 180, 120, 60, 20, 5)) for _ in range(rows)], "numeric")
            for name in ("nuts", "hs_marks")
        ),
        ("student", [i / 7 % 25 for i in range(100)], "numeric"),
        ("species_id", [f"{chr(65 + i % 25)}M" for i in range(100)], "categorical"),
        ("species_id", [f"s{i % 60}" for i in range(180)], "group"),
        ("acid", [i % 25 for i in range(100)], "numeric"),
        ("year_veh", [1950 + i % 60 for i in range(120)], "numeric"),
        ("model_year", [70 + i % 13 for i in range(90)], "categorical"),
        ("count", [i % 40 for i in range(90)], "numeric"),
        ("number", [i % 40 for i in range(90)], "numeric"),
        ("price", (RANDOM.random(90) * 1e4).tolist(), "numeric"),
        ("salary", [30_000 + 531 * i for i in range(60)], "numeric"),
        ("code", [f"A{i % 10}" for i in range(90)], "categorical"),
        ("name", [f"First{i} Last{i}" for i in range(60)], "categorical"),
        ("phone", [f"+49 30 {i * 7919:07}" for i in range(60)], "categorical"),
        ("flag", [1, 2, 1, 2], "numeric"),
        ("flag", [0, 2, 0], "numeric"),
        ("part", ["train", "bus", "train"], "categorical"),
        ("part", ["train", "test", "a", "b", "c", "d", "e"], "categorical"),
        ("id", [1, 2, 3], "numeric"),  # too few rows to tell
        ("x", ["a", None, "a"], "categorical"),  # being empty says something, too
        ("when", ["soon", "later", "soon"], "categorical"),
    ],
)
def test_what_only_looks_like_it(column, name, cells, role):
    assert column(cells, name).role == role


@pytest.mark.parametrize(
    ("name", "cells", "clock"),
    [
        ("timestamp", [1_700_000_000 + 3600 * i for i in range(9)], "seconds"),
        ("created_at", [1_700_000_000_000 + 3600 * i for i in range(9)], "milliseconds"),
        ("date", [20240101, 20240215, 20241231], "yyyymmdd"),
        ("month", [202401, 202402, 202412], "yyyymm"),
        ("year", [2021, 2022, 2023], "year"),
        ("amount", [1_700_000_000 + 3600 * i for i in range(9)], ""),
        ("date", [20240101, 20241301, 20240102], ""),  # no thirteenth month
        ("time", [1, 2, 3], ""),
        ("year", [1, 2, 3], ""),
        ("month", [1, 2, 12], ""),
    ],
)
def test_numbers_that_are_times(column, name, cells, clock):
    found = column(cells, name)
    assert found.clock == clock
    assert (found.role == "time") == bool(clock)


def test_of_a_column_told_to_be_the_time_the_name_need_not_say_so(column):
    assert column([2021, 2022], "season", time="season").clock == "year"
    assert column([1_700_000_000], "x", time="x").clock == "seconds"
    assert column([1, 2, 3], "step", time="step").clock == ""


@pytest.mark.parametrize(
    ("letters", "length", "role"),
    [
        ("我们今天在北京看到了很多新的产品", 18, "text"),
        ("วันนี้เราไปกินข้าวที่ร้านใหม่", 30, "text"),
        ("王李张刘陈杨赵黄周吴", 3, "categorical"),
    ],
)
def test_words_of_scripts_without_spaces_are_counted_by_their_letters(column, letters, length, role):
    cells = ["".join(np.random.default_rng(i).choice(list(letters), length)) for i in range(100)]
    assert column(cells, "a").role == role


def test_codes_of_patients_say_whose_row_it_is(column):
    codes = [f"P{i // 4:03}" for i in range(120)]
    assert column(codes, "patient").role == "group"
    assert column(codes, "batch").role == "categorical"
    names = [f"{first} {last}" for first in ("Ann", "Bo", "Cy", "Di", "Ed") for last in ("Roe", "Fox", "Lee", "Kim", "Orr")] * 4
    assert column(names, "customer").role == "categorical"
