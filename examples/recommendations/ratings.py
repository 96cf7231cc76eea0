"""Make ratings of films with the defects that such tables have, and audit them: `python examples/recommendations/ratings.py`.

Nothing is downloaded. The page is written to ratings.html.
"""

from __future__ import annotations

import numpy as np
import polars as pl

import dataqa

USERS, ITEMS, EVENTS, COPIES, BOT_EVENTS = 300, 120, 6_000, 90, 115
"""How many: users, films, ratings, ratings entered twice, ratings of one user within a few minutes."""


def ratings(seed: int = 0) -> pl.DataFrame:
    """Return one row a rating: users and films with a taste of their own, then the defects."""
    rng = np.random.default_rng(seed)
    pairs = rng.choice(USERS * ITEMS, EVENTS, replace=False, p=_popular(rng))
    user, item = np.divmod(pairs, ITEMS)
    taste = rng.normal(0, 0.5, USERS)[user] + rng.normal(0, 0.7, ITEMS)[item]
    stars = np.clip(np.round(3.4 + taste + rng.normal(0, 0.7, EVENTS)), 1, 5).astype(int)
    second = np.sort(rng.integers(0, 400 * 86_400, EVENTS))
    bot = pl.DataFrame({"user_id": np.full(BOT_EVENTS, 9_001), "film_id": 500 + np.arange(BOT_EVENTS), "stars": 5,
                        "rated": 380 * 86_400 + np.arange(BOT_EVENTS)})  # fmt: skip
    frame = pl.DataFrame({"user_id": 1_000 + user, "film_id": 500 + item, "stars": stars, "rated": second})
    frame = pl.concat([frame, frame.sample(COPIES, seed=seed), bot.select(pl.all().cast(pl.Int64))])
    return frame.with_columns(pl.from_epoch(pl.col("rated") + 1_672_531_200, time_unit="s"))


def _popular(rng: np.random.Generator) -> np.ndarray:
    chance = rng.lognormal(0, 0.8, (USERS, 1)) * rng.lognormal(0, 0.9, (1, ITEMS))
    return (chance / chance.sum()).ravel()


if __name__ == "__main__":
    result = dataqa.audit(ratings(), target="stars")
    print(result)
    result.to_html("ratings.html")
