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
    phone = replace(full.issues[5], check="personal-data", columns=("name",))
    masker = Masker(replace(full, issues=(phone,)))
    assert masker.personal == frozenset()
    assert masker.cell("name", "call Kelly on +44 20 7946 0958") == "call Kelly on •••58"


def test_a_checks_own_words_are_not_masked(full):
    own = replace(full.issues[1], columns=("email",), details={"part": Phrase("Column"), "seen": "kelly@example.com"})
    record = replace(full, issues=(full.issues[5], own))
    masker = Masker(record)
    assert masker.prose("Column email holds kelly@example.com", own) == "Column email holds k•••"
    assert masker.details(own) == {"part": "Column", "seen": "k•••"}
