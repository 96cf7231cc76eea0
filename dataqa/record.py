"""Everything one audit found, whole: what the renderers, the gate and the fixes read."""

from __future__ import annotations

from dataclasses import dataclass

from dataqa.model import Answer, Dataset, Issue, Outcome, Score
from dataqa.profile.column import Profile
from dataqa.task import Task
from dataqa.terms import Terms


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
        Worst first.
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
    terms : tuple of Terms
        What the healthy part of each column keeps to; empty where the audit was loaded from a file.
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
    terms: tuple[Terms, ...] = ()
