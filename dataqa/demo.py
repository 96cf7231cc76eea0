"""A made-up dataset with planted defects, to see what an audit says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

    from dataqa.api import Progress
    from dataqa.result import Audit

ROWS, COPIES = 2_000, 40
TARGET, AS_OF = "churned", "2026-01-31"
"""What is to be predicted, and the day of the audit: fixed, so that the report is the same on any day."""


@dataclass(frozen=True, slots=True)
class Planted:
    """One defect that is in the data: what it is, its column (None: the rows as a whole), and which dimension may name it."""

    what: str
    column: str | None
    dimensions: tuple[str, ...]


PLANTED = (
    Planted("an invoice that is only written once a customer has left", "final_invoice", ("leakage",)),
    Planted("the class yes also spelled Yes", TARGET, ("labels", "noise")),
    Planted("rows exported twice", None, ("duplicates",)),
    Planted("ages not given", "age", ("missing",)),
    Planted("regions given as ?", "region", ("missing",)),
    Planted("incomes given as -999", "income", ("missing", "noise")),
    Planted("a country that is always the same", "country", ("relevance",)),
    Planted("a number that only names the row", "customer_id", ("relevance",)),
    Planted("e-mail addresses", "email", ("privacy",)),
    Planted("sign-ups that end two years before the audit", "signup_date", ("freshness",)),
    Planted("fees a thousand times too high", "monthly_fee", ("noise",)),
)


def customers(seed: int = 0) -> pd.DataFrame:
    """Return customers of a subscription, some of whom leave.

    Parameters
    ----------
    seed : int
        The same seed gives the same rows.

    Returns
    -------
    pandas.DataFrame
        2,040 rows, with every defect of `PLANTED`; all names and addresses are made up.
    """
    import pandas as pd

    rng = np.random.default_rng(seed)
    tenure = rng.gamma(2.0, 14.0, ROWS).round().clip(1, 120)
    calls = rng.poisson(1.4, ROWS)
    hours = rng.gamma(4.0, 6.0, ROWS).round(1)
    plan = rng.choice(["basic", "standard", "premium"], ROWS, p=[0.45, 0.4, 0.15])
    age = rng.normal(44, 14, ROWS).round().clip(18, 90)
    income = (rng.lognormal(10.3, 0.4, ROWS) / 100).round() * 100
    fee = np.select([plan == "basic", plan == "standard"], [9.9, 14.9], 24.9) + rng.choice([0, 2, 4], ROWS)
    pull = 0.8 * calls - 0.05 * tenure - 0.06 * (hours - 24) + 0.7 * (plan == "basic") - 1.4
    left = rng.random(ROWS) < 1 / (1 + np.exp(-pull))
    signup = pd.Timestamp("2024-01-15") - pd.to_timedelta(rng.integers(0, 1_100, ROWS), unit="D")
    number = rng.permutation(ROWS) + 100_001

    def some(share: float) -> np.ndarray:
        return rng.random(ROWS) < share

    frame = pd.DataFrame(
        {
            "customer_id": number,
            "email": [f"{name}{i}@example.com" for name, i in zip(_names(rng), number, strict=True)],
            "country": "UK",
            "region": np.where(some(0.06), "?", rng.choice(["north", "south", "east", "west"], ROWS)),
            "signup_date": signup.strftime("%Y-%m-%d"),
            "age": np.where(some(0.24), np.nan, age),
            "income": np.where(some(0.05), -999, income).astype(int),
            "plan": plan,
            "monthly_fee": np.where(some(0.004), fee * 1_000, fee).round(2),
            "tenure_months": tenure.astype(int),
            "support_calls": calls,
            "hours_watched": hours,
            "final_invoice": np.where(left & ~some(0.005), (fee * rng.uniform(0.2, 1.0, ROWS)).round(2), 0.0),
            TARGET: np.where(left, np.where(some(0.15), "Yes", "yes"), "no"),
        }
    )
    twice = frame.iloc[rng.choice(ROWS, COPIES, replace=False)]
    return pd.concat([frame, twice], ignore_index=True)


def audit_demo(progress: Progress | None = None) -> Audit:
    """Audit `customers` the way a file is audited.

    Parameters
    ----------
    progress : callable, optional
        As of `dataqa.audit`.

    Returns
    -------
    Audit
        The same on any day and any machine.
    """
    from dataqa.api import audit

    with TemporaryDirectory(prefix="dataqa-demo-") as folder:
        path = Path(folder) / "customers.csv"
        customers().to_csv(path, index=False)
        return audit(path, TARGET, as_of=AS_OF, progress=progress)


def not_found(result: Audit) -> list[str]:
    """Return which planted defects an audit did not name.

    Parameters
    ----------
    result : Audit
        Of `customers`.

    Returns
    -------
    list of str
        One line a defect; empty where all were found.
    """
    named = {(issue.dimension, column) for issue in result.issues for column in (*issue.columns, None)}
    return [
        f"{planted.what} ({planted.column or 'rows'}: {' or '.join(planted.dimensions)})"
        for planted in PLANTED
        if not any((dimension, planted.column) in named for dimension in planted.dimensions)
    ]


def _names(rng: np.random.Generator) -> list[str]:
    first = [
        "ada",
        "ben",
        "cleo",
        "dora",
        "emil",
        "fay",
        "gus",
        "hana",
        "ivo",
        "june",
        "kofi",
        "lena",
        "milo",
        "nora",
        "otto",
        "pia",
    ]
    last = ["ash", "bell", "cole", "dale", "earl", "finch", "gray", "hart", "ives", "jones", "kerr", "lane", "moss", "nash", "orr"]
    return [f"{a}.{b}" for a, b in zip(rng.choice(first, ROWS), rng.choice(last, ROWS), strict=True)]
