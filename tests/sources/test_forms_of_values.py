"""Values as people write them: each form is read as what it means, and its look-alike is not."""

from __future__ import annotations

import datetime as dt

import pytest

from dataqa.sources import load

ALL = range(40)
MOMENT = dt.datetime(2023, 3, 23, 21, 10, 20)


@pytest.mark.parametrize(
    ("cells", "first", "parsed"),
    [
        ([f"5'{i % 12}\"" for i in ALL], 60.0, "number"),
        ([f"{5 + i % 2} ft {i % 12} in" for i in ALL], 60.0, "number"),
        ([f"5 ft {i % 12} in" if i else "6 ft" for i in ALL], 72.0, "number"),
        ([f"{i % 9 + 1} lb {i % 16} oz" for i in ALL], 16.0, "number"),
        ([f"{i % 9 + 2} years {i % 12} months" for i in ALL], 24.0, "number"),
        ([f"{20 + i} °C" if i % 3 else f"{68 + i} °F" for i in ALL], 20.0, "number"),
        ([f"٠٫{i + 10}".translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")) for i in ALL], 0.10, "number"),
        ([f"２０２３－０３－{i % 9 + 11}".translate(str.maketrans("1", "１")) for i in ALL], dt.datetime(2023, 3, 11), "datetime"),
        ([f"{i % 12 + 1} PM" for i in ALL], 13 * 3600.0, "duration"),
        ([f"{i % 24:02}:{(i * 7) % 60:02}" for i in ALL], 0.0, "duration"),
        ([f"{i % 24:02}:{i % 4 * 15:02}" for i in ALL], 0.0, "duration"),
        ([f"2023-03-{23 - i % 9} 16:10:20 EST" for i in ALL], MOMENT, "datetime"),
        ([f"2023-03-{23 - i % 9} 22:10:20 CET" for i in ALL], MOMENT, "datetime"),
        ([f"2023-03-{23 - i % 9}T22:10:20+01:00[Europe/Paris]" for i in ALL], MOMENT, "datetime"),
        ([f"Thu Mar {23 - i % 9} 2023 22:10:20 GMT+0100 (CET)" for i in ALL], MOMENT, "datetime"),
        ([f"{i % 9 + 1} марта 2023" for i in ALL], dt.datetime(2023, 3, 1), "datetime"),
        ([f"{i % 9 + 1} września 2023" for i in ALL], dt.datetime(2023, 9, 1), "datetime"),
        ([f"03/{2010 + i % 12}" for i in ALL], dt.datetime(2010, 3, 1), "datetime"),
        ([f"{i % 9 + 1}. {'April' if i % 2 else 'März'} 2023" for i in ALL], dt.datetime(2023, 3, 1), "datetime"),
        ([f"{i % 9 + 1} {'avr.' if i % 2 else 'févr.'} 2023" for i in ALL], dt.datetime(2023, 2, 1), "datetime"),
        ([f"0{i % 9 + 1}-{'dic' if i % 2 else 'ene'}-2023" for i in ALL], dt.datetime(2023, 1, 1), "datetime"),
        ([f"Montag, {i % 9 + 1}. {'April' if i % 2 else 'Mai'} 2023" for i in ALL], dt.datetime(2023, 5, 1), "datetime"),
        ([f"{23 - i % 9}.03.2023, 21:10 Uhr" for i in ALL], dt.datetime(2023, 3, 23, 21, 10), "datetime"),
        ([f"{23 - i % 9}/03/2023 21h10" for i in ALL], dt.datetime(2023, 3, 23, 21, 10), "datetime"),
        ([f"{('Jan', 'Feb', 'Mai', 'Okt')[i % 4]} {20 + i // 4}" for i in ALL], dt.datetime(2020, 1, 1), "datetime"),
        ([f"{('janv.', 'févr.', 'mars', 'avr.')[i % 4]} {2010 + i // 4}" for i in ALL], dt.datetime(2010, 1, 1), "datetime"),
        ([f"₹ {i % 9 + 1} Cr" for i in ALL], 1e7, "number"),
        ([f"KW {i % 9 + 3}/2023" for i in ALL], dt.datetime(2023, 1, 16), "datetime"),
        ([f"W{i % 9 + 10} 2023" for i in ALL], dt.datetime(2023, 3, 6), "datetime"),
        ([f"{2015 + i % 9}-H{i % 2 + 1}" for i in ALL], dt.datetime(2015, 1, 1), "datetime"),
        ([f"令和{i % 5 + 1}年3月{i % 9 + 1}日" if i else "平成31年3月1日" for i in ALL], dt.datetime(2019, 3, 1), "datetime"),
        (["29/02/2567", *(f"{i % 28 + 1:02}/03/{2560 + i % 7}" for i in ALL)], dt.datetime(2024, 2, 29), "datetime"),
        ([f"{i % 9 + 1}:{i + 10}.25" for i in ALL], 70.25, "duration"),
        ([f"{i % 9 + 1}.5 Lakh" if i % 3 else f"{i % 4 + 1} Cr" for i in ALL], 1e7, "number"),
        ([f"{i % 9 + 1}.5x10^{i % 4 + 2}" for i in ALL], 150.0, "number"),
        ([f"({i * 37 + 5:,})" for i in ALL], 5.0, "number"),
        ([f"{i + 10}°30′36″ {'S' if i % 2 else 'N'}" for i in ALL], 10.51, "number"),
        ([f"{i + 10}-30.6W" for i in ALL], -10.51, "number"),
        ([f"{i * 7 + 1:,}{'*' if i % 5 == 0 else ''}" for i in ALL], 1.0, "number"),
        ([f"{i * 7 + 1}.5{' p' if i % 9 == 0 else 'e' if i % 9 == 4 else ''}" for i in ALL], 1.5, "number"),
    ],
)
def test_read_as_what_it_means(cells, first, parsed):
    table = load({"x": cells})
    assert table.columns[0].parsed == parsed
    assert table.frame["x"][0] == (pytest.approx(first) if isinstance(first, float) else first)


@pytest.mark.parametrize(
    "cells",
    [
        [f"{25 if i % 3 else i % 23}:{i % 23 if i % 3 else 25}" for i in ALL],  # results of volleyball
        [f"{i % 50 + 1}:{i % 31 + 1:02}" for i in ALL],  # verses
        ["16:9", "4:3", "3:2", "21:9", "1:1"] * 8,
        [f"{i % 7 + 1}. option" for i in ALL],  # entries of a list
        [f"${10 + i}" if i % 2 else f"€{10 + i}" for i in ALL],  # no rate of exchange is known
        ["5'11 and a half", "tall", "short"] * 9,
        [f"2023-03-{23 - i % 9} 21:10:20 IST" for i in ALL],  # of India, Israel or Ireland
        [f"{i + 10}/2023" for i in ALL],  # numbers of cases
        [f"v{i}.2" for i in ALL],
        [f"{i + 10}a" if i % 9 == 0 else f"{i + 10}d" if i % 9 == 4 else f"{i + 10}" for i in ALL],  # houses
        [f"+3461234{i:04}" for i in ALL],  # telephone numbers
        [f"{i // 3 + 1}({'abc'[i % 3]})" for i in ALL],  # sections
        [f"{i} maybe 2023" for i in ALL],
        [f"H{i % 2 + 1}-{4000 + i * 7}" for i in ALL],  # hydrants
        [f"H{i % 2 + 1}{2000 + i}" for i in ALL],  # codes
        [f"{1000 + i * 13}H{i % 2 + 1}" for i in ALL],  # models
        [f"W{i % 9 + 10}-{1000 + i * 31}" for i in ALL],  # parts
        [f"Set {i + 10}" for i in ALL],  # and not September in Italian
        [f"MAG-{i + 10}" for i in ALL],
        [f"{'Set' if i % 2 else 'Out'} {i + 10}" for i in ALL],
        [f"Mars {2000 + i}" for i in ALL],
        [f"{i % 9 + 1}x10{i % 4}" for i in ALL],  # packs
        [f"{i * 7 + 1}.00{' Cr' if i % 4 else ''}" for i in ALL],  # a ledger: credit, and no crores
        [f"{i + 10}-{i % 9 + 1}N" for i in ALL],  # flats
        [f"{1_000_000_000_000_000 + i * 977}" for i in ALL],  # sixteen digits, and the name says nothing of time
    ],
)
def test_left_as_text(cells):
    table = load({"x": cells})
    assert (table.columns[0].parsed, table.frame["x"].to_list()) == (None, cells)


def test_no_latitude_lies_beyond_a_pole():
    table = load({"x": [f"{i + 52}°30'N" for i in ALL]})
    assert table.frame["x"].max() == 89.5
    assert len(table.columns[0].unparsed) == 2


def test_thousands_with_apostrophes_are_no_feet():
    cells = [f"{1 + i}'{200 + i}.50" for i in ALL]
    assert load({"x": cells}).frame["x"][0] == 1200.50


def test_a_converted_temperature():
    table = load({"x": ["20 °C", "68 °F", "30 °C", "86 °F", "25 °C", "0 °C"]})
    assert table.frame["x"].to_list() == pytest.approx([20, 20, 30, 30, 25, 0])
    assert any("°F" in note and "converted" in note for note in table.notes)


def test_blanks_of_every_kind_are_missing_and_counted(tmp_path):
    cells = ["", " ", "\u00a0", "\t", "\u200b", "\ufeff", "x", "y", "x", "y"]
    table = load({"x": cells})
    assert {token: len(rows) for token, rows in table.columns[0].placeholders.items()} == {"": 1, " ": 5}
    assert table.frame["x"].null_count() == 6


@pytest.mark.parametrize("token", ["n/a", "NA", "NaN", "null", "N/A"])
@pytest.mark.parametrize("others", [["red", "green", "blue"], ["1", "2.5", "7"], ["2023-03-01", "2023-03-02", "2023-04-01"]])
def test_a_mark_for_missing_is_read_alike_from_a_file_and_from_a_frame(tmp_path, token, others):
    cells = [token if i % 5 == 0 else others[i % 3] for i in range(30)]
    path = tmp_path / "x.csv"
    path.write_text("x,y\n" + "".join(f"{cell},{i}\n" for i, cell in enumerate(cells)))
    frame, file = load({"x": cells}), load(path)
    assert frame.frame["x"].to_list() == file.frame["x"].to_list()
    assert frame.frame["x"].null_count() == 6


def test_marks_of_footnotes_are_kept_beside_the_numbers():
    cells = ["1,204*", *(f"{1_000 + 7 * i:,}" for i in ALL)]
    column = load({"x": cells}).columns[0]
    assert column.ways == {"": 40, "footnote *": 1}
    assert (column.other_ways.tolist(), column.texts.to_list()) == ([0], cells)


def test_micro_and_nanoseconds_are_numbers_where_the_name_says_time():
    micro = [f"{1_679_605_820_000_000 + i}" for i in ALL]
    assert load({"created_at": micro}).frame["created_at"][0] == 1_679_605_820_000_000
    assert load({"tweet": micro}).frame["tweet"][0] == "1679605820000000"


@pytest.mark.parametrize(
    ("years", "read"),
    [
        ((*range(35, 100), *range(5)), range(1935, 2005)),  # born
        ((*range(71, 100), *range(31)), range(1971, 2031)),  # due
        (range(18, 25), range(2018, 2025)),
    ],
)
def test_years_of_two_digits_follow_each_other(years, read):
    cells = [f"{day:02}/03/{year:02}" for year in years for day in range(13, 29)]
    table = load({"x": cells})
    assert table.frame["x"].dt.year().unique(maintain_order=True).to_list() == list(read)
    assert (table.columns[0].format is None) == (min(read) < 1969)  # a format would read them as of another century


def test_times_that_came_with_a_zone_are_known():
    zoned, plain = ([f"2023-03-{i % 28 + 1:02}T10:15:00{end}" for i in ALL] for end in ("+02:00", ""))
    assert [column.zoned for column in load({"a": zoned, "b": plain}).columns] == [True, False]
