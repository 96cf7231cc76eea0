"""Audits and gate decisions as SARIF 2.1.0, for code scanning, editors and other readers of static analysis results."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any, Literal

from dataqa.decision import Acceptance, Decision, Finding, IssueChange, IssueState
from dataqa.judgement import Outcome
from dataqa.model import SEVERITIES, Issue, Severity
from dataqa.record import CheckText, Record
from dataqa.render import words
from dataqa.render.decision_texts import CHANGES, DecisionMasker, accepted_by, changes_of, fact_of
from dataqa.render.issue_texts import LONGEST, ended, rows_of, said
from dataqa.render.json import dump, plain
from dataqa.render.markdown import prose
from dataqa.render.masking import Masker
from dataqa.render.places import Place, Places, shown_name
from dataqa.render.unlooked import lines_of

BaselineState = Literal["new", "unchanged", "updated", "absent"]
LEVELS: dict[Severity, str] = {"critical": "error", "high": "error", "medium": "warning", "low": "note", "info": "note"}
RELATED = 10
"""Rows of an issue that are given; JSON has more."""
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_STATES: dict[IssueState, BaselineState] = {"new": "new", "worse": "updated", "same": "unchanged", "resolved": "absent"}
_JSON = dict[str, Any]


def to_sarif(
    record: Record, *, issues: Sequence[Issue] | None = None, states: Mapping[str, BaselineState] | None = None, mask: bool = True
) -> str:
    """Return the audit as a SARIF 2.1.0 log: one run, a rule for each check that found something, a result for each issue.

    A result stands at its worst row, or at the names of the columns. Lines are told only where each row of the file is one line:
    a result has no region where cells hold line breaks, and of packed and binary files; see `dataqa.render.places.Places`.
    Files below the working directory are told from there, others by name alone.

    Parameters
    ----------
    record : Record
        What was found.
    issues : sequence of Issue, optional
        Other issues than the record's: only the new ones, or also those of a baseline that are gone.
    states : mapping of issue id to {"new", "unchanged", "updated", "absent"}, optional
        How each issue stands to a baseline.
    mask : bool
        Hide personal data.

    Returns
    -------
    str
        JSON, UTF-8, the same text for the same record.
    """
    return log([run_of(record, Masker(record, on=mask), issues=issues, states=states)])


def log(runs: Sequence[_JSON]) -> str:
    """Return runs as the text of a SARIF log."""
    return dump({"$schema": _SCHEMA, "version": "2.1.0", "runs": list(runs)})


def run_of(
    record: Record,
    masker: Masker,
    *,
    name: str = "",
    issues: Sequence[Issue] | None = None,
    states: Mapping[str, BaselineState] | None = None,
) -> _JSON:
    """Return the run of an audit; `name` tells it from the other runs of a log where it is not the dataset's own."""
    issues = record.issues if issues is None else issues
    places, states = Places(record.dataset), states or {}
    worst: dict[str, Issue] = {}
    for issue in sorted(issues, key=lambda issue: SEVERITIES.index(issue.severity)):
        worst.setdefault(issue.check, issue)
    index = {check: place for place, check in enumerate(worst)}
    driver = {"name": "dataqa", "version": record.version, "rules": [_rule(issue, record, masker) for issue in worst.values()]}
    run: _JSON = {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"dataqa/{name or shown_name(record.dataset)}/"},
        "invocations": [_invocation(record.outcomes, masker)],
        "results": [
            _result(issue, record, masker, places, states.get(issue.id)) | {"ruleIndex": index[issue.check]} for issue in issues
        ],
        "properties": _judgement(record, masker),
    }
    if places.files:
        run["artifacts"] = [{"location": _artifact(file), "roles": ["analysisTarget"]} for file in places.files]
    if any(file.inside for file in places.files):
        run["originalUriBaseIds"] = {_ROOT: {"description": {"text": "The folder in which dataqa was called."}}}
    return run


def _rule(worst: Issue, record: Record, masker: Masker) -> _JSON:
    texts = record.texts.get(worst.check)
    measures = words.visible(texts.measures, LONGEST) if texts else worst.check.replace("-", " ").capitalize()
    why = words.visible(texts.why, LONGEST) if texts else said(worst, "why", masker)
    fix = words.visible(texts.fix, LONGEST) if texts else said(worst, "fix", masker)
    told = CheckText(measures=measures, why=why, fix=fix)
    rule = _rule_of(worst.check, told, LEVELS[worst.severity], f"dataqa explain {worst.check}")
    return rule | {"properties": {"dimension": worst.dimension, "tags": ["data-quality", worst.dimension]}}


def _rule_of(ident: str, text: CheckText, level: str, more: str) -> _JSON:
    """Return a rule: what it says, and the command that says more."""
    why, fix = text.why, text.fix
    return {
        "id": ident,
        "name": "".join(part[:1].upper() + part[1:] for part in re.split(r"[^0-9A-Za-z]+", ident)) or ident,
        "shortDescription": {"text": text.measures},
        "fullDescription": {"text": why},
        "help": {
            "text": f"Why it matters: {why}\n\nWhat to do: {fix}\n\nMore: {more}",
            "markdown": f"**Why it matters:** {prose(why, LONGEST)}\n\n**What to do:** {prose(fix, LONGEST)}\n\nMore: `{more}`",
        },
        "defaultConfiguration": {"level": level},
    }


def _result(issue: Issue, record: Record, masker: Masker, places: Places, state: BaselineState | None) -> _JSON:
    fact, why, fix = said(issue, "title", masker), said(issue, "why", masker), said(issue, "fix", masker)
    gone = state == "absent"  # its rows are those of other data
    place = places.files[0] if gone and places.files else places.of(issue)
    found: _JSON = {
        "ruleId": issue.check,
        "level": LEVELS[issue.severity],
        "rank": _rank(issue.severity, issue.cost),
        "message": _message(fact, why, fix),
        "locations": [_location(issue.columns, record, place)],
        "partialFingerprints": _fingerprints("issue", issue.id),
        "properties": _measured(issue, masker),
    }
    if state is not None:
        found["baselineState"] = state
    rows = () if gone else rows_of(issue, masker, RELATED)
    related = [_row(k, places.of_row(at), f"row {at:,} (from 0){name}") for k, (at, name) in enumerate(rows, 1)]
    return found | ({"relatedLocations": related} if related else {})


def _message(fact: str, *more: str) -> _JSON:
    """Return what a result says: the fact alone as plain text, and with all else as Markdown."""
    return {
        "text": _literal(fact.replace("](", "] (")),
        "markdown": _literal("\n\n".join((f"**{prose(fact, LONGEST)}**", *(prose(text, LONGEST) for text in more)))),
    }


def _fingerprints(kind: str, ident: str) -> _JSON:
    """Return by what a result is known again in the next run."""
    return {
        f"dataqa/{kind}/v1": ident,
        # the only one that GitHub reads; without it two results on one line are one alert there
        "primaryLocationLineHash": sha256(ident.encode("utf-8", "replace")).hexdigest()[:16] + ":1",
    }


def _rank(severity: Severity, cost: float = 0.0) -> float:
    """Return 0 to 100: a fifth for each severity, and within it by cost."""
    cost = min(max(cost, 0.0), 100.0) if math.isfinite(cost) else 0.0
    return round(20.0 * (len(SEVERITIES) - 1 - SEVERITIES.index(severity)) + cost / 5, 2)


def _literal(text: str) -> str:
    """Return a message whose braces are no placeholders (SARIF 3.11.5)."""
    return text.replace("{", "{{").replace("}", "}}")


def _artifact(place: Place) -> _JSON:
    return {"uri": place.uri, "index": place.index} | ({"uriBaseId": _ROOT} if place.inside else {})


def _physical(place: Place) -> _JSON:
    return {"artifactLocation": _artifact(place)} | ({} if place.line is None else {"region": {"startLine": place.line}})


def _location(columns: Sequence[str], record: Record, place: Place | None) -> _JSON:
    """Return where a result stands: in the file, where there is one, and in the columns."""
    name, shown = shown_name(record.dataset), [words.visible(column, 200) for column in columns]
    logical = [{"name": column, "fullyQualifiedName": f"{name}/{column}", "kind": "column"} for column in shown]
    if place is None:
        logical.insert(0, {"name": name, "fullyQualifiedName": name, "kind": "dataset"})
    found: _JSON = {} if place is None else {"physicalLocation": _physical(place)}
    return found | ({"logicalLocations": logical} if logical else {})


def _row(ident: int, place: Place | None, told: str) -> _JSON:
    where: _JSON = {"physicalLocation": _physical(place)} if place else {"logicalLocations": [{"name": told, "kind": "row"}]}
    return {"id": ident, "message": {"text": _literal(told.replace("](", "] ("))}} | where


def _measured(issue: Issue, masker: Masker) -> _JSON:
    names = ("dimension", "severity", "columns", "value", "unit", "interval", "threshold", "cost", "cost_interval", "blocking")
    rows = None
    if issue.rows is not None:
        labels = None if issue.labels is None else [masker.label(plain(label)) for label in issue.labels[:RELATED]]
        rows = {"count": issue.rows.count, "positions": issue.rows.positions[:RELATED].tolist(), "labels": labels}
    also = [{"id": one.id, "check": one.check, "title": said(one, "title", masker)} for one in issue.also[:RELATED]]
    found = {name: getattr(issue, name) for name in names} | {"rows": rows, "fix": said(issue, "fix", masker)}
    return found | {"also": also} if also else found


def _invocation(outcomes: Iterable[Outcome], masker: Masker) -> _JSON:
    """Return how the run went; a check that failed makes it a failed one, for what was not looked at has not passed."""
    failed: list[_JSON] = []
    unlooked: list[_JSON] = []
    for outcome in outcomes:
        if outcome.status not in ("error", "skipped", "not_applicable"):
            continue
        told = {
            "associatedRule": {"id": outcome.check},
            "level": "error" if outcome.status == "error" else "note",
            "message": {"text": _literal(f"{outcome.check}: {ended(outcome, masker)}".replace("](", "] ("))},
        }
        (failed if outcome.status == "error" else unlooked).append(told)
    return {"executionSuccessful": not failed, "toolExecutionNotifications": failed, "toolConfigurationNotifications": unlooked}


def _judgement(record: Record, masker: Masker) -> _JSON:
    data, score = record.dataset, record.score
    return {
        "score": score.value, "interval": score.interval, "verdict": score.verdict,
        "verdict_reason": masker.prose(score.verdict_reason), "rows": data.rows, "columns": data.columns,
        "fingerprint": data.fingerprint, "task": record.task.kind, "target": record.task.target, "rules": record.rules,
        "seed": record.seed, "as_of": record.as_of, "unlooked": lines_of(record),
    }  # fmt: skip


def decision_to_sarif(decision: Decision, *, mask: bool = True) -> str:
    """Return the decision as a SARIF log: a result for each issue of either side, and for each other change.

    What fails the gate is an error, all else a note. Issues have a ``baselineState``: new, updated (worse), unchanged or absent
    (resolved); changes of columns, rows and distributions are new, and results of rules of their own: ``schema``, ``drift``,
    ``rows``, ``score``, ``outcome``. What somebody accepted is suppressed, for the reason that was given.

    Parameters
    ----------
    decision : Decision
        What the gate decided.
    mask : bool
        Hide personal data.

    Returns
    -------
    str
        JSON, UTF-8, the same text for the same decision.
    """
    return log([run_of_decision(decision, mask=mask)])


def run_of_decision(decision: Decision, *, name: str = "", mask: bool = True) -> _JSON:
    """Return the run of one dataset; `name` tells it from the others of a log."""
    masker, record = DecisionMasker(decision, on=mask), decision.after
    issues: list[IssueChange] = [*decision.new, *decision.worse, *decision.same, *decision.resolved]
    states = {change.issue.id: _STATES[change.state] for change in issues}
    run = run_of(record, masker, name=name, issues=[change.issue for change in issues], states=states)
    changes, rules = changes_of(decision), run["tool"]["driver"]["rules"]
    for change, result in zip(issues, run["results"], strict=True):
        more = (said(change.issue, "why", masker), said(change.issue, "fix", masker))
        result |= _judged(change, _message(fact_of(change, masker), *more))
        result["properties"] |= {"state": change.state, "fails": change.fails}
    index = {check: len(rules) + place for place, check in enumerate(dict.fromkeys(one.check for one in changes))}
    rules += [_change_rule(check, changes) for check in index]
    places = Places(record.dataset)
    run["results"] += [_change_result(one, decision, masker, places) | {"ruleIndex": index[one.check]} for one in changes]
    run["properties"] |= {"passed": decision.passed, "baseline": {"score": decision.before.score.value}}
    return run


def _change_rule(check: str, changes: Sequence[Finding]) -> _JSON:
    fails = any(one.fails for one in changes if one.check == check)
    rule = _rule_of(check, CHANGES[check], "error" if fails else "note", "dataqa gate --help")
    return rule | {"properties": {"tags": ["data-quality", "gate"]}}


def _change_result(finding: Finding, decision: Decision, masker: DecisionMasker, places: Places) -> _JSON:
    text = CHANGES[finding.check]
    found: _JSON = {
        "ruleId": finding.check,
        "rank": _rank(finding.severity),
        "locations": [_location(finding.columns, decision.after, places.of_columns(finding.columns))],
        "partialFingerprints": _fingerprints("change", finding.id),
        "baselineState": "new",
        "properties": {
            "id": finding.id, "severity": finding.severity, "columns": finding.columns, "state": finding.check,
            "fails": finding.fails, "fix": text.fix,
        },
    }  # fmt: skip
    return found | _judged(finding, _message(fact_of(finding, masker), text.why, text.fix))


def _judged(finding: Finding, told: _JSON) -> _JSON:
    found: _JSON = {"level": "error" if finding.fails else "note", "message": told}
    return found | ({"suppressions": [_suppression(finding.acceptance)]} if finding.acceptance and accepted_by(finding) else {})


def _suppression(acceptance: Acceptance) -> _JSON:
    until = {"owner": acceptance.owner, "expires": acceptance.expires.isoformat()}
    return {"kind": "external", "status": "accepted", "justification": acceptance.reason, "properties": until}
