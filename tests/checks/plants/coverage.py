"""Planted frames of the checks of coverage."""

from __future__ import annotations

import numpy as np
import pandas as pd
from planting import Case, days, drawn, plant, yes


@plant(1.0)
def few_examples() -> Case:
    """There are 10 rows of each of two classes."""
    return {"data": {"age": drawn().normal(40, 9, 20).round(), "bought": ["yes", "no"] * 10}, "target": "bought"}


@plant(1.0)
def few_examples__default() -> Case:
    """There are 20 flats with three features, and the rent is a number."""
    draw = drawn()
    data = {name: draw.normal(size=20) for name in ("size", "rooms", "floor", "rent")}
    return {"data": data, "target": "rent"}


@plant(1.0)
def few_examples__classes() -> Case:
    """There are three classes with 10 rows each."""
    return {"data": {"petal": drawn().normal(5, 1, 30).round(1), "species": ["iris", "rose", "tulip"] * 10}, "target": "species"}


@plant(0.049543, (), (0.025144, 0.098341))
def learning_curve() -> Case:
    """A failure depends on all of 60 sensors together, and there are only 400 rows."""
    draw = drawn()
    x = draw.normal(size=(400, 60))
    y = x.mean(axis=1) * np.sqrt(60) + 0.5 * draw.normal(size=400) > 0
    return {"data": {**{f"sensor_{k:02}": x[:, k] for k in range(60)}, "failed": yes(y)}, "target": "failed"}


@plant(0.4, ("coast",), None, [999, 600, 601])
def rare_categories() -> Case:
    """Two of five coasts have one or two of 1,000 rows."""
    return {"data": {"coast": ["inland"] * 600 + ["isle"] * 2 + ["bay"] * 300 + ["ocean"] * 97 + ["lake"]}}


@plant(0.909091, ("item_id",), (0.764274, 0.968596), [60, 61, 62, 63, 64, 65, 66, 67, 68, 69])
def sparse_entities() -> Case:
    """30 of 33 items have a single rating."""
    users = [k % 20 for k in range(100)]
    items = [*[0] * 60, *range(1, 31), *[31] * 5, *[32] * 5]
    return {"data": {"user_id": users, "item_id": items, "rating": [1, 2, 3, 4] * 25}, "target": "rating"}


@plant(0.25, ("race", "post"), None, [60, 61, 62])
def thin_slices() -> Case:
    """Of 40 people of one group, 3 hold a high post."""
    post = ["high"] * 27 + ["low"] * 33 + ["high"] * 3 + ["low"] * 37
    return {"data": {"race": ["Black"] * 60 + ["Asian"] * 40, "post": post}, "protected": "race"}


@plant(0.125, ("sex", "place"), None, [0, 1])
def thin_slices__classes() -> Case:
    """Of 75 women, 2 who live in a town are hired."""
    rows = {("f", "town", "yes"): 2, ("f", "town", "no"): 28, ("f", "village", "yes"): 22, ("f", "village", "no"): 23}
    rows |= {("m", "town", "yes"): 30, ("m", "town", "no"): 30, ("m", "village", "yes"): 30, ("m", "village", "no"): 30}
    sex, place, hired = zip(*(key for key, count in rows.items() for _ in range(count)), strict=True)
    return {"data": {"sex": sex, "place": place, "hired": hired}, "target": "hired", "protected": "sex"}


@plant(0.142953, (), (0.125853, 0.161625))
def uncovered_combinations() -> Case:
    """The data has no women of 70 and more; production has."""

    def rows(seed: int) -> pd.DataFrame:
        draw = drawn(seed)
        age, sex = draw.integers(18, 90, 1500), draw.choice(["f", "m"], 1500)
        return pd.DataFrame({"age": age, "sex": sex, "income": draw.normal(3000, 500, 1500).round()})

    return {"data": rows(0).query("sex == 'm' or age < 70"), "reference": rows(1)}


@plant(0.583333, ("date",))
def uncovered_times() -> Case:
    """There are rows of every day from October to February, and of no other month."""
    return {"data": {"date": days("2023-10-01", 150), "sold": [k % 7 for k in range(150)]}, "time": "date"}


@plant(0.0833333, ("date",))
def uncovered_times__few() -> Case:
    """In three years there are rows of every day, but in August only of the first three."""
    kept = [day for day in days("2021-01-01", 1095) if day.month != 8 or day.day < 4]
    return {"data": {"date": kept, "sold": [k % 7 for k in range(len(kept))]}, "time": "date"}


@plant(0.166667, ("date",))
def uncovered_times__both() -> Case:
    """In three years there are no rows of July, and in August only of the first three days."""
    kept = [day for day in days("2021-01-01", 1095) if day.month not in (7, 8) or (day.month == 8 and day.day < 4)]
    return {"data": {"date": kept, "sold": [k % 7 for k in range(len(kept))]}, "time": "date"}


@plant(0.25, ("city",), (0.0455873, 0.699358))
def unreached_use() -> Case:
    """All customers are from Berlin or Hamburg; in production some are from Munich."""
    data = {"city": ["Berlin", "Hamburg"] * 50, "age": range(100), "bought": [0, 1] * 50}
    return {"data": data, "target": "bought", "reference": {"city": ["Berlin", "Hamburg", "Berlin", "Munich"]}}


@plant(0.15, ("age",), (0.0523687, 0.360419))
def unreached_use__default() -> Case:
    """All customers are between 18 and 67; in production 3 of 20 are older."""
    data = {"age": [18 + k % 50 for k in range(100)], "bought": [0, 1] * 50}
    return {"data": data, "target": "bought", "reference": {"age": [*range(20, 54, 2), 71, 80, 75]}}


@plant(1.41971, ("region",), (1.24218, 1.59724), [2, 12, 13, 16, 26, 29, 35, 45, 49, 57])
def weak_slices() -> Case:
    """In the west, sales do not follow the price as they do elsewhere."""
    draw = drawn()
    region, price = draw.choice(["north", "south", "west", "east"], 1500), draw.normal(size=1500)
    sold = yes(np.where(region == "west", draw.random(1500) < 0.5, price < 0))
    return {"data": {"price": price, "region": region, "sold": sold}, "target": "sold"}


@plant(1.5065, ("region",), (1.29358, 1.71941), [879, 960, 522, 12, 1102, 1328, 1118, 1134, 1021, 679])
def weak_slices__numbers() -> Case:
    """In the west, rents depend far less on the size of a flat than elsewhere."""
    draw = drawn()
    region, size = draw.choice(["north", "south", "west", "east"], 1500), draw.normal(70, 20, 1500).round()
    rent = np.where(region == "west", draw.normal(900, 250, 1500), 12 * size + draw.normal(0, 30, 1500)).round()
    return {"data": {"size": size, "region": region, "rent": rent}, "target": "rent"}
