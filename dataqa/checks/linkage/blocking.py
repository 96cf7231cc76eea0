"""Pairs of records that may be one: they share a rare value, or two values that are rare together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import polars as pl

from dataqa.arrays import Hashes, Positions
from dataqa.checks.linkage.fields import Field

_CROWD, _PAIRS = 30, 1_000_000
"""Rows with a key, above which it is not rare; pairs that are looked at, those of the rarest keys first."""
_TOGETHER, _KEYS = 6, 2_000_000
"""Fields of which each two make a key; keys of two fields at most."""


def candidates(fields: Sequence[Field], rows: int) -> tuple[Positions, Positions]:
    """Return pairs of rows with a rare key in common, ``first < second``, ascending.

    A word is a key in whichever column it stands, for columns may have been swapped.
    """
    keys = [pl.DataFrame({"row": np.arange(rows), "key": _hashes(field, place)}).drop_nulls() for place, field in enumerate(fields)]
    together = list(combinations(range(min(_TOGETHER, len(fields))), 2))[: max(0, _KEYS // max(1, rows))]
    for one, other in together:
        both = (fields[one].codes >= 0) & (fields[other].codes >= 0)
        at = np.flatnonzero(both)
        parts = pl.DataFrame({"a": fields[one].codes[at], "b": fields[other].codes[at]}).hash_rows(seed=1000 + one * 64 + other)
        keys.append(pl.DataFrame({"row": at, "key": parts}))
    rare = pl.concat(keys).with_columns(size=pl.len().over("key")).filter(pl.col("size").is_between(2, _CROWD))
    made = rare.group_by("size").len().sort("size").with_columns(pairs=(pl.col("len") * (pl.col("size") - 1) / 2).cum_sum())
    largest = made.filter(pl.col("pairs") <= _PAIRS).get_column("size").max()
    rare = rare.filter(pl.col("size") <= (largest or 0)).select("row", "key")
    pairs = rare.join(rare, on="key", suffix="_other").filter(pl.col("row") < pl.col("row_other"))
    pairs = pairs.select("row", "row_other").unique().sort("row", "row_other")
    return pairs.get_column("row").to_numpy(), pairs.get_column("row_other").to_numpy()


def _hashes(field: Field, place: int) -> pl.Series:
    hashes: Hashes = field.texts.hash(17 if field.words else 100 + place).to_numpy()
    found = pl.Series(hashes[field.codes]) if len(hashes) else pl.Series([0] * len(field.codes), dtype=pl.UInt64)
    return pl.DataFrame({"key": found, "code": field.codes}).select(pl.when(pl.col("code") >= 0).then("key")).to_series()
