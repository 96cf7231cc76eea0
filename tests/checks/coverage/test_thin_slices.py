from __future__ import annotations

RACE = ["a"] * 60 + ["b"] * 40
POST = ["high"] * 27 + ["low"] * 33 + ["high"] * 3 + ["low"] * 37


def test_the_combination_with_few_rows_is_named(measure, judge):
    (found,) = measure("thin-slices", {"race": RACE, "post": POST}, protected="race")
    assert (found.columns, found.value, found.rows.positions.tolist()) == (("race", "post"), 0.25, [60, 61, 62])
    (issue,) = judge("thin-slices", {"race": RACE, "post": POST}, protected="race")
    assert issue.severity == "low"
    assert issue.title == "1 of 4 combinations of `race`, `post` has fewer than 10 rows"
    assert "these combinations (the rarest is 'b' + 'high' (3)) have" in issue.why


def test_the_class_is_a_part_of_the_combination(measure):
    cells = [("a", "high", "no", 14), ("a", "high", "yes", 11), ("a", "low", "no", 14), ("a", "low", "yes", 11)]
    cells += [("b", "high", "no", 22), ("b", "high", "yes", 3), ("b", "low", "no", 25)]
    race, post, y = zip(*(cell[:3] for cell in cells for _ in range(cell[3])), strict=True)
    (found,) = measure("thin-slices", {"race": race, "post": post, "y": y}, target="y", protected="race")
    assert (found.columns, found.value, found.rows.positions.tolist()) == (("race", "post"), 1 / 7, [72, 73, 74])
    assert (found.kind, found.details["target"], found.details["worst"]) == ("classes", "y", "'b' + 'high' + 'yes' (3)")


def test_a_group_that_has_few_rows_itself_is_not_the_matter(measure):
    assert measure("thin-slices", {"race": ["a"] * 90 + ["b"] * 10, "post": ["high", "low"] * 50}, protected="race") == []


def test_combinations_that_never_occur_are_not_counted(measure):
    rows = {"sex": ["f"] * 50 + ["m"] * 50, "role": ["wife"] * 50 + ["husband"] * 50}
    assert measure("thin-slices", rows, protected="sex") == []


def test_pairs_without_a_protected_column_are_left_out_where_there_is_one(measure):
    rows = {"race": ["a", "b"] * 50, "kind": RACE, "post": POST}
    assert [m.columns for m in measure("thin-slices", rows, protected="race") if "race" not in m.columns] == []
    assert [m.columns for m in measure("thin-slices", {"kind": RACE, "post": POST})] == [("kind", "post")]


def test_misspelt_categories_count_as_what_they_stand_for(measure):
    post = ["higher", *["HIGHER"] * 23, *["higher"] * 36] * 2
    assert measure("thin-slices", {"race": ["a"] * 60 + ["b"] * 60, "post": post}, protected="race") == []
    (found,) = measure("thin-slices", {"race": [r.replace("b", "B") for r in RACE[:99]] + ["bb"], "post": POST}, protected="race")
    assert found.rows.positions.tolist() == [60, 61, 62]


def test_two_examples_where_few_combinations_are_thin(measure):
    rows = {"sex": ["f", "m"] * 500} | {f"c{n}": ["x", "y"] * 490 + ["y", "x"] * 4 + ["z"] * 12 for n in range(4)}
    assert len(measure("thin-slices", rows, protected="sex")) == 3


def test_spellings_of_a_class_are_one_class(measure):
    rows = {"race": RACE, "post": ["low"] * 100, "y": (["yes", "no"] * 24 + ["No", "yes."] * 26)}
    assert [m.details["worst"] for m in measure("thin-slices", rows, target="y", protected="race")] == []


def test_of_columns_that_are_no_groups_of_people_it_is_worth_knowing_only(judge):
    assert [i.severity for i in judge("thin-slices", {"road": RACE, "post": POST})] == ["info"]
