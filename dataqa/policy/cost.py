"""What a measurement is expected to cost: the part of a rule that a score is made of."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field, field_validator

from dataqa.invalid import Strict
from dataqa.model import Measurement

Curve = Annotated[list[tuple[float, float]], Field(min_length=1)]
"""Points joined by straight lines, flat outside; the first numbers ascend."""
Share = Callable[[Sequence[str]], float]
MOST = 0.98
"""Hardly anything takes all skill: a cost is cut off here, unless its curve alone reaches further."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What the data says about how much hangs on some columns; asked only where a cost depends on it.

    Attributes
    ----------
    importance : callable
        The share of the skill that some columns carry, 0 to 1; over all features it is 1.
    reliance : callable
        The share of the skill that is lost where some columns hold no clue any more, 0 to 1; leaks included.
    numeric : bool
        True for a target that is a number: of squared errors, wrong cells and false clues take more than of ranks.
    """

    importance: Share
    reliance: Share
    numeric: bool = False


class Cost(Strict):
    """How much of the achievable skill is expected to be lost."""

    curve: Curve
    """Points (value, share of skill lost); values ascending."""
    along: str | None = None
    """A detail that the curve is read at, instead of the value."""
    error: Annotated[float, Field(ge=0, le=1)] = 0.5
    """How far off the curve may be, as a share of the cost (95 %)."""
    times: Literal["importance", "one"] = "one"
    """``importance``: scaled by the share of the skill that the columns carry."""
    scale: dict[str, Curve] = Field(default_factory=dict)
    """What else scales it: ``reliance``, or a detail, each with the curve from it to a factor."""
    numeric: Annotated[float, Field(ge=0)] = 1.0
    """A further factor where the target is a number."""
    possible: str = ""
    """A detail that the curve is read at for a loss that is possible, though not expected: it costs nothing, but is in the interval
    of the score."""
    cause: str = ""
    """Issues of one cause, of whatever checks and dimensions, count once: the dearest."""

    @field_validator("curve")
    @classmethod
    def _shares(cls, curve: list[tuple[float, float]]) -> list[tuple[float, float]]:
        if any(not 0 <= y <= 1 for _, y in curve):
            raise ValueError("a cost is a share of skill, from 0 to 1")
        return _ascending(curve)

    @field_validator("scale")
    @classmethod
    def _factors(cls, scale: dict[str, list[tuple[float, float]]]) -> dict[str, list[tuple[float, float]]]:
        if any(y < 0 for curve in scale.values() for _, y in curve):
            raise ValueError("a factor of a cost is not below 0")
        return {name: _ascending(curve) for name, curve in scale.items()}

    def at(self, value: float) -> float:
        """Return the share of skill that a measured value is expected to cost, 0 to 1, before it is scaled."""
        return read(self.curve, value)

    def readable(self, details: Mapping[str, Any]) -> bool:
        """Return whether these details say all that the cost depends on."""
        return {*([self.along] if self.along else []), *self.scale} <= {*details, "reliance"}

    def of(self, m: Measurement, weights: Weights) -> tuple[float, tuple[float, float]]:
        """Return the share of skill that a measurement is expected to cost, with its 95 % interval.

        Raises
        ------
        KeyError
            Where a detail that the cost depends on was not measured.
        """
        value = m.value if self.along is None else float(m.details[self.along])
        ends = m.interval if m.interval is not None and self.along is None else (value, value)
        factor = self._factor(m, weights)
        low, high = sorted(self._scaled(end, factor) for end in ends)
        cost = min(max(self._scaled(value, factor), low), high)
        # two independent errors: of the measurement, and of the curve
        curve = self.error * cost
        return cost, (max(0.0, cost - math.hypot(cost - low, curve)), min(1.0, cost + math.hypot(high - cost, curve)))

    def possible_loss(self, m: Measurement) -> float:
        """Return the share of skill that may be lost, though no loss is expected, 0 to 1."""
        return self.at(float(m.details[self.possible])) if self.possible else 0.0

    def _scaled(self, value: float, factor: float) -> float:
        plain = self.at(value)
        return min(plain * factor, max(MOST, plain))

    def _factor(self, m: Measurement, weights: Weights) -> float:
        factor = weights.importance(m.columns) if self.times == "importance" else 1.0
        factor *= self.numeric if weights.numeric else 1.0
        details: Mapping[str, Any] = m.details
        for name, curve in self.scale.items():
            factor *= read(curve, weights.reliance(m.columns) if name == "reliance" else float(details[name]))
        return factor


def _ascending(curve: list[tuple[float, float]]) -> list[tuple[float, float]]:
    if [x for x, _ in curve] != sorted(x for x, _ in curve):
        raise ValueError("the values of a cost curve must ascend")
    return curve


def read(curve: Sequence[tuple[float, float]], value: float) -> float:
    """Return what a curve says at a value."""
    xs, ys = zip(*curve, strict=True)
    return float(np.interp(value, xs, ys))
