"""Bounds that a column keeps for a reason, and not because no value happened to lie beyond."""

from __future__ import annotations

import math
import sys
from datetime import datetime
from typing import Any

from dataqa.contract.health import Health
from dataqa.roles.names import words_of
from dataqa.terms import Bound

LEAST_ROWS, _EXPECTED = 50, 3.0
_SCALE, _PILED = 20, 0.05
_NEAR_ONE = 0.95
_SHARES = frozenset({"share", "fraction", "probability", "prob", "proportion", "ratio"})
_PERCENTS = frozenset({"percent", "percentage", "pct", "perc"})


def structural(health: Health, name: str) -> tuple[Bound | None, Bound | None, str]:
    """Return the bounds of a number column that its values show to be there, and the reason.

    At 0, or at 1 of shares: where a normal distribution of the same mean and deviation would have three values or more beyond,
    and there is none. At the ends of a scale: where a twentieth of the values, or more, lie at an end.

    Parameters
    ----------
    health : Health
        Of the column.
    name : str
        Of the column: it may say that the numbers are shares or per cent.
    """
    low, high = health.minimum, health.maximum
    if low is None or health.present < LEAST_ROWS or low == high:
        return None, None, ""
    words = set(words_of(name))
    whole = isinstance(low, int)
    if low >= 0 and words & _PERCENTS and 1 < high <= 100:
        return 0, 100, "per cent"
    beyond = [_beyond(health, bound) for bound in (0.0, 1.0)]
    if low >= 0 and high <= 1 and not whole and (words & _SHARES or (beyond[1] >= _EXPECTED and high >= _NEAR_ONE)):
        return 0, 1, "a share of 1"
    least, most = (0 if low >= 0 and beyond[0] >= _EXPECTED else None), None
    reason = "never negative" if least == 0 else ""
    if whole and health.counts and high - low < _SCALE:
        counts = dict(health.counts)
        ends = [counts.get(end, 0) >= _PILED * health.present for end in (low, high)]
        if all(ends) and set(range(int(low), int(high) + 1)) == set(counts):
            return low, high, f"a scale from {low} to {high}"
    return least, most, reason


def around(health: Health, least: Bound | None, most: Bound | None) -> tuple[Bound | None, Bound | None]:
    """Return the bounds, drawn between the healthy values and those called wrong beyond them where nothing else parts the two.

    A date is parted so only where it lies further off than all others reach: what is wrong only by the day of the audit was
    wrong on that day, and no contract.
    """
    low, high = health.minimum, health.maximum
    if low is None:
        return least, most
    wrong = [value for value in health.wrong if value not in health.codes]
    below = [value for value in wrong if value < low and (least is None or value >= least)]
    above = [value for value in wrong if value > high and (most is None or value <= most)]
    if below and _far(low - max(below), high - low):
        least = _between(low, max(below))
    if above and _far(min(above) - high, high - low):
        most = _between(high, min(above))
    return least, most


def left_codes(health: Health, least: Bound | None, most: Bound | None) -> tuple[Any, ...]:
    """Return the codes that lie within the bounds, and so have to be named."""
    return tuple(code for code in health.codes if (least is None or code >= least) and (most is None or code <= most))


def _beyond(health: Health, bound: float) -> float:
    """Return how many values a normal distribution would have on the other side of a bound."""
    if not health.deviation:
        return 0.0
    from scipy.special import ndtr  # scipy.stats takes a second to load

    return health.present * float(ndtr(-abs(health.mean - bound) / health.deviation))


def _far(gap: Any, span: Any) -> bool:
    return not hasattr(gap, "total_seconds") or bool(gap > span)


def _between(healthy: Any, wrong: Any) -> Bound:
    """Return a round bound between the last healthy value and the first wrong one, nearer in proportion where these are far."""
    if isinstance(healthy, datetime):
        half: datetime = healthy + (wrong - healthy) / 2
        day = half.replace(hour=0, minute=0, second=0, microsecond=0)
        return day if min(healthy, wrong) < day else half
    if math.isinf(wrong):
        return math.copysign(sys.float_info.max, wrong)
    apart = wrong / healthy if healthy else 0.0
    middle = math.copysign(math.sqrt(healthy) * math.sqrt(wrong), wrong) if apart > 0 and healthy > 0 else (healthy + wrong) / 2
    whole = isinstance(healthy, int)
    for digits in (1, 2, 3):
        bound = float(f"{middle:.{digits}g}")
        bound = round(bound) if whole else bound
        if min(healthy, wrong) < bound < max(healthy, wrong):
            return bound
    return healthy  # type: ignore[no-any-return]
