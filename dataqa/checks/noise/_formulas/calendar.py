"""Columns that hold the year, month, day or weekday of a date column, as numbers or as words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import polars as pl

from dataqa.arrays import Floats, Ints
from dataqa.checks.noise._formulas.forms import Sum
from dataqa.checks.noise._formulas.holding import HoldingFormula
from dataqa.checks.noise._quantities import Quantity
from dataqa.context import Context

_SIZES = {"year": (3, 200), "month": (4, 12), "day": (15, 31), "weekday": (4, 7), "hour": (6, 24)}


def calendar_rules(
    audit: Context, numbers: Sequence[Quantity], dates: Sequence[Quantity], limits: Mapping[str, Any]
) -> tuple[dict[str, Quantity], list[HoldingFormula]]:
    """Return the parts of the dates, and which columns hold them; with those columns, as the parts that they stand for.

    A column holds a part of a date where each of the part's values goes with one value of the column, and each with another one,
    in nearly all rows.

    Parameters
    ----------
    audit : Context
        The rows.
    numbers, dates : sequence of Quantity
        The columns.
    limits : mapping
        Share of the rows in which it must hold.
    """
    known: dict[str, Quantity] = {}
    rules: list[HoldingFormula] = []
    # the day and the hour of a time with a zone are those of its place, and here it stands in UTC
    zoned = {source.name for source in audit.table.columns if source.zoned}
    dates = [date for date in dates if date.name not in zoned]
    if not dates:
        return known, rules
    words = [
        column.name
        for column, part in audit.profiles("categorical")
        if column.kind == "text" and 3 <= column.distinct <= 200 and column.nulls <= limits["most_empty"] * column.rows
    ][: limits["pairs"]]
    sample = audit.profile.sample.head(len(dates[0].look))
    cells = {name: sample.get_column(name) for name in words}
    cells |= {one.name: pl.Series(one.look).fill_nan(None) for one in numbers if one.whole and one.distinct <= 200}
    coded = {name: _codes(column) for name, column in cells.items()}
    for date in dates:
        for part, (fewest, most) in _SIZES.items():
            look = _part(date.look, part)
            seen = look[np.isfinite(look)]
            if not fewest <= len(np.unique(seen)) <= most:
                continue
            made = Quantity(
                name=f"{part} of {date.name}",
                dated=False,
                look=look,
                step=1.0,
                audit=audit,
                of=date.name,
                make=partial(_made, date, part),
            )
            if part == "year":
                known[made.name] = made
            for name, (values, codes) in coded.items():
                fits = _mapping(look, codes, len(values), limits["least_support"]) if len(values) <= 3 * most else None
                if fits is None:
                    continue
                stands = {values[code]: number for number, code in fits.items()}
                column = _standing(audit, name, part, stands)
                known |= {made.name: made, column.name: column}
                formula = Sum(column.name, (made.name,), (1.0,), said=f"{name} = {part} of {date.name}")
                rules.append(HoldingFormula(formula=formula, level=0))
    return known, rules


def _made(date: Quantity, part: str) -> Floats:
    return _part(date.values, part)


def _part(days: Floats, part: str) -> Floats:
    moments = pl.Series(np.round(np.nan_to_num(days) * 86_400_000_000).astype(np.int64)).cast(pl.Datetime("us"))
    found = getattr(moments.dt, part)().cast(pl.Float64).to_numpy()
    return np.where(np.isfinite(days), found, np.nan)


def _codes(column: pl.Series) -> tuple[list[Any], Ints]:
    """Return the different values, sorted, and the place among them of each cell; -1 where there is none."""
    values = column.drop_nulls().unique().sort()
    places = column.replace_strict(values, pl.arange(len(values), eager=True), default=None) if len(values) else column
    return values.to_list(), places.cast(pl.Int64).fill_null(-1).to_numpy()


def _mapping(part: Floats, codes: Ints, count: int, least: float) -> dict[float, int] | None:
    """Return which code each value of the part goes with, or None where it is no translation."""
    there = np.isfinite(part) & (codes >= 0)
    if there.sum() < 50:
        return None
    values, place = np.unique(part[there], return_inverse=True)
    table = np.zeros((len(values), count), dtype=np.int64)
    np.add.at(table, (place, codes[there]), 1)
    best = table.argmax(axis=1)
    # values of single rows, wrong dates among them, stand for nothing
    often = table.max(axis=1) >= 3
    held = table[np.arange(len(values)), best]
    if often.sum() < 3 or len(set(best[often].tolist())) < often.sum() or held[often].sum() < least * table.sum():
        return None
    if table.sum(axis=0).max() > 0.7 * table.sum():
        return None
    return dict(zip(values[often].tolist(), best[often].tolist(), strict=True))


def _standing(audit: Context, name: str, part: str, stands: Mapping[Any, float]) -> Quantity:
    """Return a column as the numbers that its values stand for; -1 where they stand for none."""

    def make() -> Floats:
        return _numbered(audit.engine.values(name), stands)

    return Quantity(
        name=f"{name} as {part}",
        dated=False,
        look=_numbered(audit.profile.sample.get_column(name).head(4_000), stands),
        step=1.0,
        audit=audit,
        of=name,
        make=make,
        labels={
            number: str(int(value) if isinstance(value, float) and value.is_integer() else value)
            for value, number in stands.items()
        },
    )


def _numbered(cells: pl.Series, stands: Mapping[Any, float]) -> Floats:
    plain = cells.cast(pl.Float64) if cells.dtype.is_numeric() else cells
    keys, values = list(stands), list(stands.values())
    found = plain.replace_strict(keys, values, default=-1.0, return_dtype=pl.Float64)
    return np.where(plain.is_null().to_numpy(), np.nan, found.to_numpy())
