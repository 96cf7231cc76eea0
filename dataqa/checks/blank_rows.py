"""Rows that hold nothing."""

from __future__ import annotations

import numpy as np
import polars as pl

from dataqa.arrays import Positions
from dataqa.context import Context
from dataqa.model import no_positions


def blank_rows(audit: Context) -> Positions:
    """Return the rows without a value in any column: for `Context.once`. A cell that holds something else than a number has one."""
    frame = audit.engine.table.frame
    if not frame.width:
        return no_positions()
    blank = audit.engine.where(pl.all_horizontal(pl.all().is_null()))
    aside = [source.unparsed for source in audit.table.columns if len(source.unparsed)]
    return np.setdiff1d(blank, np.concatenate(aside)).astype(np.int64) if aside and len(blank) else blank
