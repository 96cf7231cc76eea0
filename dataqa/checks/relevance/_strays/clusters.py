"""Small groups of rows that lie far from all others, in most of the numbers at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from dataqa.arrays import Floats, Positions
from dataqa.context import Context
from dataqa.profile.column import ColumnProfile

_SAMPLED, _FEWEST, _LEAST, _NEAR, _MAIN, _APART, _FAR = 1_500, 100, 5, 0.99, 0.8, 2.0, 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Rows that lie together and far from the rest.

    Attributes
    ----------
    rows : ndarray of int64
        Of all rows, ascending.
    columns : tuple of str
        In which they are far from the rest, farthest first.
    usual, theirs : tuple of float
        Medians of the rest and of these rows, of each column.
    """

    rows: Positions
    columns: tuple[str, ...]
    usual: tuple[float, ...]
    theirs: tuple[float, ...]


def far_clusters(audit: Context, columns: Sequence[ColumnProfile], most: float) -> list[Cluster]:
    """Return the small clusters, the farthest first.

    Rows of the sample are joined where they are near (DBSCAN: Ester et al. 1996), near being the distance within which all but one
    in a hundred rows have their neighbours, and half as much again. Most must be in one cluster; another counts where its medians
    are two spreads off in half of the columns, three at the least.

    Parameters
    ----------
    audit : Context
        The audit.
    columns : sequence of ColumnProfile
        Numbers.
    most : float
        Share of the rows that such a cluster may have.
    """
    from sklearn.cluster import DBSCAN
    from sklearn.neighbors import NearestNeighbors

    names = [column.name for column in columns]
    sample = audit.profile.sample.head(_SAMPLED)
    if len(names) < 3 or sample.height < _FEWEST:
        return []
    scaled, middle, spread = _scaled(sample, names)
    reach = NearestNeighbors(n_neighbors=_LEAST + 1).fit(scaled).kneighbors(scaled)[0][:, -1]
    near = 1.5 * float(np.quantile(reach, _NEAR))
    if not near > 0:
        return []
    labels = DBSCAN(eps=near, min_samples=_LEAST).fit_predict(scaled)
    sizes = np.bincount(labels[labels >= 0], minlength=1)
    main = int(sizes.argmax())
    if sizes[main] < _MAIN * len(labels):
        return []
    found = []
    for label in np.flatnonzero((sizes >= _LEAST) & (sizes <= most * len(labels))).tolist():
        inside = scaled[labels == label]
        off = np.median(inside, axis=0) - np.median(scaled[labels == main], axis=0)
        far = np.flatnonzero(np.abs(off) >= _APART)
        if label == main or len(far) < max(3, len(names) / 2):
            continue
        order = far[np.argsort(-np.abs(off[far]), kind="stable")]
        rows = _members(audit, names, inside, (middle, spread), near)
        centre = np.median(sample.select(names).cast(pl.Float64).to_numpy()[labels == label], axis=0)
        found.append(
            (
                -float(np.abs(off).mean()),
                label,
                Cluster(
                    rows=rows,
                    columns=tuple(names[at] for at in order),
                    usual=tuple(middle[order].tolist()),
                    theirs=tuple(centre[order].tolist()),
                ),
            )
        )
    return [cluster for *_, cluster in sorted(found, key=lambda one: one[:2])]


def _scaled(rows: pl.DataFrame, names: Sequence[str]) -> tuple[Floats, Floats, Floats]:
    """Return numbers in spreads from the median, what is missing at the median, nothing farther off than eight spreads."""
    values = rows.select(names).cast(pl.Float64).to_numpy().copy()
    values[~np.isfinite(values)] = np.nan
    with np.errstate(all="ignore"):
        low, middle, high = np.nan_to_num(np.nanquantile(values, (0.25, 0.5, 0.75), axis=0))
        deviation = np.nan_to_num(np.nanstd(values, axis=0))
    spread = (high - low) / 1.349
    spread = np.where(spread > 0, spread, np.where(deviation > 0, deviation, 1.0))
    return _units(values, middle, spread), middle, spread


def _units(values: Floats, middle: Floats, spread: Floats) -> Floats:
    return np.clip(np.where(np.isfinite(values), (values - middle) / spread, 0.0), -_FAR, _FAR)


def _members(audit: Context, names: Sequence[str], inside: Floats, scale: tuple[Floats, Floats], near: float) -> Positions:
    """Return all rows that are as near to one of the cluster's as its own are to each other."""
    from sklearn.neighbors import NearestNeighbors

    neighbours = NearestNeighbors(n_neighbors=1).fit(inside)
    low, high = inside.min(axis=0) - near, inside.max(axis=0) + near
    parts, start = [], 0
    for batch in audit.engine.batches():
        values = _units(batch.select(names).cast(pl.Float64).to_numpy(), *scale)
        boxed = np.flatnonzero(((values >= low) & (values <= high)).all(axis=1))
        if len(boxed):
            boxed = boxed[neighbours.kneighbors(values[boxed])[0][:, 0] <= near]
        parts.append(boxed + start)
        start += batch.height
    return np.concatenate(parts).astype(np.int64)
