"""Planted frames of the checks of ratings and events."""

from __future__ import annotations

import numpy as np
import pandas as pd
from made_series import ratings
from planting import Case, plant

RATED = {"target": "rating"}


def added(more: pd.DataFrame) -> pd.DataFrame:
    """Return the ratings with more of them at the end."""
    return pd.concat([ratings(), more], ignore_index=True)


@plant(0.0165289, ("user_id", "item_id"), (0.00900251, 0.0301562), [3, 600, 70, 601, 160, 602, 300, 603, 500, 604])
def repeated_pairs() -> Case:
    """Five ratings are repeated a day later."""
    again = ratings().iloc[[3, 70, 160, 300, 500]]
    return {"data": added(again.assign(at=again["at"] + pd.Timedelta(days=1))), **RATED}


@plant(0.0165289, ("user_id", "item_id"), (0.00900251, 0.0301562), [3, 600, 70, 601, 300, 603, 500, 604, 160, 602])
def repeated_pairs__contradicting() -> Case:
    """Five users rate an item again, with the opposite rating."""
    again = ratings().iloc[[3, 70, 160, 300, 500]]
    return {"data": added(again.assign(rating=np.where(again.rating >= 3, 1, 5))), **RATED}


@plant(0.05, ("user_id",), (0.0352453, 0.0704803), [45, 46, 47, 48, 49, 50, 51, 52, 53, 54])
def single_value_raters() -> Case:
    """Two of 40 users give five stars to everything."""
    data = ratings()
    data.loc[data.user_id.isin([1003, 1017]), "rating"] = 5
    return {"data": data, **RATED}


@plant(0.005, ("rating",), (0.00170188, 0.0145962), [5, 100, 400])
def rating_scale() -> Case:
    """Three of 600 ratings from 1 to 5 are 10, 20 and 55."""
    data = ratings()
    data.loc[[5, 100, 400], "rating"] = [10, 20, 55]
    return {"data": data, **RATED}


@plant(0.2, ("rating",), (0.169947, 0.23387), [0, 5, 10, 15, 20, 25, 30, 35, 40, 45])
def rating_scale__unrated() -> Case:
    """A fifth of the ratings from 1 to 5 are -1: not rated."""
    data = ratings()
    data.loc[data.index % 5 == 0, "rating"] = -1
    return {"data": data, **RATED}


def program(count: int, gaps: np.ndarray) -> pd.DataFrame:
    """Return the events of one user on items that are all different."""
    at = pd.Timestamp("2022-06-01 10:00:07") + pd.to_timedelta(np.cumsum(gaps), unit="s")
    return pd.DataFrame({"user_id": 7777, "item_id": np.arange(count) + 500, "rating": np.arange(count) % 3 + 3, "at": at})


@plant(0.333333, ("user_id",), None, [600, 601, 602, 603, 604, 605, 606, 607, 608, 609])
def outlying_users() -> Case:
    """One user has 300 ratings, all others 15."""
    return {"data": added(program(300, np.random.default_rng(3).exponential(9000, 300).round())), **RATED}


@plant(0.04, ("user_id",), None, [600, 601, 602, 603, 604, 605, 606, 607, 608, 609])
def outlying_users__even() -> Case:
    """One user rates 25 items, one every five seconds."""
    return {"data": added(program(25, np.full(25, 5))), **RATED}


@plant(0.0238095, ("item_id",), None, [600, 601, 602, 603, 604, 605, 606, 607, 608, 609])
def coordinated_ratings() -> Case:
    """Fifteen users who come on one day only give five stars to item 999."""
    user = np.arange(9000, 9015)
    first = pd.DataFrame(
        {"user_id": user, "item_id": 999, "rating": 5, "at": pd.Timestamp("2022-09-09 12:00") + pd.to_timedelta(user, unit="s")}
    )
    second = first.assign(item_id=user % 40 + 500, rating=4, at=first["at"] + pd.Timedelta(minutes=5))
    return {"data": added(pd.concat([first, second])), **RATED}


@plant(0.2, ("user_id",), (0.112438, 0.330371), [600, 601, 602, 603, 604, 605, 606, 607, 608, 609])
def few_events() -> Case:
    """Ten of 50 users have two ratings."""
    user = np.repeat(np.arange(8000, 8010), 2)
    more = pd.DataFrame(
        {"user_id": user, "item_id": np.arange(20) + 510, "rating": np.arange(20) % 4 + 2, "at": pd.Timestamp("2022-02-02")}
    )
    return {"data": added(more), **RATED}


def parted() -> pd.DataFrame:
    """Return the ratings with the newest fifth as the test."""
    data = ratings()
    return data.assign(part=np.where(data["at"] > data["at"].quantile(0.8), "test", "train"))


@plant(0.2, ("user_id",), (0.138245, 0.280367), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
def cold_entities() -> Case:
    """No rating of ten users is in training."""
    data = parted()
    return {"data": data[(data.user_id >= 1010) | (data.part == "test")].reset_index(drop=True), **RATED, "split": "part"}


@plant(0.175, ("item_id",), (0.117405, 0.252757), [10, 17, 19, 21, 65, 91, 131, 133, 180, 207])
def cold_entities__item() -> Case:
    """No rating of ten items is in training."""
    data = parted()
    return {"data": data[(data.item_id >= 510) | (data.part == "test")].reset_index(drop=True), **RATED, "split": "part"}


@plant(0.991667, ("at",), (0.954304, 0.998527), [0, 5, 10, 15, 20, 25, 30, 35, 40, 45])
def time_overlap__events() -> Case:
    """Every fifth rating is in the test, whenever it is from."""
    data = ratings()
    return {"data": data.assign(part=np.where(data.index % 5 == 0, "test", "train")), **RATED, "split": "part"}


@plant(0.03, ("item_id",), (0.0138203, 0.0638943), [20, 60, 11, 51, 91, 131])
def damaged_ids() -> Case:
    """Of 200 ids of ten digits, a spreadsheet cut the zeros of four and wrote two in scientific notation."""
    ids = [f"{(k * 7919 + 12345) % 10**9 * 10 % 10**10:010d}" if k % 2 else f"9{(k * 7919) % 10**9:09d}" for k in range(200)]
    for place in (11, 51, 91, 131):
        ids[place] = ids[place].lstrip("0")
    for place in (20, 60):
        ids[place] = f"{int(ids[place]):.5E}"
    return {"data": {"item_id": ids, "sold": [k * 31 % 17 for k in range(200)]}}


@plant(0.166667, ("item_id",), (0.141231, 0.195644), [600, 601, 602, 603, 604, 605, 606, 607, 608, 609])
def dominant_item() -> Case:
    """Everybody rates one film, and other films are rated by few."""
    return {"data": added(ratings().groupby("user_id").head(3).assign(item_id=999)), **RATED}


@plant(0.1, ("rating", "user_id"), (0.078482, 0.126611), [48, 49, 51, 59, 202, 206, 346, 347, 349, 499])
def rating_scale__users() -> Case:
    """Four of 40 users rate from 10 to 50, and all others from 1 to 5."""
    data = ratings()
    data.loc[data.user_id % 10 == 3, "rating"] *= 10
    return {"data": data, **RATED}


@plant(0.0909091, ("user_id",), None, [600, 601, 602, 603, 604, 605, 606, 607, 608, 609])
def coordinated_ratings__profiles() -> Case:
    """Five users give the same ratings to the same twelve films."""
    user, item = np.repeat(np.arange(9000, 9005), 12), np.tile(np.arange(12) * 3 + 500, 5)
    return {
        "data": pd.concat([ratings(), pd.DataFrame({"user_id": user, "item_id": item, "rating": item % 4 + 2})]).drop(columns="at"),
        **RATED,
    }
