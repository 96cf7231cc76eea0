"""Rows that describe the same thing as an earlier row, written with errors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dataqa.arrays import Floats, Hashes, Positions
from dataqa.checks.duplicates._linkage.blocking import candidates
from dataqa.checks.duplicates._linkage.comparing import levels_of
from dataqa.checks.duplicates._linkage.fields import Field, fields_of
from dataqa.checks.duplicates._linkage.identifying import AGREEING, one_thing
from dataqa.checks.duplicates._linkage.weights import linked
from dataqa.checks.near_texts import groups_of
from dataqa.context import Context

_ROWS, _WORDS, _NAMING = 20, 2, 3
"""Rows of a table; fields of words, and all fields, that name things."""
_ODDS, _PAIRS = float(np.log(99)), 10_000
"""Logarithm of the odds from which two rows are one; pairs of few rows that are looked at closely, those with most in common."""


@dataclass(frozen=True, slots=True)
class LinkedRows:
    """Rows that are one record with an earlier row.

    Attributes
    ----------
    rows, first : ndarray of int64
        Positions of the later rows, ascending, and for each of the first row of its record.
    sure : ndarray of float64
        For each the probability that it is one with a row of its record.
    columns : mapping of str to int
        In how many pairs each column differs, the most frequent first.
    """

    rows: Positions
    first: Positions
    sure: Floats
    columns: dict[str, int]


def linked_rows(audit: Context) -> LinkedRows | None:
    """Return the rows that describe what an earlier row does; None where no columns name things, or no rows are one.

    Rows that are equal in all columns are left to other checks.
    """
    rows = audit.rows
    fields = fields_of(audit) if rows >= _ROWS else []
    naming = [field for field in fields if field.names]
    if len(naming) < _NAMING or sum(field.words for field in naming) < _WORDS:
        return None
    first, second = _promising(fields, audit.engine.hashes([field.name for field in fields]))
    if not len(first):
        return None
    levels = levels_of(fields, first, second)
    judged = linked(fields, levels, first, second, rows)
    one = one_thing(fields, levels, judged, _ODDS)
    if not one.any():
        return None
    first, second, odds = first[one], second[one], judged.odds()[one]
    heads = groups_of(first, second, rows)
    later = np.flatnonzero(heads != np.arange(rows))
    sure = np.zeros(rows)
    for side in (first, second):
        np.maximum.at(sure, side, 1 / (1 + np.exp(-odds)))
    counts = {field.name: int((field.codes[first] != field.codes[second]).sum()) for field in fields}
    columns = {name: counts[name] for name in sorted(counts, key=lambda name: (-counts[name], name)) if counts[name]}
    return LinkedRows(later, heads[later], sure[later], columns)


def _promising(fields: list[Field], rows_as: Hashes) -> tuple[Positions, Positions]:
    """Return the candidates that agree in enough to be looked at, and not in all."""
    rows = len(rows_as)
    first, second = candidates(fields, rows)
    bits, named, apart = (np.zeros(len(first)) for _ in range(3))
    for field in fields:
        ours, theirs = field.codes[first], field.codes[second]
        same = (ours == theirs) & (ours >= 0)
        gained = -np.log2(field.shares[ours[same]])
        bits[same] += gained
        named[same] += gained if field.names else 0.0
        if field.names and not field.slips:
            apart += (ours != theirs) & (ours >= 0) & (theirs >= 0)
    unlike = rows_as[first] != rows_as[second]
    unlike &= (AGREEING + 1) * apart <= sum(field.names for field in fields)  # else they differ in too many already
    kept = np.flatnonzero(unlike & (bits >= np.log2(rows)) & (named >= np.log2(rows) - 2))
    most = max(_PAIRS, 2 * rows)
    if len(kept) > most:
        bar = np.partition(bits[kept], len(kept) - most)[len(kept) - most]
        kept = kept[bits[kept] > bar]
    return first[kept], second[kept]
