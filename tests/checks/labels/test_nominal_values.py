from __future__ import annotations

import numpy as np
import pandas as pd

ROWS = [7, 60, 111, 205, 300, 399]


def prices(rows=(), values=()):
    draw = np.random.default_rng(0)
    size = draw.integers(40, 200, 400)
    price = (size * draw.normal(3000, 400, 400)).round(-2)
    price[list(rows)] = values
    return {"data": pd.DataFrame({"size": size, "price": price}), "target": "price"}


def test_prices_of_0_and_1_are_named(measure):
    (found,) = measure("nominal-values", **prices(ROWS, [0, 1, 0, 1, 1, 0]))
    assert (found.columns, found.rows.positions.tolist(), found.details["tokens"]) == (("price",), ROWS, ["0", "1"])


def test_another_token_that_comes_again(measure):
    (found,) = measure("nominal-values", **prices(ROWS, [50] * 6))
    assert found.details["tokens"] == ["50"]


def test_prices_without_tokens_are_quiet(measure):
    assert measure("nominal-values", **prices([], [])) == []


def test_cheap_houses_are_no_tokens(measure):
    assert measure("nominal-values", **prices(ROWS, [9000, 15000, 21000, 30500, 42000, 51000])) == []


def test_counts_begin_with_0_and_1(measure):
    counts = np.random.default_rng(0).poisson(40, 400) * np.random.default_rng(1).integers(0, 30, 400)
    assert measure("nominal-values", {"x": list(range(400)), "n": counts.tolist()}, target="n") == []


def test_where_a_third_is_0_it_is_a_kind_of_its_own(measure):
    rows = list(range(0, 400, 3))
    assert measure("nominal-values", **prices(rows, [0] * len(rows))) == []


def test_more_different_low_amounts_than_tokens_are_a_tail(measure):
    rows = list(range(0, 70, 5))
    assert measure("nominal-values", **prices(rows, [k % 7 + 1 for k in range(14)])) == []
    (found,) = measure("nominal-values", **prices(rows, [k % 6 + 1 for k in range(14)]))
    assert found.details["tokens"] == ["1", "2", "3", "4", "5", "6"]
