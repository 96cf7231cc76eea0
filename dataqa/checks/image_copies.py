"""Images that are copies of others (saved again, smaller, cut, turned, mirrored): by perceptual hashes, confirmed on pixels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from dataqa.arrays import Array, Bools, Floats, Hashes, Positions
from dataqa.context import Context
from dataqa.sources.image_facts import perceptual_hashes, views
from dataqa.sources.pictures import Pictures

_BITS, _LIKE, _BLOCK = 14, 0.8, 256
_SMALLEST, _CONTRAST, _ENTROPY = 32, 0.04, 3.0
MOST = 30_000
"""Different images that are compared."""


@dataclass(frozen=True, slots=True)
class ImagePairs:
    """Pairs of images that are copies: their places, and how alike they are."""

    first: Positions
    second: Positions
    likeness: Floats


def image_columns(audit: Context) -> Iterator[tuple[str, Pictures]]:
    """Yield the columns of images that could be opened."""
    for column in audit.table.columns:
        if column.pictures is not None and audit.task.columns[column.name].role == "image":
            yield column.name, column.pictures


def near_images(audit: Context) -> dict[str, ImagePairs]:
    """Return for each column of images the pairs of different images that are copies, ``first < second``; found once an audit."""
    return audit.once(_found)


def _found(audit: Context) -> dict[str, ImagePairs]:
    found = {}
    for name, pictures in image_columns(audit):
        pairs = copies_between(pictures, pictures)
        kept = pairs.first < pairs.second
        turned = ~kept & (pairs.first > pairs.second)
        first = np.concatenate([pairs.first[kept], pairs.second[turned]])
        second = np.concatenate([pairs.second[kept], pairs.first[turned]])
        likeness = np.concatenate([pairs.likeness[kept], pairs.likeness[turned]])
        frame = pl.DataFrame({"first": first, "second": second, "likeness": likeness})
        best = frame.group_by("first", "second").agg(pl.col("likeness").max()).sort("first", "second")
        found[name] = ImagePairs(*(best.get_column(key).to_numpy() for key in ("first", "second", "likeness")))
    return found


def copies_between(ours: Pictures, theirs: Pictures) -> ImagePairs:
    """Return which of our images, as they are, mirrored, turned or without a border, are which of theirs; each with itself as well.

    Small images, and those of little content, are left out: they are alike without being copies.
    """
    mine, other = np.flatnonzero(_telling(ours))[:MOST], np.flatnonzero(_telling(theirs))[:MOST]
    known = views(theirs.greys[other])[0]
    keys = perceptual_hashes(known)
    firsts, seconds, likeness = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)], [np.zeros(0)]
    for start in range(0, len(mine), 4 * _BLOCK):
        part = mine[start : start + 4 * _BLOCK]
        for images in views(ours.greys[part]):
            a, b = _near(perceptual_hashes(images), keys)
            alike = _alike(images, a, known, b)
            sure = alike >= _LIKE
            firsts.append(part[a[sure]])
            seconds.append(other[b[sure]])
            likeness.append(alike[sure])
    return ImagePairs(np.concatenate(firsts), np.concatenate(seconds), np.concatenate(likeness))


def _telling(pictures: Pictures) -> Bools:
    facts = pictures.facts
    large = pl.min_horizontal("width", "height") >= _SMALLEST
    detailed = (pl.col("contrast") >= _CONTRAST) & (pl.col("entropy") >= _ENTROPY)
    return facts.select((large & detailed).fill_null(False)).to_series().to_numpy()


def _near(ours: Hashes, theirs: Hashes) -> tuple[Positions, Positions]:
    firsts, seconds = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for start in range(0, len(ours), _BLOCK):
        bits = np.bitwise_count(ours[start : start + _BLOCK, None] ^ theirs[None, :])
        a, b = np.nonzero(bits <= _BITS)
        firsts.append(a + start)
        seconds.append(b)
    return np.concatenate(firsts), np.concatenate(seconds)


def _alike(ours: Array, a: Positions, theirs: Array, b: Positions) -> Floats:
    """Return the correlation of the edges of pairs of thumbnails: light and contrast aside."""
    found = np.zeros(len(a))
    for start in range(0, len(a), 2_000):
        part = slice(start, start + 2_000)
        x, y = _edges(ours[a[part]]), _edges(theirs[b[part]])
        found[part] = (x * y).sum(axis=1) / np.maximum(np.linalg.norm(x, axis=1) * np.linalg.norm(y, axis=1), 1e-9)
    return found


def _edges(images: Array) -> Array:
    across, down = np.diff(images, axis=2), np.diff(images, axis=1)
    return np.concatenate([across.reshape(len(images), -1), down.reshape(len(images), -1)], axis=1)
