"""Groups of people, and how much a rate differs between them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise, permutations
from statistics import NormalDist
from typing import Annotated, Any

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.arrays import Floats
from dataqa.context import Context
from dataqa.parameters import CheckParameters
from dataqa.profile.column import ColumnProfile
from dataqa.roles.names import protected_kind

_YEARS, _OLDEST = 20, 100
FEW_VALUES = 12
"""Numbers with more different values are cut into quarters."""


class GroupParameters(CheckParameters):
    """Which values name a group."""

    unknown: tuple[str, ...]
    """Values of a column of groups that name no group, in lower case."""


class ComparedGroups(GroupParameters):
    """Which groups are compared."""

    smallest: Annotated[int, Field(ge=1)]
    """Rows of a group, at least."""
    most_groups: Annotated[int, Field(ge=2)]
    """Groups of a column, at most; the largest ones are compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """The surest difference of a rate between two groups.

    Attributes
    ----------
    value : float
        Higher rate − lower rate.
    interval : tuple of float
        Newcombe's, 95 % for all comparisons that were made together.
    high, low : int
        Positions of the two groups.
    """

    value: float
    interval: tuple[float, float]
    high: int
    low: int


def groups_of(audit: Context[GroupParameters], column: str) -> pl.Expr:
    """Return the expression for the name of each row's group, null if it is not known.

    Numbers with many values become quarters ("28 to 36"), ages with bounds at multiples of five and a group of the oldest
    twentieth; anything else is taken as it is.
    """
    profile = audit.profile.columns[column]
    cell = pl.col(column)
    if profile.kind != "number" or profile.distinct <= FEW_VALUES:
        text = values_as_text(audit, column)
        return pl.when(~text.str.strip_chars().str.to_lowercase().is_in(audit.parameters.unknown)).then(text).alias("group")
    edges = sorted({edge for edge in _edges(profile) if profile.minimum < edge <= profile.maximum})
    if not edges:
        return pl.when(cell.is_not_null()).then(pl.lit("all")).alias("group")
    names = [f"under {_short(edges[0])}", *(_between(low, high, profile.integral) for low, high in pairwise(edges))]
    band: Any = pl.when(cell.is_null()).then(None)
    for edge, name in zip(edges, names, strict=True):
        band = band.when(cell < edge).then(pl.lit(name))
    last: pl.Expr = band.otherwise(pl.lit(f"{_short(edges[-1])} and over"))
    return last.alias("group")


def _edges(profile: ColumnProfile) -> list[float]:
    quarters = [profile.quantiles[q] for q in (0.25, 0.5, 0.75)]
    if not is_age(profile.name) or not _YEARS < profile.maximum - profile.minimum <= 120:
        return [float(math.ceil(q)) if profile.integral else q for q in quarters]
    oldest = [profile.quantiles[0.95]] if 0.05 * profile.present >= _OLDEST else []
    return [5.0 * round(q / 5) for q in (*quarters, *oldest)]


def values_as_text(audit: Context, column: str) -> pl.Expr:
    """Return the expression for a column's values as texts, whole numbers without a point."""
    profile = audit.profile.columns[column]
    whole = profile.kind == "number" and profile.integral and not profile.infinite
    return (pl.col(column).cast(pl.Int64, strict=False) if whole else pl.col(column)).cast(pl.String)


def _between(low: float, high: float, whole: bool) -> str:
    if not whole:
        return f"{_short(low)} to under {_short(high)}"
    return _short(low) if high - low <= 1 else f"{_short(low)} to {_short(high - 1)}"


def _short(number: float) -> str:
    return f"{number:.4g}" if abs(number) < 1e4 else f"{number:,.0f}"


def is_age(column: str) -> bool:
    """Return True where the column's name says age: many outcomes come with age by nature."""
    return protected_kind(column) == "age"


def surest_gaps(hits: Floats, rows: Floats, comparisons: int) -> list[Gap]:
    """Return the surest difference between two groups, for each of several rates.

    Parameters
    ----------
    hits : ndarray of float64, shape (groups, rates)
        How often it happened in each group.
    rows : ndarray of float64, shape (groups,)
        Rows of each group, none of them 0.
    comparisons : int
        How many rates × columns are looked at together; pairs of groups are counted here. The level is divided by all of them
        (Bonferroni).

    Returns
    -------
    list of Gap
        The pair whose interval's lower end is highest (Newcombe 1998, Stat. Med. 17:873–890, method 10).
    """
    count = len(rows)
    z = NormalDist().inv_cdf(1 - 0.025 / max(1, comparisons * count * (count - 1) // 2))
    trials = rows[:, None]
    rate = hits / trials
    low, high = _wilson(rate, trials, z)
    best = [Gap(value=0.0, interval=(-1.0, 1.0), high=0, low=0)] * hits.shape[1]
    for a, b in permutations(range(count), 2):
        gap = rate[a] - rate[b]
        lower = gap - np.hypot(rate[a] - low[a], high[b] - rate[b])
        upper = gap + np.hypot(high[a] - rate[a], rate[b] - low[b])
        for at in np.flatnonzero((gap > 0) & (lower > np.array([known.interval[0] for known in best]))).tolist():
            best[at] = Gap(value=float(gap[at]), interval=(float(lower[at]), float(upper[at])), high=a, low=b)
    return best


def _wilson(rate: Floats, trials: Floats, z: float) -> tuple[Floats, Floats]:
    """Score intervals of shares (Wilson 1927, JASA 22:209–212) at any level."""
    z2 = z * z / trials
    centre = (rate + z2 / 2) / (1 + z2)
    half = z * np.sqrt(rate * (1 - rate) / trials + z2 / (4 * trials)) / (1 + z2)
    return np.clip(centre - half, 0, rate), np.clip(centre + half, rate, 1)


def cohens_d(
    means: tuple[float, float], deviations: tuple[float, float], rows: tuple[int, int], z: float
) -> tuple[float, float, float]:
    """Return the difference of two means in standard deviations, and its interval (Hedges & Olkin 1985, ch. 5).

    Parameters
    ----------
    means, deviations, rows : tuple
        Of the two groups; the deviations with n − 1 in the denominator.
    z : float
        Quantile of the normal distribution for the interval.

    Returns
    -------
    tuple of float
        d, lower and upper end; 0 where nothing varies.
    """
    a, b = rows
    pooled = math.sqrt(((a - 1) * deviations[0] ** 2 + (b - 1) * deviations[1] ** 2) / max(1, a + b - 2))
    if pooled == 0 or not math.isfinite(pooled):
        return (0.0, 0.0, 0.0)
    d = (means[0] - means[1]) / pooled
    half = z * math.sqrt((a + b) / (a * b) + d * d / (2 * (a + b)))
    return (d, d - half, d + half)
