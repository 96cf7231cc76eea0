"""Search nested cells for what is searched for in texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np
import polars as pl

from dataqa.arrays import Floats
from dataqa.context import Context
from dataqa.model import Measurement, Rows

Search = Callable[[pl.Series, str], Mapping[str, Floats]]
"""Given different texts and their path: for each kind of find, how sure it is in each text."""


def found_inside(audit: Context, name: str, may_hold: str, search: Search) -> Iterator[Measurement]:
    """Measure what stands in nested cells, at each of their paths.

    Parameters
    ----------
    audit : Context
        The audit.
    name : str
        Of the nested column.
    may_hold : str
        A regular expression of what a find must have.
    search : callable
        See `Search`.
    """
    for one in audit.table.source(name).inside:
        held = one.texts.unique()
        texts, path = held.filter(held.str.contains(may_hold)).sort(), f"{name}.{one.path}"
        for kind, scores in search(texts, path).items():
            hit = texts.gather(np.flatnonzero(scores > 0))
            rows = one.rows_with(hit)
            if len(rows):
                yield Measurement(
                    value=len(rows) / audit.rows,
                    unit="share of rows",
                    columns=(name,),
                    rows=Rows(positions=rows),
                    about=f"{kind} at {path}",
                    kind="inside",
                    details={"kind": kind, "sure": float(scores.max()), "path": path},
                )
