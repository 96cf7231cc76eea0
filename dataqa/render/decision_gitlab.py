"""A decision as GitLab's code quality report: what is new, and what else fails."""

from __future__ import annotations

from typing import Any

from dataqa.decision import Decision, IssueChange
from dataqa.render.change_texts import fact_of, fix_of
from dataqa.render.decision_words import Hider
from dataqa.render.gitlab import entry_of, in_list
from dataqa.render.places import Places


def to_gitlab(decision: Decision, *, mask: bool = True) -> str:
    """Return the decision as a code quality report: issues that are new or worse, and what else fails the gate.

    Parameters
    ----------
    decision : Decision
        What the gate decided.
    mask : bool
        Hide personal data.

    Returns
    -------
    str
        A JSON array, UTF-8, with a last newline.
    """
    return in_list(entries_of_decision(decision, mask=mask))


def entries_of_decision(decision: Decision, *, mask: bool = True) -> list[dict[str, Any]]:
    """Return the entries of one dataset; those that fail first."""
    hider, record, places = Hider(decision, on=mask), decision.after, Places(decision.after.dataset)
    failing = {one.id for one in decision.failing}
    tolerated = [one for one in (*decision.new, *decision.worse) if one.id not in failing and one.acceptance is None]
    entries = []
    for one in (*decision.failing, *tolerated):
        place = places.of(one.issue) if isinstance(one, IssueChange) else places.of_columns(one.columns)
        told = f"{fact_of(one, hider).rstrip('.')}. {fix_of(one, hider)}"
        entries.append(entry_of(one.check, one.id, one.severity, told, record, place))
    return entries
