"""A decision as JUnit XML: a suite for each kind of change, a case for each thing that was looked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import get_args
from xml.etree import ElementTree as ET

from dataqa.decision import Decision, Finding, IssueChange, SchemaWhat
from dataqa.model import SEVERITIES
from dataqa.render import words
from dataqa.render.change_texts import accepted_by, fact_of, fix_of, state_of
from dataqa.render.decision_words import Hider
from dataqa.render.issue_texts import LONGEST
from dataqa.render.junit import allowed, block, in_suites
from dataqa.render.places import shown_name

ROWS = {
    "fewer": "no fewer rows", "gone": "the old rows are there", "replaced": "not all rows are others",
    "relabelled": "no other labels", "copies": "no copies among the new rows",
}  # fmt: skip
"""By the id of a finding on the rows, what was looked for."""


def to_junit(decision: Decision, *, mask: bool = True) -> str:
    """Return the decision as JUnit XML, with the cases that passed.

    A case fails where the gate does; what is told and fails nothing stands in its ``system-out``. A check that did not look is
    skipped, also one that failed to run: where it looked before, the suite ``outcomes`` says so.

    Parameters
    ----------
    decision : Decision
        What the gate decided.
    mask : bool
        Hide personal data.

    Returns
    -------
    str
        XML 1.0, UTF-8, with a last newline.
    """
    return in_suites(f"dataqa gate: {shown_name(decision.after.dataset)}", suites_of_decision(decision, mask=mask))


def suites_of_decision(decision: Decision, *, name: str = "", mask: bool = True) -> Iterator[ET.Element]:
    """Yield the suites; `name` stands in front where there are several datasets."""
    hider = Hider(decision, on=mask)
    for kind, cases in _cases(decision).items():
        suite = ET.Element("testsuite", {"name": allowed(f"{name}: {kind}" if name else kind)})
        for case, findings in cases.items():
            _case(suite, kind, case, findings, hider)
        if kind == "issues":
            _unlooked(suite, decision, hider)
        yield suite


def _cases(decision: Decision) -> Mapping[str, Mapping[str, Sequence[Finding]]]:
    """Return by kind and by what was looked for what was found."""
    issues: dict[str, list[Finding]] = {o.check: [] for o in decision.after.outcomes if o.status in ("flagged", "passed")}
    for change in (*decision.new, *decision.worse, *decision.same):
        issues.setdefault(change.check, []).append(change)
    schema: dict[str, list[Finding]] = {what: [] for what in get_args(SchemaWhat)}
    for one in decision.schema:
        schema[one.what].append(one)
    sides = [set(side.profile.columns) for side in (decision.before, decision.after)]
    drift: dict[str, list[Finding]] = {name: [] for name in decision.after.profile.columns if name in sides[0] & sides[1]}
    for moved in (*decision.target_drift, *decision.drift):
        drift.setdefault(", ".join(moved.columns), []).append(moved)
    rows: dict[str, list[Finding]] = {told: [] for told in ROWS.values()}
    for found in decision.rows.findings:
        rows.setdefault(ROWS.get(found.id.partition(":")[2], found.id), []).append(found)
    return {
        "issues": issues,
        "schema": schema,
        "drift": drift,
        "rows": rows,
        "score": {"the score": [decision.score]},
        "outcomes": {"every check that looked looks again": list(decision.outcomes)},
    }


def _case(suite: ET.Element, kind: str, name: str, findings: Sequence[Finding], hider: Hider) -> None:
    shown = allowed(words.visible(name, 200))
    case = ET.SubElement(suite, "testcase", {"classname": f"dataqa.gate.{kind}", "name": shown})
    failing = sorted((one for one in findings if one.fails), key=lambda one: SEVERITIES.index(one.severity))
    told = [one for one in findings if not one.fails]
    if failing:
        more = f" (and {len(failing) - 1:,} more)" if len(failing) > 1 else ""
        text = allowed(fact_of(failing[0], hider) + more)
        ET.SubElement(case, "failure", {"type": failing[0].severity, "message": text}).text = _blocks(failing, hider)
    if told:
        ET.SubElement(case, "system-out").text = _blocks(told, hider)


def _unlooked(suite: ET.Element, decision: Decision, hider: Hider) -> None:
    """Add a skipped case for each check that did not look."""
    for outcome in decision.after.outcomes:
        if outcome.status in ("flagged", "passed"):
            continue
        case = ET.SubElement(suite, "testcase", {"classname": "dataqa.gate.issues", "name": outcome.check})
        how = {"error": "failed to run", "skipped": "skipped", "not_applicable": "not applicable"}[outcome.status]
        reason = words.visible(hider.prose(outcome.reason), LONGEST)
        ET.SubElement(case, "skipped", {"type": outcome.status, "message": allowed(f"{how}: {reason}")})


def _blocks(findings: Sequence[Finding], hider: Hider) -> str:
    return allowed("\n\n".join(_block(one, hider) for one in findings))


def _block(finding: Finding, hider: Hider) -> str:
    accepted = accepted_by(finding)
    said = [f"{state_of(finding)}: {fact_of(finding, hider)}", *([accepted[0].upper() + accepted[1:]] if accepted else ())]
    if isinstance(finding, IssueChange):
        return "\n".join([*said, block(finding.issue, hider)])
    told = [] if finding.check == "score" and not finding.fails else [f"What to do: {fix_of(finding, hider)}"]
    return "\n".join([*said, *told, f"Id: {words.visible(finding.id)}"])
