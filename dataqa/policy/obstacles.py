"""What stands in the way of "ready" and is no issue of a check: too few rows, no model to be tried, no skill to speak of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, field_validator

from dataqa.invalid import Strict
from dataqa.judgement import Obstacle, Outcome
from dataqa.looked import LOOKED, NOT_CHOSEN, QUICK
from dataqa.performance import Readiness
from dataqa.policy.rule import QuestionId
from dataqa.policy.wording import fill, listed

ObstacleName = Literal[
    "no_rows", "nothing_looked", "checks_failed", "quick", "few_rows", "checks_left_out", "incomplete", "mixed_target",
    "single_row_class", "single_row_classes", "untried", "no_skill", "too_good", "undecided",
]  # fmt: skip
_NAMED = 3
Share = Annotated[float, Field(ge=0, le=1)]


class NotReady(Strict):
    """What is not ready, whatever the issues say; see ``rules/verdict.yaml``."""

    rows_below: Annotated[int, Field(ge=0)]
    checks_left_out: Share
    skill_below: Share
    class_rows_below: Annotated[int, Field(ge=0)]
    mixed_target: Share
    too_good: dict[str, Share]
    carried_by_one: Share
    carried_by_several: Share
    possible_loss: Annotated[float, Field(ge=0, le=100)]


class ObstacleWords(Strict):
    """The words of one obstacle: templates, and the questions that it bears on."""

    title: str
    fix: str
    questions: list[QuestionId] = Field(default_factory=list)


class Obstacles(Strict):
    """The bounds and the words of all obstacles."""

    bounds: NotReady
    words: dict[ObstacleName, ObstacleWords]

    @field_validator("words")
    @classmethod
    def _all(cls, words: dict[ObstacleName, ObstacleWords]) -> dict[ObstacleName, ObstacleWords]:
        if lacking := set(get_args(ObstacleName)) - set(words):
            raise ValueError(f"no words for {', '.join(sorted(lacking))}")
        return words

    def of(self, outcomes: Sequence[Outcome] | None, known: Readiness) -> tuple[Obstacle, ...]:
        """Return everything that stands in the way of "ready", the foremost first.

        Parameters
        ----------
        outcomes : sequence of Outcome or None
            Of all checks; None or empty where all are taken to have looked.
        known : Readiness
            What is known beside the issues.
        """
        if not known.rows:
            return (self._obstacle("no_rows", {}),)
        found = [*_of_outcomes(outcomes, self.bounds), *_of_data(known, self.bounds)]
        if known.quick:
            names = [one.check for one in outcomes or () if one.reason == QUICK]
            found.append(("quick", {"names": listed(names, len(names)) or "nothing"}))
        if outcomes is not None and not any(one.status in LOOKED for one in outcomes):
            found = [("nothing_looked", {}), *_of_outcomes(outcomes, self.bounds)]
        # where checks failed, that is why nothing was looked at
        order = get_args(ObstacleName)
        first = sorted(found, key=lambda one: (one[0] == "nothing_looked" and "checks_failed" in dict(found), order.index(one[0])))
        return tuple(self._obstacle(name, words) for name, words in first)

    def _obstacle(self, name: ObstacleName, words: Mapping[str, Any]) -> Obstacle:
        said = self.words[name]
        return Obstacle(name=name, title=fill(said.title, words), fix=fill(said.fix, words), questions=tuple(said.questions))


Found = tuple[ObstacleName, Mapping[str, Any]]


def _of_outcomes(outcomes: Sequence[Outcome] | None, asked: NotReady) -> Iterator[Found]:
    if not outcomes:
        return
    if failed := [one.check for one in outcomes if one.status == "error"]:
        yield "checks_failed", {"checks": _checks(len(failed)), "names": listed(failed, _NAMED)}
    left = sum(one.status == "skipped" for one in outcomes)
    if any(one.status == "skipped" and one.reason == NOT_CHOSEN for one in outcomes):
        yield "incomplete", {"ran": len(outcomes) - left, "checks": _checks(len(outcomes))}
    elif left > len(outcomes) * asked.checks_left_out:
        yield "checks_left_out", {"left": _checks(left), "every": len(outcomes)}


def _of_data(known: Readiness, asked: NotReady) -> Iterator[Found]:
    if known.rows < asked.rows_below:
        yield "few_rows", {"rows": known.rows, "least": asked.rows_below}
    if known.mixed_target > asked.mixed_target:
        yield "mixed_target", {"share": known.mixed_target}
    if small := [name for name, rows in known.small_classes if rows < asked.class_rows_below]:
        yield "single_row_class" if len(small) == 1 else "single_row_classes", {"count": len(small), "name": repr(small[0])}
    if known.untried:
        yield "untried", {"why": known.untried}
    if possible := [(title, fix) for title, fix, points in known.undecided if points >= asked.possible_loss]:
        yield "undecided", {"what": possible[0][0], "todo": possible[0][1]}
    one = known.performance
    if one is None:
        return
    words = {
        "says": one.says,
        "best": listed(one.carriers or (one.best,), _NAMED),
        "left": f"{one.left or 0.0:.2f}",
        "metric": one.metric,
    }
    if one.skill < asked.skill_below:
        yield "no_skill", words
    least = asked.carried_by_one if len(one.carriers) <= 1 else asked.carried_by_several
    if one.value >= asked.too_good.get(one.metric, 2.0) and one.best and one.carried >= least:
        yield "too_good", words


def incomplete(outcomes: Sequence[Outcome]) -> str:
    """Return how many checks ran if an audit was restricted by ``checks=``; empty otherwise."""
    if not any(one.status == "skipped" and one.reason == NOT_CHOSEN for one in outcomes):
        return ""
    ran = sum(one.status != "skipped" for one in outcomes)
    return f"incomplete: {ran} of {_checks(len(outcomes))} ran"


def _checks(count: int) -> str:
    return f"{count} check{'' if count == 1 else 's'}"
