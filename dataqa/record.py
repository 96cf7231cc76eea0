"""Everything one audit found, whole: what the renderers, the gate and the fixes read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dataqa.answer import Answer
from dataqa.dataset import Dataset
from dataqa.judgement import Outcome, Score
from dataqa.keys import fingerprint
from dataqa.model import Issue, Measured
from dataqa.performance import Effect, Performance
from dataqa.profile.column import Profile
from dataqa.profile.column_sketch import ColumnSketch
from dataqa.profile.row_sketch import RowSketch
from dataqa.task import Task
from dataqa.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckText:
    """What is said of a check whatever it found; what a rule's text takes from a measurement stands there as ``<name>``.

    Attributes
    ----------
    measures, why, fix, title : str
        What it measures; why that matters to a model; what to do; the fact.
    """

    measures: str
    why: str
    fix: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything one audit found.

    Attributes
    ----------
    version : str
        Of dataqa.
    dataset : Dataset
        What was audited and how it was read.
    task : Task
        What the model is to do.
    score : Score
        Value, interval, verdict, dimensions.
    issues : tuple of Issue
        One a cause, worst first.
    outcomes : tuple of Outcome
        Every check with its status, by dimension and name.
    profile : Profile
        Statistics of all columns.
    rules : str
        Name of the pack in force.
    seed : int
        Of everything random.
    as_of : str
        The day from which freshness was measured, ISO.
    answers : tuple of Answer
        To the questions that a report asks, in their order.
    measured : mapping of str to tuple of Measured
        By check, what it measured that is no issue.
    row_sketch : RowSketch or None
        Which rows there are.
    kept : mapping of str to ColumnSketch or None
        Of a record read back from a file: what was kept of each column. The profile's sample is then empty, and positions of rows,
        details, pictures and examples are absent. None where everything is at hand.
    texts : mapping of str to CheckText
        What is said of each check, by its id.
    terms : tuple of Terms
        What the healthy part of each column keeps to; empty where the audit was loaded from a file.
    performance : Performance or None
        What a quick model reaches; None where none could be tried.
    key : str
        Which key its hashes have (`dataqa.keys.fingerprint`).
    effects : mapping of str to Effect
        By issue, what its edit does to quick models, where fixes were tried: see `Fixed.to_html`.
    fixed : frozenset of str
        The issues whose edits were made.
    """

    version: str
    dataset: Dataset
    task: Task
    score: Score
    issues: tuple[Issue, ...]
    outcomes: tuple[Outcome, ...]
    profile: Profile
    rules: str
    seed: int
    as_of: str
    answers: tuple[Answer, ...] = ()
    measured: Mapping[str, tuple[Measured, ...]] = field(default_factory=dict)
    row_sketch: RowSketch | None = None
    kept: Mapping[str, ColumnSketch] | None = None
    texts: Mapping[str, CheckText] = field(default_factory=dict)
    terms: tuple[Terms, ...] = ()
    performance: Performance | None = None
    key: str = field(default_factory=fingerprint)
    effects: Mapping[str, Effect] = field(default_factory=dict)
    fixed: frozenset[str] = frozenset()

    @property
    def every_issue(self) -> tuple[Issue, ...]:
        """Each issue, those merged into another's cause among them."""
        return tuple(issue for cause in self.issues for issue in cause.every)
