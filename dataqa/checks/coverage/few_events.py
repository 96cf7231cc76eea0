"""Users and items with too few events to learn from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.arrays import Bools, Ints
from dataqa.checks.interactions import interactions_of, rows_of
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Evidence, Measurement, Rows
from dataqa.parameters import CheckParameters
from dataqa.statistics import wilson

_STEPS = ((1, "1"), (4, "2–4"), (19, "5–19"), (99, "20–99"))


class Parameters(CheckParameters):
    """How many events are few."""

    core: Annotated[int, Field(ge=2)]
    """Events that each user and item must have to be kept, as papers and libraries filter."""


@check(needs=("all rows",), reads=("table",), parameters=Parameters)
def few_events(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of users, and of items, with fewer events than the usual 5-core keeps (Wilson 1927), and what that filter would drop.

    The core is the largest part of the data in which each user and each item has that many events (Seidman 1983). `density` is the
    share of all pairs that occur. `concern` is 1 for users, each of whom a model must serve, and for items the share of the pairs
    that the filter would drop.
    """
    found, core = interactions_of(audit), audit.parameters.core
    pairs = found.table.select("user", "item").unique()
    codes = [pairs.get_column(side).rank("dense").cast(pl.Int64).to_numpy() - 1 for side in ("user", "item")]
    kept = _core(codes, core)
    sizes = [int(code.max(initial=-1)) + 1 for code in codes]
    for side in ("user", "item"):
        counts = found.table.group_by(side).len(name="n")
        few = counts.filter(pl.col("n") < core)
        if not few.height:
            continue
        rows = found.table.join(few, on=side, how="semi").sort("row")
        lost = 1 - float(kept.sum()) / max(1, len(kept))
        n = counts.get_column("n").to_numpy()
        bars = np.bincount(np.searchsorted([most for most, _ in _STEPS], n), minlength=len(_STEPS) + 1)
        yield Measurement(
            value=few.height / counts.height,
            unit=f"share of {side}s",
            interval=wilson(few.height, counts.height),
            columns=(found.column(side),),
            rows=Rows(positions=rows_of(rows)),
            details={
                "few": few.height,
                "entities": counts.height,
                "core": core,
                "single": int((n == 1).sum()),
                "lost": lost,
                "concern": 1.0 if side == "user" else lost,
                "density": pairs.height / max(1, sizes[0] * sizes[1]),
            },
            evidence=(
                Evidence(
                    title=f"Events per {found.column(side)}",
                    unit=f"{side}s",
                    labels=(*(label for _, label in _STEPS), "100 or more"),
                    values=tuple(map(float, bars)),
                    marked=(0, 1),
                    ordered=True,
                ),
            ),
        )


def _core(codes: list[Ints], core: int) -> Bools:
    """Return which pairs are left where those of users or items with fewer than `core` are dropped, again and again."""
    kept = np.ones(len(codes[0]), dtype=bool)
    while kept.any():
        enough = kept.copy()
        for code in codes:
            enough &= np.bincount(code[kept], minlength=int(code.max()) + 1)[code] >= core
        if (enough == kept).all():
            break
        kept = enough
    return kept
