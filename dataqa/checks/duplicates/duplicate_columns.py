"""Columns that hold the same cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import polars as pl

from dataqa.checks.context import Context
from dataqa.checks.registry import check
from dataqa.model import Measurement


@check()
def duplicate_columns(audit: Context) -> Iterator[Measurement]:
    """Number of columns that equal another one cell by cell, a number being the same as its text; the target is left out.

    Columns are compared by a hash of all their cells, and hits are confirmed on the cells.
    """
    if audit.rows < int(audit.parameters["least_rows"]):
        return
    weights = np.random.default_rng(0).integers(1, 2**63, audit.rows, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    alike: dict[tuple[int, int], list[str]] = defaultdict(list)
    for column, part in audit.profiles():
        if part.role not in ("target", "constant") and column.distinct > 1:
            cells = _plain(audit, column.name)
            alike[column.nulls, int((cells.hash(seed=1).to_numpy() * weights).sum(dtype=np.uint64))].append(column.name)
    for names in alike.values():
        first = _plain(audit, names[0])
        same = [names[0], *(name for name in names[1:] if first.eq_missing(_plain(audit, name)).all())]
        if len(same) > 1:
            yield Measurement(
                value=float(len(same) - 1),
                unit="columns",
                columns=tuple(same),
                details={
                    "first": same[0],
                    "copies": len(same) - 1,
                    "copy": ", ".join(same[1:4]),
                    "types": len({audit.engine.values(name).dtype for name in same}),
                },
            )


def _plain(audit: Context, column: str) -> pl.Series:
    """Return the cells as numbers where all of them are, else as they are."""
    cells = audit.engine.values(column)
    if cells.dtype.is_numeric() or cells.dtype == pl.Boolean:
        return cells.cast(pl.Float64) + 0.0
    if cells.dtype == pl.String:
        look = audit.profile.sample.get_column(column).drop_nulls().head(100)
        if len(look) and look.cast(pl.Float64, strict=False).null_count() == 0:
            numbers = cells.cast(pl.Float64, strict=False)
            if numbers.null_count() == cells.null_count():
                return numbers + 0.0
    return cells
