from __future__ import annotations


def test_a_block_is_one_measurement(measure):
    rows = {
        "x": [1, 2, 3, 4, 5, 6, 7, 8],
        "b": [None, None, None, None, 5, 6, 7, 8],
        "a": ["k", "l", "m", "n", None, "o", "p", "q"],
        "c": [None, None, None, None, 1.5, 2.5, 3.5, 4.5],
    }
    found = measure("missing-together", rows)
    assert [(m.columns, m.value, m.rows.positions.tolist()) for m in found] == [(("b", "c"), 0.5, [0, 1, 2, 3])]


def test_gaps_in_other_rows_are_quiet(measure):
    assert measure("missing-together", {"a": [None, None, None, 1, 2, 3], "b": [1, 2, 3, None, None, None]}) == []


def test_wholly_empty_columns_say_nothing(measure):
    assert measure("missing-together", {"a": [None] * 4, "b": [None] * 4}) == []


def test_it_is_no_more_than_low(judge):
    (issue,) = judge("missing-together", {"a": [None, None, None, 1], "b": [None, None, None, 2]})
    assert (issue.severity, issue.title) == ("low", "2 columns are empty together in 3 rows (75.0%): `a`, `b`")


def test_a_cell_that_holds_a_word_is_not_empty(measure):
    """The place of those who are disqualified is DQ, and their total is empty."""
    place = ["DQ" if k % 10 == 0 else str(k % 9 + 1) for k in range(200)]
    total = [None if k % 10 == 0 else 400.5 + k for k in range(200)]
    assert measure("missing-together", {"place": place, "total": total, "x": list(range(200))}) == []
