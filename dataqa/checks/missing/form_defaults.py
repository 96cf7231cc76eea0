"""Cells that only fill a field of a form: "test", "asdf", "please select", 1 January, coordinates 0/0, a preselected entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any

import polars as pl
from pydantic import Field

from dataqa.arrays import Positions
from dataqa.checks.missing._entries import EntryParameters, made_up
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.findings.coordinates import coordinates
from dataqa.model import Evidence, Measurement, Rows
from dataqa.profile.column import ColumnProfile
from dataqa.statistics import wilson

_BARS, _EXAMPLES = 5, 3
_SURE = ("made up", "place zero")


class Parameters(EntryParameters):
    """Parameters of `form-defaults`."""

    least_list: Annotated[int, Field(ge=2)]
    """Distinct entries that a list needs before its first one counts as a default."""
    least_days: Annotated[int, Field(ge=1)]
    """Distinct days of the year that a column of dates needs."""
    least_years: Annotated[int, Field(ge=1)]
    """Distinct years in which 1 January occurs."""
    least_ratio: Annotated[float, Field(gt=0)]
    """How many times as frequent as the next day or entry it must be."""


@check(reads=("numeric", "categorical", "text:text", "id:text", "group:text", "datetime", "time"), parameters=Parameters)
def form_defaults(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of rows with dummy entries ("asdf", "please select") or form defaults, with its Wilson interval (Wilson 1927).

    A default that could also be an answer is recognised by its frequency: ``ratio`` compares it with the next day of the year, or
    with the next entry of the list.
    """
    for column, part in audit.profiles("categorical", "text", "id", "group"):
        if column.kind != "text" or audit.table.source(column.name).nested or not column.present:
            continue
        value = pl.col(column.name)
        if counts := made_up(column, audit.engine.values(column.name), audit.parameters):
            cells = list(counts)
            examples = tuple(f"'{cell}' ({counts[cell]:,})" for cell in cells[:_EXAMPLES])
            bars = [(cell, counts[cell]) for cell in cells[:_BARS]]
            at = audit.engine.where(value.is_in(cells))
            yield _measured(audit, (column.name,), "made up", at, bars, 100.0, examples=examples, different=len(cells))
        if part.role == "categorical" and (first := _first_of_list(audit, column)):
            cell, ratio, bars = first
            at = audit.engine.where(value == cell)
            yield _measured(audit, (column.name,), "first of a list", at, bars, ratio, entry=cell, different=column.distinct)
    for column, part in audit.profiles("datetime", "time"):
        if part.clock in ("datetime", "yyyymmdd", "day number") and column.distinct >= audit.parameters.least_days:
            yield from _new_years(audit, column)
    for latitude, longitude in coordinates(audit):
        at = audit.engine.where((pl.col(latitude) == 0) & (pl.col(longitude) == 0))
        near = audit.engine.where((pl.col(latitude).abs() < 1) & (pl.col(longitude).abs() < 1))
        if len(at) and len(near) == len(at):
            yield _measured(audit, (latitude, longitude), "place zero", at, [("0 and 0", len(at))], 100.0)


def _first_of_list(audit: Context[Parameters], column: ColumnProfile) -> tuple[str, float, list[tuple[str, int]]] | None:
    """Return the most frequent entry if it is also the first in the alphabet, how many times the next it is, and bars."""
    if not column.exact or column.distinct < audit.parameters.least_list:
        return None
    value = pl.col(column.name)
    counted = audit.engine.counts(value.alias("value"), where=value.is_not_null())
    lettered = counted.filter(pl.col("value").str.contains(r"^\p{L}"))
    if lettered.height < 0.9 * counted.height:
        return None
    first, top = lettered.sort(pl.col("value").str.to_lowercase(), "value").row(0), counted.sort("len", "value", descending=True)
    if top.item(0, 0) != first[0] or first[1] < audit.parameters.least_ratio * top.item(1, 1):
        return None
    return str(first[0]), float(first[1] / top.item(1, 1)), list(top.head(_BARS).iter_rows())


def _new_years(audit: Context[Parameters], column: ColumnProfile) -> Iterator[Measurement]:
    """Measure how much more frequent 1 January is than any other day, over the years: only the year was known."""
    moment = audit.moments(column.name)
    counted = audit.engine.counts(moment.dt.date().alias("day"), where=moment.is_not_null())
    day = pl.col("day")
    january = (day.dt.month() == 1) & (day.dt.day() == 1)
    firsts = counted.filter(january).sort("len", "day", descending=[True, False])
    # a single such date may mean "no date"; if only the year was known, many years have one
    if firsts.height > 1 and firsts.item(0, 1) > firsts.get_column("len").sum() / 2:
        counted = counted.filter(day != firsts.item(0, 0))
        firsts = firsts.slice(1)
    by_day = counted.group_by(day.dt.month().alias("month"), day.dt.day().alias("at")).agg(pl.col("len").sum())
    others = by_day.filter((pl.col("month") != 1) | (pl.col("at") != 1)).sort("len", "month", "at", descending=[True, False, False])
    if firsts.height < audit.parameters.least_years or others.height < audit.parameters.least_days:
        return
    ratio = float(firsts.get_column("len").sum() / others.item(0, 2))
    if ratio < audit.parameters.least_ratio:
        return
    days = firsts.get_column("day").to_list()
    bars = [("1 January", int(firsts.get_column("len").sum()))]
    bars += [(f"{months:02d}-{at:02d}", int(rows)) for months, at, rows in others.head(_BARS).iter_rows()]
    at = audit.engine.where(moment.dt.date().is_in(days))
    yield _measured(audit, (column.name,), "new year", at, bars, ratio)


def _measured(
    audit: Context,
    columns: tuple[str, ...],
    about: str,
    rows: Positions,
    bars: Sequence[tuple[str, int]],
    ratio: float,
    **details: Any,
) -> Measurement:
    return Measurement(
        value=len(rows) / audit.rows,
        unit="share of rows",
        interval=wilson(len(rows), audit.rows),
        columns=columns,
        rows=Rows(positions=rows),
        about=about,
        kind="" if about == "made up" else about.replace(" ", "-"),
        details={"ratio": ratio, "sure": float(about in _SURE), **details},
        evidence=(
            Evidence(
                title=f"Cells of {columns[0]}",
                unit="rows",
                labels=tuple(label for label, _ in bars),
                values=tuple(float(count) for _, count in bars),
                marked=tuple(range(len(bars))) if about == "made up" else (0,),
            ),
        ),
    )
