"""Frames of the usual kinds of columns: a plain one, and one with a little of everything that goes wrong."""

from __future__ import annotations

import numpy as np
import pandas as pd


def plain(rows: int, seed: int = 0) -> pd.DataFrame:
    """Columns of the usual kinds and a target ``y`` of two classes that goes with ``x``."""
    random = np.random.default_rng(seed)
    x = random.normal(size=rows)
    words = ["the pump failed in the night", "we replaced the valve today", "no fault was found at all", "leak at the upper seal"]
    return pd.DataFrame(
        {
            "x": x.round(3),
            "n": random.integers(0, 50, rows),
            "colour": random.choice(["red", "green", "blue"], rows),
            "flag": random.random(rows) < 0.3,
            "when": pd.Timestamp("2024-01-01") + pd.to_timedelta(random.integers(0, 600, rows), unit="D"),
            "note": [f"{words[i % 4]} {chr(97 + i % 26)}{i}" for i in range(rows)],
            "y": np.where(x + random.normal(size=rows) > 0, "yes", "no"),
        }
    )


def realistic(rows: int = 300) -> pd.DataFrame:
    """Mixed types, with a little of everything that goes wrong in real data; ``left`` is the target."""
    random = np.random.default_rng(11)
    age = pd.Series(random.integers(18, 80, rows))
    income = pd.Series(random.lognormal(10, 0.5, rows).round(2))
    city = pd.Series(random.choice(["Berlin", "Paris", "Rome", "Oslo"], rows, p=[0.4, 0.3, 0.2, 0.1]))
    score = pd.Series(random.normal(size=rows).round(4))
    left = pd.Series(np.where(score + (age - 45) / 20 + random.normal(size=rows) > 0, "yes", "no"))
    subjects = ["invoice", "delivery", "refund", "password", "contract", "meter reading"]
    tones = ["was wrong again", "came far too late", "is still open", "has been settled now", "cannot be found"]
    frame = pd.DataFrame(
        {
            "customer_id": np.arange(5000, 5000 + rows),
            "age": age.where(random.random(rows) > 0.08),
            "income": income.mask(random.random(rows) < 0.02, -999.0),
            "city": city.mask(city.index.isin([5, 50, 150]), "berlin "),
            "sex": random.choice(["female", "male"], rows),
            "member": pd.Series(random.random(rows) < 0.4, dtype=object).mask(random.random(rows) < 0.1, None),
            "signed_up": pd.Timestamp("2021-03-01") + pd.to_timedelta(random.integers(0, 1200, rows), unit="D"),
            "note": [f"{random.choice(subjects)} {i} {random.choice(tones)} {random.choice(subjects)}" for i in range(rows)],
            "email": [f"user{i}@example.org" if i % 7 else None for i in range(rows)],
            "rank": random.choice(["1", "2", "3", "?"], rows),
            "score": score,
            "closed": left.map({"yes": 1, "no": 0}),
            "region": "north",
            "left": left,
        }
    )
    frame = pd.concat([frame, frame.iloc[[3, 40, 77, 120, 200, 260]]], ignore_index=True)
    frame.loc[300, "left"] = "no" if frame.loc[300, "left"] == "yes" else "yes"
    return frame
