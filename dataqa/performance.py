"""What a quick model reaches on the data, and what else is known of it before it is called ready."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Metric = Literal["AUC", "R²"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Performance:
    """What a quick model reaches on rows that it did not learn from.

    Attributes
    ----------
    metric : {"AUC", "R²"}
        Area under the ROC curve (of several classes the mean of one against the rest, weighted by their rows), or the share of the
        variance explained, of numbers brought to a normal scale.
    value : float
        The metric, cross-validated.
    interval : tuple of float
        Its 95 % interval.
    base : float
        What a guess reaches: 0.5 or 0.
    skill : float
        How much of the way from a guess to perfection it goes, 0 to 1.
    learner : str
        Which kind of model reached it.
    rows : int
        Rows of the sample that it was tried on.
    left_out : tuple of str
        Columns that it was not given, since they leak the target.
    with_leaks : float or None
        The metric with these columns; None where none leak.
    best : str
        The column without which most is lost, where performance is so good that this was measured; else empty.
    carried : float
        The share of the skill that is lost without `carriers` and what says the same as they do, 0 to 1.
    carriers : tuple of str
        The fewest columns found that reach such a performance.
    left : float or None
        The metric without them; None where it was not measured.
    """

    metric: Metric
    value: float
    interval: tuple[float, float]
    base: float
    skill: float
    learner: str
    rows: int
    left_out: tuple[str, ...] = ()
    with_leaks: float | None = None
    best: str = ""
    carried: float = 0.0
    carriers: tuple[str, ...] = ()
    left: float | None = None

    @property
    def says(self) -> str:
        """The metric with its interval: ``"AUC 0.84, 95% interval 0.82 to 0.86"``."""
        low, high = (f"{end:.2f}" for end in self.interval)
        return f"{self.metric} {self.value:.2f}" + (f", 95% interval {low} to {high}" if low != high else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """What is known of data beside its issues.

    Attributes
    ----------
    rows : int
        Of the dataset.
    performance : Performance or None
        Of a quick model; None where none could be tried.
    untried : str
        Why none could be tried on a table whose columns a model would learn from; empty where one was, and where a table's model
        does not fit the task.
    small_classes : tuple of (str, int)
        The rarest classes of the target, with their rows.
    quick : bool
        True if no model was trained because none was wanted: then there is no score.
    undecided : tuple of (str, str, float)
        Issues of which the rows do not show whether performance is lost: title, what to do, and points of score that may be lost.
    mixed_target : float
        Share of the target's values that are text among numbers or numbers among text, 0 to 0.5.
    """

    rows: int
    performance: Performance | None = None
    untried: str = ""
    quick: bool = False
    small_classes: tuple[tuple[str, int], ...] = ()
    undecided: tuple[tuple[str, str, float], ...] = ()
    mixed_target: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What an edit of the data does to quick models, tried on rows and cells that it does not touch.

    Attributes
    ----------
    metric : {"AUC", "R²"}
        Area under the ROC curve, or the share of the variance explained of numbers brought to a normal scale.
    before, after : float
        The metric, cross-validated, without the edit and with it.
    half : float
        Half the width of the 95 % interval of the change.
    rows : int
        Rows on which both were tried.
    together : int
        How many edits were tried at once; where there are many, those of one check are.
    margin : float or None
        Change from which on chance does not explain it, given how many edits were tried (Bonferroni); None: `half`.
    """

    metric: Metric
    before: float
    after: float
    half: float
    rows: int
    together: int = 1
    margin: float | None = None

    @property
    def lowers(self) -> bool:
        """True where the edit lowers the metric by more than chance explains."""
        return self.before - self.after > (self.half if self.margin is None else self.margin)

    @property
    def says(self) -> str:
        """For people: ``"AUC 0.781 → 0.794 (±0.006)"``."""
        also = f", {self.together} edits together" if self.together > 1 else ""
        return f"{self.metric} {self.before:.3f} → {self.after:.3f} (±{self.half:.3f}){also}"
