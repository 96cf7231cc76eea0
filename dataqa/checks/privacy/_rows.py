"""From different cells back to the rows that hold them."""

from __future__ import annotations

import numpy as np
import polars as pl

from dataqa.arrays import Floats
from dataqa.context import Context
from dataqa.model import Rows


def scored_rows(audit: Context, name: str, cells: pl.Series, scores: Floats) -> Rows:
    """Return the rows of a column whose cells have a score above 0, the surest first, each with its score."""
    hit = np.flatnonzero(scores > 0)
    if not len(hit):
        return Rows(positions=np.empty(0, dtype=np.int64))
    kept = cells.gather(hit).alias("cell")
    positions = audit.engine.where(pl.col(name).is_in(kept.implode()))
    held = audit.engine.take(positions, [name]).get_column(name).cast(kept.dtype).alias("cell").to_frame()
    known = pl.DataFrame({"cell": kept, "score": scores[hit]})
    found = held.join(known, on="cell", how="left", maintain_order="left").get_column("score").to_numpy()
    order = np.lexsort((positions, -found))
    return Rows(positions=positions[order], scores=found[order])
