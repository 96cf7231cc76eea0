"""A sketch of which rows there are: the same whatever their order, the order of the columns and the kind of file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

import numpy as np
import polars as pl

from dataqa.arrays import Floats, Hashes, Ints, ShortHashes
from dataqa.keys import keyed

SIZE = 1024
"""Different rows kept: an estimated share of rows is then within three percentage points (95 %)."""
_NOTHING = 0x6E756C6C
_EXACT = 2.0**53
_FEW = 4
"""Cells for each different one, from which on the different ones are hashed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSketch:
    """The different rows whose features hash lowest (bottom-k: Cohen & Kaplan 2007), each with its count and its labels.

    No cell can be read from them. Without a key (`dataqa.keys`), who guesses a row can tell whether it is among them.

    Attributes
    ----------
    rows : int
        All rows.
    hashes : ndarray of uint64
        Of all cells but the target's, ascending.
    counts : ndarray of int64
        How many rows have this hash.
    labels : ndarray of uint32
        Of the targets of these rows together; 0 throughout where there is no target.
    whole : bool
        True where these are all rows there are.
    columns : mapping of str to int
        A checksum of each column's cells, whatever their order.
    """

    rows: int
    hashes: Hashes
    counts: Ints
    labels: ShortHashes
    whole: bool
    columns: Mapping[str, int]

    @property
    def singles(self) -> int:
        """How many of the kept rows stand there once."""
        return int((self.counts == 1).sum())


@dataclass(slots=True)
class RowSketchState:
    """The sketch while rows come in: update with batches, merge with others, finish once."""

    target: str | None = None
    size: int = SIZE
    rows: int = 0
    kept: pl.DataFrame | None = None
    whole: bool = True
    columns: dict[str, int] = field(default_factory=dict)

    def update(self, batch: pl.DataFrame) -> None:
        """Look at more rows."""
        self.rows += batch.height
        sums, labels = np.zeros(batch.height, dtype=np.uint64), np.zeros(batch.height, dtype=np.uint64)
        for name in batch.columns:
            cells = keyed(cell_hashes(batch.get_column(name)))
            with np.errstate(over="ignore"):
                self._checksum(name, int(mixed(cells).sum(dtype=np.uint64)))
                if name == self.target:
                    labels = mixed(cells) & np.uint64(0xFFFFFFFF)
                else:
                    sums += mixed(cells + np.uint64(_seed(name)))
        self._add(pl.DataFrame({"hash": mixed(sums), "count": np.ones(batch.height, dtype=np.int64), "label": labels}))

    def merge(self, other: RowSketchState) -> None:
        """Add the sketch of other rows."""
        self.rows += other.rows
        self.whole &= other.whole
        for name, total in other.columns.items():
            self._checksum(name, total)
        if other.kept is not None:
            self._add(other.kept)

    def _checksum(self, name: str, total: int) -> None:
        self.columns[name] = (self.columns.get(name, 0) + total) % 2**64

    def _add(self, more: pl.DataFrame) -> None:
        if self.kept is not None:
            if self.kept.height >= self.size:
                last = self.kept.get_column("hash").max()
                inside = more.filter(pl.col("hash") <= last)
                self.whole &= inside.height == more.height
                more = inside
            more = pl.concat([self.kept, more])
        else:
            # the lowest first: a group-by over all rows would cost more than all the rest
            lowest = more.get_column("hash").unique().bottom_k(self.size + 1).max() if more.height else None
            more = more.filter(pl.col("hash") <= lowest) if lowest is not None else more
        kept = more.group_by("hash").agg(pl.col("count", "label").sum()).sort("hash")
        self.whole &= kept.height <= self.size
        self.kept = kept.head(self.size)

    def finish(self) -> RowSketch:
        """Return the sketch."""
        kept = self.kept if self.kept is not None else pl.DataFrame({"hash": [], "count": [], "label": []})
        return RowSketch(
            rows=self.rows,
            hashes=kept.get_column("hash").cast(pl.UInt64).to_numpy(),
            counts=kept.get_column("count").cast(pl.Int64).to_numpy(),
            labels=(kept.get_column("label").cast(pl.UInt64) % 2**32).cast(pl.UInt32).to_numpy(),
            whole=self.whole,
            columns=dict(self.columns),
        )


def row_sketch(batches: Iterable[pl.DataFrame], target: str | None) -> RowSketch:
    """Return the sketch of all rows.

    Parameters
    ----------
    batches : iterable of polars.DataFrame
        The rows, of the dtypes that a Table holds.
    target : str or None
        The column that is kept apart from the features, so that a row with another label is told from another row.
    """
    state = RowSketchState(target)
    for batch in batches:
        state.update(batch)
    return state.finish()


def cell_hashes(cells: pl.Series) -> Hashes:
    """Return a 64-bit hash a cell that no version of a library changes: 1 and 1.0, true and 1, an empty text and none are alike.

    Fractions are told apart to the seven digits that a 32-bit number has, so that a file that keeps fewer digits has the same rows.
    """
    there = ~cells.is_null().to_numpy()
    if cells.dtype == pl.String:
        hashes = _texts(cells.fill_null(""))
        there &= (cells.fill_null("").str.len_bytes() > 0).to_numpy()
    elif cells.dtype.is_temporal():
        hashes = cells.dt.epoch("us").fill_null(0).to_numpy().view(np.uint64)
    elif cells.dtype.is_float():
        hashes = _numbers(cells.fill_null(0.0).to_numpy())
    else:
        hashes = cells.cast(pl.Int64).fill_null(0).to_numpy().view(np.uint64)
    return np.where(there, hashes, np.uint64(_NOTHING))


def mixed(z: Hashes) -> Hashes:
    """Return numbers whose bits all depend on all bits (the finaliser of SplitMix64: Steele, Lea & Flood 2014)."""
    z = z + np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    found: Hashes = z ^ (z >> np.uint64(31))
    return found


def matching(hashes: Sequence[Hashes]) -> int:
    """Return how far up the hashes of all sketches are known: the least of their greatest."""
    return min((int(one[-1]) for one in hashes if len(one)), default=2**64 - 1)


def _texts(cells: pl.Series) -> Hashes:
    from pandas.util import hash_array

    # Polars' own hashes may change with its version
    different = cells.unique()
    if _FEW * len(different) > len(cells):
        found: Hashes = hash_array(cells.to_numpy(), categorize=False)
        return found
    known = pl.DataFrame({"cell": different, "hash": hash_array(different.to_numpy(), categorize=False)})
    return cells.alias("cell").to_frame().join(known, on="cell", how="left", maintain_order="left").get_column("hash").to_numpy()


def _numbers(cells: Floats) -> Hashes:
    with np.errstate(over="ignore", invalid="ignore"):
        whole = (np.floor(cells) == cells) & (np.abs(cells) < _EXACT)
        coarse = cells.astype(np.float32).view(np.uint32).astype(np.uint64) + np.uint64(1 << 62)
        return np.where(whole, np.where(whole, cells, 0.0).astype(np.int64).view(np.uint64), coarse)


def _seed(name: str) -> int:
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
