"""A decision as SARIF 2.1.0: every issue with how it stands to the baseline, and what else changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dataqa.decision import Acceptance, Decision, Finding, IssueChange, IssueState
from dataqa.render.change_texts import CHANGES, accepted_by, changes_of, fact_of
from dataqa.render.decision_words import Hider
from dataqa.render.issue_texts import said
from dataqa.render.places import Places
from dataqa.render.sarif import BaselineState, fingerprints, location, log, message, rank, rule_of, run_of

_STATES: dict[IssueState, BaselineState] = {"new": "new", "worse": "updated", "same": "unchanged", "resolved": "absent"}
_JSON = dict[str, Any]


def to_sarif(decision: Decision, *, mask: bool = True) -> str:
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
    hider, record = Hider(decision, on=mask), decision.after
    issues: list[IssueChange] = [*decision.new, *decision.worse, *decision.same, *decision.resolved]
    states = {change.issue.id: _STATES[change.state] for change in issues}
    run = run_of(record, hider, name=name, issues=[change.issue for change in issues], states=states)
    changes, rules = changes_of(decision), run["tool"]["driver"]["rules"]
    for change, result in zip(issues, run["results"], strict=True):
        more = (said(change.issue, "why", hider), said(change.issue, "fix", hider))
        result |= _judged(change, message(fact_of(change, hider), *more))
        result["properties"] |= {"state": change.state, "fails": change.fails}
    index = {check: len(rules) + place for place, check in enumerate(dict.fromkeys(one.check for one in changes))}
    rules += [_rule(check, changes) for check in index]
    places = Places(record.dataset)
    run["results"] += [_result(one, decision, hider, places) | {"ruleIndex": index[one.check]} for one in changes]
    run["properties"] |= {"passed": decision.passed, "baseline": {"score": decision.before.score.value}}
    return run


def _rule(check: str, changes: Sequence[Finding]) -> _JSON:
    fails = any(one.fails for one in changes if one.check == check)
    rule = rule_of(check, CHANGES[check], "error" if fails else "note", "dataqa gate --help")
    return rule | {"properties": {"tags": ["data-quality", "gate"]}}


def _result(finding: Finding, decision: Decision, hider: Hider, places: Places) -> _JSON:
    text = CHANGES[finding.check]
    found: _JSON = {
        "ruleId": finding.check,
        "rank": rank(finding.severity),
        "locations": [location(finding.columns, decision.after, places.of_columns(finding.columns))],
        "partialFingerprints": fingerprints("change", finding.id),
        "baselineState": "new",
        "properties": {
            "id": finding.id, "severity": finding.severity, "columns": finding.columns, "state": finding.check,
            "fails": finding.fails, "fix": text.fix,
        },
    }  # fmt: skip
    return found | _judged(finding, message(fact_of(finding, hider), text.why, text.fix))


def _judged(finding: Finding, told: _JSON) -> _JSON:
    found: _JSON = {"level": "error" if finding.fails else "note", "message": told}
    return found | ({"suppressions": [_suppression(finding.acceptance)]} if finding.acceptance and accepted_by(finding) else {})


def _suppression(acceptance: Acceptance) -> _JSON:
    until = {"owner": acceptance.owner, "expires": acceptance.expires.isoformat()}
    return {"kind": "external", "status": "accepted", "justification": acceptance.reason, "properties": until}
