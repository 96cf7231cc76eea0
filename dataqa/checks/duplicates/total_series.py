"""Series that are the sum of the others, or a copy of another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.checks.registry import check
from dataqa.checks.series import Series, measures_of, series_of
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Measurement, Rows
from dataqa.parameters import CheckParameters


class Parameters(CheckParameters):
    """When a series is a total, or a copy."""

    leeway: Annotated[float, Field(ge=0)]
    """How far off a sum may be, of the sum: for rounded parts."""
    share: Annotated[float, Field(gt=0, le=1)]
    """Share of times at which it must hold."""
    parts: Annotated[int, Field(ge=2)]
    """Other series at a time at least."""
    times: Annotated[int, Field(ge=2)]
    """Times at least, and different values of a copy."""


@check(needs=("time",), reads=("table",), parameters=Parameters)
def total_series(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of rows that belong to a series that is the sum of all others at each time, or equal to another one throughout.

    With several keys, a value of one of them is a total where it is the sum of that key's other values for each of the other keys.
    """
    series, columns = series_of(audit), measures_of(audit)
    if not series.keys or not columns:
        raise NotApplicable("there is a single series")
    values = series.values(columns[0])
    keys = audit.engine.take(series.rows, list(series.keys)).rename({name: f"k{i}" for i, name in enumerate(series.keys)})
    table = keys.with_columns(series.at.alias("at"), pl.Series("value", values).fill_nan(None))
    for place, name in enumerate(series.keys):
        totals = _totals(table, f"k{place}", audit.parameters)
        if len(totals):
            rows = series.rows[table.get_column(f"k{place}").is_in(totals.implode()).to_numpy()]
            yield _measured(audit, rows, (name,), "", [" ".join(str(one).split()) for one in totals.to_list()], 0)
    copies, like = _copies(series, values, audit.parameters)
    if len(copies):
        named = series.names(copies)
        yield _measured(audit, series.rows_of(copies), series.keys, "copy", named, len(copies), series.name(like))


def _totals(table: pl.DataFrame, key: str, parameters: Parameters) -> pl.Series:
    """Return the values of a key that are the sum of its others, at nearly every time and for nearly all other keys."""
    others = [name for name in table.columns if name not in (key, "value")]
    sums = table.filter(pl.col("value").is_not_null()).with_columns(
        (pl.col("value").sum().over(others) - pl.col("value")).alias("rest"), (pl.len().over(others) - 1).alias("parts")
    )
    near = (pl.col("rest") - pl.col("value")).abs() <= parameters.leeway * pl.col("value").abs()
    holds = near & (pl.col("value") != 0) & (pl.col("parts") >= parameters.parts)
    found = sums.group_by(key).agg(holds.mean().alias("share"), holds.sum().alias("times"))
    found = found.filter((pl.col("share") >= parameters.share) & (pl.col("times") >= parameters.times))
    return found.get_column(key).sort()


def _copies(series: Series, values: np.ndarray, parameters: Parameters) -> tuple[np.ndarray, int]:
    """Return the series that hold the times and values of an earlier one, and one that is copied."""
    each = pl.DataFrame({"of": series.of, "at": series.at, "value": pl.Series(values).fill_nan(None)})
    each = each.with_columns(each.select("at", "value").hash_rows(seed=3).alias("hash"))
    whole = each.group_by("of").agg(
        pl.col("hash").sort().hash(5).sum().alias("sum"), pl.len().alias("rows"), pl.col("value").n_unique().alias("different")
    )
    whole = whole.filter((pl.col("different") >= parameters.times) & (pl.col("rows") >= parameters.times))
    whole = whole.with_columns(pl.col("of").min().over("sum", "rows").alias("first"))
    found = whole.filter(pl.col("of") > pl.col("first")).sort("of")
    if not found.height:
        return np.empty(0, dtype=np.int64), 0
    return found.get_column("of").to_numpy().astype(np.int64), int(found.get_column("first")[0])


def _measured(
    audit: Context, rows: np.ndarray, columns: tuple[str, ...], kind: str, names: list[str], copies: int, like: str = ""
) -> Measurement:
    return Measurement(
        value=len(rows) / audit.rows,
        unit="share of rows",
        columns=columns,
        rows=Rows(positions=rows.astype(np.int64)),
        about=kind,
        kind=kind,
        details={"found": copies if copies else len(names), "names": names[:4], "like": like},
    )
