from __future__ import annotations

import pytest

import dataqa

COLOURS = ["red", "green", "blue"] * 20


def test_a_row_counter_is_named_with_the_reason(judge):
    (issue,) = judge("id-columns", {"n": range(60), "c": COLOURS})
    assert (issue.columns, issue.severity, issue.value) == (("n",), "low", 1.0)
    assert issue.title == "`n` is an identifier column: 60 different values in 60 rows"
    assert issue.why.endswith(" Reason: whole numbers that count the rows.")


def test_a_text_of_which_most_rows_have_their_own_is_named(measure):
    tickets = [f"A {i // 2}" for i in range(20)] + [f"B {i}" for i in range(40)]
    found = measure("id-columns", {"ticket": tickets, "c": COLOURS})
    assert [(m.columns, m.value, m.kind) for m in found] == [(("ticket",), 50 / 60, "text")]


def test_categories_are_quiet(measure):
    assert measure("id-columns", {"c": COLOURS, "x": [i / 7 for i in range(60)]}) == []


def test_a_given_id_is_known(measure):
    assert measure("id-columns", {"n": range(60), "c": COLOURS}, id="n") == []


def test_dates_identify_no_rows_even_if_not_all_can_be_read(measure):
    days = [f"{n % 27 + 1:02}/{n % 12 + 1:02}/{2000 + n % 20} {n % 24:02}:{n:02}" for n in range(45)]
    assert measure("id-columns", {"signup_date": days + [f"soon {n}" for n in range(15)], "c": COLOURS}) == []


@pytest.mark.parametrize("name", ["Unnamed: 0", "rownames", "index", "row_names"])
def test_an_index_that_was_saved_with_gaps_is_named(judge, name):
    (issue,) = judge("id-columns", {name: [3 * n + n % 2 for n in range(100)], "x": [n % 7 for n in range(100)]})
    assert issue.columns == (name,)


@pytest.mark.parametrize("name", ["weight", "x1", "column 10"])
def test_other_whole_numbers_that_all_differ_are_quiet(measure, name):
    assert measure("id-columns", {name: [3 * n + n % 2 for n in range(100)], "x": [n % 7 for n in range(100)]}) == []


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("paid", [f"{n + 10}.50 €" if n % 7 else "Free" for n in range(60)]),
        ("dims", [f"{n + 3} x {n + 5} cm" for n in range(60)]),
        ("where", [f"52.{n + 100}, 13.{n + 200}" for n in range(60)]),
        ("tags", ["|".join(tag for tag, bit in zip("abcdef", f"{n + 1:06b}", strict=True) if bit > "0") for n in range(60)]),
        ("postcode", [f"SW{n} {n % 9}AA" for n in range(60)]),
    ],
)
def test_amounts_places_and_labels_identify_no_rows(measure, name, cells):
    assert measure("id-columns", {name: cells, "c": COLOURS}) == []


def test_ids_and_titles_together_are_said_to_be_what_both_are():
    ids = {f"id{k}": [f"{k}X{n * 7919 % 1000:03}" for n in range(60)] for k in range(2)}
    titles = {f"title{k}": [f"Tale {n}" for n in range(60)] for k in range(2)}
    (issue,) = dataqa.audit({**ids, **titles, "c": COLOURS}, checks=["id-columns"]).issues
    assert issue.title == "4 columns have too many different values to learn from: `id0`, `id1`, `title0`, `title1`"
