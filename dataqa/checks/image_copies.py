"""Images that are copies of others (saved again, smaller, cut, turned, mirrored): by perceptual hashes, confirmed on pixels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from dataqa.arrays import Array, Bools, Floats, Hashes, Positions
from dataqa.context import Context
from dataqa.findings.parameters import parameters_of
from dataqa.sources.image_facts import perceptual_hashes, views
from dataqa.sources.pictures import Pictures

_BLOCK = 256


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
    limits = parameters_of("image-copies")
    mine, other = (np.flatnonzero(_detailed(side, limits))[: limits["most_images"]] for side in (ours, theirs))
    known = next(views(theirs.greys[other]))
    keys = perceptual_hashes(known)
    firsts, seconds, likeness = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)], [np.zeros(0)]
    for start in range(0, len(mine), 4 * _BLOCK):
        part = mine[start : start + 4 * _BLOCK]
        for images in views(ours.greys[part]):
            a, b = _near(perceptual_hashes(images), keys, limits["bits"])
            alike = _alike(images, a, known, b)
            sure = alike >= limits["likeness"]
            firsts.append(part[a[sure]])
            seconds.append(other[b[sure]])
            likeness.append(alike[sure])
    return ImagePairs(np.concatenate(firsts), np.concatenate(seconds), np.concatenate(likeness))


def _detailed(pictures: Pictures, limits: Mapping[str, Any]) -> Bools:
    large = pl.min_horizontal("width", "height") >= limits["smallest"]
    detailed = (pl.col("contrast") >= limits["contrast"]) & (pl.col("entropy") >= limits["entropy"])
    return pictures.facts.select((large & detailed).fill_null(False)).to_series().to_numpy()


def _near(ours: Hashes, theirs: Hashes, most_bits: int) -> tuple[Positions, Positions]:
    firsts, seconds = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for start in range(0, len(ours), _BLOCK):
        bits = np.bitwise_count(ours[start : start + _BLOCK, None] ^ theirs[None, :])
        a, b = np.nonzero(bits <= most_bits)
        firsts.append(a + start)
        seconds.append(b)
    return np.concatenate(firsts), np.concatenate(seconds)


def _alike(ours: Array, a: Positions, theirs: Array, b: Positions) -> Floats:
    """Return the correlation of the edges of pairs of thumbnails, whatever their light and contrast."""
    found = np.zeros(len(a))
    for start in range(0, len(a), 2_000):
        part = slice(start, start + 2_000)
        x, y = _edges(ours[a[part]]), _edges(theirs[b[part]])
        found[part] = (x * y).sum(axis=1) / np.maximum(np.linalg.norm(x, axis=1) * np.linalg.norm(y, axis=1), 1e-9)
    return found


def _edges(images: Array) -> Array:
    across, down = np.diff(images, axis=2), np.diff(images, axis=1)
    return np.concatenate([across.reshape(len(images), -1), down.reshape(len(images), -1)], axis=1)
