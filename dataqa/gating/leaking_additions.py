"""Added columns that tell the target too well, though others told it well before: no issue by itself, but news."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dataqa.decision import SchemaChange
from dataqa.model import SEVERITIES, Issue, Measured
from dataqa.policy.judge import issue_id
from dataqa.policy.pack import Rules
from dataqa.record import Record
from dataqa.render import words


def with_leaking_additions(changes: Sequence[SchemaChange], before: Record, after: Record, rules: Rules) -> list[SchemaChange]:
    """Return the changes, those that added a telling column as severe as its skill alone is.

    A leak beside another leak, or in data whose target is easy, stands out from nothing. But where a new column leaves less than
    half of what the best one left to tell, it is asked where it comes from.
    """
    return [_told(change, before, after, rules) if change.what == "added" else change for change in changes]


def _told(change: SchemaChange, before: Record, after: Record, rules: Rules) -> SchemaChange:
    for check in rules.gate.issues.telling:
        now = _values(after, check).get(change.columns)
        if now is None or any(one.check == check and one.columns == change.columns for one in after.every_issue):
            continue
        best = max(_values(before, check).values(), default=0.0)
        bands = rules.rule(check).bands
        severity = next((name for name in SEVERITIES if name in bands and now >= bands[name]), None)
        if severity is not None and 1 - now < (1 - best) / 2:
            title = (
                f"Column {change.columns[0]} is new, and alone predicts the target nearly without error (skill {words.number(now)})"
            )
            return replace(change, severity=severity, title=title)
    return change


def _values(record: Record, check: str) -> dict[tuple[str, ...], float]:
    """Return what a check measured of each column, issues and all else; what is not there is less than it looks at."""
    every: list[Issue | Measured] = [*record.measured.get(check, ()), *(one for one in record.every_issue if one.check == check)]
    names = {issue_id(check, (name,), ""): (name,) for name in record.profile.columns}
    return {names[one.id]: one.value for one in every if one.id in names}
