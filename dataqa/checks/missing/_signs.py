"""What speaks for or against a value's being a stand-in for "missing": the other cells of its rows."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from dataqa.checks._words import named
from dataqa.checks.missing._dependence import counted, phi_of
from dataqa.checks.missing._scan import chance, strongest
from dataqa.checks.missing._strata import strata_of
from dataqa.context import Context

_COLUMNS, _GROUPS, _LEAST_ROWS, _LEAST_PHI = 50, 8, 5, 0.5
_LEAST_RANK = 0.4


def company(audit: Context, name: str, cell: pl.Expr) -> str:
    """Return in words what the other cells of some rows are that those of all others are not: empty, or of one value.

    Parameters
    ----------
    audit : Context
        The row sample is looked at, and the first fifty columns.
    name : str
        The column that the rows are named for.
    cell : polars.Expr
        True for these rows.

    Returns
    -------
    str
        ``" In 98% of these rows poutcome is 'none', in 3% of all others."``; empty where nothing goes with them strongly (phi
        of at least 0.5: Yule 1912).
    """
    sample = audit.profile.sample
    hit = sample.select(cell.fill_null(False).alias("hit")).get_column("hit").to_numpy()
    if not _LEAST_ROWS <= hit.sum() <= len(hit) - _LEAST_ROWS:
        return ""
    best, told = _LEAST_PHI, ""
    things = hit.astype(np.float32)[:, None]
    others = [c for c, _ in audit.profiles("categorical", "boolean", "numeric") if c.name not in (name, audit.task.target)]
    for column in others[:_COLUMNS]:
        strata = strata_of(column, sample.get_column(column.name), _GROUPS)
        gaps = sample.get_column(column.name).is_null().to_numpy()
        if column.nulls and (phi := _phi(hit, gaps)) > best:
            best, told = phi, _words(hit, gaps, f"{named(column.name)} is empty")
        if strata is None:
            continue
        (segment,) = strongest(*counted(strata, things), strata.ordered)
        if segment is not None and phi_of(segment) > best and chance(segment) < 1e-6:
            inside = (strata.codes >= segment.start) & (strata.codes < segment.stop)
            words = f"{named(column.name)} {strata.words(segment.start, segment.stop)}"
            best, told = phi_of(segment), _words(hit, inside, words)
    return told


def _phi(a: npt.NDArray[np.bool_], b: npt.NDArray[np.bool_]) -> float:
    return abs(float(np.corrcoef(a, b)[0, 1])) if 0 < b.sum() < len(b) else 0.0


def _words(hit: npt.NDArray[np.bool_], other: npt.NDArray[np.bool_], words: str) -> str:
    return f" In {other[hit].mean():.0%} of these rows {words}, in {other[~hit].mean():.0%} of all others."


def unlike_zero(audit: Context, name: str) -> tuple[float, str]:
    """Return how little the rows where a column is 0 are like those where it is smallest, 0 to 1, and this in words.

    The column that goes best with it (rank correlation: Spearman 1904) says so: where a quantity is really 0, the other should
    stand where it stands for the smallest quantities; where 0 is a stand-in, it stands anywhere, its middle at the middle (1).
    From the row sample; 0.5 and no words where no column goes with it.
    """
    sample = audit.profile.sample
    values = sample.get_column(name).cast(pl.Float64).to_numpy()
    zero, there = values == 0, values > 0
    if zero.sum() < _LEAST_ROWS or there.sum() < 4 * _LEAST_ROWS:
        return 0.5, ""
    smallest = there & (values <= np.quantile(values[there], 0.05))
    best, doubt, told = _LEAST_RANK, 0.5, ""
    for column in [c for c, _ in audit.profiles("numeric", "target") if c.kind == "number" and c.name != name][:_COLUMNS]:
        other = sample.get_column(column.name).cast(pl.Float64).to_numpy()
        known = np.isfinite(other)
        # zeros of both may be the same stand-in
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
        best, doubt = abs(rho), float(np.clip((here - low) / (0.5 - low), 0, 1))
        side, small = "low" if rho > 0 else "high", f"where {named(name)} is small"
        told = ""
        if doubt >= 0.5:
            told = f" Where it is 0, {named(column.name)} is no {side}er than usual, though it is {side} {small}: hardly a true 0."
        elif doubt <= 0.25:
            told = f" Where it is 0, {named(column.name)} is {side}, as it is {small}: it may be a true 0."
    return doubt, told


def _spearman(a: npt.NDArray[np.float64], b: npt.NDArray[np.float64]) -> float:
    ranks = [pl.Series(x).rank().to_numpy() for x in (a, b)]
    return 0.0 if min(np.ptp(ranks[0]), np.ptp(ranks[1])) == 0 else float(np.corrcoef(ranks[0], ranks[1])[0, 1])
