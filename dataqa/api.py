"""The one place that puts the stages in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dataqa import __version__
from dataqa.checks.registry import Check, all_checks
from dataqa.context import Context
from dataqa.contract.infer import infer_terms
from dataqa.dataset import Dataset
from dataqa.errors import CallError, NotApplicable, nearest
from dataqa.examples import placed, with_examples
from dataqa.in_context import context_of
from dataqa.judgement import Outcome
from dataqa.memory import bytes_for_rows, give_back
from dataqa.model import SEVERITIES, Cell, Issue, Measured, Measurement
from dataqa.performance import Readiness
from dataqa.policy.causes import merged
from dataqa.policy.judge import issue_id, subject
from dataqa.policy.overlaps import not_reported, uncovered
from dataqa.policy.pack import Rules
from dataqa.policy.questions import answers
from dataqa.policy.wording import plain_template
from dataqa.profile.row_sketch import row_sketch
from dataqa.quick_model import readiness_of
from dataqa.record import CheckText, Record
from dataqa.render.masking import named_personal
from dataqa.result import Audit
from dataqa.roles import GivenRoles
from dataqa.running import judged, measured_by, quiet, run
from dataqa.schemas.given import read_schema
from dataqa.score import costed, score_of
from dataqa.selection import selected
from dataqa.sources import load
from dataqa.sources.dictionary import with_dictionary

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many steps are done, and how many there are."""
_LONG = 0.1
"""CPU seconds of a check, from which on it may hold memory that is worth returning."""


def audit(
    data: Any,
    target: Any = None,
    *,
    task: str | None = None,
    time: Any = None,
    group: Any = None,
    id: Any = None,
    text: Any = None,
    image: Any = None,
    protected: Any = (),
    roles: Mapping[Any, str] | None = None,
    test: Any = None,
    split: Any = None,
    reference: Any = None,
    as_of: date | str | None = None,
    rules: str | Path | Rules = "default",
    schema: Any = None,
    checks: Iterable[str | Check] | None = None,
    skip: Iterable[str] = (),
    quick: bool = False,
    seed: int = 0,
    progress: Progress | None = None,
    encoding: str | None = None,
    query: str | None = None,
    memory: str | int | None = None,
    dictionary: str | Path | None = None,
) -> Audit:
    """Audit a dataset before a model is trained on it.

    Parameters
    ----------
    data : frame, Arrow stream, dict, list, array, path, glob or address of a database
        A pandas or Polars frame, anything with ``__arrow_c_stream__``, a data set of Hugging Face, or files of CSV, Parquet, JSON
        Lines, Arrow, Excel, SQLite or DuckDB; Croissant metadata beside its files; a folder of texts, e-mails or images;
        ``"postgresql://…"`` with `query`. It is never changed.
    target : column name, optional
        What the model is to predict; without it only what needs no target is looked at. Of a folder with a folder for each class it
        is the class.
    task : {"classification", "regression", "forecasting", "recommendation", "language"}, optional
        Inferred if not given.
    time, group, id, text, image : column name, optional
        When a row is from; which entity it belongs to; what names it; which column is prose or holds images. Inferred where they
        can be.
    protected : column name or sequence of them
        Columns with groups of people, in addition to those that are detected.
    roles : mapping of column name to role, optional
        What any other column is where it was taken for something else: ``"numeric"``, ``"categorical"``, ``"boolean"``, ``"text"``,
        ``"datetime"``, ``"id"`` or ``"group"``. Each column's role and its reason stand in the report.
    test : like `data`, optional
        Held-out rows: looked at for what they share with `data`.
    split : column name, optional
        The column that says which part of a split a row is in.
    reference : like `data`, optional
        Production data; labels are not needed.
    as_of : date or ISO text, optional
        The day from which freshness is measured; default today.
    rules : str, Path or Rules
        A pack's name (``"default"``, ``"strict"``), the path of a YAML pack, or loaded rules.
    schema : pandera schema or path, optional
        What the data is held to: a DataFrameSchema or DataFrameModel of ``pandera.pandas`` or ``pandera.polars``, or the path of
        its YAML. All its checks run on all rows, and each that fails is an issue. A pandas frame is validated as it is, and
        other data as dataqa reads it.
    checks : iterable of str or Check, optional
        Only these: ids, dimensions, or checks of your own (see `dataqa.check`); default all. ``["all", my_check]`` adds one of
        your own.
    skip : iterable of str
        Checks or dimensions to be left out.
    quick : bool
        Train no model: for editors and hooks, in a third of the time. Checks that ask models are skipped, as the report says;
        nothing has a cost, there is no score, and data is never called ready.
    seed : int
        Random seed, 0 or more: the same data and seed give the same result.
    progress : callable, optional
        Called with (what, steps done, steps in all).
    encoding : str, optional
        Of the text files: ``"cp1252"``, ``"gb18030"`` …; found out if not given.
    query : str, optional
        Where `data` is a database, the SQL statement whose result is audited, or the name of a table; of a workbook the name of a
        sheet, of Croissant metadata that of a record set.
    memory : str or int, optional
        Bytes, or text such as ``"4GB"``, that the audit may take; default a quarter of the machine's. Text in columns, Parquet,
        Arrow, a LazyFrame or a stream with more rows than that is read in batches, and audited by a sample of up to 400,000 rows
        that a hash of their content chooses; a note in the report says so. Issues name rows by their place among all.
    dictionary : str or Path, optional
        What the columns are: a ``manifest.json``, ``catalog.json`` or ``schema.yml`` of dbt. Reports show its descriptions, and a
        note names columns that are not of the type that it says.

    Returns
    -------
    Audit
        Score, verdict, issues, outcomes, and every way to show them.

    Raises
    ------
    CallError
        Where an argument names an unknown column, check, task or pack.
    SourceError
        Where the data cannot be read.
    """
    say = progress or (lambda what, done, steps: None)
    every, chosen, skipped = selected(checks, skip)
    pack = rules.including(every) if isinstance(rules, Rules) else Rules.load(rules, every)
    day = _day(as_of)
    if seed < 0:
        raise CallError(f"seed={seed} is below 0; expected a whole number from 0 on.")
    say("reading", 0, len(chosen) + 2)
    given = _given_roles(
        target=target, task=task, time=time, group=group, id=id, text=text, image=image, split=split, protected=protected,
        roles=roles,
    )  # fmt: skip
    held = read_schema(schema, data)
    budget = bytes_for_rows(memory)
    # copies with another label, or in another part of a split, stay together
    apart = [name for name in (given.target, given.split) if name is not None]
    table = load(data, encoding=encoding, query=query, budget=budget, apart=apart)
    if dictionary is not None:
        table = with_dictionary(table, dictionary)
    if given.target is None and table.target:
        given = replace(given, target=table.target)
    say("profiling", 1, len(chosen) + 2)
    context = context_of(table, given, day, test, reference, seed, held, encoding=encoding, quick=quick, budget=budget)
    outcomes, issues, measured = list(skipped), list[Issue](), dict[str, tuple[Measured, ...]]()
    subjects: list[tuple[str, tuple[str, ...], str]] = []
    looked: list[tuple[Check, Outcome, list[Measurement]]] = []
    for place, check in enumerate(chosen):
        say(check.id, place + 2, len(chosen) + 2)
        outcome, measurements, found = run(check, context, pack)
        looked.append((check, outcome, measurements))
        issues += found
        if outcome.seconds >= _LONG:
            give_back()
    # what several checks saw is told once, by the one that tells it best of those that ran
    issues, covered = uncovered(issues)
    for check, outcome, measurements in looked:
        found = [issue for issue in issues if issue.check == check.id]
        outcomes.append(outcome if found else not_reported(outcome, covered))
        measured[check.id] = quiet(check, pack, measurements, found)
        subjects += [(check.id, m.columns, m.about) for m in measurements if isinstance(m.about, Cell)]
    personal = named_personal(issues, context.task)
    new_ids = {
        issue_id(name, columns, about): issue_id(name, columns, subject(about, personal=True))
        for name, columns, about in subjects
        if personal & {*columns, context.task.target}
    }
    issues = [replace(issue, id=new_ids.get(issue.id, issue.id)) for issue in issues]
    measured = {name: tuple(replace(m, id=new_ids.get(m.id, m.id)) for m in found) for name, found in measured.items()}
    order = {check.id: place for place, check in enumerate(every)}
    outcomes.sort(key=lambda o: order[o.check])
    if quick:  # what an issue costs, models say
        issues = [replace(issue, cost=0.0, cost_interval=(0.0, 0.0)) for issue in issues]
    issues = [costed(cause) for cause in merged([pack.verdict.graded(issue) for issue in issues], pack.by_check)]
    issues.sort(key=lambda i: (SEVERITIES.index(i.severity), -i.cost, order[i.check], i.id))
    issues = [with_examples(issue, context.engine, context.task) for issue in issues]
    outcomes = _reported(outcomes, issues)
    say("done", len(chosen) + 2, len(chosen) + 2)
    known = readiness_of(context)
    record = _record(context, pack, every, issues, outcomes, measured, known, seed)
    record = replace(record, dataset=replace(record.dataset, encoding=encoding, query=query))
    wrong_cells = {check for check, rule in pack.by_check.items() if rule.wrong_cells}
    ours = {check.id for check in all_checks()}
    brought = [check for check in every if check.id not in ours]
    record = replace(record, terms=infer_terms(record, context.table, wrong_cells))
    if (positions := table.positions) is not None:  # from now on a row is one of all rows, and not of the sample
        record = replace(record, issues=tuple(placed(issue, positions) for issue in record.issues))
    return Audit(record, brought)


def measure_one(check: str | Check, data: Any, **arguments: Any) -> tuple[list[Measurement], list[Issue]]:
    """Run one check alone: what it measured, and what the rules make of it. For tests, and for trying out a check.

    Parameters
    ----------
    check : str or Check
        Its id, or a check of your own.
    data : like `audit`
        The rows.
    **arguments
        As of `audit`.

    Returns
    -------
    tuple of list
        Measurements as the check gave them, and issues worst first; both empty where the check is not applicable.

    Raises
    ------
    Exception
        Whatever the check raises.
    """
    known = {one.id: one for one in all_checks()}
    if isinstance(check, str):
        if check not in known:
            raise CallError(f"There is no check {check!r}.{nearest(check, known)}")
        check = known[check]
    keys = ("target", "task", "time", "group", "id", "text", "image", "split")
    given = {key: arguments.pop(key, None) for key in keys}
    roles = _given_roles(**given, protected=arguments.pop("protected", ()), roles=arguments.pop("roles", None))
    rules = arguments.pop("rules", "default")
    pack = rules.including([check]) if isinstance(rules, Rules) else Rules.load(rules, [check])
    context = context_of(
        load(data), roles, _day(arguments.pop("as_of", None)), arguments.pop("test", None), arguments.pop("reference", None),
        arguments.pop("seed", 0), read_schema(arguments.pop("schema", None), data),
    )  # fmt: skip
    if arguments:
        raise TypeError(f"unknown arguments: {sorted(arguments)}")
    reading = check.reading(context)
    if check.lacking(context) or reading.lacks or (reading.doubt and check.needs_words):
        return [], []
    try:
        measurements = measured_by(check, context, pack)
    except NotApplicable:
        return [], []
    return measurements, judged(check, context, pack, measurements)


def _given_roles(*, protected: Any, roles: Mapping[Any, str] | None, **one: Any) -> GivenRoles:
    several = [protected] if isinstance(protected, str) or not isinstance(protected, Iterable) else protected
    named: dict[str, Any] = {role: None if name is None else str(name) for role, name in one.items()}
    named["protected"] = () if protected is None else tuple(map(str, several))
    return GivenRoles(**named, roles={str(name): role for name, role in (roles or {}).items()})


def _reported(outcomes: Iterable[Outcome], issues: Iterable[Issue]) -> list[Outcome]:
    """Return the outcomes; of a check whose issues all became part of others it says of which."""
    leads: dict[str, set[str]] = {}
    for cause in issues:
        for issue in (cause, *cause.also):
            leads.setdefault(issue.check, set()).add(cause.check)
    return [
        replace(one, reason=f"reported with {', '.join(sorted(leads[one.check]))}")
        if one.status == "flagged" and one.check not in leads.get(one.check, {one.check})
        else one
        for one in outcomes
    ]


def _record(
    context: Context,
    pack: Rules,
    every: Sequence[Check],
    issues: Sequence[Issue],
    outcomes: Sequence[Outcome],
    measured: Mapping[str, tuple[Measured, ...]],
    known: Readiness,
    seed: int,
) -> Record:
    table, task = context.table, context.task
    aside = tuple(check.id for check in every if check.aside)
    score = score_of(issues, known, pack.verdict, outcomes, aside)
    return Record(
        version=__version__,
        dataset=Dataset(
            name=table.name,
            rows=table.rows,
            columns=len(table.columns),
            fingerprint=context.engine.fingerprint(),
            order=context.engine.order(),
            notes=table.notes,
            unreadable=table.unreadable,
            unreadable_examples=table.unreadable_examples,
            files=table.files,
            index=tuple(column.name for column in table.columns if column.index),
            seen=table.seen,
            descriptions={column.name: column.described for column in table.columns if column.described},
            given={column.name: column.given for column in table.columns if column.given != column.name},
        ),
        task=task,
        score=score,
        issues=tuple(issues),
        outcomes=tuple(outcomes),
        profile=context.profile,
        rules=pack.name,
        seed=seed,
        as_of=context.as_of.isoformat(),
        answers=answers(pack.by_check, issues, outcomes, score.stops, score.obstacles),
        measured={check: found for check, found in measured.items() if found},
        row_sketch=row_sketch(context.engine.batches(), task.target),
        performance=known.performance,
        texts={check.id: _text(check, pack) for check in every},
    )


def _text(check: Check, pack: Rules) -> CheckText:
    said = pack.rule(check.id).messages["default"]
    title, why, fix = (plain_template(text).strip() for text in (said.title, said.why, said.fix))
    return CheckText(measures=check.summary, why=why, fix=fix, title=title)


def _day(as_of: date | str | None) -> date:
    if as_of is None:
        return date.today()
    if isinstance(as_of, datetime):
        return as_of.date()
    if isinstance(as_of, date):
        return as_of
    try:
        return datetime.fromisoformat(as_of).date()
    except (TypeError, ValueError):
        raise CallError(f"as_of={as_of!r} is no date; expected a date or ISO text such as '2026-01-31'.") from None
