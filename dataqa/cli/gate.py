"""``dataqa gate``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dataqa.cli.app import FELL_SHORT, Files, Format, Severity, app
from dataqa.cli.outputs import on_stdout, prints, writable_all
from dataqa.cli.shared import add_to_summary, console, only_one, print_whole, progress_bar, roles_of, say

if TYPE_CHECKING:
    from dataqa.config import DatasetSettings
    from dataqa.datasets import Reviewed


@app.command()
def gate(
    data: Annotated[
        list[str] | None,
        typer.Argument(metavar="DATA", help="Same as in dataqa audit; default: all configured datasets."),
    ] = None,
    baseline: Annotated[
        Path | None, typer.Option(metavar="F", help="The baseline to compare with; default: dataqa.baseline/NAME.json.")
    ] = None,
    config: Annotated[Path | None, typer.Option(metavar="F", help="dataqa.toml or pyproject.toml; default: the nearest.")] = None,
    dataset: Annotated[str | None, typer.Option(metavar="NAME", help="Only this dataset of the configuration.")] = None,
    update: Annotated[bool, typer.Option("--update", help="Show what changed, then write the new baseline.")] = False,
    target: Annotated[
        str | None,
        typer.Option(metavar="C", help="As in dataqa audit; default: the baseline's value. Likewise up to --as-of."),
    ] = None,
    task: Annotated[str | None, typer.Option(metavar="T")] = None,
    time: Annotated[str | None, typer.Option(metavar="C")] = None,
    group: Annotated[str | None, typer.Option(metavar="C")] = None,
    id: Annotated[str | None, typer.Option(metavar="C")] = None,
    text: Annotated[str | None, typer.Option(metavar="C")] = None,
    split: Annotated[str | None, typer.Option(metavar="C")] = None,
    protected: Annotated[list[str] | None, typer.Option(metavar="C")] = None,
    role: Annotated[list[str] | None, typer.Option(metavar="C=R")] = None,
    test: Annotated[str | None, typer.Option(metavar="F")] = None,
    reference: Annotated[str | None, typer.Option(metavar="F")] = None,
    as_of: Annotated[str | None, typer.Option(metavar="D")] = None,
    encoding: Annotated[str | None, typer.Option(metavar="E", help="Encoding of text files; default: detected.")] = None,
    query: Annotated[str | None, typer.Option(metavar="SQL", help="Of a database or workbook: SQL, a table or a sheet.")] = None,
    memory: Annotated[str | None, typer.Option(metavar="M", help="Memory to use, such as 4GB, as in dataqa audit.")] = None,
    html: Annotated[Path | None, typer.Option(metavar="F", help="Write both audits side by side as one HTML page.")] = None,
    json: Annotated[Path | None, typer.Option(metavar="F", help="Write the decision as JSON.")] = None,
    markdown: Annotated[Path | None, typer.Option(metavar="F", help="Write the decision as Markdown.")] = None,
    sarif: Annotated[
        Path | None, typer.Option(metavar="F", help="Write the decision as SARIF, with known and resolved issues.")
    ] = None,
    junit: Annotated[Path | None, typer.Option(metavar="F", help="Write the decision as JUnit XML, with what passed.")] = None,
    gitlab: Annotated[Path | None, typer.Option(metavar="F", help="Write new findings as GitLab's code quality report.")] = None,
    format: Annotated[Format, typer.Option(help="Format to print.")] = Format.terminal,
    fail_under: Annotated[float | None, typer.Option(metavar="N", min=0, max=100, help="Exit 1 if the score is lower.")] = None,
    fail_on: Annotated[Severity | None, typer.Option(help="Lowest severity that fails the gate (default: medium).")] = None,
    schema: Annotated[str | None, typer.Option(metavar="F", help="Also validate against a pandera schema (YAML).")] = None,
    rules: Annotated[str | None, typer.Option(metavar="PACK", help="Rule pack, as in dataqa audit.")] = None,
    check: Annotated[list[str] | None, typer.Option(metavar="ID", help="Run only this check or dimension (repeatable).")] = None,
    skip: Annotated[list[str] | None, typer.Option(metavar="ID", help="Skip this check or dimension (repeatable).")] = None,
    seed: Annotated[int | None, typer.Option(metavar="N", min=0, help="Random seed; defaults to the baseline's.")] = None,
    no_mask: Annotated[bool, typer.Option("--no-mask", help="Show personal data as it is.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print only errors.")] = False,
) -> None:
    """Fail only on what is new or worse than a committed baseline."""
    files = on_stdout({"html": html, "json": json, "markdown": markdown, "sarif": sarif, "junit": junit, "gitlab": gitlab})
    given = only_one(data) if data else None
    writable_all(given or "", {**files, "baseline": baseline if update else None})
    told: dict[str, Any] = {
        "path": given, "target": target, "task": task, "time": time, "group": group, "id": id, "text": text, "split": split,
        "protected": protected, "roles": roles_of(role) or None, "test": test, "reference": reference, "as_of": as_of,
        "schema": schema, "rules": rules, "encoding": encoding, "query": query, "checks": check, "skip": skip, "seed": seed,
        "fail_under": fail_under, "fail_on": fail_on, "memory": memory,
        "baseline": None if baseline is None else str(baseline),
    }  # fmt: skip
    from dataqa.config import settings_for
    from dataqa.datasets import review, save
    from dataqa.errors import CallError

    found = []
    wanted = settings_for({key: value for key, value in told.items() if value is not None and value != []}, config, dataset)
    if html is not None and len(wanted) > 1:
        raise CallError(f"--html shows one dataset, and there are {len(wanted)}: add --dataset with one of {', '.join(wanted)}.")
    for name, settings in wanted.items():
        _spares(name, settings, files, config)
    for name, settings in wanted.items():
        with progress_bar(quiet) as progress:
            found.append(review(name, settings, update=update, progress=progress))
    _give(found, files, None if quiet or prints(files) else format, mask=not no_mask)
    for one in found if update else ():
        save(one)
        if not quiet:
            say(f"wrote {one.baseline}")
    failed = [one for one in found if one.decision is not None and not one.decision.passed]
    for one in failed:
        say(f"{one.name}: {_counted(one, mask=not no_mask)}{'; the new baseline includes it' if update else ''}")
    if failed and not update:
        raise typer.Exit(FELL_SHORT)


def _spares(name: str, settings: DatasetSettings, files: Files, config: Path | None) -> None:
    """Refuse outputs that would replace what a dataset of the configuration is read from."""
    from dataqa.config import BASELINES, nearest_file

    writable_all(settings.path, files, {
        "test": settings.test, "reference": settings.reference, "schema": settings.contract, "rules": settings.rules,
        "baseline": settings.baseline or f"{BASELINES}/{name}.json", "config": config or nearest_file(),
    })  # fmt: skip


def _counted(one: Reviewed, *, mask: bool) -> str:
    from dataqa.render.decision_texts import texts_of

    assert one.decision is not None
    failing = texts_of(one.decision, mask=mask).failing
    many = "1 finding fails" if len(failing) == 1 else f"{len(failing)} findings fail"
    return f"{many}, the first: {failing[0].title}"


def _give(found: Sequence[Reviewed], files: Files, format: Format | None, *, mask: bool) -> None:
    """Write the files, print the decisions, tell the files."""
    from dataqa.formats import in_format
    from dataqa.render.atomic_files import write_whole

    written = [path for path in files.values() if path is not None]
    for name, path in files.items():
        if path is not None:
            write_whole(path, in_format(name, found, mask=mask))
    if format is Format.terminal:
        _terminal(found, mask=mask)
    elif format is not None:
        print_whole(in_format(format.value, found, mask=mask))
    if format is Format.github:
        add_to_summary(in_format("markdown", found, mask=mask))
    for path in written if format is not None else ():
        say(f"wrote {path}")


def _terminal(found: Sequence[Reviewed], *, mask: bool) -> None:
    from dataqa.render.terminal import render, render_decision

    screen = console()
    for place, one in enumerate(found):
        if place:
            screen.rule(style="dim")
        if one.decision is None:
            render(one.result.record, screen, mask=mask, options=True)
        else:
            render_decision(one.decision, screen, mask=mask)
