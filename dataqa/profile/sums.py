"""Sums of floats that are exact, so that they are the same however the rows were split."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

_MANTISSA = 53
_HALF = 27
_BLOCK = 1 << 25  # 2^25 halves of 27 bits add up below 2^53: bincount stays exact
_LOWEST = -1074  # exponent of the smallest subnormal


@dataclass(slots=True)
class ExactSum:
    """A sum of finite float64 without rounding, as a whole number of the smallest subnormal.

    Every float is an integer times a power of two; the integers are added by exponent in two halves that cannot overflow
    (the idea of the superaccumulator: Kulisch & Miranker 1981), so adding is associative and commutative.
    """

    units: int = 0

    def update(self, values: npt.NDArray[np.float64]) -> None:
        """Add finite values, shape (n,)."""
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
