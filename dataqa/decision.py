"""What the gate decided on a change to a dataset: what fails, what is only reported, and both sides of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dataqa.model import Issue, Severity, Status
from dataqa.record import Record

IssueState = Literal["new", "worse", "same", "resolved"]
SchemaWhat = Literal[
    "added", "removed", "renamed", "kind", "stored", "nulls", "order", "new category", "gone category", "new class", "gone class"
]

_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """Somebody's word that a finding may stand, for a reason and for a time.

    Attributes
    ----------
    issue : str
        Id of the issue or change; empty where `check` says which.
    check : str
        A check, or ``"schema"``, ``"drift"``, ``"rows"``, ``"score"``, ``"outcome"``.
    columns : tuple of str
        With `check`: only findings whose columns are all among these; empty for all of the check.
    reason, owner : str
        Why, and who answers for it.
    expires : date
        The last day on which it holds.
    """

    reason: str
    owner: str
    expires: date
    issue: str = ""
    check: str = ""
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that changed, or stayed.

    Attributes
    ----------
    id : str
        Stable between runs: an issue's id, or ``"drift:age"``, ``"schema:removed:age"``, ``"rows:fewer"``.
    check : str
        The check, or ``"schema"``, ``"drift"``, ``"rows"``, ``"score"``, ``"outcome"``.
    severity : {"critical", "high", "medium", "low", "info"}
        How bad it is.
    columns : tuple of str
        Which it is about; empty for the dataset as a whole.
    title : str
        The fact.
    reason : str
        Why it fails, or why it does not.
    fails : bool
        True if it fails the gate.
    acceptance : Acceptance or None
        The one that keeps it from failing, or, where it has expired, no longer does.
    """

    id: str
    check: str
    severity: Severity
    title: str
    columns: tuple[str, ...] = ()
    reason: str = ""
    fails: bool = False
    acceptance: Acceptance | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueChange(Finding):
    """An issue on both sides, or on one.

    Attributes
    ----------
    state : {"new", "worse", "same", "resolved"}
        What became of it.
    issue : Issue
        As it is now; of a resolved one as it was.
    old : Issue or None
        As it was.
    """

    state: IssueState
    issue: Issue
    old: Issue | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaChange(Finding):
    """A change of the columns.

    Attributes
    ----------
    what : str
        ``"added"``, ``"removed"``, ``"renamed"``, ``"kind"``, ``"stored"``, ``"nulls"``, ``"order"``; of categories and classes
        ``"new category"``, ``"gone category"``, ``"new class"``, ``"gone class"``.
    old, new : str
        What it was and is, in words.
    """

    what: SchemaWhat
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift(Finding):
    """How far a column moved.

    Attributes
    ----------
    about : {"values", "empty cells", "length"}
        What of it.
    value, interval : float, tuple of float
        In standard deviations; the interval holds for all columns together (95 %, Bonferroni).
    what, old, new : str
        What moved most, and what it was and is, in words.
    labels : tuple of str
        Of the bins that both sides were counted in.
    before, after : tuple of float
        Share of rows in each.
    """

    about: Literal["values", "empty cells", "length"]
    value: float
    interval: tuple[float, float]
    what: str
    old: str
    new: str
    labels: tuple[str, ...] = ()
    before: tuple[float, ...] = ()
    after: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeChange(Finding):
    """A check with another outcome than before; `old` is None if there was no such check."""

    old: Status | None
    new: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A number of rows with its 95 % interval; exact where both ends are the value."""

    value: int
    low: int
    high: int

    @property
    def exact(self) -> bool:
        """True if it was counted."""
        return self.low == self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsChange:
    """Which rows came and went.

    Attributes
    ----------
    old, new : int
        Rows before and now.
    same, added, removed : Estimate or None
        Rows on both sides, only now, only before; None if unknown.
    relabelled : Estimate or None
        Rows among `same` that have another label.
    copies : Estimate or None
        Added rows that equal another row.
    unknown : str
        Why it cannot be known.
    findings : tuple of Finding
        What follows from it.
    """

    old: int
    new: int
    same: Estimate | None = None
    added: Estimate | None = None
    removed: Estimate | None = None
    relabelled: Estimate | None = None
    copies: Estimate | None = None
    unknown: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def exact(self) -> bool:
        """True if the rows were counted, not estimated."""
        return self.same is not None and self.same.exact


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreChange(Finding):
    """The score before and now."""

    old: float
    new: float
    old_interval: tuple[float, float]
    new_interval: tuple[float, float]

    @property
    def change(self) -> float:
        """Points gained; negative if it fell."""
        return self.new - self.old


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Decision:
    """What the gate decided.

    Attributes
    ----------
    passed : bool
        True where nothing fails.
    reasons : tuple of str
        Why not, one line each; the worst first.
    failing : tuple of Finding
        All that fails, of whatever kind, the worst first.
    new, worse, same, resolved : tuple of IssueChange
        The issues, by what became of them; the worst first.
    accepted : tuple of Finding
        What would fail but for somebody's word.
    idle : tuple of Acceptance
        Acceptances that nothing calls for any more.
    score : ScoreChange
        Before and now.
    rows : RowsChange
        Which rows came and went.
    schema : tuple of SchemaChange
        What changed of the columns.
    drift : tuple of Drift
        Columns that moved, the furthest first; without the target.
    target_drift : tuple of Drift
        How the target moved.
    outcomes : tuple of OutcomeChange
        Checks with another outcome than before.
    notes : tuple of str
        What to know of the comparison: other rules, another version, another day.
    before, after : Record
        Both sides, whole.
    """

    passed: bool
    reasons: tuple[str, ...]
    failing: tuple[Finding, ...]
    new: tuple[IssueChange, ...]
    worse: tuple[IssueChange, ...]
    same: tuple[IssueChange, ...]
    resolved: tuple[IssueChange, ...]
    accepted: tuple[Finding, ...]
    idle: tuple[Acceptance, ...]
    score: ScoreChange
    rows: RowsChange
    schema: tuple[SchemaChange, ...]
    drift: tuple[Drift, ...]
    target_drift: tuple[Drift, ...]
    outcomes: tuple[OutcomeChange, ...]
    notes: tuple[str, ...]
    before: Record
    after: Record

    def __repr__(self) -> str:
        """Say what was decided, and no cell: both sides, whole, would be pages."""
        counts = {name: len(getattr(self, name)) for name in ("failing", "new", "worse", "same", "resolved", "accepted")}
        told = ", ".join(f"{count} {name}" for name, count in counts.items())
        names = f"{self.before.dataset.name} to {self.after.dataset.name}"
        ids = "".join(f"\n  {one.severity:<8} {one.id}" for one in self.failing[:_SHOWN])
        more = f"\n  and {len(self.failing) - _SHOWN} more" if len(self.failing) > _SHOWN else ""
        return f"Decision on {names}: {'passed' if self.passed else 'failed'} ({told}){ids}{more}"

    @property
    def findings(self) -> Mapping[str, Finding]:
        """Everything that was found, by id."""
        every: tuple[Finding, ...] = (
            *self.new, *self.worse, *self.same, *self.resolved, *self.schema, *self.drift, *self.target_drift, *self.outcomes,
            *self.rows.findings, self.score,
        )  # fmt: skip
        return {finding.id: finding for finding in every}
