"""Ratings and events of users and items, as all checks of recommendation read them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from dataqa.arrays import Positions
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.roles.interactions import ITEMS, STEPS, USERS
from dataqa.roles.names import RATINGS, words_of


@dataclass(frozen=True, kw_only=True)
class Interactions:
    """Who rated or used what.

    Attributes
    ----------
    user, item : str
        The columns.
    rating : str or None
        The column of ratings: numbers of a scale; None for events.
    time : str or None
        The column that says when.
    table : polars.DataFrame
        ``row`` (position), ``user``, ``item``, ``rating`` (Float64, null without ratings) and ``at``, for all rows with a user and
        an item.
    """

    user: str
    item: str
    rating: str | None
    time: str | None
    table: pl.DataFrame

    def column(self, side: str) -> str:
        """Return the name of the column of users or items."""
        return self.user if side == "user" else self.item


def interactions_of(audit: Context) -> Interactions:
    """Return who rated or used what.

    Raises
    ------
    NotApplicable
        Where the task is no recommendation, or users and items are not known.
    """
    found = audit.once(_read)
    if found is None:
        raise NotApplicable("the rows are no ratings or events of users and items")
    return found


def ratings_of(audit: Context) -> Interactions:
    """Return who rated what.

    Raises
    ------
    NotApplicable
        Where there are no ratings.
    """
    found = interactions_of(audit)
    if found.rating is None:
        raise NotApplicable("the rows are events without ratings")
    return found


def _read(audit: Context) -> Interactions | None:
    if audit.task.kind != "recommendation":
        return None
    sides = _sides(audit)
    if sides is None:
        return None
    rating = _rating(audit)
    time = next((name for name in audit.task.having("time") if audit.task.columns[name].clock), None)
    frame = audit.engine.table.frame
    cells = [
        pl.col(sides[0]).alias("user"),
        pl.col(sides[1]).alias("item"),
        (pl.lit(None, dtype=pl.Float64) if rating is None else pl.col(rating).cast(pl.Float64)).alias("rating"),
        (pl.lit(None, dtype=pl.Datetime("us")) if time is None else audit.moments(time).cast(pl.Datetime("us"))).alias("at"),
    ]
    table = frame.select(cells).with_row_index("row").with_columns(pl.col("row").cast(pl.Int64)).drop_nulls(["user", "item"])
    return Interactions(user=sides[0], item=sides[1], rating=rating, time=time, table=table)


def _sides(audit: Context) -> tuple[str, str] | None:
    columns = audit.task.columns
    by_meaning = {part.meaning: name for name, part in columns.items()}
    if "user" in by_meaning and "item" in by_meaning:
        return by_meaning["user"], by_meaning["item"]
    groups = list(audit.task.having("group"))
    if len(groups) < 2:
        return None
    user = next((name for name in groups if set(words_of(name)) & USERS), None)
    item = next((name for name in groups if name != user and set(words_of(name)) & ITEMS), None)
    user = user or next(name for name in groups if name != item)
    return user, item or next(name for name in groups if name != user)


def _rating(audit: Context) -> str | None:
    """Return the column of ratings: the target, or a column named like one, with few different numbers but more than one."""
    target = audit.task.target
    named = [column.name for column, _ in audit.profiles("numeric", "categorical") if set(words_of(column.name)) & RATINGS]
    for name in [target] if target is not None else named:
        column = audit.profile.columns[name]
        if column.kind == "number" and 2 < column.distinct <= STEPS:
            return name
    return None


def names_of(cells: pl.Series, most: int = 4) -> list[str]:
    """Return the first few ids as text on one line."""
    return [" ".join(str(cell).split()) for cell in cells.head(most).to_list()]


def rows_of(table: pl.DataFrame) -> Positions:
    """Return the positions of the rows of a part of the table."""
    return table.get_column("row").to_numpy().astype(np.int64)
