"""Images in cells: a short description of each, by which quick models can tell them apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from dataqa.arrays import Matrix

SIDE, CELLS, DIRECTIONS = 32, 4, 9
"""Edge of the thumbnails in pixels; cells along an edge; directions of edges that are told apart."""
WIDTH = CELLS * CELLS * (DIRECTIONS + 3)
_CHUNK = 2_000
_SMALLEST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """What the images of a column look like.

    Attributes
    ----------
    digests : polars.Series of String, shape (m,)
        The different images, by the digest that stands in the frame.
    features : ndarray of float32, shape (m, 192)
        Of each: in 4 × 4 cells the histogram of edge directions (HOG: Dalal & Triggs 2005), each cell's of length one, and the mean
        colour, 0 to 1; grey images have three equal colours.
    """

    digests: pl.Series
    features: Matrix

    def of(self, digests: pl.Series) -> Matrix:
        """Return the features of some cells, shape (n, 192), NaN where a cell is empty or unknown."""
        known = pl.DataFrame({"digest": self.digests}).with_row_index("place")
        places = pl.DataFrame({"digest": digests}).join(known, on="digest", how="left", maintain_order="left").get_column("place")
        found = np.full((len(places), WIDTH), np.nan, dtype=np.float32)
        there = places.is_not_null().to_numpy()
        found[there] = self.features[places.drop_nulls().to_numpy()]
        return found


def pictures_of(cells: Sequence[Any], digests: pl.Series) -> Pictures | None:
    """Describe the images of a column, or return None where the cells are none.

    Parameters
    ----------
    cells : sequence
        Objects; None where empty. Images are arrays of numbers, or objects that become such, of two dimensions, or of three with
        one, three or four colours last.
    digests : polars.Series
        Of these cells.
    """
    first = pl.DataFrame({"digest": digests}).with_row_index("row").drop_nulls().unique("digest", keep="first").sort("digest")
    thumbnails = []
    for row in first.get_column("row").to_list():
        image = _image(cells[row])
        if image is None:
            return None
        thumbnails.append(image)
    if not thumbnails:
        return None
    parts = [_describe(np.stack(thumbnails[i : i + _CHUNK])) for i in range(0, len(thumbnails), _CHUNK)]
    return Pictures(digests=first.get_column("digest"), features=np.concatenate(parts))


def _image(cell: Any) -> Matrix | None:
    """Return a thumbnail of three colours, 0 to 1, shape (32, 32, 3)."""
    if not (hasattr(cell, "__array__") or hasattr(cell, "__array_interface__")):
        return None
    array = np.asarray(cell)
    if array.dtype.kind not in "buif" or array.ndim not in (2, 3) or min(array.shape[:2]) < _SMALLEST:
        return None
    if array.ndim == 2:
        array = array[:, :, None]
    if array.shape[2] not in (1, 3, 4):
        return None
    small = array.astype(np.float32)
    for axis in (0, 1):
        small = _resized(small, axis)
    small = np.nan_to_num(small[:, :, :3], nan=0.0, posinf=0.0, neginf=0.0)
    top = 255.0 if array.dtype == np.uint8 else max(float(np.abs(small).max()), 1e-9)
    return np.asarray(np.broadcast_to(small / top, (SIDE, SIDE, 3)), dtype=np.float32)


def _resized(image: Matrix, axis: int) -> Matrix:
    """Bring one axis to 32 pixels: means of what falls together, or the nearest where there are fewer."""
    size = image.shape[axis]
    if size <= SIDE:
        return np.asarray(np.take(image, np.arange(SIDE) * size // SIDE, axis=axis), dtype=np.float32)
    starts = np.arange(SIDE) * size // SIDE
    counts = np.diff(np.append(starts, size))
    shape = [1, 1, 1]
    shape[axis] = SIDE
    return np.asarray(np.add.reduceat(image, starts, axis=axis) / counts.reshape(shape), dtype=np.float32)


def _describe(images: Matrix) -> Matrix:
    grey = images.mean(axis=3)
    down, right = np.gradient(grey, axis=1), np.gradient(grey, axis=2)
    strength = np.hypot(down, right)
    angle = (np.arctan2(down, right) % np.pi) / np.pi * DIRECTIONS
    lower = np.floor(angle).astype(np.int64) % DIRECTIONS
    share = angle - np.floor(angle)
    edges = np.zeros((*grey.shape, DIRECTIONS), dtype=np.float32)
    np.put_along_axis(edges, lower[..., None], (strength * (1 - share))[..., None], axis=3)
    upper = np.zeros_like(edges)
    np.put_along_axis(upper, ((lower + 1) % DIRECTIONS)[..., None], (strength * share)[..., None], axis=3)
    histogram = _by_cell(edges + upper)
    histogram /= np.sqrt((histogram**2).sum(axis=2, keepdims=True)) + 1e-3
    colours = _by_cell(images)
    both = [histogram.reshape(len(images), -1), colours.reshape(len(images), -1)]
    return np.asarray(np.concatenate(both, axis=1), dtype=np.float32)


def _by_cell(pixels: Matrix) -> Matrix:
    n, _, _, depth = pixels.shape
    edge = SIDE // CELLS
    means = pixels.reshape(n, CELLS, edge, CELLS, edge, depth).mean(axis=(2, 4))
    return np.asarray(means.reshape(n, CELLS * CELLS, depth), dtype=np.float32)
