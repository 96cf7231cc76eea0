"""Items that many new users rate alike within a short time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import polars as pl
from pydantic import Field

from dataqa.checks.interactions import Interactions, names_of, ratings_of, rows_of
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Measurement, Rows
from dataqa.parameters import CheckParameters


class Parameters(CheckParameters):
    """When ratings of an item look arranged."""

    days: Annotated[int, Field(ge=1)]
    """Length of the stretch of time."""
    least: Annotated[int, Field(ge=3)]
    """Users who come within it, and rate the item alike."""
    alike: Annotated[float, Field(gt=0, le=1)]
    """Share of the new users of that stretch who rate the item alike."""
    same: Annotated[int, Field(ge=2)]
    """Users with one and the same profile."""
    profile: Annotated[int, Field(ge=2)]
    """Items of a profile."""
    chance: Annotated[float, Field(gt=0, lt=1)]
    """Pairs of equal profiles that chance may give, by how often each rating of an item is given."""
    new: Annotated[float, Field(gt=0, le=1)]
    """Share of the users of the data that are new within one stretch at most, and gone after it: else all come and go so."""


@check(reads=("table",), parameters=Parameters)
def coordinated_ratings(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of ratings by users who come and go within days and give one item the same extreme rating, many at a time.

    A push or nuke attack (Mobasher et al. 2007): many profiles made at one time, with the greatest or the least rating for one item
    and a few others for disguise. Where most users come for a few days only, nothing is said.

    Without times, those of users who give the same different ratings to the same items, more than chance lets any do.
    """
    found = ratings_of(audit)
    yield from _profiles(audit, found)
    yield from _stretches(audit, found)


def _stretches(audit: Context[Parameters], found: Interactions) -> Iterator[Measurement]:
    if found.time is None:
        return
    table = found.table.drop_nulls(["rating", "at"])
    days = audit.parameters.days
    ends = table.group_by("user").agg(pl.col("at").min().alias("from"), pl.col("at").max().alias("to"))
    brief = ends.filter((pl.col("to") - pl.col("from")) <= pl.duration(days=days))
    if brief.height > audit.parameters.new * ends.height:
        return
    low, high = table.select(pl.col("rating").min().alias("low"), pl.col("rating").max().alias("high")).row(0)
    brief_rows = table.join(brief, on="user").with_columns(pl.col("from").dt.epoch("d").alias("day"))
    parts = []
    for shift in (0, (days + 1) // 2):  # a stretch may lie across the border of two
        stretch = (pl.col("day") + shift) // (days + 1)
        each = brief_rows.with_columns(stretch.alias("stretch"), pl.col("user").n_unique().over(stretch).alias("came"))
        extreme = each.filter((pl.col("rating") == low) | (pl.col("rating") == high))
        users = extreme.group_by("item", "rating", "stretch").agg(
            pl.col("user").n_unique().alias("users"), pl.col("came").first(), pl.col("row").alias("rows"), pl.col("at").min()
        )
        enough = (pl.col("users") >= audit.parameters.least) & (pl.col("users") >= audit.parameters.alike * pl.col("came"))
        parts.append(users.filter(enough))
    hits = pl.concat(parts).sort(["users", "item", "stretch"], descending=[True, False, False])
    if not hits.height:
        return
    rows = table.join(hits.select(pl.col("rows").explode().unique().alias("row")), on="row", how="semi").sort("row")
    yield Measurement(
        value=rows.height / audit.rows,
        unit="share of rows",
        columns=(found.item,),
        rows=Rows(positions=rows_of(rows)),
        details={
            "items": hits.get_column("item").n_unique(),
            "names": names_of(hits.get_column("item").unique(maintain_order=True)),
            "users": int(hits["users"][0]),
            "rating": f"{float(hits['rating'][0]):g}",
            "when": f"{hits['at'][0]:%Y-%m-%d}",
            "days": days,
        },
    )


def _profiles(audit: Context[Parameters], found: Interactions) -> Iterator[Measurement]:
    p = audit.parameters
    table = found.table.drop_nulls("rating")
    pairs = table.select("user", "item", "rating").unique()
    shares = pairs.group_by("item", "rating").len().with_columns(pl.col("len") / pl.col("len").sum().over("item"))
    # of an item that nearly all like, two ratings are equal anyway
    pairs = pairs.join(shares.group_by("item").agg((pl.col("len") ** 2).sum().log().alias("alike")), on="item")
    hashes = pairs.select(
        "user", pl.struct("item").hash(1).alias("of"), pl.struct("item", "rating").hash(2).alias("as"), "rating", "alike"
    )
    users = hashes.group_by("user").agg(
        pl.len().alias("n"), pl.col("of", "as", "alike").sum(), pl.col("rating").n_unique().alias("different")
    )
    users = users.filter((pl.col("n") >= p.profile) & (pl.col("different") > 1))
    users = users.with_columns(pl.len().over("of", "n").alias("met"), pl.len().over("as", "n").alias("same"))
    by_chance = pl.col("met").cast(pl.Float64) ** 2 / 2 * pl.col("alike").exp()
    users = users.filter((pl.col("same") >= p.same) & (by_chance < p.chance)).sort(
        ["same", "as", "user"], descending=[True, False, False]
    )
    if not users.height or users.height > p.new * table.get_column("user").n_unique():
        return
    rows = table.join(users.select("user"), on="user", how="semi").sort("row")
    yield Measurement(
        value=rows.height / audit.rows,
        unit="share of rows",
        columns=(found.user,),
        rows=Rows(positions=rows_of(rows)),
        about="profiles",
        kind="profiles",
        details={
            "users": users.height,
            "groups": users.get_column("as").n_unique(),
            "each": int(users["n"][0]),
            "names": names_of(users.get_column("user")),
        },
    )
