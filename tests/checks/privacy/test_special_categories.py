from __future__ import annotations


def test_values_tell_the_category_whatever_the_column_is_called(measure):
    frame = {
        "c7": ["catholic", "muslim", "hindu", "none"] * 10,
        "c8": ["E11.9", "I10", "J45", "F32.1", "C50.9", "M54", "K21", "A09"] * 5,
    }
    assert [(m.columns, m.about, m.value) for m in measure("special-categories", frame)] == [
        (("c8",), "health data", 1.0), (("c7",), "religious belief", 1.0),
    ]  # fmt: skip


def test_a_name_counts_where_the_data_is_about_people(measure):
    frame = {"diagnosis": ["a", "b"] * 20, "hiv_status": [0, 1] * 20}
    assert measure("special-categories", frame) == []
    assert [m.columns for m in measure("special-categories", {**frame, "patient": range(40)})] == [
        ("diagnosis", "hiv_status", "patient")
    ]


def test_other_columns_are_quiet(measure):
    frame = {
        "color": ["white", "black", "red", "blue"] * 10,
        "iris_species": ["a", "b"] * 20,
        "age": range(40),
        "party_size": [2, 4] * 20,
    }
    assert measure("special-categories", frame) == []


def test_it_is_for_information_unless_people_are_named(judge):
    frame = {"religion": ["catholic", "muslim"] * 20, "age": range(40)}
    assert [i.severity for i in judge("special-categories", frame)] == ["info"]
    named = judge("special-categories", {**frame, "email": [f"p{k}@example.org" for k in range(40)]})
    assert [(i.severity, i.title) for i in named] == [
        ("low", "`religion` contains religious belief, a special category of personal data")
    ]


def test_rare_words_are_no_category_of_their_column(measure):
    words = ["catholic", "muslim"]
    frame = {"c": [*words * 15, *(f"x{k}" for k in range(10))], "patient": range(40)}
    assert [(m.columns, m.about) for m in measure("special-categories", frame)][-1] == (("c",), "religious belief")
    frame = {"c": [*words, *(f"x{k}" for k in range(38))], "patient": range(40)}
    assert [m.columns for m in measure("special-categories", frame)] == [("patient",)]


def test_names_of_people_say_whom_it_is_about(measure):
    names = [
        f"{first} {last}" for first in ("Mary", "James", "Linda", "Robert") for last in ("Smith", "Kelly", "Jones", "Roy", "Perez")
    ]
    frame = {"c": ["catholic", "muslim", "hindu", "none"] * 5, "x": names}
    assert [m.details["people"] for m in measure("special-categories", frame)] == [1.0]
    assert [m.details["people"] for m in measure("special-categories", {**frame, "x": [f"part {k}" for k in range(20)]})] == [0.0]
