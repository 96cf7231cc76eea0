"""Pairs of columns of which one is never smaller than the other, but for a few rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from dataqa.arrays import Bools, Floats
from dataqa.checks.noise._quantities import Quantity
from dataqa.parameters import CheckParameters
from dataqa.roles.names import words_of

_ZONES = 14 / 24


class OrderParameters(CheckParameters):
    """When two columns of one unit have an order."""

    least_rows: int
    """Rows with a value in both columns."""
    least_values: int
    """Different numbers in each column."""
    most_broken: float
    """Share of rows that break the order, of dates and of numbers whose names say which is the smaller one."""
    most_broken_unclear: float
    """The same, of other numbers."""
    small: tuple[str, ...]
    """Words in the name of the smaller column."""
    large: tuple[str, ...]
    """Words in the name of the larger column."""
    least_apart: float
    """Share of rows in which both differ in this order."""
    least_chance: float
    """Share of rows that would break the order if the columns were independent."""
    most_of_chance: float
    """Of that share, what may break it."""
    most_ratio: float
    """Ratio of the medians of two columns of numbers."""
    most_zeros: float
    """Share of rows in which the smaller number may be 0."""
    least_equal: float
    """Share of rows with the same number, not 0, if the names share no word."""
    many_values: int
    """Different numbers in each column, if the names share no word."""
    sure: float
    """Chance of so few rows just below where there are so many just above; divided by the number of pairs."""


@dataclass(frozen=True, kw_only=True)
class Order:
    """``low <= high``.

    Attributes
    ----------
    low, high : str
        The columns.
    chance : float
        Share of rows that would break it if one column's cells were dealt out anew.
    usual : float
        The median of what lies between them.
    clear : bool
        True for dates, and where their names say which of the numbers is the smaller one.
    """

    low: str
    high: str
    chance: float
    usual: float
    clear: bool


def high_minus_low(low: Quantity, high: Quantity, *, whole: bool = True) -> Floats:
    """Return by how much the high column is above the low one; of dates in whole days where one of them knows no hours."""
    a, b = (low.values, high.values) if whole else (low.look, high.look)
    if low.dated and max(low.step, high.step) >= 1:
        a, b = np.floor(a), np.floor(b)
    return b - a


def orders(columns: Sequence[Quantity], limits: OrderParameters) -> list[Order]:
    """Return the rules of order among columns of one unit, those that hold everywhere among them.

    Three tests. Few rows break it, and far fewer than if the columns had nothing to do with each other. Both orders would be
    possible by the size of the numbers. And the differences stop at 0: just above it there are many more than just below, and
    more than would be there if a few were below by the mere tail of what is usual (a break in the density, as of McCrary 2008).
    """
    found = []
    pairs = list(combinations(columns, 2))
    for first, second in pairs:
        if first.dated != second.dated or not (first.dated or _alike(first, second, limits)):
            continue
        apart = high_minus_low(first, second, whole=False)
        there = np.isfinite(apart)
        if there.sum() < limits.least_rows:
            continue
        swapped = (apart[there] < 0).mean() > (apart[there] > 0).mean()
        low, high = (second, first) if swapped else (first, second)
        apart = (-apart if swapped else apart)[there]
        if not low.dated and (low.look[there] == 0).mean() > limits.most_zeros:  # what is mostly nothing is less than anything
            continue
        step = max(low.step, high.step) or 1e-9
        below, above = (apart < -1e-9).mean(), (apart > 1e-9).mean()
        below_words, above_words = _words(low) - _words(high), _words(high) - _words(low)  # a word of both names orders nothing
        named = below_words & set(limits.small) or above_words & set(limits.large)
        clear = low.dated or _years(low, high) or bool(named)
        if below > (limits.most_broken if clear else limits.most_broken_unclear) or above < limits.least_apart:
            continue
        deal = np.random.default_rng(0).permutation(len(apart))
        chance = float((high.look[there][deal] < low.look[there]).mean())
        if chance < limits.least_chance or below > limits.most_of_chance * chance:
            continue
        if _stops(apart, step, limits.sure / len(pairs)):
            found.append(Order(low=low.name, high=high.name, chance=chance, usual=float(np.median(apart[apart > 0])), clear=clear))
    return found


def _alike(first: Quantity, second: Quantity, limits: OrderParameters) -> bool:
    """Return whether two columns of numbers seem to count the same thing: they share a word, or are often equal."""
    both = np.isfinite(first.look) & np.isfinite(second.look)
    a, b = first.look[both], second.look[both]
    if not len(a) or min(first.distinct, second.distinct) < limits.least_values:
        return False
    sizes = sorted(float(np.median(np.abs(one))) for one in (a, b))
    if sizes[1] > limits.most_ratio * max(sizes[0], 1e-12):
        return False
    shared = _words(first) & _words(second)
    equal = float(((a == b) & (a != 0)).mean())
    # small counts are equal by chance, whatever they count
    return bool(shared) or (equal >= limits.least_equal and min(first.distinct, second.distinct) >= limits.many_values)


def _years(*columns: Quantity) -> bool:
    return all(column.audit.task.columns[column.name].clock == "year" for column in columns)


def _words(column: Quantity) -> set[str]:
    return {word for word in words_of(column.name) if not word.isdigit()}


def _stops(apart: Floats, step: float, sure: float) -> bool:
    """Return whether differences stop at 0, instead of becoming fewer and fewer towards it and beyond."""
    from scipy.special import pdtr

    ordered = np.sort(apart[apart >= -1e-9])
    near = ordered[min(len(ordered) - 1, int(np.clip(0.1 * len(ordered), 60, 400)))]
    width = max(np.ceil(near / 2 / step) * step, step)
    first, second = int((ordered < width - 1e-9).sum()), int(((ordered >= width - 1e-9) & (ordered < 2 * width - 1e-9)).sum())
    beyond = int(((apart < -1e-9) & (apart >= -2 * width - 1e-9)).sum())
    # how they thin out, if they go on as they do
    ratio = min(first / max(second, 1), 0.9)
    expected = first * ratio
    return bool(expected > 0 and beyond <= 0.2 * expected and pdtr(beyond, expected / 2) < sure)


def same_clock(missed: Floats) -> Bools:
    """Return which dates are early only by another time zone: by whole quarters of an hour, up to 14 hours, in many rows alike."""
    hours = np.round(missed * 96)
    zoned = (np.abs(missed * 96 - hours) < 1e-3) & (missed <= _ZONES) & (missed > 0)
    values, counts = np.unique(hours[zoned], return_counts=True)
    common = values[counts >= max(3, 0.2 * len(missed))]
    return zoned & np.isin(hours, common)
