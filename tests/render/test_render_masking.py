from dataclasses import replace

import pytest

from dataqa.model import Phrase
from dataqa.render.masking import Masker, mask, personal_columns


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("write to john.doe@example.co.uk now", "write to j•••@e••• now"),
        ("+44 20 7946 0958", "•••58"),
        ("(555) 123-4567", "•••67"),
        ("4111 1111 1111 1111", "•••11"),
        ("DE89 3704 0044 0532 0130 00", "DE•••00"),
        ("id123456789012", "id•••12"),
        ("", ""),
        ("2024-01-31 10:20:30.123456789", None),
        ("31.01.2024", None),
        ("3.14159265358979", None),
        ("-0.00012345678901", None),
        ("1,234,567 rows, 12%", None),
        ("C23 C25 C27", None),
        ("abc@", None),
    ],
)
def test_mask(text, masked):
    assert mask(text) == (text if masked is None else masked)


def test_personal_columns_are_those_that_privacy_names(full, clean):
    assert personal_columns(full) == {"email", "name"}
    assert personal_columns(clean) == frozenset()


def test_cells_of_personal_columns_are_hidden_whole(full):
    masker = Masker(full)
    assert masker.cell("name", "Kelly, Mr. James") == "K•••"
    assert masker.cell("name", None) is None
    assert masker.cell("cabin", "C23") == "C23"
    assert masker.line("line 418: 417;yes;Kelly") == "line 418 •••"
    assert Masker(full, on=False).cell("name", "Kelly") == "Kelly"


def test_a_label_is_hidden_where_the_column_it_comes_from_is_personal(full):
    assert Masker(full).label("P0017") == "P0017"
    columns = {name: replace(column, role="id") if name in ("email", "passenger_id") else column for name, column in
               full.task.columns.items()}  # fmt: skip
    assert Masker(replace(full, task=replace(full.task, columns=columns))).label("P0017") == "P0017"
    del columns["passenger_id"]
    assert Masker(replace(full, task=replace(full.task, columns=columns))).label("kelly") == "k•••"


def test_prose_is_shown_without_the_numbers_in_it(full):
    phone = replace(full.issues[5], check="personal-data", columns=("name",), details={"kind": "telephone numbers"})
    masker = Masker(replace(full, issues=(phone,)))
    assert masker.personal == frozenset()
    assert masker.cell("name", "call Kelly on +44 20 7946 0958") == "call Kelly on •••58"


def test_a_checks_own_words_are_not_masked(full):
    own = replace(full.issues[1], columns=("email",), details={"part": Phrase("Column"), "seen": "kelly@example.com"})
    record = replace(full, issues=(full.issues[5], own))
    masker = Masker(record)
    assert masker.prose("Column email holds kelly@example.com", own) == "Column email holds k•••"
    assert masker.details(own) == {"part": "Column", "seen": "k•••"}


@pytest.mark.parametrize(
    "hidden",
    ["AKIAIOSFODNN7EXAMPLE", "ghp_" + "a1B2" * 9, "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P",
     "hunter2!x", "00:1B:44:11:3A:B7", "2001:0db8:85a3:0000:0000:8a2e:0370:7334", "203.0.113.77",
     "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2",
     "536-90-4399", "4111111111111111", "GB82WEST12345698765432", "ann.lee@example.org", "(212) 555-0123", "390.533.447-05",
     "943 476 5919", "85.07.30-033.28", "756.9217.0769.85"],
)  # fmt: skip
def test_what_tells_itself_by_its_form_is_hidden_everywhere(hidden):
    said = f"my password: {hidden} is here" if hidden == "hunter2!x" else f"see {hidden} here"
    assert hidden not in mask(said)
    assert mask(said).endswith("here")


@pytest.mark.parametrize(
    "hidden",
    ["AB123456C", "RCCMNL83S18D969H", "ABCPE1234F", "C01X00T47", "54362315K", "131052-308T", "12.03.1985", "52.52001, 13.40495",
     "12 Park Road", "Anna Schmidt", "Mr. Jean-Luc Picard", "Dr Maria de la Cruz"],
)  # fmt: skip
def test_prose_with_more_than_numbers_in_it_is_veiled(full, hidden):
    kinds = ("Spanish identity numbers", "personal-data"), ("people's names in running text", "person-names")
    for kind, check in kinds:
        issue = replace(full.issues[5], check=check, columns=("name",), details={"kind": kind})
        masker = Masker(replace(full, issues=(issue,)))
        shown = masker.cell("name", f"tell us of {hidden} today")
        assert not {word for word in hidden.split()[1:] or [hidden] if word in shown}
        assert (shown[:11], shown[-5:]) == ("tell us of ", "today")


def test_classes_and_ids_are_shown(full):
    issue = replace(full.issues[5], check="special-categories", columns=("sex",))
    assert personal_columns(replace(full, issues=(issue,))) == frozenset()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("since 2026-06-29 (5 months before 2026-11-28) 151 days passed", None),
        ("since 2026-07-20 21 days before", None),
        ("at 2024-01-01 12:00:00 01712345678", "at 2024-01-01 12:00:00 •••78"),
        ("case 2024-01-2345678", "case •••78"),
    ],
)
def test_what_stands_behind_a_date_makes_no_number_of_it(text, shown):
    assert mask(text) == (shown or text)
