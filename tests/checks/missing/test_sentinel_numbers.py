from __future__ import annotations

from datetime import date, timedelta


def test_a_number_far_from_all_others(measure):
    found = measure("sentinel-numbers", {"days": [3, 7, 999, 5, 4, 999, 6, 2, 9, 3]})
    assert [(m.columns, m.about, m.value, m.rows.positions.tolist()) for m in found] == [(("days",), "999", 0.2, [2, 5])]


def test_the_end_of_a_scale_is_a_value(measure):
    rows = {"score": [*range(1, 10), 9, 9, 9], "percent": [90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 99, 99]}
    assert measure("sentinel-numbers", rows) == []


def test_two_codes_at_one_end(measure):
    found = measure("sentinel-numbers", {"a": [-999, -999, -99, -99, 1, 2, 3, 4, 5, 6, 7, 8]})
    assert [m.about for m in found] == ["-999", "-99"]


def test_minus_one_among_many_counts(measure):
    found = measure("sentinel-numbers", {"a": [-1] * 30 + list(range(10)) * 5})
    assert [(m.about, m.rows.count) for m in found] == [("-1", 30)]


def test_a_winter_temperature_is_a_value(measure):
    assert measure("sentinel-numbers", {"a": [-1, -1, 0, 0, 0, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3] * 4}) == []


def test_one_row_alone_is_left_to_the_outliers(measure):
    assert measure("sentinel-numbers", {"a": [999, 1, 2, 3, 4, 5, 6, 7]}) == []


def test_days(measure):
    days = [date(1900, 1, 1)] * 3 + [date(2020, 1, 1) + timedelta(days=n) for n in range(20)]
    assert [(m.about, m.rows.positions.tolist()) for m in measure("sentinel-numbers", {"born": days})] == [
        ("1900-01-01", [0, 1, 2])
    ]


def test_severity_follows_the_share(judge):
    rows = {"a": [-999] * 2 + list(range(500)), "b": [9999] * 20 + [n % 97 for n in range(482)]}
    assert [(i.columns, i.severity) for i in judge("sentinel-numbers", rows)] == [(("b",), "medium"), (("a",), "low")]


def test_a_code_has_no_thousands_separator_and_its_id_stays(judge):
    (issue,) = judge("sentinel-numbers", {"b": [9999] * 20 + [n % 97 for n in range(482)]})
    assert issue.title == "`b` is `9999` in 20 rows (4.0%), but all other values lie between 0 and 96"
    assert issue.id == "sentinel-numbers:b:9,999"


def test_outliers_among_the_others_are_not_part_of_the_usual_range(judge):
    issues = judge("sentinel-numbers", {"a": [999] * 30 + [-2000] + [20 + n % 50 for n in range(500)]})
    assert [i.title for i in issues] == ["`a` is `999` in 30 rows (5.6%), but nearly all other values lie between 20 and 69"]


def test_a_condition_that_holds_in_its_rows_is_noted(judge):
    rows = {"days": [999] * 40 + [n % 30 for n in range(160)], "last": ["never"] * 40 + ["won", "lost"] * 80}
    (issue,) = judge("sentinel-numbers", rows)
    assert issue.why.endswith("In 100% of these rows `last = 'never'`, in 0% of all other rows.")


def test_three_numbers_are_no_range_to_lie_outside_of(measure):
    assert measure("sentinel-numbers", {"a": [-999] * 50 + [1] * 500 + [2] * 500}) == []
    (found,) = measure("sentinel-numbers", {"a": [-999] * 50 + [1] * 500 + [2] * 500 + [3] * 500})
    assert (found.about, found.value, found.details["gap"], found.details["lump"]) == ("-999", 50 / 1550, 500.0, 0.1)


def test_codes_side_by_side_are_each_named(measure):
    answers = [1, 2, 3, 4, 5, 3, 4, 2] * 30 + [98] * 9 + [99] * 7
    assert [(m.about, m.rows.count) for m in measure("sentinel-numbers", {"q9": answers})] == [("99", 7), ("98", 9)]
    ages = [20 + n % 80 for n in range(800)] + [97, 98, 99] * 4  # ninety-eight and ninety-nine years old
    assert measure("sentinel-numbers", {"age": ages}) == []
