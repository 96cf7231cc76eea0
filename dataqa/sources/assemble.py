"""The last step of every reader: clean names, read text, gather notes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import polars as pl

from dataqa.errors import SourceError
from dataqa.sources.canonical import from_nested
from dataqa.sources.chats import parsed
from dataqa.sources.column_names import as_text, clean_names
from dataqa.sources.image_paths import with_images
from dataqa.sources.intake import Incoming, Intake
from dataqa.sources.messages import ZONE_NOTE, counted, listed
from dataqa.sources.name_words import says_time
from dataqa.sources.table import ColumnSource, Table
from dataqa.sources.text_types import TextResult, read_text

_NAMED = 3


def assemble(intake: Intake) -> Table:
    """Turn what a reader hands on into a Table."""
    if not intake.columns:
        if intake.origin == "file":
            raise SourceError(f"{(intake.files[0].path if len(intake.files) == 1 else intake.name)!r} is empty.")
        raise SourceError(f"{intake.name} has no columns.")
    names, notes = clean_names([column.name for column in intake.columns])
    cells: list[pl.Series] = []
    sources: list[ColumnSource] = []
    by_note: dict[str, list[str]] = {}
    tokens: Counter[str] = Counter()
    columns_of: Counter[str] = Counter()
    folders = [*dict.fromkeys(Path(file.path).parent for file in intake.files[:1]), Path()]
    for name, came in zip(names, intake.columns, strict=True):
        column = came if intake.boxes else with_turns(with_images(came, folders, inside=intake.origin == "file"))
        result = _read(column, intake)
        cells.append(result.cells.alias(name))
        sources.append(_source(name, column, result))
        tokens.update(result.conventional)
        columns_of.update(result.conventional.keys())
        for note in (*column.notes, *result.notes):
            by_note.setdefault(note, []).append(name)
    notes += [f"{listed(named, _NAMED)}: {note}" for note, named in by_note.items()]
    notes += [_missing_note(token, count, columns_of[token]) for token, count in tokens.most_common()]
    return Table(
        frame=pl.DataFrame(cells),
        columns=tuple(sources),
        name=intake.name,
        origin=intake.origin,
        labels=intake.labels,
        notes=(*intake.notes, *notes),
        unreadable=intake.unreadable,
        unreadable_examples=intake.unreadable_examples,
        files=intake.files,
        target=intake.target,
        guessed=intake.guessed,
        boxes=intake.boxes,
        seen=intake.seen,
        positions=intake.positions,
    )


def with_turns(column: Incoming) -> Incoming:
    """Return a column of conversations that are written as JSON as one of conversations; any other column as it is."""
    if column.cells.dtype != pl.String or column.nested:
        return column
    held = parsed(column.cells)
    return replace(from_nested(column.name, held, column.stored), index=column.index) if held else column


def _read(column: Incoming, intake: Intake) -> TextResult:
    if column.cells.dtype != pl.String:
        return TextResult(cells=column.cells)
    return read_text(column.cells.alias(""), origin=intake.origin, reading=column.reading, timed=says_time(as_text(column.name)))


def _source(name: str, column: Incoming, result: TextResult) -> ColumnSource:
    return ColumnSource(
        name=name,
        given=as_text(column.name),
        stored=column.stored,
        parsed=result.parsed,
        format=result.format,
        ways=result.ways,
        other_ways=result.other_ways,
        texts=result.texts,
        placeholders=result.placeholders,
        unparsed=column.unparsed if len(column.unparsed) else result.unparsed,
        unparsed_examples=column.unparsed_examples or result.unparsed_examples,
        mixed=column.mixed,
        nested=column.nested,
        leaves=column.leaves,
        inside=column.inside,
        pictures=column.pictures,
        turns=column.turns,
        index=column.index,
        clock_times=column.clock_times or result.clock_times,
        levels=column.levels,
        ordered=column.ordered,
        zoned=ZONE_NOTE in (*column.notes, *result.notes),
        described=column.described,
    )


def _missing_note(token: str, count: int, columns: int) -> str:
    return f"{counted(count, 'cell')} {token!r} in {counted(columns, 'column')} read as missing"
