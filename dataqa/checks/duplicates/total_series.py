"""Series that are the sum of the others, or a copy of another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.checks.registry import check
from dataqa.checks.series import Series, measures_of, series_of
from dataqa.checks.totals import totals_of
from dataqa.context import Context
from dataqa.model import Measurement, Rows
from dataqa.parameters import CheckParameters


class Parameters(CheckParameters):
    """When a series is a copy."""

    times: Annotated[int, Field(ge=2)]
    """Times at least, and different values of a copy."""


@check(needs=("time",), reads=("table",), parameters=Parameters)
def total_series(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of rows that belong to a series that is the sum of all others at each time, or equal to another one throughout.

    With several keys, a value of one of them is a total where it is the sum of that key's other values for each of the other keys.
    Where names begin with those of their totals (``north/store 4``), a total is the sum of what stands right below it. Times at
    which it does not add up are reported by `broken-totals`.
    """
    for found in totals_of(audit):
        names = found.names.to_list()
        if found.key:
            yield _measured(audit, found.rows, (found.key,), "", [" ".join(one.split()) for one in names], 0)
        else:
            yield Measurement(
                value=len(names) / len(measures_of(audit)),
                unit="share of series",
                columns=tuple(names),
                kind="columns",
                about="columns",
            )
    series = series_of(audit)
    if not series.keys:
        return
    copies, like = _copies(series, series.values(measures_of(audit)[0]), audit.parameters)
    if len(copies):
        named = series.names(copies)
        yield _measured(audit, series.rows_of(copies), series.keys, "copy", named, len(copies), series.name(like))


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
