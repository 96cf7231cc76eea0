"""The records that pass between the stages: frozen, small, and without behaviour beyond their own shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args

import numpy as np

from dataqa.arrays import Array, Floats, Positions

DimensionName = Literal[
    "relevance", "coverage", "labels", "freshness", "balance", "duplicates", "missing", "leakage", "noise", "privacy", "bias"
]
Severity = Literal["critical", "high", "medium", "low", "info"]
Status = Literal["flagged", "passed", "not_applicable", "skipped", "error"]
Verdict = Literal["ready", "fix first", "do not train"]
RepairKind = Literal[
    "drop-rows", "drop-columns", "blank-cells", "replace-cells", "convert-column", "split-by-group", "split-by-time", "in-pipeline"
]

DIMENSIONS: tuple[DimensionName, ...] = get_args(DimensionName)
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""Worst first."""


class Phrase(str):
    """Words of a check's own among the details of a measurement: never from the data, so never masked."""

    __slots__ = ()


class Cell(str):
    """What a measurement is about, where that comes from cells: in an id it is hashed unless it is the plain name of a class."""

    __slots__ = ()


def no_positions() -> Positions:
    """Return an empty array of row positions."""
    return np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows that a measurement is about.

    Attributes
    ----------
    positions : ndarray of int64, shape (n,)
        0-based positions in the input, worst first, each row once.
    scores : ndarray of float64, shape (n,), or None
        How sure it is that each row is meant, 0 to 1; None where all are equally sure.
    suggested : tuple of str or None
        What the first of these rows look like instead, as text, one a row; for reports.
    total : int or None
        How many rows there are, where their positions were not kept.
    """

    positions: Positions
    scores: Floats | None = None
    suggested: tuple[str, ...] | None = None
    total: int | None = None

    @property
    def count(self) -> int:
        """Number of rows."""
        return len(self.positions) if self.total is None else self.total


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Numbers to look at: one bar a label. Renderers decide how to draw it.

    Attributes
    ----------
    title : str
        What the bars show.
    unit : str
        Of the values: ``"rows"``, ``"share of rows"``, ``"skill"``.
    labels : tuple of str
        One a bar, in the order in which they are to be read.
    values : tuple of float
        One a bar.
    marked : tuple of int
        Positions of the bars that the issue is about.
    ordered : bool
        True where the labels are a scale (bins of a number, dates) and no mere names.
    beside : tuple of float
        A second bar a label, to be compared with the first; empty for none. The title says which is which: the second is blue.
    """

    title: str
    unit: str
    labels: tuple[str, ...]
    values: tuple[float, ...]
    marked: tuple[int, ...] = ()
    ordered: bool = False
    beside: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """What a repair needs to know beyond the measurement's own columns and rows.

    Attributes
    ----------
    columns : tuple of str or None
        What is to be edited; None for the measurement's columns. With none at all there is no repair.
    rows : ndarray of int64 or None
        Which rows; None for the measurement's rows. With none at all there is no repair.
    cells : ndarray or None
        What should stand in these rows, one a row; None among them is a missing value.
    """

    columns: tuple[str, ...] | None = None
    rows: Positions | None = None
    cells: Array | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """One edit that fixes an issue.

    Attributes
    ----------
    kind : str
        See `RepairKind`. ``"in-pipeline"``: nothing in the data, for what is fitted belongs in the pipeline.
    columns, rows, cells
        What is edited, and what should stand there: see `Mend`.
    safe : bool
        True if there is one defensible answer.
    by_name : bool
        True if it is as likely wrong as right: made only if its issue's id is given, not by ``apply="all"``.
    everywhere : bool
        True for an edit that reads the same cell the same way in every row, held-out rows too.
    code : str
        For ``"in-pipeline"``: what goes into the user's own pipeline.
    removes : str
        What goes with it that measured performance cannot show: ``"a leak"``. Such an edit is made even if it lowers performance.
    """

    kind: RepairKind
    columns: tuple[str, ...] = ()
    rows: Positions | None = None
    cells: Array | None = None
    safe: bool = False
    by_name: bool = False
    everywhere: bool = False
    code: str = ""
    removes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """What a check measured. It says how much, not how bad: that is the rule's part.

    Attributes
    ----------
    value : float
        The effect, in `unit`.
    unit : str
        For people: ``"share of rows"``, ``"days"``, ``"skill"``.
    interval : tuple of float or None
        95 % interval of `value`.
    columns : tuple of str
        The columns it is about; empty for the dataset as a whole.
    rows : Rows or None
        The rows it is about, where they can be named.
    about : str
        What distinguishes two measurements of one check on the same columns (a class, a token); part of the issue's id.
    kind : str
        Which of the rule's messages says it; empty for the rule's ``default``.
    notes : tuple of str
        Which of the rule's notes follow the message's why, in this order.
    details : mapping
        Further numbers and names for the rule's texts, conditions and the report; JSON values only, and no sentences, which stand
        in the rule.
    evidence : tuple of Evidence
        Pictures.
    mends : tuple of Mend
        What would put it right, where columns and rows alone do not say it.
    covered_by : tuple of str
        Checks that report these same cells better. Where one of them ran and reports an issue about them, this becomes no issue;
        it is measured all the same. Empty for what no other check reports.
    """

    value: float
    unit: str
    interval: tuple[float, float] | None = None
    columns: tuple[str, ...] = ()
    rows: Rows | None = None
    about: str = ""
    kind: str = ""
    notes: tuple[str, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    mends: tuple[Mend, ...] = ()
    covered_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a measurement that is no issue said, in short: what becomes one later can be held against it.

    Attributes
    ----------
    id : str
        That of the issue which it would be.
    value : float
        The effect.
    interval : tuple of float or None
        95 % interval of `value`.
    """

    id: str
    value: float
    interval: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """A few of an issue's rows as they are in the data (masked where they look personal), to be shown as a table.

    Attributes
    ----------
    columns : tuple of str
        Heads.
    positions : tuple of int
        0-based row positions.
    labels : tuple of str or None
        The index labels or ids of these rows, where the input has such.
    label : {"id", "index"}
        Which of both they are.
    cells : tuple of tuple of str or None
        One tuple a row, one text a cell, None where the cell is empty.
    suggested : tuple of str or None
        What should stand in the column that the issue names, one text a row, None where nothing is suggested; None for all.
    pairs : int
        How many of the first rows stand in pairs: a row, and behind it what is a copy of it.
    thumbnails : tuple of ndarray or None
        Of the first rows, where the issue is about images: pixels of three colours, shape (64, 64, 3).
    """

    columns: tuple[str, ...]
    positions: tuple[int, ...]
    labels: tuple[str, ...] | None
    cells: tuple[tuple[str | None, ...], ...]
    label: Literal["id", "index"] = "id"
    suggested: tuple[str | None, ...] | None = None
    pairs: int = 0
    thumbnails: tuple[Array | None, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A measurement that a rule judged to be a problem.

    Attributes
    ----------
    id : str
        Stable between runs: the check, the columns, and what it is about.
    check, dimension, severity
        Which check found it, where it belongs, how bad it is.
    columns : tuple of str
        The columns it names; empty for the dataset as a whole.
    rows : Rows or None
        Every row it names, worst first.
    labels : tuple or None
        Index labels or ids of the first 100 rows, where the input has such.
    value, unit, interval
        The measured effect.
    threshold : float
        The bound of the rule that `value` crossed.
    cost, cost_interval : float, tuple of float
        Points of score that its cause takes on its own, 0 to 100, and their 95 % interval.
    possible : float
        Points of score that may be lost though no loss is expected: nothing in the rows shows which is right. Not written down.
    cause : str
        Issues of one cause cost once, at the costliest; empty if it has its own cause.
    blocking : bool
        True if it caps the verdict whatever the score.
    title, why, fix : str
        The fact; why it matters to a model; what to do.
    details, evidence, examples
        What was measured beside the value, pictures of it, and some of its rows.
    repairs : tuple of Repair
        The edits that fix it; empty if only a person can.
    also : tuple of Issue
        Other issues of the same cause, worst first: its evidence. They stand nowhere else.
    several : bool
        True where it only sums up those in `also`, issues of one check and severity about different columns.
    own : tuple of float or None
        Its cost without the others of its cause, between the ends of its interval; None where `cost` is that.
    covered_by : tuple of str
        Checks that would tell it better, had they told it: see `Measurement`. Not written down.
    kind : str
        Which of the rule's messages it uses: see `Measurement`. Not written down.
    """

    id: str
    check: str
    dimension: DimensionName
    severity: Severity
    columns: tuple[str, ...]
    rows: Rows | None
    labels: tuple[Any, ...] | None
    value: float
    unit: str
    interval: tuple[float, float] | None
    threshold: float
    cost: float
    cost_interval: tuple[float, float]
    blocking: bool
    title: str
    why: str
    fix: str
    details: Mapping[str, Any]
    evidence: tuple[Evidence, ...]
    examples: Examples | None = None
    repairs: tuple[Repair, ...] = ()
    cause: str = ""
    also: tuple[Issue, ...] = ()
    several: bool = False
    own: tuple[float, float, float] | None = None
    possible: float = 0.0

    @property
    def every(self) -> tuple[Issue, ...]:
        """Each issue of its cause as it was found: itself, where it is one, and the others."""
        if self.several or not self.also:
            return self.also or (self,)
        low, cost, high = self.own or (self.cost_interval[0], self.cost, self.cost_interval[1])
        return (replace(self, cost=cost, cost_interval=(low, high), also=(), own=None), *self.also)

    covered_by: tuple[str, ...] = ()
    kind: str = ""

    @property
    def takes_from(self) -> frozenset[tuple[str, str]]:
        """What it takes skill from, each of which can be lost once: its cause, or its columns in its dimension."""
        # however many leaks lend the skill of the answer, it is lost once
        if cause := self.cause or ("leak" if self.dimension == "leakage" else ""):
            return frozenset({("", cause)})
        return frozenset((str(self.dimension), name) for name in self.columns) or frozenset({(self.check, "")})


def worst_first(issue: Issue) -> tuple[int, float, str]:
    """Sort key of issues, the same for those of an audit and of a baseline, which keeps them by id."""
    return SEVERITIES.index(issue.severity), -issue.cost, issue.id
