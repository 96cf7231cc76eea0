"""Columns that say nearly the same as another: a grade and its steps, an amount in two units, before and after rounding."""

from __future__ import annotations

import numpy as np
import polars as pl

from dataqa.arrays import Codes, Floats
from dataqa.context import Context
from dataqa.findings.numbers import as_number, countable
from dataqa.findings.parameters import parameters_of
from dataqa.probe.codes import codes_of

_FEWER = 5
"""How many times fewer codes than rows there must be."""


def family_of(audit: Context, name: str) -> tuple[str, ...]:
    """Return the features that say nearly the same as one feature, itself first: from it they follow, or it follows from them.

    Columns that both tell the target go together for that alone: one follows from another where far less of it is left than where
    the target is known. A number follows where the codes of the other explain its ranks (correlation ratio: Pearson 1905), a
    category where they decide it (lambda: Goodman & Kruskal 1954); both adjusted for the number of codes. From the row sample.
    """
    others = [other for other in audit.task.features if other != name]
    limits = parameters_of("families")
    rows = audit.probe.rows.head(int(limits["most_rows"]))
    target = codes_of(pl.Series(audit.probe.target.values[: rows.height]))
    codes = {each: codes_of(rows.get_column(each)) for each in (name, *others)}
    # ranks of numbers, codes of categories
    numbers = set(countable(audit))
    cells = {
        each: rows.select(as_number(audit, each).rank().fill_null(0.0)).to_series().to_numpy() if each in numbers else codes[each]
        for each in codes
    }

    def follows(one: str, other: str) -> bool:
        left = 1 - _follows(cells[one], codes[other])
        return left <= 1 - float(limits["least"]) and left <= float(limits["beside"]) * (1 - _follows(cells[one], target))

    return (name, *(other for other in others if follows(other, name) or follows(name, other)))


def _follows(cells: Floats | Codes, codes: Codes) -> float:
    """Return how far cells follow from codes, at most 1."""
    codes = np.unique(codes, return_inverse=True)[1].astype(np.int64)
    rows, kinds = len(codes), int(codes.max()) + 1
    # nearly as many codes as rows explain anything
    if kinds < 2 or kinds > rows / _FEWER:
        return 0.0
    if cells.dtype.kind == "f":
        sums = np.bincount(codes, weights=cells - cells.mean())
        total = float(((cells - cells.mean()) ** 2).sum())
        left = 1 - float((sums**2 / np.bincount(codes)).sum()) / total if total else 1.0
    else:
        pairs = pl.DataFrame({"code": codes, "cell": cells}).group_by("code", "cell").len()
        most = float(pairs.group_by("code").agg(pl.col("len").max()).get_column("len").sum())
        guess = float(np.bincount(cells.astype(np.int64)).max())
        left = (rows - most) / (rows - guess) if guess < rows else 1.0
    return 1 - left * (rows - 1) / (rows - kinds)
