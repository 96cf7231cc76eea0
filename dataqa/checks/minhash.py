"""Runs of characters as hashes, and the sketches by which texts that share many of them meet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import polars as pl

from dataqa.arrays import Bytes, Hashes, Positions, ShortHashes
from dataqa.checks.row_hashes import ODD

LONG, WIDTH, BANDS = 8, 3, 16
"""Characters of the runs by which texts meet: unlike texts hardly share so long ones. Minima of a band, and bands of a sketch: of
pairs that share 0.6 of these runs 98 in 100 have an equal band."""
_CHUNK, _TRIED = 1 << 15, 8
Number = TypeVar("Number", np.int64, np.uint64)


@dataclass(frozen=True, slots=True)
class Sketches:
    """Of each text the keys of its bands (shape (bands, texts)), and eight bits of each minimum (Li & König 2010)."""

    keys: Hashes
    bits: Bytes


def runs_of(texts: pl.Series, run: int) -> Iterator[tuple[int, ShortHashes, Positions]]:
    """Yield runs of characters as hashes, as many as a cache holds: the place of the first text, hashes, and their ends by text."""
    lengths = texts.str.len_chars().to_numpy().astype(np.int64)
    ends = np.cumsum(lengths)
    start = 0
    while start < len(lengths):
        stop = max(start + 1, int(np.searchsorted(ends, (ends[start - 1] if start else 0) + _CHUNK)))
        part = lengths[start:stop]
        points = np.frombuffer("".join(texts[start:stop].to_list()).encode("utf-32-le"), dtype=np.uint32)
        mixed = np.zeros(len(points) - run + 1, dtype=np.uint32)
        for place in range(run):
            mixed = mixed * np.uint32(0x9E3779B1) + points[place : place + len(mixed)]
        for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):  # each bit has a part in all (the last steps of murmur3)
            mixed ^= mixed >> np.uint32(shift)
            mixed *= np.uint32(factor)
        mixed ^= mixed >> np.uint32(16)
        inside = np.ones(len(points), dtype=bool)
        for back in range(1, run):  # runs that reach into the next text are none
            inside[np.cumsum(part) - back] = False
        yield start, mixed[inside[: len(mixed)]], np.cumsum(part - run + 1)
        start = stop


def sketched(texts: pl.Series) -> Sketches:
    """Return the least of each text's hashes under random linear maps modulo 2³² (Broder 1997), band by band."""
    random = np.random.default_rng(64)
    factors = random.integers(0, 1 << 31, WIDTH * BANDS, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    offsets = random.integers(0, 1 << 32, WIDTH * BANDS, dtype=np.uint32)
    keys = np.zeros((BANDS, len(texts)), dtype=np.uint64)
    bits = np.zeros((len(texts), WIDTH * BANDS), dtype=np.uint8)
    for start, hashes, ends in runs_of(texts, LONG):
        cuts, stop = np.append(0, ends[:-1]), start + len(ends)
        for place in range(WIDTH * BANDS):
            least = np.minimum.reduceat(hashes * factors[place] + offsets[place], cuts)
            bits[start:stop, place] = least & np.uint32(255)
            band = keys[place // WIDTH, start:stop]
            band *= ODD
            band += least
    return Sketches(keys, bits)


def within(keys: Hashes) -> tuple[Positions, Positions]:
    """Return pairs of texts that agree in a band: each with the next few in it, those first that agree in another band, too."""
    number, found = keys.shape[1], [np.zeros(0, dtype=np.int64)]
    for band in range(BANDS):
        order = np.argsort(keys[band])
        same = keys[band][order[1:]] == keys[band][order[:-1]]
        met = order[np.append(same, False) | np.append(False, same)]
        met = met[np.lexsort((met, keys[band - 1][met], keys[band][met]))]
        for step in range(1, _TRIED + 1):
            a, b = met[:-step], met[step:]
            equal = keys[band][a] == keys[band][b]
            if not equal.any():
                break
            found.append(np.minimum(a, b)[equal] * number + np.maximum(a, b)[equal])
    pairs = distinct(np.concatenate(found))
    return pairs // max(number, 1), pairs % max(number, 1)


def distinct(values: npt.NDArray[Number]) -> npt.NDArray[Number]:
    """Return the different values, ascending: by sorting, which is much faster than by hashing where nearly all differ."""
    values = np.sort(values)
    found: npt.NDArray[Number] = values[np.append(True, values[1:] != values[:-1])[: len(values)]]
    return found


def candidate_pairs(ours: Hashes, theirs: Hashes) -> tuple[Positions, Positions]:
    """Return pairs that agree in a band, of a crowded band a few; of each text asked for those that agree in most bands."""
    found = []
    for mine, other in zip(ours, theirs, strict=True):
        asked = pl.DataFrame({"key": mine, "asked": np.arange(len(mine))})
        known = pl.DataFrame({"key": other, "known": np.arange(len(other))})
        crowd = known.with_columns(pl.int_range(pl.len()).over("key").alias("place")).filter(pl.col("place") < _TRIED)
        found.append(asked.join(crowd, on="key").select("asked", "known"))
    pairs = pl.concat(found).group_by("asked", "known").len().sort(["asked", "len", "known"], descending=[False, True, False])
    pairs = pairs.group_by("asked", maintain_order=True).head(_TRIED)
    return pairs.get_column("asked").to_numpy(), pairs.get_column("known").to_numpy()


def promising(ours: Sketches, mine: Positions, theirs: Sketches, other: Positions, least: float) -> tuple[Positions, Positions]:
    """Keep the pairs that agree in so many minima as hardly any pair of that likeness fails to."""
    kept = np.zeros(len(mine), dtype=bool)
    for start in range(0, len(mine), _CHUNK):
        part = slice(start, start + _CHUNK)
        agreeing = (ours.bits[mine[part]] == theirs.bits[other[part]]).sum(axis=1)
        kept[part] = agreeing >= least / 3 * WIDTH * BANDS
    return mine[kept], other[kept]
