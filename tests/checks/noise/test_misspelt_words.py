"""Words that are none, in columns of English."""

from __future__ import annotations

import pytest

from dataqa.checks.noise.category_spellings import _put_right

NEEDS = [
    "construction of school buildings",
    "distribution of winter blankets",
    "training of village nurses",
    "repair of water pumps",
    "treatment of sick children",
    "transport of medical equipment",
    "support for small farmers",
    "payment of teachers salaries",
]


@pytest.mark.parametrize(
    ("wrong", "word", "right"),
    [
        ("distribution of hygeine items", "hygeine", "hygiene"),
        ("community nurisng homes", "nurisng", "nursing"),
        ("payment of Sponsorhips", "sponsorhips", "sponsorships"),
        ("list of benficiary services", "benficiary", "beneficiary"),
    ],
)
def test_a_slip_inside_a_word_is_named(measure, wrong, word, right):
    found = measure("category-spellings", {"need": [*NEEDS, wrong]})
    assert [(m.kind, m.columns, m.rows.positions.tolist()) for m in found] == [("word", ("need",), [8])]
    assert found[0].details["corrections"] == {word: right}


@pytest.mark.parametrize(
    "other",
    [
        "counseling for traveling families",  # both are right
        "color and flavor of the center theater",
        "judgments on aging, likable mileage",
        "school at Johnsson, Waterr and Schooll",  # no other text has the words
        "pediatric and anesthesia supplies",
        "aluminum roofs, modeling of the harbor",
        "support for the Kowalczyk family",
        "repairs by Siemens and Vodafone",
        "help for Micheal and Sian",
        "info@adverstising.org",
        "part AB12-carecd and file_recieve.txt",
        "acetylsalicylic acid, ibuprofen, amoxicillin",
    ],
)
def test_what_is_no_slip_is_left_alone(measure, other):
    assert measure("category-spellings", {"need": [*NEEDS, other]}) == []


def test_other_languages_are_left_alone(measure):
    german = [
        "Förderung der Schulen",
        "Verteilung von Decken",
        "Ausbildung von Lehrern",
        "Reparatur der Pumpen",
        "mindre Kosten",
        "middel aus Spenden",
    ]
    spanish = [
        "construcción de escuelas",
        "distribución de agua",
        "reparación de bombas",
        "apoyo a los agricultores",
        "receptor comercial",
        "calidad",
    ]
    assert measure("category-spellings", {"de": german, "es": spanish}) == []


def test_a_word_in_use_is_a_word(measure):
    assert measure("category-spellings", {"need": [*NEEDS, "hygeine of hands", "hygeine of wells", "hygeine of houses"]}) == []


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("İstanbul: Hygeine items", "İstanbul: Hygiene items"),  # its first letter has two in lower case
        ("file_hygeine HYGEINE items", "file_hygeine HYGIENE items"),
    ],
)
def test_the_word_alone_is_put_right(text, repaired):
    assert _put_right(text, "hygeine", "hygiene") == repaired


def test_any_letter_may_be_wrong_in_a_word_that_other_texts_hold(measure):
    towns = ["Dublin North", "Dublin South", "County Dublin", "Dublin City"]
    found = measure("category-spellings", {"need": [*NEEDS, *towns, "Dubliln West", "Dublan East"]})
    assert found[0].details["corrections"] == {"dubliln": "dublin"}  # another letter in a short word may be another word
    people = [f"{one} Johnson" for one in ("William", "Robert", "Margaret", "Patricia", "Jennifer")]
    assert measure("category-spellings", {"need": [*NEEDS, *people, "William Johnsen", "Robert Johnsohn"]}) == []
