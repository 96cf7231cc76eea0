"""Pairs of records that may be one: they share a rare value, or two values that are rare together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import polars as pl

from dataqa.arrays import Bools, Ints, Positions
from dataqa.checks.duplicates._linkage.fields import Field
from dataqa.checks.row_hashes import again

_CROWD, _PAIRS = 30, 1_000_000
"""Rows with a key, above which it is not rare; pairs that are looked at, those of the rarest keys first."""
_TOGETHER, _KEYS = 6, 2_000_000
"""Fields of which each two make a key; keys of two fields at most."""


def candidates(fields: Sequence[Field], rows: int) -> tuple[Positions, Positions]:
    """Return pairs of rows with a rare key in common, ``first < second``, ascending.

    A word is a key in whichever column it stands, for columns may have been swapped.
    """
    sizes = _sizes(fields)
    together = list(combinations(range(min(_TOGETHER, len(fields))), 2))[: max(0, _KEYS // max(1, rows))]
    several = [_of_two(fields[one], fields[other], 1000 + one * 64 + other) for one, other in together]
    # rows by the rows that have their key
    met = sum((np.bincount(part.get_column("size").to_numpy(), minlength=_CROWD + 1) for part in several), np.zeros(_CROWD + 1))
    for field, size in zip(fields, sizes, strict=True):
        some = size <= _CROWD
        met += np.bincount(size[some], weights=field.counts[some], minlength=_CROWD + 1)
    few = np.cumsum(met * np.maximum(np.arange(_CROWD + 1) - 1, 0) / 2) <= _PAIRS
    largest = int(np.flatnonzero(few & (met > 0)).max(initial=0))
    wanted = [(size >= 2) & (size <= largest) for size in sizes]
    single = [_rare(field, _seed(field, place), wanted[place]) for place, field in enumerate(fields)]
    rare = pl.concat([*single, *(part.filter(pl.col("size") <= largest).drop("size") for part in several)])
    pairs = rare.join(rare, on="key", suffix="_other").filter(pl.col("row") < pl.col("row_other"))
    pairs = pairs.select("row", "row_other").unique().sort("row", "row_other")
    return pairs.get_column("row").to_numpy(), pairs.get_column("row_other").to_numpy()


def _seed(field: Field, place: int) -> int:
    """Return by what the values of a field are hashed: words alike in all fields."""
    return 17 if field.words else 100 + place


def _sizes(fields: Sequence[Field]) -> list[Ints]:
    """Return for each value of each field the rows that have it: of a word in any field of words."""
    words = [place for place, field in enumerate(fields) if field.words]
    sizes = [field.counts for field in fields]
    if len(words) > 1:
        keys = np.concatenate([fields[place].values.hash(_seed(fields[place], place)).to_numpy() for place in words])
        total = np.concatenate([sizes[place] for place in words])
        several = np.flatnonzero(again(keys))
        met = pl.DataFrame({"key": keys[several], "size": total[several]})
        total[several] = met.select(pl.col("size").sum().over("key")).to_series().to_numpy()
        for place, part in zip(words, np.split(total, np.cumsum([len(sizes[place]) for place in words])[:-1]), strict=True):
            sizes[place] = part
    return sizes


def _rare(field: Field, seed: int, wanted: Bools) -> pl.DataFrame:
    """Return the rows that have some of the values, each with its key."""
    rows = np.flatnonzero(np.append(wanted, False)[field.codes])  # the last: of no value
    return pl.DataFrame({"row": rows, "key": field.values.gather(field.codes[rows]).hash(seed)})


def _of_two(one: Field, other: Field, seed: int) -> pl.DataFrame:
    """Return the rows that have both values in common with few others, with their key and its size."""
    at = np.flatnonzero((one.codes >= 0) & (other.codes >= 0))
    keys = pl.DataFrame({"a": one.codes[at], "b": other.codes[at]}).hash_rows(seed=seed)
    met = again(keys.to_numpy())
    both = pl.DataFrame({"row": at[met], "key": keys.filter(met)}).with_columns(size=pl.len().over("key").cast(pl.Int64))
    return both.filter(pl.col("size") <= _CROWD)
