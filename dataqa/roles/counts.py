"""Whether few whole numbers count or measure something, such as visits, and name no classes."""

from __future__ import annotations

import numpy as np

from dataqa.arrays import Floats
from dataqa.profile.column import ColumnProfile

_LEAST, _COMMON, _FIRST, _FALLS = 6, 3, 3, 0.85
_RARE = 0.01
_STEPS = 5


def counts_something(target: ColumnProfile) -> bool:
    """Return whether whole numbers from 0 on are counts: beyond the most frequent, each is rarer than the one before.

    Parameters
    ----------
    target : ColumnProfile
        A number with few different values.

    Returns
    -------
    bool
        True for at least six values with their mode at 3 or below, if those with a hundredth of the rows follow each other from 0
        on, and frequencies beyond the mode fall with the value (Spearman 1904: −0.85). Codes of classes are in no order of
        frequency: of six, one order in a hundred falls as steadily.
    """
    values, rows = _frequencies(target)
    if len(values) < _LEAST or values[0] != 0:
        return False
    common, mode = values[rows >= _RARE * rows.sum()], int(rows.argmax())
    if len(common) < _COMMON or common[-1] != len(common) - 1 or mode > _FIRST or not (np.diff(rows[: mode + 1]) >= 0).all():
        return False
    ranks = np.argsort(np.argsort(rows[mode:], kind="stable")).astype(np.float64)
    return len(ranks) >= _LEAST - 1 and -float(np.corrcoef(np.arange(len(ranks)), ranks)[0, 1]) >= _FALLS


def one_peak(column: ColumnProfile) -> bool:
    """Return whether whole numbers are a quantity or a scale, and no codes: their frequencies rise to one peak and fall from there.

    Of five codes one order of frequency in eight has one peak, of six one in twenty. From 0 on, four values that fall are enough:
    one order in twenty-four.
    """
    values, rows = _frequencies(column)
    if len(values) < _STEPS - 1:
        return False
    mode = int(rows.argmax())
    peaked = bool((np.diff(rows[: mode + 1]) >= 0).all() and (np.diff(rows[mode:]) <= 0).all())
    return bool(peaked and rows.max() > rows.min() and (len(values) >= _STEPS or (mode == 0 and values[0] == 0)))


def _frequencies(column: ColumnProfile) -> tuple[Floats, Floats]:
    """Return the values of a column of whole numbers and their rows, ascending; none where not every value was counted."""
    if column.kind != "number" or not column.integral or not column.exact or not column.top or len(column.top) != column.distinct:
        return np.empty(0), np.empty(0)
    values, rows = zip(*sorted((float(value), float(rows)) for value, rows in column.top), strict=True)
    return np.array(values), np.array(rows)
