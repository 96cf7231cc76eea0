"""Pairs of records that may be one: they share a rare value, or two values that are rare together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import polars as pl

from dataqa.arrays import Hashes, Ints, Positions
from dataqa.checks.linkage.fields import Field
from dataqa.checks.row_hashes import again

_CROWD, _PAIRS = 30, 1_000_000
"""Rows with a key, above which it is not rare; pairs that are looked at, those of the rarest keys first."""
_TOGETHER, _KEYS = 6, 2_000_000
"""Fields of which each two make a key; keys of two fields at most."""


def candidates(fields: Sequence[Field], rows: int) -> tuple[Positions, Positions]:
    """Return pairs of rows with a rare key in common, ``first < second``, ascending.

    A word is a key in whichever column it stands, for columns may have been swapped.
    """
    known = _keys(fields)
    together = list(combinations(range(min(_TOGETHER, len(fields))), 2))[: max(0, _KEYS // max(1, rows))]
    several = [_of_two(fields[one], fields[other], 1000 + one * 64 + other) for one, other in together]
    # rows by the rows that have their key
    met = sum((np.bincount(part.get_column("size").to_numpy(), minlength=_CROWD + 1) for part in several), np.zeros(_CROWD + 1))
    for field, (_, sizes) in zip(fields, known, strict=True):
        some = sizes <= _CROWD
        met += np.bincount(sizes[some], weights=field.counts[some], minlength=_CROWD + 1)
    few = np.cumsum(met * np.maximum(np.arange(_CROWD + 1) - 1, 0) / 2) <= _PAIRS
    largest = int(np.flatnonzero(few & (met > 0)).max(initial=0))
    rare = pl.concat([
        *(_rare(field, *one, largest) for field, one in zip(fields, known, strict=True)),
        *(part.filter(pl.col("size") <= largest).drop("size") for part in several),
    ])  # fmt: skip
    pairs = rare.join(rare, on="key", suffix="_other").filter(pl.col("row") < pl.col("row_other"))
    pairs = pairs.select("row", "row_other").unique().sort("row", "row_other")
    return pairs.get_column("row").to_numpy(), pairs.get_column("row_other").to_numpy()


def _keys(fields: Sequence[Field]) -> list[tuple[Hashes, Ints]]:
    """Return for each value of each field its key, and the rows that have it: of a word in any field of words."""
    keys = [field.values.hash(17 if field.words else 100 + place).to_numpy() for place, field in enumerate(fields)]
    words = [place for place, field in enumerate(fields) if field.words]
    sizes = [field.counts for field in fields]
    if len(words) > 1:
        every = pl.DataFrame({"key": np.concatenate([keys[place] for place in words])})
        every = every.with_columns(size=np.concatenate([sizes[place] for place in words]))
        several = every.with_row_index("at").filter(again(every.get_column("key").to_numpy()))
        several = several.select("at", pl.col("size").sum().over("key"))
        total = every.get_column("size").to_numpy().copy()
        total[several.get_column("at").to_numpy()] = several.get_column("size").to_numpy()
        for place, part in zip(words, np.split(total, np.cumsum([len(keys[place]) for place in words])[:-1]), strict=True):
            sizes[place] = part
    return list(zip(keys, sizes, strict=True))


def _rare(field: Field, keys: Hashes, sizes: Ints, largest: int) -> pl.DataFrame:
    """Return the rows whose value has a key that few others have."""
    wanted = np.append((sizes >= 2) & (sizes <= largest), False)  # the last: of no value
    rows = np.flatnonzero(wanted[field.codes])
    return pl.DataFrame({"row": rows, "key": keys[field.codes[rows]]})


def _of_two(one: Field, other: Field, seed: int) -> pl.DataFrame:
    """Return the rows that have both values in common with few others, with their key and its size."""
    at = np.flatnonzero((one.codes >= 0) & (other.codes >= 0))
    keys = pl.DataFrame({"a": one.codes[at], "b": other.codes[at]}).hash_rows(seed=seed)
    met = again(keys.to_numpy())
    both = pl.DataFrame({"row": at[met], "key": keys.filter(met)}).with_columns(size=pl.len().over("key").cast(pl.Int64))
    return both.filter(pl.col("size") <= _CROWD)
