"""The decision: everything that changed, judged by the rules of the gate."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from dataqa.decision import Acceptance, Decision, Finding, IssueChange, OutcomeChange, RowsChange, ScoreChange
from dataqa.errors import CallError
from dataqa.gating.acceptances import acceptances, applied, idle
from dataqa.gating.came_and_went import rows_change
from dataqa.gating.drifted import drifts
from dataqa.gating.issues import issue_changes
from dataqa.gating.leaking_additions import with_leaking_additions
from dataqa.gating.one_a_cause import one_a_cause
from dataqa.gating.schema_changes import renamed, schema_changes
from dataqa.gating.sides import sketches
from dataqa.keys import VARIABLE
from dataqa.model import SEVERITIES
from dataqa.policy.gate_rules import GateRules, severity_of
from dataqa.policy.pack import Rules
from dataqa.record import Record
from dataqa.render import words

F = TypeVar("F", bound=Finding)
_LOOKED = ("flagged", "passed")


def decide(
    before: Record,
    after: Record,
    rules: Rules,
    accept: Iterable[Acceptance | Mapping[str, Any]] = (),
    *,
    fail_under: float | None = None,
    today: date | None = None,
) -> Decision:
    """Hold a record against its baseline.

    Parameters
    ----------
    before, after : Record
        The baseline, and the data as it is now.
    rules : Rules
        In force now; their part ``gate`` says what fails.
    accept : iterable of Acceptance or mapping
        Findings that may stand.
    fail_under : float, optional
        A score below which it fails whatever the baseline had.
    today : date, optional
        The day by which acceptances expire; default today.

    Returns
    -------
    Decision
        The same for the same arguments, on the same day.

    Raises
    ------
    CallError
        Where the hashes of both sides have different keys.
    """
    if before.key != after.key:
        raise CallError(
            f"The baseline's hashes were written with another secret in the environment variable {VARIABLE}"
            f"{'' if after.key else ', which is not set here'}; set the same, or write a new baseline with --update."
        )
    accepted = acceptances(accept, rules.by_check)
    both, gate = (sketches(before), sketches(after)), rules.gate
    renames = renamed(before, after, both)
    issues = issue_changes(before, after, rules, renames)
    schema = _failing(with_leaking_additions(schema_changes(before, after, both, gate), before, after, rules), gate)
    moved = _failing(list(drifts(before, after, both, gate)), gate)
    rows = rows_change(before, after, gate.rows, renames)
    outcomes = _failing(list(_outcomes(before, after, gate)), gate)
    told = _failing(list(rows.findings), gate)
    score = _score(before, after, gate, fail_under)
    every: list[Finding] = [*issues, *schema, *moved, *outcomes, *told, score]
    day = today or date.today()

    def of(findings: Sequence[F]) -> tuple[F, ...]:
        return tuple(sorted(applied(findings, accepted, day), key=_worst_first))

    issues_now, outcomes_now = tuple(one_a_cause(of(issues), before, after)), of(outcomes)
    schema_now, moved_now, told_now, (score_now,) = of(schema), of(moved), of(told), of([score])
    judged: list[Finding] = [*issues_now, *schema_now, *moved_now, *outcomes_now, *told_now, score_now]
    failing = tuple(sorted((one for one in judged if one.fails), key=_worst_first))
    target = after.task.target
    would = {one.id for one in every if one.fails}

    def state(name: str) -> tuple[IssueChange, ...]:
        return tuple(one for one in issues_now if one.state == name)

    return Decision(
        passed=not failing,
        reasons=tuple(_line(one) for one in failing),
        failing=failing,
        new=state("new"),
        worse=state("worse"),
        same=state("same"),
        resolved=state("resolved"),
        accepted=tuple(one for one in judged if one.acceptance is not None and not one.fails and one.id in would),
        idle=idle(judged, accepted),
        score=score_now,
        rows=replace(rows, findings=told_now),
        schema=schema_now,
        drift=tuple(one for one in moved_now if one.columns != (target,)),
        target_drift=tuple(one for one in moved_now if one.columns == (target,)),
        outcomes=outcomes_now,
        notes=tuple(_notes(before, after, rows)),
        before=before,
        after=after,
    )


def _failing(findings: Sequence[F], gate: GateRules) -> list[F]:
    return [replace(one, fails=gate.fails(one.severity)) for one in findings]


def _worst_first(finding: Finding) -> tuple[int, float, str]:
    issue = finding.issue if isinstance(finding, IssueChange) else None
    return SEVERITIES.index(finding.severity), 0.0 if issue is None else -issue.cost, finding.id


def _line(finding: Finding) -> str:
    what = f"{finding.state} issue: " if isinstance(finding, IssueChange) else ""
    return f"{finding.severity}: {what}{finding.title}" + (f" ({finding.reason})" if finding.reason else "")


def _outcomes(before: Record, after: Record, gate: GateRules) -> Iterator[OutcomeChange]:
    was = {one.check: one for one in before.outcomes}
    for now in after.outcomes:
        then = was.get(now.check)
        if now.status in _LOOKED or (then is not None and then.status == now.status):
            continue
        looked = then is not None and then.status in _LOOKED
        if now.status != "error" and not looked:
            continue
        ended = "failed to run" if now.status == "error" else "did not run"
        yield OutcomeChange(
            id=f"outcome:{now.check}",
            check="outcome",
            severity=gate.outcomes.error if now.status == "error" else gate.outcomes.unlooked,
            title=f"{now.check} {ended}{' this time' if looked else ''}: {now.reason}",
            old=None if then is None else then.status,
            new=now.status,
        )


def _score(before: Record, after: Record, gate: GateRules, fail_under: float | None) -> ScoreChange:
    old, new = before.score, after.score
    apart = new.interval[1] < old.interval[0] and new.value < old.interval[0] and old.value > new.interval[1]
    fall = old.value - new.value
    severity = (severity_of(fall, gate.score) if apart else None) or "info"
    title = f"The score went from {words.score(old.value)} to {words.score(new.value)}"
    fails, reason = gate.fails(severity), "" if apart or not fall > 0 else "which chance may explain"
    if math.isnan(new.value):
        fails, reason = True, f"there is no score: {words.lowered(new.verdict_reason)}"
    elif fail_under is not None and new.value < fail_under:
        fails, reason = True, f"below {fail_under:g}"
    return ScoreChange(
        id="score", check="score", severity=severity, title=title, reason=reason, fails=fails, old=old.value, new=new.value,
        old_interval=old.interval, new_interval=new.interval,
    )  # fmt: skip


def _notes(before: Record, after: Record, rows: RowsChange) -> Iterator[str]:
    if rows.unknown:
        yield f"It is not known which rows were added or removed: {rows.unknown}."
    if before.version != after.version:
        yield f"The baseline was made by dataqa {before.version}, this is {after.version}: new issues may come from new checks."
    rules = [Path(record.rules).name for record in (before, after)]  # a baseline names no folder of another machine
    if rules[0] != rules[1]:
        yield f"The baseline was judged by the rules {rules[0]}, the data by {rules[1]}."
    if before.as_of != after.as_of:
        yield f"Freshness was measured from {before.as_of}, and is now from {after.as_of}."
    if (before.task.kind, before.task.target) != (after.task.kind, after.task.target):
        yield f"The task was {_task(before)} and is {_task(after)}."
    roles = [
        f"{name} ({part.role}, was {before.task.columns[name].role})"
        for name, part in after.task.columns.items()
        if name in before.task.columns and before.task.columns[name].role != part.role
    ]
    if roles:
        yield f"Columns with another role than before: {words.listed(roles, 5, 120)}."


def _task(record: Record) -> str:
    return record.task.kind + (f" of {record.task.target}" if record.task.target else "")
