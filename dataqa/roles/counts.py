"""Whether a target of few whole numbers counts something, such as visits, and names no classes."""

from __future__ import annotations

import numpy as np

from dataqa.profile.column import ColumnProfile

_LEAST, _FIRST, _FALLS = 6, 3, 0.85
_GAP = 0.6


def counts_something(target: ColumnProfile) -> bool:
    """Return whether whole numbers from 0 on are counts: beyond the most frequent, each is rarer than the one before.

    Parameters
    ----------
    target : ColumnProfile
        A number with few different values.

    Returns
    -------
    bool
        True for at least six values that start at 0, leave few numbers out and have their mode at 3 or below, if frequencies beyond
        the mode fall with the value (Spearman 1904: −0.85). Codes of classes are in no order of frequency: of six, one order in a
        hundred falls as steadily.
    """
    if target.kind != "number" or not target.integral or not target.exact or target.distinct < _LEAST:
        return False
    sizes = {int(value): rows for value, rows in target.top}
    values = np.array(sorted(sizes))
    rows = np.array([sizes[value] for value in values.tolist()], dtype=np.float64)
    mode = int(rows.argmax())
    if len(values) != target.distinct or values[0] != 0 or values[mode] > _FIRST or len(values) < _GAP * (values[-1] + 1):
        return False
    tail = rows[mode:]
    if len(tail) < _LEAST - 1:
        return False
    ranks = np.argsort(np.argsort(tail, kind="stable")).astype(np.float64)
    falls = -float(np.corrcoef(np.arange(len(tail)), ranks)[0, 1])
    return falls >= _FALLS and bool((np.diff(rows[: mode + 1]) >= 0).all())
