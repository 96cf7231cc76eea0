"""Fields that identify things that have much in common: twins at one address, variants of a product, one thing at several times.

Errors fall where they fall. A field in which pairs differ that agree in all else, and far more often than in other fields, is no
field of errors; nor are two or three fields that differ together more often than each of them alone would have it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dataqa.arrays import Bools
from dataqa.checks.duplicates._linkage.comparing import DIFFERENT, EXACT, MISSING, NEAR, Levels
from dataqa.checks.duplicates._linkage.fields import Field
from dataqa.checks.duplicates._linkage.weights import Linked

_OFTEN, _SELDOM = 0.5, 0.15
"""The share of pairs, beyond chance, that agree in a field of errors: in one that names, and in one that sorts."""
_DOUBT, _NEAR, _TIMES, _SINGLE = 1, 3, 2, 1
"""Pairs that are thought to differ before any is seen; pairs that nearly agree for each that does; how much more often than in any
other field pairs differ in one alone, and how many more."""
_CHANCE, AGREEING, _MISSPELT = 0.01, 2, 1 / 3
"""Probability below which fields that differ together are no coincidence; fields that name and agree, for each that differs; the
share of pairs in which a word is nearly the same, where records were written with errors. All constants were set on made-up people,
shops and products; the FEBRL records were only looked at for which fields differ."""


def one_thing(fields: Sequence[Field], levels: Levels, judged: Linked, least: float) -> Bools:
    """Return which pairs are one record: the odds are enough, and they differ in no field that identifies a thing."""
    naming = [place for place, field in enumerate(fields) if field.names]
    agree, differ = (np.isin(levels[:, naming], kinds).sum(axis=1) for kinds in ((EXACT, NEAR), (DIFFERENT,)))
    odds, enough = judged.odds(), agree >= AGREEING * np.maximum(1, differ)
    kept = (odds >= least) & enough
    may = [place for place, field in enumerate(fields) if not field.numbered]
    while True:
        # such a field identifies things: pairs may not even nearly agree in it
        identifying = [
            place for place in may if _identifies(fields[place], levels[odds - judged.weights[:, place] >= least / 2, place])
        ]
        single = (levels[kept & ((levels == DIFFERENT).sum(axis=1) == 1)] == DIFFERENT).sum(axis=0)
        often = [place for place in may if fields[place].names and single[place] > _TIMES * np.sort(single)[-2] + _SINGLE]
        rest = kept & np.isin(levels[:, identifying], (EXACT, MISSING)).all(axis=1) & (levels[:, often] != DIFFERENT).all(axis=1)
        if np.array_equal(rest, kept):
            break
        kept = rest
    kept &= ~_together(levels, kept)
    words = [place for place, field in enumerate(fields) if field.words]
    misspelt = (levels[kept][:, words] == NEAR).any(axis=1)
    return kept if len(misspelt) and misspelt.mean() >= _MISSPELT else np.zeros_like(kept)


def _identifies(field: Field, levels: Levels) -> bool:
    """Return whether pairs that agree in all other fields differ in this one too often for errors."""
    exact, near, seen = ((levels == EXACT).sum(), (levels == NEAR).sum(), (levels != MISSING).sum())
    agree = exact + (min(near, _NEAR * exact) if field.words else 0)
    beyond = (agree / (seen + _DOUBT) - field.chance) / max(1e-9, 1 - field.chance)
    return bool(beyond < (_OFTEN if field.names else _SELDOM))


def _together(levels: Levels, kept: Bools) -> Bools:
    """Return which pairs differ in several fields that differ together too often."""
    from scipy.special import gammainc

    different = levels == DIFFERENT
    patterns, which, counts = np.unique(different[kept], axis=0, return_inverse=True, return_counts=True)
    sizes = patterns.sum(axis=1)
    alone = np.array([counts[(sizes == 1) & patterns[:, place]].sum() for place in range(levels.shape[1])])
    none = max(1, int(counts[sizes == 0].sum()))
    expected = none * np.prod(np.where(patterns, (alone + 0.5) / none, 1.0), axis=1)
    odd = (sizes > 1) & (gammainc(counts, expected) < _CHANCE)
    found = np.zeros(len(levels), dtype=np.bool_)
    found[kept] = odd[which.ravel()]
    return found
