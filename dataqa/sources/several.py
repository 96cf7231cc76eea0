"""Several files of the same columns become one table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import numpy as np
import polars as pl

from dataqa.arrays import Positions
from dataqa.errors import SourceError
from dataqa.sources.inside import Inside
from dataqa.sources.intake import Incoming, Intake
from dataqa.sources.messages import listed
from dataqa.sources.pictures import Pictures, together

_EXAMPLES = 5
_NO_VALUE = "__HIVE_DEFAULT_PARTITION__"


def concatenate(parts: Sequence[Intake], name: str) -> Intake:
    """Put the rows of several files below each other.

    Raises
    ------
    SourceError
        Where a file's columns are not those of the first; it names the file and the columns.
    """
    empty = [part.name for part in parts if not part.columns]
    parts = [part for part in parts if part.columns] or parts
    first = parts[0]
    heads = [str(column.name) for column in first.columns]
    for part in parts[1:]:
        there = [str(column.name) for column in part.columns]
        if sorted(there) != sorted(heads):
            lacks, has = sorted(set(heads) - set(there)), sorted(set(there) - set(heads))
            told = [f"lacks {listed(lacks)}"] * bool(lacks) + [f"has {listed(has)} besides"] * bool(has)
            raise SourceError(f"{part.name!r} has not the columns of {first.name!r}: it {' and '.join(told or ['repeats some'])}.")
    columns = []
    for position, head in enumerate(heads):
        nth = heads[:position].count(head)  # a name may repeat; its occurrences keep their order
        columns.append(_joined([[c for c in part.columns if str(c.name) == head][nth] for part in parts]))
    notes = [f"{len(parts)} files: {first.name} to {parts[-1].name}"]
    told_by = {note: [part.name for part in parts if note in part.notes] for part in parts for note in part.notes}
    notes += [f"{listed(empty)} hold nothing"] if empty and first.columns else []
    notes += [note if len(who) == len(parts) else f"{', '.join(who[:3])}: {note}" for note, who in told_by.items()]
    examples = [f"{part.name}, {example}" for part in parts for example in part.unreadable_examples]
    return Intake(
        columns=tuple(columns),
        name=name,
        origin=first.origin,
        notes=tuple(notes),
        unreadable=sum(part.unreadable for part in parts),
        unreadable_examples=tuple(examples[:_EXAMPLES]),
        files=tuple(file for part in parts for file in part.files),
        guessed=next((part.guessed for part in parts if part.guessed), ()),
    )


def with_folders(parts: Sequence[Intake]) -> list[Intake]:
    """Add the columns that the folders of several files are named for: ``region=north/part-0.parquet``."""
    named = [_folders(part.files[0].path) for part in parts]
    keys = [key for key in named[0] if all(key in one for one in named) and len({one[key] for one in named}) > 1]
    keys = [key for key in keys if not any(key == str(column.name) for part in parts for column in part.columns)]
    if not keys:
        return list(parts)
    note = f"{listed(keys)} read from the names of the folders"
    return [
        part
        if not part.columns
        else replace(
            part,
            columns=(*part.columns, *(_constant(key, one[key], part.columns[0].cells.len()) for key in keys)),
            notes=(*part.notes, note),
        )
        for part, one in zip(parts, named, strict=True)
    ]


def _folders(path: str) -> dict[str, str]:
    parts = [part.partition("=") for part in Path(path).parent.parts]
    return {unquote(key): unquote(value) for key, sign, value in parts if key and sign}


def _constant(name: str, value: str, rows: int) -> Incoming:
    held = None if value == _NO_VALUE else value
    return Incoming(name=name, cells=pl.repeat(held, rows, dtype=pl.String, eager=True), stored="text in a folder's name")


def _joined(parts: Sequence[Incoming]) -> Incoming:
    dtypes = {part.cells.dtype for part in parts if part.cells.null_count() < part.cells.len()}
    if len(dtypes) < 2:
        dtype: pl.DataType = dtypes.pop() if dtypes else parts[0].cells.dtype
    else:
        dtype = pl.Float64() if dtypes == {pl.Int64(), pl.Float64()} else pl.String()
    empty = pl.repeat(None, 0, dtype=dtype, eager=True)
    cells = pl.concat([empty, *(_cast(part.cells, dtype) for part in parts)], rechunk=True)
    starts = np.cumsum([0, *(part.cells.len() for part in parts[:-1])])
    mixed: dict[str, int] = {}
    for part in parts:
        for kind, count in part.mixed.items():
            mixed[kind] = mixed.get(kind, 0) + count
    return replace(
        parts[0],
        cells=cells,
        stored=" | ".join(dict.fromkeys(part.stored for part in parts)),
        mixed=mixed,
        nested=any(part.nested for part in parts),
        leaves=(),
        inside=_inside([part.inside for part in parts], starts),
        pictures=_pictures([part.pictures for part in parts]),
        turns=_turns([part.turns for part in parts], starts),
        unparsed=np.concatenate([part.unparsed + start for part, start in zip(parts, starts, strict=True)]),
        unparsed_examples=tuple(example for part in parts for example in part.unparsed_examples)[:_EXAMPLES],
        notes=tuple(dict.fromkeys(note for part in parts for note in part.notes)),
    )


def _inside(parts: Sequence[tuple[Inside, ...]], starts: Positions) -> tuple[Inside, ...]:
    by_path: dict[str, list[tuple[Inside, int]]] = {}
    for part, start in zip(parts, starts.tolist(), strict=True):
        for one in part:
            by_path.setdefault(one.path, []).append((one, start))
    return tuple(
        Inside(
            path=path,
            texts=pl.concat([one.texts for one, _ in found]),
            rows=np.concatenate([one.rows + start for one, start in found]),
        )
        for path, found in sorted(by_path.items())
    )


def _pictures(parts: Sequence[Pictures | None]) -> Pictures | None:
    there = [part for part in parts if part is not None]
    return together(there) if len(there) == len(parts) else None


def _turns(parts: Sequence[pl.DataFrame | None], starts: Positions) -> pl.DataFrame | None:
    """Return the turns of all files; none where a file's cells are no conversations."""
    there = [
        part.with_columns(pl.col("row") + start) for part, start in zip(parts, starts.tolist(), strict=True) if part is not None
    ]
    return pl.concat(there) if len(there) == len(parts) else None


def _cast(cells: pl.Series, dtype: pl.DataType) -> pl.Series:
    if cells.null_count() == cells.len():
        return pl.repeat(None, cells.len(), dtype=dtype, eager=True)
    return cells.cast(dtype)
