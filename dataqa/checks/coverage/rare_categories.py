"""Categories with too few rows to learn from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import polars as pl

from dataqa.checks._words import shown
from dataqa.checks.coverage._categories import category_columns, category_counts, misspelt
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Evidence, Measurement, Phrase, Rows
from dataqa.profile.column import ColumnProfile

_NAMED, _BARS = 3, 12
_SPELLINGS = ("category-spellings", "label-spellings", "text-hygiene")


@check(needs=("features",), reads=("numeric", "categorical", "boolean"))
def rare_categories(audit: Context) -> Iterator[Measurement]:
    """Share of a column's categories that have few rows, both in number and as a share of the rows with a value.

    Judged are columns where most categories are well filled: where rarity is the norm (names, codes) it is no gap. Two categories,
    one of them rare, are no gap but nearly a constant. Misspelt ones are measured apart: checks of spellings tell them better. The
    rows named are those of the rare categories, the rarest first.
    """
    p = audit.parameters
    for column in category_columns(audit, int(p["categories"]), int(p["codes"])):
        if column.distinct == 2:
            continue
        counts = category_counts(audit, column.name)
        rare = counts.filter((pl.col("n") < int(p["rows"])) & (pl.col("n") < float(p["share"]) * column.present))
        wrong = sorted(misspelt(audit, column.name)) if rare.height else []
        if wrong:
            slips = rare.filter(pl.col("c0").is_in(wrong))
            if 0 < slips.height < float(p["norm"]) * counts.height:
                yield replace(_measured(audit, column, counts, slips), about="misspelt", covered_by=_SPELLINGS)
            counts, rare = (frame.filter(~pl.col("c0").is_in(wrong)) for frame in (counts, rare))
        if 0 < rare.height < float(p["norm"]) * counts.height:
            yield _measured(audit, column, counts, rare)


def _measured(audit: Context, column: ColumnProfile, counts: pl.DataFrame, rare: pl.DataFrame) -> Measurement:
    named = [f"{shown(value)} ({n:,})" for value, n in rare.head(_NAMED).iter_rows()]
    more = f" and {rare.height - _NAMED} more" if rare.height > _NAMED else ""
    bars = counts.head(_BARS).reverse()
    return Measurement(
        value=rare.height / counts.height,
        unit="share of categories",
        columns=(column.name,),
        rows=_rows(audit, column.name, rare),
        details={
            "have": Phrase("has" if rare.height == 1 else "have"),
            "fewest": ", ".join(named) + more,
            "rare": rare.height,
            "categories": counts.height,
            "of": column.present,
            "rarest": {shown(value): n for value, n in rare.head(_BARS).iter_rows()},
        },
        evidence=(
            Evidence(
                title=f"The rarest categories of {column.name}" if counts.height > _BARS else f"Categories of {column.name}",
                unit="rows",
                labels=tuple(shown(value) for value in bars.get_column("c0")),
                values=tuple(map(float, bars.get_column("n"))),
                marked=tuple(range(max(0, bars.height - rare.height), bars.height)),
            ),
        ),
    )


def _rows(audit: Context, name: str, rare: pl.DataFrame) -> Rows:
    """Return the rows of rare categories, the rarest first."""
    positions = audit.engine.where(pl.col(name).is_in(rare.get_column("c0").implode()))
    cells = audit.engine.take(positions, [name])
    sizes = cells.join(rare, left_on=name, right_on="c0", how="left", maintain_order="left").get_column("n").to_numpy()
    return Rows(positions=positions[np.argsort(sizes, kind="stable")])
