"""Issues become costs, and costs the score: the share of the achievable skill that is expected to be kept."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist

from dataqa.judgement import Dimension, Obstacle, Outcome, Score, Step, Unlooked
from dataqa.looked import LOOKED, unlooked_dimensions
from dataqa.model import DIMENSIONS, DimensionName, Issue, Verdict
from dataqa.performance import Readiness
from dataqa.policy.obstacles import incomplete
from dataqa.policy.spread import SHARE
from dataqa.policy.verdict import Verdicts
from dataqa.statistics import Z95

Key = tuple[str, str]
_WIDTH = NormalDist().inv_cdf((1 + SHARE) / 2) / Z95
"""Of the score's interval, by that of a cost, which is one of 95 %."""


def score_of(
    issues: Sequence[Issue],
    known: Readiness,
    verdicts: Verdicts,
    outcomes: Sequence[Outcome] | None = None,
    aside: Collection[str] = (),
) -> Score:
    """Return the score of a dataset.

    Losses combine as a product, and a column's losses in one dimension count once, at the costliest, as do those of one cause: two
    checks that see one fault do not take its cost twice. One more issue never raises the score.

    Parameters
    ----------
    issues : sequence of Issue
        One a cause, with the others of its cause in `also`; worst first.
    known : Readiness
        What is known beside the issues; without rows there is no score.
    verdicts : Verdicts
        How issues become a verdict.
    outcomes : sequence of Outcome, optional
        Of all checks: what failed to run or did not look is not judged ready. Without them all are taken to have looked.
    aside : collection of str
        Checks that do not make their dimension looked at: see `unlooked_dimensions`.

    Returns
    -------
    Score
        NaN with an interval of NaN where there are no rows, or where no check looked at them.
    """
    parts = {name: tuple(issue for issue in issues if issue.dimension == name) for name in DIMENSIONS}
    unlooked = unlooked_dimensions(outcomes or (), aside)
    dimensions = {str(name): _dimension(name, found, unlooked.get(name)) for name, found in parts.items()}
    undecided = sorted((one for cause in issues for one in cause.every if one.possible), key=lambda one: (-one.possible, one.id))
    known = replace(known, undecided=(*known.undecided, *((one.title, one.fix, one.possible) for one in undecided)))
    obstacles = verdicts.ready.of(outcomes, known)
    if not known.rows:
        return _unknown("do not train", obstacles[0].title, dimensions, obstacles)
    if outcomes is not None and not any(one.status in LOOKED for one in outcomes):
        told = incomplete(outcomes)
        return _unknown("fix first", f"{obstacles[0].title} ({told})" if told else obstacles[0].title, dimensions, obstacles)
    ledger = Ledger(issues)
    every = ledger.counted
    value = _kept(every)
    interval = verdicts.around(value, known) or _from_costs(value, every)
    if undecided:  # the largest loss that the rows do not decide on is in the interval
        interval = min(interval[0], value * (1 - undecided[0].possible / 100)), interval[1]
    steps = ledger.steps()
    first = verdicts.first(issues, steps)
    verdict, reason = verdicts.decide(value, interval[1], first, outcomes or (), obstacles)
    named = tuple(issue.id for issue in first)
    stops = tuple(issue.id for issue in issues if verdicts.stops(issue))
    if known.quick:
        return replace(_unknown(verdict, reason, dimensions, obstacles), first=named, stops=stops)
    return Score(
        value=value,
        interval=interval,
        verdict=verdict,
        verdict_reason=reason,
        dimensions=dimensions,
        steps=steps,
        first=named,
        stops=stops,
        obstacles=obstacles,
    )


def _from_costs(value: float, counted: Sequence[Counted]) -> tuple[float, float]:
    """Return the interval of a score from those of the costs: independent errors, whose deviations add up as squares."""
    points = _WIDTH * value / 100
    down = math.hypot(*(one.share * (one.issue.cost_interval[1] - one.issue.cost) for one in counted)) * points
    up = math.hypot(*(one.share * one.issue.cost - one.surely for one in counted)) * points
    return max(0.0, value - down), min(100.0, value + up)


@dataclass(frozen=True, slots=True)
class Counted:
    """An issue whose loss counts.

    Attributes
    ----------
    issue : Issue
        Which.
    cause : int
        The place of its cause among all.
    share : float
        The share of its loss that counts, above 0 to 1; the rest is that of costlier issues of the same columns.
    loss : float
        What counts: -log of the share of skill that is kept.
    surely : float
        Points of the share that are lost even by the favourable ends of the intervals: of what it stands for, too, so that a
        costlier issue that is less certain makes nothing doubtful that was certain without it.
    """

    issue: Issue
    cause: int
    share: float
    loss: float
    surely: float


class Ledger:
    """What each issue, and each cause, takes from the score.

    An issue's loss is shared out to its columns in equal parts, and of each column the costliest part counts in each dimension.
    Were an issue of many columns to stand for all cheaper ones, it could make the score better. Of issues with one cause the
    costliest counts; those merged into one count in the dimension of the first.

    Parameters
    ----------
    causes : iterable of Issue
        With the others of each cause in `also`.
    """

    def __init__(self, causes: Iterable[Issue]) -> None:
        self._causes = list(causes)
        found = [(issue, place) for place, cause in enumerate(self._causes) for issue in cause.every if issue.cost > 0]
        self._order = sorted(found, key=lambda one: (-one[0].cost, one[0].id))
        shared = [frozenset(key for key in cause.takes_from if not key[0]) for cause in self._causes]
        self._keys = [_takes(issue, self._causes[place], shared[place]) for issue, place in self._order]
        self._parts: dict[Key, list[tuple[float, int]]] = {}  # the costliest first
        for place, (issue, _) in enumerate(self._order):
            for key in self._keys[place]:
                self._parts.setdefault(key, []).append((_loss(issue) / len(self._keys[place]), place))
        for parts in self._parts.values():
            parts.sort(key=lambda part: (-part[0], part[1]))
        self.counted = self._counted()
        self._total = math.fsum(one.loss for one in self.counted)

    def _counted(self) -> list[Counted]:
        """Return the issues whose cost counts, the costliest first."""
        won: dict[int, list[float]] = {}
        surely: dict[int, list[float]] = {}
        for parts in self._parts.values():
            best, place = parts[0]
            won.setdefault(place, []).append(best)
            least = max(self._order[one][0].cost_interval[0] / len(self._keys[one]) for _, one in parts)
            surely.setdefault(place, []).append(min(least, self._order[place][0].cost / len(self._keys[place])))
        return [
            Counted(*self._order[place], len(losses) / len(self._keys[place]), math.fsum(losses), math.fsum(surely[place]))
            for place, losses in sorted(won.items())
        ]

    def steps(self) -> tuple[Step, ...]:
        """Return the way from 100 to the score, one step a cause, the greatest loss first."""
        losses: dict[int, list[float]] = {}
        for one in self.counted:
            losses.setdefault(one.cause, []).append(one.loss)
        order = sorted(losses, key=lambda cause: (-math.fsum(losses[cause]), self._causes[cause].id))
        value, left, found, taken = _kept(self.counted), 100.0, list[Step](), list[float]()
        for place, cause in enumerate(order):
            taken += losses[cause]
            after = 100 * math.exp(-math.fsum(taken)) if place + 1 < len(order) else value
            gained = 100 * math.exp(-self._without(cause)) - value
            found.append(Step(issue=self._causes[cause].id, points=left - after, left=after, restores=max(0.0, gained)))
            left = after
        return tuple(found)

    def _without(self, cause: int) -> float:
        """Return the loss of all, were one cause fixed."""
        mine = {place for place, (_, of) in enumerate(self._order) if of == cause}
        touched = {key for place in mine for key in self._keys[place]}
        names = {name for issue in self._causes[cause].every for name in issue.columns}

        def left(key: Key) -> float:
            for loss, place in self._parts[key]:
                # what takes the same from the same columns goes with it
                gone = not key[0] and set[str]() < set(self._order[place][0].columns) <= names
                if place not in mine and not gone:
                    return loss
            return 0.0

        if math.isinf(self._total):
            others = math.fsum(parts[0][0] for key, parts in self._parts.items() if key not in touched)
        else:
            others = self._total - math.fsum(self._parts[key][0][0] for key in touched)
        return max(0.0, others + math.fsum(map(left, touched)))


def costed(cause: Issue) -> Issue:
    """Return an issue with the cost of its whole cause, were there no other."""
    if not cause.also:
        return cause
    every = cause.every

    def taken(costs: Sequence[float]) -> float:
        part = replace(cause, also=tuple(replace(one, cost=cost) for one, cost in zip(every, costs, strict=True)), several=True)
        return 100 - _kept(Ledger([part]).counted)

    cost = taken([one.cost for one in every])
    low, high = (taken([one.cost_interval[end] for one in every]) for end in (0, 1))
    own = (cause.cost_interval[0], cause.cost, cause.cost_interval[1])
    return replace(cause, cost=cost, cost_interval=(min(low, cost), max(high, cost)), own=own)


def _takes(issue: Issue, lead: Issue, shared: frozenset[Key]) -> frozenset[Key]:
    """Return what an issue takes skill from; merged into one of another check, it takes from what that one shares with others."""
    if shared and issue.check != lead.check:
        return shared
    return frozenset((str(lead.dimension) if where == issue.dimension else where, name) for where, name in issue.takes_from)


def _loss(issue: Issue) -> float:
    return math.inf if issue.cost >= 100 else -math.log1p(-issue.cost / 100)


def _kept(issues: Sequence[Counted]) -> float:
    return 100 * math.exp(-math.fsum(one.loss for one in issues))


def _unknown(verdict: Verdict, reason: str, dimensions: dict[str, Dimension], obstacles: tuple[Obstacle, ...]) -> Score:
    nan = float("nan")
    blank = {name: replace(part, score=nan) for name, part in dimensions.items()}
    return Score(value=nan, interval=(nan, nan), verdict=verdict, verdict_reason=reason, dimensions=blank, obstacles=obstacles)


def _dimension(name: DimensionName, issues: tuple[Issue, ...], unlooked: Unlooked | None) -> Dimension:
    score = float("nan") if unlooked else _kept(Ledger(issues).counted)
    return Dimension(name=name, score=score, issues=issues, unlooked=unlooked)
