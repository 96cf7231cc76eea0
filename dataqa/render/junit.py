"""The audit as JUnit XML: a suite for each dimension, a case for each check, as build servers read them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.etree import ElementTree as ET

from dataqa.invalid import known_severity
from dataqa.judgement import Outcome
from dataqa.model import DIMENSIONS, SEVERITIES, DimensionName, Issue, Severity
from dataqa.record import Record
from dataqa.render import words
from dataqa.render.issue_texts import LONGEST, at_least, rows_told, said
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
        told = f"{'not applicable' if outcome.status == 'not_applicable' else 'skipped'}: {reason}"
        ET.SubElement(case, "skipped", {"type": outcome.status, "message": told})
        return
    failing = sorted((i for i in issues if at_least(i, fail_on)), key=lambda issue: SEVERITIES.index(issue.severity))
    mild = [issue for issue in issues if not at_least(issue, fail_on)]
    if failing:
        more = f" (and {len(failing) - 1:,} more)" if len(failing) > 1 else ""
        message = allowed(said(failing[0], "title", masker) + more)
        ET.SubElement(case, "failure", {"type": failing[0].severity, "message": message}).text = _blocks(failing, masker)
    if mild or reason:
        ET.SubElement(case, "system-out").text = _blocks(mild, masker) if mild else reason


def _blocks(issues: Sequence[Issue], masker: Masker) -> str:
    return allowed("\n\n".join(block(issue, masker) for issue in issues))


def block(issue: Issue, masker: Masker) -> str:
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
