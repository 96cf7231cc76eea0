"""How a column's cells differ between two sets of rows, on cells whose difference is plain."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest

from dataqa.checks.shifts import design_of, differences, number, numbers, overlaid, rows_of, shortened


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.12345, "0.123"), (999.4, "999"), (1000, "1,000"), (-1234.5, "-1,234"), (float("inf"), "inf"), (1e-7, "1e-07")],
)
def test_a_number_in_words(value, text):
    assert number(value) == text


@pytest.mark.parametrize(
    ("old", "new", "texts"),
    [
        (27_850_347, 87_171_650, ("27,900,000", "87,200,000")),
        (2010, 2014, ("2010", "2014")),
        (1900, 2100, ("1900", "2100")),
        (1890, 2000, ("1,890", "2,000")),
        (2000, 2110, ("2,000", "2,110")),
        (0.5731, 0.5746, ("0.5731", "0.5746")),
        (1.23456789, 1.23456790, ("1.234568", "1.234568")),
        (5, 7, ("5", "7")),
        (1000.4, 1009.4, ("1,000", "1,009")),
    ],
)
def test_two_numbers_have_as_many_digits_as_their_difference_needs(old, new, texts):
    assert numbers(old, new) == texts


@pytest.mark.parametrize(
    ("value", "text"), [("a" * 40, "a" * 40), ("a" * 41, "a" * 39 + "…"), ("two\n lines", "two lines"), (3, "3")]
)
def test_a_category_in_words(value, text):
    assert shortened(value) == text


def test_neighbouring_rows_that_are_alike_count_for_fewer():
    rng = np.random.default_rng(0)
    blocks = np.repeat(np.arange(6), 50)
    independent = rng.normal(size=300), rng.normal(size=300)
    assert design_of(*independent, None, 2.0) == 1.0
    assert 1.0 <= design_of(*independent, (blocks, blocks), 2.0) < 4
    # each block has a level of its own: six pairs of rows instead of 300
    alike = [side / 10 + rng.normal(size=6)[blocks] for side in independent]
    assert design_of(*alike, (blocks, blocks), 2.0) > 25
    three = np.minimum(blocks, 2)
    assert design_of(*alike, (three, three), 2.0) == 1.0
    assert design_of(np.ones(300), np.ones(300), (blocks, blocks), 2.0) == 1.0


def test_how_much_fewer():
    # differences of 1, -1, 1, -1 scatter by 4/3; that of two means of two independent rows, of variance 1/2, would by 1/2
    blocks = np.repeat(np.arange(4), 2)
    old = np.zeros(8)
    new = np.repeat([1.0, -1, 1, -1], 2)
    student = 3.3068 / 2.0  # t of 3 degrees where the normal quantile is 2
    assert design_of(old, new, (blocks, blocks), 2.0) == pytest.approx((4 / 3) / 0.5 * student**2, rel=1e-3)


def compared(old, new, **arguments):
    found = differences(pl.Series("a", old), pl.Series("a", new), **{"nominal": False, "prose": False, "z": 2.0, **arguments})
    return {one.kind: one for one in found}


def test_what_is_compared_of_numbers():
    old, new = [*range(60), None, None], [*range(10, 70)]
    found = compared(old, new)
    assert set(found) == {"empty", ""}
    assert (found["empty"].old, found["empty"].new, found["empty"].about) == (pytest.approx(2 / 62), 0, "empty cells")
    assert (found[""].what, found[""].old, found[""].new, found[""].about) == ("median", 29.5, 39.5, "")
    assert set(compared(old[:29], new)) == {"empty"}
    assert set(compared(old[:30], new)) == {"empty", ""}
    assert compared([], new) == {}
    assert compared(old, []) == {}


def test_infinite_numbers_are_none():
    assert set(compared([float("inf")] * 31 + [1.0] * 29, [2.0] * 40)) == {"empty"}


def test_a_few_far_numbers_are_no_drift():
    old = [float(k) for k in range(300)]
    assert compared(old, [*old[:-2], 1e9, 1e9])[""].new == pytest.approx(149.5)
    assert compared(old, [*old[:-2], 1e9, 1e9])[""].shift.value < 0.05


def test_what_is_compared_of_categories():
    old, new = ["a"] * 30 + ["b"] * 20, ["a"] * 10 + ["b"] * 30 + ["c"] * 10
    one = compared(old, new)["category"]
    assert (one.what, one.old, one.new, one.known, dict(one.names)) == ("share of a", 0.6, 0.2, 1.0, {"category": "a"})
    assert one.details["old"] == 0.6
    assert compared([1] * 40, [2] * 40, nominal=True)["category"].what == "share of 1"
    many = [f"{k:03}" for k in range(60)]
    assert compared(many, many)["category"].known == pytest.approx(50 / 60)


def test_what_is_compared_of_prose():
    old, new = ["one fine day"] * 40, ["one fine money"] * 30 + ["one fine day"] * 10
    found = compared(old, new, prose=True)
    assert set(found) == {"empty", "length", "words"}
    assert (found["words"].old, found["words"].new, dict(found["words"].names)) == (1.0, 0.25, {"word": "day"}) or (
        found["words"].old, found["words"].new, dict(found["words"].names)) == (0.0, 0.75, {"word": "money"})  # fmt: skip
    assert found["length"].what.endswith("length")
    assert compared(["a b"] * 40, ["a b"] * 40, prose=True).keys() == {"empty", "length"}


def test_both_sides_in_one_picture():
    shown = overlaid(pl.Series([0.0] * 10 + [24.0] * 10), pl.Series([24.0] * 20), "t", nominal=False)
    assert (len(shown.values), shown.values[0], shown.values[-1], shown.beside[-1], shown.labels[0]) == (24, 0.5, 0.5, 1, "0 to 1")
    assert shown.ordered
    shown = overlaid(pl.Series(["a", "b", "b", None]), pl.Series(["b", "c"]), "t", nominal=False)
    assert shown.labels == ("b", "c", "a")
    assert (shown.values, shown.beside) == (pytest.approx((2 / 3, 0, 1 / 3)), pytest.approx((0.5, 0.5, 0)))
    assert not shown.ordered
    nine = overlaid(pl.Series(list("abcdefghi")), pl.Series(list("abcdefghi")), "t", nominal=True)
    assert nine.labels == tuple("abcdefgh")
    assert overlaid(pl.Series([5.0, 5.0]), pl.Series([5.0, 5.0]), "t", nominal=False).values[0] == 1


def test_rows_that_are_compared():
    frame = pl.DataFrame({"a": range(20), "b": range(20)})
    engine = SimpleNamespace(table=SimpleNamespace(frame=frame), take=lambda at, names: frame[at].select(names))
    rows, kept = rows_of(engine, None, ["a"], 20)
    assert (rows.columns, rows.height, kept.tolist()) == (["a"], 20, list(range(20)))
    rows, kept = rows_of(engine, np.array([3, 5, 9]), ["a"], 2)
    assert (rows.height, kept.tolist() == sorted(kept.tolist()), set(kept.tolist()) < {0, 1, 2}) == (2, True, True)
    assert rows.get_column("a").to_list() == [[3, 5, 9][place] for place in kept]
    # which ones, their content says, and not their order
    turned = SimpleNamespace(table=SimpleNamespace(frame=frame.reverse()))
    assert sorted(rows_of(engine, None, ["a", "b"], 7)[0].rows()) == sorted(rows_of(turned, None, ["a", "b"], 7)[0].rows())
