"""Users who give one rating to everything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.checks.interactions import names_of, ratings_of, rows_of
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Measurement, Rows
from dataqa.parameters import CheckParameters
from dataqa.statistics import wilson


class Parameters(CheckParameters):
    """When equal ratings are more than chance."""

    least: Annotated[int, Field(ge=2)]
    """Ratings of a user."""
    chance: Annotated[float, Field(gt=0, lt=1)]
    """Such users that chance may give, by how often each rating is given."""


@check(reads=("table",), parameters=Parameters)
def single_value_raters(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of ratings by users who gave the same one to many items, where chance would hardly give one such user.

    The chance is that of as many ratings drawn from all ratings: where nearly all are five stars, equal ones say nothing.
    """
    found = ratings_of(audit)
    table = found.table.drop_nulls("rating")
    shares = table.get_column("rating").value_counts(name="n").get_column("n").to_numpy() / max(1, table.height)
    if len(shares) < 3:
        raise NotApplicable("there are fewer than three different ratings")
    users = table.group_by("user").agg(pl.len().alias("n"), pl.col("rating").n_unique().alias("different"))
    counts = users.get_column("n").to_numpy().astype(np.float64)
    lengths, place = np.unique(counts, return_inverse=True)
    by_chance = (shares[None, :] ** lengths[:, None]).sum(axis=1)[place] * users.height
    users = users.with_columns(pl.Series("by_chance", by_chance))
    users = users.filter(
        (pl.col("n") >= audit.parameters.least) & (pl.col("different") == 1) & (pl.col("by_chance") < audit.parameters.chance)
    ).sort(["n", "user"], descending=[True, False])
    if not users.height:
        return
    rows = table.join(users.select("user", "n"), on="user").sort(["n", "user", "row"], descending=[True, False, False])
    yield Measurement(
        value=rows.height / audit.rows,
        unit="share of rows",
        interval=wilson(rows.height, audit.rows),
        columns=(found.user,),
        rows=Rows(positions=rows_of(rows)),
        details={"users": users.height, "most": int(users["n"][0]), "names": names_of(users.get_column("user"))},
    )
