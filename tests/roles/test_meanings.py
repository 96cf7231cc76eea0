"""What cells are, in words, each with a look-alike that is something else."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import polars as pl
import pytest

ALL = range(40)
CASTS = [
    ", ".join(name for name, bit in zip(("Ann Lee", "Bo Chan", "Cy Rao", "Di Fox"), f"{i % 15 + 1:04b}", strict=True) if bit > "0")
    for i in ALL
]


@pytest.mark.parametrize(
    ("name", "cells", "meaning"),
    [
        ("x", [f"${i},234.50" for i in ALL], "money"),
        ("x", [f"{i}.5 EUR" for i in ALL], "money"),
        ("x", [f"{i / 2}%" for i in ALL], "percentage"),
        ("x", [f"{i + 60} kg" for i in ALL], "number with a unit"),
        ("x", [f"{i // 3:02}:{i + 15:02}:00" for i in ALL], "time of day"),
        ("x", [f"{i} days 00:{i:02}:00" for i in ALL], "duration"),
        ("x", [dt.time(i // 3, i) for i in ALL], "time of day"),
        ("x", [dt.timedelta(minutes=i) for i in ALL], "duration"),
        ("x", [f"2023-03-{i % 28 + 1:02}" for i in ALL], "date"),
        ("x", [f"2023-03-{i % 28 + 1:02} 10:15" for i in ALL], "date and time"),
        ("year", [1990 + i % 30 for i in ALL], "year"),
        ("zip", [f"{10115 + 37 * i}" for i in ALL], "postcode"),
        ("latitude", [40 + i / 7 for i in ALL], "coordinate"),
        ("flat", [40 + i / 7 for i in ALL], "number"),
        ("rating", [i % 5 + 1 for i in ALL], "rating"),
        ("sample_weight", [1 + i / 7 for i in ALL], "row weight"),
        ("weight", [60 + i / 7 for i in ALL], "number"),
        ("x", [f"https://example.org/{i}" for i in ALL], "web address"),
        ("x", [f"a{i}@example.org" for i in ALL], "e-mail address"),
        ("x", [f"10.0.{i}.{i + 1}" for i in ALL], "network address"),
        ("x", [f"fe80::{i:x}:1" for i in ALL], "network address"),
        ("x", [f"C:\\data\\part{i}" for i in ALL], "file path"),
        ("x", [f"1.0.{i}" for i in ALL], "identifier"),  # a version
        ("x", ["a|b", "b|c", "a", "b", "a|c", "a|b|c", "c"] * 6, "list"),
        ("x", [f"Smith, Anna{i % 30}" for i in ALL], "category"),  # a name, and no labels
        ("x", [{"city": "Ulm", "n": i} for i in ALL], "record"),
        ("x", [["a", "b"][: i % 3] for i in ALL], "list"),
        ("x", [f"POINT ({i} {i + 1})" for i in ALL], "geometry"),
        ("x", [f"52.{i + 100}, -13.{i + 200}" for i in ALL], "geometry"),
        ("x", [f"52.{i + 10}, 13.{i + 20}" for i in ALL], "list"),  # two numbers of two decimals
        ("x", [f"1{i + 10}.123, 213.456" for i in ALL], "list"),  # no degrees
        ("x", [f"{i + 10}°30′36″ N" for i in ALL], "coordinate"),
        ("x", [f"{i + 100}/{i + 60} mmHg" for i in ALL], "amount"),
        ("x", [f"{i + 3} x 4 x {i + 5} cm" for i in ALL], "amount"),
        ("x", [f"{i + 3}.5 ± 0.{i + 1}" for i in ALL], "amount"),
        ("x", [f"{i + 3} ({i + 5}%)" for i in ALL], "amount"),
        ("x", [f"${i + 30}K-${i + 40}K (Glassdoor est.)" for i in ALL], "amount"),
        ("x", ["Free" if i % 3 == 0 else f"${i}.99" for i in ALL], "amount"),
        ("x", [f"{i + 1},234.50" if i % 2 else f"{i + 1}.234,50" for i in ALL], "amount"),
        ("x", [f"{12345678 + 97 * i}K" for i in ALL], "identifier"),  # a number with a check letter
        ("x", [f"0{i + 10}" if i else "none" for i in ALL], "identifier"),
        ("x", [f"{i + 10}.01.0{i + 100}" for i in ALL], "identifier"),
        ("x", [f"{i * 7 + 10}.5{'*' if i % 5 == 0 else ''}" for i in ALL], "number"),
        ("x", CASTS, "list"),
        ("x", [f"2024-01-{i % 28 + 1:02}; 2024-0{i % 9 + 1}-03" for i in ALL], "list"),
        ("x", [f"{i + 1}.5M views" if i % 3 else f"{i + 7}K views" for i in ALL], "amount"),
        ("x", [f"{i + 1} {'Oak' if i % 3 else 'Elm'} Lane" for i in ALL], "category"),
        ("x", [f"{'▲' if i % 3 else '▼'} 0.{i + 10}" for i in ALL], "amount"),
        ("x", ["red", "green"] * 20, "category"),
        ("x", [True, False] * 20, "flag"),
        ("user_id", [i * 997 for i in ALL], "identifier"),
    ],
)
def test_each_meaning(column, name, cells, meaning):
    assert column(cells, name).meaning == meaning


def test_levels_that_no_row_has_are_told(task):
    levels = ["low", "mid", "high", "extreme"]
    data = {"x": pd.Series(pd.Categorical(["low", "high", "mid"] * 9, categories=levels, ordered=True))}
    for frame in (pd.DataFrame(data), pl.DataFrame({"x": ["low", "high", "mid"] * 9}, schema={"x": pl.Enum(levels)})):
        found = task(frame).columns["x"]
        assert (found.meaning, found.reason) == (
            "ordered category",
            "text, 3 different values; 3 of 4 levels of its type occur",
        )


@pytest.mark.parametrize(
    ("cells", "name", "reason"),
    [
        (["poor", "good", "fair", "excellent"] * 9, "y", "y has 4 different values, in order: its values are steps of a scale"),
        ([3, 4, 5, 6] * 9, "quality", "quality has 4 different whole values, in order: its name says grade or rating"),
        (["red", "good", "blue"] * 12, "y", "y has 3 different values"),
        ([3, 4, 5, 6] * 9, "y", "y has 4 different whole values"),
    ],
)
def test_classes_in_order(task, cells, name, reason):
    assert task({name: cells, "x": [i / 3 for i in range(36)]}, target=name).reason == reason


@pytest.mark.parametrize(
    "cells",
    [
        [f"{i * 10}-{i * 10 + 9}" for i in ALL],
        [f"{i}+" for i in ALL],
        [f"{i + 1}x{i + 2}x{i + 3}" for i in ALL],
        [f"{110 + i}/{70 + i}" for i in ALL],
        [f"${10 + i}" if i % 2 else f"€{10 + i}" for i in ALL],
        [f"{i + 1}.50" if i % 3 else "gratis" for i in ALL] + [f"{i + 1}.50 €" for i in ALL],
    ],
)
def test_amounts_name_no_rows(column, cells):
    found = column(cells, "x")
    assert (found.role, found.meaning) == ("categorical", "amount")


def test_numbers_among_which_some_are_limits(column):
    found = column([f"<{i}.5" if i % 4 == 0 else f"{i}.2" for i in ALL], "x")
    assert (found.role, found.meaning) == ("numeric", "number")


@pytest.mark.parametrize(
    "cells", [[f"2023-{4000 + i}" for i in ALL], [f"{10501 + i * 37}-{i:04}" for i in ALL], [f"{i}A7" for i in ALL]]
)
def test_numbers_of_cases_name_rows(column, cells):
    assert column(cells, "x").role == "id"


def test_a_length_of_time_names_no_row(column):
    assert column([f"{60 + i} min" for i in ALL], "x").role == "numeric"
    assert column([60 + i for i in ALL], "x").role == "id"  # counts the rows


def test_days_written_together_are_dates_whatever_the_name(column):
    days = [f"2023{month:02}{day:02}" for month in (1, 2) for day in range(1, 25)]
    assert (column(days, "x").role, column(days, "x").clock) == ("time", "yyyymmdd")
    assert column([str(20230100 + 7 * i) for i in range(48)], "x").clock == ""
