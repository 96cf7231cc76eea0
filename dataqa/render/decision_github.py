"""A decision as GitHub's workflow commands: what fails as errors, what is new or worse and may stand as notices."""

from __future__ import annotations

from dataqa.decision import Decision, Finding, IssueChange
from dataqa.render import words
from dataqa.render.change_texts import accepted_by, fact_of, fix_of, state_of
from dataqa.render.decision_words import Hider, decision_texts
from dataqa.render.github import at, command, plain_line, shown
from dataqa.render.places import Places, shown_name


def to_github(decision: Decision, *, name: str = "", mask: bool = True) -> str:
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
    hider, places = Hider(decision, on=mask), Places(decision.after.dataset)
    tolerated = [one for one in (*decision.new, *decision.worse) if not one.fails]
    lines = []
    for kind, findings in (("error", decision.failing), ("notice", tolerated)):
        lines += shown(kind, [(one.check, _annotation(kind, one, hider, places)) for one in findings])
    words_of = decision_texts(decision, mask=mask)
    called = words.visible(name, 120) or shown_name(decision.after.dataset)
    return "\n".join([*lines, plain_line(f"dataqa: {called}: {words_of.verdict}; score {words_of.score}")]) + "\n"


def _annotation(kind: str, finding: Finding, hider: Hider, places: Places) -> str:
    issue = finding.issue if isinstance(finding, IssueChange) else None
    place = places.of_columns(finding.columns) if issue is None else places.of(issue)
    state = "" if issue is None else f"{state_of(finding)}, "
    title = f"dataqa: {finding.check} ({state}{finding.severity}{', blocking' if issue is not None and issue.blocking else ''})"
    text = "\n".join(filter(None, (fact_of(finding, hider), accepted_by(finding) or fix_of(finding, hider))))
    return command(kind, {**at(place), "title": title}, text)
