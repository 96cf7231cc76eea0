"""Planted frames of the checks of balance."""

from __future__ import annotations

import numpy as np
from planting import Case, drawn, plant


@plant(0.2, ("left",), (0.131341, 0.298812), [180, 181, 182, 183, 184, 185, 186, 187, 188, 189])
def class_imbalance() -> Case:
    """20 of 200 customers leave."""
    return {"data": {"age": range(200), "left": ["no"] * 180 + ["yes"] * 20}, "target": "left"}


@plant(0.934155, ("film_id",), (0.861209, 1.0))
def long_tail() -> Case:
    """Few of 100 films have most of the ratings."""
    films = [film for film in range(1, 101) for _ in range(2000 // film**2 + 1)]
    rows = len(films)
    data = {"film_id": films, "user_id": [k % 200 for k in range(rows)], "rating": [1 + k * 7 % 5 for k in range(rows)]}
    return {"data": data, "target": "rating"}


@plant(0.908829, ("shop_id",), (0.809202, 1.0))
def long_tail__default() -> Case:
    """Few of 120 shops have most of the orders."""
    shops = [f"shop {shop}" for shop in range(1, 121) for _ in range(2000 // shop**2 + 2)]
    return {"data": {"shop_id": shops, "amount": [k * 37 % 101 for k in range(len(shops))]}, "group": "shop_id"}


@plant(0.762284, ("income",), (0.658502, 0.866066), [51, 94, 247, 764, 615, 806, 612, 610, 584, 294])
def skewed_target() -> Case:
    """Most incomes are low, and few are very high."""
    draw = drawn()
    return {"data": {"age": draw.normal(size=1000), "income": np.exp(7 + 2 * draw.normal(size=1000)).round()}, "target": "income"}


@plant(0.819591, ("balance",), (0.672652, 0.966531), [219, 270, 247, 933, 779, 662, 757, 259, 211, 603])
def skewed_target__signed() -> Case:
    """Most balances are small, some are below 0, and few are very high."""
    draw = drawn()
    balance = (draw.lognormal(3, 2, 1000) - 20).round(2)
    return {"data": {"age": draw.normal(size=1000), "balance": balance}, "target": "balance"}


@plant(0.581, ("spent",), (0.550167, 0.611213), [1, 2, 3, 8, 11, 13, 15, 17, 18, 19])
def skewed_target__zeros() -> Case:
    """Six of ten customers spend nothing, the others about 50 euros."""
    draw = drawn()
    spent = np.where(draw.random(1000) < 0.6, 0.0, draw.normal(50, 8, 1000).round(2))
    return {"data": {"age": draw.normal(size=1000), "spent": spent}, "target": "spent"}


@plant(0.485822, ("orders",), (0.455022, 0.515964), [0, 1, 2, 3, 8, 11, 13, 15, 17, 18])
def skewed_target__excess_zeros() -> Case:
    """Six of ten customers order nothing, the others four times on average."""
    draw = drawn()
    orders = np.where(draw.random(1000) < 0.6, 0, draw.poisson(4, 1000))
    return {"data": {"age": draw.normal(size=1000), "orders": orders}, "target": "orders", "task": "regression"}


@plant(3.0, ("species",), None, [50, 51, 52])
def small_classes() -> Case:
    """One of two classes has three rows."""
    return {"data": {"age": range(53), "species": ["iris"] * 50 + ["rose"] * 3}, "target": "species"}


@plant(2.0, ("species",), None, [53, 54, 50, 51, 52])
def small_classes__default() -> Case:
    """Two of three classes have three and two rows."""
    return {"data": {"age": range(55), "species": ["iris"] * 50 + ["rose"] * 3 + ["tulip"] * 2}, "target": "species"}
