"""What values look like: quantiles, a histogram, and the shapes of texts."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import polars as pl

from dataqa.arrays import Floats, Ints

QUANTILES = (0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99)
BINS = 24
_SHAPED = 2_000  # texts looked at for their shapes
_EPOCH = datetime(1970, 1, 1)


def _numbers(counts: pl.DataFrame | None, seen: pl.Series) -> tuple[Floats, Ints]:
    """Sorted finite values and how often each counts: all rows' where they were counted, else the sample's."""
    values, weights = (seen, None) if counts is None else (counts.get_column("value"), counts.get_column("count").to_numpy())
    if values.dtype.is_temporal():
        values = values.dt.epoch("us").cast(pl.Float64) / 1e6
    array = values.cast(pl.Float64).to_numpy()
    weight = np.ones(len(array), dtype=np.int64) if weights is None else weights
    keep = np.isfinite(array)
    array, weight = array[keep], weight[keep]
    order = np.argsort(array, kind="stable")
    return array[order], weight[order]


def quantiles(counts: pl.DataFrame | None, seen: pl.Series) -> dict[float, float]:
    """Return the quantiles of a number column: the smallest value with at least that share of cells at or below it."""
    values, weights = _numbers(counts, seen)
    if not len(values):
        return {}
    below = np.cumsum(weights) / weights.sum()
    at = np.minimum(np.searchsorted(below, QUANTILES, side="left"), len(values) - 1)
    return {q: float(values[i]) for q, i in zip(QUANTILES, at, strict=True)}


def histogram(counts: pl.DataFrame | None, seen: pl.Series, scale: float) -> tuple[tuple[float, float, int], ...]:
    """Return equal-width bins over the range, counts scaled up to all rows where the sample was used."""
    values, weights = _numbers(counts, seen)
    if not len(values):
        return ()
    low, high = float(values[0]), float(values[-1])
    if low == high:
        return ((low, high, round(float(weights.sum()) * (scale if counts is None else 1.0))),)
    width = high / BINS - low / BINS  # divided first: the range of two floats may not be a float
    edges = np.array([low + width * i for i in range(BINS)] + [high])
    found = np.zeros(BINS)
    np.add.at(found, np.clip(np.searchsorted(edges, values, side="right") - 1, 0, BINS - 1), weights)
    factor = scale if counts is None else 1.0
    return tuple((float(a), float(b), round(float(n) * factor)) for a, b, n in zip(edges[:-1], edges[1:], found, strict=True))


def shapes(seen: pl.Series) -> tuple[tuple[str, float], ...]:
    """Return the commonest shapes of texts: runs of digits as 9, of capitals as A, of small letters as a."""
    texts = pl.DataFrame({"text": seen.head(_SHAPED)})
    if not texts.height:
        return ()
    shape = (
        pl.col("text").str.slice(0, 64)
        .str.replace_all(r"\p{Lu}+", "A").str.replace_all(r"[\p{L}--[A]]+", "a").str.replace_all(r"\d+", "9")
    )  # fmt: skip
    found = texts.group_by(shape.alias("shape")).len().sort(["len", "shape"], descending=[True, False]).head(8)
    return tuple((s, n / texts.height) for s, n in found.iter_rows())
