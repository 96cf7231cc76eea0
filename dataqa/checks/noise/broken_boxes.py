"""Boxes that hold no object: outside of their image, empty, tiny, or drawn twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import polars as pl
from pydantic import Field

from dataqa.checks.registry import check
from dataqa.checks.said import NORM, rows_of
from dataqa.context import Context
from dataqa.model import Measurement
from dataqa.parameters import CheckParameters
from dataqa.sources.boxes import BOX


class Parameters(CheckParameters):
    """When a box is broken."""

    over: Annotated[float, Field(ge=0)]
    """Share of the side of the image by which a box may exceed it: what rounding does."""
    tiny: Annotated[float, Field(ge=0)]
    """Share of the image that a box covers, at most, to be too small to see."""
    same: Annotated[float, Field(gt=0)]
    """Share of the side of the image up to which boxes of one class are the same."""


@check(needs=("boxes",), reads=("table",), parameters=Parameters)
def broken_boxes(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of boxes that are outside of their image, empty, tiny, or drawn twice; with a Wilson interval (Wilson 1927)."""
    p = audit.parameters
    wide, high = pl.col("image_width"), pl.col("image_height")
    right, bottom = pl.col("left") + pl.col("width"), pl.col("top") + pl.col("height")
    empty = (pl.col("width") <= 0) | (pl.col("height") <= 0)
    over = pl.max_horizontal(-pl.col("left") / wide, -pl.col("top") / high, right / wide - 1, bottom / high - 1) > p.over
    tiny = (pl.col("width") * pl.col("height") <= p.tiny * wide * high) & ~empty
    frame = audit.engine.table.frame.with_row_index("row")
    about = tuple(name for name in BOX if name in frame.columns)
    for kind, broken in (("", over), ("empty", empty), ("tiny", tiny)):
        rows = frame.filter(broken.fill_null(False)).get_column("row")
        if len(rows) <= NORM * audit.rows:
            yield from rows_of(audit, rows, about, kind=kind)
    steps = [(pl.col(a) / b / p.same).round() for a, b in (("left", wide), ("top", high), ("width", wide), ("height", high))]
    places = frame.drop_nulls(about).select("row", pl.struct("file", "label", *steps).alias("place"))
    again = places.filter(~pl.col("place").is_first_distinct()).get_column("row")
    if len(again):
        yield from rows_of(audit, again, about, kind="again", covered_by=("exact-duplicates",) if _all_equal(frame, again) else ())


def _all_equal(frame: pl.DataFrame, rows: pl.Series) -> bool:
    """Return whether rows equal an earlier one in all cells."""
    cells = frame.select(pl.struct(pl.exclude("row")).is_first_distinct().alias("first")).to_series()
    return not bool(cells.gather(rows).any())
