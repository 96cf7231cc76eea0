"""Whether a value stands for "missing": evidence from the other cells of its rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from dataqa.arrays import Bools, Floats
from dataqa.checks._words import named
from dataqa.checks.missing._dependence import empty_and_rows, phi_of
from dataqa.checks.missing._scan import chance, strongest
from dataqa.checks.missing._strata import strata_of
from dataqa.context import Context

_COLUMNS, _GROUPS, _LEAST_ROWS, _LEAST_PHI = 50, 8, 5, 0.5
_LEAST_RANK = 0.4


@dataclass(frozen=True, slots=True)
class Company:
    """A condition on another column, and the shares of the rows and of all other rows for which it holds."""

    condition: str
    here: float
    elsewhere: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """How little rows with 0 resemble rows with the smallest values (0 to 1), the column that shows it, and where that is low."""

    unlike: float = 0.5
    column: str = ""
    low: bool = False


def company(audit: Context, name: str, cell: pl.Expr) -> Company | None:
    """Return the condition on another column (empty, one value, a range) that is most strongly associated with some rows.

    Parameters
    ----------
    audit : Context
        The row sample and the first fifty columns are searched.
    name : str
        The column that the rows are about.
    cell : polars.Expr
        True for these rows.

    Returns
    -------
    Company or None
        ``Company("poutcome = 'none'", 0.98, 0.03)``; None if no association is strong (phi of at least 0.5: Yule 1912).
    """
    sample = audit.profile.sample
    hit = sample.select(cell.fill_null(False).alias("hit")).get_column("hit").to_numpy()
    if not _LEAST_ROWS <= hit.sum() <= len(hit) - _LEAST_ROWS:
        return None
    best, found = _LEAST_PHI, None
    things = hit.astype(np.float32)[:, None]
    others = [c for c, _ in audit.profiles("categorical", "boolean", "numeric") if c.name not in (name, audit.task.target)]
    for column in others[:_COLUMNS]:
        strata = strata_of(column, sample.get_column(column.name), _GROUPS)
        gaps = sample.get_column(column.name).is_null().to_numpy()
        if column.nulls and (phi := _phi(hit, gaps)) > best:
            best, found = phi, _company(hit, gaps, f"{named(column.name)} is empty")
        if strata is None:
            continue
        (segment,) = strongest(*empty_and_rows(strata, things), strata.ordered)
        if segment is not None and phi_of(segment) > best and chance(segment) < 1e-6:
            inside = (strata.codes >= segment.start) & (strata.codes < segment.stop)
            best, found = phi_of(segment), _company(hit, inside, strata.text(segment.start, segment.stop))
    return found


def _phi(a: Bools, b: Bools) -> float:
    return abs(float(np.corrcoef(a, b)[0, 1])) if 0 < b.sum() < len(b) else 0.0


def _company(hit: Bools, other: Bools, condition: str) -> Company:
    return Company(condition, float(other[hit].mean()), float(other[~hit].mean()))


def unlike_zero(audit: Context, name: str) -> Likeness:
    """Return how little the rows where a column is 0 resemble those where it is smallest.

    The column with the strongest rank correlation (Spearman 1904) shows it: if a quantity is really 0, the other column lies where
    it lies for the smallest quantities; if 0 means missing, it lies anywhere, with its median at the overall median (1). From the
    row sample; 0.5 and no column if none is correlated.
    """
    sample = audit.profile.sample
    values = sample.get_column(name).cast(pl.Float64).to_numpy()
    zero, there = values == 0, values > 0
    if not there.any():
        return Likeness()
    smallest = there & (values <= np.quantile(values[there], 0.05))
    best, found = _LEAST_RANK, Likeness()
    for column in [c for c, _ in audit.profiles("numeric", "target") if c.kind == "number" and c.name != name][:_COLUMNS]:
        other = sample.get_column(column.name).cast(pl.Float64).to_numpy()
        known = np.isfinite(other)
        # zeros of both may come from the same missing values
        if (zero & known).sum() < _LEAST_ROWS or (there & known).sum() < 4 * _LEAST_ROWS or (other[zero & known] == 0).mean() > 0.5:
            continue
        rho = _spearman(values[there & known], other[there & known])
        if abs(rho) <= best:
            continue
        ordered = np.sort(other[there & known])
        at = [float(np.median(np.searchsorted(ordered, other[rows & known]))) / len(ordered) for rows in (zero, smallest)]
        here, low = (at[0], at[1]) if rho > 0 else (1 - at[0], 1 - at[1])
        if low >= 0.35:
            continue
        best, unlike = abs(rho), float(np.clip((here - low) / (0.5 - low), 0, 1))
        found = Likeness(unlike, named(column.name), bool(rho > 0))
    return found


def _spearman(a: Floats, b: Floats) -> float:
    ranks = [pl.Series(x).rank().to_numpy() for x in (a, b)]
    return 0.0 if min(np.ptp(ranks[0]), np.ptp(ranks[1])) == 0 else float(np.corrcoef(ranks[0], ranks[1])[0, 1])
