"""Values that other tools read wrongly, from public reports: rebuilt with data of our own, each with the right answer.

What they found here is said in each. The reports are named by their address; nothing of them is copied.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

import dataqa
from dataqa.sources import load

DRAW = np.random.default_rng(5)


def part(data, column, **told):
    """How an audit takes a column, without running checks that do not matter here."""
    return dataqa.audit(data, checks=["missing-values"], as_of="2026-06-30", **told).record.task.columns[column]


def test_four_prices_are_numbers_and_one_moment_is_constant():
    """https://github.com/Data-Centric-AI-Community/fg-data-profiling/issues/795: a price became a category, a time was rejected.

    Right before and now.
    """
    data = pd.DataFrame({"seen": [dt.datetime(2024, 2, 3)] * 4, "paper": list("abcd"), "price": [12.5, 880.25, 41.0, 7.75]})
    assert (part(data, "price").role, part(data, "seen").role) == ("numeric", "constant")


def test_numbers_that_count_the_rows_name_them():
    """https://github.com/Data-Centric-AI-Community/fg-data-profiling/issues/935: ids kept as objects were averaged.

    Right before and now.
    """
    data = pd.DataFrame({"letter": DRAW.choice(list("pqrst"), 90), "ids": range(90)}, dtype=object)
    found = part(data, "ids")
    assert (found.role, found.meaning) == ("id", "identifier")


def test_numbers_of_organisations_keep_their_zeros():
    """https://github.com/capitalone/DataProfiler/issues/1130: texts such as 01321 were profiled as whole numbers.

    Right before and now: a leading zero makes it a code, in all cells of the column.
    """
    cells = [f"{number:05}" for number in DRAW.integers(900, 60_000, 80)]
    table = load(pd.DataFrame({"org_number": cells}))
    assert (table.columns[0].parsed, table.frame["org_number"].to_list()) == (None, cells)


def test_words_of_a_vocabulary_are_words(tmp_path):
    """https://github.com/pandas-dev/pandas/issues/24681: the tokens "n/a" and "null" of a text became missing.

    Right before and now: in a column of many texts a mark that comes once is one of them.
    """
    words = [
        f"{head}{tail}" for head in ("ba", "ke", "lo", "mi", "nu", "sa") for tail in ("ran", "sto", "vel", "dim", "pok", "gur")
    ]
    words = [*words, *(word.upper() for word in words), "n/a", "null"]
    (tmp_path / "words.tsv").write_text("word\tcount\n" + "".join(f"{word}\t{k}\n" for k, word in enumerate(words)))
    assert load(tmp_path / "words.tsv").frame["word"].to_list() == words


def test_days_and_months_are_read_alike_in_all_rows():
    """https://github.com/pandas-dev/pandas/issues/12585: each cell was read by itself, so that days and months changed places.

    Right before and now: the column decides.
    """
    table = load({"at": ["09.02.2021 08:15", "03.04.2021 10:45", "25.06.2021 23:05"]})
    assert table.frame["at"].to_list() == [
        dt.datetime(2021, 2, 9, 8, 15), dt.datetime(2021, 4, 3, 10, 45), dt.datetime(2021, 6, 25, 23, 5)
    ]  # fmt: skip


def test_a_date_with_its_month_in_another_place_is_told():
    """https://github.com/pandas-dev/pandas/issues/36190: 13.12. and 12.13. of a year became the same day.

    Right before and now: the odd one is set aside and reported.
    """
    cells = [*(f"{day:02}.12.2020" for day in range(1, 29)), "12.13.2020"]
    (issue,) = dataqa.audit({"day": cells, "x": DRAW.normal(size=29)}, checks=["mixed-types"], as_of="2026-06-30").issues
    assert (issue.columns, issue.rows.positions.tolist()) == (("day",), [28])


@pytest.mark.parametrize("empty", [None, float("nan")])
def test_whole_labels_with_gaps_are_classes(empty):
    """https://github.com/deepchecks/deepchecks/issues/2399: labels 0 and 1 with a gap were taken for a regression.

    Right before and now.
    """
    label = [empty if row % 17 == 0 else row % 2 for row in range(120)]
    task = dataqa.audit(pd.DataFrame({"x": DRAW.normal(size=120), "y": label}), "y", checks=["missing-labels"]).record.task
    assert (task.kind, task.discrete) == ("classification", True)


def test_numbered_kinds_of_cards_are_categories():
    """https://github.com/anovos/anovos/issues/164: whole numbers for kinds of cards and places were taken for amounts.

    Wrong before ("numeric"): drift and slices of them were measured along an order that they have not.
    """
    data = {
        "card3": DRAW.choice([1, 2, 3, 4, 5], 200, p=[0.3, 0.1, 0.25, 0.05, 0.3]).tolist(),
        "addr_region": DRAW.choice([110, 204, 299, 325], 200).tolist(),
        "amount": DRAW.gamma(2, 30, 200).round(2).tolist(),
        "n_items": DRAW.poisson(1.2, 200).tolist(),
    }
    roles = {name: part(data, name).role for name in data}
    assert roles == {"card3": "categorical", "addr_region": "categorical", "amount": "numeric", "n_items": "numeric"}


def test_texts_and_numbers_in_one_column_are_told_and_not_fatal():
    """https://github.com/evidentlyai/evidently/issues/329: a category of texts and whole numbers ended in an error.

    Right before and now: both are read as texts, and the mixture is reported.
    """
    data = pd.DataFrame({"kind": ["a", "b", "c", 123] * 20, "x": DRAW.normal(size=80)})
    result = dataqa.audit(data, checks=["mixed-types"], reference=data.head(40), as_of="2026-06-30")
    assert [issue.columns for issue in result.issues] == [("kind",)]
    assert not [outcome for outcome in result.outcomes if outcome.status == "error"]


def test_tiny_degrees_with_an_exponent_are_no_other_number(tmp_path):
    """https://github.com/NVIDIA/cudf/issues/987: a longitude of -9e-06 was read as minus 142,706.

    Right before and now.
    """
    (tmp_path / "places.csv").write_text("place,longitude\n" + "".join(f"p{k},{k / 7:.4f}\n" for k in range(30)) + "q,-7e-06\n")
    table = load(tmp_path / "places.csv")
    assert table.frame["longitude"][30] == -7e-06


def test_versions_keep_their_last_zero():
    """https://github.com/compiler-explorer/compiler-explorer/issues/1980: version 1.10 was shown as 1.1.

    Wrong before: 1.1 and 1.10 were one number. Prices in which tenths are written both ways are still numbers.
    """
    cells = [f"1.{minor}" for minor in DRAW.integers(0, 14, 150)] + ["1.1", "1.10"]
    table = load({"go": cells, "price": [f"{k / 100:.2f}" for k in range(151)] + ["1.1"]})
    assert [column.parsed for column in table.columns] == [None, "number"]
    assert table.frame["go"].to_list() == cells


def test_codes_that_begin_like_a_date_are_codes(tmp_path):
    """https://github.com/NVIDIA/cudf/issues/1929 and https://github.com/duckdb/duckdb/issues/13923: codes and dates of one file.

    Right before and now: ABCE-01 is a code, 1-1-1A is one, and 31-OCT-2023 beside it a day.
    """
    lines = [f"{'ABCE'[k % 3 :]}-0{k},1-1-{k}A,{k + 10}-OCT-2023" for k in range(9)]
    (tmp_path / "filings.csv").write_text("unit,filing,day\n" + "\n".join(lines) + "\n")
    table = load(tmp_path / "filings.csv")
    assert [column.parsed for column in table.columns] == [None, None, "datetime"]


def test_hours_beyond_a_day_are_a_duration(tmp_path):
    """https://github.com/wireservice/csvkit/issues/605: a time of 24 hours or more ended in an error.

    Right before and now.
    """
    cells = [f"{hour}:{hour % 6}5:00" for hour in range(8, 48)]
    (tmp_path / "shifts.csv").write_text("worked,who\n" + "".join(f"{cell},w{k % 3}\n" for k, cell in enumerate(cells)))
    found = part(tmp_path / "shifts.csv", "worked")
    assert (found.role, found.meaning) == ("numeric", "duration")


def test_places_that_a_clock_looks_like_stay_texts():
    """https://github.com/PolyMathOrg/DataFrame/issues/117: parts of addresses became times of day; results of games did here.

    Wrong before: results such as 21:15 were hours and minutes.
    """
    results = [f"{21 + k % 4}:{k % 20:02}" if k % 2 else f"{k % 20}:{21 + k % 4}" for k in range(40)]
    table = load({"set": results, "street": [f"{k} A. M. Road" for k in range(40)]})
    assert [column.parsed for column in table.columns] == [None, None]


def test_dates_and_decimals_of_a_database_are_what_they_are():
    """https://github.com/great-expectations/great_expectations/issues/9420: dates and decimals were skipped without a word.

    Right before; times of day were kept as texts, and are seconds now.
    """
    data = pd.DataFrame(
        {
            "born": [dt.date(1980 + k, 5, 6) for k in range(20)],
            "balance": [Decimal("150.25") + k for k in range(20)],
            "opens": [dt.time(k % 24, 30) for k in range(20)],
        }
    )
    meanings = [part(data, name).meaning for name in data]
    assert meanings == ["date", "number", "time of day"]


def test_null_in_brackets_among_numbers_is_missing():
    """https://github.com/DataResponsibly/DataSynthesizer/issues/1: "<null>" made a column of coordinates text.

    Wrong before: the column was said to identify the rows.
    """
    data = pd.DataFrame({"lat": ["<null>" if row % 9 == 0 else f"{50 + row * 0.0137:.4f}" for row in range(90)]})
    result = dataqa.audit(data, checks=["placeholder-values", "id-columns"])
    assert result.record.task.columns["lat"].role == "numeric"
    assert [(issue.check, issue.rows.count) for issue in result.issues] == [("placeholder-values", 10)]


def test_the_end_of_a_day_is_the_start_of_the_next():
    """https://github.com/dateutil/dateutil/issues/658: ISO 8601 knows the hour 24, and the parser went back a day.

    Wrong before: one such cell, and the column was text.
    """
    for written in ("2023-01-{day:02} {hour}", "{day:02}.01.2023 {hour}:00", "2023-01-{day:02}T{hour}:00"):
        cells = [written.format(day=row % 28 + 1, hour=("24:00", "07:15", "23:40")[row % 3]) for row in range(90)]
        frame = load(pd.DataFrame({"at": cells})).frame
        assert frame["at"][:2].to_list() == [dt.datetime(2023, 1, 2), dt.datetime(2023, 1, 2, 7, 15)]


def test_a_day_zero_is_no_date():
    """https://github.com/ToucanToco/toucan-connectors/pull/437: MySQL writes 0000-00-00 for no date, which stayed a text.

    Wrong before: a quarter of the column was said to be of another type.
    """
    data = pd.DataFrame({"ended": ["0000-00-00" if row % 4 == 0 else f"2023-0{row % 9 + 1}-1{row % 7}" for row in range(80)]})
    result = dataqa.audit(data, checks=["placeholder-values", "mixed-types"], as_of="2023-12-31")
    assert [(issue.check, issue.rows.count) for issue in result.issues] == [("placeholder-values", 20)]


def test_a_book_whose_check_digit_is_ten_has_no_unit():
    """https://github.com/inpho/inphosite/issues/80: numbers of journals that end in X were said to be wrong.

    Wrong before, of books: "43 cells have a unit or sign", with a repair that made numbers of them.
    """
    books = [f"{304000000 + 7919 * k}{'X' if k % 9 == 0 else k % 10}" for k in range(180)]
    result = dataqa.audit({"isbn": books, "pages": DRAW.integers(80, 900, 180)}, checks=["mixed-types", "id-columns"])
    assert [issue.check for issue in result.issues] == ["id-columns"]


def test_an_asterisk_behind_a_number_points_to_a_note():
    """https://github.com/ccodwg/Covid19Canada/issues/20: some totals had an asterisk, and the column was text.

    Wrong before: these cells were set aside as no numbers.
    """
    cells = [f"{1_200 + 31 * k:,}{'*' if k % 8 == 0 else ''}" for k in range(80)]
    table = load(pd.DataFrame({"tests": cells}))
    assert table.frame["tests"].to_list() == [1_200 + 31 * k for k in range(80)]
    assert table.columns[0].ways == {"": 70, "footnote *": 10}


def test_ages_of_which_a_spreadsheet_made_dates_are_told():
    """https://github.com/cBioPortal/cbioportal/pull/4364: ranges of numbers became dates in a spreadsheet.

    Found before only while they were few: here they are half of the cells.
    """
    data = {"age": ["5-Jan", "9-Jun", "Oct-19", "20-29", "30-39", "40-49"] * 20}
    (issue,) = dataqa.audit(data, checks=["mixed-types"]).issues
    assert (issue.columns, issue.rows.count) == (("age",), 60)


def test_a_street_of_pairs_of_degrees_is_a_place(tmp_path):
    """https://github.com/duckdb/duckdb/issues/19578: latitude and longitude in one cell confused a reader of files.

    Read right before; the column was said to identify the rows.
    """
    rows = [f'"{35 + k / 700:.5f};{104 - k / 900:.5f}";{k / 8:.2f}' for k in range(90)]
    (tmp_path / "shops.csv").write_text("Location;Count\n" + "\n".join(rows) + "\n")
    found = part(tmp_path / "shops.csv", "Location")
    assert (found.role, found.meaning) == ("nested", "geometry")


def test_months_are_known_in_more_than_one_language():
    """https://github.com/pola-rs/polars/issues/17426: which ways to write a date are understood was not said.

    Wrong before: April, August, September and November are spelt as in English, and made German dates texts.
    """
    months = ("Januar", "März", "April", "August", "September", "Dezember")
    table = load(pd.DataFrame({"datum": [f"{k % 28 + 1}. {months[k % 6]} 2023" for k in range(60)]}))
    assert table.frame["datum"][:3].to_list() == [dt.datetime(2023, 1, 1), dt.datetime(2023, 3, 2), dt.datetime(2023, 4, 3)]


def test_people_are_born_before_today():
    """https://github.com/okfn/messytables/issues/37: years of two digits were read in more than one way.

    Wrong before: births of 1935 to 1968 lay in the future.
    """
    born = [f"{k % 12 + 1:02}/{k % 15 + 13}/{(35 + k % 70) % 100:02}" for k in range(210)]
    result = dataqa.audit({"birth": born, "n": range(210)}, checks=["future-dates", "mixed-types"], as_of="2026-06-30")
    assert result.issues == ()


def test_a_town_and_a_surname_may_be_called_so():
    """https://github.com/wireservice/csvkit/pull/206: there is a town called None, and the command made it missing.

    Right before of the town; the surname Null was taken for missing.
    """
    names = [f"{head}{tail}" for head in ("Mil", "Tor", "Han", "Bel", "Kov") for tail in ("ler", "sen", "vik", "dot", "man")]
    names = [*names, *(f"Mc{name}" for name in names), "Null", "None"] * 4
    result = dataqa.audit({"surname": names, "n": range(len(names))}, checks=["placeholder-values", "missing-values"])
    assert [(issue.check, issue.severity) for issue in result.issues] == [("placeholder-values", "info")]


def test_days_off_at_an_exchange_are_no_gaps():
    """https://github.com/pola-rs/polars/issues/9508: prices of a share, with a sign of money and blanks before it.

    Wrong before: holidays were gaps, and a price that is never zero was intermittent demand, for want of weekends.
    """
    days = pd.bdate_range("2023-01-02", "2025-12-31")
    days = days[~days.strftime("%m-%d").isin(["01-01", "07-04", "12-25"])]
    data = {"Date": days.strftime("%m/%d/%Y"), " Close/Last": [f" ${270 + 5 * np.sin(k / 9):.2f}" for k in range(len(days))]}
    told = {"target": " Close/Last", "checks": ["time-gaps", "demand-classes"], "as_of": "2025-12-31"}
    result = dataqa.audit(pd.DataFrame(data), **told)
    assert (result.record.task.kind, result.issues) == ("forecasting", ())


def test_stamps_of_nanoseconds_are_times(tmp_path):
    """https://github.com/pretzelai/pretzelai/issues/23: times came back from the database as numbers.

    Wrong before: with sixteen digits and more they identified the rows.
    """
    start = 1_679_605_820_123_456_789
    (tmp_path / "log.csv").write_text("event_ts,x\n" + "".join(f"{start + 77_000_000_011 * k},{k % 7}\n" for k in range(80)))
    found = part(tmp_path / "log.csv", "event_ts")
    assert (found.role, found.clock) == ("time", "nanoseconds")


def test_the_frame_that_pandas_writes_is_the_frame_that_is_read(tmp_path):
    """https://github.com/turicas/rows/issues/261: what stands above and below a table was read as rows of it.

    Wrong before of a header of two rows, below which pandas writes the name of the index: it became a row, and an empty one.
    """
    columns = pd.MultiIndex.from_product([["temp", "hum"], ["mean", "sd"]])
    stations = pd.Index([f"st{k}" for k in range(60)], name="station")
    frame = pd.DataFrame(DRAW.normal(size=(60, 4)).round(3), columns=columns, index=stations)
    frame.to_csv(tmp_path / "stations.csv")
    table = load(tmp_path / "stations.csv")
    assert (table.frame.height, table.frame.columns[:2]) == (60, ["station", "temp / mean"])


def test_a_rate_that_is_infinite_is_told_and_warns_of_nothing_else(recwarn):
    """https://github.com/numpy/numpy/issues/22448: the mean and the spread of a column were infinite.

    Found before, amid warnings of NumPy; one such cell hid what the column says beside another.
    """
    billed = DRAW.gamma(9, 30, 300).round(2)
    late = np.where(DRAW.random(300) < 0.5, "yes", "no")
    paid = np.where(late == "yes", billed - 1.5, billed).round(2)
    data = pd.DataFrame({"billed": billed, "paid": paid, "rate": DRAW.gamma(2, 3, 300), "late": late})
    data.loc[7, ["rate", "paid"]] = np.inf
    result = dataqa.audit(data, target="late", checks=["outliers", "target-arithmetic", "interpolated-rows"])
    assert {name for issue in result.issues if issue.check == "outliers" for name in issue.columns} >= {"rate"}
    assert [set(issue.columns) for issue in result.issues if issue.check == "target-arithmetic"] == [{"billed", "paid"}]
    assert [warning for warning in recwarn.list if issubclass(warning.category, RuntimeWarning)] == []
