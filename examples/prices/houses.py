"""Make sales of houses with the defects that such tables have, and audit them: `python examples/prices/houses.py`.

Nothing is downloaded. The page is written to houses.html.
"""

from __future__ import annotations

import numpy as np
import polars as pl

import dataqa

ROWS, NOMINAL, IN_FEET, RESOLD = 900, 14, 18, 30
"""How many: sales, sales for a nominal price, areas in square feet, sales entered again under a new number."""


def houses(seed: int = 0) -> pl.DataFrame:
    """Return one row a sale: honest prices by area, rooms, age and district, then the defects."""
    rng = np.random.default_rng(seed)
    district = rng.choice(["harbour", "hill", "mill", "old town", "park"], ROWS, p=[0.25, 0.2, 0.2, 0.15, 0.2])
    level = np.select([district == "old town", district == "park", district == "hill"], [1.45, 1.25, 1.1], 0.9)
    area = np.round(rng.gamma(9, 12, ROWS) + 25)
    built = rng.integers(1890, 2024, ROWS)
    price = 2600 * level * area**0.95 * (1 - 0.002 * (2025 - built)) * rng.lognormal(0, 0.12, ROWS)
    price = np.round(price, -3)
    price[rng.choice(ROWS, NOMINAL, replace=False)] = 1
    fee = np.round(0.0357 * price)  # paid when the price is known
    area[rng.choice(ROWS, IN_FEET, replace=False)] *= 10.764
    frame = pl.DataFrame(
        {
            "sale_no": np.arange(100_001, 100_001 + ROWS),
            "sold": np.datetime64("2022-01-01") + np.sort(rng.integers(0, 1090, ROWS)).astype("timedelta64[D]"),
            "district": district, "area": np.round(area), "rooms": np.clip(np.round(area / 28), 1, 9).astype(int),
            "built": built, "agent_fee": fee, "price": price,
        }
    )  # fmt: skip
    again = frame.sample(RESOLD, seed=seed).with_columns(pl.col("sale_no") + 50_000)
    return pl.concat([frame, again])


if __name__ == "__main__":
    result = dataqa.audit(houses(), target="price")
    print(result)
    result.to_html("houses.html")
