"""The audit as JUnit XML: a suite for each dimension, a case for each check, as build servers read them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from xml.etree import ElementTree as ET

from dataqa.errors import CallError, nearest
from dataqa.model import DIMENSIONS, SEVERITIES, DimensionName, Issue, Outcome, Severity
from dataqa.record import Record
from dataqa.render import words
from dataqa.render.issue_texts import LONGEST, at_least, rows_told, said
from dataqa.render.masking import Masker
from dataqa.render.places import shown_name

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
    if fail_on not in SEVERITIES:
        raise CallError(
            f"fail_on={fail_on!r} is no severity; expected one of {', '.join(SEVERITIES)}.{nearest(str(fail_on), SEVERITIES)}"
        )
    masker = Masker(record, on=mask)
    found: dict[str, list[Issue]] = defaultdict(list)
    for issue in record.issues if issues is None else issues:
        found[issue.check].append(issue)
    root = ET.Element("testsuites", {"name": _allowed(f"dataqa: {shown_name(record.dataset)}")})
    whole: Counter[str] = Counter()
    for dimension, outcomes in _by_dimension(record.outcomes, found):
        suite = ET.SubElement(root, "testsuite", {"name": dimension})
        if dimension in record.score.dimensions:
            parts = ET.SubElement(suite, "properties")
            ET.SubElement(parts, "property", {"name": "score", "value": words.score(record.score.dimensions[dimension].score)})
        counts = Counter(_case(suite, outcome, found.get(outcome.check, []), fail_on, masker) for outcome in outcomes)
        _count(suite, counts)
        whole += counts
    _count(root, whole)
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


def _case(suite: ET.Element, outcome: Outcome, issues: Sequence[Issue], fail_on: Severity, masker: Masker) -> str:
    """Add the case of one check, and return how it ended."""
    case = ET.SubElement(suite, "testcase", {"classname": f"dataqa.{outcome.dimension}", "name": outcome.check})
    reason = _allowed(words.visible(masker.prose(outcome.reason), LONGEST))
    if outcome.status == "error":
        ET.SubElement(case, "error", {"type": "error", "message": reason}).text = reason
        return "errors"
    if outcome.status in ("skipped", "not_applicable"):
        told = f"{'not applicable' if outcome.status == 'not_applicable' else 'skipped'}: {reason}"
        ET.SubElement(case, "skipped", {"type": outcome.status, "message": told})
        return "skipped"
    failing = sorted((i for i in issues if at_least(i, fail_on)), key=lambda issue: SEVERITIES.index(issue.severity))
    mild = [issue for issue in issues if not at_least(issue, fail_on)]
    if failing:
        more = f" (and {len(failing) - 1:,} more)" if len(failing) > 1 else ""
        message = _allowed(said(failing[0], "title", masker) + more)
        ET.SubElement(case, "failure", {"type": failing[0].severity, "message": message}).text = _blocks(failing, masker)
    if mild or reason:
        ET.SubElement(case, "system-out").text = _blocks(mild, masker) if mild else reason
    return "failures" if failing else "passed"


def _count(element: ET.Element, counts: Counter[str]) -> None:
    numbers = {"tests": counts.total(), **{name: counts[name] for name in ("failures", "errors", "skipped")}}
    element.attrib |= {name: str(number) for name, number in numbers.items()}


def _blocks(issues: Sequence[Issue], masker: Masker) -> str:
    return _allowed("\n\n".join(_block(issue, masker) for issue in issues))


def _block(issue: Issue, masker: Masker) -> str:
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


def _allowed(text: str) -> str:
    """Replace what XML 1.0 cannot hold."""
    return _FORBIDDEN.sub("\ufffd", text)
