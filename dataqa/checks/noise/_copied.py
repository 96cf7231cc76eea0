"""Pairs of columns whose cells are the same in nearly all rows, beyond what chance would do."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import polars as pl

from dataqa.arrays import Bools, Floats, Ints
from dataqa.context import Context
from dataqa.parameters import CheckParameters

_LOOK, _FEW = 4_000, 64


class PairParameters(CheckParameters):
    """Which columns are compared, and which are near-copies."""

    columns: int
    """Columns of one kind that are compared."""
    least_rows: int
    """Rows with a value in both."""
    least_values: int
    """Different values."""
    least_informative: int
    """Rows in which not both have the most frequent value."""
    least_kappa: float
    """Agreement beyond chance (Cohen's kappa)."""


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two columns.

    Attributes
    ----------
    first, copy : str
        In the order of the data.
    kind : {"number", "text", "datetime"}
        What both hold.
    leeway : float
        By how much numbers may differ and still be the same.
    kappa : float
        Agreement beyond chance, in the sample.
    values : int
        Different values of the first, in the sample.
    """

    first: str
    copy: str
    kind: str
    leeway: float
    kappa: float
    values: int


def pairs_of(audit: Context, limits: PairParameters) -> list[Pair]:
    """Return each column that nearly equals an earlier one, with the first such; none that equals it in every row of the sample.

    Parameters
    ----------
    audit : Context
        The rows.
    limits : PairParameters
        How many columns are compared, and what is near.
    """
    names: dict[str, list[str]] = defaultdict(list)
    for column, part in audit.profiles():
        if part.role in ("target", "constant", "nested", "image", "split") or column.distinct < limits.least_values:
            continue
        if column.present >= limits.least_rows and column.kind != "boolean":
            names[column.kind].append(column.name)
    found: list[Pair] = []
    for kind, members in sorted(names.items()):
        members = members[: limits.columns]
        sample = audit.profile.sample.head(_LOOK)
        looks = [_plain(sample.get_column(name), kind) for name in members]
        steps = [_step(look) if kind == "number" else 0.0 for look in looks]
        few = np.column_stack([look[: 4 * _FEW] for look in looks])
        taken: set[str] = set()
        for i, first in enumerate(members):
            near = _screened(few, i, np.array(steps))
            for j in near:
                if members[j] in taken or first in taken:
                    continue
                leeway = _leeway(steps[i], steps[j])
                kappa = _kappa(looks[i], looks[j], leeway, limits)
                if kappa >= limits.least_kappa:
                    taken.add(members[j])
                    values = len(np.unique(looks[i][~np.isnan(looks[i])]))
                    found.append(Pair(first=first, copy=members[j], kind=kind, leeway=leeway, kappa=kappa, values=values))
    place = {name: i for i, name in enumerate(audit.profile.columns)}
    return sorted(found, key=lambda pair: (place[pair.first], place[pair.copy]))


def differing_rows(audit: Context, pair: Pair) -> tuple[Ints, int]:
    """Return the rows in which two columns differ, and how many rows have both."""
    a, b = (_plain(audit.engine.values(name), pair.kind) for name in (pair.first, pair.copy))
    both = ~(np.isnan(a) | np.isnan(b))
    return np.flatnonzero(both & ~_same(a, b, pair.leeway)).astype(np.int64), int(both.sum())


def _plain(cells: pl.Series, kind: str) -> Floats:
    """Return cells as numbers that are equal for equal cells, NaN where there is none."""
    if kind == "text":
        folded = cells.str.strip_chars().str.to_lowercase()
        # 52 of the 64 bits of a hash: a float holds them all
        numbers = (folded.hash(seed=4).to_numpy() >> np.uint64(12)).astype(np.float64)
        return np.where(cells.is_null().to_numpy(), np.nan, numbers)
    plain = cells.to_physical().cast(pl.Float64).fill_null(float("nan")).to_numpy()
    return np.where(np.isfinite(plain), plain, np.nan)


def _step(values: Floats) -> float:
    there = values[~np.isnan(values)]
    for places in range(7):
        scaled = there * 10.0**places
        if (np.abs(scaled - np.round(scaled)) <= 1e-6 * np.maximum(1.0, np.abs(scaled) * 1e-6)).mean() >= 0.98:
            return float(10.0**-places)
    return 0.0


def _leeway(first: float, second: float) -> float:
    return 0.501 * max(first, second) if first != second else 0.0


def _same(a: Floats, b: Floats, leeway: float | Floats) -> Bools:
    with np.errstate(invalid="ignore"):
        return np.asarray(np.abs(a - b) <= leeway + 1e-9 * np.abs(a))


def _screened(few: Floats, i: int, steps: Floats) -> list[int]:
    """Return the later columns that agree with column `i` in most of a few rows."""
    rest = few[:, i + 1 :]
    leeways = np.where(steps[i + 1 :] != steps[i], 0.501 * np.maximum(steps[i + 1 :], steps[i]), 0.0)
    both = ~(np.isnan(rest) | np.isnan(few[:, [i]]))
    same = _same(few[:, [i]], rest, leeways) & both
    return (np.flatnonzero(same.sum(axis=0) >= np.maximum(0.8 * both.sum(axis=0), 8)) + i + 1).tolist()


def _kappa(a: Floats, b: Floats, leeway: float, limits: PairParameters) -> float:
    """Return Cohen's kappa, also among the rows that have not the commonest value twice; 0 if too few are informative."""
    both = ~(np.isnan(a) | np.isnan(b))
    a, b = a[both], b[both]
    if len(a) < limits.least_rows:
        return 0.0
    values, counts = np.unique(a, return_counts=True)
    usual = values[counts.argmax()]
    informative = ~((a == usual) & _same(a, b, leeway))
    if len(values) < limits.least_values or informative.sum() < limits.least_informative:
        return 0.0
    dealt = b[np.random.default_rng(0).permutation(len(b))]
    kappas = []
    for rows in (np.ones(len(a), dtype=bool), informative):
        agree, chance = float(_same(a[rows], b[rows], leeway).mean()), float(_same(a[rows], dealt[rows], leeway).mean())
        kappas.append((agree - chance) / max(1 - chance, 1e-9))
    return min(kappas)
