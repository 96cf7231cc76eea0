"""What checks there are and how they are judged: one source for ``dataqa rules`` and the README."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from dataqa.checks.registry import Check, all_checks
from dataqa.model import SEVERITIES
from dataqa.policy.pack import Rules
from dataqa.policy.rule import Rule

if TYPE_CHECKING:
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


def _columns(found: list[str]) -> list[str]:
    return ["{:<8} {}".format(*one.split()) for one in found]
