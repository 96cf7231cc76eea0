"""The audit as GitHub's workflow commands, which it shows beside the change, and as the summary of a job."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from dataqa.model import SEVERITIES, Issue, Severity
from dataqa.record import Record
from dataqa.render import words
from dataqa.render.issue_texts import LONGEST, said
from dataqa.render.masking import Masker
from dataqa.render.places import Place, Places, shown_name

MOST = 10
"""Annotations of each kind that GitHub shows of one step."""
SUMMARY = 1 << 20
"""Bytes of a step's summary that GitHub takes."""
_KINDS: dict[Severity, str] = {"critical": "error", "high": "error", "medium": "warning", "low": "notice", "info": "notice"}


def to_github(record: Record, *, issues: Sequence[Issue] | None = None, mask: bool = True) -> str:
    """Return the audit as workflow commands, to be printed in a step: errors, warnings and notices, the worst first.

    GitHub shows ten of each kind, so where there are more the tenth says what was left out. A check that failed to run is a
    warning. Files are named where they lie below the working directory, lines as by `dataqa.render.places.Places`.

    Parameters
    ----------
    record : Record
        What was found.
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
            told = command("warning", {"title": f"dataqa: {outcome.check} failed to run"}, reason)
            commands["warning"].append((outcome.check, told))
    for issue in found:
        commands[_KINDS[issue.severity]].append((issue.check, _annotation(issue, masker, places)))
    lines = [line for kind, told in commands.items() for line in shown(kind, told)]
    score = words.score(record.score.value)
    last = "; ".join(
        filter(None, (f"dataqa: {shown_name(record.dataset)}: {score}/100, {record.score.verdict}", words.severities(found)))
    )
    return "\n".join([*lines, plain_line(last)]) + "\n"


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
    blocking = ", blocking" if issue.blocking else ""
    title = f"dataqa: {issue.check} ({issue.severity}{blocking})"
    told = f"{said(issue, 'title', masker)}\n{said(issue, 'fix', masker)}"
    return command(_KINDS[issue.severity], {**at(places.of(issue)), "title": title}, told)


def at(place: Place | None) -> dict[str, str]:
    """Return where an annotation stands; nothing where the data is no file below the working directory."""
    if place is None or not place.inside:
        return {}
    return {"file": place.path} | ({} if place.line is None else {"line": str(place.line)})


def plain_line(text: str) -> str:
    """Return a line that does nothing: an older form of commands is read anywhere in it."""
    return text.replace("##[", "## [")


def shown(kind: str, commands: Sequence[tuple[str, str]]) -> list[str]:
    """Return the commands of a kind that GitHub shows, each given after its check, and what of it stays out."""
    if len(commands) <= MOST:
        return [command for _, command in commands]
    left = Counter(check for check, _ in commands[MOST - 1 :])
    told = words.listed([check if many == 1 else f"{check} ({many:,})" for check, many in left.most_common()])
    rest = f"{left.total():,} more are not shown: {told}."
    return [*(command for _, command in commands[: MOST - 1]), command(kind, {"title": "dataqa: more"}, rest)]


def command(kind: str, properties: dict[str, str], message: str) -> str:
    """Return a workflow command."""
    told = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{kind} {told}::{_data(message)}"


def _data(text: str) -> str:
    return text.encode("utf-8", "replace").decode().replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
