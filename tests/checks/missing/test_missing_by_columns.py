from __future__ import annotations

import dataqa

KINDS = ["a", "b"] * 100


def test_the_values_that_go_with_it_are_named_with_their_rows(measure):
    rows = {"kind": KINDS, "age": [None if n % 4 == 0 else n % 37 for n in range(200)]}
    found = measure("missing-by-columns", rows)
    assert [(m.columns, m.about, m.value, m.rows.positions.tolist()) for m in found] == [
        (("age",), "kind", 0.5, list(range(0, 200, 4)))
    ]


def test_a_stretch_of_numbers(judge):
    rows = {"size": list(range(300)), "age": [n if n < 200 else None for n in range(300)], "x": [n % 7 for n in range(300)]}
    (issue,) = judge("missing-by-columns", rows | {"size": [n + 0.5 for n in range(300)]})
    assert issue.title == "`age` is empty in 99.0% of rows where `size >= 199.5`, in 0% of other rows"
    assert (issue.severity, issue.rows.count) == ("low", 100)


def test_notes_name_what_else_is_known(measure):
    rows = {"kind": KINDS, "sort": ["x", "y"] * 100, "age": [None if n % 2 == 0 else n for n in range(200)]}
    (found,) = measure("missing-by-columns", rows)
    assert (found.notes, found.details["also"]) == (("also", "not-applicable"), ("sort",))
    rows["kind"] = [None if n < 10 else kind for n, kind in enumerate(KINDS)]
    (found,) = measure("missing-by-columns", {"kind": rows["kind"], "age": rows["age"]})
    assert (found.details["group"], found.notes) == ("kind = 'a'", ("not-applicable", "unknown-rows"))


def test_cells_empty_by_chance_are_quiet(measure):
    rows = {
        "kind": KINDS,
        "x": [n * 7919 % 101 for n in range(200)],
        "age": [None if n * 31 % 8 < 2 else n % 37 for n in range(200)],
    }
    assert measure("missing-by-columns", rows) == []


def test_columns_of_one_cause_are_told_once(measure):
    gaps = [None if n % 4 == 0 else n % 37 for n in range(200)]
    assert [m.columns for m in measure("missing-by-columns", {"kind": KINDS, "p": gaps, "q": gaps})] == [("p", "q")]


def test_entities_are_what_counts_not_their_rows(measure):
    # three of thirty clients gave no age, in all of their rows
    client = [n // 20 for n in range(600)]
    rows = {"client_id": client, "rich": [c % 2 for c in client], "age": [None if c in (1, 3, 5) else 30 + c % 9 for c in client]}
    assert measure("missing-by-columns", rows, group="client_id") == []
    assert len(measure("missing-by-columns", rows | {"client_id": list(range(600))})) == 1


def test_groups_of_people_are_left_to_the_check_of_bias(measure):
    rows = {"race": KINDS, "sex": ["m", "f", "f", "m"] * 50, "pay": [None if n % 4 == 0 else n % 37 for n in range(200)]}
    assert measure("missing-by-columns", rows) == []


def test_missing_values_says_whether_it_is_chance():
    rows = {"kind": KINDS, "age": [None if n % 4 == 0 else n % 37 for n in range(200)]}
    (issue,) = dataqa.audit(rows, checks=["missing-values"]).issues
    assert issue.why.endswith("Values are not missing completely at random: empty cells are associated with `kind`.")
