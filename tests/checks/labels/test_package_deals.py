from __future__ import annotations

import numpy as np
import pandas as pd

import dataqa

FOUR = [20, 90, 180, 333]


def houses():
    draw = np.random.default_rng(0)
    size = draw.integers(40, 200, 400)
    price = (size * draw.normal(3000, 400, 400)).round(-2)
    sold = pd.Timestamp("2022-01-03") + pd.to_timedelta(draw.integers(0, 600, 400), unit="D")
    return pd.DataFrame({"size": size, "sold": sold, "price": price})


def package(**more):
    data = houses()
    data.loc[FOUR, "sold"] = pd.Timestamp("2022-05-05")
    data.loc[FOUR, "price"] = data.price[FOUR].sum()
    for name, value in more.items():
        data.loc[FOUR, name] = value
    return data


def test_the_price_of_all_four_entered_for_each(measure):
    (found,) = measure("package-deals", package(), target="price")
    assert (found.columns, sorted(found.rows.positions.tolist())) == (("price",), FOUR)
    assert (found.details["packages"], found.details["largest"], found.details["when"]) == (1, 4, "2022-05-05")


def test_houses_of_their_own_price_are_quiet(measure):
    assert measure("package-deals", houses(), target="price") == []


def test_four_flats_that_are_alike_cost_the_same(measure):
    assert measure("package-deals", package(size=70), target="price") == []


def test_round_prices_of_a_month_meet_by_chance(measure):
    data = houses()
    data["price"] = (data.price / 100_000).round() * 100_000 + (np.arange(400) == 3) * np.arange(400)
    data["sold"] = pd.Timestamp("2022-01-01") + pd.to_timedelta(np.arange(400) % 3 * 31, unit="D")
    data.loc[:59, "price"] += np.arange(60)
    assert measure("package-deals", data, target="price") == []


def test_the_air_of_a_place_follows_its_day(measure):
    draw = np.random.default_rng(0)
    at = draw.integers(0, 3000, 2000)
    level = draw.gamma(2, 40, 125)[at // 24]
    dust = (level + draw.normal(0, 8, 2000)).round()
    wind = (draw.normal(5, 1, 2000) - level / 80).round(1)
    data = pd.DataFrame({"when": pd.Timestamp("2022-01-01") + pd.to_timedelta(at, unit="h"), "wind": wind, "dust": dust})
    assert measure("package-deals", data, target="dust") == []


def test_without_a_number_that_goes_with_the_target_nothing_is_judged():
    data = package().assign(size=np.random.default_rng(1).permutation(400))
    result = dataqa.audit(data, "price", checks=["package-deals"], as_of="2024-06-01")
    (outcome,) = [one for one in result.outcomes if one.check == "package-deals"]
    assert outcome.status == "not_applicable"
    assert outcome.reason.startswith("no number goes with the target")


def test_in_a_year_many_are_sold_at_one_price(judge):
    data = package().assign(sold=2022)
    data.loc[FOUR[0] - 9 : FOUR[0] - 1, "sold"] = 2021
    assert judge("package-deals", data.rename(columns={"sold": "year"}), target="price") == []
