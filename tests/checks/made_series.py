"""Series and ratings made up for tests: a panel of shops, and people who rate films."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

NAMES = ("ash", "birch", "cedar", "elm", "fir", "holly", "larch", "maple", "oak", "pine")
TOLD = {"target": "sold", "time": "day", "task": "forecasting"}


def panel(series: int = 6, steps: int = 60, every: str = "D", seed: int = 0) -> pd.DataFrame:
    """Series of one rhythm, each with a level of its own, a season of seven steps and noise; rows by series and time."""
    draw = np.random.default_rng(seed)
    when = pd.date_range("2023-01-02", periods=steps, freq=every)
    parts = []
    for place in range(series):
        course = 100 * (place + 1) * (1 + 0.2 * np.sin(np.arange(steps) * 2 * np.pi / 7)) * draw.normal(1, 0.05, steps)
        parts.append(pd.DataFrame({"shop": NAMES[place], "day": when, "sold": course.round(2)}))
    return pd.concat(parts, ignore_index=True)


def one(steps: int = 200, every: str = "D", seed: int = 0) -> pd.DataFrame:
    """A single series."""
    return panel(1, steps, every, seed).drop(columns="shop")


def ratings(users: int = 40, items: int = 50, each: int = 15, seed: int = 0) -> pd.DataFrame:
    """Each user rates some items from 1 to 5, over two years."""
    draw = np.random.default_rng(seed)
    rows: dict[str, Any] = {
        "user_id": np.repeat(np.arange(1000, 1000 + users), each),
        "item_id": np.concatenate([draw.choice(items, each, replace=False) + 500 for _ in range(users)]),
        "rating": draw.choice([1, 2, 3, 4, 5], users * each, p=[0.05, 0.1, 0.25, 0.35, 0.25]),
        "at": pd.Timestamp("2022-01-01") + pd.to_timedelta(draw.integers(0, 63_000_000, users * each), unit="s"),
    }
    return pd.DataFrame(rows)
