"""What an audit concludes: how severe an issue is at least, what comes first, and whether a model may be trained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from pydantic import Field, model_validator

from dataqa.invalid import Strict
from dataqa.judgement import Obstacle, Outcome, Step
from dataqa.model import SEVERITIES, DimensionName, Issue, Severity, Verdict
from dataqa.performance import Metric, Readiness
from dataqa.policy.obstacles import NotReady, ObstacleName, Obstacles, ObstacleWords, incomplete
from dataqa.policy.spread import Spread


class Verdicts(Strict):
    """How issues become a verdict; see ``rules/verdict.yaml``."""

    ready_from: Annotated[float, Field(ge=0, le=100)]
    train_from: Annotated[float, Field(ge=0, le=100)]
    severity_from_cost: dict[Severity, float] = Field(default_factory=dict)
    interval: dict[Metric, Spread] = Field(default_factory=dict)
    stops_from: Severity = "high"
    stops_from_in: dict[DimensionName, Severity] = Field(default_factory=dict)
    not_ready: NotReady
    obstacles: dict[ObstacleName, ObstacleWords]

    @model_validator(mode="after")
    def _in_order(self) -> Verdicts:
        if self.train_from > self.ready_from:
            raise ValueError(f"train_from ({self.train_from:g}) must not exceed ready_from ({self.ready_from:g})")
        bounds = [self.severity_from_cost[s] for s in reversed(SEVERITIES) if s in self.severity_from_cost]
        if bounds != sorted(bounds):
            raise ValueError("severity_from_cost must rise with severity")
        return self

    def graded(self, issue: Issue) -> Issue:
        """Return the issue, at least as severe as what it certainly costs; a mere note costs nothing."""
        certain = issue.cost_interval[0]
        least = next((s for s in SEVERITIES if certain >= self.severity_from_cost.get(s, float("inf"))), issue.severity)
        graded = replace(issue, severity=least) if _worse(least, issue.severity) else issue
        return replace(graded, cost=0.0, cost_interval=(0.0, 0.0)) if graded.severity == "info" else graded

    def around(self, value: float, known: Readiness) -> tuple[float, float] | None:
        """Return the interval of a score; None where no model could be tried, so that nothing is known of how well scores agree."""
        spread = self.interval.get(known.performance.metric) if known.performance is not None else None
        return None if spread is None else spread.around(value)

    def stops(self, issue: Issue) -> bool:
        """Return whether the issue stands in the way of "ready", whatever the score."""
        bound = self.stops_from_in.get(issue.dimension, self.stops_from)
        return caps(issue) or not _worse(bound, issue.severity)

    def first(self, issues: Sequence[Issue], steps: Sequence[Step]) -> tuple[Issue, ...]:
        """Return the issues in the order in which they are to be fixed, those of severity info left out.

        What caps the verdict comes first, then what fixing recovers most: with all issues of its cause, where these share a loss.
        """
        value = steps[-1].left if steps else 100.0
        whole = {step.issue: value * step.points / step.left if step.left > 0 else step.points for step in steps}

        def place(issue: Issue) -> tuple[bool, float, int, float, str]:
            return not caps(issue), -whole.get(issue.id, 0.0), SEVERITIES.index(issue.severity), -issue.cost, issue.id

        return tuple(sorted((issue for issue in issues if issue.severity != "info"), key=place))

    @property
    def ready(self) -> Obstacles:
        """What else is asked of data before it is ready."""
        return Obstacles(bounds=self.not_ready, words=self.obstacles)

    def decide(
        self, value: float, most: float, first: Sequence[Issue], outcomes: Sequence[Outcome], obstacles: Sequence[Obstacle]
    ) -> tuple[Verdict, str]:
        """Return the verdict and its reason: the title of an issue or of an obstacle, whichever is to be dealt with first.

        Parameters
        ----------
        value, most : float
            The score, and the upper end of its interval.
        first : sequence of Issue
            In the order of `first`.
        outcomes : sequence of Outcome
            Of all checks; empty where all are taken to have looked.
        obstacles : sequence of Obstacle
            What else stands in the way of "ready", the foremost first.
        """
        verdict, reason = self._decide(value, most, first, outcomes, obstacles)
        told = incomplete(outcomes)
        return (verdict, reason) if not told or told.lower() == reason.lower() else (verdict, f"{reason} ({told})")

    def _decide(
        self, value: float, most: float, first: Sequence[Issue], outcomes: Sequence[Outcome], obstacles: Sequence[Obstacle]
    ) -> tuple[Verdict, str]:
        if any(issue.severity == "critical" for issue in first):
            return "do not train", first[0].title
        if most < self.train_from and first:
            return "do not train", f"About {value:.0f}% of the achievable performance would be kept; fix first: {first[0].title}"
        if first and (value < self.ready_from or any(map(self.stops, first))):
            return "fix first", first[0].title
        if value < self.ready_from:
            return "fix first", f"The score is below {self.ready_from:g}"
        if obstacles:
            return "fix first", obstacles[0].title
        left = sum(one.status == "skipped" for one in outcomes)
        told = f"; {left} check{' was' if left == 1 else 's were'} skipped" if left else ""
        return "ready", f"No check found an issue that must be fixed first{told}"


def caps(issue: Issue) -> bool:
    """Return whether the issue caps the verdict, whatever the score."""
    return issue.severity == "critical" or (issue.blocking and issue.severity in ("high", "medium"))


def _worse(one: Severity, other: Severity) -> bool:
    return SEVERITIES.index(one) < SEVERITIES.index(other)
