"""Issues become costs, and costs the score: the share of the achievable skill that is expected to be kept."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from dataqa.looked import NOT_CHOSEN, unlooked_dimensions
from dataqa.model import DIMENSIONS, Dimension, DimensionName, Issue, Outcome, Score, Step, Unlooked, Verdict
from dataqa.policy.pack import Verdicts

FEW_ROWS = 20
"""Fewer are never enough to say "ready"."""
_NAMED = 3
_TOO_FEW = ": too few looked to say that it is ready"


def score_of(
    issues: Sequence[Issue],
    rows: int,
    verdicts: Verdicts,
    outcomes: Sequence[Outcome] | None = None,
    aside: Collection[str] = (),
) -> Score:
    """Return the score of a dataset.

    Losses combine as a product, and a column's losses in one dimension count once, at the dearest, as do those of one cause: two
    checks that see one fault do not take its cost twice. One more issue never raises the score.

    Parameters
    ----------
    issues : sequence of Issue
        Worst first.
    rows : int
        Of the dataset; without any there is no score.
    verdicts : Verdicts
        The bounds of the verdict.
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
    if not rows:
        return _unknown("do not train", "there are no rows", dimensions)
    if outcomes is not None and not any(one.status in ("flagged", "passed") for one in outcomes):
        reason = failed_to_run(outcomes) or "nothing was looked at"
        return _unknown(*_incomplete("fix first", reason, outcomes), dimensions)
    every = counted(issues)
    value = _kept(every)
    # independent errors: the deviations add up as squares
    down = math.hypot(*(one.share * (one.issue.cost_interval[1] - one.issue.cost) for one in every)) * value / 100
    up = math.hypot(*(one.share * (one.issue.cost - one.issue.cost_interval[0]) for one in every)) * value / 100
    verdict, reason = _verdict(value, issues, verdicts)
    if verdict == "ready":
        verdict, reason = _ready(rows, outcomes or ())
    verdict, reason = _incomplete(verdict, reason, outcomes or ())
    interval = (max(0.0, value - down), min(100.0, value + up))
    return Score(
        value=value, interval=interval, verdict=verdict, verdict_reason=reason, dimensions=dimensions, steps=steps_of(every)
    )


@dataclass(frozen=True, slots=True)
class Counted:
    """An issue whose loss counts.

    Attributes
    ----------
    issue : Issue
        Which.
    share : float
        The share of its loss that counts, above 0 to 1; the rest is that of dearer issues of the same columns.
    loss : float
        What counts: -log of the share of skill that is kept.
    instead : float
        What would count, were the issue mended: of each column the next dearest.
    """

    issue: Issue
    share: float
    loss: float
    instead: float


def counted(issues: Sequence[Issue]) -> list[Counted]:
    """Return the issues whose cost counts, the dearest first.

    An issue's loss is shared out to its columns in equal parts, and of each column the dearest part counts in each dimension.
    Were an issue of many columns to stand for all cheaper ones, it could make the score better. Of issues with one cause the
    dearest counts.
    """
    order = sorted((issue for issue in issues if issue.cost > 0), key=lambda i: (-i.cost, i.id))
    parts: dict[tuple[str, str], list[tuple[float, int]]] = {}
    for place, issue in enumerate(order):
        keys = issue.takes_from
        for key in keys:
            parts.setdefault(key, []).append((_loss(issue) / len(keys), place))
    won: dict[int, list[tuple[float, float]]] = {}
    for (where, _), found_here in parts.items():
        best, place = min(found_here, key=lambda part: (-part[0], part[1]))
        # what says the same of the same columns goes with it
        names = set(order[place].columns) if not where else set[str]()
        others = (part for part, at in found_here if at != place and not set[str]() < set(order[at].columns) <= names)
        won.setdefault(place, []).append((best, max(others, default=0.0)))
    found = []
    for place in sorted(won):
        issue = order[place]
        losses, next_ones = zip(*won[place], strict=True)
        found.append(Counted(issue, len(losses) / len(issue.takes_from), math.fsum(losses), math.fsum(next_ones)))
    return found


def steps_of(every: Sequence[Counted]) -> tuple[Step, ...]:
    """Return the way from 100 to the score, the greatest loss first."""
    order = sorted(every, key=lambda one: (-one.loss, one.issue.id))
    value, left, found = _kept(every), 100.0, list[Step]()
    for place, one in enumerate(order):
        after = _kept(order[: place + 1]) if place + 1 < len(order) else value
        others = _kept([*order[:place], *order[place + 1 :]])
        gained = others * math.exp(-one.instead) - value
        found.append(Step(issue=one.issue.id, points=left - after, left=after, restores=max(0.0, gained)))
        left = after
    return tuple(found)


def _loss(issue: Issue) -> float:
    return math.inf if issue.cost >= 100 else -math.log1p(-issue.cost / 100)


def _kept(issues: Sequence[Counted]) -> float:
    return 100 * math.exp(-math.fsum(one.loss for one in issues))


def _unknown(verdict: Verdict, reason: str, dimensions: dict[str, Dimension]) -> Score:
    nan = float("nan")
    blank = {name: replace(part, score=nan) for name, part in dimensions.items()}
    return Score(value=nan, interval=(nan, nan), verdict=verdict, verdict_reason=reason, dimensions=blank)


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


def _incomplete(verdict: Verdict, reason: str, outcomes: Sequence[Outcome]) -> tuple[Verdict, str]:
    """Add to the reason that the audit was restricted: what most checks did not look at is not ready."""
    told = incomplete(outcomes)
    if not told:
        return verdict, reason
    # that few checks looked is said already
    few = verdict == "ready" or reason.endswith(_TOO_FEW)
    return ("fix first" if verdict == "ready" else verdict), told if few else f"{reason} ({told})"


def _dimension(name: DimensionName, issues: tuple[Issue, ...], unlooked: Unlooked | None) -> Dimension:
    score = float("nan") if unlooked else _kept(counted(issues))
    return Dimension(name=name, score=score, issues=issues, unlooked=unlooked)


def _verdict(value: float, issues: Sequence[Issue], verdicts: Verdicts) -> tuple[Verdict, str]:
    critical = next((issue for issue in issues if issue.severity == "critical"), None)
    blocking = next((issue for issue in issues if issue.blocking and issue.severity in ("critical", "high", "medium")), None)
    if critical is not None:
        return "do not train", critical.title
    if value < verdicts.ready_from:
        dearest = max(issues, key=lambda i: i.cost).title
        if value < verdicts.train_from:
            return "do not train", f"a model would keep {value:.0f}% of the skill that is there; most is lost to this: {dearest}"
        return "fix first", dearest
    if blocking is not None:
        return "fix first", blocking.title
    # wrong labels and leaks also spoil the figures by which anybody would notice
    serious = [i for i in issues if i.severity == "high" or (i.severity == "medium" and i.dimension in ("labels", "leakage"))]
    if serious:
        return "fix first", serious[0].title
    return "ready", ""


def _ready(rows: int, outcomes: Sequence[Outcome]) -> tuple[Verdict, str]:
    """Return "ready" where enough was looked at to say so."""
    if failed := failed_to_run(outcomes):
        return "fix first", failed
    if rows < FEW_ROWS:
        return "fix first", f"{rows} {'row is' if rows == 1 else 'rows are'} too few to judge"
    left = sum(one.status == "skipped" for one in outcomes)
    if left > len(outcomes) / 2:
        return "fix first", f"{_checks(left)} of {len(outcomes)} were left out{_TOO_FEW}"
    told = f"; {_checks(left)} {'was' if left == 1 else 'were'} left out" if left else ""
    return "ready", f"nothing that was looked at stands in the way{told}"


def _checks(count: int) -> str:
    return f"{count} check{'' if count == 1 else 's'}"
