"""Series that are the sum of others at each time, and the times at which they are not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from dataqa.arrays import Positions
from dataqa.checks.series import Series, last_place, measures_of, series_of
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.parameters import parameters_of

_LEVELS = ("/", "|", ">", "::")
"""What stands between the levels of a name: ``north/store 4``."""
_MOST_LEVELS = 3
"""Levels of parts that each add up to a total."""
_MOST_COLUMNS = 200
"""Columns that are looked at where each is a series."""
_GAIN = 0.5
"""Share of what is missing in a sum that a cell must come nearer to its neighbours, to be the wrong one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The totals among the values of one key.

    Attributes
    ----------
    key : str
        The column; empty where each column is a series.
    names : polars.Series
        The values of the key, or the columns, that are totals, as text, in order.
    rows : ndarray of int64
        Positions of all rows of the totals.
    off : polars.DataFrame
        Times at which a total is not the sum of its parts, the farthest off first: ``name``, ``at``, ``value``, ``sum`` and
        ``wrong``, the position of the row that is most likely wrong.
    checked : int
        Times of totals at which all parts are there.
    """

    key: str
    names: pl.Series
    rows: Positions
    off: pl.DataFrame
    checked: int


def totals_of(audit: Context) -> list[Totals]:
    """Return the totals of each key of the series of an audit, found once.

    Raises
    ------
    NotApplicable
        Where there is a single series, or none.
    """
    if not measures_of(audit) or (not series_of(audit).keys and len(measures_of(audit)) <= 2):
        raise NotApplicable("there is a single series")
    return audit.once(_found)


def _found(audit: Context) -> list[Totals]:
    series = series_of(audit)
    table = _long(audit, series)
    beside = (pl.col("value").shift(1).over("of") + pl.col("value").shift(-1).over("of")) / 2
    table = table.with_columns(beside.alias("expected")).drop_nulls("value")
    place = last_place(table.get_column("value").to_numpy())
    found = []
    for number, name in enumerate(series.keys or ("",)):
        one = table.rename({f"k{number}": "key"}).drop_nulls("key")
        others = [*(key for key in one.columns if key.startswith("k") and key != "key"), "at"]
        above = _above(one.get_column("key").unique())
        sums = _of_all(one, others) if above is None else _of_branches(one, above, others)
        held = _held(sums, others, place, parameters_of("totals"))
        if held is not None:
            found.append(_totals(name, one, held, above, others))
    return found


def _long(audit: Context, series: Series) -> pl.DataFrame:
    """Return the rows of all series: `k0` … (keys as text), `value`, `at`, `row` and `of`, in the order of series and time."""
    columns = measures_of(audit)
    if series.keys:
        keys = audit.engine.take(series.rows, list(series.keys)).rename({name: f"k{i}" for i, name in enumerate(series.keys)})
        parts = [keys.with_columns(pl.all().cast(pl.String), pl.Series("of", series.of))]
    else:
        one = pl.DataFrame({"k0": pl.Series([""] * len(series.rows))})
        parts = [one.with_columns(k0=pl.lit(name), of=pl.lit(i, pl.Int64)) for i, name in enumerate(columns[:_MOST_COLUMNS])]
    return pl.concat(
        part.with_columns(
            pl.Series("value", series.values(name)).fill_nan(None), series.at.alias("at"), pl.Series("row", series.rows)
        )
        for part, name in zip(parts, columns, strict=False)
    )


def _above(names: pl.Series) -> pl.DataFrame | None:
    """Return which names (``key``) stand right below which others (``above``), by what they begin with; None where none do."""
    for mark in _LEVELS:
        split = names.to_frame("key").with_columns(pl.col("key").str.split(mark).alias("parts"))
        split = split.filter(pl.col("parts").list.len() > 1).with_columns(
            pl.col("parts").list.head(pl.col("parts").list.len() - 1).list.join(mark).str.strip_chars_end().alias("above")
        )
        split = split.filter(pl.col("above").is_in(names.implode())).select("key", "above")
        if split.height > 1:
            return split
    return None


def _of_all(table: pl.DataFrame, others: list[str]) -> pl.DataFrame:
    """Return for each row the sum of all other values of its key: its parts, or some levels of parts, each of which adds up."""
    sums = table.with_columns(
        (pl.col("value").sum().over(others) - pl.col("value")).alias("sum"), (pl.len().over(others) - 1).alias("parts"),
        (pl.col("value").max().over(others) == pl.col("value")).alias("greatest"),
        (pl.col("value").max().over(others) == pl.col("value")).sum().over(others).alias("equals"),
    )  # fmt: skip
    ratio = (pl.col("sum") / pl.col("value")).median().over("key").round().fill_nan(1).fill_null(1).clip(1, _MOST_LEVELS)
    alone = (pl.col("greatest") & (pl.col("equals") == 1)).mean().over("key") > 0.5
    return sums.with_columns(pl.col("sum") / pl.when(alone).then(ratio).otherwise(1))


def _of_branches(table: pl.DataFrame, above: pl.DataFrame, others: list[str]) -> pl.DataFrame:
    """Return for each row whose name others begin with the sum of those right below it."""
    sums = table.join(above, on="key").group_by("above", *others).agg(pl.col("value").sum().alias("sum"), pl.len().alias("parts"))
    return table.join(sums.rename({"above": "key"}), on=["key", *others], nulls_equal=True)


def _held(sums: pl.DataFrame, others: list[str], place: float, limits: Mapping[str, Any]) -> pl.DataFrame | None:
    """Return the rows of those values of a key that are totals, with `off`: whether they are not the sum of their parts.

    They are judged where as many parts are there as ever. What rounding the parts leaves is not off.
    """
    away = (pl.col("sum") - pl.col("value")).abs()
    near = (away <= limits["leeway"] * pl.col("value").abs()) & (pl.col("value") != 0)
    rounded = away <= (pl.col("parts") + 1) / 2 * place
    whole = pl.col("parts") == pl.col("parts").max().over("key", *others[:-1])
    judged = sums.filter(whole & (pl.col("parts") >= limits["parts"])).with_columns(
        near.alias("holds"), (~near & ~rounded).alias("off")
    )
    enough = (pl.col("holds").mean().over("key") >= limits["share"]) & (pl.col("holds").sum().over("key") >= limits["times"])
    found = judged.filter(enough & (2 * pl.col("value").n_unique().over("key") >= limits["times"]))
    return found if found.height else None


def _totals(name: str, table: pl.DataFrame, held: pl.DataFrame, above: pl.DataFrame | None, others: list[str]) -> Totals:
    names = held.get_column("key").unique().sort()
    off = held.filter("off").with_row_index("time").with_columns((pl.col("value") - pl.col("sum")).alias("lacks"))
    # of the total and its parts the one is wrong that comes nearest to its neighbours in time when it makes up for what is lacking
    parts = table.join(off.select("time", "lacks", pl.col("key").alias("total"), *others), on=others, nulls_equal=True)
    if above is not None:
        parts = parts.join(above, on="key", how="left").filter(
            (pl.col("above") == pl.col("total")).fill_null(False) | (pl.col("key") == pl.col("total"))
        )
    sign = pl.when(pl.col("key") == pl.col("total")).then(-1).otherwise(1)
    away = (pl.col("value") - pl.col("expected")).abs()
    gain = away - (pl.col("value") + sign * pl.col("lacks") - pl.col("expected")).abs()
    likely = parts.with_columns(gain.fill_null(0.0).alias("gain")).filter(pl.col("gain") >= _GAIN * pl.col("lacks").abs())
    likely = likely.sort(["gain", "row"], descending=[True, False]).unique("time", keep="first", maintain_order=True)
    off = off.join(likely.select("time", pl.col("row").alias("wrong")), on="time", how="left")
    share = pl.col("lacks").abs() / pl.col("sum").abs().clip(lower_bound=1e-12)
    off = off.sort(share, "row", descending=[True, False])
    return Totals(
        key=name,
        names=names,
        rows=table.filter(pl.col("key").is_in(names.implode())).get_column("row").sort().to_numpy().astype(np.int64),
        off=off.select(pl.col("key").alias("name"), "at", "value", "sum", pl.col("wrong").fill_null(pl.col("row"))),
        checked=held.height,
    )
