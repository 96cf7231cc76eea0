"""How many rows equal another by chance."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from dataqa.checks.coincidence import _blocks, _differ, _figures, _hashed, _others, _together, copies_by_chance, explained_by_chance


@pytest.mark.parametrize(
    ("columns", "deals"),
    [
        ("ab", [("a", "b", ())]),
        ("abc", [("a", "b", "c")]),
        ("abcd", [("a", "bc", "d"), ("ad", "b", "c")]),
        ("abcdefg", [("ab", "cde", "fg"), ("adg", "be", "cf")]),
    ],
)
def test_columns_are_dealt_into_three_blocks(columns, deals):
    assert _blocks(columns) == deals


def test_rows_that_equal_a_row_in_some_columns():
    frame = pl.DataFrame({"a": [1, 1, 1, 2], "b": [1, 1, 2, 2]})
    blocks = [_hashed(frame, "a"), _hashed(frame, "b"), _hashed(frame, "")]
    single = [_others(blocks[0]), _others(blocks[1]), np.full(4, 3.0)]
    assert single[0].tolist() == [2, 2, 2, 0]
    assert _together(blocks, single, 0, 1).tolist() == [1, 1, 0, 0]
    assert _together(blocks, single, 0, 2).tolist() == [2, 2, 2, 0]


def test_two_lists_tell_how_many_are_in_both():
    # of 12 rows with one c: the first shares a with 5 others, b with 3, both with 1, so that 4 share neither
    frame = pl.DataFrame({"a": [0] * 6 + [1] * 6, "b": [0, 0, 1, 2, 3, 4, 0, 0, 5, 6, 7, 8], "c": [0] * 12})
    figures = list(_figures([_hashed(frame, name) for name in "abc"]))
    assert [len(figure) for figure in figures] == [12, 12, 12]
    # each block is given once; c is when b comes first
    assert figures[1][0] == pytest.approx((5 - 1) * (3 - 1) / (11 - 5 - 3 + 1 + 1))
    # given b: of its 3 others 1 shares a, and all share c
    assert figures[0][0] == 0.0


def test_of_two_columns_one_deal_tells():
    frame = pl.DataFrame({"a": [0, 0, 0, 1], "b": [5, 5, 6, 6]})
    # of 4 rows the first shares a with 2 others, b with 1, both with 1
    assert [figure.tolist()[0] for figure in _figures([_hashed(frame, "a"), _hashed(frame, "b"), None])] == [0.0]


def test_how_many_are_copies_of_another():
    assert copies_by_chance(np.zeros(4), np.ones(4, dtype=int)) == 0
    assert copies_by_chance(np.full(4, 2e-8), np.ones(4, dtype=int)) == pytest.approx(4e-8)
    assert copies_by_chance(np.full(4, 1.0), np.full(4, 2)) == pytest.approx(2 * (1 / (1 - np.exp(-1)) - 1))


def test_whether_chance_explains_the_copies():
    hashes = np.array([1, 1, 1, 1, 1, 2, 3, 4, 5, 6], dtype=np.uint64)
    assert not explained_by_chance(hashes, np.zeros(10))
    assert explained_by_chance(hashes, np.full(10, 5.0))


def test_names_that_mostly_differ_are_never_alike_by_chance():
    assert _differ(pl.String(), 5, 10)
    assert not _differ(pl.String(), 4, 10)
    assert not _differ(pl.Int64(), 10, 10)


def test_a_flag_made_from_a_category_has_no_say_of_its_own(judge):
    random = np.random.default_rng(0)
    one, other = random.integers(0, 2, 220), random.integers(0, 2, 220)
    rows = {"one": one, "white": np.where(one == 1, "yes", "no"), "other": other, "black": np.where(other == 1, "no", "yes")}
    rows["y"] = np.where(random.random(220) < 0.3, "a", "b")
    assert judge("label-conflicts", rows, target="y") == []
    assert judge("duplicates-but-ids", {"id": np.arange(220) + 5000, **rows}, target="y") == []


def sold(days, shops=3):
    random = np.random.default_rng(0)
    return pl.DataFrame(
        {
            "shop": [f"shop {number % shops}" for number in range(days * shops)],
            "day": [date(2024, 1, 1) + timedelta(number // shops) for number in range(days * shops)],
            "sold": random.poisson(9, days * shops),
        }
    )


def test_rows_of_one_shop_and_day_that_are_equal_are_copies(measure):
    """So few different counts that rows of different days are often equal; but a shop has each day once."""
    frame = sold(200)
    [found] = measure("exact-duplicates", pl.concat([frame, frame[90:96]]), time="day", group="shop")
    assert found.rows.positions.tolist() == [600, 601, 602, 603, 604, 605]
    assert found.details["expected"] < 1
    assert measure("exact-duplicates", frame, time="day", group="shop") == []


def test_several_sales_of_a_day_may_be_equal(measure):
    """Each row is one sale: of those of a shop and day most differ in the number, and some do not."""
    frame = pl.concat([sold(200), sold(200).with_columns(pl.col("sold").shuffle(seed=1))])
    assert frame.is_duplicated().sum() > 50
    assert measure("exact-duplicates", frame, time="day", group="shop") == []


@pytest.mark.parametrize("series", [{}, {"group": "product"}])
def test_sales_at_the_price_of_the_day_may_be_equal(measure, series):
    """On another day the price is another one; on one day it is the same for all who buy the product."""
    random = np.random.default_rng(0)
    day, product = random.integers(0, 100, 2000), random.integers(0, 20, 2000)
    frame = pl.DataFrame(
        {
            "day": [date(2024, 1, 1) + timedelta(int(number)) for number in day],
            "product": [f"p{number}" for number in product],
            "price": (5 + 20 * random.random((100, 20))).round(2)[day, product],
            "pieces": random.integers(1, 4, 2000),
        }
    )
    assert frame.is_duplicated().sum() > 500
    assert measure("exact-duplicates", frame, time="day", **series) == []


def test_columns_that_hardly_vary_are_equal_by_chance(measure):
    """Two logins of a user on one day differ in nothing, for there is nothing else to say of them."""
    random = np.random.default_rng(0)
    frame = pl.DataFrame(
        {
            "user": [f"user {number}" for number in random.integers(0, 40, 600)],
            "day": [date(2024, 1, 1) + timedelta(int(number)) for number in random.integers(0, 300, 600)],
            "action": ["login"] * 598 + ["help"] * 2,
        }
    )
    assert frame.is_duplicated().sum() > 10
    assert measure("exact-duplicates", frame, time="day", group="user") == []
