"""The commands: they pass on what was asked, print what the library answers, and turn it into an exit code.

::

    0    the data passed
    1    the data fell short: --fail-under, --fail-on; or one of these was asked and checks failed to run
    2    the call was wrong: an unknown option, column, check or pack; or what was found could not be printed
    3    the data could not be read
    130  interrupted
"""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from dataqa.api import Progress
    from dataqa.result import Audit

FELL_SHORT, WRONG_CALL, UNREADABLE, INTERRUPTED, NOBODY_READS = 1, 2, 3, 130, 141
_NARROWEST = 20
_UsageError: Any = typer.BadParameter.__base__
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
    epilog="Exit codes: 0 pass, 1 the data fell short, 2 the call was wrong, 3 the data could not be read.",
)


class Format(StrEnum):
    """What is printed."""

    terminal = "terminal"
    markdown = "markdown"
    json = "json"


class Severity(StrEnum):
    """From which severity on an issue fails the data."""

    critical = "critical"
    high = "high"
    medium = "medium"
    low = "low"
    info = "info"


Pack = Annotated[str, typer.Option("--rules", metavar="PACK", help="A pack of rules: default, strict, or a YAML file.")]


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


@app.command()
def audit(
    data: Annotated[
        list[str],
        typer.Argument(metavar="DATA", help="CSV, JSON, Parquet or Arrow; a pattern in quotes for several; - for CSV piped in."),
    ],
    target: Annotated[str | None, typer.Option(metavar="C", help="The column that the model is to predict.")] = None,
    task: Annotated[
        str | None, typer.Option(metavar="T", help="classification, regression, forecasting, …; else inferred.")
    ] = None,
    time: Annotated[str | None, typer.Option(metavar="C", help="The column that says when a row is from.")] = None,
    group: Annotated[str | None, typer.Option(metavar="C", help="The column that says which entity a row belongs to.")] = None,
    id: Annotated[str | None, typer.Option(metavar="C", help="The column that names the row.")] = None,
    text: Annotated[str | None, typer.Option(metavar="C", help="The column of prose.")] = None,
    split: Annotated[str | None, typer.Option(metavar="C", help="The column that says train or test.")] = None,
    protected: Annotated[list[str] | None, typer.Option(metavar="C", help="A column of groups of people; may be repeated.")] = None,
    test: Annotated[str | None, typer.Option(metavar="F", help="Held-out rows.")] = None,
    reference: Annotated[str | None, typer.Option(metavar="F", help="Rows of real use.")] = None,
    as_of: Annotated[str | None, typer.Option(metavar="D", help="The day freshness is measured from; else today.")] = None,
    html: Annotated[Path | None, typer.Option(metavar="F", help="Write the report as one HTML page.")] = None,
    json: Annotated[Path | None, typer.Option(metavar="F", help="Write everything as JSON.")] = None,
    markdown: Annotated[Path | None, typer.Option(metavar="F", help="Write the report as Markdown.")] = None,
    format: Annotated[Format, typer.Option(help="What is printed.")] = Format.terminal,
    fail_under: Annotated[float | None, typer.Option(metavar="N", min=0, max=100, help="Exit 1 below this score.")] = None,
    fail_on: Annotated[Severity | None, typer.Option(help="Exit 1 on an issue so severe or worse.")] = None,
    schema: Annotated[str | None, typer.Option(metavar="F", help="Hold the data to a pandera schema (YAML).")] = None,
    schema_out: Annotated[Path | None, typer.Option(metavar="F", help="Write a pandera schema (.yaml, .py).")] = None,
    rules: Pack = "default",
    check: Annotated[list[str] | None, typer.Option(metavar="ID", help="Only this check or dimension; may be repeated.")] = None,
    skip: Annotated[list[str] | None, typer.Option(metavar="ID", help="Not this check or dimension; may be repeated.")] = None,
    seed: Annotated[int, typer.Option(metavar="N", min=0, help="Of everything random.")] = 0,
    no_mask: Annotated[bool, typer.Option("--no-mask", help="Show personal data as it is.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")] = False,
) -> None:
    """Audit a dataset and say what to do about it."""
    files = {"html": html, "json": json, "markdown": markdown}
    _writable(_one(data), {**files, "schema-out": schema_out})
    form = None if schema_out is None else _schema_form(schema_out)
    from dataqa.api import audit as run

    with _progress(quiet) as progress:
        result = run(
            data[0], target, task=task, time=time, group=group, id=id, text=text, split=split, protected=protected or (), test=test,
            reference=reference, as_of=as_of, rules=rules, schema=schema, checks=check or None, skip=skip or (), seed=seed,
            progress=progress,
        )  # fmt: skip
    if form is not None:
        result.to_schema(form, schema_out)
        if not quiet:
            _say(f"wrote {schema_out}")
    _give(result, files, None if quiet else format, mask=not no_mask)
    reasons = _shortfalls(result, fail_under, fail_on)
    for reason in reasons:
        _say(reason)
    if reasons:
        raise typer.Exit(FELL_SHORT)


@app.command()
def fix(
    data: Annotated[list[str], typer.Argument(metavar="DATA", help="One file: CSV, TSV, JSON Lines, Parquet or Arrow.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="F", help="Where the fixed data goes; its suffix says how.")],
    target: Annotated[str | None, typer.Option(metavar="C", help="The column that the model is to predict.")] = None,
    apply: Annotated[
        list[str] | None, typer.Option(metavar="A", help="safe (the default), all, or the id of an issue; may be repeated.")
    ] = None,
    task: Annotated[str | None, typer.Option(metavar="T", help="As of audit; so are the next ones.")] = None,
    time: Annotated[str | None, typer.Option(metavar="C")] = None,
    group: Annotated[str | None, typer.Option(metavar="C")] = None,
    id: Annotated[str | None, typer.Option(metavar="C")] = None,
    text: Annotated[str | None, typer.Option(metavar="C")] = None,
    split: Annotated[str | None, typer.Option(metavar="C", help="Rows of its held-out parts are never removed.")] = None,
    test: Annotated[str | None, typer.Option(metavar="F")] = None,
    reference: Annotated[str | None, typer.Option(metavar="F")] = None,
    as_of: Annotated[str | None, typer.Option(metavar="D")] = None,
    log: Annotated[Path | None, typer.Option(metavar="F", help="Write every change as CSV, with the reason.")] = None,
    removed: Annotated[Path | None, typer.Option(metavar="F", help="Write the removed rows, with the reason.")] = None,
    snippet: Annotated[Path | None, typer.Option(metavar="F", help="Write Python that makes the same edits.")] = None,
    over: Annotated[bool, typer.Option("--over", help="Allow the output to take the place of the data.")] = False,
    rules: Pack = "default",
    check: Annotated[list[str] | None, typer.Option(metavar="ID", help="Only this check or dimension; may be repeated.")] = None,
    skip: Annotated[list[str] | None, typer.Option(metavar="ID", help="Not this check or dimension; may be repeated.")] = None,
    seed: Annotated[int, typer.Option(metavar="N", min=0, help="Of everything random.")] = 0,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")] = False,
) -> None:
    """Mend what has one defensible answer (or more, where asked), into another file."""
    _writable("" if over else _one(data), {"output": output, "log": log, "removed": removed, "snippet": snippet})
    from dataqa.api import audit as run
    from dataqa.fixing.files import writable

    writable(output, Path(_one(data)), over=over)
    with _progress(quiet) as progress:
        result = run(
            data[0], target, task=task, time=time, group=group, id=id, text=text, split=split, test=test, reference=reference,
            as_of=as_of, rules=rules, checks=check or None, skip=skip or (), seed=seed, progress=progress,
        )  # fmt: skip
    asked = apply or ["safe"]
    fixed = result.fix(data[0], asked[0] if asked[0] in ("safe", "all") and len(asked) == 1 else asked)
    written = fixed.write_all(output, log=log, removed=removed, snippet=snippet, over=over)
    if not quiet:
        print(fixed.summary())
    for path in () if quiet else written:
        _say(f"wrote {path}")


@app.command()
def explain(
    check: Annotated[str, typer.Argument(metavar="CHECK", help="Its id, as in dataqa rules.")], rules: Pack = "default"
) -> None:
    """Tell what a check measures, and why."""
    from dataqa.catalogue import explanation
    from dataqa.policy.pack import Rules

    _console().print(explanation(check, Rules.load(rules)), highlight=False)


@app.command()
def rules(pack: Pack = "default") -> None:
    """List all checks and how they are judged."""
    from dataqa.catalogue import table
    from dataqa.policy.pack import Rules

    _console().print(table(Rules.load(pack)), highlight=False)


@app.command()
def demo(html: Annotated[Path, typer.Option(metavar="F", help="Where the report goes.")] = Path("dataqa-demo.html")) -> None:
    """Audit a made-up dataset with planted defects."""
    from dataqa.demo import audit_demo

    _writable("", {"html": html})
    with _progress(quiet=False) as progress:
        result = audit_demo(progress)
    _give(result, {"html": html}, Format.terminal, mask=True)


def main() -> None:
    """Run the command line and exit."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; whatever goes wrong on purpose is one line on stderr.

    Parameters
    ----------
    arguments : sequence of str
        As typed, without the name of the program.

    Returns
    -------
    int
        See the top of this module.
    """
    from dataqa.errors import DataqaError, SourceError

    command = typer.main.get_command(app)
    try:
        with command.make_context("dataqa", list(arguments)) as context:
            command.invoke(context)
        sys.stdout.flush()
    except typer.Exit as end:
        return end.exit_code
    except _UsageError as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            print(error.format_message())
        else:
            told = error.format_message().rstrip(".")
            _say(f"{told}{'' if told.endswith('?') else '.'} See {error.ctx.command_path if error.ctx else 'dataqa'} --help.")
        return WRONG_CALL
    except DataqaError as error:
        _say(str(error))
        return UNREADABLE if isinstance(error, SourceError) else WRONG_CALL
    except KeyboardInterrupt:
        _say("interrupted; nothing more was written")
        return INTERRUPTED
    except (BrokenPipeError, SystemExit):
        # the reader of the pipe has left (Rich tells it by SystemExit): nothing to say, and nobody to say it to
        _drop_the_rest()
        return NOBODY_READS
    except OSError as error:
        _say(f"cannot write what was found: {error.strerror or error}{f' ({error.filename})' if error.filename else ''}")
        _drop_the_rest()
        return WRONG_CALL
    return 0


def _drop_the_rest() -> None:
    """Let what could not be printed go to nowhere, so that the end of the program does not try again."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(text: str) -> None:
    print("dataqa: " + " ".join(text.split()), file=sys.stderr)


def _console() -> Console:
    from rich.console import Console

    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")
    asked = os.environ.get("COLUMNS", "")
    width = max(_NARROWEST, int(asked)) if asked.isdecimal() and int(asked) else 80
    return Console(width=None if sys.stdout.isatty() else width)


@contextmanager
def _progress(quiet: bool) -> Iterator[Progress | None]:
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    parts = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    with Progress(*parts, console=Console(stderr=True), transient=True) as bar:
        shown = bar.add_task("reading", total=None)
        yield lambda what, done, steps: bar.update(shown, description=f"{what:<24}", completed=done, total=steps)


def _one(data: Sequence[str]) -> str:
    from dataqa.errors import CallError

    if len(data) > 1:
        raise CallError(f"{len(data)} files were given where one is expected; put a pattern in quotes: dataqa audit 'data/*.csv'.")
    return data[0]


def _writable(data: str, files: Files) -> None:
    """Refuse, before the work and not after it, what could not be written or would overwrite the data."""
    from dataqa.errors import CallError

    taken: dict[Path, str] = {}
    for name, path in files.items():
        if path is not None and (other := taken.setdefault(path.expanduser().resolve(), name)) != name:
            raise CallError(f"--{name} and --{other} both name {str(path)!r}; each needs a file of its own.")
        if path is not None and not path.expanduser().parent.is_dir():
            raise CallError(f"--{name}: cannot write {str(path)!r}: there is no folder {str(path.parent)!r}.")
        if path is not None and path.expanduser().resolve() == Path(data).expanduser().resolve():
            raise CallError(f"--{name}: {str(path)!r} is the data or a folder, and would be overwritten.")


def _schema_form(path: Path) -> str:
    from dataqa.contract.writing import form_of

    return form_of(path)


def _give(result: Audit, files: Files, format: Format | None, *, mask: bool) -> None:
    """Write the files, print the report, tell the files: in this order, for whoever reads the pipe may leave."""
    written = [path for name, path in files.items() if path is not None and getattr(result, f"to_{name}")(path, mask=mask)]
    if format is Format.terminal:
        from dataqa.render.terminal import render

        render(result.record, _console(), mask=mask)
    elif format is not None:
        sys.stdout.write(result.to_json(mask=mask) if format is Format.json else result.to_markdown(mask=mask).rstrip() + "\n")
    for path in written if format is not None else ():
        _say(f"wrote {path}")


def _shortfalls(result: Audit, fail_under: float | None, fail_on: Severity | None) -> list[str]:
    """Return why the data fails, one line a reason; a score that is no number is under every bound."""
    from dataqa.score import failed_to_run

    reasons = []
    if fail_under is not None and not result.score >= fail_under:
        why = result.record.score.verdict_reason
        what = f"{why}, so the data" if math.isnan(result.score) else f"the score {result.score:.1f}"
        reasons.append(f"{what} is below --fail-under {fail_under:g}")
    if fail_on is not None:
        order: list[Any] = list(Severity)
        bad = [issue for issue in result.issues if order.index(Severity(issue.severity)) <= order.index(fail_on)]
        if bad:
            reasons.append(f"{len(bad)} of the issues are {fail_on} or worse (--fail-on {fail_on}), the first of {bad[0].check}")
    if fail_under is None and fail_on is None:
        return []
    if failed := failed_to_run(result.outcomes):
        reasons.append(f"{failed}; what was not looked at cannot pass")
    elif not reasons and math.isnan(result.score):
        reasons.append(f"{result.record.score.verdict_reason}, so nothing can pass")
    return reasons
