"""Metadata of images that say where they were taken, or by whom."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dataqa.checks.image_copies import image_columns
from dataqa.checks.registry import check
from dataqa.checks.said import rows_of
from dataqa.context import Context
from dataqa.model import Measurement


@check(needs=("images",), reads=("pictures",))
def image_metadata(audit: Context) -> Iterator[Measurement]:
    """Share of rows whose image file holds coordinates, or the name of its owner or a serial number (Exif 2.32), with interval."""
    for name, pictures in image_columns(audit):
        facts = pictures.facts_of(audit.engine.values(name)).with_row_index("row")
        for kind, fact in (("", "located"), ("owner", "owned")):
            yield from rows_of(audit, facts.filter(pl.col(fact).fill_null(False)).get_column("row"), (name,), kind=kind)
