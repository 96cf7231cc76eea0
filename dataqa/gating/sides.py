"""One side of a comparison: a record at hand, or one read back; both are counted in the same bins."""

from __future__ import annotations

import numpy as np
import polars as pl

from dataqa.arrays import Floats
from dataqa.drift import Binned
from dataqa.profile.column_sketch import ColumnSketch, SketchKind, categories, hashed, nothing, number_sketch
from dataqa.record import Record
from dataqa.render.masking import Masker

_NOMINAL = frozenset({"categorical", "boolean", "constant", "split"})
_FREE = frozenset({"id", "group", "nested", "image"})


def sketches(record: Record) -> dict[str, ColumnSketch]:
    """Return what may be kept of each column: no cell of personal data, of prose or of ids."""
    if record.kept is not None:
        return dict(record.kept)
    masker = Masker(record)
    return {name: _sketch(record, name, masker) for name in record.profile.columns}


def _sketch(record: Record, name: str, masker: Masker) -> ColumnSketch:
    sample, part = record.profile.sample, record.task.columns.get(name)
    if name not in sample.columns or part is None or part.role in _FREE:
        return nothing(sample.height)
    cells = sample.get_column(name)
    kind: SketchKind = "categories" if nominal(record, name) else "lengths" if cells.dtype == pl.String else "numbers"
    return sketch_as(kind, cells, masker)


def sketch_as(kind: SketchKind, cells: pl.Series, masker: Masker) -> ColumnSketch:
    """Return the sketch of some cells, counted in one way or another."""
    if kind == "categories":
        found = categories(cells)
        shown = tuple(_shown(masker, cells.name, text) for text in found.names)
        return ColumnSketch(kind=kind, rows=found.rows, names=shown, counts=found.counts, rest=found.rest)
    if kind == "lengths":
        return number_sketch(cells.str.len_chars().drop_nulls().cast(pl.Float64).to_numpy(), len(cells), kind)
    return (
        nothing(len(cells)) if kind == "none" or cells.name in masker.personal else number_sketch(finite_numbers(cells), len(cells))
    )


def _shown(masker: Masker, column: str, text: str) -> str:
    hidden = column in masker.personal or masker.cell(column, text) != text
    return hashed(text) if hidden else text


def nominal(record: Record, name: str) -> bool:
    """Return whether the column's cells are categories."""
    part, column = record.task.columns[name], record.profile.columns[name]
    if part.role == "target":
        return record.task.discrete
    if part.role == "text":
        return False
    if column.kind == "text":
        return column.distinct <= 0.5 * max(1, column.present) or column.distinct <= 20
    return column.kind == "boolean" or (part.role in _NOMINAL and column.kind != "datetime")


def finite_numbers(cells: pl.Series) -> Floats:
    """Return the finite numbers of a column, dates in seconds since 1970."""
    there = cells.drop_nulls()
    values = (
        there.dt.epoch("us").cast(pl.Float64).to_numpy() / 1e6 if there.dtype.is_temporal() else there.cast(pl.Float64).to_numpy()
    )
    found: Floats = values[np.isfinite(values)]
    return found


def binned_like(old: ColumnSketch, new: ColumnSketch, cells: pl.Series | None) -> Binned | None:
    """Count the new side in the bins of the old one, or return None where they are of different kinds.

    Parameters
    ----------
    old, new : ColumnSketch
        Both sides.
    cells : polars.Series or None
        The new side's cells, where they are at hand: else its bins are taken for their places.
    """
    if old.kind != new.kind or old.kind == "none" or not old.present or not new.present:
        return None
    if old.kind == "categories":
        return _names(old, new)
    if cells is None:
        values, weights = np.array(new.places), np.array(new.counts, dtype=np.float64)
    else:
        values = finite_numbers(cells.str.len_chars() if old.kind == "lengths" else cells)
        weights = np.ones(len(values))
    return _bins(old, values, weights)


def _bins(old: ColumnSketch, values: Floats, weights: Floats) -> Binned:
    """Count numbers in the old bins; those beyond either end in one more bin each, which stands for their median."""
    edges, places = np.array(old.edges), np.array(old.places)
    counts = np.array(old.counts, dtype=np.float64)
    beyond, short = values > edges[-1], values < places[0]
    # what is below the first place of a bin that holds many numbers is in that bin
    short &= np.full(len(values), edges[0] == places[0])
    inside = ~(beyond | short)
    new = np.bincount(np.searchsorted(edges, values[inside]), weights=weights[inside], minlength=len(edges)).astype(np.float64)
    for side, at in ((beyond, len(places)), (short, 0)):
        if side.any():
            places = np.insert(places, at, np.median(values[side]))
            counts, new = np.insert(counts, at, 0.0), np.insert(new, at, weights[side].sum())
    return Binned(old=counts, new=new, places=places)


def _names(old: ColumnSketch, new: ColumnSketch) -> Binned:
    """Count categories that both sides tell apart; all others together."""
    before, after = dict(zip(old.names, old.counts, strict=True)), dict(zip(new.names, new.counts, strict=True))
    known = counted_on_both_sides(old, new)
    sides = [np.array([side.get(name, 0) for name in known], dtype=np.float64) for side in (before, after)]
    rest = [float(one.present - side.sum()) for one, side in zip((old, new), sides, strict=True)]
    return Binned(old=np.append(sides[0], rest[0]), new=np.append(sides[1], rest[1]))


def counted_on_both_sides(old: ColumnSketch, new: ColumnSketch) -> list[str]:
    """Return the categories whose count is known on both sides: where one lists all it has, what it does not list is not there."""
    known = set(old.names) & set(new.names)
    known |= set(new.names) if not old.rest else set()
    known |= set(old.names) if not new.rest else set()
    return [name for name in dict.fromkeys((*old.names, *new.names)) if name in known]
