from datetime import date, datetime
from math import inf, nan

import pytest

from dataqa.render import words


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"), (-0.0, "0"), (12345, "12,345"), (-3, "−3"), (0.03123, "0.0312"), (1234.5, "1,234"), (123.45, "123.5"),
        (1.5, "1.5"), (1e-7, "1.00e-07"), (2e15, "2.00e+15"), (nan, "–"), (inf, "–"), (None, "–"), (True, "1"),
    ],
)  # fmt: skip
def test_number(value, text):
    assert words.number(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0%"), (1, "100%"), (0.5, "50%"), (0.123, "12%"), (0.0412, "4.1%"), (0.004, "0.40%"), (1e-6, "<0.01%"),
        (0.99999, ">99.9%"), (0.9956, "99.6%"), (-0.2, "−20%"), (nan, "–"),
    ],
)  # fmt: skip
def test_share(value, text):
    assert words.share(value) == text


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (52.6, "53"), (99.6, "99"), (100.0, "100"), (nan, "–")])
def test_only_what_is_whole_is_100(value, text):
    assert words.score(value) == text


@pytest.mark.parametrize(("cost", "text"), [(0, "0"), (0.01, "<0.1"), (4.24, "−4.2"), (-1, "0"), (nan, "–")])
def test_points(cost, text):
    assert words.points(cost) == text


def test_units():
    assert words.amount(0.2, "share of rows") == "20% of rows"
    assert [words.amount(412, "days"), words.amount(1, "rows"), words.amount(1, "bias")] == ["412 days", "1 row", "1 bias"]
    assert words.span((0.18, 0.22), "share of rows") == "18% to 22%"
    assert [words.count(1, "row"), words.count(2000, "row"), words.count(2, "entry", "entries")] == [
        "1 row",
        "2,000 rows",
        "2 entries",
    ]
    assert words.listed(["a", "b", "c"], 2) == "a, b and 1 more"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "–"), (True, "true"), (date(2024, 1, 2), "2024-01-02"), (datetime(2024, 1, 2), "2024-01-02"), (1.0, "1"),
        (datetime(2024, 1, 2, 3, 4, 5, 6), "2024-01-02 03:04:05"), ("a\nb", "a\\nb"), ("x" * 99, "x" * 59 + "…"),
    ],
)  # fmt: skip
def test_plain(value, text):
    assert words.plain(value) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\tb", "a\\tb"),
        ("\x00", "\\x00"),
        ("\u202e", "\\u202e"),
        ("\ud800", "\\ud800"),
        ("שלום 漢字 é", "שלום 漢字 é"),
        ("\u2028", "\\u2028"),
    ],
)
def test_visible(text, shown):
    assert words.visible(text) == shown
    assert len(words.visible(text * 50, 10)) <= 10


@pytest.mark.parametrize(
    ("text", "names", "parts"),
    [
        ("age is empty", ["age"], [("age", True), (" is empty", False)]),
        ("the average of age", ["age"], [("the average of ", False), ("age", True)]),
        ("a, a b", ["a", "a b"], [("a", True), (", ", False), ("a b", True)]),
        ("f(x) is 1", ["f(x)"], [("f(x)", True), (" is 1", False)]),
        ("`a b` and `c` or `d", ["a b", "d"], [("a b", True), (" and ", False), ("c", True), (" or `", False), ("d", True)]),
        ("where `-0.04 < a <= 1`", ["a"], [("where ", False), ("-0.04 < a <= 1", True)]),
        ("nothing named", [], [("nothing named", False)]),
        ("blank", [" "], [("blank", False)]),
    ],
)
def test_names_in_a_sentence(text, names, parts):
    assert list(words.marked(text, names)) == parts
