"""A draft of a datasheet: what the audit knows, and the questions that are left to people, as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from dataqa.answer import Evidenced, EvidenceReport
from dataqa.record import Record
from dataqa.render import words
from dataqa.render.evidence import findings
from dataqa.render.markdown import escape, prose
from dataqa.render.masking import Masker

COLUMNS, FOUND, UNLOOKED = 200, 12, 4
"""Columns listed; issues and reasons for not looking shown at most of one question."""
OPEN = "_For people to answer._"


def to_datasheet(record: Record, sections: Sequence[EvidenceReport], *, mask: bool = True) -> str:
    """Return a datasheet in Markdown: facts and findings of the audit, and the questions that only people can answer.

    No cell of the data is in it.

    Parameters
    ----------
    record : Record
        What was found.
    sections : sequence of EvidenceReport
        The questions by section, with what bears on them.
    mask : bool
        Hide personal data.

    Returns
    -------
    str
        GitHub-flavoured Markdown, with a last newline.

    References
    ----------
    Gebru et al., "Datasheets for Datasets", Communications of the ACM 64(12), 2021.
    """
    return "\n".join(_lines(record, sections, Masker(record, on=mask))) + "\n"


def _lines(record: Record, sections: Sequence[EvidenceReport], masker: Masker) -> Iterator[str]:
    first = sections[0]
    yield f"# {first.title}: {escape(record.dataset.name)}\n"
    yield f"{first.about}\n"
    yield f"Source of the questions: {first.source}. Audited with dataqa {record.version} as of {record.as_of}."
    for section in sections:
        yield f"\n## {section.name}"
        for part in section.parts:
            yield f"\n### {part.asks}\n"
            yield from _answer(part, record, masker)


def _answer(part: Evidenced, record: Record, masker: Masker) -> Iterator[str]:
    yield from (f"- {line}" for name in part.facts for line in _FACTS[name](record, masker))
    found = findings(part, record)
    yield from (f"- {one.severity}: {prose(masker.prose(one.title, one))}" for one in found[:FOUND])
    if len(found) > FOUND:
        yield f"- and {words.count(len(found) - FOUND, 'more issue')}"
    if part.looked and not found:
        yield f"- {words.count(len(part.looked), 'check')} looked and reported nothing."
    yield from (f"- Not looked at: {escape(masker.prose(line))}" for line in part.unlooked[:UNLOOKED])
    if len(part.unlooked) > UNLOOKED:
        yield f"- Not looked at for {words.count(len(part.unlooked) - UNLOOKED, 'further reason')}: see the report"
    if part.beyond:
        yield f"- {OPEN} {part.beyond}"


Fact = Callable[[Record, Masker], Iterator[str]]


def _size(record: Record, _: Masker) -> Iterator[str]:
    data = record.dataset
    yield f"{words.count(data.rows, 'row')} and {words.count(data.columns, 'column')}."
    if data.unreadable:
        yield f"{words.count(data.unreadable, 'row')} could not be read and are not counted."


def _files(record: Record, _: Masker) -> Iterator[str]:
    if len(record.dataset.files) > 1:
        yield f"They stand in {len(record.dataset.files):,} files."


def _named(record: Record, _: Masker) -> Iterator[str]:
    ids = record.task.having("id")
    if ids:
        yield f"Rows are named by {_code(ids)}."


def _columns(record: Record, _: Masker) -> Iterator[str]:
    columns = list(record.profile.columns.values())
    for column in columns[:COLUMNS]:
        part = record.task.columns[column.name]
        kind = part.meaning or column.kind
        described = record.dataset.descriptions.get(column.name, "")
        yield f"{_code([column.name])}: {kind}{f', {part.role}' if part.role in ('target', 'split', 'time', 'group') else ''}" + (
            f". {escape(described)}" if described else ""
        )
    if len(columns) > COLUMNS:
        yield f"and {words.count(len(columns) - COLUMNS, 'more column')}."


def _target(record: Record, _: Masker) -> Iterator[str]:
    task = record.task
    if task.target is None:
        yield "No target was named."
        return
    column = record.profile.columns[task.target]
    classes = f", {words.count(column.distinct, 'class', 'classes')}" if task.discrete else ""
    share = ""
    if task.discrete and column.top and column.present:
        share = f"; the largest has {words.share(column.top[0][1] / column.present)} of the labelled rows"
    yield f"{_code([task.target])}: {task.kind}{classes}{share}. It is empty in {words.count(column.nulls, 'row')}."


def _missing(record: Record, _: Masker) -> Iterator[str]:
    empty = sorted((c for c in record.profile.columns.values() if c.nulls), key=lambda c: (-c.nulls, c.name))
    if not empty:
        yield "No cell is empty."
        return
    yield f"{words.count(len(empty), 'column has', 'columns have')} empty cells."
    for column in empty[:FOUND]:
        yield f"{_code([column.name])} is empty in {words.share(column.nulls / column.rows)} of rows."


def _groups(record: Record, _: Masker) -> Iterator[str]:
    series = record.task.series
    yield (f"Rows belong together by {_code(series)}." if series else "No column says which entity a row belongs to.")


def _split(record: Record, _: Masker) -> Iterator[str]:
    name = record.task.first("split")
    yield "No column says which part of a split a row is in." if name is None else f"{_code([name])} says which part a row is in."


def _people(record: Record, _: Masker) -> Iterator[str]:
    groups = record.task.protected
    yield f"Columns taken for groups of people: {_code(groups)}." if groups else "No column was taken for groups of people."


def _time(record: Record, masker: Masker) -> Iterator[str]:
    name = record.task.first("time")
    column = None if name is None or name in masker.personal else record.profile.columns[name]
    if column is None or not isinstance(column.minimum, datetime) or not isinstance(column.maximum, datetime):
        yield "No column says when a row is from."
        return
    yield f"{_code([column.name])} runs from {words.plain(column.minimum)} to {words.plain(column.maximum)}."


def _verdict(record: Record, _: Masker) -> Iterator[str]:
    score = record.score
    yield f"Verdict of dataqa for the target above: {score.verdict}, score {words.score(score.value)} of 100."


def _fingerprint(record: Record, _: Masker) -> Iterator[str]:
    yield f"The fingerprint of this version is {escape(record.dataset.fingerprint)}; another version has another one."


def _code(names: Sequence[str]) -> str:
    return ", ".join(f"<code>{escape(name, 60)}</code>" for name in names[:FOUND]) + (
        f" and {len(names) - FOUND:,} more" if len(names) > FOUND else ""
    )


_FACTS: Mapping[str, Fact] = {
    "size": _size, "files": _files, "named": _named, "columns": _columns, "target": _target, "missing": _missing, "groups": _groups,
    "split": _split, "people": _people, "time": _time, "verdict": _verdict, "fingerprint": _fingerprint,
}  # fmt: skip
