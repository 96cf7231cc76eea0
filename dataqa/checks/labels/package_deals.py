"""Different rows of one time with one and the same target: the sum of a deal of several, entered for each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.arrays import Floats, Ints
from dataqa.checks.clock import clock_of
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Measurement, Rows
from dataqa.parameters import CheckParameters
from dataqa.statistics import wilson

_SAMPLE = 5_000


class Parameters(CheckParameters):
    """When equal targets of one time are a package."""

    least: Annotated[int, Field(ge=2)]
    """Rows of a package."""
    least_distinct: Annotated[int, Field(ge=2)]
    """Different targets of the data."""
    chance: Annotated[float, Field(gt=0, lt=1)]
    """Rows that chance may put so, in the whole data."""
    most: Annotated[float, Field(gt=0, lt=1)]
    """Share of the rows at most: with more it is how the data is made."""
    apart: Annotated[float, Field(gt=0)]
    """How far apart the rows of a package are in the feature that goes with the target most, of any two rows."""
    of_days: Annotated[float, Field(ge=0, le=1)]
    """Share of the variance of the target that its days explain, at most: a series is alike within a day by nature."""


@check(needs=("numeric target", "two values", "time", "features"), reads=("target:number",), parameters=Parameters)
def package_deals(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of rows that have the target and the time of several others, though they differ as any two rows do (Wilson 1927).

    Rows count where chance, by how often their target and their time come, would give fewer than one in a hundred tables such a
    group (Poisson). Like things have like targets: rows that are alike in the feature that goes with the target most are none, nor
    are any of a target that follows its day, as the air of a place does (adjusted correlation ratio of ranks, Kelley 1935).
    """
    if audit.task.kind in ("recommendation", "forecasting"):
        raise NotApplicable("ratings and series have equal values of their own")
    target = audit.profile.columns[audit.target]
    if target.distinct < audit.parameters.least_distinct:
        raise NotApplicable(f"the target has fewer than {audit.parameters.least_distinct} different values")
    time = next(name for name in audit.task.having("time") if audit.task.columns[name].clock)
    if audit.task.columns[time].clock == "year":
        raise NotApplicable("a year is too long for one deal")
    clock = clock_of(audit, time)
    cells = audit.engine.table.frame.select(
        pl.col(audit.target).cast(pl.Float64).alias("value"), clock.moment.cast(pl.Datetime("us")).dt.truncate("1d").alias("at")
    )
    cells = cells.with_row_index("row").drop_nulls()
    if _of_days(cells) > audit.parameters.of_days:
        raise NotApplicable("the target follows its day, so equal values of one day are no sign of a deal")
    cells = cells.with_columns(pl.len().over("value").alias("of_value"), pl.len().over("at").alias("of_time"))
    groups = cells.with_columns(pl.len().over("value", "at").alias("size")).filter(pl.col("size") >= audit.parameters.least)
    expected = (groups["of_value"] - 1) * (groups["of_time"] - 1) / max(1, cells.height - 1)
    groups = groups.filter(
        pl.Series(_tail(groups["size"].to_numpy() - 1, expected.to_numpy()) * cells.height < audit.parameters.chance)
    )
    if not groups.height or groups.height > audit.parameters.most * audit.rows:
        return
    feature = _main_feature(audit)
    if feature is None:
        raise NotApplicable("no number goes with the target, so nothing shows whether equal rows are alike")
    groups = _unlike(audit, groups, feature).sort("value", "at", "row", descending=[True, False, False])
    if not groups.height:
        return
    packages = groups.select("value", "at").n_unique()
    yield Measurement(
        value=groups.height / audit.rows,
        unit="share of rows",
        interval=wilson(groups.height, audit.rows),
        columns=(audit.target,),
        rows=Rows(positions=groups.get_column("row").to_numpy().astype(np.int64)),
        details={
            "packages": packages,
            "largest": int(groups["size"].max()),  # type: ignore[arg-type]
            "number": f"{float(groups['value'][0]):,.10g}",
            "when": f"{groups['at'][0]:%Y-%m-%d}",
            "feature": " ".join(feature.split()),
            "usual": f"{float(cells['value'].median()):.6g}",  # type: ignore[arg-type]
        },
    )


def _of_days(cells: pl.DataFrame) -> float:
    """Return how much of the variance of the ranks of the target its days explain, beyond what as many random groups would."""
    ranks = cells.select("at", pl.col("value").rank().alias("rank"))
    within = float(ranks.select(((pl.col("rank") - pl.col("rank").mean().over("at")) ** 2).sum()).item())
    whole = float(ranks.select(((pl.col("rank") - pl.col("rank").mean()) ** 2).sum()).item())
    free = cells.height - cells["at"].n_unique()
    return 1 - (within / free) / (whole / (cells.height - 1)) if free and whole else 0.0


def _tail(counts: Ints, means: Floats) -> Floats:
    """Return the chance of so many or more of a Poisson variable."""
    from scipy.special import pdtrc

    return np.asarray(pdtrc(counts - 1, means), dtype=np.float64)


def _main_feature(audit: Context) -> str | None:
    """Return the number that goes with the target most, by ranks (Spearman 1904), on the sample; None where none does."""
    names = [column.name for column, _ in audit.profiles("numeric") if column.kind == "number" and column.distinct > 5]
    sample = audit.profile.sample.head(_SAMPLE)
    if not names or sample.height < 20:
        return None
    found = sample.select(
        pl.corr(pl.col(name).cast(pl.Float64), pl.col(audit.target).cast(pl.Float64), method="spearman")
        .abs()
        .fill_nan(0)
        .alias(name)
        for name in names
    ).row(0)
    best = max(zip(found, names, strict=True), key=lambda pair: (pair[0] or 0.0, pair[1]))
    return best[1] if (best[0] or 0.0) >= 0.2 else None


def _unlike(audit: Context[Parameters], groups: pl.DataFrame, feature: str) -> pl.DataFrame:
    """Return the groups whose rows are as far apart in a feature as any rows are: mean absolute distance from the median."""
    cells = audit.engine.values(feature).cast(pl.Float64)
    whole = float((cells - cells.median()).abs().mean() or 0.0)  # type: ignore[arg-type]
    beside = groups.with_columns(cells[groups.get_column("row")].alias("cell"))
    middle = pl.col("cell").median().over("value", "at")
    apart = (pl.col("cell") - middle).abs().mean().over("value", "at")
    return beside.filter(apart >= audit.parameters.apart * whole).drop("cell")
