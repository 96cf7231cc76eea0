"""Numbers and dates that stand for "missing": -999, 9999, 1900-01-01."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import polars as pl

from dataqa.checks.distribution import Numbers, Sentinel, sentinels_of
from dataqa.checks.missing._numbers import bars
from dataqa.checks.missing._signs import company
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Measurement, Phrase
from dataqa.profile.column import ColumnProfile
from dataqa.statistics import wilson


@check(reads=("numeric", "datetime", "time"))
def sentinel_numbers(audit: Context) -> Iterator[Measurement]:
    """Share of rows with a number or day that is used for "missing", stands at an end of the column and apart from all others.

    Apart: the gap to the nearest other value, in spans of the others (1 % to 99 % quantile); or the only sign of its kind, and
    oftener there than the five values next to it. The interval is Wilson's (1927).
    """
    for column, part in audit.profiles():
        if part.role in ("target", "id", "group", "constant", "boolean", "nested") or column.kind not in ("number", "datetime"):
            continue
        found, rest = sentinels_of(audit, column)
        for one in found:
            assert rest is not None
            yield _measured(audit, column, one, rest)


def _measured(audit: Context, column: ColumnProfile, found: Sentinel, rest: Numbers) -> Measurement:
    dated = column.kind == "datetime"

    def shown(value: float, digits: int) -> str:
        return datetime.fromtimestamp(value / 1e6, tz=UTC).date().isoformat() if dated else f"{value:,.{digits}g}"

    told = shown(found.value, 10)
    low, high, q01, q99 = float(rest.values[0]), float(rest.values[-1]), rest.quantile(0.01), rest.quantile(0.99)
    # where a few of the others are far out themselves, they say nothing of what is usual
    far = max(q01 - low, high - q99) > 0.25 * (q99 - q01)
    ends = shown(q01 if far else low, 6), shown(q99 if far else high, 6)
    one = pl.col(column.name)
    cell = (one.to_physical() if dated else one) == found.value
    picture = bars(column.name, rest, {told: found.count}, first=found.value < rest.values[0], labels=ends if dated else None)
    return Measurement(
        value=found.count / audit.rows,
        unit="share of rows",
        interval=wilson(found.count, audit.rows),
        columns=(column.name,),
        rows=audit.where(cell),
        about=told,
        details={
            "sentinel": told,
            "gap": found.gap,
            "of_present": found.count / max(1, column.present),
            "lump": found.lump,
            "sign": company(audit, column.name, cell),
            "smallest": ends[0],
            "largest": ends[1],
            "nearly": Phrase("nearly all" if far else "all"),
        },
        evidence=(picture,),
    )
