from __future__ import annotations

import numpy as np
import pytest


def test_texts_among_numbers(measure):
    found = measure("mixed-types", {"a": [str(n) for n in range(19)] + ["x7"]})
    assert [(m.columns, m.about, m.value, m.rows.positions.tolist()) for m in found] == [(("a",), "unparsed", 0.05, [19])]


def test_numbers_among_texts(measure):
    found = measure("mixed-types", {"title": ["Alien", "Jaws", 300, "Heat", "Big", 1408]})
    assert [(m.about, m.value, m.rows.positions.tolist()) for m in found] == [("types", 1 / 3, [2, 5])]
    assert (found[0].details["usual"], found[0].details["others"]) == ("texts", ["whole numbers"])


def test_dates_written_in_two_ways(measure, judge):
    days = [f"2024-03-{day:02}" for day in range(1, 21)] + [f"{day}/04/2024" for day in range(26, 30)]
    [found] = measure("mixed-types", {"when": days})
    assert (found.columns, found.about, found.value) == (("when",), "dates", 4 / 24)
    assert found.rows.positions.tolist() == [20, 21, 22, 23]
    (issue,) = judge("mixed-types", {"when": days})
    assert issue.title == "`when` writes dates as `year-month-day`, but in 4 cells (16.7%) as `day/month/year`"


def test_numbers_with_units(measure):
    cells = ["12 oz", "16.0 oz.", "12", "19.2 OZ", "24 oz"] * 4
    found = measure("mixed-types", {"size": cells})
    assert [(m.about, m.value) for m in found] == [("units", 0.8)]
    assert (found[0].details["plain"], found[0].details["units"]) == (4, ["oz", "OZ", "oz."])


def test_numbered_categories_are_no_numbers_with_units(measure):
    states = ["1. Never Married", "2. Married", "3. Widowed", "4. Divorced", "5. Separated"]
    assert (
        measure("mixed-types", {"state": states * 20, "level": ["1 HS Grad", "2 College", "3 Master", "4 Doctor", "5 Other"] * 20})
        == []
    )


def test_codes_with_a_prefix_are_no_numbers_with_units(measure):
    assert measure("mixed-types", {"gene": [f"GEN{n}" for n in range(60)], "part": [f"AX{n:03}" for n in range(60)]}) == []


def test_the_odd_spellings_of_one_unit_are_named(measure):
    found = measure("mixed-types", {"size": [f"{n} patients" for n in range(39)] + ["7 patiexts"]})
    assert [(m.value, m.rows.positions.tolist()) for m in found] == [(1.0, [39])]


def test_what_is_no_number_among_numbers_with_units_is_named(measure):
    (found,) = measure("mixed-types", {"length": [f"{n} kg" for n in range(60, 160)] + ["1 kg 30 g", "3 lb", "see note"]})
    assert found.rows.positions.tolist() == [100, 101, 102]
    assert (found.kind, found.notes, found.details["others"]) == ("units", ("units", "others"), 2)


def test_durations_are_no_numbers_with_units(measure):
    (found,) = measure("mixed-types", {"length": [f"{n} min" for n in range(60, 160)] + ["1 hr. 30 min", "3 hr", "see note"]})
    assert (found.about, found.rows.positions.tolist()) == ("unparsed", [102])


def test_what_is_no_time_of_day_is_named(measure):
    times = [f"{hour}:{minute:02} {half}.m." for hour in range(1, 13) for minute in (0, 5, 30) for half in "ap"]
    (found,) = measure("mixed-types", {"at": [*times, "12:0 a.m.", "noon", "7 p.m."]})
    assert (found.about, found.rows.positions.tolist()) == ("unparsed", [72, 73])  # 7 p.m. is one


def test_names_that_a_spreadsheet_made_dates(measure, judge):
    genes = [f"{name}{n}" for name in ("TP", "BRCA", "MYC") for n in range(1, 9)] * 3 + ["2-Sep", "1-Mar", "2-Sep"]
    (found,) = measure("mixed-types", {"gene": genes})
    assert (found.about, found.rows.positions.tolist()) == ("became dates", [72, 73, 74])
    (issue,) = judge("mixed-types", {"gene": genes})
    assert issue.title == "`gene` has 3 cells that look like dates of a spreadsheet (4.0%)"
    assert measure("mixed-types", {"size": ["1-5", "6-10", "Mar", "Sep-A"] * 20}) == []


def test_long_numbers_in_scientific_notation(measure, judge):
    ids = {"device": [f"8.{60000 + 137 * n}E+14" for n in range(60)]}
    (issue,) = judge("mixed-types", ids)
    assert issue.title == "`device` keeps 6 of 15 digits: long numbers were rounded by scientific notation"
    assert measure("mixed-types", {"device": [860000000000000 + 7919 * n for n in range(60)]}) == []
    assert measure("mixed-types", {"mass": [f"{1 + n % 9}.5E+{11 + n % 8}" for n in range(60)]}) == []


def test_decimal_commas_beside_decimal_points(measure, judge):
    (found,) = measure("mixed-types", {"a": ["1.5", "2.25", "1,234.75"] * 5 + ["3,5", "1.234,50"]})
    assert (found.about, found.rows.positions.tolist()) == ("decimals", [15, 16])
    (issue,) = judge("mixed-types", {"a": ["1.5", "2.25", "1,234.75"] * 5 + ["3,5", "1.234,50"]})
    assert issue.title == "`a` stores numbers as text: 15 with a decimal point, 2 with a decimal comma"


def test_money(measure):
    assert [m.about for m in measure("mixed-types", {"price": [f"${n},200" for n in range(1, 30)]})] == ["units"]


def test_words_codes_and_brackets_are_quiet(measure):
    rows = {
        "street": [f"{n} {word} Road" for n, word in enumerate(["Oak", "Elm", "Ash", "Fir", "Yew"] * 6)],
        "code": [f"A{n % 7}" for n in range(30)],
        "age": ["0-5", "6-10", "11-20"] * 10,
    }
    assert measure("mixed-types", rows) == []


def test_severity(judge):
    issues = judge("mixed-types", {"a": [*map(str, range(30)), "x"], "b": [f"{n}%" for n in range(31)]})
    assert [(i.columns, i.severity) for i in issues] == [(("b",), "medium"), (("a",), "low")]
    assert [i.title for i in issues] == [
        "`b` stores numbers as text: 31 cells have a unit or sign",
        "`a` holds numbers, but 1 row (3.2%) holds something else",
    ]


AMOUNTS = np.round(np.random.default_rng(0).uniform(1.1e11, 9.9e11, 60), -6)


@pytest.mark.parametrize(
    "honest",
    [
        {"market_cap": AMOUNTS},
        {"market_cap": [f"{amount:.5E}" for amount in AMOUNTS]},
        {"due": ["TBD", "unknown", "asap", "later"] * 20 + ["2-Sep", "1-Mar", "4-Dec", "5-May"] * 4},
        {"note": [*(f"meeting with {n}" for n in range(60)), "2-Sep", "1-Mar", "4-Dec"]},
    ],
)
def test_rounded_amounts_and_dates_among_words_are_no_work_of_a_spreadsheet(measure, honest):
    assert measure("mixed-types", honest) == []


def test_ranges_that_a_spreadsheet_made_dates(measure):
    (found,) = measure("mixed-types", {"size": ["1-5", "6-10", "11-20"] * 25 + ["5-Jan", "6-Feb"]})
    assert (found.kind, found.rows.positions.tolist()) == ("became-dates", [75, 76])


def test_where_no_unit_is_the_usual_one_every_cell_with_a_unit_is_odd(measure):
    ounces = ["12.0 oz."] * 10 + ["12.0 oz"] * 7 + ["16.0 ounce"] * 6 + ["8 oz."] * 5
    (found,) = measure("mixed-types", {"ounces": ounces})
    assert (found.details["measured"], found.rows.positions.tolist()) == (28, list(range(28)))
    (found,) = measure("mixed-types", {"weight": [f"{n} kg" for n in range(1, 60)] + ["3 kilo"]})
    assert (found.details["measured"], found.rows.positions.tolist()) == (60, [59])


@pytest.mark.parametrize(("more", "columns"), [([], None), (["about 3 cm or so"], ())])
def test_numbers_are_made_where_all_cells_have_one(measure, more, columns):
    (found,) = measure("mixed-types", {"size": [*(f"{k} cm" for k in range(1, 40)), *more]})
    assert (found.kind, found.details["others"], [mend.columns for mend in found.mends]) == ("units", len(more), [columns])


def test_several_letters_behind_numbers_are_parts_of_codes(measure):
    """Sections of a course, terms of a year, beside amounts that are written short."""
    rows = {
        "section": [f"{n % 9 + 1}{letter}" for n in range(10) for letter in "CESW"],
        "term": [f"{2000 + n}{letter}" for n in range(10) for letter in "FSUW"],
    }
    assert measure("mixed-types", rows) == []


def test_limits_of_what_can_be_measured_are_named_as_such(judge):
    amounts = [f"{1 + n * 0.37:.1f}" for n in range(80)]
    (issue,) = judge("mixed-types", {"crp": [*amounts, *["<0.5"] * 15, *["> 200"] * 5]})
    assert issue.title == "`crp` holds numbers, but 20 rows (20.0%) say only that a value is below or above a limit"
    assert issue.rows.positions.tolist() == list(range(80, 100))
    bands = ["<18", "18-30", "31-50", ">50"] * 20  # of ages: categories
    assert judge("mixed-types", {"age": bands}) == []


def test_times_of_one_column_have_a_zone_or_none(measure):
    plain = [f"2024-03-{k % 28 + 1:02} {k % 24:02}:15:00" for k in range(40)]
    zoned = [f"{one}+00:00" for one in plain]
    assert measure("mixed-types", {"seen": plain, "sent": zoned}) == []
    (found,) = measure("mixed-types", {"seen": [*zoned[:36], *plain[36:]]})
    assert (found.kind, found.rows.positions.tolist(), found.mends) == ("zones", [36, 37, 38, 39], ())


def test_bands_of_which_a_spreadsheet_made_dates_may_be_most(measure):
    bands = ["5-Jan", "9-Jun", "Oct-19", "20-29", "30-39", "40+"] * 20
    (found,) = measure("mixed-types", {"age": bands})
    assert (found.kind, found.rows.count) == ("became-dates", 60)
    assert measure("mixed-types", {"age": ["1-5", "6-9", "10-19", "20-29", "30-39", "40+"] * 20}) == []
    assert measure("mixed-types", {"month": ["Jan-19", "Feb-19", "Mar-19"] * 40, "n": range(120)}) == []


def test_books_and_places_in_a_race_are_no_numbers_with_a_unit(measure):
    books = [f"{300000007 + 7919 * n}{'X' if n % 9 == 0 else n % 10}" for n in range(90)]
    assert measure("mixed-types", {"isbn": books, "place": ["1st", "2nd", "3rd", "4th", "5th"] * 18}) == []
    (found,) = measure("mixed-types", {"zoom": [f"{n + 10}X" if n % 9 == 0 else f"{n + 10}" for n in range(90)]})
    assert (found.kind, found.details["measured"]) == ("units", 10)


def test_a_number_with_a_mark_of_a_footnote_stays_as_it_is_written(judge):
    cells = [f"{1_200 + 7 * n:,}{'*' if n % 9 == 0 else ''}" for n in range(90)]
    (issue,) = judge("mixed-types", {"tests": cells, "n": range(90)})
    assert (issue.columns, issue.rows.count, issue.repairs) == (("tests",), 10, ())


def test_numbers_and_letters_of_codes_are_no_mixture(measure):
    stations = [str(100 + 7 * n % 150) for n in range(60)]
    assert measure("mixed-types", {"station": [*stations, "c118", "c203", "c204"]}) == []
    assert measure("mixed-types", {"station": [*stations, "c118", "x203", "204?"]})[0].rows.positions.tolist() == [60, 61, 62]
    families = [f"{n // 3:03}" for n in range(180)] + ["136A"] * 8
    assert measure("mixed-types", {"family": families}) == []
    assert [m.about for m in measure("mixed-types", {"current": families})] == ["units"]


def test_the_picture_marks_what_is_not_usual(measure):
    days = [f"2024-03-{day:02}" for day in range(1, 21)] + [f"{day}/04/2024" for day in range(26, 30)]
    columns = {"a": [*map(str, range(19)), "x7"], "when": days, "title": ["Alien", "Jaws", 300, "Heat", "Big", 1408, 2.5]}
    for name, cells in columns.items():
        (found,) = measure("mixed-types", {name: cells})
        (bars,) = found.evidence
        assert bars.marked == tuple(range(1, len(bars.labels)))
        assert bars.values[0] == max(bars.values)
