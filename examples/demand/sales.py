"""Make daily sales of shops with the defects that such panels have, and audit them: `python examples/demand/sales.py`.

Nothing is downloaded. The page is written to sales.html.
"""

from __future__ import annotations

import numpy as np
import polars as pl

import dataqa

SHOPS, DAYS = 12, 420


def sales(seed: int = 0) -> pl.DataFrame:
    """Return one row a shop and day: weekly and yearly seasons, then the defects, each in a shop of its own."""
    rng = np.random.default_rng(seed)
    day = np.arange(DAYS)
    week = np.array([0.9, 0.85, 0.9, 1.0, 1.3, 1.5, 0.55])[day % 7]
    parts = []
    for shop in range(SHOPS):
        mean = rng.uniform(20, 120) * week * (1 + 0.2 * np.sin(2 * np.pi * day / 365 + rng.uniform(0, 6)))
        sold = rng.poisson(mean).astype(float)
        promotion = rng.random(DAYS) < 0.08
        sold = np.round(np.where(promotion, 1.6 * sold, sold))
        if shop == 2:
            sold[200:221] = 0  # out of stock, or closed
        if shop == 5:
            sold[150:170] = sold[149]  # the same number for twenty days
        if shop == 7:
            sold[300:] = np.round(sold[300:] * 3.1)  # the unit changed
        dates = np.datetime64("2023-01-02") + day.astype("timedelta64[D]")
        part = pl.DataFrame({"shop": f"shop {shop:02d}", "day": dates, "promotion": promotion, "units": sold})
        if shop == 9:
            part = part.filter(~pl.col("day").is_between(pl.date(2023, 6, 1), pl.date(2023, 6, 18)))  # a gap
        if shop == 10:
            part = pl.concat([part, part[60:75]])  # half a month loaded twice
        parts.append(part)
    return pl.concat(parts)


if __name__ == "__main__":
    result = dataqa.audit(sales(), target="units", time="day", group="shop", task="forecasting")
    print(result)
    result.to_html("sales.html")
