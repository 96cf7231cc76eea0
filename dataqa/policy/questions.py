"""The questions that a report answers one by one: what speaks for and against, or that the data cannot tell."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import get_args

from pydantic import Field

from dataqa._paths import RULES
from dataqa.answer import Answer, AnswerState
from dataqa.errors import RuleError
from dataqa.invalid import Strict
from dataqa.judgement import Obstacle, Outcome
from dataqa.looked import LOOKED
from dataqa.model import Issue
from dataqa.policy.rule import QuestionId, Rule
from dataqa.rule_files import held_to, read_yaml

NAMED = 4
"""Checks that could not look for one reason, named at most."""


class Question(Strict):
    """One question, as it stands in ``rules/questions.yaml``."""

    asks: str
    fine: str
    look: str
    mend: str
    unknown: str
    beyond: str
    needs: list[str] = Field(default_factory=list)

    def says(self, state: AnswerState) -> str:
        """Return the answer's first words."""
        return {"fine": self.fine, "look": self.look, "mend": self.mend, "unknown": self.unknown}[state]


@cache
def questions() -> Mapping[QuestionId, Question]:
    """Return all questions, in the order in which they are asked.

    Raises
    ------
    RuleError
        Where ``rules/questions.yaml`` does not hold just the questions that rules can name.
    """
    path = RULES / "questions.yaml"
    found = {name: held_to(Question, text, f"{path.name}: {name}") for name, text in read_yaml(path).items()}
    if set(found) != set(get_args(QuestionId)):
        raise RuleError(f"{path.name} holds {', '.join(found)}; expected {', '.join(get_args(QuestionId))}.")
    return found


def answers(
    rules: Mapping[str, Rule],
    issues: Sequence[Issue],
    outcomes: Sequence[Outcome],
    stops: Collection[str],
    obstacles: Sequence[Obstacle] = (),
) -> tuple[Answer, ...]:
    """Return the answer to every question.

    Parameters
    ----------
    rules : mapping of str to Rule
        In force, by check.
    issues : sequence of Issue
        Worst first.
    outcomes : sequence of Outcome
        Of all checks.
    stops : collection of str
        Ids of the issues that stand in the way of "ready": the page says "fix" of no others.
    obstacles : sequence of Obstacle
        What else stands in the way of it.

    Returns
    -------
    tuple of Answer
        In the order of the questions.
    """
    return tuple(_answer(name, question, rules, issues, outcomes, stops, obstacles) for name, question in questions().items())


def _answer(
    name: QuestionId,
    question: Question,
    rules: Mapping[str, Rule],
    issues: Sequence[Issue],
    outcomes: Sequence[Outcome],
    stops: Collection[str],
    obstacles: Sequence[Obstacle],
) -> Answer:
    bearing = [outcome for outcome in outcomes if name in rules[outcome.check].questions]
    found = [cause for cause in issues if any(name in rules[issue.check].questions for issue in cause.every)]
    hinders = [obstacle for obstacle in obstacles if name in obstacle.questions]
    looked = sum(outcome.status in LOOKED for outcome in bearing)
    needed = not question.needs or any(outcome.check in question.needs and outcome.status in LOOKED for outcome in outcomes)
    stopped = hinders or any(cause.id in stops and name in rules[cause.check].questions for cause in found)
    # what an all-clear rests on must have been looked at; that something must be fixed is known without
    state: AnswerState = "mend" if stopped else "unknown" if not (looked and needed) else "look" if found else "fine"
    return Answer(
        question=name,
        asks=question.asks,
        state=state,
        says=question.says(state),
        issues=tuple(issue.id for issue in found),
        obstacles=tuple(obstacle.title for obstacle in hinders),
        measured=tuple(f"{o.check}: {o.reason}" for o in bearing if o.status == "passed" and o.reason),
        looked=looked,
        unlooked=unlooked(bearing),
        beyond=question.beyond,
    )


def unlooked(outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """Return why some checks could not look, each reason once, with the checks it kept from looking."""
    reasons: dict[str, list[str]] = {}
    for outcome in outcomes:
        if outcome.status not in ("flagged", "passed"):
            reasons.setdefault(outcome.reason or outcome.status, []).append(outcome.check)
    return tuple(f"{reason} ({_named(checks)})" for reason, checks in sorted(reasons.items()))


def _named(checks: Sequence[str]) -> str:
    more = len(checks) - NAMED
    return ", ".join(checks[:NAMED]) + (f", and {more} more" if more > 0 else "")
