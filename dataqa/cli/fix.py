"""``dataqa fix``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dataqa.cli.app import Pack, app
from dataqa.cli.outputs import on_stdout, prints, writable_all
from dataqa.cli.shared import only_one, progress_bar, roles_of, say
from dataqa.fixing import ALLOWED_REMOVAL


@app.command()
def fix(
    data: Annotated[list[str], typer.Argument(metavar="DATA", help="One file: CSV, TSV, JSON Lines, Parquet or Arrow.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="F", help="The new file; its suffix chooses the format.")],
    target: Annotated[str | None, typer.Option(metavar="C", help="The column to predict.")] = None,
    apply: Annotated[
        list[str] | None, typer.Option(metavar="A", help="safe (default), all, or the id of an issue; may be repeated.")
    ] = None,
    task: Annotated[str | None, typer.Option(metavar="T", help="This and the options up to --as-of: as in dataqa audit.")] = None,
    time: Annotated[str | None, typer.Option(metavar="C")] = None,
    group: Annotated[str | None, typer.Option(metavar="C")] = None,
    id: Annotated[str | None, typer.Option(metavar="C")] = None,
    text: Annotated[str | None, typer.Option(metavar="C")] = None,
    split: Annotated[str | None, typer.Option(metavar="C", help="Rows of held-out parts are never removed.")] = None,
    role: Annotated[list[str] | None, typer.Option(metavar="C=R")] = None,
    test: Annotated[str | None, typer.Option(metavar="F")] = None,
    reference: Annotated[str | None, typer.Option(metavar="F")] = None,
    as_of: Annotated[str | None, typer.Option(metavar="D")] = None,
    allow_removal: Annotated[
        float, typer.Option(metavar="S", min=0, max=1, help="Largest share of rows that may be removed; of a class, twice that.")
    ] = ALLOWED_REMOVAL,
    encoding: Annotated[str | None, typer.Option(metavar="E", help="Encoding of text files; default: detected.")] = None,
    log: Annotated[Path | None, typer.Option(metavar="F", help="Write every change as CSV, with the reason.")] = None,
    removed: Annotated[Path | None, typer.Option(metavar="F", help="Write the removed rows, with the reason.")] = None,
    snippet: Annotated[Path | None, typer.Option(metavar="F", help="Write Python that makes the same edits.")] = None,
    html: Annotated[Path | None, typer.Option(metavar="F", help="Write the report with what each fix does, measured.")] = None,
    over: Annotated[bool, typer.Option("--over", help="Overwrite the input file.")] = False,
    rules: Pack = "default",
    check: Annotated[list[str] | None, typer.Option(metavar="ID", help="Run only this check or dimension (repeatable).")] = None,
    skip: Annotated[list[str] | None, typer.Option(metavar="ID", help="Skip this check or dimension (repeatable).")] = None,
    seed: Annotated[int, typer.Option(metavar="N", min=0, help="Random seed.")] = 0,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print only errors.")] = False,
) -> None:
    """Apply safe fixes and write a new file."""
    others = on_stdout({"log": log, "removed": removed, "snippet": snippet, "html": html})
    read: dict[str, str | Path | None] = {"test": test, "reference": reference, "rules": rules}
    writable_all("" if over else only_one(data), {"output": output, **others}, read)
    writable_all(only_one(data), {**others}, read)
    from dataqa.api import audit as run
    from dataqa.fixing.files import writable

    writable(output, Path(only_one(data)), over=over)
    with progress_bar(quiet) as progress:
        result = run(
            data[0], target, task=task, time=time, group=group, id=id, text=text, split=split, roles=roles_of(role), test=test,
            reference=reference, as_of=as_of, rules=rules, checks=check or None, skip=skip or (), seed=seed, progress=progress,
            encoding=encoding,
        )  # fmt: skip
    asked = apply or ["safe"]
    fixed = result.fix(data[0], asked[0] if asked[0] in ("safe", "all") and len(asked) == 1 else asked, allow_removal=allow_removal)
    written = fixed.write_all(output, over=over, **others)
    if not quiet and not prints(others):
        print(fixed.summary())
    for path in () if quiet else written:
        say(f"wrote {path}")
