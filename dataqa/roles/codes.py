"""Whole numbers that are codes of categories, and no counts or measurements: of a region, a grade, an answer from 1 to 5."""

from __future__ import annotations

import numpy as np

from dataqa.arrays import Floats
from dataqa.profile.column import ColumnProfile
from dataqa.roles.names import AGES, CATEGORIES, CODES, COUNTS, YEARS, words_of

# judgement, from 112 columns of a quarter of R's example tables (pydataset): 105 of them right, and 95 of 100 of another quarter
_MOST, _MOST_NAMED = 12, 50
"""Different values at most where the values alone say that they are codes; where the name or the design says so, too."""
_LEAST_ROWS, _ROWS_EACH = 20, 5
_WIDEST_GAP = 2
_THIN, _THIN_OF_FOUR = 0.1, 0.05
"""Rows with the greatest value, of those with the commonest, up to which a tail is thin; and where there are four values."""
_BELL, _LOW_END = 6, 0.25
"""Different values from which on a hump is that of a measurement in whole units, and rows at its ends, of those at its top."""
_BALANCED = 0.25
"""Variance of the counts, of that which chance would give them, up to which somebody has set them: a design."""
_YEAR = 50
"""Least number that is a year of two digits; less are years of experience, or of study."""
_INFANTS = 12
"""Ages up to this may be bands of ages, numbered."""


def code_of(column: ColumnProfile) -> str:
    """Return why a column of numbers holds codes of categories, or an empty string where it holds amounts.

    Counts fall off from nought or one, and measurements have a hump with thin ends; codes lie close together, few of them with
    many rows each, in no such order. What the name says goes first. With a value far from the others they are no codes: it is left
    to the checks of numbers.

    Parameters
    ----------
    column : ColumnProfile
        Of numbers.
    """
    whole = column.kind == "number" and column.integral and column.exact and not column.infinite
    if not whole or column.distinct < 2 or column.present < max(_LEAST_ROWS, _ROWS_EACH * column.distinct):
        return ""
    words = set(words_of(column.name))
    if column.distinct > _MOST_NAMED or len(column.top) < column.distinct or words & COUNTS:
        return ""
    if words & AGES and column.maximum > _INFANTS:
        return ""
    values, counts = (np.array(part, dtype=np.float64) for part in zip(*sorted(column.top), strict=True))
    shown = f"whole numbers, {column.distinct} values"
    if words & CODES and column.minimum >= 0:
        return f"{shown}; its name says category"
    if np.diff(values).max() > _WIDEST_GAP:
        return ""
    if column.minimum in (0, 1) and np.diff(values).max() == 1 and balanced(counts):
        return f"{shown}, each as often as the others"
    named = bool(words & CATEGORIES and column.distinct <= _MOST) or bool(words & YEARS and column.minimum >= _YEAR)
    if not named and (column.distinct > _MOST or _counts(counts, column.minimum) or _measures(counts)):
        return ""
    return f"{shown} with many rows each" + ("; its name says category" if named else "")


def set_before(column: ColumnProfile) -> bool:
    """Return whether somebody has set a column's values, each as often as the others: the weeks of a study, the steps of a dose."""
    few = column.exact and 2 <= column.distinct <= _MOST_NAMED and len(column.top) == column.distinct
    enough = column.present >= max(_LEAST_ROWS, _ROWS_EACH * column.distinct)
    return few and enough and balanced(np.array([rows for _, rows in column.top], dtype=np.float64))


def balanced(counts: Floats) -> bool:
    """Return whether numbers of rows are so alike that somebody has set them: chance would spread them wider."""
    return bool(counts.var() <= _BALANCED * counts.mean())


def _counts(counts: Floats, least: float) -> bool:
    """Return whether numbers of rows, by value, fall off from the first or second value to a thin tail, as counts of things do."""
    first, few = int(counts.argmax()), len(counts) <= 4
    falls = _no_rise(counts[first:])
    thin = counts[-1] <= (_THIN_OF_FOUR if few else _THIN) * counts.max()
    return least in (0, 1) and len(counts) >= 4 and first <= (0 if few else 1) and falls and bool(thin)


def _measures(counts: Floats) -> bool:
    """Return whether numbers of rows, by value, have one hump with thin ends, as lengths and weights in whole units do."""
    top = int(counts.argmax())
    one_hump = _no_rise(counts[top::-1]) and _no_rise(counts[top:])
    return len(counts) >= _BELL and one_hump and bool(max(counts[0], counts[-1]) <= _LOW_END * counts.max())


def _no_rise(counts: Floats) -> bool:
    """Return whether numbers of rows fall, but for what chance makes of them: within two standard errors of a difference."""
    return bool((np.diff(counts) <= 2 * np.sqrt(counts[1:] + counts[:-1])).all())
