"""How sure two records are one: weights of agreement, and how often true pairs agree, by expectation and maximization."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dataqa.arrays import Floats, Positions
from dataqa.checks.duplicates._linkage.comparing import DIFFERENT, EXACT, MISSING, NEAR, Levels, levels_of
from dataqa.checks.duplicates._linkage.fields import Field

_STEPS, _STEADY = 50, 1e-4
_BEFORE = {EXACT: 8.0, NEAR: 1.0, DIFFERENT: 1.0}
"""Pairs of each level that are thought of before any is seen (a Dirichlet prior): most fields of copies agree."""
_DRAWN, _CROWDED = 10_000, 4
_MOST_DIFFERENT = (0.3, 0.7)
"""Pairs of strangers that are drawn; pairs a row that agree in a field, from which most of them are strangers; the share of copies
that differ in a field that names, and in one that sorts, at most: more would make strangers of them."""


@dataclass(frozen=True, slots=True)
class Linked:
    """The judgement of pairs.

    Attributes
    ----------
    weights : ndarray of float64, shape (pairs, fields)
        The natural logarithm of how much likelier what is seen in a field is of one record than of two.
    prior : float
        The logarithm of the odds that any two rows are one record.
    """

    weights: Floats
    prior: float

    def odds(self) -> Floats:
        """Return the logarithm of the odds of each pair."""
        return np.asarray(self.weights.sum(axis=1) + self.prior, dtype=np.float64)


def linked(fields: Sequence[Field], levels: Levels, first: Positions, second: Positions, rows: int) -> Linked:
    """Weigh the agreement of pairs (Fellegi and Sunter 1969; by the frequency of values, Winkler 1988; estimated as by Jaro 1989).

    How often pairs of strangers agree is counted: exactly, by the share of the rows that have the value, and nearly, among pairs
    that are drawn by the content of rows. How often pairs of one record do is estimated over all pairs; those that are no
    candidates are strangers.
    """
    strangers = _strangers(fields, levels, first, second, rows)
    all_pairs = rows * (rows - 1) / 2
    kinds = [np.stack([levels[:, place] == level for level in _BEFORE], axis=1) for place in range(len(fields))]
    matched = [np.array(list(_BEFORE.values())) / sum(_BEFORE.values()) for _ in fields]
    odds = np.log(rows / 20 / all_pairs)
    for _ in range(_STEPS):
        weights = np.stack([kind @ np.log(m) - s for kind, m, s in zip(kinds, matched, strangers, strict=True)], axis=1)
        for place in range(len(fields)):
            weights[levels[:, place] == MISSING, place] = 0.0
        sure = 1 / (1 + np.exp(-np.clip(weights.sum(axis=1) + odds, -50, 50)))
        total = float(sure.sum())
        new = np.log(max(total, 0.5) / all_pairs)
        counts = [sure @ kind + np.array(list(_BEFORE.values())) for kind in kinds]
        matched = [_bounded(count / count.sum(), field) for count, field in zip(counts, fields, strict=True)]
        steady, odds = abs(new - odds) < _STEADY, new
        if steady:
            break
    return Linked(weights, float(odds))


def _bounded(shares: Floats, field: Field) -> Floats:
    most = _MOST_DIFFERENT[0 if field.names else 1]
    different = min(shares[-1], most)
    return np.append(shares[:-1] * (1 - different) / max(1e-12, 1 - shares[-1]), different)


def _strangers(fields: Sequence[Field], levels: Levels, first: Positions, second: Positions, rows: int) -> list[Floats]:
    """Return for each field the logarithm of how likely what is seen of each pair is of strangers.

    Where strangers agree in one field as a rule if they do in another (a town and its postcode), agreement adds so much less.
    """
    order = np.lexsort([field.codes for field in fields])
    steps = max(1, _DRAWN // max(1, rows))
    shifts = [(2 * step + 1) * rows // (2 * steps + 3) for step in range(steps)]
    ones, others = np.concatenate([order] * steps), np.concatenate([np.roll(order, -shift) for shift in shifts])
    drawn = levels_of(fields, ones[:_DRAWN], others[:_DRAWN])
    found = []
    for place, field in enumerate(fields):
        level = levels[:, place]
        near, other = ((drawn[:, place] == kind).sum() for kind in (NEAR, DIFFERENT))
        seen = max(1, (drawn[:, place] != MISSING).sum())
        chance = np.where(level == NEAR, (near + 0.5) / (seen + 1), np.maximum(other / seen, 0.01))
        exact = level == EXACT
        chance[exact] = field.shares[field.codes[first[exact]]]
        for before, given in enumerate(fields[:place]):
            if given.chance * rows >= _CROWDED:
                both = np.isin(level, (EXACT, NEAR)) & (levels[:, before] == EXACT)
                chance[both] = np.maximum(chance[both], _agreeing(given, field))
        found.append(np.log(chance))
    return found


def _agreeing(given: Field, field: Field) -> float:
    """Return the share of the pairs of rows that agree in one field, of those that agree in another."""
    known = (given.codes >= 0) & (field.codes >= 0)
    both = np.unique(given.codes[known].astype(np.int64) * len(field.shares) + field.codes[known], return_counts=True)[1].astype(
        np.float64
    )
    alone = np.bincount(given.codes[known]).astype(np.float64)
    return float((both * (both - 1)).sum() / max(1.0, (alone * (alone - 1)).sum()))
