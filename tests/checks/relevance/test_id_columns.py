from __future__ import annotations

COLOURS = ["red", "green", "blue"] * 20


def test_a_row_counter_is_named_with_the_reason(judge):
    (issue,) = judge("id-columns", {"n": range(60), "c": COLOURS})
    assert (issue.columns, issue.severity, issue.value) == (("n",), "low", 1.0)
    assert issue.title == "n names rows and does not describe them: whole numbers that count the rows"


def test_a_text_of_which_most_rows_have_their_own_is_named(measure):
    tickets = [f"A {i // 2}" for i in range(20)] + [f"B {i}" for i in range(40)]
    found = measure("id-columns", {"ticket": tickets, "c": COLOURS})
    assert [(m.columns, m.value) for m in found] == [(("ticket",), 50 / 60)]


def test_categories_are_quiet(measure):
    assert measure("id-columns", {"c": COLOURS, "x": [i / 7 for i in range(60)]}) == []


def test_an_id_that_was_told_is_known(measure):
    assert measure("id-columns", {"n": range(60), "c": COLOURS}, id="n") == []


def test_dates_name_no_rows_even_where_not_all_can_be_read(measure):
    days = [f"{n % 27 + 1:02}/{n % 12 + 1:02}/{2000 + n % 20} {n % 24:02}:{n:02}" for n in range(45)]
    assert measure("id-columns", {"signup_date": days + [f"soon {n}" for n in range(15)], "c": COLOURS}) == []
