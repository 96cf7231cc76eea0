"""The nearest text of another set, by MinHash: texts that share most of their runs of characters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

RUN, PERMUTATIONS, BANDS = 5, 64, 16
"""Characters of a run; minima of a signature, and the bands that they are cut into. Texts meet where one band is equal: with four
minima a band, nine in ten pairs of a Jaccard index of 0.61 do, and all but one in a thousand of 0.8."""
_CHUNK, _BUCKETS, _TRIED = 1 << 15, 1 << 22, 8
Hashes = npt.NDArray[np.uint32]
Places = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Runs:
    """Runs of characters as hashes, text by text; `ends` are the places in `hashes` behind each text's last."""

    hashes: Hashes
    ends: Places

    @property
    def starts(self) -> Places:
        return np.append(0, self.ends[:-1]) if len(self.ends) else self.ends

    def of(self, texts: Places) -> pl.DataFrame:
        """Return the different runs of some texts: which of them (``pair``), and the hash (``run``)."""
        sizes = (self.ends - self.starts)[texts]
        within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        frame = {"pair": np.repeat(np.arange(len(texts)), sizes), "run": self.hashes[np.repeat(self.starts[texts], sizes) + within]}
        return pl.DataFrame(frame).unique().sort("pair", "run")  # sums of weights in one order


def nearest(known: pl.Series, asked: pl.Series, least: float) -> tuple[Places, Floats]:
    """Return for each text asked for the nearest of the known ones, and how alike they are.

    Parameters
    ----------
    known, asked : polars.Series
        Folded texts of at least `RUN` characters.
    least : float
        Likeness that is looked for; texts that are surely less alike are left out.

    Returns
    -------
    places : ndarray of int64
        In `known`; −1 where no text met.
    likeness : ndarray of float64
        Jaccard index of the runs of characters (Jaccard 1912), or that of the runs weighted by how rare they are, if that is
        smaller: turns of phrase that many texts share make no copy. Candidates by MinHash and banding (Broder 1997; Indyk &
        Motwani 1998), at most eight a text.
    """
    places, likeness = np.full(len(asked), -1, dtype=np.int64), np.zeros(len(asked))
    if not len(known) or not len(asked):
        return places, likeness
    ours, theirs = _runs(asked), _runs(known)
    pairs = _candidates(_signatures(ours), _signatures(theirs), least)
    if not pairs.height:
        return places, likeness
    rarity = _rarity(ours, theirs)
    mine, other = pairs.get_column("asked").to_numpy(), pairs.get_column("known").to_numpy()
    found = pairs.with_columns(likeness=_likeness(ours.of(mine), theirs.of(other), len(mine), rarity))
    best = found.sort(["likeness", "known"], descending=[True, False]).unique("asked", keep="first", maintain_order=True)
    at = best.get_column("asked").to_numpy()
    places[at], likeness[at] = best.get_column("known").to_numpy(), best.get_column("likeness").to_numpy()
    return places, likeness


def _runs(texts: pl.Series) -> _Runs:
    lengths = texts.str.len_chars().to_numpy().astype(np.int64)
    points = np.frombuffer("".join(texts.to_list()).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    mixed = np.zeros(max(0, len(points) - RUN + 1), dtype=np.uint64)
    for place in range(RUN):
        mixed = mixed * np.uint64(0x100000001B3) + points[place : place + len(mixed)]
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    inside = np.ones(len(points), dtype=bool)
    ends = np.cumsum(lengths)
    for back in range(1, RUN):  # runs that reach into the next text are none
        inside[ends - back] = False
    hashes = (mixed >> np.uint64(32)).astype(np.uint32)[inside[: len(mixed)]]
    return _Runs(hashes, np.cumsum(lengths - RUN + 1))


def _signatures(runs: _Runs) -> Hashes:
    """Return the least of each text's hashes under 64 random linear maps modulo 2³²."""
    random = np.random.default_rng(64)
    factors = random.integers(0, 1 << 31, PERMUTATIONS, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    offsets = random.integers(0, 1 << 32, PERMUTATIONS, dtype=np.uint32)
    found = np.empty((len(runs.ends), PERMUTATIONS), dtype=np.uint32)
    starts, first = runs.starts, 0
    while first < len(starts):  # as much at a time as a processor's cache holds
        last = max(first + 1, int(np.searchsorted(runs.ends, starts[first] + _CHUNK)))
        part, cuts = runs.hashes[starts[first] : runs.ends[last - 1]], starts[first:last] - starts[first]
        for place in range(PERMUTATIONS):
            found[first:last, place] = np.minimum.reduceat(part * factors[place] + offsets[place], cuts)
        first = last
    return found


def _candidates(ours: Hashes, theirs: Hashes, least: float) -> pl.DataFrame:
    """Return pairs that agree in a band: of each text those that agree in most minima. Of a crowded band only one text is tried."""
    width, found = PERMUTATIONS // BANDS, []
    for band in range(BANDS):
        sides = [
            pl.DataFrame({"key": _keys(side[:, band * width : (band + 1) * width]), name: np.arange(len(side))})
            for side, name in ((ours, "asked"), (theirs, "known"))
        ]
        crowd = sides[1].with_columns(pl.int_range(pl.len()).over("key").alias("place")).filter(pl.col("place") < _TRIED)
        found.append(sides[0].join(crowd, on="key").select("asked", "known"))
    pairs = pl.concat(found).unique().sort("asked", "known")
    mine, other = pairs.get_column("asked").to_numpy(), pairs.get_column("known").to_numpy()
    agreeing = np.zeros(len(mine), dtype=np.int64)
    for place in range(PERMUTATIONS):
        agreeing += ours[mine, place] == theirs[other, place]
    # the share of equal minima estimates the Jaccard index: four standard errors below, it is surely less
    enough = least - 4 * np.sqrt(least * (1 - least) / PERMUTATIONS)
    ranked = (
        pairs.with_columns(agreeing=agreeing)
        .filter(pl.col("agreeing") >= enough * PERMUTATIONS)
        .sort(["asked", "agreeing", "known"], descending=[False, True, False])
    )
    return ranked.group_by("asked", maintain_order=True).head(_TRIED).select("asked", "known")


def _keys(band: Hashes) -> npt.NDArray[np.uint64]:
    keys = np.zeros(len(band), dtype=np.uint64)
    for minimum in band.T:
        keys = keys * np.uint64(0x9E3779B97F4A7C15) + minimum
    return keys


def _rarity(ours: _Runs, theirs: _Runs) -> Floats:
    """Return a weight for each bucket of hashes: the logarithm of how many texts there are for each that has the run."""
    counts = np.bincount(theirs.hashes % _BUCKETS, minlength=_BUCKETS) + np.bincount(ours.hashes % _BUCKETS, minlength=_BUCKETS)
    return np.asarray(np.log(1 + (len(ours.ends) + len(theirs.ends)) / (1 + counts)), dtype=np.float64)


def _likeness(ours: pl.DataFrame, theirs: pl.DataFrame, pairs: int, rarity: Floats) -> Floats:
    shared = ours.join(theirs, on=["pair", "run"], how="semi", maintain_order="left")
    found = []
    for weights in (None, rarity):
        mine, other, both = (_weight(runs, pairs, weights) for runs in (ours, theirs, shared))
        found.append(both / np.maximum(mine + other - both, 1e-12))
    return np.minimum(*found)


def _weight(runs: pl.DataFrame, pairs: int, rarity: Floats | None) -> Floats:
    pair = runs.get_column("pair").to_numpy()
    weights = None if rarity is None else rarity[runs.get_column("run").to_numpy() % _BUCKETS]
    return np.bincount(pair, weights=weights, minlength=pairs).astype(np.float64)
