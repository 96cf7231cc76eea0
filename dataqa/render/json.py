"""Audits and gate decisions as JSON: the same object from ``to_dict`` and ``--json``; the names are a contract."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date, datetime, time, timedelta
from typing import Any

from pydantic_core import to_json as to_json_bytes

from dataqa.answer import Answer, EvidenceReport
from dataqa.decision import Acceptance, Decision, Drift, Estimate, Finding, IssueChange, OutcomeChange, SchemaChange
from dataqa.judgement import Outcome, Unlooked
from dataqa.model import Issue
from dataqa.profile.column import ColumnProfile
from dataqa.record import Record
from dataqa.render.decision_texts import DecisionMasker
from dataqa.render.evidence import plain_evidence
from dataqa.render.fix_hints import fix_with
from dataqa.render.masking import Masker, whole
from dataqa.render.overview import to_do

FIRST, NAMES = 100, 10
"""Rows that are listed of each issue, and issues of each cause; columns of those that a check looked at."""


def to_dict(record: Record, *, mask: bool = True, evidence: EvidenceReport | None = None) -> dict[str, Any]:
    """Return everything one audit found as plain JSON values.

    Parameters
    ----------
    record : Record
        What was found.
    mask : bool
        Hide personal data: values of the columns that a privacy issue names, addresses and long numbers anywhere.
    evidence : EvidenceReport, optional
        What the audit shows about a text.

    Returns
    -------
    dict
        Texts, numbers, booleans, None, lists and dicts with text keys; no NaN and no infinity.
    """
    masker = Masker(record, on=mask)
    data, task, score = record.dataset, record.task, record.score
    found: dict[str, Any] = plain(
        {
            "dataqa": record.version,
            "dataset": {
                "name": data.name,
                "rows": data.rows,
                "columns": data.columns,
                "sample_of": data.seen,
                "fingerprint": data.fingerprint,
                "notes": [masker.prose(note) for note in data.notes],
                "unreadable": data.unreadable,
                "unreadable_examples": [masker.line(line) for line in data.unreadable_examples],
            },
            "task": {
                "kind": task.kind,
                "reason": masker.prose(task.reason),
                "target": task.target,
                "discrete": task.discrete,
                "columns": {
                    c.name: {
                        "role": c.role,
                        "meaning": c.meaning,
                        "reason": masker.reason(c.name, c.reason),
                        "protected": c.protected,
                    }
                    for c in task.columns.values()
                },
            },
            "score": score.value,
            "interval": score.interval,
            "verdict": score.verdict,
            "verdict_reason": masker.prose(score.verdict_reason),
            "dimensions": {
                d.name: {"score": d.score, "issues": len(d.issues), "unlooked": _fields(d.unlooked)}
                for d in score.dimensions.values()
            },
            "performance": None if record.performance is None else asdict(record.performance),
            "do_first": [
                {
                    "issue": None if one.issue is None else one.issue.id,
                    "title": masker.prose(one.title, one.issue),
                    "fix": masker.prose(one.fix, one.issue),
                }
                for one in to_do(record)
            ],
            "waterfall": [{f.name: getattr(step, f.name) for f in fields(step)} for step in score.steps],
            "issues": [_issue(issue, masker) for issue in record.issues],
            "questions": [_answer(answer, masker) for answer in record.answers],
            "outcomes": [_outcome(outcome, masker) for outcome in record.outcomes],
            "profile": {c.name: _column(c, masker) | {"position": i} for i, c in enumerate(record.profile.columns.values())},
            "rules": record.rules,
            "seed": record.seed,
            "as_of": record.as_of,
        }
    )
    return found if evidence is None else found | {"evidence": plain(plain_evidence(evidence, masker))}


def to_json(record: Record, *, mask: bool = True, evidence: EvidenceReport | None = None) -> str:
    """Return `to_dict` as JSON text: keys sorted, indented by two, UTF-8, with a last newline; the same bytes each time."""
    return _text(to_dict(record, mask=mask, evidence=evidence), sort_keys=True)


def dump(value: Any, *, sort_keys: bool = False) -> str:
    """Return a value as JSON text, indented by two, UTF-8, with a last newline; values are made `plain` first."""
    return _text(plain(value), sort_keys=sort_keys)


def _text(value: Any, *, sort_keys: bool) -> str:
    # json of the standard library indents in Python: ten times as slow
    return to_json_bytes(_sorted(value) if sort_keys else value, indent=2, inf_nan_mode="null").decode() + "\n"


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    return list(map(_sorted, value)) if isinstance(value, list | tuple) else value


def plain(value: Any) -> Any:
    """Return a value as JSON has it: dates as ISO text, numpy scalars as Python's, NaN and infinities as None."""
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, str):
        return value if type(value) is str and value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, Mapping):
        return {plain(key if isinstance(key, str) else _key(key)): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, set | frozenset):
        return sorted((plain(inner) for inner in value), key=repr)
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    return plain(str(value))


def _key(key: Any) -> str:
    inner = plain(key)
    return inner if isinstance(inner, str) else json.dumps(inner)


def _issue(issue: Issue, masker: Masker) -> dict[str, Any]:
    rows = None
    if issue.rows is not None:
        labels = None if issue.labels is None else [masker.label(plain(label)) for label in issue.labels[:FIRST]]
        rows = {"count": issue.rows.count, "positions": issue.rows.positions[:FIRST].tolist(), "labels": labels}
    names = ("id", "check", "dimension", "severity", "columns", "value", "unit", "interval", "threshold", "cost", "cost_interval")
    told = {name: masker.prose(getattr(issue, name), issue) for name in ("title", "why", "fix")}
    more = {"rows": rows, "blocking": issue.blocking, "fix_with": fix_with(issue), "details": masker.details(issue)}
    return (
        {name: getattr(issue, name) for name in names}
        | told
        | more
        | {"also": [_merged(one, masker) for one in issue.also[:FIRST]]}
    )


def _merged(issue: Issue, masker: Masker) -> dict[str, Any]:
    """Return what is said of an issue that is part of another."""
    names = ("id", "check", "dimension", "severity", "columns", "value", "unit", "interval", "cost")
    rows = None if issue.rows is None else {"count": issue.rows.count, "positions": issue.rows.positions[:FIRST].tolist()}
    return {name: getattr(issue, name) for name in names} | {"title": masker.prose(issue.title, issue), "rows": rows}


def _outcome(outcome: Outcome, masker: Masker) -> dict[str, Any]:
    """Return how a check ended: what it looked at as a count and the first names, for each check of a wide table looks at most."""

    def some(names: Sequence[str]) -> dict[str, Any]:
        return {"count": len(names), "columns": names[:NAMES]}

    # how long it took differs from run to run, and the same data gives the same bytes: `--timings` writes it
    told = {name: getattr(outcome, name) for name in ("check", "dimension", "status", "asks")} | {"seconds": None}
    unread = [some(one.columns) | {"reason": one.reason} for one in outcome.unread]
    return told | {"reason": masker.prose(outcome.reason), "looked": some(outcome.looked), "unread": unread}


def _fields(unlooked: Unlooked | None) -> dict[str, Any] | None:
    return None if unlooked is None else {"reason": unlooked.reason, "asks": unlooked.asks}


def _answer(answer: Answer, masker: Masker) -> dict[str, Any]:
    told = {f.name: getattr(answer, f.name) for f in fields(answer)}
    return told | {name: [masker.prose(line) for line in told[name]] for name in ("obstacles", "measured", "unlooked")}


def _column(column: ColumnProfile, masker: Masker) -> dict[str, Any]:
    told: dict[str, Any] = {f.name: getattr(column, f.name) for f in fields(column) if f.name != "name"}
    if column.name in masker.personal:
        told["top"] = [(whole(str(plain(value))), count) for value, count in column.top]
        told |= {"minimum": None, "maximum": None, "mean": None, "deviation": None, "quantiles": {}, "histogram": (), "buckets": {}}
    elif masker.on:
        told["top"] = [(masker.cell(column.name, v) if isinstance(v, str) else v, count) for v, count in column.top]
    return told | {"masked": column.name in masker.personal}


def decision_to_dict(decision: Decision, *, mask: bool = True) -> dict[str, Any]:
    """Return a decision as plain JSON values.

    Parameters
    ----------
    decision : Decision
        What the gate decided.
    mask : bool
        Hide personal data.

    Returns
    -------
    dict
        Texts, numbers, booleans, None, lists and dicts with text keys; no NaN and no infinity.
    """
    masker = DecisionMasker(decision, on=mask)

    def several(findings: Sequence[Finding]) -> list[dict[str, Any]]:
        return [_finding(one, masker) for one in findings]

    rows, score = decision.rows, decision.score
    found: dict[str, Any] = plain(
        {
            "passed": decision.passed,
            "reasons": [masker.prose(reason) for reason in decision.reasons],
            "failing": several(decision.failing),
            "new": several(decision.new),
            "worse": several(decision.worse),
            "same": several(decision.same),
            "resolved": several(decision.resolved),
            "accepted": several(decision.accepted),
            "idle": [_acceptance(one) for one in decision.idle],
            "score": {
                "old": score.old, "new": score.new, "change": score.change, "old_interval": score.old_interval,
                "new_interval": score.new_interval, "fails": score.fails,
            },
            "rows": {
                "old": rows.old, "new": rows.new, "exact": rows.exact, "unknown": rows.unknown,
                **{name: _estimate(getattr(rows, name)) for name in ("same", "added", "removed", "relabelled", "copies")},
                "findings": several(rows.findings),
            },
            "schema": several(decision.schema),
            "drift": several(decision.drift),
            "target_drift": several(decision.target_drift),
            "outcomes": several(decision.outcomes),
            "notes": [masker.prose(note) for note in decision.notes],
            "before": _side(decision.before),
            "after": _side(decision.after),
        }
    )  # fmt: skip
    return found


def decision_to_json(decision: Decision, *, mask: bool = True) -> str:
    """Return `decision_to_dict` as JSON text: keys sorted, indented by two, UTF-8, with a last newline."""
    return _text(decision_to_dict(decision, mask=mask), sort_keys=True)


def _finding(finding: Finding, masker: DecisionMasker) -> dict[str, Any]:
    told: dict[str, Any] = {name: getattr(finding, name) for name in ("id", "check", "severity", "columns", "fails")}
    told |= {name: masker.prose(getattr(finding, name), finding) for name in ("title", "reason")}
    told["acceptance"] = None if finding.acceptance is None else _acceptance(finding.acceptance)
    if isinstance(finding, IssueChange):
        issue, old = finding.issue, finding.old
        told |= {
            "state": finding.state,
            "dimension": issue.dimension,
            "value": issue.value,
            "unit": issue.unit,
            "interval": issue.interval,
        }
        told |= {"rows": None if issue.rows is None else issue.rows.count, "cost": issue.cost}
        told["old"] = (
            None if old is None else {"id": old.id, "severity": old.severity, "value": old.value, "interval": old.interval}
        )
    elif isinstance(finding, Drift):
        told |= {name: getattr(finding, name) for name in ("about", "value", "interval", "what", "old", "new")}
    elif isinstance(finding, SchemaChange):
        told |= {"what": finding.what, "old": finding.old, "new": finding.new}
    elif isinstance(finding, OutcomeChange):
        told |= {"old": finding.old, "new": finding.new}
    return told


def _acceptance(one: Acceptance) -> dict[str, Any]:
    return {field.name: getattr(one, field.name) for field in fields(one)}


def _estimate(rows: Estimate | None) -> dict[str, Any] | None:
    return None if rows is None else {"value": rows.value, "low": rows.low, "high": rows.high}


def _side(record: Record) -> dict[str, Any]:
    data = record.dataset
    told = {"name": data.name, "rows": data.rows, "columns": data.columns, "fingerprint": data.fingerprint}
    told |= {"dataqa": record.version, "rules": record.rules, "seed": record.seed, "as_of": record.as_of}
    return told | {"score": record.score.value, "verdict": record.score.verdict}
