"""How far the share of performance that real models kept lay from the score."""

from __future__ import annotations

from pydantic import model_validator

from dataqa.invalid import Strict
from dataqa.policy.cost import Curve, read

SHARE = 0.9
"""Of damaged tables whose truth is known and which were not looked at: how many lie in the interval."""


class Spread(Strict):
    """The ends of the interval by the score, in points below and above it: a conformal interval (Vovk et al. 2005)."""

    below: Curve
    above: Curve

    @model_validator(mode="after")
    def _rise_with_the_score(self) -> Spread:
        for curve, sign in ((self.below, -1), (self.above, 1)):
            ends = [score + sign * points for score, points in curve]
            if ends != sorted(ends) or any(points < 0 for _, points in curve):
                raise ValueError("the ends of the interval must rise with the score, and lie on either side of it")
        return self

    def around(self, score: float) -> tuple[float, float]:
        """Return the ends of the interval around a score, 0 to 100."""
        return max(0.0, score - read(self.below, score)), min(100.0, score + read(self.above, score))
