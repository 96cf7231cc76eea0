"""Users who rated one item several times."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from dataqa.checks.interactions import Interactions, ratings_of, rows_of
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Measurement, Rows
from dataqa.statistics import wilson


@check(reads=("table",))
def repeated_pairs(audit: Context) -> Iterator[Measurement]:
    """Share of ratings whose user rated the same item more than once: with another rating, or with the same one (Wilson 1927).

    Exact copies are measured separately: `exact-duplicates` reports them where chance does not explain them, and does not know
    that a pair has one rating. Events without ratings may repeat.
    """
    found = ratings_of(audit)
    hashes = audit.engine.hashes(audit.engine.table.frame.columns)
    table = found.table.with_columns(pl.Series("cells", hashes[rows_of(found.table)]))
    several = pl.col("cells").n_unique().over("user", "item") > 1
    contradicting = pl.col("rating").n_unique().over("user", "item") > 1
    repeated = table.with_columns(contradicting.alias("contradicting")).filter(several)
    for kind in ("contradicting", ""):
        rows = repeated.filter(pl.col("contradicting") == (kind == "contradicting"))
        if rows.height:
            yield _measured(audit, found, kind, rows)
    copies = table.filter((pl.len().over("user", "item") > 1) & ~several)
    if copies.height:
        yield replace(_measured(audit, found, "", copies), about="copies", covered_by=("exact-duplicates",))


def _measured(audit: Context, found: Interactions, kind: str, rows: pl.DataFrame) -> Measurement:
    pairs = rows.group_by("user", "item").agg((pl.col("rating").max() - pl.col("rating").min()).alias("apart"))
    order = rows.join(pairs, on=["user", "item"]).sort(["apart", "user", "item", "row"], descending=[True, False, False, False])
    return Measurement(
        value=rows.height / audit.rows,
        unit="share of rows",
        interval=wilson(rows.height, audit.rows),
        columns=(found.user, found.item),
        rows=Rows(positions=rows_of(order)),
        about=kind,
        kind=kind,
        details={"pairs": pairs.height, "apart": float(pairs["apart"].max() or 0.0), "share": rows.height / audit.rows},  # type: ignore[arg-type]
    )
