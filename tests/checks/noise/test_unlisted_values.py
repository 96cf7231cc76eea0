from __future__ import annotations

import pytest

from dataqa.checks.noise._known_lists import folded, known_lists, written_alike

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
    (issue,) = judge("unlisted-values", {"a": [*good, wrong]})
    assert (issue.severity, issue.rows.positions.tolist()) == ("low", [4])
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
    (issue,) = judge("unlisted-values", {"a": [*good, wrong]})
    assert (issue.severity, issue.rows.positions.tolist(), issue.title) == ("info", [len(good)], title)


def test_what_is_right_is_listed_with_what_is_meant(judge):
    (issue,) = judge("unlisted-values", {"a": COUNTRIES * 3 + ["Portgual", "Portgual"]})
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
    assert measure("unlisted-values", {name: (values * 2)[:24] for name, values in rows.items()}) == []


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
