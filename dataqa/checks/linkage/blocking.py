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
    keys = [_rare(field, *known) for field, known in zip(fields, _keys(fields), strict=True)]
    together = list(combinations(range(min(_TOGETHER, len(fields))), 2))[: max(0, _KEYS // max(1, rows))]
    for one, other in together:
        at = np.flatnonzero((fields[one].codes >= 0) & (fields[other].codes >= 0))
        parts = pl.DataFrame({"a": fields[one].codes[at], "b": fields[other].codes[at]}).hash_rows(seed=1000 + one * 64 + other)
        met = again(parts.to_numpy())
        both = pl.DataFrame({"row": at[met], "key": parts.filter(met)}).with_columns(size=pl.len().over("key").cast(pl.Int64))
        keys.append(both.filter(pl.col("size") <= _CROWD))
    rare = pl.concat(keys)
    made = rare.group_by("size").len().sort("size").with_columns(pairs=(pl.col("len") * (pl.col("size") - 1) / 2).cum_sum())
    largest = made.filter(pl.col("pairs") <= _PAIRS).get_column("size").max()
    rare = rare.filter(pl.col("size") <= (largest or 0)).select("row", "key")
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


def _rare(field: Field, keys: Hashes, sizes: Ints) -> pl.DataFrame:
    """Return the rows whose value has a key that is rare, and not theirs alone."""
    wanted = np.append((sizes >= 2) & (sizes <= _CROWD), False)  # the last: of no value
    rows = np.flatnonzero(wanted[field.codes])
    codes = field.codes[rows]
    return pl.DataFrame({"row": rows, "key": keys[codes], "size": sizes[codes]})
