"""What an audit concludes: how severe an issue is at least, what comes first, and whether a model may be trained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from pydantic import Field, model_validator

from dataqa.invalid import Strict
from dataqa.judgement import Outcome, Step
from dataqa.looked import NOT_CHOSEN
from dataqa.model import SEVERITIES, DimensionName, Issue, Severity, Verdict
from dataqa.performance import Readiness

_NAMED = 3
_TOO_FEW = ": too few looked to say that it is ready"
Share = Annotated[float, Field(ge=0, le=1)]


class NotReady(Strict):
    """What is not ready, whatever the issues say; see ``rules/verdict.yaml``."""

    rows_below: Annotated[int, Field(ge=0)] = 20
    checks_left_out: Share = 0.5
    skill_below: Share = 0.15
    class_rows_below: Annotated[int, Field(ge=0)] = 2
    mixed_target: Share = 0.1
    too_good: dict[str, Share] = Field(default_factory=dict)
    carried_by_one: Share = 0.1


class Verdicts(Strict):
    """How issues become a verdict; see ``rules/verdict.yaml``."""

    ready_from: Annotated[float, Field(ge=0, le=100)] = 85
    train_from: Annotated[float, Field(ge=0, le=100)] = 50
    severity_from_cost: dict[Severity, float] = Field(default_factory=dict)
    stops_from: Severity = "high"
    stops_from_in: dict[DimensionName, Severity] = Field(default_factory=dict)
    not_ready: NotReady = NotReady()

    @model_validator(mode="after")
    def _in_order(self) -> Verdicts:
        if self.train_from > self.ready_from:
            raise ValueError(f"train_from ({self.train_from:g}) must not exceed ready_from ({self.ready_from:g})")
        bounds = [self.severity_from_cost[s] for s in reversed(SEVERITIES) if s in self.severity_from_cost]
        if bounds != sorted(bounds):
            raise ValueError("severity_from_cost must rise with severity")
        return self

    def graded(self, issue: Issue) -> Issue:
        """Return the issue, at least as severe as what it certainly costs."""
        certain = issue.cost_interval[0]
        least = next((s for s in SEVERITIES if certain >= self.severity_from_cost.get(s, float("inf"))), issue.severity)
        return replace(issue, severity=least) if _worse(least, issue.severity) else issue

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

    def decide(
        self, value: float, certain: float, first: Sequence[Issue], outcomes: Sequence[Outcome], readiness: Readiness
    ) -> tuple[Verdict, str]:
        """Return the verdict and its reason.

        Parameters
        ----------
        value, certain : float
            The score, and what it is if every issue costs only the lower end of its interval.
        first : sequence of Issue
            In the order of `first`.
        outcomes : sequence of Outcome
            Of all checks; empty where all are taken to have looked.
        readiness : Readiness
            What is known beside the issues.
        """
        verdict, reason = self._decide(value, certain, first, outcomes, readiness)
        told = incomplete(outcomes)
        if not told:
            return verdict, reason
        # what most checks did not look at is not ready
        return ("fix first", told) if verdict == "ready" or reason.endswith(_TOO_FEW) else (verdict, f"{reason} ({told})")

    def _decide(
        self, value: float, certain: float, first: Sequence[Issue], outcomes: Sequence[Outcome], readiness: Readiness
    ) -> tuple[Verdict, str]:
        if any(issue.severity == "critical" for issue in first):
            return "do not train", first[0].title
        if certain < self.train_from and first:
            return "do not train", f"about {value:.0f}% of the achievable performance would be kept; fix first: {first[0].title}"
        if first and (value < self.ready_from or any(map(self.stops, first))):
            return "fix first", first[0].title
        if value < self.ready_from:
            return "fix first", f"the score is below {self.ready_from:g}"
        if reason := failed_to_run(outcomes) or self._unready(outcomes, readiness):
            return "fix first", reason
        left = sum(one.status == "skipped" for one in outcomes)
        told = f"; {_checks(left)} {'was' if left == 1 else 'were'} left out" if left else ""
        return "ready", f"no check found anything that must be fixed first{told}"

    def _unready(self, outcomes: Sequence[Outcome], known: Readiness) -> str:
        asked, one = self.not_ready, known.performance
        if known.rows < asked.rows_below:
            return f"{known.rows} {'row is' if known.rows == 1 else 'rows are'} too few to judge"
        left = sum(outcome.status == "skipped" for outcome in outcomes)
        if left > len(outcomes) * asked.checks_left_out:
            return f"{_checks(left)} of {len(outcomes)} were left out{_TOO_FEW}"
        if known.mixed_target > asked.mixed_target:
            return f"the target mixes numbers and text: {known.mixed_target:.0%} of its values are of the rarer kind"
        if small := [name for name, rows in known.small_classes if rows < asked.class_rows_below]:
            if len(small) == 1:
                return f"class {small[0]!r} of the target has a single row"
            return f"{len(small)} classes of the target have a single row each, such as {small[0]!r}"
        if one is None:
            return ""
        if one.skill < asked.skill_below:
            return f"a quick model does hardly better than a guess ({one.says})"
        if one.value >= asked.too_good.get(one.metric, 2.0) and one.best and one.carried >= asked.carried_by_one:
            return f"performance is too good to be true ({one.says}) and no leak explains it: find out when {one.best} is known"
        return ""


def caps(issue: Issue) -> bool:
    """Return whether the issue caps the verdict, whatever the score."""
    return issue.severity == "critical" or (issue.blocking and issue.severity in ("high", "medium"))


def failed_to_run(outcomes: Sequence[Outcome]) -> str:
    """Return which checks failed to run, in words; empty where none did."""
    names = [one.check for one in outcomes if one.status == "error"]
    if not names:
        return ""
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{_checks(len(names))} failed to run: {', '.join(names[:_NAMED])}{more}"


def incomplete(outcomes: Sequence[Outcome]) -> str:
    """Return how many checks ran if an audit was restricted by ``checks=``; empty otherwise."""
    if not any(one.status == "skipped" and one.reason == NOT_CHOSEN for one in outcomes):
        return ""
    ran = sum(one.status != "skipped" for one in outcomes)
    return f"incomplete: {ran} of {_checks(len(outcomes))} ran"


def _worse(one: Severity, other: Severity) -> bool:
    return SEVERITIES.index(one) < SEVERITIES.index(other)


def _checks(count: int) -> str:
    return f"{count} check{'' if count == 1 else 's'}"
