"""Findings that may stand because somebody said so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any, TypeVar

from dataqa.decision import Acceptance, Finding
from dataqa.errors import CallError, nearest

F = TypeVar("F", bound=Finding)
_KEYS = tuple(field.name for field in fields(Acceptance))
OTHER = ("schema", "drift", "rows", "score", "outcome")
"""What may stand for a check, because findings have it there."""


def acceptances(given: Iterable[Acceptance | Mapping[str, Any]], known: Iterable[str]) -> tuple[Acceptance, ...]:
    """Return acceptances, each checked.

    Parameters
    ----------
    given : iterable of Acceptance or mapping
        With the keys ``issue``, or ``check`` and ``columns``; and ``reason``, ``owner`` and ``expires``.
    known : iterable of str
        Names of checks.

    Raises
    ------
    CallError
        Where a key is missing or unknown, or there is no such check.
    """
    names = {*known, *OTHER}
    return tuple(_checked(one, names) for one in given)


def _checked(given: Acceptance | Mapping[str, Any], known: set[str]) -> Acceptance:
    one = given if isinstance(given, Acceptance) else _read(given)
    if bool(one.issue) == bool(one.check):
        raise CallError("An acceptance names either an issue by its id, or a check with its columns.")
    if one.check and one.check not in known:
        raise CallError(f"accept: there is no check {one.check!r}.{nearest(one.check, known)}")
    return one


def _read(given: Mapping[str, Any]) -> Acceptance:
    if not isinstance(given, Mapping):
        raise CallError(f"accept={given!r} is no acceptance; expected a mapping with the keys {', '.join(_KEYS)}.")
    for key in given:
        if key not in _KEYS:
            raise CallError(f"accept: there is no key {key!r}.{nearest(str(key), _KEYS)}")
    for key in ("reason", "owner", "expires"):
        if not given.get(key):
            raise CallError(f"accept: {given.get('issue') or given.get('check') or 'an acceptance'!r} has no {key!r}.")
    columns = given.get("columns", ())
    return Acceptance(
        issue=str(given.get("issue", "")),
        check=str(given.get("check", "")),
        columns=(columns,) if isinstance(columns, str) else tuple(map(str, columns)),
        reason=str(given["reason"]),
        owner=str(given["owner"]),
        expires=_day(given["expires"]),
    )


def _day(value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise CallError(f"accept: expires={value!r} is no date; expected one such as '2026-12-31'.") from None


def applied(findings: Sequence[F], accepted: Sequence[Acceptance], today: date) -> list[F]:
    """Return the findings, those that somebody accepted no longer failing; an acceptance that has expired only says so."""
    return [_applied(one, [a for a in accepted if _covers(a, one)], today) for one in findings]


def idle(findings: Sequence[Finding], accepted: Sequence[Acceptance]) -> tuple[Acceptance, ...]:
    """Return the acceptances that cover nothing."""
    return tuple(one for one in accepted if not any(_covers(one, finding) for finding in findings))


def _covers(acceptance: Acceptance, finding: Finding) -> bool:
    if acceptance.issue:
        return acceptance.issue == finding.id
    if acceptance.check != finding.check:
        return False
    return not acceptance.columns or (bool(finding.columns) and set(finding.columns) <= set(acceptance.columns))


def _applied(finding: F, covering: Sequence[Acceptance], today: date) -> F:
    if not covering:
        return finding
    last = max(covering, key=lambda one: one.expires)
    if not finding.fails:
        return replace(finding, acceptance=last)
    until = "until" if last.expires >= today else "but only until"
    told = f"{last.owner} accepted it, {until} {last.expires}: {last.reason}"
    reason = "; ".join(part for part in (finding.reason, told) if part)
    return replace(finding, acceptance=last, fails=last.expires < today, reason=reason)
