"""What an audit concludes: how each check ended, the score, its parts and the way down to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dataqa.model import DimensionName, Issue, Status, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """Columns that a check could not read, or not in full, and why.

    Attributes
    ----------
    columns : tuple of str
        Their names.
    reason : str
        For people: ``"cells hold lists or objects"``.
    """

    columns: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlooked:
    """Why something was not looked at, and what to pass to have it looked at.

    Attributes
    ----------
    reason : str
        For people: ``"no dates"``.
    asks : tuple of str
        Arguments of `dataqa.audit`, any one of which is enough: ``("test", "split")``. Empty if none would help.
    """

    reason: str
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one check: every check has exactly one, always.

    Attributes
    ----------
    check, dimension
        Which.
    status : {"flagged", "passed", "not_applicable", "skipped", "error"}
        Not having looked is never shown as having passed.
    reason : str
        Why it could not look, who skipped it, what went wrong, or what it measured where that is one thing and no issue.
    seconds : float
        CPU time it took.
    looked : tuple of str
        The columns that it looked at; empty for the dataset as a whole, and for a check that did not look.
    unread : tuple of Unread
        The columns that it would have looked at but could not read, by reason.
    asks : tuple of str
        What to pass to have it look: see `Unlooked`.
    """

    check: str
    dimension: DimensionName
    status: Status
    reason: str = ""
    seconds: float = 0.0
    looked: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One dimension's part of the judgement.

    Attributes
    ----------
    name : str
        Which.
    score : float
        0 to 100, 100 if nothing was found; NaN if nothing could look.
    issues : tuple of Issue
        Its issues, worst first.
    unlooked : Unlooked or None
        Why nothing could look, if nothing could.
    """

    name: DimensionName
    score: float
    issues: tuple[Issue, ...]
    unlooked: Unlooked | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the way from 100 down to the score.

    Attributes
    ----------
    issue : str
        Id of the issue that takes it.
    points : float
        What it takes here, after all steps before it; the points of all steps are 100 less the score.
    left : float
        What is left of 100 after it.
    restores : float
        What the score would gain, were this cause alone fixed. Less than `points` where another issue takes the same from other
        columns, for that one's loss then counts.
    """

    issue: str
    points: float
    left: float
    restores: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """What stands in the way of "ready" and is no issue of a check.

    Attributes
    ----------
    name : str
        Which: a key of ``obstacles`` in ``rules/verdict.yaml``.
    title, fix : str
        The fact; what to do.
    questions : tuple of str
        The questions of a report that it bears on.
    """

    name: str
    title: str
    fix: str
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The score: 100 × the share of achievable skill that is expected to be kept.

    Attributes
    ----------
    value, interval : float, tuple of float
        0 to 100, and its 90 % interval.
    verdict, verdict_reason : str
        What to do, and why.
    dimensions : mapping of str to Dimension
        The parts.
    steps : tuple of Step
        From 100 to `value`, the greatest loss first; only issues whose loss counts.
    first : tuple of str
        Ids of the issues in the order in which they are to be fixed; those of severity info are left out.
    stops : tuple of str
        Ids of the issues that stand in the way of "ready".
    obstacles : tuple of Obstacle
        What else stands in the way of it, the foremost first.
    """

    value: float
    interval: tuple[float, float]
    verdict: Verdict
    verdict_reason: str
    dimensions: Mapping[str, Dimension]
    steps: tuple[Step, ...] = ()
    first: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()

    @property
    def obstacle_leads(self) -> bool:
        """True where the verdict's reason is an obstacle and no issue."""
        return bool(self.obstacles) and self.verdict_reason.startswith(self.obstacles[0].title)
