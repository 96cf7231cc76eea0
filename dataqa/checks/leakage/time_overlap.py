"""Test rows that are older than training rows."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from dataqa.checks._words import shown
from dataqa.checks.interactions import interactions_of
from dataqa.checks.leakage._parts import Parts, held_out
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Cell, Evidence, Measurement
from dataqa.statistics import auc, wilson

_BINS, _OWN = 12, 0.05
"""Bars; share of test events with a later event of their user in training, from which the split is not by the last events."""


@check(needs=("held out", "time"), reads=("time",))
def time_overlap(audit: Context) -> Iterator[Measurement]:
    """Share of test rows that are older than the newest training row (Wilson 1927).

    `by_time` says how far the split follows time: 1 if all test rows are on one side of all training rows, 0 if they are mixed
    (Somers' D of time); 1 for a forecast, which must be tested on the future. So must recommendation (Ji et al. 2023), but many
    test on the last event of each user on purpose: there it is 1 if training holds later events of the same users, or no column
    says whose they are, else 0; and `global_time` is 0.
    """
    time = next(name for name in audit.task.having("time") if audit.task.columns[name].clock)
    recommends = audit.task.kind == "recommendation"
    users = [interactions_of(audit).user] if recommends and len(audit.task.having("group")) > 1 else []
    for parts in held_out(audit, [time, *users]):
        if time in parts.train.columns:
            yield from _overlap(audit, time, parts, users)


def _overlap(audit: Context, time: str, parts: Parts, users: list[str]) -> Iterator[Measurement]:
    train, test = (
        side.select(audit.moments(time).alias("time")).with_row_index("row").drop_nulls() for side in (parts.train, parts.test)
    )
    newest, oldest = train.get_column("time").max(), test.get_column("time").min()
    older = test.filter(pl.col("time") < pl.lit(newest))
    if not older.height:
        return
    moments = np.append(*(side.get_column("time").dt.epoch("us").to_numpy().astype(np.float64) for side in (train, test)))
    later = auc(moments, np.arange(len(moments)) >= train.height)
    notes = tuple(_of_users(parts, train, test, user) for user in users if user in parts.train.columns)
    yield Measurement(
        value=older.height / test.height,
        unit="share of test rows",
        interval=wilson(older.height, test.height),
        columns=(time,),
        rows=parts.rows(
            older.get_column("row").to_numpy().astype(np.int64),
            train.filter(pl.col("time") > oldest).get_column("row").to_numpy().astype(np.int64),
        ),
        about=Cell(parts.name),
        kind="backwards" if later == 0.0 else "events" if users else "",
        notes=notes,
        details={
            "older": older.height,
            "test_rows": test.height,
            "part": parts.part,
            "by_time": _by_time(audit, later, notes),
            "global_time": 0.0 if audit.task.kind == "recommendation" else 1.0,
            "newest_training": shown(newest),
            "oldest_test": shown(oldest),
        },
        evidence=(_picture(time, moments, train.height),),
    )


def _by_time(audit: Context, later: float, notes: tuple[str, ...]) -> float:
    """Return how far a split follows time, or had to: not where each user's last events were held out on purpose."""
    if audit.task.kind == "recommendation":
        return 0.0 if notes and "own_future" not in notes else 1.0
    return 1.0 if audit.task.kind == "forecasting" else abs(2 * later - 1)


def _of_users(parts: Parts, train: pl.DataFrame, test: pl.DataFrame, user: str) -> str:
    """Return the note that training holds later events of the same users, or that the last events of each user are the test."""
    ends = _with_user(train, parts.train.get_column(user)).group_by("user").agg(pl.col("time").max().alias("end"))
    asked = _with_user(test, parts.test.get_column(user)).join(ends, on="user")
    later = asked.filter(pl.col("time") < pl.col("end")).height
    return "own_future" if later > _OWN * asked.height else "last_events"


def _with_user(events: pl.DataFrame, users: pl.Series) -> pl.DataFrame:
    return events.with_columns(users[events.get_column("row")].alias("user"))


def _picture(time: str, moments: np.ndarray[tuple[int], np.dtype[np.float64]], train: int) -> Evidence:
    edges = np.linspace(moments.min(), moments.max(), _BINS + 1)
    place = np.clip(np.searchsorted(edges, moments, side="right") - 1, 0, _BINS - 1)
    every = np.bincount(place, minlength=_BINS)
    held = np.bincount(place[train:], minlength=_BINS)
    days = [str(np.datetime64(int(edge), "us"))[:10] for edge in edges[:-1]]
    return Evidence(
        title=f"Share of test rows among all rows, by {time} (start of each interval)",
        unit="share of rows",
        labels=tuple(days),
        values=tuple((held / np.maximum(every, 1)).tolist()),
        ordered=True,
    )
