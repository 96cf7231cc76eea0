"""Image files that cannot be opened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import polars as pl

from dataqa.checks.image_copies import image_columns
from dataqa.checks.registry import check
from dataqa.checks.said import rows_of
from dataqa.context import Context
from dataqa.model import Measurement, Phrase


@check(needs=("images",), reads=("pictures",))
def unreadable_images(audit: Context) -> Iterator[Measurement]:
    """Share of rows whose image is missing, empty, damaged or no image; with its Wilson interval (Wilson 1927)."""
    for name, pictures in image_columns(audit):
        problems = pictures.facts_of(audit.engine.values(name)).select("problem").with_row_index("row")
        bad = problems.filter(pl.col("problem").fill_null("") != "")
        counts = Counter(bad.get_column("problem").to_list())
        reasons = [Phrase(f"{problem} ({count:,})") for problem, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))]
        yield from rows_of(audit, bad.get_column("row"), (name,), problems=reasons)
