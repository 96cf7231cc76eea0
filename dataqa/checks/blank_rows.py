"""Rows that hold nothing."""

from __future__ import annotations

import polars as pl

from dataqa.arrays import Positions
from dataqa.context import Context
from dataqa.model import no_positions


def blank_rows(audit: Context) -> Positions:
    """Return the rows without a value in any column: for `Context.once`."""
    frame = audit.engine.table.frame
    return audit.engine.where(pl.all_horizontal(pl.all().is_null())) if frame.width else no_positions()
