"""Numbers and dates that stand for "missing": -999, 9999, 1900-01-01."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import polars as pl

from dataqa.checks.distribution import Numbers, Sentinel, sentinels_of
from dataqa.checks.missing._disguised import company
from dataqa.checks.missing._numbers import bars
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Measurement
from dataqa.profile.column import ColumnProfile
from dataqa.statistics import wilson


@check(reads=("numeric", "categorical:number", "datetime", "time"))
def sentinel_numbers(audit: Context) -> Iterator[Measurement]:
    """Share of rows with a sentinel value: a number or date used for "missing" at one end of a column, far from all other values.

    Far means a large gap to the nearest other value, in spans of the others (1% to 99% quantile), or the only negative value, and
    more frequent than the five values next to it. The interval is Wilson's (1927).
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

    def shown(value: float, form: str) -> str:
        return datetime.fromtimestamp(value / 1e6, tz=UTC).date().isoformat() if dated else format(value, form)

    sentinel = shown(found.value, ".10g")
    low, high, q01, q99 = float(rest.values[0]), float(rest.values[-1]), rest.quantile(0.01), rest.quantile(0.99)
    # outliers among the others do not show the usual range
    far = max(q01 - low, high - q99) > 0.25 * (q99 - q01)
    ends = shown(q01 if far else low, ".6g"), shown(q99 if far else high, ".6g")
    one = pl.col(column.name)
    cell = (one.to_physical() if dated else one) == found.value
    near = company(audit, column.name, cell)
    picture = bars(column.name, rest, {sentinel: found.count}, first=found.value < rest.values[0], labels=ends if dated else None)
    return Measurement(
        value=found.count / audit.rows,
        unit="share of rows",
        interval=wilson(found.count, audit.rows),
        columns=(column.name,),
        rows=audit.where(cell),
        about=shown(found.value, ",.10g"),
        notes=() if near is None else ("company",),
        details={
            "sentinel": sentinel,
            "gap": found.gap,
            "of_present": found.count / max(1, column.present),
            "lump": found.lump,
            "smallest": ends[0],
            "largest": ends[1],
            "others_far": far,
            "condition": "" if near is None else near.condition,
            "condition_here": 0.0 if near is None else near.here,
            "condition_elsewhere": 0.0 if near is None else near.elsewhere,
        },
        evidence=(picture,),
    )
