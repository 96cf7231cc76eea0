"""Users who are no people: far more events than any other, or events at even intervals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.arrays import Floats
from dataqa.checks.interactions import Interactions, interactions_of, names_of, rows_of
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Evidence, Measurement, Rows
from dataqa.parameters import CheckParameters


class Parameters(CheckParameters):
    """When a user stands out."""

    least_users: Annotated[int, Field(ge=10)]
    """Users to compare with."""
    tail: Annotated[float, Field(gt=0, lt=1)]
    """Share of the users that are the tail which says how far the next may be."""
    most: Annotated[float, Field(gt=0, lt=1)]
    """Share of the users that stand out at most."""
    chance: Annotated[float, Field(gt=0, lt=1)]
    """Chance of a gap so wide in such a tail."""
    times: Annotated[float, Field(gt=1)]
    """How many times as many events as the next user they have."""
    least_events: Annotated[int, Field(ge=4)]
    """Events of a user whose intervals are looked at."""
    even: Annotated[float, Field(gt=0)]
    """Coefficient of variation of intervals, up to which they are even."""


@check(reads=("table",), parameters=Parameters)
def outlying_users(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of events by users with far more events than the tail of the others explains, or with events at even intervals.

    In a Pareto tail the logarithms of the gaps between the most active users are exponential (Rényi 1953), with the shape that the
    tail has (Hill 1975): however heavy it is, a gap is held against its own. Intervals of people vary about as much as their mean.
    """
    found = interactions_of(audit)
    users = found.table.group_by("user").agg(pl.len().alias("n")).sort(["n", "user"], descending=[True, False])
    if users.height < audit.parameters.least_users:
        raise NotApplicable(f"fewer than {audit.parameters.least_users} users")
    counts = users.get_column("n").to_numpy().astype(np.float64)
    out = _beyond(counts, audit.parameters)
    if out:
        named = users.head(out)
        yield _measured(
            audit, found, named, "", {"usual": int(counts[out]), "most": int(counts[0]), "median": float(np.median(counts))}, counts
        )
    even = _even(found, audit.parameters)
    if even.height and even.height <= max(1.0, audit.parameters.most * users.height):
        seconds = float(even.get_column("mean")[0])
        details = {"usual": 0, "most": int(even["n"][0]), "median": float(np.median(counts)), "seconds": f"{seconds:.3g}"}
        yield _measured(audit, found, even, "even", details, counts)


def _beyond(counts: Floats, parameters: Parameters) -> int:
    """Return how many of the most active users stand beyond a gap that the tail below it does not explain."""
    tail = int(max(10, parameters.tail * len(counts)))
    for first in range(1, int(max(1, parameters.most * len(counts))) + 1):
        below = counts[first : first + tail + 1]
        gap = float(np.log(counts[first - 1] / counts[first]))
        hill = float(np.log(below[:-1] / below[-1]).mean()) if len(below) > 5 else np.inf
        # a tail of equal counts is no narrower than counting makes it
        hill = max(hill, 1 / np.sqrt(max(1.0, below[0])))
        if gap >= np.log(parameters.times) and np.exp(-first * gap / hill) * first < parameters.chance:
            return first
    return 0


def _even(found: Interactions, parameters: Parameters) -> pl.DataFrame:
    """Return the users whose events come at even intervals, the most active first."""
    if found.time is None:
        return pl.DataFrame({"user": [], "n": [], "mean": []})
    waits = (
        found.table.drop_nulls("at")
        .sort("user", "at", "row")
        .with_columns((pl.col("at").diff().over("user").dt.total_milliseconds() / 1000).alias("wait"))
    )
    each = waits.group_by("user").agg(
        pl.len().alias("n"), pl.col("wait").mean().alias("mean"), pl.col("wait").std().alias("spread")
    )
    # dates without a time of day are even for anybody who comes once a day
    timed = waits.select((pl.col("at") != pl.col("at").dt.truncate("1d")).any()).item()
    enough = (pl.col("n") >= parameters.least_events) & (pl.col("mean") > 0) & pl.lit(bool(timed))
    return each.filter(enough & (pl.col("spread") <= parameters.even * pl.col("mean"))).sort(
        ["n", "user"], descending=[True, False]
    )


def _measured(
    audit: Context, found: Interactions, users: pl.DataFrame, kind: str, details: dict[str, object], counts: Floats
) -> Measurement:
    rows = found.table.join(users.select("user", pl.col("n").alias("of")), on="user").sort(
        ["of", "user", "row"], descending=[True, False, False]
    )
    names = names_of(users.get_column("user"))
    top = counts[:20]
    return Measurement(
        value=rows.height / audit.rows,
        unit="share of rows",
        columns=(found.user,),
        rows=Rows(positions=rows_of(rows)),
        about=kind,
        kind=kind,
        details={"users": users.height, "names": names, "seconds": "", **details},
        evidence=(
            Evidence(
                title=f"Events of the most active values of {found.user}",
                unit="rows",
                labels=tuple(str(place + 1) for place in range(len(top))),
                values=tuple(top.tolist()),
                marked=tuple(range(users.height if not kind else 0))[: len(top)],
                ordered=True,
            ),
        ),
    )
