"""Ratings that are not on the scale of the others, or that mean "not rated"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.arrays import Bools, Floats, Ints
from dataqa.checks.interactions import Interactions, names_of, ratings_of, rows_of
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Evidence, Measurement, Rows
from dataqa.parameters import CheckParameters
from dataqa.statistics import wilson

_ENDS = 3
"""Ends of the scale of most users that are tried, the lowest first."""
_CODES = 2
"""Values from 0 down that may mean "not rated"; with more the scale goes on below 0."""


class Parameters(CheckParameters):
    """When a rating is off the scale."""

    rare: Annotated[float, Field(gt=0, lt=1)]
    """Share of the ratings below which a value may be off the scale."""
    most: Annotated[float, Field(gt=0, lt=1)]
    """Share of the ratings that are off it at most."""
    steps: Annotated[int, Field(ge=2)]
    """Values of a scale at least."""
    others: Annotated[float, Field(gt=0, lt=1)]
    """Share of the users, and of the ratings, that are on a longer scale than the others at most."""
    longer: Annotated[float, Field(gt=1)]
    """How many times as high the ratings of such users reach."""
    piled: Annotated[float, Field(gt=1)]
    """How many times as frequent as any other rating 0 is, to mean "not rated"."""


@check(reads=("table",), parameters=Parameters)
def rating_scale(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of ratings off the scale of the others, of those of users on a longer scale, and of "not rated" (Wilson 1927).

    The scale is the frequent values with their common step, and rare values next to its ends. A 0 or less below a scale of
    positive numbers is no part of it.
    """
    found = ratings_of(audit)
    table = found.table.drop_nulls("rating")
    longer = _longer(table, audit.parameters)
    if longer.height:
        yield _of_users(audit, found, table, longer)
        table = table.join(longer, on="user", how="anti")
    counted = table.get_column("rating").value_counts(name="n").sort("rating")
    values = counted.get_column("rating").to_numpy().astype(np.float64)
    counts = counted.get_column("n").to_numpy().astype(np.int64)
    scale = _scale(values, counts, audit.parameters)
    unrated = values[(values <= 0) & (values < scale.min())] if scale.min() > 0 else values[:0]
    step = float(np.diff(scale).min())
    for value in unrated.tolist():
        n = int(counts[values == value][0])
        apart = scale.min() - value > 1.001 * step or n >= audit.parameters.piled * counts[np.isin(values, scale)].max()
        if n >= audit.parameters.rare * table.height and apart:
            yield _measured(audit, found, table, np.array([value]), values, counts, "unrated", scale)
    off = values[~np.isin(values, scale) & (counts < audit.parameters.rare * table.height)]
    share = float(counts[np.isin(values, off)].sum()) / table.height
    if 0 < share <= audit.parameters.most:
        yield _measured(audit, found, table, off, values, counts, "", scale)


def _longer(table: pl.DataFrame, parameters: Parameters) -> pl.DataFrame:
    """Return the users on a longer scale than nearly all others: what those never give is most of what they give.

    The others' ratings are a scale: several values, the lowest not the most frequent, as it is of counts.
    """
    users = table.group_by("user").agg(pl.col("rating").max().alias("top"), pl.len().alias("n"))
    tops = users.group_by("top").agg(pl.len().alias("users"), pl.col("n").sum()).sort("top")
    highest = float(tops["top"][-1]) if tops.height else 0.0
    within = tops.with_columns(pl.col("users", "n").cum_sum() / pl.col("users", "n").sum())
    enough = (pl.col("users") >= 1 - parameters.others) & (pl.col("n") >= 1 - parameters.others) & (pl.col("top") > 0)
    for end in within.filter(enough & (parameters.longer * pl.col("top") <= highest)).get_column("top").head(_ENDS):
        most = users.filter(pl.col("top") <= end)
        counts = table.join(most, on="user", how="semi").get_column("rating").value_counts(name="n").sort("rating")
        values, given = counts.get_column("rating").to_numpy(), counts.get_column("n").to_numpy()
        at_end = float(given[values == end].sum() / given.sum())
        scale = len(values) > parameters.steps and given.argmax() > 0 and at_end >= parameters.rare
        above = (pl.col("rating") > end).mean()
        others = table.join(users.filter(pl.col("top") > end), on="user", how="semi").group_by("user").agg(above.alias("above"))
        if scale and others.height and (others["above"] >= 0.5).mean() >= 0.5:  # type: ignore[operator]
            return others.select("user")
    return users.head(0).select("user")


def _of_users(audit: Context, found: Interactions, table: pl.DataFrame, users: pl.DataFrame) -> Measurement:
    theirs = table.join(users, on="user", how="semi")
    most = table.join(users, on="user", how="anti").get_column("rating")
    rows = theirs.sort(["rating", "row"], descending=[True, False])
    return Measurement(
        value=rows.height / audit.rows,
        unit="share of rows",
        interval=wilson(rows.height, audit.rows),
        columns=(found.rating or "", found.user),
        rows=Rows(positions=rows_of(rows)),
        about="users",
        kind="users",
        details={
            "users": users.height,
            "names": names_of(users.get_column("user").sort()),
            "theirs": f"{float(theirs.get_column('rating').to_numpy().max()):g}",
            "greatest": f"{float(most.to_numpy().max()):g}",
        },
    )


def _scale(values: Floats, counts: Ints, parameters: Parameters) -> Floats:
    """Return the values of the scale, ascending."""
    frequent: Bools = counts >= parameters.rare * counts.sum()
    if (values[frequent] > 0).sum() >= parameters.steps and (values[frequent] <= 0).sum() <= _CODES:
        frequent &= values > 0  # 0 and -1 stand for "not rated" below a scale of positive numbers, or they are rejoined below
    if frequent.sum() < parameters.steps:
        raise NotApplicable("the ratings have no scale of a few values")
    scale = values[frequent]
    step = float(np.diff(scale).min())
    if not np.allclose((scale - scale[0]) / step, np.round((scale - scale[0]) / step), atol=1e-6):
        raise NotApplicable("the ratings have no common step")
    low, high = float(scale[0]), float(scale[-1])
    for value in values[values < low][::-1].tolist():
        if abs((low - value) / step - 1) < 1e-6 and (value > 0 or scale[0] <= 0):
            low = value
    for value in values[values > high].tolist():
        if abs((value - high) / step - 1) < 1e-6:
            high = value
    on = np.abs((values - scale[0]) / step - np.round((values - scale[0]) / step)) < 1e-6
    kept: Floats = values[on & (values >= low) & (values <= high)]
    zero: Floats = values[values == 0]
    # 0 right below, no more frequent than others: the scale begins there
    if len(zero) and abs(kept[0] / step - 1) < 1e-6:
        n, beside = int(counts[values == 0][0]), int(counts[np.isin(values, kept)].max())
        if parameters.rare * counts.sum() <= n < parameters.piled * beside:
            kept = np.append(zero, kept)
    return kept


def _measured(
    audit: Context, found: Interactions, table: pl.DataFrame, off: Floats, values: Floats, counts: Ints, kind: str, scale: Floats
) -> Measurement:
    rows = table.filter(pl.col("rating").is_in(off.tolist())).sort("row")
    return Measurement(
        value=rows.height / audit.rows,
        unit="share of rows",
        interval=wilson(rows.height, audit.rows),
        columns=(str(found.rating),),
        rows=Rows(positions=rows_of(rows)),
        about=kind,
        kind=kind,
        details={
            "values": [f"{value:g}" for value in off.tolist()[:8]],
            "least": f"{scale[0]:g}",
            "greatest": f"{scale[-1]:g}",
        },
        evidence=(
            Evidence(
                title=f"Ratings of {found.rating}",
                unit="rows",
                labels=tuple(f"{value:g}" for value in values.tolist()),
                values=tuple(map(float, counts)),
                marked=tuple(np.flatnonzero(np.isin(values, off)).tolist()),
                ordered=True,
            ),
        ),
    )
