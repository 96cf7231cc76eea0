from __future__ import annotations

COAST = ["inland"] * 600 + ["isle"] * 2 + ["bay"] * 300 + ["ocean"] * 97 + ["lake"]


def test_rare_categories_are_named_the_rarest_first(measure, judge):
    (found,) = measure("rare-categories", {"coast": COAST})
    assert (found.columns, found.value, found.rows.positions.tolist()) == (("coast",), 0.4, [999, 600, 601])
    assert found.details["rarest"] == {"'lake'": 1, "'isle'": 2}
    (issue,) = judge("rare-categories", {"coast": COAST})
    assert issue.severity == "low"
    assert issue.title == "2 of 5 categories of `coast` have fewer than 20 of 1,000 rows"
    assert issue.why.startswith("The rarest first: 'lake' (1), 'isle' (2). ")


def test_filled_categories_are_quiet(measure):
    assert measure("rare-categories", {"c": ["a", "b", "c"] * 100}) == []


def test_where_rarity_is_the_norm_it_is_no_gap(measure):
    assert measure("rare-categories", {"c": [f"city {i}" for i in range(60)] * 2 + ["town"] * 800}) == []


def test_small_codes_are_categories_and_counts_with_gaps_are_not(measure):
    codes = [1] * 600 + [2] * 397 + [3] * 3
    assert [m.columns for m in measure("rare-categories", {"code": codes, "count": [c if c < 3 else 9 for c in codes]})] == [
        ("code",)
    ]


def test_a_small_table_has_small_categories(measure):
    assert measure("rare-categories", {"c": ["a"] * 20 + ["b"] * 20 + ["c"] * 2}) == []


def test_one_rare_category_of_many_is_info(judge):
    rows = [f"c{i:02}" for i in range(15)] * 100 + ["rare"]
    assert [i.severity for i in judge("rare-categories", {"c": rows})] == ["info"]


def test_misspelt_categories_are_left_to_category_spellings(measure):
    wrong = ["inland"] * 600 + ["harbour"] * 300 + ["ocean"] * 97 + ["inlnd", "Harbour", "ocÃ©an"]
    assert measure("rare-categories", {"coast": wrong}) == []


def test_a_rare_step_of_a_long_scale_is_quiet(measure):
    steps = [1] * 200 + [2] * 90 + [3] * 100 + [4] * 80 + [5] * 120 + [6] * 40 + [7] * 25 + [8] * 50 + [9] * 5 + [10] * 70
    data = {"grade": steps, "y": [k % 2 == 0 for k in range(len(steps))]}
    assert measure("rare-categories", data, target="y") == []


def test_of_two_categories_neither_is_judged(measure):
    assert measure("rare-categories", {"c": ["a"] * 999 + ["b"]}) == []


def test_more_than_a_hundred_categories_are_names(measure):
    rows = [f"c{place:03}" for place in range(99) for _ in range(50)]
    (found,) = measure("rare-categories", {"c": [*rows, "last"]})
    assert (found.value, found.rows.positions.tolist()) == (0.01, [4950])
    assert measure("rare-categories", {"c": [*rows, *["more"] * 50, "last"]}) == []
