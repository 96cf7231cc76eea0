"""Measured series that repeat one value for far too long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.arrays import Floats, Ints
from dataqa.checks._words import shown as cell_shown
from dataqa.checks.clock import Clock, clock_of, moment_text
from dataqa.checks.registry import check
from dataqa.checks.shifts import number
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Evidence, Measurement, Rows
from dataqa.parameters import CheckParameters

_SHOWN, _MOST = 12, 200


class Parameters(CheckParameters):
    """When a run of equal values is too long."""

    least_rows: Annotated[int, Field(ge=1)]
    """Fewest rows with a value."""
    least_distinct: Annotated[int, Field(ge=1)]
    """Fewest different numbers of a column that is measured."""
    least_runs: Annotated[int, Field(ge=1)]
    """Fewest runs of equal values."""
    least_run: Annotated[int, Field(ge=2)]
    """Fewest rows of a run that is too long."""
    times: Annotated[float, Field(ge=1)]
    """How many times as long as nearly all others such a run is."""
    unique: Annotated[float, Field(ge=0, le=1)]
    """Smallest share of different times (of an entity)."""
    resting: Annotated[float, Field(ge=0, le=1)]
    """Share of the rows in other runs beyond which a value is the column's resting value."""
    nights: Annotated[int, Field(ge=2)]
    """Long runs of one value, each as long after the one before, from which on it is the column's resting value, too."""
    regular: Annotated[float, Field(ge=1)]
    """Quartiles of the distances between such runs, as multiples of each other, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Runs:
    """Stretches of equal numbers, in the order of time."""

    values: Floats
    starts: Ints
    lengths: Ints
    usual: int


@check(needs=("time",), reads=("time", "numeric", "target:number"), parameters=Parameters)
def stuck_values(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of the rows of a series in which a number stays the same for far longer than elsewhere, and than by chance.

    Rows are taken in the order of time, for each series separately. A run of equal numbers counts if it is several times as long
    as 99 of 100 runs, and as nine of ten runs of the same number; and if, by how often numbers repeat elsewhere, fewer than one in
    a thousand such series would hold a run of that length. The resting value of a column (no rain, no sun) is left out, also if it
    rests for long but again and again, as at night; and so are columns of few different numbers.
    """
    parameters = audit.parameters
    clock = clock_of(audit, audit.task.having("time")[0])
    columns = [
        column
        for column, part in audit.profiles("numeric", "target")
        if column.kind == "number" and not part.clock and column.distinct >= parameters.least_distinct
    ]
    if not columns or audit.rows < parameters.least_rows:
        raise NotApplicable("no column has many different numbers" if not columns else f"fewer than {parameters.least_rows} rows")
    series = pl.struct(*audit.task.series) if audit.task.series else pl.lit(0)
    keys = audit.engine.table.frame.select(clock.moment.cast(pl.Datetime("us")).alias("at"), series.alias("of"))
    keys = keys.with_row_index("row")
    keys = keys.drop_nulls("at").sort("of", "at", "row")
    if keys.select("at", "of").n_unique() < parameters.unique * keys.height:
        raise NotApplicable("several rows share one time, so their order is unknown")
    order = keys.get_column("row").cast(pl.Int64).to_numpy()
    entity = keys.get_column("of").rle_id().to_numpy()
    for column in columns:
        cells = audit.engine.values(column.name)[order].cast(pl.Float64).to_numpy()
        there = np.isfinite(cells)
        runs = _runs(cells[there], entity[there], parameters)
        if runs is not None and len(runs.starts):
            yield _measured(audit, column.name, order[there], keys.get_column("at").filter(pl.Series(there)), runs, clock)


def _runs(cells: Floats, entity: Ints, parameters: Parameters) -> _Runs | None:
    """Return the runs that are too long, the longest first; None where there are too few runs to compare."""
    if len(cells) < parameters.least_rows:
        return None
    starts = np.flatnonzero(np.append(True, (np.diff(cells) != 0) | (np.diff(entity) != 0)))
    lengths = np.diff(np.append(starts, len(cells)))
    if len(starts) < parameters.least_runs:
        return None
    at_rest = lengths >= parameters.least_run
    nights = _nights(cells[starts[at_rest]], starts[at_rest], entity[starts[at_rest]], parameters)
    at_rest &= np.isin(cells[starts], list(nights))
    if at_rest.all():
        return None
    usual = int(np.quantile(lengths[~at_rest], 0.99, method="higher"))
    long = np.flatnonzero((lengths >= max(parameters.least_run, parameters.times * usual)) & ~at_rest)
    rest = np.setdiff1d(np.arange(len(starts)), long, assume_unique=True)
    candidates = long[np.lexsort((starts[long], -lengths[long]))][:_MOST].tolist()
    repeats = float((lengths[rest] - 1).sum() / max(1, lengths[rest].sum()))
    kept = [
        run
        for run in candidates
        if len(cells) * repeats ** (lengths[run] - 1) < 0.001
        and _unusual_for_its_value(cells[starts], lengths, rest, run, len(cells), parameters)
    ]
    return _Runs(values=cells[starts[kept]], starts=starts[kept], lengths=lengths[kept], usual=usual)


def _nights(values: Floats, starts: Ints, entity: Ints, parameters: Parameters) -> set[float]:
    """Return the values at which a column rests again and again, after the same time: the sun at night, rain in summer."""
    found = set()
    for value in np.unique(values).tolist():
        own = values == value
        apart = np.diff(starts[own])[np.diff(entity[own]) == 0]
        if len(apart) + 1 < parameters.nights:
            continue
        # the first and the last may be cut off
        short, usual, long = np.quantile(apart, (0.25, 0.5, 0.75))
        if long <= parameters.regular * usual and usual <= parameters.regular * short:
            found.add(value)
    return found


def _unusual_for_its_value(values: Floats, lengths: Ints, rest: Ints, run: int, rows: int, parameters: Parameters) -> bool:
    own = lengths[rest][values[rest] == values[run]]
    if own.sum() > parameters.resting * rows:
        return False
    return len(own) < 3 or bool(lengths[run] >= parameters.times * np.quantile(own, 0.9))


def _measured(audit: Context, name: str, order: Ints, at: pl.Series, runs: _Runs, clock: Clock) -> Measurement:
    positions = np.concatenate([order[first : first + count] for first, count in zip(runs.starts, runs.lengths, strict=True)])

    def when(run: int) -> tuple[datetime, datetime]:
        return at[int(runs.starts[run])], at[int(runs.starts[run] + runs.lengths[run] - 1)]

    first, last = when(0)
    count = len(runs.starts)
    return Measurement(
        value=len(positions) / audit.rows,
        unit="share of rows",
        columns=(name,),
        rows=Rows(positions=positions),
        notes=("others",) if count > 1 else (),
        details={
            "stuck_at": cell_shown(float(runs.values[0])),
            "longest": int(runs.lengths[0]),
            "from": moment_text(first, clock.unit),
            "to": moment_text(last, clock.unit),
            "usual": runs.usual,
            "runs": count,
            "others": count - 1,
        },
        evidence=(
            Evidence(
                title=f"Longest stretches in which {name} is stuck",
                unit="rows",
                labels=tuple(
                    f"{number(float(runs.values[run]))} from {moment_text(when(run)[0], clock.unit)}"
                    for run in range(min(count, _SHOWN))
                ),
                values=tuple(float(length) for length in runs.lengths[:_SHOWN]),
            ),
        ),
    )
