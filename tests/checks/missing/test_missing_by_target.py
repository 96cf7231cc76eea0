from __future__ import annotations

N = 2000


def test_the_outcome_that_goes_with_it_is_named(judge):
    y = [n % 2 for n in range(N)]
    # empty in 15 % of one class and 5 % of the other
    gaps = [None if (n // 2 * 7) % 20 < (3 if n % 2 else 1) else n % 37 for n in range(N)]
    (issue,) = judge("missing-by-target", {"age": gaps, "x": [n % 11 for n in range(N)], "y": y}, target="y")
    assert (issue.columns, issue.severity, issue.rows.count) == (("age",), "info", 150)
    assert issue.title == "`age` is empty in 15.0% of rows with target `y = 1`, in 5.0% of other rows"


def test_what_tells_the_target_is_left_to_the_check_of_leaks(measure):
    gaps = [None if n % 2 else n % 37 for n in range(N)]
    assert measure("missing-by-target", {"age": gaps, "y": [n % 2 for n in range(N)]}, target="y") == []


def test_no_difference_no_word(measure):
    gaps = [None if n // 2 % 5 == 0 else n % 37 for n in range(N)]
    assert measure("missing-by-target", {"age": gaps, "y": [n % 2 for n in range(N)]}, target="y") == []
