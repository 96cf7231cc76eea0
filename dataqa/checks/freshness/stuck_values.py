"""A measured series that says the same number for far too long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from dataqa.checks.clock import clock_of, shown
from dataqa.checks.registry import check
from dataqa.checks.shifts import number
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Evidence, Measurement, Rows

_SHOWN, _MOST = 12, 200
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Runs:
    """Stretches of equal numbers, in the order of time."""

    values: npt.NDArray[np.float64]
    starts: Whole
    lengths: Whole
    usual: int


@check(needs=("time",), reads=("time", "numeric", "target:number"))
def stuck_values(audit: Context) -> Iterator[Measurement]:
    """Share of the rows of a series in which a number stands still for far longer than it does elsewhere, and than chance allows.

    Rows are taken in the order of time, of each entity for itself. A run of equal numbers counts where it is several times as long
    as 99 of 100 runs, and as nine of ten of the same number's; and where, by how often the number repeats elsewhere, all rows
    together would hold a run of that length less than once in a thousand such series. The resting value of a column (no rain, no
    sun) is left out, as are columns of few different numbers.
    """
    parameters = audit.parameters
    clock = clock_of(audit, audit.task.having("time")[0])
    columns = [
        column
        for column, part in audit.profiles("numeric", "target")
        if column.kind == "number" and not part.clock and column.distinct >= int(parameters["least_distinct"])
    ]
    if not columns or audit.rows < int(parameters["least_rows"]):
        raise NotApplicable("no column of many different numbers" if not columns else f"fewer than {parameters['least_rows']} rows")
    group = audit.task.first("group")
    keys = audit.engine.table.frame.select(
        clock.moment.cast(pl.Datetime("us")).alias("at"), (pl.lit(0) if group is None else pl.col(group)).alias("of")
    ).with_row_index("row")
    keys = keys.drop_nulls("at").sort("of", "at", "row")
    if keys.select("at", "of").n_unique() < float(parameters["unique"]) * keys.height:
        raise NotApplicable("several rows share one time: their order says nothing")
    order = keys.get_column("row").cast(pl.Int64).to_numpy()
    entity = keys.get_column("of").rle_id().to_numpy()
    for column in columns:
        cells = audit.engine.values(column.name)[order].cast(pl.Float64).to_numpy()
        there = np.isfinite(cells)
        runs = _runs(cells[there], entity[there], parameters)
        if runs is not None and len(runs.starts):
            yield _measured(audit, column.name, order[there], keys.get_column("at").filter(pl.Series(there)), runs, clock)


def _runs(cells: npt.NDArray[np.float64], entity: Whole, parameters: Any) -> _Runs | None:
    """Return the runs that are too long, the longest first; None where there are too few runs to compare."""
    if len(cells) < int(parameters["least_rows"]):
        return None
    starts = np.flatnonzero(np.append(True, (np.diff(cells) != 0) | (np.diff(entity) != 0)))
    lengths = np.diff(np.append(starts, len(cells)))
    if len(starts) < int(parameters["least_runs"]):
        return None
    usual = int(np.quantile(lengths, 0.99, method="higher"))
    times = float(parameters["times"])
    long = np.flatnonzero(lengths >= max(float(parameters["least_run"]), times * usual))
    rest = np.setdiff1d(np.arange(len(starts)), long, assume_unique=True)
    candidates = long[np.lexsort((starts[long], -lengths[long]))][:_MOST].tolist()
    repeats = float((lengths[rest] - 1).sum() / max(1, lengths[rest].sum()))
    kept = [
        run
        for run in candidates
        if len(cells) * repeats ** (lengths[run] - 1) < 0.001
        and _unlike_its_own(cells[starts], lengths, rest, run, len(cells), parameters)
    ]
    return _Runs(values=cells[starts[kept]], starts=starts[kept], lengths=lengths[kept], usual=usual)


def _unlike_its_own(
    values: npt.NDArray[np.float64], lengths: Whole, rest: Whole, run: int, rows: int, parameters: Any
) -> bool:  # fmt: skip
    own = lengths[rest][values[rest] == values[run]]
    if own.sum() > float(parameters["resting"]) * rows:
        return False
    return len(own) < 3 or bool(lengths[run] >= float(parameters["times"]) * np.quantile(own, 0.9))


def _measured(audit: Context, name: str, order: Whole, at: pl.Series, runs: _Runs, clock: Any) -> Measurement:
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
        details={
            "said": number(float(runs.values[0])),
            "longest": int(runs.lengths[0]),
            "from": shown(first, clock.unit),
            "to": shown(last, clock.unit),
            "usual": runs.usual,
            "runs": count,
            "others": "" if count == 1 else f", and stands still in {count - 1} more {'stretches' if count > 2 else 'stretch'}",
        },
        evidence=(
            Evidence(
                title=f"Rows in which {name} stands still",
                unit="rows",
                labels=tuple(
                    f"{number(float(runs.values[run]))} from {shown(when(run)[0], clock.unit)}" for run in range(min(count, _SHOWN))
                ),
                values=tuple(float(length) for length in runs.lengths[:_SHOWN]),
            ),
        ),
    )
