"""Numbers and dates that stand for "missing": -999, 9999, 1900-01-01."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import numpy as np
import polars as pl

from dataqa.checks.context import Context
from dataqa.checks.missing._numbers import Numbers, bars, numbers_of
from dataqa.checks.registry import check
from dataqa.model import Measurement
from dataqa.profile.column import ColumnProfile
from dataqa.statistics import wilson

_DAY = 86_400_000_000
_MOST = 4


@check()
def sentinel_numbers(audit: Context) -> Iterator[Measurement]:
    """Share of rows with a number or day that is used for "missing", stands at an end of the column and apart from all others.

    Apart: the gap to the nearest other value, in spans of the others (1 % to 99 % quantile); or the only sign of its kind, and
    oftener there than the five values next to it. The interval is Wilson's (1927).
    """
    numbers = {float(value) for value in audit.parameters["numbers"]}
    days = {float(_micros(value)) for value in audit.parameters["days"]}
    for column, part in audit.profiles():
        dated = column.kind == "datetime"
        if part.role in ("target", "id", "group", "constant", "boolean", "nested") or (column.kind != "number" and not dated):
            continue
        known = days if dated else numbers
        if column.minimum is None or not known & {_edge(column.minimum, dated), _edge(column.maximum, dated)}:
            continue
        rest = numbers_of(audit, column.name)
        for _ in range(_MOST):
            found = _at_an_end(rest, known, audit, dated)
            if found is None:
                break
            place, gap, lump = found
            value, count = float(rest.values[place]), int(rest.counts[place])
            kept = np.arange(len(rest.values)) != place
            rest = rest.where(kept)
            yield _measured(audit, column, value, count, gap, lump, rest, dated)


def _micros(day: object) -> int:
    moment = day if isinstance(day, date) else date.fromisoformat(str(day))
    return int(datetime(moment.year, moment.month, moment.day, tzinfo=UTC).timestamp()) * 1_000_000


def _edge(value: object, dated: bool) -> float:
    if dated and isinstance(value, datetime):
        return float(_micros(value.date()))
    return float(value)  # type: ignore[arg-type]


def _at_an_end(seen: Numbers, known: set[float], audit: Context, dated: bool) -> tuple[int, float, float] | None:
    """Return the place of the sentinel at an end, the gap in spans of the rest, and how much oftener it is than its neighbours."""
    if len(seen.values) < 4:
        return None
    for place, inward in ((0, slice(1, 6)), (len(seen.values) - 1, slice(-6, -1))):
        value, count = float(seen.values[place]), int(seen.counts[place])
        if (value // _DAY * _DAY if dated else value) not in known or count < int(audit.parameters["least_rows"]):
            continue
        rest = seen.where(np.arange(len(seen.values)) != place)
        nearest = float(rest.values[0 if place == 0 else -1])
        span = rest.quantile(0.99) - rest.quantile(0.01) or float(rest.values[-1] - rest.values[0])
        gap, lump = abs(value - nearest) / span, count / float(seen.counts[inward].max())
        other_sign = value < 0 <= nearest and not dated
        lumped = lump >= audit.parameters["least_lump"] and rest.rows >= 2 * len(rest.values) * (value == -1)
        if gap >= audit.parameters["least_gap"] or (other_sign and lumped):
            return place, gap, lump
    return None


def _measured(
    audit: Context, column: ColumnProfile, value: float, count: int, gap: float, lump: float, rest: Numbers, dated: bool
) -> Measurement:
    one = pl.col(column.name)
    told = datetime.fromtimestamp(value / 1e6, tz=UTC).strftime("%Y-%m-%d") if dated else f"{value:,.10g}"
    low, high = (
        (datetime.fromtimestamp(end / 1e6, tz=UTC).strftime("%Y-%m-%d") if dated else f"{end:,.6g}")
        for end in (float(rest.values[0]), float(rest.values[-1]))
    )
    return Measurement(
        value=count / audit.rows,
        unit="share of rows",
        interval=wilson(count, audit.rows),
        columns=(column.name,),
        rows=audit.where((one.to_physical() if dated else one) == value),
        about=told,
        details={"sentinel": told, "gap": gap, "lump": lump, "smallest": low, "largest": high},
        evidence=(bars(column.name, rest, {told: count}, first=value < rest.values[0], labels=(low, high) if dated else None),),
    )
