"""Slips inside words, and names that mean the same."""

from __future__ import annotations

from types import SimpleNamespace

import polars as pl
import pytest

from dataqa.checks._word_slips import slips_of_words, texts_with_words, words_rows
from dataqa.checks.noise._misspelt import _first, _foreign, _lacks, _swapped, misspelt, misspelt_words
from dataqa.checks.noise._synonyms import _acronyms, _prefixes, synonyms, truth_values
from dataqa.findings.parameters import parameters_of


@pytest.mark.parametrize(
    ("word", "right", "swapped"),
    [
        ("hosue", "house", True), ("houes", "house", False), ("ohuse", "house", True), ("house", "house", False),
        ("theater", "theatre", False), ("hoouse", "house", False), ("hsoeu", "house", False),
        ("pattren", "pattern", False),
    ],
)  # fmt: skip
def test_two_letters_that_changed_places(word, right, swapped):
    assert _swapped(word, right) is swapped


@pytest.mark.parametrize(
    ("word", "right", "lacks"),
    [
        ("hambrger", "hamburger", True), ("hamburge", "hamburger", False), ("hambuger", "hamburger", True),
        ("amburger", "hamburger", True), ("traveler", "traveller", False), ("favorite", "favourite", False),
        ("pediatric", "paediatric", False), ("judgment", "judgement", False), ("hambxger", "hamburger", False),
        ("hmbrger", "hamburger", False), ("hous", "house", False), ("windo", "window", False), ("wndow", "window", False),
        ("certanly", "certainly", True), ("hamburer", "hamburger", True), ("hamburgr", "hamburger", False),
    ],
)  # fmt: skip
def test_a_letter_that_is_lacking(word, right, lacks):
    assert _lacks(word, right, {"more_letters": 8}) is lacks


@pytest.mark.parametrize(("word", "right", "at"), [("abc", "abd", 2), ("abc", "abc", 3), ("ab", "abc", 2), ("xbc", "abc", 0)])
def test_where_words_begin_to_differ(word, right, at):
    assert _first(word, right) == at


WAYS = [("yes", "no"), ("on", "off"), ("y", "n"), ("true", "false"), ("1", "0")]


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ({"yes": 50, "no": 50, "y": 3, "n": 2}, {"y": "yes", "n": "no"}),
        ({"yes": 50, "no": 50, "TRUE": 3}, {"TRUE": "yes"}),
        ({"Yes": 50, "no": 50, "yes": 9, "true": 3}, {"true": "Yes"}),
        ({"yes": 50, "no": 50, "y": 3}, {}),  # one letter alone may be a value of its own
        ({"yes": 50, "no": 50}, {}),
        ({"yes": 50, "no": 50, "on": 3}, {"on": "yes"}),
        ({"yes": 50, "true": 50, "y": 3}, {}),  # there is no "no"
        ({"yes": 50, "no": 50, "true": 3, "maybe": 30}, {}),  # too few are truth values
        ({"yes": 50, "no": 50, "true": 3, "maybe": 20}, {"true": "yes"}),
    ],
)
def test_truth_values_written_in_several_ways(counts, found):
    assert truth_values(counts, WAYS, 0.8) == found


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["United Nations", "UN"], {"UN": "United Nations"}),
        (["United Nations", "U.N."], {"U.N.": "United Nations"}),
        (["United Nations", "Un"], {}),
        (["United Nations", "Upper Nile", "UN"], {}),  # it may be either
        (["Department of Trade", "DT"], {"DT": "Department of Trade"}),
        (["Department of Trade", "DOT"], {"DOT": "Department of Trade"}),
        (["United Nations", "UN", *(f"n{k}" for k in range(49))], {}),  # of many names two letters say little
        (["United Nations Fund", "UNF", *(f"n{k}" for k in range(49))], {"UNF": "United Nations Fund"}),
        (["A B C D E F", "ABCDEF"], {}),
        (["UNITED NATIONS", "UN"], {}),
        (["United", "U"], {}),
        (["Aa Bb Cc Dd Ee", "ABCDE"], {"ABCDE": "Aa Bb Cc Dd Ee"}),
        (["Aa Bb Cc Dd Ee Ff", "ABCDEF"], {}),
    ],
)
def test_capitals_of_one_text(texts, found):
    assert _acronyms(dict.fromkeys(texts, 5)) == found


MONTHS = ["January", "February", "September", "October"]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ([*MONTHS, "Sept."], {"Sept.": "September"}),
        ([*MONTHS, "Sep"], {}),  # without a full stop one is no habit
        ([*MONTHS, "Sep", "Oct", "Jan"], {"Sep": "September", "Oct": "October", "Jan": "January"}),
        ([*MONTHS, "Se."], {}),
        ([*MONTHS, "Februar."], {}),
        ([*MONTHS, "Octo."], {"Octo.": "October"}),
        ([*MONTHS, "Octob."], {}),
        (["Sunday", "Sun."], {"Sun.": "Sunday"}),
        (["Internationals", "Intern."], {"Intern.": "Internationals"}),
        (["Internationals", "Interna."], {}),
        (
            [*MONTHS[:1], *MONTHS[2:], "November", "Sep", "Oct", "Nov", "one", "two", "ten"],
            {"Sep": "September", "Oct": "October", "Nov": "November"},
        ),
        (["Octagon", "October", "Oct."], {}),
        ([*MONTHS, "Sep", "Oct", "Jan", "one", "two", "six", "ten"], {}),
    ],
)
def test_words_that_are_shortened(texts, found):
    assert _prefixes(dict.fromkeys(texts, 5)) == found


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ({"Main Street": 9, "Main St": 2}, {"Main St": "Main Street"}),
        ({"Main Street": 2, "Main St": 9}, {"Main Street": "Main St"}),
        ({"Main Street": 9, "main street": 2}, {}),  # the same words
        ({"Smith, Ann": 9, "Ann Smith": 2}, {"Ann Smith": "Smith, Ann"}),
        ({"A to B": 9, "B to A": 2}, {}),
        ({"A, B": 9, "B, A": 2}, {}),
        ({"Smith, 2": 9, "2 Smith": 2}, {}),
        ({"Smith, Ann, Lee": 9, "Ann Lee Smith": 2}, {}),
        ({"UK": 9, "United Kingdom": 2}, {"United Kingdom": "UK"}),
        ({"U.K.": 9, "UK": 2}, {"UK": "U.K."}),
        ({"street": 9, "st": 2}, {}),
    ],
)
def test_names_of_one_thing(counts, found):
    assert synonyms(counts, {"st": "street"}, [("united kingdom", "uk")]) == found


SLIPS = {"letters": 4, "known_rows": 4, "known_share": 0.3, "rare_rows": 2, "rare_share": 0.05, "chance": 0.1, "frequent_rows": 50}


def slips(counts):
    return slips_of_words(counts, words_rows(counts), texts_with_words(counts), SLIPS)


def test_a_word_that_chance_puts_near_another_is_no_slip():
    apart = {"horizon": 20, "lantern": 20, "village": 20, "orchard": 20}
    assert slips(apart | {"lantarn": 1}) == {"lantarn": "lantern"}
    # here half of the names in use look like another one
    alike = {"marla": 20, "marta": 20, "karla": 20, "karta": 20, "horizon": 20}
    assert slips(alike | {"marka": 1}) == {}
    assert slips(alike | {"horizom": 1}) == {}
    # but of a very frequent one a single copy that differs is a slip, unless nearly all names are alike
    many = {f"{name}{end}": 200 for name in ("lantern", "village", "orchard", "harvest") for end in ("", "house", "keeper")}
    assert slips(many | {"marla": 200, "marta": 200, "lanternn": 1}) == {"lanternn": "lantern"}


def test_of_several_words_the_strange_ones_are_put_right():
    counts = {"red lantern": 20, "blue lantern": 20, "old village": 20}
    assert slips(counts | {"blue lantarn": 1}) == {"blue lantarn": "blue lantern"}
    assert slips(counts | {"green lantarn": 1}) == {}
    assert slips(counts | {"blue lantarn": 9}) == {}


WORDY = SimpleNamespace(name="a", kind="text", distinct=5, lengths=(1, 80, 200))
TEXTS = [
    "the red house stands",
    "a green garden with trees",
    "water under bridge",
    "many people with cards",
    "a small hosptial room",
]


def wrong_words(**of):
    column = SimpleNamespace(**{**vars(WORDY), **of})
    engine = SimpleNamespace(values=lambda name: pl.Series(TEXTS))
    return misspelt_words(SimpleNamespace(profiles=lambda *roles: [(column, None)], engine=engine))


def test_words_are_looked_at_in_columns_of_short_texts():
    found = {"a": {"a small hosptial room": ("hosptial", "hospital")}}
    assert wrong_words() == wrong_words(distinct=20_000) == found
    assert wrong_words(distinct=4) == wrong_words(distinct=20_001) == {}
    assert wrong_words(lengths=(1, 80.5, 200)) == wrong_words(lengths=None) == wrong_words(kind="number") == {}


def test_words_are_english_where_nearly_all_are_known():
    limits = parameters_of("spellings")["words"]
    found = {"a small hosptial room": ("hosptial", "hospital")}
    # 15 words of four letters and more, of which one is unknown
    assert misspelt(TEXTS, [], limits | {"words": 15}) == misspelt(TEXTS, [], limits | {"english": 14 / 15}) == found
    assert misspelt(TEXTS, [], limits | {"words": 16}) == misspelt(TEXTS, [], limits | {"english": 0.94}) == {}


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("the dog of the house", False),
        ("der Hund und die Katze", True),
        ("der Hund", False),  # one word is none
        ("der und the of", True),
        ("der und the of and", False),
    ],
)
def test_texts_of_another_language(text, foreign):
    assert _foreign(text) is foreign
