"""Groups of people that are rarer in the data than in the reference data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.checks.bias._groups import ComparedGroups, groups_of
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Cell, Evidence, Measurement
from dataqa.statistics import bonferroni

_BARS = 20


class Parameters(ComparedGroups):
    """Which groups are compared. ``smallest`` counts rows of the reference."""

    least: Annotated[int, Field(ge=1)]
    """Rows with a known group, here and in the reference."""


@check(needs=("protected", "reference"), reads=("protected",), parameters=Parameters)
def unlike_groups(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Shortfall of a group's share of the rows, relative to its share of the reference data: the most certain one.

    The interval is that of a ratio of two shares (Katz et al. 1978, Biometrics 34:469–474, with a half added to each count:
    Pettigrew et al. 1986), for all groups compared (Bonferroni). `reference-drift` reports whether the distribution of the column
    as a whole changed.
    """
    assert audit.reference is not None
    tables = [(column, table) for column in audit.task.protected if (table := _table(audit, column)) is not None]
    if not tables:
        raise NotApplicable("too few rows of each group, here or in the reference, to compare")
    z = bonferroni(sum(table.height for _, table in tables))
    for column, table in tables:
        here, there = (table.get_column(name).to_numpy().astype(np.float64) for name in ("here", "there"))
        ratio, low, high = _ratios(here, there, z)
        at = max(range(len(ratio)), key=lambda k: (1 - high[k], there[k], -k))
        if ratio[at] >= 1:
            continue
        names = table.get_column("group").to_list()
        parts = here / here.sum(), there / there.sum()
        yield Measurement(
            value=float(1 - ratio[at]),
            unit="of the share in use",
            interval=(float(1 - high[at]), float(1 - low[at])),
            columns=(column,),
            rows=audit.where(groups_of(audit, column) == names[at]),
            about=Cell(names[at]),
            details={
                "share": float(parts[0][at]), "use_share": float(parts[1][at]), "group_rows": int(here[at]),
                "use_rows": int(there[at]), "points": float(parts[1][at] - parts[0][at]),
            },
            evidence=_pictures(column, names, parts, at),
        )  # fmt: skip


def _table(audit: Context[Parameters], column: str) -> pl.DataFrame | None:
    """Count the rows of each group, here and in the reference; groups with few rows in the reference are left out."""
    assert audit.reference is not None
    use = audit.reference.table.frame
    if column not in use.columns:
        return None
    group, dtype = groups_of(audit, column), audit.table.frame.get_column(column).dtype
    if use.get_column(column).dtype.is_numeric() != dtype.is_numeric():
        return None
    here = audit.engine.counts(group, where=group.is_not_null()).rename({"len": "here"})
    cast = use.select(pl.col(column).cast(dtype, strict=False))
    there = cast.filter(group.is_not_null()).group_by(group).len("there")
    table = here.join(there, on="group", how="full", coalesce=True).fill_null(0).sort("group")
    if min(int(table.get_column(name).sum()) for name in ("here", "there")) < audit.parameters.least:
        return None
    table = table.filter(pl.col("there") >= audit.parameters.smallest)
    largest = table.sort(["there", "group"], descending=[True, False]).head(audit.parameters.most_groups).sort("group")
    return largest if largest.height >= 2 else None


def _ratios(here: Any, there: Any, z: float) -> tuple[Any, Any, Any]:
    """Return each group's share here over its share there, and the ends of its interval."""
    ratio = (here / here.sum()) / (there / there.sum())
    a, b, n, m = here + 0.5, there + 0.5, here.sum() + 0.5, there.sum() + 0.5
    middle = np.log((a / n) / (b / m))
    half = z * np.sqrt(np.maximum(0.0, 1 / a - 1 / n + 1 / b - 1 / m))
    return ratio, np.minimum(ratio, np.exp(middle - half)), np.maximum(ratio, np.exp(middle + half))


def _pictures(column: str, names: list[str], parts: tuple[Any, Any], at: int) -> tuple[Evidence, ...]:
    shown = sorted(range(len(names)), key=lambda k: (-parts[1][k], names[k]))[: _BARS - 1]
    shown += [] if at in shown else [at]
    labels = [label for k in shown for label in (f"{names[k]}, these rows", f"{names[k]}, reference")]
    values = [float(part[k]) for k in shown for part in parts]
    marked = (2 * shown.index(at),)
    return (
        Evidence(title=f"Share of each {column}", unit="share of rows", labels=tuple(labels), values=tuple(values), marked=marked),
    )
