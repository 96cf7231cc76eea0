"""Cells that only fill a field of a form: "test", "asdf", "please select", 1 January, place 0/0, the first entry of a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl

from dataqa.checks.missing._entries import made_up
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.findings.coordinates import coordinates
from dataqa.model import Evidence, Measurement, Phrase, Rows
from dataqa.profile.column import ColumnProfile
from dataqa.statistics import wilson

_SHOWN = 5


@check(reads=("numeric", "categorical", "text:text", "id:text", "group:text", "datetime", "time"))
def form_defaults(audit: Context) -> Iterator[Measurement]:
    """Share of rows whose cell is no answer but what a form held, or was given to be left alone; with its Wilson interval (1927).

    A default that could be an answer is told by how often it is given: ``ratio`` is by how much it outnumbers the next day of the
    year, or the next entry of the list.
    """
    for column, part in audit.profiles("categorical", "text", "id", "group"):
        if column.kind != "text" or audit.table.source(column.name).nested or not column.present:
            continue
        value = pl.col(column.name)
        if counts := made_up(column, audit.engine.values(column.name), audit.parameters):
            cells = list(counts)
            told = [f"'{cell}' ({counts[cell]:,})" for cell in cells[:_SHOWN]]
            fact = "holds " + ", ".join(told) + (f" and {len(cells) - _SHOWN} more" if len(cells) > _SHOWN else "")
            bars = [(cell, counts[cell]) for cell in cells[:_SHOWN]]
            yield _measured(audit, (column.name,), "made up", fact, audit.engine.where(value.is_in(cells)), bars, 100.0)
        if part.role == "categorical" and (first := _first_of_list(audit, column)):
            cell, ratio, bars = first
            fact = f"is '{cell}', the first by the alphabet of {column.distinct:,} and {ratio:.1f} times as frequent as any other,"
            yield _measured(audit, (column.name,), "first of a list", fact, audit.engine.where(value == cell), bars, ratio)
    for column, part in audit.profiles("datetime", "time"):
        if part.clock in ("datetime", "yyyymmdd") and column.distinct >= audit.parameters["least_days"]:
            yield from _new_years(audit, column)
    for latitude, longitude in coordinates(audit):
        at = audit.engine.where((pl.col(latitude) == 0) & (pl.col(longitude) == 0))
        near = audit.engine.where((pl.col(latitude).abs() < 1) & (pl.col(longitude).abs() < 1))
        if len(at) and len(near) == len(at):
            bars = [("0 and 0", len(at))]
            yield _measured(audit, (latitude, longitude), "place zero", "are 0 and 0, a place in the sea,", at, bars, 100.0)


def _first_of_list(audit: Context, column: ColumnProfile) -> tuple[str, float, list[tuple[str, int]]] | None:
    """Return the commonest cell, if it is also the first by the alphabet; by how much it outnumbers the next; and both."""
    if not column.exact or column.distinct < audit.parameters["least_list"]:
        return None
    value = pl.col(column.name)
    counted = audit.engine.counts(value.alias("value"), where=value.is_not_null())
    lettered = counted.filter(pl.col("value").str.contains(r"^\p{L}"))
    if lettered.height < 0.9 * counted.height:
        return None
    first, top = lettered.sort(pl.col("value").str.to_lowercase(), "value").row(0), counted.sort("len", "value", descending=True)
    if top.item(0, 0) != first[0] or first[1] < audit.parameters["least_ratio"] * top.item(1, 1):
        return None
    return str(first[0]), float(first[1] / top.item(1, 1)), list(top.head(_SHOWN).iter_rows())


def _new_years(audit: Context, column: ColumnProfile) -> Iterator[Measurement]:
    """Measure how much oftener than any other day 1 January is, over the years: a year that was known, and no day."""
    moment = audit.moments(column.name)
    counted = audit.engine.counts(moment.dt.date().alias("day"), where=moment.is_not_null())
    day = pl.col("day")
    january = (day.dt.month() == 1) & (day.dt.day() == 1)
    firsts = counted.filter(january).sort("len", "day", descending=[True, False])
    # one such date alone stands for no date at all; where only the year was known, many years have one
    if firsts.height > 1 and firsts.item(0, 1) > firsts.get_column("len").sum() / 2:
        counted = counted.filter(day != firsts.item(0, 0))
        firsts = firsts.slice(1)
    by_day = counted.group_by(day.dt.month().alias("month"), day.dt.day().alias("at")).agg(pl.col("len").sum())
    others = by_day.filter((pl.col("month") != 1) | (pl.col("at") != 1)).sort("len", "month", "at", descending=[True, False, False])
    if firsts.height < audit.parameters["least_years"] or others.height < audit.parameters["least_days"]:
        return
    ratio = float(firsts.get_column("len").sum() / others.item(0, 2))
    if ratio < audit.parameters["least_ratio"]:
        return
    days = firsts.get_column("day").to_list()
    bars = [("1 January", int(firsts.get_column("len").sum()))]
    bars += [(f"{months:02d}-{at:02d}", int(rows)) for months, at, rows in others.head(_SHOWN).iter_rows()]
    fact = f"is 1 January, {ratio:.1f} times as often as any other day of the year,"
    at = audit.engine.where(moment.dt.date().is_in(days))
    yield _measured(audit, (column.name,), "new year", fact, at, bars, ratio)


def _measured(
    audit: Context,
    columns: tuple[str, ...],
    about: str,
    fact: str,
    rows: np.ndarray,
    bars: Sequence[tuple[str, int]],
    ratio: float,
) -> Measurement:
    return Measurement(
        value=len(rows) / audit.rows,
        unit="share of rows",
        interval=wilson(len(rows), audit.rows),
        columns=columns,
        rows=Rows(positions=rows),
        about=about,
        details={
            "fact": fact,
            "ratio": ratio,
            "kind": Phrase(about),
            "sure": float(about in ("made up", "place zero")),
            "reading": Phrase(audit.parameters["readings"][about]),
        },
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
