"""What the commands share in how they are called: the program, exit codes, and options."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

FELL_SHORT, WRONG_CALL, UNREADABLE, INTERRUPTED, NOBODY_READS = 1, 2, 3, 130, 141
NARROWEST = 20
UsageError: Any = typer.BadParameter.__base__
"""What Typer raises for a call it does not understand; it has had two homes."""

Files = dict[str, Path | None]
"""By the method of `Audit` that writes them."""

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Audit a dataset before a model is trained on it.",
    epilog="Exit codes: 0 passed, 1 the data failed, 2 the call was wrong, 3 the data could not be read.",
)


class Format(StrEnum):
    """What is printed."""

    terminal = "terminal"
    markdown = "markdown"
    json = "json"
    sarif = "sarif"
    junit = "junit"
    github = "github"
    gitlab = "gitlab"


class Severity(StrEnum):
    """From which severity on an issue fails the data."""

    critical = "critical"
    high = "high"
    medium = "medium"
    low = "low"
    info = "info"


Pack = Annotated[str, typer.Option("--rules", metavar="PACK", help="Rule pack: default, strict, or a YAML file.")]


def _version(asked: bool) -> None:
    if asked:
        from dataqa import __version__

        print(f"dataqa {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    pass
