"""How likely a number was mistyped as another one: a digit changed, two swapped, the decimal point or the sign lost."""

from __future__ import annotations

import numpy as np

from dataqa.arrays import Floats

_PLACES = 12
_LARGEST = 10**15
_MONTHS, _YEARS = (28, 29, 30, 31), (365, 366, 730, 731, 1095, 1096, 3652, 3653)


def mistyped(written: Floats, wanted: Floats, off: Floats, step: float, *, dated: bool = False) -> Floats:
    """Return the chance that a slip of the pen made one number of another, 0 where none does.

    The four slips are taken as equally likely, and so is every digit and every place.

    Parameters
    ----------
    written : ndarray of float64
        What stands there.
    wanted : ndarray of float64
        What should.
    off : ndarray of float64
        By how much `wanted` may be off itself.
    step : float
        The unit of the last digit.
    dated : bool
        True for dates in days: there a month or a year slips.
    """
    with np.errstate(all="ignore"):
        leeway = off + 0.01 * step
        if dated:
            apart = np.abs(np.abs(written - wanted)[:, None] - np.array(_MONTHS + _YEARS, dtype=np.float64))
            return np.where((apart <= leeway[:, None]).any(axis=1), 0.03, 0.0)
        size = np.abs(written)
        units = np.round(np.where(size / step < _LARGEST, size, 0.0) / step).astype(np.int64)
        digits = [units // 10**k % 10 for k in range(_PLACES)]
        places = np.maximum(np.floor(np.log10(np.maximum(units, 1))) + 1, 1)
        changed, swapped = np.zeros(len(written), dtype=bool), np.zeros(len(written), dtype=bool)
        away = np.abs(wanted) - size
        for k in range(_PLACES):
            unit = 10**k * step
            # a place that is finer than what is known of the wanted number tells nothing
            told = (unit > 2 * leeway) & (k < places)
            by = np.round(away / unit)
            fits = told & (np.abs(away - by * unit) <= leeway) & (by != 0)
            changed |= fits & (digits[k] + by >= 0) & (digits[k] + by <= 9)
            if k + 1 < _PLACES:
                moved = (digits[k] - digits[k + 1]) * 9 * unit
                swapped |= told & (k + 1 < places) & (moved != 0) & (np.abs(away - moved) <= leeway)
        shifted = (np.abs(written - 10 * wanted) <= 10 * leeway) | (np.abs(10 * written - wanted) <= leeway + 5 * step)
        turned = (np.abs(written + wanted) <= leeway) & (written != 0)
        shifted &= np.abs(wanted) > 10 * leeway
        return np.asarray(0.25 * (changed / (9 * places) + swapped / np.maximum(places - 1, 1) + shifted / 2 + turned))
