"""Copies of an image that have different labels."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from dataqa.checks.image_copies import image_columns, near_images
from dataqa.checks.near_texts import groups_of
from dataqa.checks.registry import check
from dataqa.checks.said import rows_of
from dataqa.context import Context
from dataqa.model import Measurement


@check(needs=("classes", "images"), reads=("target", "pictures"))
def near_image_conflicts(audit: Context) -> Iterator[Measurement]:
    """Share of rows whose image is a changed copy of one with another label; with its Wilson interval (Wilson 1927).

    Copies as `near-duplicate-images` finds them; equal images with different labels are reported there (`label-conflicts`).
    """
    for name, pictures in image_columns(audit):
        pairs = near_images(audit)[name]
        heads = groups_of(pairs.first, pairs.second, len(pictures.digests))
        rows = pl.DataFrame({"place": pictures.places(audit.engine.values(name)), "label": audit.engine.values(audit.target)})
        rows = rows.with_row_index("row").drop_nulls()
        rows = rows.with_columns(group=pl.Series(heads[rows.get_column("place").to_numpy()], dtype=pl.Int64))
        several = rows.filter((pl.col("label").n_unique().over("group") > 1) & (pl.col("place").n_unique().over("group") > 1))
        positions = pl.Series(np.sort(several.get_column("row").to_numpy()))
        yield from rows_of(audit, positions, (name, audit.target), groups=several.get_column("group").n_unique())
