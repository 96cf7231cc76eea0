from __future__ import annotations

import pandas as pd
from made_series import NAMES, TOLD, panel


def with_total(data, name="total"):
    total = data.groupby("day", as_index=False).sold.sum().assign(shop=name)
    return pd.concat([data, total[data.columns]], ignore_index=True)


def test_the_sum_of_all_others_is_named(measure):
    (found,) = measure("total-series", with_total(panel(), "whole chain"), **TOLD)
    assert (found.columns, found.kind, found.details["names"]) == (("shop",), "", ["whole chain"])
    assert found.rows.positions.tolist() == list(range(360, 420))


def test_a_series_that_is_as_large_as_all_others_by_chance_is_quiet(measure):
    data = panel(4)
    data.loc[data.shop == "elm", "sold"] *= 1.5  # 600, as 100 + 200 + 300 together, but not day by day
    assert measure("total-series", data, **TOLD) == []


def test_a_copy_of_another_series(measure):
    data = panel()
    copied = pd.concat([data, data[data.shop == "elm"].assign(shop="yew")], ignore_index=True)
    (found,) = measure("total-series", copied, **TOLD)
    assert (found.kind, found.details["names"], found.details["like"]) == ("copy", ["yew"], "elm")


def test_series_that_are_both_zero_are_no_copies(measure):
    data = panel()
    data.loc[data.shop.isin(["ash", "elm"]), "sold"] = 0.0
    assert measure("total-series", data, **TOLD) == []


def with_products(share):
    """Each shop sells two products, and a third that is their sum in some of the shops."""
    first, second = panel().assign(product="tea"), panel(seed=1).assign(product="milk")
    both = first.assign(sold=first.sold + second.sold, product="all")
    both.loc[~both.shop.isin(share), "sold"] *= 1.5
    return pd.concat([first, second, both], ignore_index=True)


def test_a_total_in_one_of_two_keys(measure):
    (found,) = measure("total-series", with_products(NAMES[:6]), **TOLD)
    assert (found.columns, found.details["names"]) == (("product",), ["all"])
    assert found.rows.positions.tolist() == list(range(720, 1080))


def test_a_sum_in_half_of_the_shops_is_no_total(measure):
    assert measure("total-series", with_products(NAMES[:3]), **TOLD) == []
