"""Audits and gate decisions as GitHub's workflow commands, shown next to the change, and the summary of a job."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from dataqa.decision import Decision, Finding, IssueChange
from dataqa.model import SEVERITIES, Issue, Severity
from dataqa.record import Record
from dataqa.render import words
from dataqa.render.decision_texts import DecisionMasker, accepted_by, fact_of, fix_of, state_of, texts_of
from dataqa.render.issue_texts import LONGEST, said
from dataqa.render.masking import Masker
from dataqa.render.places import Place, Places, shown_name

MOST = 10
"""Annotations of each kind that GitHub shows of one step."""
SUMMARY = 1 << 20
"""Bytes of a step's summary that GitHub takes."""
_KINDS: dict[Severity, str] = {"critical": "error", "high": "error", "medium": "warning", "low": "notice", "info": "notice"}


def to_github(record: Record, *, name: str = "", issues: Sequence[Issue] | None = None, mask: bool = True) -> str:
    """Return the audit as workflow commands, to be printed in a step: errors, warnings and notices, the worst first.

    GitHub shows ten of each kind, so where there are more the tenth says what was left out. A check that failed to run is a
    warning. Files are named where they lie below the working directory, lines as by `dataqa.render.places.Places`.

    Parameters
    ----------
    record : Record
        What was found.
    name : str
        What the dataset is called if there are several.
    issues : sequence of Issue, optional
        Other issues than the record's, such as the new ones alone.
    mask : bool
        Hide personal data.

    Returns
    -------
    str
        One command a line, and a last line with the score.
    """
    masker, places = Masker(record, on=mask), Places(record.dataset)
    found = sorted(record.issues if issues is None else issues, key=lambda issue: SEVERITIES.index(issue.severity))
    commands: dict[str, list[tuple[str, str]]] = {"error": [], "warning": [], "notice": []}
    for outcome in record.outcomes:
        if outcome.status == "error":
            reason = words.visible(masker.prose(outcome.reason), LONGEST) or "failed to run"
            told = _command("warning", {"title": f"dataqa: {outcome.check} failed to run"}, reason)
            commands["warning"].append((outcome.check, told))
    for issue in found:
        commands[_KINDS[issue.severity]].append((issue.check, _annotation(issue, masker, places)))
    lines = [line for kind, told in commands.items() for line in _shown(kind, told)]
    score = words.score(record.score.value)
    last = "; ".join(
        filter(None, (f"dataqa: {_called(name, record)}: {score}/100, {record.score.verdict}", words.severities(found)))
    )
    return "\n".join([*lines, _plain_line(last)]) + "\n"


def _called(name: str, record: Record) -> str:
    return words.visible(name, 120) or shown_name(record.dataset)


def add_to_summary(path: str | os.PathLike[str], text: str) -> bool:
    """Add Markdown to the summary of a job, the file in ``$GITHUB_STEP_SUMMARY``; False, and nothing, where it would not fit.

    Raises
    ------
    OSError
        Where the file cannot be written.
    """
    data = f"{text.rstrip()}\n\n".encode("utf-8", "replace")
    goal = Path(path)
    if (goal.stat().st_size if goal.exists() else 0) + len(data) > SUMMARY:
        return False
    with goal.open("ab") as file:
        file.write(data)
    return True


def _annotation(issue: Issue, masker: Masker, places: Places) -> str:
    title = _title(issue.check, issue.severity, blocking=issue.blocking)
    told = f"{said(issue, 'title', masker)}\n{said(issue, 'fix', masker)}"
    return _command(_KINDS[issue.severity], {**_at(places.of(issue)), "title": title}, told)


def _title(check: str, severity: Severity, *, state: str = "", blocking: bool) -> str:
    return f"dataqa: {check} ({', '.join(filter(None, (state, severity, 'blocking' if blocking else '')))})"


def _at(place: Place | None) -> dict[str, str]:
    """Return where an annotation stands; nothing where the data is no file below the working directory."""
    if place is None or not place.inside:
        return {}
    return {"file": place.path} | ({} if place.line is None else {"line": str(place.line)})


def _plain_line(text: str) -> str:
    """Return a line that does nothing: an older form of commands is read anywhere in it."""
    return text.replace("##[", "## [")


def _shown(kind: str, commands: Sequence[tuple[str, str]]) -> list[str]:
    """Return the commands of a kind that GitHub shows, each given after its check, and what of it stays out."""
    if len(commands) <= MOST:
        return [command for _, command in commands]
    left = Counter(check for check, _ in commands[MOST - 1 :])
    told = words.listed([check if many == 1 else f"{check} ({many:,})" for check, many in left.most_common()])
    rest = f"{left.total():,} more are not shown: {told}."
    return [*(command for _, command in commands[: MOST - 1]), _command(kind, {"title": "dataqa: more"}, rest)]


def _command(kind: str, properties: dict[str, str], message: str) -> str:
    """Return a workflow command."""
    told = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{kind} {told}::{_data(message)}"


def _data(text: str) -> str:
    return text.encode("utf-8", "replace").decode().replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def decision_to_github(decision: Decision, *, name: str = "", mask: bool = True) -> str:
    """Return the decision as workflow commands, to be printed in a step; see `dataqa.render.github.to_github`.

    Parameters
    ----------
    decision : Decision
        What the gate decided.
    name : str
        What the dataset is called where there are several.
    mask : bool
        Hide personal data.

    Returns
    -------
    str
        One command a line, and a last line with the decision.
    """
    masker, places = DecisionMasker(decision, on=mask), Places(decision.after.dataset)
    tolerated = [one for one in (*decision.new, *decision.worse) if not one.fails]
    lines = []
    for kind, findings in (("error", decision.failing), ("notice", tolerated)):
        lines += _shown(kind, [(one.check, _finding(kind, one, masker, places)) for one in findings])
    texts = texts_of(decision, mask=mask)
    return "\n".join([*lines, _plain_line(f"dataqa: {_called(name, decision.after)}: {texts.verdict}; score {texts.score}")]) + "\n"


def _finding(kind: str, finding: Finding, masker: DecisionMasker, places: Places) -> str:
    issue = finding.issue if isinstance(finding, IssueChange) else None
    place = places.of_columns(finding.columns) if issue is None else places.of(issue)
    state = "" if issue is None else state_of(finding)
    title = _title(finding.check, finding.severity, state=state, blocking=issue is not None and issue.blocking)
    text = "\n".join(filter(None, (fact_of(finding, masker), accepted_by(finding) or fix_of(finding, masker))))
    return _command(kind, {**_at(place), "title": title}, text)
