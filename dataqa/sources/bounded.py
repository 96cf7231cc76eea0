"""Data that may be larger than memory: read in batches, and thinned where it does not fit."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from dataqa.dataset import DataFile
from dataqa.sources.files import ARROW_FILES, DELIMITED, Kind, kind_of_file
from dataqa.sources.foreign import refuse_pointer
from dataqa.sources.intake import Intake
from dataqa.sources.several import concatenate, with_folders

if TYPE_CHECKING:
    import pyarrow as pa

    from dataqa.sources.thinning import Thinning

_LARGER = 4
"""Bytes in memory of a byte on disk, rather too many; packed text takes ten times that."""
_PACKED = 10
Stream = tuple[Callable[[], "Iterable[pa.Table]"], Callable[["pa.Table"], Intake]]
"""How the rows of one file are read, and what becomes of those that are kept."""


def from_files(paths: Sequence[Path], name: str, budget: float, apart: Iterable[str], encoding: str | None) -> Intake | None:
    """Read files of text in columns, Parquet or Arrow that may be too large; None where they are small, or of another kind."""
    kinds = [kind_of_file(path) for path in paths]
    if sum(map(_likely, paths, kinds)) <= budget:
        return None
    streams = [_stream(path, kind, encoding) for path, kind in zip(paths, kinds, strict=True)]
    known = [stream for stream in streams if stream is not None]
    if len(known) < len(streams):
        return None
    from dataqa.sources.streams import guarded

    thinning = _thinning(budget, apart)
    starts = [0]
    for path, (tables, _) in zip(paths, known, strict=True):
        thinning.add(guarded(tables(), path))
        starts.append(thinning.seen)
    parts = []
    for path, (_, made), table, start, end in zip(paths, known, thinning.tables(), starts, starts[1:], strict=False):
        part = made(table) if table is not None else Intake(columns=(), name=path.name, origin="file")
        parts.append(replace(part, files=(DataFile(path=str(path), rows=end - start),)))
    return _sampled(parts[0] if len(parts) == 1 else concatenate(with_folders(parts), name), thinning)


def from_stream(data: Any, budget: float, apart: Iterable[str]) -> Intake | None:
    """Read a LazyFrame or an Arrow stream batch by batch; None where data is neither, or is in memory already."""
    from dataqa.sources.streams import of_lazy_frame, of_stream

    kind = type(data).__name__
    if isinstance(data, pl.LazyFrame):
        tables: Iterable[pa.Table] = of_lazy_frame(data)
        made: Callable[[pa.Table], Intake] = lambda table: _from_polars(table, f"Polars {kind}")  # noqa: E731
    else:
        arrow = sys.modules.get("pyarrow")
        held = arrow is not None and isinstance(data, arrow.Table | arrow.RecordBatch | arrow.Array | arrow.ChunkedArray)
        streams = hasattr(data, "__arrow_c_stream__") or (arrow is not None and isinstance(data, arrow.RecordBatchReader))
        if held or not streams or isinstance(data, type) or _has_frame(data):
            return None
        tables, made = of_stream(data), lambda table: _from_arrow(table, f"Arrow {kind}")
    thinning = _thinning(budget, apart)
    thinning.add(tables)
    (table,) = thinning.tables()
    return None if table is None else _sampled(made(table), thinning)


def _has_frame(data: Any) -> bool:
    """Return whether it is a frame or a series in memory, which has a stream of its own."""
    return type(data).__module__.partition(".")[0] in ("pandas", "polars")


def _thinning(budget: float, apart: Iterable[str]) -> Thinning:
    from dataqa.sources.thinning import Thinning

    return Thinning(budget, frozenset(apart))


def _sampled(intake: Intake, thinning: Thinning) -> Intake:
    positions = thinning.positions()
    if positions is None:
        return intake
    note = (
        f"a sample of {len(positions):,} of {thinning.seen:,} rows, chosen by a hash of their content, for all of them do not fit "
        "into the memory that is allowed: counts are those of the sample, and what links different rows (ids, near copies, rows "
        "of one entity) is found where both are in it; memory= sets another bound"
    )
    return replace(intake, seen=thinning.seen, positions=positions, labels=None, notes=(note, *intake.notes))


def _likely(path: Path, kind: Kind) -> float:
    """Return about how many bytes a file takes in memory, rather too many."""
    if kind.suffix == ".parquet":
        from pyarrow import parquet

        try:
            held = parquet.read_metadata(path)
        except Exception:  # noqa: BLE001 - whoever reads it says what is wrong
            return 0.0
        groups = sum(held.row_group(place).total_byte_size for place in range(held.num_row_groups))
        return float(max(groups * _LARGER, held.num_rows * held.num_columns * 8))
    if kind.suffix not in (*DELIMITED, *ARROW_FILES):
        return 0.0
    return path.stat().st_size * _LARGER * (_PACKED if kind.packing else 1)


def _stream(path: Path, kind: Kind, encoding: str | None) -> Stream | None:
    from dataqa.sources.streams import of_arrow_file, of_parquet

    refuse_pointer(path)
    if kind.suffix == ".parquet":
        return (lambda: of_parquet(path)), (lambda table: _columns(table, path))
    if kind.suffix in ARROW_FILES:
        return (lambda: of_arrow_file(path)), (lambda table: _columns(table, path))
    from dataqa.sources.text_blocks import text_blocks

    blocks = text_blocks(path, kind, encoding)
    return None if blocks is None else (blocks.tables, blocks.intake)


def _columns(table: pa.Table, path: Path) -> Intake:
    from dataqa.sources.arrow import from_arrow_table
    from dataqa.sources.columnar import without_index

    return without_index(from_arrow_table(table, path.name))


def _from_arrow(table: pa.Table, name: str) -> Intake:
    from dataqa.sources.arrow import from_arrow_table

    return from_arrow_table(table, name)


def _from_polars(table: pa.Table, name: str) -> Intake:
    from dataqa.sources.plain import from_polars_series

    frame = pl.DataFrame(table)
    return Intake(columns=tuple(from_polars_series(s.name, s) for s in frame.get_columns()), name=name, origin="frame")
