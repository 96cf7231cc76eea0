"""``dataqa init``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from dataqa.cli.app import app
from dataqa.cli.shared import progress_bar, say

if TYPE_CHECKING:
    from dataqa.starting.start import Begun


@app.command()
def init(
    data: Annotated[
        list[str] | None, typer.Argument(metavar="DATA", help="Files, each a dataset; default: all data files here and in data/.")
    ] = None,
    target: Annotated[
        str | None, typer.Option(metavar="C", help="The column to predict; if not given, you are asked in a terminal.")
    ] = None,
    rules: Annotated[str | None, typer.Option(metavar="PACK", help="Rule pack; this and the next two as in dataqa audit.")] = None,
    check: Annotated[list[str] | None, typer.Option(metavar="ID")] = None,
    skip: Annotated[list[str] | None, typer.Option(metavar="ID")] = None,
    no_ci: Annotated[bool, typer.Option("--no-ci", help="Write no jobs for GitHub, GitLab and pre-commit.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite existing baselines and jobs.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print only errors.")] = False,
) -> None:
    """Audit the data, then write a configuration, baselines and CI jobs for the gate."""
    from dataqa.starting.start import start

    asks = _is_asked(quiet)
    with progress_bar(quiet or asks) as progress:
        made = start(
            data or (), target=target, choose=_ask if asks else lambda path, columns: None, rules=rules, checks=check or (),
            skip=skip or (), jobs=not no_ci, force=force, progress=progress,
        )  # fmt: skip
    made.write()
    if quiet:
        return
    for one in made.datasets:
        print(_line(one))
    for path in made.files:
        say(f"wrote {_shown(path)}")
    print("\nReview the issues (dataqa audit), then commit these files. dataqa gate compares later data with them.")
    for what in made.left:
        print(f"\n{what}")


def _is_asked(quiet: bool) -> bool:
    return not quiet and sys.stdin.isatty() and sys.stderr.isatty()


def _ask(path: str, columns: Sequence[str]) -> str | None:
    """Ask for a target until there is such a column, or none is wanted."""
    from dataqa.errors import nearest
    from dataqa.render import words

    while True:
        typer.echo(f"{path}: {words.listed([words.visible(name, 60) for name in columns], 30, 600)}", err=True)
        told = str(typer.prompt("Which column should the model predict? (none)", default="", show_default=False, err=True)).strip()
        if not told or told in columns:
            return told or None
        typer.echo(f"There is no column {told!r}.{nearest(told, columns)}", err=True)


def _line(one: Begun) -> str:
    from dataqa.render import words

    data, score = one.result.record.dataset, words.score(one.result.score)
    size = words.size_of(data.rows, data.columns, data.seen)
    what = "no target" if one.target is None else f"target {words.visible(one.target, 60)}"
    return f"{one.name}: {words.visible(one.path, 120)}, {size}, {what}, score {score}, {one.result.verdict}"


def _shown(path: object) -> str:
    import os

    return os.path.relpath(str(path))
