"""Images in cells: a short description of each, by which quick models can tell them apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from dataqa.arrays import Array, Matrix
from dataqa.sources.image_facts import COLOURS, FACTS, GREY, colour_thumbnail, grey_thumbnail, measured, scaled, shown, thumbnail
from dataqa.sources.images import Opened, can_open, looks_like_image, opened

SIDE, CELLS, DIRECTIONS = 32, 4, 9
"""Edge of the thumbnails in pixels; cells along an edge; directions of edges that are told apart."""
WIDTH = CELLS * CELLS * (DIRECTIONS + 3)
_CHUNK, _LOOKED_AT, _SHARE = 2_000, 200, 0.5


@dataclass(frozen=True, kw_only=True)
class Pictures:
    """What the images of a column look like.

    Attributes
    ----------
    digests : polars.Series of String, shape (m,)
        The different images, by the digest that stands in the frame.
    features : ndarray of float32, shape (m, 192)
        Of each: in 4 × 4 cells the histogram of edge directions (HOG: Dalal & Triggs 2005), each cell's of length one, and the mean
        colour, 0 to 1; grey images have three equal colours. NaN of an image that could not be read.
    facts : polars.DataFrame
        Of each: see `dataqa.sources.image_facts`.
    greys : ndarray of uint8, shape (m, 64, 64)
        Of each a grey thumbnail.
    colours : ndarray of int8, shape (m, 16, 16, 3)
        Of each how its colours differ from grey.
    """

    digests: pl.Series
    features: Matrix
    facts: pl.DataFrame
    greys: Array
    colours: Array

    def thumbnail(self, digest: str | None) -> Array | None:
        """Return a small image, shape (64, 64, 3); None where a cell is empty or could not be read."""
        place = self._by_digest.get(digest or "")
        if place is None or self.facts.item(place, "problem"):
            return None
        return shown(self.greys[place], self.colours[place])

    @cached_property
    def _by_digest(self) -> dict[str, int]:
        return {digest: place for place, digest in enumerate(self.digests.to_list())}

    def places(self, digests: pl.Series) -> pl.Series:
        """Return for some cells the place of their image here, null where a cell is empty or unknown."""
        known = pl.DataFrame({"digest": self.digests}).with_row_index("place")
        return pl.DataFrame({"digest": digests}).join(known, on="digest", how="left", maintain_order="left").get_column("place")

    def facts_of(self, digests: pl.Series) -> pl.DataFrame:
        """Return the facts of some cells, null where a cell is empty or unknown."""
        known = self.facts.with_columns(digest=self.digests)
        return pl.DataFrame({"digest": digests}).join(known, on="digest", how="left", maintain_order="left").drop("digest")

    def of(self, digests: pl.Series) -> Matrix:
        """Return the features of some cells, shape (n, 192), NaN where a cell is empty or unknown."""
        places = self.places(digests)
        found = np.full((len(places), WIDTH), np.nan, dtype=np.float32)
        there = places.is_not_null().to_numpy()
        found[there] = self.features[places.drop_nulls().to_numpy()]
        return found


def pictures_of(cells: Sequence[Any], digests: pl.Series, folder: Path | None = None) -> Pictures | None:
    """Describe the images of a column, or return None where nearly all cells are none.

    Parameters
    ----------
    cells : sequence
        Objects; None where empty. Images are arrays of numbers, or objects that become such, of two dimensions, or of three with
        one, three or four colours last; bytes of an image file, or a record of its bytes and its path; with `folder` also paths.
    digests : polars.Series
        Of these cells.
    folder : Path, optional
        In which paths that are not absolute begin.
    """
    first = pl.DataFrame({"digest": digests}).with_row_index("row").drop_nulls().unique("digest", keep="first").sort("digest")
    rows = first.get_column("row").to_list()
    looked = [cells[row] for row in rows[:: max(1, len(rows) // _LOOKED_AT)]]
    if folder is None and (not looked or sum(map(looks_like_image, looked)) < _SHARE * len(looked)):
        return None
    facts: list[dict[str, Any]] = []
    features, greys = np.zeros((len(rows), WIDTH), dtype=np.float32), np.zeros((len(rows), GREY, GREY), dtype=np.uint8)
    colours = np.zeros((len(rows), COLOURS, COLOURS, 3), dtype=np.int8)
    for start in range(0, len(rows), _CHUNK):
        thumbnails = np.zeros((len(rows[start : start + _CHUNK]), SIDE, SIDE, 3), dtype=np.float32)
        there = np.zeros(len(thumbnails), dtype=np.bool_)
        for at, row in enumerate(rows[start : start + _CHUNK]):
            image = opened(cells[row], folder)
            if image is None:
                if folder is None and not can_open():
                    return None
                image = Opened(problem="no image")
            pixels = None if image.pixels is None else scaled(image.pixels)
            facts.append(measured(image, pixels))
            if pixels is not None:
                there[at] = True
                small = thumbnail(pixels)
                thumbnails[at] = _thumbnail(pixels, small)
                greys[start + at] = grey_thumbnail(small)
                colours[start + at] = colour_thumbnail(small)
        features[start : start + len(thumbnails)] = np.where(there[:, None], _describe(thumbnails), np.nan)
    if not rows or all(fact["problem"] for fact in facts):
        return None
    return Pictures(
        digests=first.get_column("digest"), features=features, facts=pl.DataFrame(facts, schema=FACTS), greys=greys, colours=colours
    )


def together(parts: Sequence[Pictures]) -> Pictures:
    """Return the different images of several columns as those of one."""
    digests = pl.concat([part.digests for part in parts])
    first = pl.DataFrame({"digest": digests}).with_row_index("at").unique("digest", keep="first").sort("digest")
    places = first.get_column("at").to_numpy()
    return Pictures(
        digests=first.get_column("digest"),
        features=np.concatenate([part.features for part in parts])[places],
        facts=pl.concat([part.facts for part in parts])[places],
        greys=np.concatenate([part.greys for part in parts])[places],
        colours=np.concatenate([part.colours for part in parts])[places],
    )


def _thumbnail(colours: Matrix, small: Matrix) -> Matrix:
    """Return a thumbnail of three colours, 0 to 1, shape (32, 32, 3), from one of 64 pixels where there are more."""
    if min(colours.shape[:2]) >= GREY:
        return np.asarray(small.reshape(SIDE, 2, SIDE, 2, 3).mean(axis=(1, 3)), dtype=np.float32)
    small = colours
    for axis in (0, 1):
        small = _resized(small, axis)
    return small


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
