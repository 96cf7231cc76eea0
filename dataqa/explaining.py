"""All that is known of one check, in plain words: ``dataqa explain``."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dataqa.checks.needs import NEEDS, Need
from dataqa.checks.reads import kinds_in_words
from dataqa.checks.registry import Check, all_checks
from dataqa.errors import CallError, nearest
from dataqa.model import SEVERITIES, Measurement
from dataqa.policy.cost import Cost
from dataqa.policy.judge import example, texts
from dataqa.policy.pack import Rules
from dataqa.policy.rule import Message, Rule
from dataqa.policy.wording import plain_template

if TYPE_CHECKING:
    from rich.console import Group
    from rich.table import Table

_TARGETS: frozenset[Need] = frozenset({"two values", "classes", "numeric target"})
"""Needs that say more of the target than that there is one."""
_BEFORE = frozenset({"skill", "|r|", "AUC", "R²"})
"""Units that stand before their number."""
_SHARES, _DIFFERENCE = ("share of ", "of its ", "of the share", "of the usual"), "difference of "
_ANY = 1e-6
"""Up to this bound any amount at all is beyond it."""


def explanation(check: str, rules: Rules) -> Group:
    """Return all that is known of one check, for a terminal.

    Parameters
    ----------
    check : str
        Its id.
    rules : Rules
        The pack it is judged by.

    Returns
    -------
    rich.console.Group
        What it measures, planted examples with what is reported of them, severity, cost.

    Raises
    ------
    CallError
        Where there is no such check.
    """
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    known = {one.id: one for one in all_checks()}
    if check not in known:
        raise CallError(f"There is no check {check!r}.{nearest(check, known)}")
    found, rule = known[check], rules.rule(check)
    parts: list[Text | Padding | Table] = [Text.assemble((found.id, "bold"), (f"  {found.dimension}, since {rule.since}", "dim"))]
    for head, text in (("What it measures", _unwrapped(found.measure.__doc__ or "")), *_said(rule)):
        parts += [Text(f"\n{head}", style="bold"), Padding(Text(text), (0, 0, 0, 2))]
    parts += [Text(f"\nHow it is judged ({rules.name})", style="bold"), Padding(_facts(found, rule), (0, 0, 0, 2))]
    return Group(*parts)


def markdown_page(check: Check, rules: Rules) -> str:
    """Return all that is known of one check as a page of Markdown, for the documentation.

    Parameters
    ----------
    check : Check
        The check.
    rules : Rules
        The pack it is judged by.
    """
    rule = rules.rule(check.id)
    parts = [f"# {check.id}", f"Dimension {check.dimension}, since {rule.since}.", _code(_unwrapped(check.measure.__doc__ or ""))]
    for head, text in _said(rule):
        parts += [f"## {head}", *(_code(line) for line in text.splitlines())]
    parts += ["## How it is judged", *(f"**{name}**: {_code(text)}" for name, text in _judged(check, rule))]
    return "\n\n".join(parts) + "\n"


def _code(text: str) -> str:
    """Return plain text with `names` kept as code and everything else that Markdown would read escaped."""
    pieces = re.split(r"(`[^`]+`)", text)
    return "".join(piece if piece.startswith("`") else re.sub(r"([\\*_<>\[\]#|])", r"\\\1", piece) for piece in pieces)


def _facts(check: Check, rule: Rule) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column()
    for name, text in _judged(check, rule):
        table.add_row(Text(name), Text(text))
    return table


# --- what it reports -------------------------------------------------------------------------------------------------------------


def _said(rule: Rule) -> Iterator[tuple[str, str]]:
    """Yield the texts of the planted examples in full, those with the same words together, then what no example shows."""
    examples = [(message, replace(found, kind=kind)) for kind, message, found in _examples(rule)]
    groups: dict[tuple[str, str], list[tuple[str, tuple[str, str, str]]]] = {}
    for message, found in examples:
        groups.setdefault((message.why, message.fix), []).append((message.planted, texts(rule, found)))
    shown: set[str] = set()
    for place, (templates, group) in enumerate(groups.items()):
        lines = [line for planted, (title, _, _) in group for line in (planted, f"→ {title}") if line]
        _, why, fix = group[0][1]
        lines += _new(templates, (why, fix), shown)
        yield ("Example" if len(group) == 1 else "Examples") if not place else "More", "\n".join(lines)
    # a default without an example is what the other kinds take their words from
    for message in [one for kind, one in rule.messages.items() if not one.example and not (groups and kind == "default")]:
        templates = (message.why, message.fix)
        yield "It reports", "\n".join([_plain(message.title), *_new(templates, (_plain(message.why), _plain(message.fix)), shown)])
    named = {note for _, found in examples for note in found.notes}
    if left := [text for name, text in rule.notes.items() if name not in named]:
        yield "It may add", "\n".join(map(_plain, left))


def _examples(rule: Rule) -> Iterator[tuple[str, Message, Measurement]]:
    for kind, message in rule.messages.items():
        if (found := example(message)) is not None:
            yield kind, message, found


def _new(templates: tuple[str, str], filled: tuple[str, str], shown: set[str]) -> list[str]:
    """Return why and what to do, unless an example before had the same words."""
    said = zip(("Why: ", "Fix: "), templates, filled, strict=True)
    lines = [f"{head}{text}" for head, template, text in said if template not in shown]
    shown.update(templates)
    return lines


def _plain(text: str) -> str:
    return plain_template(text).strip()


# --- how it is judged ------------------------------------------------------------------------------------------------------------


def _judged(check: Check, rule: Rule) -> Iterator[tuple[str, str]]:
    units = {found.unit for _, _, found in _examples(rule)}
    unit = units.pop() if len(units) == 1 else ""
    yield "Severity", " ".join(_severity(rule, unit))
    yield "Cost", " ".join(_cost(rule.cost, unit))
    if needs := _needs(check.needs):
        yield "Needs", needs
    yield "Reads", _listed(kinds_in_words(check.reads)) or "the table as a whole"
    yield "Source", " ".join(part for part in (_sentence(rule.source.bands), _cost_source(rule)) if part)


def _severity(rule: Rule, unit: str) -> Iterator[str]:
    bands = [(severity, rule.bands[severity]) for severity in reversed(SEVERITIES) if severity in rule.bands]
    word = "from" if rule.direction == "above" else "up to"
    said = [
        f"{severity} {word} {_amount(bound, unit)}" if bound > _ANY or word == "up to" else f"{severity} for any"
        for severity, bound in bands
    ]
    yield ", ".join(said) + (f"{_of(unit, bands[-1][1])}." if not said[-1].endswith("any") else ".")
    if rule.judged_by == "bound":
        yield "Judged by the end of the 95% interval that is most favourable to the data."
    if conditions := [*_bounds(rule.at_least, "≥"), *_bounds(rule.at_most, "≤")]:
        yield f"An issue only if, in the details, {_listed(conditions)}."
    asked: dict[str, list[str]] = {}
    for severity in reversed(SEVERITIES):
        if severity in rule.at_least_for:
            asked.setdefault(_listed(_bounds(rule.at_least_for[severity], "≥")), []).append(severity)
    for condition, severities in asked.items():
        yield f"{_listed(severities).capitalize()} only if, in the details, {condition}."
    if rule.blocking:
        yield "From medium on it blocks: whatever the score, the verdict is at best 'fix first'."


def _bounds(details: Mapping[str, float], sign: str) -> list[str]:
    return [f"`{name}` {sign} {bound:g}" for name, bound in details.items()]


def _cost(cost: Cost, unit: str) -> Iterator[str]:
    points = [(value, 100 * share) for value, share in cost.curve]
    if not any(share for _, share in points):
        yield "None: it does not change the score."
        return
    unit = unit if cost.along is None else f"of the detail `{cost.along}`"
    first = next(place for place, (_, share) in enumerate(points) if share)
    said = [
        f"{share:.3g}{_points(share) if not place else ''} at {_amount(value, unit)}"
        for place, (value, share) in enumerate(points[first:])
    ]
    yield f"{', '.join(said)}{_of(unit, points[-1][0])}."
    factors = ["the share of the model performance that the columns carry"] if cost.times == "importance" else []
    factors += [
        "how much a model relies on the columns" if name == "reliance" else f"a factor for the detail `{name}`"
        for name in cost.scale
    ]
    if factors:
        yield f"Multiplied by {_listed(factors)}."
    if cost.numeric != 1:
        yield f"Times {cost.numeric:g} for a numeric target."
    if cost.possible:
        yield f"Read at the detail `{cost.possible}`, it may be lost: this costs nothing, but the score's interval includes it."
    if cost.cause:
        yield f"Issues about {cost.cause} count once, at the highest cost."


def _points(number: float) -> str:
    return " point" if number == 1 else " points"


def _amount(value: float, unit: str) -> str:
    if unit in _BEFORE:
        return f"{unit} {value:g}"
    if unit.startswith(_SHARES):
        return f"{100 * value:g}%"
    return f"{100 * value:g}" if unit.startswith(_DIFFERENCE) else f"{value:,g}"


def _of(unit: str, last: float) -> str:
    """Return what follows the last amount."""
    if not unit or unit in _BEFORE or unit == "difference":
        return ""
    if unit.startswith("share of "):
        return f" of {unit.removeprefix('share of ')}"
    if unit.startswith(_DIFFERENCE):
        return " percentage points"
    return f" {re.sub('s(?![a-z])', '', unit, count=1) if last == 1 else unit}"


def _needs(needs: Sequence[Need]) -> str:
    """Return what must be there; a target of classes, say, is a target with two values, too."""
    sure = _TARGETS & set(needs)
    left = [need for need in needs if need != "target" or not sure]
    return "; ".join(NEEDS[need].words for need in left if need != "two values" or sure == {need})


def _cost_source(rule: Rule) -> str:
    if not rule.source.cost or rule.source.cost == rule.source.bands:
        return ""
    return f"Cost: {_sentence(rule.source.cost)}"


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _listed(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def _unwrapped(docstring: str) -> str:
    """Return a docstring with its lines joined, for the terminal breaks them anew; lists and blank lines stay."""
    blocks = inspect.cleandoc(docstring).split("\n\n")
    kept = (
        block if any(line.startswith((" ", "-", "*")) for line in block.splitlines()) else " ".join(block.split())
        for block in blocks
    )
    return "\n\n".join(kept)
