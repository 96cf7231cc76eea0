"""Categories with too few rows to learn from."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.checks._words import shown
from dataqa.checks.coverage._categories import category_columns, category_counts, misspelt
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Evidence, Measurement, Rows
from dataqa.parameters import CheckParameters
from dataqa.profile.column import ColumnProfile

_BARS = 12
_SPELLINGS = ("category-spellings", "label-spellings", "text-hygiene")


class Parameters(CheckParameters):
    """Parameters of `rare-categories`."""

    categories: Annotated[int, Field(ge=3)]
    """Categories up to which a column of texts or flags is judged."""
    codes: Annotated[int, Field(ge=3)]
    """Distinct small whole numbers up to which a column of numbers counts as codes of categories."""
    rows: Annotated[int, Field(ge=1)]
    """Rows below which a category is rare."""
    share: Annotated[float, Field(gt=0, le=1)]
    """Share of the rows with a value below which a category is rare; both must hold."""
    norm: Annotated[float, Field(gt=0, le=1)]
    """Share of rare categories from which rarity is normal in the column."""


@check(needs=("features", "all rows"), reads=("numeric", "categorical", "boolean"), parameters=Parameters)
def rare_categories(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of a column's categories that have few rows, both in number and as a share of the rows with a value.

    Only columns in which most categories are well filled are judged: in names or codes, rarity is normal. A column with two
    categories, one of them rare, is nearly constant and is not judged. Misspelt categories are measured separately, because checks
    of spellings report them in more detail. The rows are those of the rare categories, the rarest first.
    """
    p = audit.parameters
    for column in category_columns(audit, p.categories, p.codes):
        if column.distinct == 2:
            continue
        counts = category_counts(audit, column.name)
        few = min(p.rows, math.ceil(p.share * column.present))
        rare = counts.filter(pl.col("n") < few)
        wrong = sorted(misspelt(audit, column.name)) if rare.height else []
        if wrong:
            slips = rare.filter(pl.col("c0").is_in(wrong))
            if 0 < slips.height < p.norm * counts.height:
                yield replace(_measured(audit, column, counts, slips, few), about="misspelt", covered_by=_SPELLINGS)
            counts, rare = (frame.filter(~pl.col("c0").is_in(wrong)) for frame in (counts, rare))
        if 0 < rare.height < p.norm * counts.height:
            yield _measured(audit, column, counts, rare, few)


def _measured(audit: Context, column: ColumnProfile, counts: pl.DataFrame, rare: pl.DataFrame, few: int) -> Measurement:
    bars = counts.head(_BARS).reverse()
    return Measurement(
        value=rare.height / counts.height,
        unit="share of categories",
        columns=(column.name,),
        rows=_rows(audit, column.name, rare),
        details={
            "fewest": tuple(f"{shown(value)} ({n:,})" for value, n in rare.iter_rows()),
            "few": few,
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
