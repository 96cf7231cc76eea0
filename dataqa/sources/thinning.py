"""Rows that do not fit into memory: a sample of them by their content, the same whatever the engine and the order of the rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pyarrow as pa

from dataqa.arrays import Bools, Hashes, Ints, Positions
from dataqa.sources.streams import BATCH

if TYPE_CHECKING:
    from polars._typing import PolarsDataType

MOST = 400_000
"""Rows of a sample: a share is then known within 0.2 percentage points (95 %), and between this and half as many are kept."""
_TOGETHER = 16
"""Copies of one row that are kept or left out together, so that copies are found in a sample as often as in all rows."""
_SEED = 3
_FIXED, _NESTED = 8, 64
"""Bytes of a cell: of a number, and of what is nested in a way that is not looked into."""


@dataclass(slots=True)
class _Piece:
    table: pa.Table
    positions: Positions
    sizes: Ints
    hashes: Hashes | None = None

    def where(self, kept: Bools) -> _Piece:
        hashes = None if self.hashes is None else self.hashes[kept]
        return _Piece(self.table.filter(pa.array(kept)), self.positions[kept], self.sizes[kept], hashes)


@dataclass(slots=True)
class Thinning:
    """All rows while they fit; else those whose hashes are below a threshold, which is halved until they fit.

    Sampling by a hash of what a row holds (distinct sampling: Gibbons 2001; bottom-k: Cohen & Kaplan 2007) keeps all copies of a
    row or none, and is the same for any order and any split of the rows.

    Attributes
    ----------
    budget : float
        Bytes that the kept rows may take.
    apart : frozenset of str
        Columns that are not hashed: rows that differ in them alone are kept together, as copies with another label, or in another
        part of a split.
    most : int
        Rows that are kept at most once not all are.
    halvings : int
        How often the threshold was halved; 0 while all rows are kept.
    """

    budget: float
    apart: frozenset[str] = frozenset()
    most: int = MOST
    halvings: int = 0
    seen: int = 0
    _files: list[list[_Piece]] = field(default_factory=list)
    _bytes: int = 0
    _rows: int = 0

    def add(self, tables: Iterable[pa.Table]) -> None:
        """Look at the rows of one more file, or of a stream."""
        self._files.append([])
        for table in even(tables):
            piece = _Piece(table, np.arange(self.seen, self.seen + table.num_rows), row_sizes(table))
            self.seen += table.num_rows
            piece = self._below(piece) if self.halvings else piece
            self._files[-1].append(piece)
            self._bytes += int(piece.sizes.sum())
            self._rows += len(piece.positions)
            while self._too_much():
                self.halvings += 1
                self._files = [[self._below(one) for one in file] for file in self._files]
                self._bytes = sum(int(one.sizes.sum()) for file in self._files for one in file)
                self._rows = sum(len(one.positions) for file in self._files for one in file)

    def tables(self) -> list[pa.Table | None]:
        """Return the kept rows of each file, in order; None for one that gave no table."""
        return [pa.concat_tables([one.table for one in file]) if file else None for file in self._files]

    def positions(self) -> Positions | None:
        """Return the places of the kept rows among all, or None where all rows are kept."""
        if not self.halvings:
            return None
        return np.concatenate([one.positions for file in self._files for one in file])

    def _too_much(self) -> bool:
        return self._rows > 1 and (self._bytes > self.budget or (self.halvings > 0 and self._rows > self.most))

    def _below(self, piece: _Piece) -> _Piece:
        if piece.hashes is None:
            piece.hashes = row_hashes(piece.table, self.apart)
        kept = piece.hashes >> np.uint64(64 - self.halvings) == 0
        return piece.where(kept)


def even(tables: Iterable[pa.Table], size: int = BATCH) -> Iterator[pa.Table]:
    """Cut tables into ones of `size` rows, so that it does not count how they came; without rows there is one that is empty."""
    rest: pa.Table | None = None
    given = False
    for table in tables:
        rest = table if rest is None else pa.concat_tables([rest, table])
        while rest.num_rows >= size:
            given = True
            yield rest.slice(0, size).combine_chunks()
            rest = rest.slice(size)
    if rest is not None and (rest.num_rows or not given):
        yield rest.combine_chunks()


def row_hashes(table: pa.Table, apart: frozenset[str] = frozenset()) -> Hashes:
    """Return a 64-bit hash a row over all columns that are not `apart`; the copies of a row have others, `_TOGETHER` by the same.

    Without that a table of few different rows would be sampled as the copies of the one that hashes lowest.
    """
    cells = [series for name, series in zip(table.column_names, _series(table), strict=True) if name not in apart]
    frame = pl.DataFrame([one.alias(str(place)) for place, one in enumerate(cells) if one is not None])
    if not frame.width:
        return _mixed(np.arange(table.num_rows, dtype=np.uint64))
    hashes = frame.hash_rows(seed=_SEED).alias("hash").to_frame()
    copies = hashes.select(pl.int_range(pl.len()).over("hash") // _TOGETHER).to_series().to_numpy().astype(np.uint64)
    return _mixed(hashes.get_column("hash").to_numpy() ^ (copies * np.uint64(0x9E3779B97F4A7C15)))


def _mixed(hashes: Hashes) -> Hashes:
    """Spread the bits (the finaliser of MurmurHash3: Appleby 2011)."""
    z = hashes ^ (hashes >> np.uint64(33))
    z = z * np.uint64(0xFF51AFD7ED558CCD)
    z = (z ^ (z >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
    mixed: Hashes = z ^ (z >> np.uint64(33))
    return mixed


def _series(table: pa.Table) -> list[pl.Series | None]:
    return [_one(column) for column in table.columns]


def _one(column: pa.ChunkedArray) -> pl.Series | None:
    """Return a column of a type that Polars knows; None for unions and intervals, which it does not."""
    storage = column.type.storage_type if isinstance(column.type, pa.BaseExtensionType) else column.type
    if pa.types.is_union(storage) or pa.types.is_interval(storage) or pa.types.is_run_end_encoded(storage):
        return None
    return pl.Series(column.cast(storage) if storage is not column.type else column)


def row_sizes(table: pa.Table) -> Ints:
    """Return about how many bytes each row takes: a sum over its cells, so that it does not count how rows are split."""
    total = np.zeros(table.num_rows, dtype=np.int64)
    for series in _series(table):
        if series is None:
            total += _NESTED
            continue
        sizes = series.alias("x").to_frame().select(_size(pl.col("x"), series.dtype).fill_null(0).cast(pl.Int64)).to_series()
        total += sizes.to_numpy() if len(sizes) == len(total) else int(sizes[0])
    return total


def _size(cells: pl.Expr, dtype: PolarsDataType) -> pl.Expr:
    if dtype == pl.String:
        return cells.str.len_bytes() + 2 * _FIXED
    if dtype == pl.Binary:
        return cells.bin.size() + 2 * _FIXED
    if isinstance(dtype, pl.List):
        flat = not dtype.inner.is_nested() and dtype.inner not in (pl.String, pl.Binary)
        return cells.list.len() * (_FIXED if flat else _NESTED) + 2 * _FIXED
    if isinstance(dtype, pl.Array):
        return pl.lit(int(np.prod(dtype.shape)) * _FIXED)
    if isinstance(dtype, pl.Struct):
        return pl.sum_horizontal(*(_size(cells.struct.field(one.name), one.dtype) for one in dtype.fields), pl.lit(_FIXED))
    return pl.lit(_FIXED)
