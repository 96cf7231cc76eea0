"""Audits and gate decisions as JUnit XML, as build servers read it.

An audit has a suite for each dimension and a case for each check; a decision has a suite for each kind of change.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import get_args
from xml.etree import ElementTree as ET

from dataqa.decision import Decision, Finding, IssueChange, SchemaWhat
from dataqa.invalid import known_severity
from dataqa.judgement import Outcome
from dataqa.model import DIMENSIONS, SEVERITIES, DimensionName, Issue, Severity
from dataqa.record import Record
from dataqa.render import words
from dataqa.render.decision_texts import DecisionMasker, accepted_by, fact_of, fix_of, state_of
from dataqa.render.issue_texts import LONGEST, at_least, ended, rows_told, said
from dataqa.render.masking import Masker
from dataqa.render.places import shown_name
from dataqa.render.unlooked import said as unlooked

ROWS = 10
"""Rows that are named of each issue."""
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_junit(record: Record, *, issues: Sequence[Issue] | None = None, fail_on: Severity = "medium", mask: bool = True) -> str:
    """Return the audit as JUnit XML.

    A check fails where an issue of it is as severe as `fail_on`; milder ones stand in its ``system-out``. A check that could not
    look, or was left out, is skipped, and one that broke is an error: neither has passed. Times are left out, so that the same
    data gives the same bytes.

    Parameters
    ----------
    record : Record
        What was found.
    issues : sequence of Issue, optional
        Other issues than the record's, such as the new ones alone.
    fail_on : {"critical", "high", "medium", "low", "info"}
        The least severity that fails a check.
    mask : bool
        Hide personal data.

    Returns
    -------
    str
        XML 1.0, UTF-8, with a last newline.

    Raises
    ------
    CallError
        Where there is no such severity.
    """
    known_severity(fail_on, "fail_on")
    suites = suites_of(record, Masker(record, on=mask), fail_on=fail_on, issues=issues)
    return in_suites(f"dataqa: {shown_name(record.dataset)}", suites)


def suites_of(
    record: Record, masker: Masker, *, name: str = "", fail_on: Severity = "medium", issues: Sequence[Issue] | None = None
) -> Iterator[ET.Element]:
    """Yield a suite for each dimension; `name` stands in front where there are several datasets."""
    found: dict[str, list[Issue]] = defaultdict(list)
    for issue in record.issues if issues is None else issues:
        found[issue.check].append(issue)
    for dimension, outcomes in _by_dimension(record.outcomes, found):
        suite = ET.Element("testsuite", {"name": allowed(f"{name}: {dimension}" if name else dimension)})
        if dimension in record.score.dimensions:
            parts = ET.SubElement(suite, "properties")
            part = record.score.dimensions[dimension]
            ET.SubElement(parts, "property", {"name": "score", "value": words.score(part.score)})
            if part.unlooked is not None:
                ET.SubElement(parts, "property", {"name": "unlooked", "value": allowed(unlooked(part.unlooked))})
        for outcome in outcomes:
            _case(suite, outcome, found.get(outcome.check, []), fail_on, masker)
        yield suite


def in_suites(name: str, suites: Iterable[ET.Element]) -> str:
    """Return suites as the text of a file, each and all with how many cases there are and how they ended."""
    root = ET.Element("testsuites", {"name": allowed(name)})
    root.extend(suites)
    for element in (root, *root):
        ended = {"failures": "failure", "errors": "error", "skipped": "skipped"}
        numbers = {name: sum(case.find(tag) is not None for case in element.iter("testcase")) for name, tag in ended.items()}
        element.attrib |= {"tests": str(sum(1 for _ in element.iter("testcase")))}
        element.attrib |= {name: str(number) for name, number in numbers.items()}
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _by_dimension(
    outcomes: Sequence[Outcome], found: Mapping[str, Sequence[Issue]]
) -> Iterator[tuple[DimensionName, list[Outcome]]]:
    """Yield the outcomes of each dimension, one a check, and one for each issue's check that has none, as of a baseline."""
    told = {outcome.check: outcome for outcome in outcomes}
    more = [
        Outcome(check=check, dimension=issues[0].dimension, status="flagged")
        for check, issues in found.items()
        if check not in told
    ]
    for dimension in DIMENSIONS:
        if group := [outcome for outcome in (*told.values(), *more) if outcome.dimension == dimension]:
            yield dimension, group


def _case(suite: ET.Element, outcome: Outcome, issues: Sequence[Issue], fail_on: Severity, masker: Masker) -> None:
    """Add the case of one check."""
    case = ET.SubElement(suite, "testcase", {"classname": f"dataqa.{outcome.dimension}", "name": outcome.check})
    reason = allowed(words.visible(masker.prose(outcome.reason), LONGEST))
    if outcome.status == "error":
        ET.SubElement(case, "error", {"type": "error", "message": reason}).text = reason
        return
    if outcome.status in ("skipped", "not_applicable"):
        _skipped(case, outcome, masker)
        return
    failing = sorted((i for i in issues if at_least(i, fail_on)), key=lambda issue: SEVERITIES.index(issue.severity))
    mild = [issue for issue in issues if not at_least(issue, fail_on)]
    if failing:
        title = said(failing[0], "title", masker)
        _fail(case, failing[0].severity, title, [_block(issue, masker) for issue in failing])
    if mild or reason:
        ET.SubElement(case, "system-out").text = _joined([_block(issue, masker) for issue in mild]) if mild else reason


def _skipped(case: ET.Element, outcome: Outcome, masker: Masker) -> None:
    ET.SubElement(case, "skipped", {"type": outcome.status, "message": allowed(ended(outcome, masker))})


def _fail(case: ET.Element, severity: Severity, title: str, blocks: Sequence[str]) -> None:
    """Make a case fail; the title is that of the worst, of which the first block says all."""
    more = f" (and {len(blocks) - 1:,} more)" if len(blocks) > 1 else ""
    ET.SubElement(case, "failure", {"type": severity, "message": allowed(title + more)}).text = _joined(blocks)


def _joined(blocks: Sequence[str]) -> str:
    return allowed("\n\n".join(blocks))


def _block(issue: Issue, masker: Masker) -> str:
    """Return all that is said of an issue, on several lines."""
    blocking = ", blocking" if issue.blocking else ""
    lines = [
        f"{issue.severity}{blocking}: {said(issue, 'title', masker)}",
        f"Why it matters: {said(issue, 'why', masker)}",
        f"What to do: {said(issue, 'fix', masker)}",
        f"Cost: {words.points(issue.cost)} points",
        rows_told(issue, masker, ROWS),
        f"Id: {words.visible(issue.id)}",
    ]
    return "\n".join(line for line in lines if line)


def allowed(text: str) -> str:
    """Replace what XML 1.0 cannot hold."""
    return _FORBIDDEN.sub("\ufffd", text)


ROW_CASES = {
    "fewer": "no fewer rows", "gone": "the old rows are there", "replaced": "not all rows are others",
    "relabelled": "no other labels", "copies": "no copies among the new rows",
}  # fmt: skip
"""By the id of a finding on the rows, what was looked for."""


def decision_to_junit(decision: Decision, *, mask: bool = True) -> str:
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
    masker = DecisionMasker(decision, on=mask)
    for kind, cases in _cases(decision).items():
        suite = ET.Element("testsuite", {"name": allowed(f"{name}: {kind}" if name else kind)})
        for case, findings in cases.items():
            _change_case(suite, kind, case, findings, masker)
        if kind == "issues":
            _unlooked(suite, decision, masker)
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
    rows: dict[str, list[Finding]] = {told: [] for told in ROW_CASES.values()}
    for found in decision.rows.findings:
        rows.setdefault(ROW_CASES.get(found.id.partition(":")[2], found.id), []).append(found)
    return {
        "issues": issues,
        "schema": schema,
        "drift": drift,
        "rows": rows,
        "score": {"the score": [decision.score]},
        "outcomes": {"every check that looked looks again": list(decision.outcomes)},
    }


def _change_case(suite: ET.Element, kind: str, name: str, findings: Sequence[Finding], masker: DecisionMasker) -> None:
    shown = allowed(words.visible(name, 200))
    case = ET.SubElement(suite, "testcase", {"classname": f"dataqa.gate.{kind}", "name": shown})
    failing = sorted((one for one in findings if one.fails), key=lambda one: SEVERITIES.index(one.severity))
    told = [one for one in findings if not one.fails]
    if failing:
        title = fact_of(failing[0], masker)
        _fail(case, failing[0].severity, title, [_change_block(one, masker) for one in failing])
    if told:
        ET.SubElement(case, "system-out").text = _joined([_change_block(one, masker) for one in told])


def _unlooked(suite: ET.Element, decision: Decision, masker: DecisionMasker) -> None:
    """Add a skipped case for each check that did not look."""
    for outcome in decision.after.outcomes:
        if outcome.status in ("flagged", "passed"):
            continue
        case = ET.SubElement(suite, "testcase", {"classname": "dataqa.gate.issues", "name": outcome.check})
        _skipped(case, outcome, masker)


def _change_block(finding: Finding, masker: DecisionMasker) -> str:
    accepted = accepted_by(finding)
    head = [f"{state_of(finding)}: {fact_of(finding, masker)}", *([accepted[0].upper() + accepted[1:]] if accepted else ())]
    if isinstance(finding, IssueChange):
        return "\n".join([*head, _block(finding.issue, masker)])
    told = [] if finding.check == "score" and not finding.fails else [f"What to do: {fix_of(finding, masker)}"]
    return "\n".join([*head, *told, f"Id: {words.visible(finding.id)}"])
