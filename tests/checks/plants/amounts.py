"""Planted frames of the checks of prices."""

from __future__ import annotations

import numpy as np
import pandas as pd
from planting import Case, plant


def houses(count: int = 400) -> pd.DataFrame:
    """Return houses with a size, a day of sale and a price that goes with the size."""
    draw = np.random.default_rng(0)
    size = draw.integers(40, 200, count)
    price = (size * draw.normal(3000, 400, count)).round(-2)
    sold = pd.Timestamp("2022-01-03") + pd.to_timedelta(draw.integers(0, 600, count), unit="D")
    return pd.DataFrame({"size": size, "rooms": size // 30, "sold": sold, "price": price})


@plant(0.015, ("price",), (0.00689229, 0.0323346), [7, 60, 111, 205, 300, 399])
def nominal_values() -> Case:
    """Six of 400 houses cost 0 or 1."""
    data = houses()
    data.loc[[7, 60, 111, 205, 300, 399], "price"] = [0.0, 1.0, 0.0, 1.0, 1.0, 0.0]
    return {"data": data, "target": "price"}


@plant(0.01, ("price",), (0.00389548, 0.0254266), [20, 90, 180, 333])
def package_deals() -> Case:
    """Four houses of one day have the price of all four together."""
    data = houses()
    four = [20, 90, 180, 333]
    data.loc[four, "sold"] = pd.Timestamp("2022-05-05")
    data.loc[four, "price"] = data.price[four].sum()
    return {"data": data, "target": "price"}
