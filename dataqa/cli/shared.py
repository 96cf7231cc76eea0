"""What the commands share in what they do: say, show progress, refuse what could not be written."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from dataqa.cli.app import NARROWEST

if TYPE_CHECKING:
    from rich.console import Console

    from dataqa.api import Progress


def drop_the_rest() -> None:
    """Let what could not be printed go to nowhere, so that the end of the program does not try again."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(text: str) -> None:
    """Print one line to the standard error."""
    print("dataqa: " + " ".join(text.split()), file=sys.stderr)


def console() -> Console:
    """Return what prints a report: 80 columns wide where nobody says otherwise."""
    from rich.console import Console

    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")
    asked = os.environ.get("COLUMNS", "")
    width = max(NARROWEST, int(asked)) if asked.isdecimal() and int(asked) else 80
    return Console(width=None if sys.stdout.isatty() else width)


def print_whole(text: str) -> None:
    """Print what a machine reads, which is not in the encoding of a terminal."""
    if (reconfigure := getattr(sys.stdout, "reconfigure", None)) is not None:
        reconfigure(encoding="utf-8")
    sys.stdout.write(text.rstrip() + "\n")


def roles_of(told: Sequence[str] | None) -> dict[str, str]:
    """Return the roles told as ``NAME=ROLE``; a name may hold an equals sign.

    Raises
    ------
    CallError
        Where there is no equals sign.
    """
    from dataqa.errors import CallError

    parts = [one.rpartition("=") for one in told or ()]
    for name, sign, role in parts:
        if not sign or not name:
            raise CallError(f"--role takes a column and its role, such as age=numeric, and not {role!r}.")
    return {name: role for name, _, role in parts}


def add_to_summary(text: str) -> None:
    """Add a report to the summary of the job, where GitHub runs one."""
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        from dataqa.render import github

        if not github.add_to_summary(summary, text):
            say("the job summary is full (1 MiB), so the report was not added")


@contextmanager
def progress_bar(quiet: bool) -> Iterator[Progress | None]:
    """Give what shows how far the work is, where somebody looks."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    parts = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    with Progress(*parts, console=Console(stderr=True), transient=True) as bar:
        shown = bar.add_task("reading", total=None)
        yield lambda what, done, steps: bar.update(shown, description=f"{what:<24}", completed=done, total=steps)


def only_one(data: Sequence[str]) -> str:
    """Return the one path that was given; a pattern that the shell took apart is a wrong call."""
    from dataqa.errors import CallError

    if len(data) > 1:
        raise CallError(f"{len(data)} files were given where one is expected; put a pattern in quotes: dataqa audit 'data/*.csv'.")
    return data[0]
