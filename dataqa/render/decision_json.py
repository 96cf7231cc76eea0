"""A decision as JSON: the same object from ``to_dict`` and ``--json``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from dataqa.decision import Acceptance, Decision, Drift, Estimate, Finding, IssueChange, OutcomeChange, SchemaChange
from dataqa.record import Record
from dataqa.render.decision_words import Hider
from dataqa.render.json import plain


def to_dict(decision: Decision, *, mask: bool = True) -> dict[str, Any]:
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
    hider = Hider(decision, on=mask)

    def several(findings: Sequence[Finding]) -> list[dict[str, Any]]:
        return [_finding(one, hider) for one in findings]

    rows, score = decision.rows, decision.score
    found: dict[str, Any] = plain(
        {
            "passed": decision.passed,
            "reasons": [hider.prose(reason) for reason in decision.reasons],
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
            "notes": [hider.prose(note) for note in decision.notes],
            "before": _side(decision.before),
            "after": _side(decision.after),
        }
    )  # fmt: skip
    return found


def to_json(decision: Decision, *, mask: bool = True) -> str:
    """Return `to_dict` as JSON text: keys sorted, indented by two, UTF-8, with a last newline."""
    return json.dumps(to_dict(decision, mask=mask), ensure_ascii=False, allow_nan=False, sort_keys=True, indent=2) + "\n"


def _finding(finding: Finding, hider: Hider) -> dict[str, Any]:
    told: dict[str, Any] = {name: getattr(finding, name) for name in ("id", "check", "severity", "columns", "fails")}
    told |= {name: hider.prose(getattr(finding, name), finding) for name in ("title", "reason")}
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
