"""Dates kept as text."""

import datetime as dt
import random

import pandas as pd
import polars as pl
import pytest

from dataqa.sources import load
from dataqa.sources.respelt import may_be_respelt, respelt

DAY = dt.datetime(1998, 6, 13)


@pytest.mark.parametrize(
    ("text", "wanted", "form"),
    [
        ("1998-06-13", DAY, "%Y-%m-%d"),
        (
            "1998-06-13T10:20:30.5",
            DAY.replace(hour=10, minute=20, second=30, microsecond=500_000),
            "%Y-%m-%d %H:%M:%S%.f",
        ),
        ("1998-06-13 10:20", DAY.replace(hour=10, minute=20), "%Y-%m-%d %H:%M"),
        ("1998-06-13T10:20:00Z", DAY.replace(hour=10, minute=20), "%Y-%m-%d %H:%M:%S%.f%#z"),
        ("1998-06-13 10:20+02:00", DAY.replace(hour=8, minute=20), "%Y-%m-%d %H:%M%#z"),
        ("13/6/1998", DAY, "%d/%m/%Y"),
        ("6/13/1998", DAY, "%m/%d/%Y"),
        ("6/13/98 3:04 PM", DAY.replace(hour=15, minute=4), "%m/%d/%y %I:%M %p"),
        ("1998/06/13", DAY, "%Y/%m/%d"),
        ("13.06.1998", DAY, "%d.%m.%Y"),
        ("13-06-1998", DAY, "%d-%m-%Y"),
        ("06-13-1998", DAY, "%m-%d-%Y"),
        ("13-Jun-98", DAY, "%d-%b-%y"),
        ("Jun 13 1998", DAY, "%b %d %Y"),
        ("Jun 13, 1998", DAY, "%b %d, %Y"),
        ("13 June 1998", DAY, "%d %B %Y"),
        ("1998-06", DAY.replace(day=1), "%Y-%m"),
    ],
)
def test_formats(text, wanted, form):
    table = load({"t": [text, None, "?", text]})
    assert table.frame["t"].to_list() == [wanted, None, None, wanted]
    assert (table.columns[0].parsed, table.columns[0].format) == ("datetime", form)


def test_day_first_only_when_needed():
    table = load({"t": ["3/4/2020", "13/4/2020"]})
    assert table.frame["t"].to_list() == [dt.datetime(2020, 4, 3), dt.datetime(2020, 4, 13)]
    assert table.notes == ()


def test_ambiguous_order_is_told():
    table = load({"t": ["3/4/2020", "5/6/2020"]})
    assert table.frame["t"][0] == dt.datetime(2020, 3, 4)
    assert table.notes == ("'t': read as month/day/year; could be day/month/year",)


def test_days_that_do_not_exist_are_named():
    days = [f"2020-{month:02}-{day:02}" for month in (1, 2) for day in range(1, 29)]
    source = load({"t": [*days, "2020-02-31"]}).columns[0]
    assert (source.unparsed.tolist(), source.unparsed_examples) == ([56], ("2020-02-31",))


@pytest.mark.parametrize("cells", [["2020-13-45"] * 3, ["12:30"] * 3, ["May", "June"], ["1/2"] * 3, ["10-12"] * 3])
def test_no_dates(cells):
    assert load({"t": cells}).columns[0].parsed is None


MOST = [f"2024-{month:02}-{day:02}" for month in range(1, 5) for day in range(1, 21)]


@pytest.mark.parametrize("others", [4, 10, 20, 60])
def test_dates_in_another_format_are_read_and_told(others):
    rest = [f"{day}/{month:02}/2023" for month in range(1, 13) for day in range(24, 29)][:others]
    table = load({"t": [*MOST, *rest]})
    assert (table.columns[0].parsed, table.columns[0].format) == ("datetime", "%Y-%m-%d")
    assert (table.frame["t"][80], table.frame["t"].null_count()) == (dt.datetime(2023, 1, 24), 0)
    assert table.notes == (f"'t': {others} cells written as day/month/year where most are year-month-day; read, too",)


def test_two_and_four_digits_of_the_year_are_two_ways():
    table = load({"t": [f"{month}/{day}/2023" for month in range(1, 5) for day in range(13, 29)] + ["1/31/22", "1/30/22"]})
    assert (table.frame["t"][-1], table.frame["t"].null_count()) == (dt.datetime(2022, 1, 30), 0)
    assert table.columns[0].ways == {"month/day/year": 64, "month/day/two-digit year": 2}


def test_the_majority_is_that_of_all_rows():
    day = dt.date(2000, 1, 1)
    days = [day + dt.timedelta(days=number) for number in range(5_000)]  # every fifth is looked at first
    texts = [f"{d:%d/%m/%Y}" if place % 5 == 0 else d.isoformat() for place, d in enumerate(days)]
    source = load({"t": texts}).columns[0]
    assert (source.format, source.ways) == ("%Y-%m-%d", {"year-month-day": 4000, "day/month/year": 1000})


def test_the_order_of_few_dates_is_not_guessed():
    table = load({"t": [*MOST, *["03/04/2024", "05/06/2024"] * 6]})
    source = table.columns[0]
    assert (source.parsed, source.unparsed.tolist()) == ("datetime", list(range(80, 92)))
    assert table.notes[0].endswith("12 cells written as month/day/year where most are year-month-day, or as day/month/year; "
                                   "not read, for nothing tells which")  # fmt: skip


def test_two_orders_in_one_column_are_told():
    rows = [f"{month:02}/{day:02}/2024" for month in range(1, 5) for day in range(13, 29)]
    table = load({"t": [*rows, *[f"{day}/01/2024" for day in range(14, 21)]]})
    assert (table.columns[0].parsed, len(table.columns[0].unparsed)) == ("datetime", 7)
    assert table.notes == ("'t': 7 cells fit day/month/year only, and the others were read as month/day/year",)


@pytest.mark.parametrize(("words", "parsed"), [(15, "datetime"), (40, None)])
def test_a_majority_of_dates_is_a_column_of_dates(words, parsed):
    assert load({"t": [*MOST, *[f"batch {n}" for n in range(words)]]}).columns[0].parsed == parsed


TIME = dt.datetime(2023, 3, 23, 21, 10, 20)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2023-03-23 21:10:20 UTC", TIME),
        ("2023-03-23 21:10:20+00", TIME),
        ("20230323T211020Z", TIME),
        ("Thu, 23 Mar 2023 21:10:20 +0000", TIME),
        ("Thu, 23 Mar 2023 21:10:20 GMT", TIME),
        ("23/Mar/2023:22:10:20 +0100", TIME),
        ("Thu Mar 23 21:10:20 2023", TIME),
        ("3/23/2023, 21:10:20", TIME),
        ("2023.03.23", dt.datetime(2023, 3, 23)),
        ("Thursday, March 23, 2023", dt.datetime(2023, 3, 23)),
        ("23 March, 2023", dt.datetime(2023, 3, 23)),
        ("March 23rd, 2023", dt.datetime(2023, 3, 23)),
        ("2023年3月23日", dt.datetime(2023, 3, 23)),
        ("23. März 2023", dt.datetime(2023, 3, 23)),
        ("23 de marzo de 2023", dt.datetime(2023, 3, 23)),
        ("2023Q1", dt.datetime(2023, 1, 1)),
        ("2023-Q4", dt.datetime(2023, 10, 1)),
        ("Q2 2023", dt.datetime(2023, 4, 1)),
        ("Mar-23", dt.datetime(2023, 3, 1)),
        ("March 2023", dt.datetime(2023, 3, 1)),
        ("2023-W12", dt.datetime(2023, 3, 20)),
    ],
)
def test_rarer_forms(text, wanted):
    table = load({"t": [text, None, text]})
    assert (table.frame["t"].to_list(), table.columns[0].parsed) == ([wanted, None, wanted], "datetime")


def test_day_month_and_two_digits_of_the_year_need_many_and_a_day_beyond_twelve():
    days = [f"{day:02}.{month:02}.23" for month in (3, 4) for day in range(1, 29)]
    assert load({"t": days}).frame["t"][0] == dt.datetime(2023, 3, 1)
    assert load({"t": ["22.04.03", "20.04.01", "18.04.06"] * 20}).columns[0].parsed is None
    assert load({"t": [f"{n // 5:02}.{n % 12 + 1:02}.07" for n in range(60)]}).columns[0].parsed is None


def test_day_numbers_of_a_spreadsheet_among_dates():
    table = load({"t": [*MOST, "45300", "45301"]})
    source = table.columns[0]
    assert (table.frame["t"][80], source.ways) == (
        dt.datetime(2024, 1, 9),
        {"year-month-day": 80, "day number of a spreadsheet": 2},
    )
    assert load({"t": [*MOST, "12345"]}).columns[0].unparsed.tolist() == [80]  # a day of 1933 is none of these


@pytest.mark.parametrize(
    ("with_zone", "others", "words"), [(6, [6, 7, 8, 9], "without"), (4, [0, 1, 2, 3], "with"), (5, [5, 6, 7, 8, 9], "without")]
)
def test_times_without_the_zone_of_most_are_the_others(with_zone, others, words):
    table = load({"seen": [f"2023-03-{10 + k} 10:20:30{'+00:00' if k < with_zone else ''}" for k in range(10)]})
    source = table.columns[0]
    assert (source.other_ways.tolist(), list(source.ways)[1]) == (others, f"year-month-day, {words} a time zone")
    assert f"'seen': {len(others)} cells {words} a zone where most are not" in table.notes


@pytest.mark.parametrize("zone", ["+00:00", ""])
def test_times_that_all_have_a_zone_or_none_are_one_way(zone):
    assert load({"seen": [f"2023-03-{10 + k} 10:20:30{zone}" for k in range(10)]}).columns[0].ways == {}


PIECES = [
    "23", "3", "2023", "Mar", "March", "März", "févr.", "Mon", "Montag", "lundi", " ", ", ", "/", "-", ".", "T", "21:10", ":20",
    "24:00", "UTC", "GMT+0100", "CET", "+01", "Z", "[Europe/Paris]", " Uhr", "um ", "Q1", "H2", "W12", "KW", "年", "月", "日",
    "th", "de ", "[", "]", "h", "pump",
]  # fmt: skip


def test_what_cannot_be_respelt_stays_as_it_is():
    draw = random.Random(4)
    texts = pl.Series(["".join(draw.choices(PIECES, k=draw.randrange(1, 7))) for _ in range(8_000)])
    changed = texts.filter(respelt(texts) != texts)
    assert len(changed) > 90
    assert [text for text in changed if not may_be_respelt(pl.Series([text]))] == []
    assert not may_be_respelt(pl.Series(["the pump 23 failed at 21:10, see 4-5", "AB-2023", None]))


def test_two_orders_of_day_and_month_are_told():
    """https://github.com/tidyverse/readxl/issues/641: one half of a column is written month first, the other day first.

    Before, it was no column of dates, and nothing was said.
    """
    days = pd.date_range("2024-01-02", periods=200)
    cells = [f"{day:%m/%d/%Y}" if k % 2 else f"{day:%d/%m/%Y}" for k, day in enumerate(days)]
    table = load({"when": cells})
    (source,) = table.columns
    only = sum(day.day > 12 for day in days[::2])
    assert (source.parsed, source.ways["day/month/year"], len(source.other_ways)) == ("datetime", only, only)
    assert any("may be wrong" in note for note in table.notes)


def test_fractions_and_scores_in_two_orders_are_no_dates():
    cells = [f"{k % 40 + 1}/{k % 31 + 1}/{1_000 + 37 * k}" for k in range(200)]
    assert load({"score": cells}).columns[0].parsed is None
