"""Work over all rows on this machine: Polars on a frame in memory, read in batches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b

import numpy as np
import numpy.typing as npt
import polars as pl

from dataqa.arrays import Hashes, Positions
from dataqa.sources.table import Table

BATCH = 250_000


class LocalEngine:
    """All rows of a Table at hand. Whatever it answers is small: positions, counts, hashes, a few rows.

    Parameters
    ----------
    table : Table
        The rows.
    """

    def __init__(self, table: Table) -> None:
        self.table = table
        self._hashes: dict[tuple[str, ...], Hashes] = {}

    @property
    def rows(self) -> int:
        """Number of rows."""
        return self.table.rows

    def batches(self, size: int = BATCH) -> Iterator[pl.DataFrame]:
        """Yield the rows in order, `size` at a time."""
        # an empty frame is one empty batch: its columns are known all the same
        yield from self.table.frame.iter_slices(size) if self.rows else [self.table.frame]

    def where(self, condition: pl.Expr) -> Positions:
        """Return the positions of the rows for which `condition` is true, ascending."""
        return self.table.frame.select(pl.arg_where(condition)).to_series().to_numpy().astype(np.int64)

    def aggregate(self, *expressions: pl.Expr) -> dict[str, object]:
        """Return one value an expression over all rows."""
        return self.table.frame.select(*expressions).row(0, named=True)

    def counts(self, *by: str | pl.Expr, where: pl.Expr | None = None) -> pl.DataFrame:
        """Count rows by the values of columns, sorted, nulls first; the counts stand in ``len``: alias a key so called."""
        frame = self.table.frame if where is None else self.table.frame.filter(where)
        counted = frame.group_by(*by).len()
        return counted.sort(counted.columns[:-1])

    def hashes(self, columns: Sequence[str]) -> Hashes:
        """Return a 64-bit hash a row over some columns; equal cells hash equal, nulls are equal to each other.

        Several checks ask for the same columns: they are hashed once, and nobody may write to the hashes.
        """
        if not columns:
            return np.zeros(self.rows, dtype=np.uint64)
        key = tuple(columns)
        if key not in self._hashes:
            found = self.table.frame.select(columns).hash_rows(seed=2).to_numpy()
            found.flags.writeable = False
            self._hashes[key] = found
        return self._hashes[key]

    def fingerprint(self) -> str:
        """Return 16 hex digits of names, dtypes and cells, the same for the same rows in any order."""
        frame = self.table.frame
        heads = "\x1f".join(f"{name}\x1e{dtype}" for name, dtype in frame.schema.items())
        total = int(self.hashes(frame.columns).sum(dtype=np.uint64)) if frame.width else 0  # adding forgets the order
        return blake2b(f"{heads}\x1d{frame.height}\x1d{total}".encode(), digest_size=8).hexdigest()

    def order(self) -> str:
        """Return 16 hex digits that change where rows change places."""
        hashes = self.hashes(self.table.frame.columns) if self.table.frame.width else np.zeros(0, dtype=np.uint64)
        return blake2b(np.ascontiguousarray(hashes).tobytes(), digest_size=8).hexdigest()

    def take(self, positions: npt.ArrayLike, columns: Sequence[str] | None = None) -> pl.DataFrame:
        """Return some rows, in the order of `positions`; of no columns no rows, for a frame without columns has no height."""
        if columns is not None and not len(columns):
            return pl.DataFrame()
        frame = self.table.frame if columns is None else self.table.frame.select(columns)
        # of no columns there is no row to take
        return frame[np.asarray(positions, dtype=np.int64)] if frame.width else frame

    def values(self, column: str, convert: Callable[[pl.Series], pl.Series] | None = None) -> pl.Series:
        """Return one column over all rows: use it where a narrow column is all that is needed."""
        series = self.table.frame.get_column(column)
        return series if convert is None else convert(series)
