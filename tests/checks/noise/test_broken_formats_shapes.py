"""Which cells break a format that is known, and which have another one."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace

import polars as pl
import pytest

from dataqa.checks.noise._formats import CellFormat, _digits, _letters, learnt_format, mixed_format, other_marks
from dataqa.checks.noise.broken_formats import _as_good, _broken, _one_off
from dataqa.policy.pack import Rules

SIZES = Rules.load().rule("broken-formats").parameters.sizes
CODE = CellFormat(pattern=r"^(?:\p{Lu}{2}\-[0-9]{6})$", words=("AB-999999",), shapes=("a-9",), fine=("aa-999999",))
GOOD = {f"AB-{k:06}": 1 for k in range(1000)}


def broken(cells, form=CODE, good=None):
    """The cells told to be broken, of some with their rows beside as many good ones as make a thousand rows."""
    rest = GOOD if good is None else good
    rest = dict(list(rest.items())[: max(0, 1000 - sum(cells.values()))])
    every = rest | cells
    counted = pl.DataFrame({"cell": list(every), "rows": list(every.values())}, schema={"cell": pl.String, "rows": pl.Int64})
    counted = counted.with_columns(pl.col("cell").str.strip_chars().alias("text"))
    column = SimpleNamespace(present=sum(every.values()))
    return sorted(_broken(counted, form, column, SIZES)["cell"].to_list())


def several(text, count):
    return {text.format(chr(97 + k // 26) + chr(97 + k % 26)): 1 for k in range(count)}


def test_cells_that_do_not_match():
    assert broken({"AB-12": 1, "AB-000001 ": 1, "  ": 1}) == ["AB-12"]
    assert broken({}) == []


@pytest.mark.parametrize(("count", "found"), [(100, 100), (101, 0)])
def test_more_than_a_tenth_are_no_errors(count, found):
    cells = {"!" * (k + 1) + "x": 1 for k in range(count)}
    assert len(broken(cells, good={f"AB-{k:06}": 1 for k in range(1000)})) == found


def test_more_than_three_tenths_are_no_format():
    """Of 150 words that come often and 150 that do not a tenth is broken; of more, nothing."""
    good = {f"AB-{k:06}": 1 for k in range(1000)}
    often = {"!often": 200}
    rare = {"?" * (k + 1): 1 for k in range(100)}
    assert len(broken(often | rare, good=good)) == 100
    assert broken(often | {"!more": 11} | rare, good=good) == []


def test_a_value_that_comes_often_is_meant():
    assert broken({"!1": 3}) == ["!1"]
    assert broken({"!1": 4}) == []
    # of values that come 669 times each, one that comes six times is rare
    good = {f"AB-{k:06}": 1000 for k in range(2)}
    assert broken({"!1": 6}, good=good) == ["!1"]
    assert broken({"!1": 7}, good=good) == []


def test_words_among_numbers_are_remarks():
    number = CellFormat(pattern="^(?:[0-9]+)$", words=("9…",), shapes=("9",), fine=("999999",))
    good = {f"{k + 100_000}": 1 for k in range(990)}
    assert broken({"sold out": 10}, number, good) == ["sold out"]
    assert broken({"sold out": 11}, number, good) == []
    assert broken({"sold out 2": 10}, number, good) == []
    assert broken({"sold out": 10}, CellFormat(pattern="^(?:[0-9a]+)$", words=(), shapes=("9", "a"), fine=("9",)), good) == []
    # values that repeat are categories, and so are words among them
    assert broken({"sold out": 10}, number, {f"{k + 100_000}": 3 for k in range(330)}) == []


@pytest.mark.parametrize(
    ("text", "count", "legal"),
    [
        ("{}@", 5, True), ("{}@", 4, False),  # half a hundredth of another shape
        ("AB.123{}", 49, True), ("{}-12345", 50, False),
    ],
)  # fmt: skip
def test_a_shape_that_several_values_share_is_another_format(text, count, legal):
    assert bool(broken(several(text, count))) is not legal


def test_a_shape_that_is_near_must_come_more_often():
    def near(count):
        return {f"AB.{k:06}": 1 for k in range(count)}  # other marks between the same digits

    assert (len(broken(near(49))), broken(near(50))) == (49, [])
    cut = {f"{chr(65 + k % 26)}{chr(65 + k // 26)}-": 1 for k in range(50)}
    assert len(broken(dict(list(cut.items())[:49]))) == 49
    assert broken(cut) == []


def test_a_list_of_good_cells_and_cells_of_a_known_format():
    assert broken({"AB-000001, AB-000002": 1, "AB-000001 AB-000002;AB-000003": 1, "AB-000001?AB-000002": 1}) == [
        "AB-000001?AB-000002"
    ]
    known = CellFormat(pattern=r"^(?:x[0-9]+)$", words=("x",), kind="known")
    assert len(broken(several("{}@", 50), known, {f"x{k}": 1 for k in range(1000)})) == 50


@pytest.mark.parametrize(
    ("a", "b", "one"),
    [("aa9", "ab9", True), ("aa9", "aa9", False), ("aa9", "bb9", False), ("aa9", "aa99", False), ("9", "a", True)],
)
def test_one_character_off(a, b, one):
    assert _one_off(a, b) is one


def good(text, *shapes, fine=()):
    form = CellFormat(pattern="^x$", words=(), shapes=shapes, fine=fine or shapes)
    return bool(pl.DataFrame({"text": [text]}).select(_as_good(form)).item())


def test_numbers_and_mixed_codes_are_as_good_as_the_others():
    assert good("-1.5", "9.9")
    assert good("7", "9.9")
    assert good("2.5e-3", "9.9")
    assert not good("x", "9.9")
    assert not good("-1.5", "9")
    assert good("A1B2", "a9", "9a", fine=("aa99", "999aa"))
    assert good("AB123", "a9", "9a", fine=("aa99", "999aa"))
    assert not good("A1B", "a9", "9a", fine=("aa99", "999aa"))
    assert not good("A1B2C3", "a9", "9a", fine=("aa99", "999aa"))
    assert not good("A-B2", "a9", "9a", fine=("aa99", "999aa"))
    assert not good("A1B2", "a9", fine=("aa99",))
    # of three shapes letters and digits stand in any order, as many as they are, and in lists
    assert good("A1B2C3D4", "a9", "9a", "a9a", fine=("aa99", "99aa", "a9a"))
    assert good("A1, B2", "a9", "9a", "a9a", fine=("aa99", "99aa", "a9a"))
    assert not good("A-1", "a9", "9a", "a9a", fine=("aa99", "99aa", "a9a"))
    assert not good("A1B2", "a", "9", fine=("aaaa", "9999"))
    assert not good("A1B2", "a9", "9a", fine=("aa-99",))


# --- other marks ------------------------------------------------------------------------------------------------------------------


def marks(cells, shapes=("9-9", "9.9"), broken_cells=()):
    counted = pl.DataFrame({"cell": cells}).group_by("cell", maintain_order=True).agg(pl.len().alias("rows"))
    counted = counted.with_columns(pl.col("cell").alias("text"))
    form = CellFormat(pattern="^x$", words=(), shapes=shapes)
    others, usual, shown = other_marks(counted, pl.Series(broken_cells, dtype=pl.String), form, SIZES)
    return sorted(others["cell"].to_list()), usual, shown


DASH, DOT, SLASH = ([f"{k:03}{mark}{k + 100:03}" for k in range(count)] for mark, count in (("-", 20), (".", 7), ("/", 5)))
NOTHING = ([], "", ())


def test_the_same_digits_between_other_marks():
    assert marks(DASH + DOT) == (DOT, "999-999", ("999.999",))
    assert marks(DASH + DOT + SLASH) == (sorted(DOT + SLASH), "999-999", ("999.999", "999/999"))
    assert marks(DASH + DOT, ("9-9",)) == NOTHING
    assert marks(DASH + DOT, broken_cells=DOT[:2]) == (DOT[2:], "999-999", ("999.999",))
    assert marks(DASH + DOT, broken_cells=DOT[:3]) == ([], "999-999", ())  # four values are no shape
    more = [f"{k:03}{mark}{k + 100:03}" for mark in ":;_" for k in range(6)]
    assert marks(DASH + DOT + SLASH + more)[2] == ("999.999", "999:999", "999;999")


def test_marks_count_between_six_digits_of_one_length():
    assert marks([cell[1:] for cell in DASH + DOT]) == NOTHING
    uneven = [f"{k}{mark}{k + 100}" for mark in "-." for k in range(5, 15)]
    assert marks(uneven) == NOTHING
    other = [f"{k:04}.{k + 100:03}" for k in range(7)]
    assert marks(DASH + other) == ([], "999-999", ())


# --- parts ------------------------------------------------------------------------------------------------------------------------


def parts(function, tokens, **more):
    return function(Counter(tokens), SIZES, **more)


@pytest.mark.parametrize(
    ("tokens", "words"),
    [
        ([f"{k:02}" for k in range(20)], "99"), ([f"{k + 20}" for k in range(20)], "9…"),
        ([f"0{k}" for k in range(4)], "9…"), ([f"0{k}" for k in range(5)], "99"),
        ([f"0{k}" for k in range(9)] + ["123"], "99"), ([f"0{k}" for k in range(8)] + ["123"], "9…"),
        ([f"{k}00" for k in range(1, 6)], "999"), ([f"{k}00" for k in (1, 2, 3, 4, 4)] + ["401"], "9…"),
        ([f"{k}0" for k in range(1, 8)], "9…"), ([f"{k}" for k in range(10)], "9"),
        ([f"{k % 9 + 1}{k:02}" for k in range(98)] + ["1", "2"], "999"),
        ([f"{k % 9 + 1}{k:02}" for k in range(97)] + ["1", "2", "3"], "9…"),
        (["03"] + [f"{k}" for k in range(10, 99)] , "99"),
        ([f"{k:03}" for k in range(100, 201) if k != 150] + ["050"], "9…"),
    ],
)  # fmt: skip
def test_digits_of_one_length(tokens, words):
    assert parts(_digits, tokens)[1] == words


@pytest.mark.parametrize(
    ("tokens", "alone", "found"),
    [
        (["AB"] * 98 + ["x", "y"], False, (r"\p{Lu}{2}", "AB")), (["AB"] * 97 + ["AX", "CD", "EF"], False, (r"\p{Lu}{2}", "AA")),
        (["ab"] * 97 + ["ax", "cd", "ef"], False, (r"\p{Ll}{2}", "aa")),
        (["abcdefgh"] * 9 + ["xbcdefgh"], False, (r"\p{Ll}{8}", "aaaaaaaa")),
        (["abcdefghi"] * 9 + ["xbcdefghi"], False, None),
        (["a"] * 50 + ["abc"] * 50, False, (r"\p{Ll}+", "a…")), (["a"] * 49 + ["abcd"] * 50, False, None),
        (["a"] * 50 + ["abcd"] * 50, False, (r"\p{Ll}+", "a…")),
        (["abcd", "bcde"] * 4 + ["cdef"], True, None),
        ([f"{k}bcd" for k in "abcdefgh"], True, (r"\p{Ll}{4}", "aaaa")), ([f"{k}bcd" for k in "abcdefg"], True, None),
        ([f"{k}bcde" for k in "abcdefgh"], True, None), (["a"] * 50 + ["abc"] * 50, True, None),
    ],
)  # fmt: skip
def test_letters_of_one_length(tokens, alone, found):
    assert parts(_letters, tokens, alone=alone) == found


def test_a_format_has_its_commonest_shapes():
    cells = [f"{'ABCDE'[k % 5]}{k + 100}" for k in range(95)] + [f"A-{k}" for k in range(10, 15)]
    found = learnt_format(pl.Series(cells), SIZES)
    assert (found.shapes, found.fine) == (("a9", "a-9"), ("a999", "a-99"))
    few = learnt_format(pl.Series(cells[:96]), SIZES)
    assert (few.shapes, few.fine) == (("a9",), ("a999",))
    long = [f"{'-'.join(f'{k % 10}' for _ in range(20))}-{k}" for k in range(40)]
    assert learnt_format(pl.Series(long), SIZES) is None  # a shape of 41 characters
    assert learnt_format(pl.Series([cell[2:] for cell in long]), SIZES) is not None


@pytest.mark.parametrize(("marks", "found"), [("-./:_+=~", True), ("-./:_+=~#", False)])
def test_more_than_eight_shapes_are_no_format(marks, found):
    cells = [f"{k}{mark}{k}" for mark in marks for k in range(12)]
    assert (learnt_format(pl.Series(cells), SIZES) is not None) is found


@pytest.mark.parametrize(("both", "found"), [(50, True), (49, False)])
def test_half_of_the_keys_have_letters_and_digits(both, found):
    cells = [f"ab{k:04}" for k in range(both)] + [f"{k + 100_000}" for k in range(100 - both)]
    assert (mixed_format(pl.Series(cells), SIZES) is not None) is found
