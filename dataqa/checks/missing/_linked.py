"""How strongly empty cells of a column are associated with another column, as a measurement."""

from __future__ import annotations

from typing import Any

import polars as pl

from dataqa.checks._words import named
from dataqa.checks.missing._dependence import JointlyMissing, Link
from dataqa.context import Context
from dataqa.model import Evidence, Measurement
from dataqa.statistics import bonferroni, newcombe


def linked(audit: Context, block: JointlyMissing, link: Link, **details: Any) -> Measurement:
    """Measure over all rows what was found in the sample.

    Parameters
    ----------
    audit : Context
        All rows.
    block : JointlyMissing
        Columns that are empty together.
    link : Link
        What its empty cells are associated with.
    **details : Any
        Further details.

    Returns
    -------
    Measurement
        Its rows are those with empty cells on the side that has more of them.
    """
    strata, segment, first = link.strata, link.segment, pl.col(block.columns[0]).is_null()
    inside = strata.condition(segment.start, segment.stop).fill_null(False)
    outside = pl.col(strata.column).is_not_null() & ~inside
    counts = audit.engine.aggregate(
        (first & inside).sum().alias("a"), inside.sum().alias("b"), (first & outside).sum().alias("c"), outside.sum().alias("d")
    )
    a, b, c, d = (float(str(counts[key])) for key in "abcd")
    low, high = newcombe(a, b, c, d, bonferroni(block.trials))
    here, there = a / max(b, 1), c / max(d, 1)
    more, start, stop = here >= there, segment.start, segment.stop
    group, rates = strata.text(start, stop), (here, there)
    if not more and strata.ordered and stop == len(strata.marks):
        group, rates = strata.text(0, start), (there, here)  # reported as the range that is empty
    elif not more and len(strata.marks) == 2:
        group, rates = strata.text(1 - start, 2 - start), (there, here)
    empty = pl.all_horizontal(pl.col(list(block.columns)).is_null())
    return Measurement(
        value=abs(here - there),
        unit="difference of shares",
        interval=(max(low, 0.0), high) if more else (max(-high, 0.0), -low),
        columns=block.columns,
        rows=audit.where(empty & (inside if more else outside)),
        about=strata.column,
        notes=() if b + d == audit.rows else ("unknown-rows",),
        details={
            "by": named(strata.column),
            "group": group,
            "here": rates[0],
            "there": rates[1],
            "phi": link.phi,
            "column_count": len(block.columns),
            **details,
        },
        evidence=(
            Evidence(
                title=f"{named(block.columns[0])} is empty, by {named(strata.column)}",
                unit="share of rows",
                labels=strata.labels(),
                values=link.rates,
                marked=tuple(place for place in range(len(strata.marks)) if (start <= place < stop) == more),
                ordered=strata.ordered,
            ),
        ),
    )
