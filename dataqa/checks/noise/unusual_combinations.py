"""Cells that are ordinary by themselves, but far from what the other cells of their row predict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from dataqa.arrays import Floats
from dataqa.checks.noise._cells import rounded_text
from dataqa.checks.noise._codes import is_code
from dataqa.checks.noise._conversions import SIGNS, UNITS, slipped
from dataqa.checks.noise._expected import Expected, Fit, as_numbers, expected_of
from dataqa.checks.noise._tail import expected_beyond
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Measurement, Rows
from dataqa.parameters import CheckParameters
from dataqa.profile.column import ColumnProfile
from dataqa.statistics import wilson


@dataclass(frozen=True, slots=True)
class _Bounds:
    """From which residual on a cell of a column is unusual, and the usual residual."""

    fits: tuple[Fit, ...]
    least: float
    usual: float


@dataclass(frozen=True, slots=True)
class _Cell:
    """One unusual cell: its row, how far off in usual residuals, what stands there, and what was expected."""

    row: int
    off: float
    stands: float
    expected: float


class Parameters(CheckParameters):
    """Which columns are looked at, and from when on a cell is unusual."""

    least_distinct: int
    """Different numbers."""
    most_columns: int
    """Columns."""
    least_explained: float
    """Share of a column's spread that the others must explain."""
    most_explained: float
    """The same; more is a formula, which other checks look for."""
    usual: float
    """Quantile of a column's residuals that is their unit."""
    times: float
    """In that unit, how far off a cell must be."""
    most: float
    """Share of rows; more are a group of their own."""
    expected: float
    """Cells that the residuals' tail would put so far off, over all columns."""
    ordinary: float
    """Share of the column's cells, on either side, that are not ordinary by themselves."""
    codes: tuple[str, ...]
    """Last words of the names of columns whose numbers are no amounts."""


@check(reads=("numeric",), parameters=Parameters)
def unusual_combinations(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of cells far from what the other columns predict, although each cell of the row is ordinary by itself.

    Residuals of Huber regressions on a sample, each in units of their own column's 98% quantile, as columns scatter more or less
    evenly; beyond what their tail (generalised Pareto: Pickands 1975) explains. Of two columns that contradict each other, the one
    that the rest of the row contradicts, too, is reported. Cells in another unit or with another sign are measured separately:
    other checks report them in more detail.
    """
    limits = audit.parameters
    columns = [
        column
        for column, _ in audit.profiles("numeric")
        if column.distinct >= limits.least_distinct and not is_code(column.name, limits.codes)
    ][: limits.most_columns]
    if not columns:
        return
    models = expected_of(audit)
    seen = [one for column in columns if (one := _bounds(audit, models, column, len(columns))) is not None]
    suspects: dict[str, list[_Cell]] = {}
    for bounds in seen:
        for name, cells in _cells(audit, models, bounds, [column.name for column in columns]):
            suspects.setdefault(name, []).extend(cells)
    taken: set[int] = set()
    for name, cells in sorted(suspects.items(), key=lambda one: (-max(cell.off for cell in one[1]), one[0])):
        slips = {kind: set(slipped(audit, name, kind).tolist()) for kind in (UNITS, SIGNS)}
        ordered = sorted((cell for cell in cells if cell.row not in taken), key=lambda cell: (-cell.off, cell.row))
        worst = list({cell.row: cell for cell in reversed(ordered)}.values())[::-1]
        kept = [cell for cell in worst if not any(cell.row in rows for rows in slips.values())]
        if kept:
            taken |= {cell.row for cell in kept}
            yield _measured(audit, models, name, kept)
        for kind, rows in slips.items():
            if inside := [cell for cell in worst if cell.row in rows]:
                yield replace(_measured(audit, models, name, inside), about=kind, covered_by=(kind,))


def _fits(models: Expected, column: str, *, positive: bool, without: str = "") -> list[Fit]:
    return [fit for log in (False, True) if (not log or positive) and (fit := models.fit(column, log=log, without=without))]


def _positive(audit: Context, name: str) -> bool:
    return (audit.profile.columns[name].minimum or 0) > 0


def _off(fits: Sequence[Fit], frame: pl.DataFrame) -> Floats:
    """Return how far cells are from what is expected, in spreads; on the kinder scale, as one may be the model's fault."""
    off = np.full(frame.height, np.inf)
    for fit in fits:
        cells, expected = fit.expect(frame)
        off = np.fmin(off, np.abs(cells - expected) / fit.spread)
    return np.where(np.isfinite(off), off, 0.0)


def _bounds(audit: Context[Parameters], models: Expected, column: ColumnProfile, trials: int) -> _Bounds | None:
    """Return from where on a cell is unusual, or None where the other columns tell too little, or no cell of the sample is."""
    limits = audit.parameters
    fits = _fits(models, column.name, positive=_positive(audit, column.name))
    fits = [fit for fit in fits if fit.blocks and limits.least_explained <= fit.share <= limits.most_explained]
    if not fits:
        return None
    off = np.min([np.nan_to_num(np.abs(fit.residuals)) for fit in fits], axis=0)
    usual = float(np.quantile(off, limits.usual))
    bulk, far = (np.sort(off[part]) for part in (off < limits.times * usual, off >= limits.times * usual))
    if not usual > 0 or not 0 < len(far) <= limits.most * len(off):
        return None
    for least in far.tolist():
        if expected_beyond(bulk, least) <= limits.expected / trials:
            return _Bounds(tuple(fits), least, usual)
    return None


def _cells(
    audit: Context[Parameters], models: Expected, bounds: _Bounds, columns: Sequence[str]
) -> Iterator[tuple[str, list[_Cell]]]:
    """Yield the unusual cells of all rows, each by the wrong column: this one, or its best predictor."""
    fit = bounds.fits[0]
    inside = [fit.name, *(b.name for one in bounds.fits for b in one.blocks if b.kind == "number")]
    names = list(dict.fromkeys([fit.name, *(b.name for one in bounds.fits for b in one.blocks)]))
    ordinary = [_ordinary(models.frame, name, audit.parameters.ordinary) for name in dict.fromkeys(inside)]
    rows, start = [], 0
    for batch in audit.engine.batches():
        far = _off(bounds.fits, batch.select(names)) >= bounds.least
        for name, low, high in ordinary:
            if far.any():
                cells = as_numbers(batch.get_column(name))
                far &= ~((cells < low) | (cells > high))
        rows.append(np.flatnonzero(far) + start)
        start += batch.height
    positions = np.concatenate(rows)
    if not len(positions):
        return
    frame = audit.engine.take(positions)
    partner = next((b.name for b in fit.blocks if b.name in columns), "")
    mine = np.ones(len(positions), dtype=bool)
    if partner:
        alone, theirs = (
            _fits(models, one, positive=False, without=other) for one, other in ((fit.name, partner), (partner, fit.name))
        )
        mine = _off(alone, frame) >= _off(theirs, frame) if alone and theirs else mine
    for name, chosen in ((fit.name, mine), (partner, ~mine)):
        if not chosen.any():
            continue
        model = bounds.fits[-1] if name == fit.name else _fits(models, name, positive=_positive(audit, name))[-1]
        stands, expected = model.expect(frame)
        if model.log:
            stands, expected = np.exp(stands), np.exp(expected)
        off = _off(bounds.fits, frame) / bounds.usual
        parts = (part[chosen].tolist() for part in (positions, off, stands, expected))
        yield name, [_Cell(*part) for part in zip(*parts, strict=True)]


def _ordinary(frame: pl.DataFrame, name: str, share: float) -> tuple[str, float, float]:
    low, high = np.nanquantile(as_numbers(frame.get_column(name)), (share, 1 - share)).tolist()
    return name, low, high


def _measured(audit: Context, models: Expected, name: str, cells: Sequence[_Cell]) -> Measurement:
    count = len(cells)
    others = [block.name for block in _fits(models, name, positive=False)[0].blocks]
    return Measurement(
        value=count / audit.rows,
        unit="share of rows",
        interval=wilson(count, audit.rows),
        columns=(name,),
        rows=Rows(positions=np.array([cell.row for cell in cells], dtype=np.int64)),
        notes=("example",),
        details={"others": others, "found": rounded_text(cells[0].stands, 6), "expected": rounded_text(cells[0].expected)},
    )
