"""Sums of floats that are exact, so that they are the same however the rows were split."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from dataqa.arrays import Floats, Ints

_MANTISSA = 53
_HALF = 27
_EXACT = 2.0**62
_BLOCK = 1 << 25  # 2^25 halves of 27 bits add up below 2^53: bincount stays exact
_LOWEST = -1074  # exponent of the smallest subnormal
_FAR = 400  # numbers beyond 2^±400 are squared after a shift, lest the square be no float
_SHIFT = 600


@dataclass(slots=True)
class ExactSum:
    """A sum of finite float64 without rounding, as a whole number of the smallest subnormal.

    Every float is an integer times a power of two; the integers are added by exponent in two halves that cannot overflow
    (the idea of the superaccumulator: Kulisch & Miranker 1981), so adding is associative and commutative.
    """

    units: int = 0

    def update(self, values: Floats) -> None:
        """Add finite values, shape (n,)."""
        if (whole := whole_numbers(values)) is not None:
            self.units += int(whole.sum()) << -_LOWEST
            return
        for start in range(0, len(values), _BLOCK):
            mantissa, exponent = np.frexp(values[start : start + _BLOCK])
            whole = np.ldexp(mantissa, _MANTISSA).astype(np.int64)
            power = exponent.astype(np.int64) - _MANTISSA
            if not len(power):
                continue
            lowest = int(power.min())
            high = np.bincount(power - lowest, weights=(whole >> _HALF).astype(np.float64))
            low = np.bincount(power - lowest, weights=(whole & ((1 << _HALF) - 1)).astype(np.float64))
            for step in np.flatnonzero((high != 0) | (low != 0)).tolist():
                total = (int(high[step]) << _HALF) + int(low[step])
                shift = lowest + step - _LOWEST
                # a subnormal's mantissa is padded with zeros on the right: shifting back loses nothing
                self.units += total << shift if shift >= 0 else total >> -shift

    def merge(self, other: ExactSum) -> None:
        """Add another sum."""
        self.units += other.units

    @property
    def value(self) -> Fraction:
        """The sum, exactly."""
        return Fraction(self.units, 1 << -_LOWEST)


@dataclass(slots=True)
class ExactSquares:
    """A sum of squares without rounding: a spread of 1 about 10⁹ is lost in the rounding of squares, however exactly added."""

    parts: dict[int, ExactSum] = field(default_factory=lambda: {shift: ExactSum() for shift in (-_SHIFT, 0, _SHIFT)})

    def update(self, values: Floats) -> None:
        """Add the squares of finite values, shape (n,)."""
        if (whole := whole_numbers(values)) is not None:
            self.parts[0].units += int((whole * whole).sum()) << -_LOWEST
            return
        size = np.abs(values)
        small, large = (size < 2.0**-_FAR) & (size > 0), size > 2.0**_FAR
        self._add(values[~(small | large)] if small.any() or large.any() else values, 0)
        self._add(values[small], -_SHIFT)
        self._add(values[large], _SHIFT)

    def _add(self, values: Floats, shift: int) -> None:
        x = np.ldexp(values, -shift) if shift else np.ascontiguousarray(values)
        square = x * x
        self.parts[shift].update(square)
        # what rounding took from the square is itself a float (Dekker 1971)
        high = (x.view(np.int64) & ~((1 << _HALF) - 1)).view(np.float64)
        low = x - high
        if low.any():
            self.parts[shift].update(((high * high - square) + 2 * high * low) + low * low)

    def merge(self, other: ExactSquares) -> None:
        """Add the squares of other values."""
        for shift, part in self.parts.items():
            part.merge(other.parts[shift])

    @property
    def value(self) -> Fraction:
        """The sum, exactly."""
        return sum((part.value * Fraction(4) ** shift for shift, part in self.parts.items()), Fraction(0))


def whole_numbers(values: Floats) -> Ints | None:
    """Return floats as integers where all are whole and so small that their squares add up exactly; else None."""
    if not len(values) or max(abs(float(values.min())), abs(float(values.max()))) > (_EXACT / len(values)) ** 0.5:
        return None
    whole = values.astype(np.int64)
    return whole if (whole == values).all() else None


def root(value: Fraction) -> float:
    """Return the square root of what may itself be beyond the range of floats; 0 of what is not positive."""
    if value <= 0:
        return 0.0
    half = (value.numerator.bit_length() - value.denominator.bit_length()) // 2
    return math.ldexp(math.sqrt(value / Fraction(4) ** half), half)
