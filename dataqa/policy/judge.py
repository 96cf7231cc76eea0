"""Measurements become issues: the rule says whether, how bad, what it costs, and in which words."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from types import MappingProxyType
from typing import Any

import numpy as np

from dataqa.keys import digest
from dataqa.model import SEVERITIES, Cell, DimensionName, Issue, Measurement, Mend, Repair, Rows, Severity, no_positions
from dataqa.policy.cost import Cost, Weights
from dataqa.policy.rule import Message, Rule
from dataqa.policy.wording import fill, listed, percent

_PLAIN = 60
_DATE = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_PERSONAL = re.compile(
    r"@|://|\d(?:[ ().\-/]{0,2}\d){6}|\b(?:Mrs?|Ms|Miss|Dr|Prof|Herr|Frau)\b"  # addresses, links, seven digits, titles
    r"|[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){3}|\d{1,3}(?:\.\d{1,3}){3}"  # devices
    r"|\b(?=[A-Za-z]*\d[A-Za-z]*\d[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{8,}|\b(?=[A-Z]*\d)[A-Z0-9]{12,}"  # codes
)
"""What a value may hold that tells of one person; years, codes of few digits and words are classes."""


def judge(
    check: str,
    dimension: DimensionName,
    rule: Rule,
    measurements: Sequence[Measurement],
    weights: Weights,
    others: Mapping[str, Rule] = MappingProxyType({}),
) -> list[Issue]:
    """Return the issues that a rule sees in one check's measurements, worst first.

    Parameters
    ----------
    check, dimension : str
        Who measured.
    rule : Rule
        What is a problem.
    measurements : sequence of Measurement
        What was measured.
    weights : Weights
        What hangs on the columns; asked only where the rule's cost depends on it.
    others : mapping of str to Rule
        Rules by check: cells that another check reports better cost what they cost there.

    Returns
    -------
    list of Issue
        One a measurement that crosses a band.

    Raises
    ------
    KeyError, ValueError
        Where the rule's text names what the measurement does not have.
    """
    found = [issue for m in measurements if (issue := _issue(check, dimension, rule, m, weights, others)) is not None]
    return sorted(found, key=lambda i: (SEVERITIES.index(i.severity), -i.cost, i.columns, i.id))


def judged_value(rule: Rule, measurement: Measurement) -> float:
    """Return the number that is held against the bands: the value, or the end of its interval that speaks for the data."""
    if rule.judged_by == "value" or measurement.interval is None:
        return measurement.value
    return measurement.interval[0 if rule.direction == "above" else 1]


def _issue(
    check: str, dimension: DimensionName, rule: Rule, m: Measurement, weights: Weights, others: Mapping[str, Rule]
) -> Issue | None:
    judged = judged_value(rule, m)
    verdict = rule.severity(judged, m.details) if np.isfinite(judged) else None
    if verdict is None:
        return None
    # written so that a NaN reaches nothing and keeps to nothing
    if not all(float(m.details[key]) >= bound for key, bound in rule.at_least.items()):
        return None
    if not all(float(m.details[key]) <= bound for key, bound in rule.at_most.items()):
        return None
    severity, threshold = verdict
    price = _price(rule, m, others)
    cost, (low, high) = price.of(m, weights)
    title, why, fix = texts(rule, m)
    return Issue(
        id=issue_id(check, m.columns, m.about),
        check=check,
        dimension=dimension,
        severity=severity,
        columns=m.columns,
        rows=m.rows,
        labels=None,
        value=m.value,
        unit=m.unit,
        interval=m.interval,
        threshold=threshold,
        cost=100 * cost,
        cost_interval=(100 * low, 100 * high),
        possible=100 * price.possible_loss(m),
        cause=price.cause,
        # what need not be fixed stops nothing
        blocking=rule.blocking and severity in ("critical", "high", "medium"),
        title=title,
        why=why,
        fix=fix,
        kind=m.kind,
        details=m.details,
        evidence=m.evidence,
        repairs=_repairs(rule, m, severity),
        covered_by=m.covered_by,
    )


def _price(rule: Rule, m: Measurement, others: Mapping[str, Rule]) -> Cost:
    """Return what says how much a measurement costs: the same cells cost the same, whichever check reports them."""
    for name in m.covered_by if rule.wrong_cells else ():
        if name in others and others[name].wrong_cells and others[name].cost.readable(m.details):
            return others[name].cost
    return rule.cost


def _repairs(rule: Rule, m: Measurement, severity: Severity) -> tuple[Repair, ...]:
    asked = rule.repair
    if asked is None or m.about in asked.not_for:
        return ()
    seen = {**m.details, "value": m.value}
    return tuple(
        Repair(
            kind=asked.kind,
            columns=mend.columns if mend.columns is not None else m.columns[1:] if asked.keep_first else m.columns,
            rows=mend.rows if mend.rows is not None else None if m.rows is None else m.rows.positions,
            cells=mend.cells,
            safe=asked.safe_for(seen) and not asked.only_by_name(severity, seen),
            by_name=asked.only_by_name(severity, seen),
            everywhere=asked.everywhere,
            code=asked.code,
            removes=asked.removes,
        )
        for mend in (m.mends or (Mend(),))
        if mend.columns != () and (mend.rows is None or len(mend.rows))
    )


def issue_id(check: str, columns: Sequence[str], about: str) -> str:
    """Return an id that is the same in every run: the check, the columns, and what it is about.

    It stands in files that are committed and sent around, so that what comes from cells stays readable only where it is a plain
    name of a class. It is hashed, too, where it is long.
    """
    about = subject(about)
    plain = ":".join(part for part in (check, ",".join(columns), about) if part)
    ambiguous = any("," in name or ":" in name for name in columns)
    if len(plain) <= 80 and plain.isprintable() and not ambiguous:
        return plain
    whole = json.dumps([check, *columns, about], ensure_ascii=True)
    return f"{check}:{blake2b(whole.encode(), digest_size=6).hexdigest()}"


def subject(about: str, *, personal: bool = False) -> str:
    """Return what a measurement is about as an id has it; where it comes from cells that may be personal, as a hash."""
    if not isinstance(about, Cell) or (not personal and len(about) <= _PLAIN and not _PERSONAL.search(_DATE.sub("", about))):
        return str(about)
    return f"#{digest(about, 6).hex()}"


def _words(m: Measurement) -> dict[str, Any]:
    low, high = m.interval or (m.value, m.value)
    rows = 0 if m.rows is None else m.rows.count
    return {
        **m.details, "columns": listed([f"`{name}`" for name in m.columns]), "value": m.value, "low": low, "high": high,
        "rows": rows, "about": m.about, "unit": m.unit, "percent": percent(m.value),
        "counted": f"{rows:,} row" + ("" if rows == 1 else "s"),
    }  # fmt: skip


def texts(rule: Rule, m: Measurement) -> tuple[str, str, str]:
    """Return title, why and fix of a measurement, from the rule's message of its kind.

    Raises
    ------
    KeyError, ValueError
        If a text names what the measurement does not have.
    """
    said, words = rule.message(m.kind), _words(m)
    why = " ".join(fill(text, words).strip() for text in (said.why, *(rule.notes[name] for name in m.notes)))
    return fill(said.title, words), why, fill(said.fix, words)


def example(message: Message) -> Measurement | None:
    """Return the planted example of a message as a measurement, or None where there is none."""
    if not message.example:
        return None
    given = dict(message.example)
    interval, rows = given.pop("interval", None), given.pop("rows", None)
    return Measurement(
        value=float(given.pop("value", 0.0)),
        unit=str(given.pop("unit", "")),
        interval=None if interval is None else (interval[0], interval[1]),
        columns=tuple(given.pop("columns", ())),
        rows=None if rows is None else Rows(positions=no_positions(), total=rows),
        about=str(given.pop("about", "")),
        notes=tuple(given.pop("notes", ())),
        details=given,
    )
