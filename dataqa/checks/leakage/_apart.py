"""How likely a column that predicts the target was written from it: it is unrelated to all others once the target is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np
from pydantic import Field

from dataqa.context import Context
from dataqa.findings.predictive_columns import best_first
from dataqa.parameters import CheckParameters

Curve = Annotated[list[tuple[float, float]], Field(min_length=1)]
_COMPARED = 8


class Chance(CheckParameters):
    """Curves from what was measured to a chance, multiplied; points joined by straight lines, flat outside."""

    deviations: Curve
    """By how many standard deviations the others explain more of the column, given the target, than chance does."""
    bound: Curve
    """The share of it that they explain at most: with few rows nothing can be said."""
    usual: Curve
    """The median share that others explain of the other columns: where all are unrelated, nothing follows for one."""
    copies: Annotated[float, Field(gt=0, le=1)]
    """The share from which a column is nearly a copy of others, and says nothing of what is usual."""
    alone: Curve
    """The skill of the column alone: without skill there is nothing to leak."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """What was measured of one column.

    Attributes
    ----------
    chance : float
        How likely it was written from the target, 0 to 1.
    share : float
        What the other columns explain of it among rows of the same target, 0 to 1.
    usual : float
        The median of that over other columns; 0 where it was not asked.
    """

    chance: float
    share: float
    usual: float


def apart(audit: Context, name: str, asked: Chance) -> Apart:
    """Return how likely a column was written from the target; see `dataqa.probe.independence.Independence` for why."""
    probe = audit.probe
    independence = probe.independence()
    mine = independence.explained(name)
    share = min(1.0, max(0.0, mine.share))
    alone = probe.single(name).value
    chance = _at(asked.deviations, mine.share / mine.noise) * _at(asked.bound, mine.bound) * _at(asked.alone, alone)
    if not chance:
        return Apart(chance=0.0, share=share, usual=0.0)
    # times of one row are related whatever it is about, and so are copies: neither shows that the table's columns are
    clocks = set(audit.task.having("time", "datetime"))
    others = [other for other in best_first(audit) if other != name and other not in clocks][:_COMPARED]
    shares = [one for one in (independence.explained(other).share for other in others) if one <= asked.copies]
    usual = float(np.median(shares)) if shares else 0.0
    return Apart(chance=chance * _at(asked.usual, usual), share=share, usual=max(0.0, usual))


def _at(curve: Curve, value: float) -> float:
    xs, ys = zip(*curve, strict=True)
    return float(np.interp(value, xs, ys))
