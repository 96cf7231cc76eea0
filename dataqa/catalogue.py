"""What checks there are and how they are judged: one source for ``dataqa rules``, ``dataqa explain`` and the README."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from dataqa.checks.registry import Check, all_checks
from dataqa.errors import CallError, nearest
from dataqa.model import SEVERITIES
from dataqa.policy.judge import example, texts
from dataqa.policy.pack import Rules
from dataqa.policy.rule import Rule
from dataqa.policy.wording import plain_template

if TYPE_CHECKING:
    from rich.console import Group
    from rich.table import Table


def entries(rules: Rules) -> Iterator[tuple[Check, Rule]]:
    """Yield every check with its rule, by dimension and id."""
    return ((check, rules.rule(check.id)) for check in all_checks())


def bands(rule: Rule) -> list[str]:
    """Return a rule's bands as words, mildest first: ``["low 0.01", "medium 0.2"]``."""
    return [f"{severity} {rule.bands[severity]:g}" for severity in reversed(SEVERITIES) if severity in rule.bands]


def table(rules: Rules) -> Table:
    """Return all checks as a table for a terminal of 80 columns and more."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="dim", caption_justify="left")
    made.add_column("check", no_wrap=True)
    made.add_column("severity from", no_wrap=True)
    made.add_column("what it measures", ratio=1)
    for dimension, group in groupby(entries(rules), key=lambda entry: entry[0].dimension):
        made.add_row(Text(dimension, style="bold"), "", "")
        for check, rule in group:
            made.add_row(Text(check.id), Text("\n".join(_columns(bands(rule)))), Text(check.summary))
        made.add_section()
    made.caption = f"Rules: {rules.name}. dataqa explain CHECK gives details."
    return made


def markdown_table(rules: Rules) -> str:
    """Return all checks as a Markdown table."""
    lines = ["| dimension | check | what it measures |", "|---|---|---|"]
    for dimension, group in groupby(entries(rules), key=lambda entry: entry[0].dimension):
        for place, (check, _) in enumerate(group):
            summary = check.summary.replace("|", "\\|")
            lines.append(f"| {'' if place else dimension} | `{check.id}` | {summary} |")
    return "\n".join(lines)


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
        What it measures, why that matters, what to do, bands, cost.

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
    parts: list[Text | Padding] = [Text.assemble((found.id, "bold"), (f"  {found.dimension}, since {rule.since}", "dim"))]
    for head, text in _sections(found, rule, rules.name):
        parts += [Text(f"\n{head}", style="bold"), Padding(Text(text), (0, 0, 0, 2))]
    return Group(*parts)


def _sections(check: Check, rule: Rule, pack: str) -> Iterator[tuple[str, str]]:
    yield "What it measures", _unwrapped(check.measure.__doc__ or "")
    yield from _said(rule)
    yield f"How it is judged ({pack})", "\n".join(_judged(rule))
    yield "What it costs", "\n".join(_costs(rule))
    if check.needs:
        yield "What it needs", ", ".join(check.needs)
    yield "What it reads", ", ".join(entry.replace(":", " of ") for entry in check.reads)


def _said(rule: Rule) -> Iterator[tuple[str, str]]:
    """Yield the texts of the planted example in full, then those of kinds of measurement without one, as templates."""
    shown: set[str] = set()
    for kind, message in rule.messages.items():
        found = example(message)
        if found is None:
            continue
        title, why, fix = texts(rule, replace(found, kind=kind))
        yield "Example", " ".join(part for part in (rule.planted, f"It reports: {title}.") if part)
        yield "Why it matters", why
        yield "What to do", fix
        shown |= {kind, message.why, message.fix}
    for kind, message in rule.messages.items():
        if kind not in shown:
            said = [message.title + ".", *(text for text in (message.why, message.fix) if text not in shown)]
            yield f"It may also report ({kind})" if kind != "default" else "It may also report", " ".join(map(_plain, said))
    if rule.notes:
        yield "It may add", " ".join(map(_plain, rule.notes.values()))


def _plain(text: str) -> str:
    return plain_template(text).strip()


def _judged(rule: Rule) -> Iterator[str]:
    sign = "≥" if rule.direction == "above" else "≤"
    for severity in SEVERITIES:
        if severity in rule.bands:
            yield f"{severity:<8}  value {sign} {rule.bands[severity]:g}"
    yield from (f"only if {name} ≥ {bound:g}" for name, bound in rule.at_least.items())
    yield from (f"only if {name} ≤ {bound:g}" for name, bound in rule.at_most.items())
    if rule.judged_by == "bound":
        yield "judged by the confidence bound most favourable to the data"
    if rule.blocking:
        yield "blocking: from severity medium on, the verdict is at best 'fix first', whatever the score"


def _costs(rule: Rule) -> Iterator[str]:
    points = [(value, 100 * share) for value, share in rule.cost.curve]
    if not any(cost for _, cost in points):
        yield "No points of score."
        return
    yield "; ".join(f"{cost:g} points at {value:g}" for value, cost in points)
    if rule.cost.along:
        yield f"(of {rule.cost.along})"
    if rule.cost.times == "importance":
        yield "times the share of model performance that the columns carry"
    for name, curve in rule.cost.scale.items():
        yield f"times {', '.join(f'{factor:g} at {value:g}' for value, factor in curve)} of {name}"
    if rule.cost.numeric != 1:
        yield f"times {rule.cost.numeric:g} if the target is a number"
    if rule.cost.cause:
        yield f"counted once, at the costliest, with all other issues about {rule.cost.cause}"


def _columns(found: list[str]) -> list[str]:
    return ["{:<8} {}".format(*one.split()) for one in found]


def _unwrapped(docstring: str) -> str:
    """Return a docstring with its lines joined, for the terminal breaks them anew; lists and blank lines stay."""
    blocks = inspect.cleandoc(docstring).split("\n\n")
    kept = (
        block if any(line.startswith((" ", "-", "*")) for line in block.splitlines()) else " ".join(block.split())
        for block in blocks
    )
    return "\n\n".join(kept)
