"""``dataqa audit``."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dataqa.cli.app import FELL_SHORT, Files, Format, Pack, Severity, app
from dataqa.cli.outputs import on_stdout, prints, writable_all
from dataqa.cli.shared import add_to_summary, console, only_one, print_whole, progress_bar, roles_of, say

if TYPE_CHECKING:
    from dataqa.result import Audit


@app.command()
def audit(
    data: Annotated[
        list[str],
        typer.Argument(
            metavar="DATA", help="CSV, JSON, Parquet, Arrow, Excel, SQLite …; a pattern in quotes for several; - for CSV piped in."
        ),
    ],
    target: Annotated[str | None, typer.Option(metavar="C", help="The column to predict.")] = None,
    task: Annotated[
        str | None, typer.Option(metavar="T", help="classification, regression, forecasting, …; default: inferred.")
    ] = None,
    time: Annotated[str | None, typer.Option(metavar="C", help="The column with the time of each row.")] = None,
    group: Annotated[str | None, typer.Option(metavar="C", help="The column with the entity of a row: patient, customer.")] = None,
    id: Annotated[str | None, typer.Option(metavar="C", help="The identifier column.")] = None,
    text: Annotated[str | None, typer.Option(metavar="C", help="The column with free text.")] = None,
    split: Annotated[str | None, typer.Option(metavar="C", help="The column that marks train and test rows.")] = None,
    protected: Annotated[list[str] | None, typer.Option(metavar="C", help="A column with groups of people (repeatable).")] = None,
    role: Annotated[
        list[str] | None, typer.Option(metavar="C=R", help="What a column is: numeric, categorical, id, … (repeatable).")
    ] = None,
    test: Annotated[str | None, typer.Option(metavar="F", help="Held-out test data.")] = None,
    reference: Annotated[str | None, typer.Option(metavar="F", help="Production data.")] = None,
    as_of: Annotated[str | None, typer.Option(metavar="D", help="Freshness is measured from this day; default: today.")] = None,
    encoding: Annotated[str | None, typer.Option(metavar="E", help="Encoding of text files; default: detected.")] = None,
    query: Annotated[str | None, typer.Option(metavar="SQL", help="Of a database or workbook: SQL, a table or a sheet.")] = None,
    memory: Annotated[
        str | None, typer.Option(metavar="M", help="Memory to use, such as 4GB; larger data is audited by a sample of its rows.")
    ] = None,
    dictionary: Annotated[
        Path | None, typer.Option(metavar="F", help="What the columns are: manifest.json, catalog.json or schema.yml of dbt.")
    ] = None,
    html: Annotated[Path | None, typer.Option(metavar="F", help="Write the report as one HTML page.")] = None,
    json: Annotated[Path | None, typer.Option(metavar="F", help="Write everything as JSON.")] = None,
    markdown: Annotated[Path | None, typer.Option(metavar="F", help="Write the report as Markdown.")] = None,
    sarif: Annotated[Path | None, typer.Option(metavar="F", help="Write the issues as SARIF, for code scanning.")] = None,
    junit: Annotated[
        Path | None,
        typer.Option(metavar="F", help="Write the checks as JUnit XML; they fail from --fail-on (default: medium)."),
    ] = None,
    gitlab: Annotated[Path | None, typer.Option(metavar="F", help="Write the issues as GitLab's code quality report.")] = None,
    croissant: Annotated[Path | None, typer.Option(metavar="F", help="Write Croissant metadata with the findings (RAI).")] = None,
    openlineage: Annotated[
        Path | None, typer.Option(metavar="F", help="Write an input dataset of OpenLineage with data quality facets.")
    ] = None,
    datasheet: Annotated[
        Path | None, typer.Option(metavar="F", help="Write a draft of a datasheet (Gebru et al. 2021) as Markdown.")
    ] = None,
    evidence: Annotated[
        str | None,
        typer.Option(metavar="T", help="Add what findings show about art10 (EU AI Act) or iso-5259-2."),
    ] = None,
    format: Annotated[Format, typer.Option(help="Format to print.")] = Format.terminal,
    fail_under: Annotated[float | None, typer.Option(metavar="N", min=0, max=100, help="Exit 1 if the score is lower.")] = None,
    fail_on: Annotated[Severity | None, typer.Option(help="Exit 1 if an issue has this severity or worse.")] = None,
    schema: Annotated[str | None, typer.Option(metavar="F", help="Validate the data against a pandera schema (YAML).")] = None,
    schema_out: Annotated[
        Path | None,
        typer.Option(metavar="F", help="Write a schema: pandera (.yaml, .py), Great Expectations (.json), dbt (.dbt.yml)."),
    ] = None,
    timings: Annotated[Path | None, typer.Option(metavar="F", help="Write the CPU seconds of each check as JSON.")] = None,
    rules: Pack = "default",
    check: Annotated[list[str] | None, typer.Option(metavar="ID", help="Run only this check or dimension (repeatable).")] = None,
    skip: Annotated[list[str] | None, typer.Option(metavar="ID", help="Skip this check or dimension (repeatable).")] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Train no model: faster, but no score.")] = False,
    seed: Annotated[int, typer.Option(metavar="N", min=0, help="Random seed.")] = 0,
    no_mask: Annotated[bool, typer.Option("--no-mask", help="Show personal data as it is.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print only errors.")] = False,
) -> None:
    """Audit a dataset and report what to fix."""
    files = on_stdout(
        {
            "html": html,
            "json": json,
            "markdown": markdown,
            "sarif": sarif,
            "junit": junit,
            "gitlab": gitlab,
            "croissant": croissant,
            "openlineage": openlineage,
            "datasheet": datasheet,
        }
    )
    read: dict[str, str | Path | None] = {
        "test": test,
        "reference": reference,
        "schema": schema,
        "rules": rules,
        "dictionary": dictionary,
    }
    writable_all(only_one(data), {**files, "schema-out": schema_out, "timings": timings}, read)
    form = None if schema_out is None else _schema_form(schema_out)
    if evidence is not None:
        from dataqa.policy.frameworks import framework

        framework(evidence)  # before the work: an unknown name is a wrong call
    from dataqa.api import audit as run

    with progress_bar(quiet) as progress:
        result = run(
            data[0], target, task=task, time=time, group=group, id=id, text=text, split=split, protected=protected or (),
            roles=roles_of(role), test=test, reference=reference, as_of=as_of, rules=rules, schema=schema, checks=check or None,
            skip=skip or (), quick=quick, seed=seed, progress=progress, encoding=encoding, query=query, dictionary=dictionary,
            memory=memory,
        )  # fmt: skip
    if form is not None:
        result.to_schema(form, schema_out)
        if not quiet:
            say(f"wrote {schema_out}")
    if timings is not None:
        from dataqa.render.timings import to_timings

        to_timings(result.record, timings)
        if not quiet:
            say(f"wrote {timings}")
    give(result, files, None if quiet or prints(files) else format, mask=not no_mask, fail_on=fail_on, evidence=evidence)
    reasons = _shortfalls(result, fail_under, fail_on)
    for reason in reasons:
        say(reason)
    if reasons:
        raise typer.Exit(FELL_SHORT)


def _schema_form(path: Path) -> str:
    from dataqa.contract.writing import form_of

    return form_of(path)


def give(
    result: Audit, files: Files, format: Format | None, *, mask: bool, fail_on: Severity | None = None, evidence: str | None = None
) -> None:
    """Write the files, print the report, tell the files: in this order, for whoever reads the pipe may leave."""

    from dataqa.policy.frameworks import evidence as evidence_of

    shown = None if evidence is None else evidence_of(evidence, result.record)
    named = {} if evidence is None else {"evidence": evidence}

    def text(name: str, *path: Path) -> str:
        if name == "markdown":
            from dataqa.render.atomic_files import written as kept
            from dataqa.render.markdown import to_markdown

            report = to_markdown(result.record, mask=mask, options=True, evidence=shown)
            return kept(report, path[0] if path else None, [file.path for file in result.record.dataset.files])
        bound = {"fail_on": fail_on.value} if name == "junit" and fail_on is not None else {}
        bound |= named if name in ("html", "json") else {}
        return str(getattr(result, f"to_{name}")(*path, mask=mask, **bound))

    written = [path for name, path in files.items() if path is not None and text(name, path)]
    if format is Format.terminal:
        from dataqa.render.terminal import render

        render(result.record, console(), mask=mask, options=True, evidence=shown)
    elif format is not None:
        print_whole(text(format.value))
    if format is Format.github:
        add_to_summary(result.to_markdown(mask=mask, evidence=evidence))
    for path in written if format is not None else ():
        say(f"wrote {path}")


def _shortfalls(result: Audit, fail_under: float | None, fail_on: Severity | None) -> list[str]:
    """Return why the data fails, one line a reason; a score that is no number is under every bound."""
    from dataqa.render import words

    reasons, score = list[str](), result.record.score
    if fail_under is not None and not result.score >= fail_under:
        what = (
            f"{words.lowered(score.verdict_reason)}, so the data" if math.isnan(result.score) else f"the score {result.score:.1f}"
        )
        reasons.append(f"{what} is below --fail-under {fail_under:g}")
    if fail_on is not None:
        from dataqa.render.issue_texts import at_least

        bad = [issue for issue in result.issues if at_least(issue, fail_on.value)]
        if bad:
            many = "1 issue is" if len(bad) == 1 else f"{len(bad)} issues are"
            reasons.append(f"{many} {fail_on} or worse (--fail-on {fail_on}), the first: {bad[0].check}")
        elif result.verdict == "do not train":
            reasons.append(f"the verdict is: do not train ({score.verdict_reason})")
    if fail_under is None and fail_on is None:
        return []
    if failed := [one.title for one in score.obstacles if one.name == "checks_failed"]:
        reasons.append(f"{failed[0]}; checks that did not run cannot pass")
    elif not reasons and math.isnan(result.score):
        reasons.append(f"{words.lowered(score.verdict_reason)}, so nothing can pass")
    return reasons
