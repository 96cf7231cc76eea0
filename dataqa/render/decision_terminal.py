"""A decision in a terminal: what fails first, then what else changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dataqa.decision import Decision
from dataqa.render import words
from dataqa.render.decision_words import Line, decision_texts

if TYPE_CHECKING:
    from rich.console import Console

MOST = 20
"""Findings of each part shown at most."""
_STYLES = {"critical": "bold red", "high": "red", "medium": "yellow", "low": "", "info": "dim"}


def render(decision: Decision, console: Console, *, mask: bool = True) -> None:
    """Print a decision to a terminal, or to whatever the console writes to.

    Parameters
    ----------
    decision : Decision
        What the gate decided.
    console : rich.console.Console
        Where to; Rich drops the colours where it is no terminal.
    mask : bool
        Hide personal data.
    """
    from rich.text import Text

    def say(*parts: str | tuple[str, str], indent: int = 0) -> None:
        for place, line in enumerate(Text.assemble(*parts).wrap(console, max(20, console.width - indent))):
            line.rstrip()
            console.print(Text(" " * (indent if place else 0)) + line, highlight=False, soft_wrap=True)

    shown = decision_texts(decision, mask=mask)
    say((shown.name, "bold"), f"  {shown.size}")
    say(f"Score {shown.score}", *(("  ", shown.rows) if shown.rows else ()))
    say()
    say((shown.verdict, "bold green" if shown.passed else "bold red"))
    _part(console, "", shown.failing)
    _part(console, "Told, and no reason to fail", shown.other)
    _part(console, "Accepted", shown.accepted)
    _part(console, "Resolved", shown.resolved)
    if shown.notes:
        say()
    for note in shown.notes:
        say((note, "dim"))


def _part(console: Console, title: str, lines: Sequence[Line]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    if not lines:
        return
    console.print()
    if title:
        console.print(Text(title, style="bold"))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="dim", width=console.width)
    table.add_column("severity", no_wrap=True)
    table.add_column("change", no_wrap=True)
    table.add_column("what", ratio=1, overflow="fold")
    for line in lines[:MOST]:
        parts = words.marked(line.title, line.columns)
        what = Text.assemble(*((part, "bold" if named else "") for part, named in parts))
        if line.reason:
            what.append(f"\n{line.reason}", style="dim")
        table.add_row(Text(line.severity, style=_STYLES[line.severity]), line.state, what)
    console.print(table)
    if len(lines) > MOST:
        console.print(Text(f"and {len(lines) - MOST:,} more: --json shows all", style="dim"))
