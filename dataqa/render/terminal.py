"""Audits and gate decisions in a terminal: what costs most or fails, what to do first, what was not checked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from dataqa.answer import EvidenceReport
from dataqa.decision import Decision
from dataqa.model import Severity
from dataqa.record import Record
from dataqa.render import words
from dataqa.render.decision_texts import OTHER, Line, texts_of
from dataqa.render.evidence import NO_VERDICT, says
from dataqa.render.issue_texts import also_of
from dataqa.render.masking import Masker
from dataqa.render.overview import Overview, overview
from dataqa.render.unlooked import lines_of

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

ISSUES, ERRORS, TITLE = 20, 5, 120
"""Issues (or findings of a part) and failed checks shown at most; characters of a title among what to do first."""
_STYLES = {"critical": "bold red", "high": "red", "medium": "yellow", "low": "", "info": "dim"}
_VERDICTS = {"ready": "bold green", "fix first": "bold yellow", "do not train": "bold red"}

Say = Callable[..., None]


def render(
    record: Record, console: Console, *, mask: bool = True, options: bool = False, evidence: EvidenceReport | None = None
) -> None:
    """Print a record to a terminal, or to whatever the console writes to.

    Parameters
    ----------
    record : Record
        What was found.
    console : rich.console.Console
        Where to; Rich drops the colours where it is no terminal.
    mask : bool
        Hide personal data.
    options : bool
        Name options of the command line (``--time``) instead of arguments (``time=``).
    evidence : EvidenceReport, optional
        What the audit shows about a text.
    """
    say = _speaker(console)
    masker = Masker(record, on=mask)
    head = overview(record, masker)
    say((head.name, "bold"), f"  {head.size}")
    say((f"{head.task} ({head.inferred})" if head.inferred else head.task, "dim"))
    say()
    unsure = f"  90% interval {head.interval}" if head.interval else ""
    score = (f"{head.score}/100", _VERDICTS[record.score.verdict])
    say("Score ", score, (unsure, "dim"), "  ", (head.verdict, _VERDICTS[record.score.verdict]))
    if head.reason:
        say(*_parts(head.reason))
    if head.reaches:
        say((head.reaches, "dim"))
    say()
    for line in _dimensions(head, console.width):
        say(*line)
    if record.issues:
        say()
        console.print(_table(record, masker))
        if record.score.steps:
            say(("cost: points on its own; fixing: points the score gains if only this is fixed", "dim"))
        if len(record.issues) > ISSUES:
            say((f"and {len(record.issues) - ISSUES:,} more: --html or --json shows all", "dim"))
    if head.first:
        say()
        say(("Do first", "bold"))
        for i, one in enumerate(head.first, 1):
            title = words.visible(masker.prose(one.title, one.issue), TITLE if one.issue else 400)
            check = f"  [{one.issue.check}]" if one.issue else ""
            say((f"{i}. ", "dim"), *_parts(title, "bold"), (check, "dim"), indent=3)
            brings = f" {one.brings}" if one.brings else ""
            say("   ", *_parts(words.visible(masker.prose(one.fix, one.issue), 400)), (brings, "dim"), indent=3)
    if unlooked := lines_of(record, options=options):
        say()
        say(("Not checked", "bold"))
        for ask in unlooked:
            say("  ", ask, indent=4)
    if head.unlooked:
        say()
        say(("Checks that did not run  ", "bold"), head.unlooked)
    for error in head.errors[:ERRORS]:
        say("  ", (error.check, "red"), f": {words.visible(masker.prose(error.reason), 240)}", indent=4)
    if len(head.errors) > ERRORS:
        say((f"  and {len(head.errors) - ERRORS:,} more", "dim"))
    if record.dataset.unreadable and not any(issue.check == "unreadable-rows" for issue in record.issues):
        say()
        say(f"{words.count(record.dataset.unreadable, 'row')} could not be read and were left out.")
    if evidence is not None:
        say()
        say((f"Evidence: {evidence.title}", "bold"))
        for part in evidence.parts:
            say("  ", (part.name, "bold"), f": {says(part)}", indent=4)
        say((NO_VERDICT, "dim"))
    if record.issues:
        say()
        say(
            (f"dataqa explain {record.issues[0].check}", "bold"),
            (" explains what a check measures, why it matters and how to fix it.", "dim"),
        )


def _speaker(console: Console) -> Say:
    """Return what prints one paragraph, wrapped; lines after the first are indented."""
    from rich.text import Text

    def say(*parts: str | tuple[str, str], indent: int = 0) -> None:
        for i, line in enumerate(Text.assemble(*parts).wrap(console, max(20, console.width - indent))):
            line.rstrip()
            console.print(Text(" " * (indent if i else 0)) + line, highlight=False, soft_wrap=True)

    return say


def _grid(width: int | None = None) -> Table:
    """Return an empty table whose first column is the severity."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="dim", width=width)
    table.add_column("severity", no_wrap=True)
    return table


def _parts(text: str, style: str = "") -> list[tuple[str, str]]:
    """Return a sentence in styled parts; text in backticks is bold, and keeps them: a pipe has no bold."""
    return [(f"`{part}`", "bold") if code else (part, style) for part, code in words.marked(text, ())]


def _severity(name: Severity) -> Text:
    from rich.text import Text

    return Text(name, style=_STYLES[name])


def _fact(title: str, columns: Sequence[str]) -> Text:
    """Return a title with the names of columns in bold."""
    from rich.text import Text

    return Text.assemble(*((f"`{part}`", "bold") if named else (part, "") for part, named in words.marked(title, columns)))


def _dimensions(head: Overview, width: int) -> list[list[str | tuple[str, str]]]:
    quiet = [tile.name for tile in head.tiles if tile.face == "quiet"]
    lines: list[list[str | tuple[str, str]]] = []
    room = 0
    for tile in head.tiles:
        if tile.face == "found":
            tail = f" ({tile.issues:,}{', blocking' if tile.blocking else ''})   "
            size = len(tile.name + tile.score + tail) + 1
            if size > room:
                lines.append([])
                room = width
            room -= size
            lines[-1] += [f"{tile.name} ", (tile.score, "bold"), (tail, "dim")]
    lines += [[(f"{tile.name}: {tile.why}", "dim")] for tile in head.tiles if tile.face == "elsewhere"]
    return [*lines, [(f"Nothing found in {words.listed(quiet)}", "dim")]] if quiet else lines


def _table(record: Record, masker: Masker) -> Table:
    from rich.text import Text

    table = _grid()
    table.add_column("what", ratio=1, overflow="fold")
    table.add_column("cost", justify="right", no_wrap=True)
    table.add_column("fixing", justify="right", no_wrap=True)
    back = {step.issue: words.gain(step.restores) for step in record.score.steps}
    for issue in record.issues[:ISSUES]:
        what = _fact(words.visible(masker.prose(issue.title, issue), 240), issue.columns)
        if issue.blocking:
            what.append("  blocking", style="bold red")
        if said := also_of(issue):
            what.append(f"\n{said}", style="dim")
        table.add_row(
            _severity(issue.severity),
            what,
            Text(words.points(issue.cost)),
            Text(back.get(issue.id, ""), style="dim"),
        )
    return table


def render_decision(decision: Decision, console: Console, *, mask: bool = True) -> None:
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
    say = _speaker(console)
    shown = texts_of(decision, mask=mask)
    say((shown.name, "bold"), f"  {shown.size}")
    say(f"Score {shown.score}", *(("  ", shown.rows) if shown.rows else ()))
    say()
    say((shown.verdict, "bold green" if shown.passed else "bold red"))
    _part(console, "", shown.failing)
    _part(console, OTHER, shown.other)
    _part(console, "Accepted", shown.accepted)
    _part(console, "Resolved", shown.resolved)
    if shown.notes:
        say()
    for note in shown.notes:
        say((note, "dim"))


def _part(console: Console, title: str, lines: Sequence[Line]) -> None:
    from rich.text import Text

    if not lines:
        return
    console.print()
    if title:
        console.print(Text(title, style="bold"))
    table = _grid(console.width)
    table.add_column("change", no_wrap=True)
    table.add_column("what", ratio=1, overflow="fold")
    for line in lines[:ISSUES]:
        what = _fact(line.title, line.columns)
        if line.reason:
            what.append(f"\n{line.reason}", style="dim")
        table.add_row(_severity(line.severity), line.state, what)
    console.print(table)
    if len(lines) > ISSUES:
        console.print(Text(f"and {len(lines) - ISSUES:,} more: --json shows all", style="dim"))
