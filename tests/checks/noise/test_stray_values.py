from __future__ import annotations

from types import SimpleNamespace

import polars as pl
import pytest

from dataqa.checks.noise._known_lists import KnownList, KnownLists, folded, known_lists, written_alike
from dataqa.checks.noise.stray_values import _misspelt, stray_values
from dataqa.policy.pack import Rules

COUNTRIES = ["France", "Spain", "Italy", "Poland", "Norway", "Greece", "Austria", "Hungary", "Romania", "Denmark"]
COUNTRY_CODES = ["DE", "FR", "IT", "ES", "PT", "NL", "BE", "AT", "CH", "PL", "CZ", "SK", "HU", "RO", "BG", "GR", "SE", "FI", "DK"]
CURRENCIES = ["EUR", "USD", "GBP", "CHF", "JPY", "SEK", "NOK", "DKK"]
STATE_CODES = ["OH", "TX", "UT", "IA", "MA", "NY", "CA", "FL", "GA", "WA", "OR", "ME"]


@pytest.mark.parametrize(
    ("good", "wrong", "usual"),
    [
        (COUNTRIES[:4], "Liechtenstien", "names of countries"),
        (["january", "march", "april", "may"], "febuary", "months"),
        (["Monday", "Tuesday", "Thursday", "Friday"], "Wendesday", "days of the week"),
        (["Ohio", "Texas", "Utah", "Iowa"], "TENNESSE", "names of states"),
        (["English", "French", "German", "Chinese"], "Portugese", "names of languages"),
        (["Deutschland", "Österreich", "Schweiz", "Polen"], "Tschechein", "names of countries"),
    ],
)
def test_names_with_a_slip(judge, good, wrong, usual):
    (issue,) = judge("stray-values", {"a": [*good, wrong]})
    assert (issue.severity, issue.rows.positions.tolist()) == ("info", [4])
    assert issue.title == f"`a` holds {usual}, but 1 row (20.0%) has a name that is probably misspelt"


@pytest.mark.parametrize(
    ("good", "wrong", "title"),
    [
        (COUNTRY_CODES, "Germany", "`a` holds country codes, but 1 row (5.0%) has names of countries instead"),
        (COUNTRY_CODES, "QK", "`a` holds country codes, but 1 row (5.0%) has a code that is not in that list"),
        (COUNTRIES, "NL", "`a` holds names of countries, but 1 row (9.1%) has country codes instead"),
        (CURRENCIES, "EUO", "`a` holds currency codes, but 1 row (11.1%) has a code that is not in that list"),
        (STATE_CODES, "KA", "`a` holds state codes, but 1 row (7.7%) has a code that is not in that list"),
    ],
)
def test_codes_and_names_in_another_form(judge, good, wrong, title):
    (issue,) = judge("stray-values", {"a": [*good, wrong]})
    assert (issue.severity, issue.rows.positions.tolist(), issue.title) == ("info", [len(good)], title)


def test_what_is_right_is_listed_with_what_is_meant(judge):
    (issue,) = judge("stray-values", {"a": COUNTRIES * 3 + ["Portgual", "Portgual"]})
    assert issue.rows.positions.tolist() == [30, 31]
    assert issue.details["corrections"] == {"Portgual": "Portugal"}
    assert issue.why.endswith("For example, `Portgual` is probably `Portugal`.")


def test_honest_columns_are_quiet(measure):
    regions = ["Europe", "World", "OECD", "Yugoslavia", "Bavaria", "Kosovo", "Brasil", "Cote dIvoire", "N. Zealand"]
    rows = {
        "aggregates": [*COUNTRIES, "Other", "EU-27", "Rest of the world", "unknown"],
        "names": [*COUNTRIES[:4], *regions, "Bosnia-Herzegovina"],
        "eurostat": [*COUNTRY_CODES[:11], "EL", "UK", "XK"],
        "areas": [*COUNTRY_CODES, "1009", "1032", "1033", "2005", "KX"],
        "own codes": [*COUNTRY_CODES, "XS"],
        "languages": ["de", "fr", "it", "es", "nl", "pt", "pl", "sv", "fi", "hu", "cs", "ro", "en", "de"],
        "provinces": [*STATE_CODES[:10], "ON", "BC", "PR", "DC"],
        "letters": ["ab", "cd", "qx", "zz", "kj", "pw", "vu", "mn", "ty", "rt", "ok", "no", "hi", "by"],
        "first": ["Georgia", "Chad", "Jordan", "Israel", "Kenya", "Paris", "Florida", "Austin", "Erin", "Savanna", "Dakota"]
        + ["Jo"] * 3,
        "months": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec", "Total", "Q1"],
        "world": ["AUT", "BEL", "CHE", "DEU", "ESP", "FRA", "GBR", "HUN", "ITA", "ARB", "CEB", "EAS", "SSF", "TEA"],
        "places": ["Berlin", "Paris", "London", "Spain", "Germany", "Rome", "Vienna", "Lisbon", "Oslo", "Prag"] + ["Ulm"] * 4,
    }
    assert measure("stray-values", {name: (values * 2)[:24] for name, values in rows.items()}) == []


@pytest.mark.parametrize(
    "text", ["Bosnia-Herzegovina", "Bosnia & Herzegovina", "the Bosnia and  Herzegovina", "BOSNIA, HERZEGÓVINA"]
)
def test_names_are_compared_without_case_accents_and_marks(text):
    assert folded(text) == "bosnia herzegovina"


@pytest.mark.parametrize(
    ("name", "right", "alike"),
    [
        ("newyork", "new york", True),
        ("pap new guinea", "papua new guinea", True),
        ("tennesse", "tennessee", False),
        ("gremany", "germany", False),
    ],
)
def test_shortened_names_are_no_slips(name, right, alike):
    assert written_alike(name, right) is alike


def test_a_column_is_of_the_list_that_holds_most_of_it():
    held = known_lists().holding(["de", "fr", "it", "es", "nl", "pt", "pl", "en"], 0.75)
    assert [one.what for one in held] == ["language codes", "country codes"]


CITIES = ["Aachen", "Bonn", "Celle", "Dachau", "Erfurt", "Fulda", "Gera", "Hagen", "Ilmenau", "Jena", "Köln", "Lahr", "Mainz"]
CITIES += [f"{city}-Süd" for city in CITIES]
BANDS = ["Blur", "Oasis", "Kyuss", "Tool", "Clutch", "Sleep", "Melvins", "Fugazi", "Ride", "Lush", "Slint", "Low"] * 2


@pytest.mark.parametrize(
    ("stray", "words"),
    [
        ("rathaus@gera.example.org", "an e-mail address"),
        ("https://gera.example.org/", "a web address"),
        ("(0365) 838-0123", "a phone number"),
        ("11:20", "a time"),
        ("2023-03-23", "a date"),
        ("2.1e-3", "a number"),
        ("0", "a number"),
    ],
)
def test_a_value_that_alone_is_of_its_kind(judge, stray, words):
    (issue,) = judge("stray-values", {"a": [*CITIES[:20], stray, *CITIES[20:]]})
    assert (issue.severity, issue.rows.positions.tolist()) == ("info", [20])
    assert issue.title == f"`a` holds {words} in 1 row (3.7%); none of its 26 other values is one"


def test_a_sentence_among_single_words(judge):
    words = [f"{a}{b}{c}" for a in "bdfgk" for b in "aeiou" for c in "lnr"]
    (issue,) = judge("stray-values", {"a": [*words, "scientists and science technicians"]})
    assert (issue.rows.positions.tolist(), issue.details["other"]) == ([75], "a text of several words")
    assert judge("stray-values", {"a": [*words, "van der Berg"]}) == []


@pytest.mark.parametrize(
    "values",
    [
        [*BANDS[:12], "311", "U2", "Blink-182", *[f"The {band}" for band in BANDS[:12]]],  # names with digits
        [*CITIES, "911", "1917", "11:14", "www.memory"],  # titles
        [*(f"jo{n}@example.org" for n in range(24)), "bo@example.org jo@example.org"],
        [*CITIES[:5], "rathaus@gera.example.org"],  # too few
        [*CITIES, "a@gera.example.org", "b@gera.example.org"],  # some write their address
        [*CITIES, *["gera@example.org"] * 5],  # a value of its own
        [*["S", "M", "L", "XL", "XXL", "XS"] * 4, "42"],  # sizes
        [*(f"grade {n}" for n in range(24)), "25"],  # numbers in another form
    ],
)
def test_values_of_several_kinds_are_quiet(measure, values):
    assert measure("stray-values", {"a": values}) == []


RULE = Rules.load().rule("stray-values").parameters
STRAY = [*COUNTRIES, "Portgual"]


def strays(cells, distinct=None, mean=6.0, kind="text", nested=False, **limits):
    """The kinds of what is found in some cells, of a column with such a profile."""
    frame = pl.DataFrame({"a": cells})
    column = SimpleNamespace(name="a", kind=kind, distinct=distinct or len(set(cells)), lengths=(1, mean, 99))
    audit = SimpleNamespace(
        parameters=RULE.model_copy(update=limits),
        profiles=lambda *roles: [(column, None)],
        table=SimpleNamespace(source=lambda name: SimpleNamespace(nested=nested)),
        engine=SimpleNamespace(values=frame.get_column),
        where=lambda condition: SimpleNamespace(count=int(frame.select(condition.sum()).item())),
        rows=len(cells),
    )
    return [(one.kind, one.rows.count) for one in stray_values.measure(audit)]


def test_columns_of_some_short_texts_are_looked_at():
    assert strays(STRAY) == strays(STRAY, 600) == strays(STRAY, 5) == [("", 1)]
    assert strays(STRAY, 601) == strays(STRAY, 4) == strays(STRAY, kind="number") == strays(STRAY, nested=True) == []
    assert strays(STRAY, longest=6) == [("", 1)]  # the median of the names
    assert strays(STRAY, longest=5) == []


def test_what_is_alone_is_alone_among_thirteen_short_texts():
    bands = [*BANDS[:12], "11:20"]
    assert strays(bands) == strays(bands, mean=40.0) == [("alone", 1)]
    assert strays(bands, 12) == strays(bands, mean=40.5) == []


def test_four_names_are_a_list():
    assert strays([*COUNTRIES[:4], "Liechtenstien"]) == [("", 1)]
    assert strays([*COUNTRIES[:3], "Liechtenstien"], 5) == []


def test_eight_codes_of_two_letters_are_a_list():
    assert strays([*COUNTRY_CODES[:8], "Germany"]) == [("form", 1)]
    assert strays([*COUNTRY_CODES[:7], "Germany"]) == []


def test_one_odd_code_of_twenty_is_no_member():
    assert strays([*COUNTRY_CODES, "QK"]) == [("code", 1)]
    assert strays([*COUNTRY_CODES, "QK", "WX"]) == []


def test_four_of_five_names_are_too_few_for_another_form():
    assert strays([*COUNTRIES[:4], "NL"]) == []
    assert strays([*COUNTRIES[:8], "NL"]) == [("form", 1)]


def test_a_slip_stands_for_the_nearest_member():
    members = {one: one.title() for one in ("austria", "australia", "netherland", "netherlands", "germany")}
    one = KnownList(what="names", language="en", members=members)
    found = _misspelt(["austrlia", "nethrlands", "gremany", "germny"], one, KnownLists([one]), RULE)
    # a letter from two names it is neither; "netherland" is two letters away
    assert found == {"nethrlands": "Netherlands", "gremany": "Germany", "germny": "Germany"}
    assert _misspelt(["germny"], one, KnownLists([one, KnownList(what="x", language="de", members={"germny": "x"})]), RULE) == {}


@pytest.mark.parametrize(
    ("what", "letters", "short"),
    [
        ("country codes", 2, True),
        ("three-letter country codes", 3, False),
        ("currency codes", 3, False),
        ("language codes", 2, True),
        ("state codes", 2, True),
    ],
)
def test_codes_have_one_length(what, letters, short):
    (one,) = (one for one in known_lists()._lists if one.what == what)
    assert ({len(code) for code in one.members}, one.codes, one.short) == ({letters}, True, short)
    assert len(one.members) > 40


def test_languages_are_those_with_a_code_of_two_letters():
    (english,) = (one for one in known_lists()._lists if (one.what, one.language) == ("names of languages", "en"))
    assert {"english", "german", "abkhazian"} <= set(english.members)
    assert "acehnese" not in english.members
