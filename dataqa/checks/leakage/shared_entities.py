"""Entities with rows in the training data and in the test data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import polars as pl

from dataqa.checks._words import shown
from dataqa.checks.leakage._parts import Parts, held_out
from dataqa.checks.registry import check
from dataqa.checks.series import last_place
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.coordinates import coordinates
from dataqa.findings.named_entities import named_entities
from dataqa.model import Cell, Measurement, Mend, Rows
from dataqa.profile.column import ColumnProfile
from dataqa.sources.column_names import helper
from dataqa.statistics import Z95, wilson

_IDS, _CODED = 0.98, 0.5
"""Different values, of all rows: from which on each row has its own, and from which on codes without a role name things."""
_METRE, _HOUSE, _OWN_PLACE = 5, 5e-4, 0.5
"""Decimals of a degree that are about a metre; step of a degree up to which a place may be that of a house; different
places, of all rows, from which on a place is that of a thing."""
_ROW, _ENTITY = helper("row"), helper("entity")


@check(reads=("id", "group", "panel", "categorical", "text:text", "image", "coordinates"), aside=True)
def shared_entities(audit: Context) -> Iterator[Measurement]:
    """Share of test rows whose entity has training rows or, without a split, of rows whose entity has other rows (Wilson 1927).

    Entities are the values of a group column, of an identifier that repeats, of the key of a panel (each state in each year), or,
    of a split, of a column in which most rows have a code of their own;
    without one, a part of file names that repeats while a number counts its rows; or, of a split, places: pairs of coordinates of
    which most are those of one row. `likeness` says how far the target depends on the entity: Cohen's kappa of two rows of one
    entity for classes (Cohen 1960), the intraclass correlation of ranks for numbers (Shrout & Fleiss 1979); 0 without a target.
    Tasks in which a model must know its users or series again are not measured.
    """
    if audit.task.kind in ("recommendation", "forecasting"):
        raise NotApplicable("a model for this task must know its users, items or series again")
    known = False
    panel = [name for name, part in audit.task.columns.items() if part.meaning == "key of a series"]
    keys = [(audit.profile.columns[name], audit.task.columns[name]) for name in panel if len(panel) == 1]
    coded = [(column, part) for column, part in audit.profiles("categorical") if column.name not in panel and _coded(audit, column)]
    split_only = {column.name for column, _ in coded}
    for column, part in {column.name: (column, part) for column, part in (*audit.profiles("group", "id"), *keys, *coded)}.values():
        repeats = 2 <= column.distinct < _IDS * column.present
        parts = list(held_out(audit, [column.name]))
        # row numbers start again in every file, and identify no entities
        if repeats or (part.role == "id" and column.kind == "text"):
            for one in parts:
                yield from _across(audit, column.name, pl.col(column.name), one)
        if repeats and not parts and column.name not in split_only:
            yield from _within(audit, column.name, pl.col(column.name))
        known = known or (repeats and column.name not in split_only)
    if not known:
        yield from _places(audit)
    for found in named_entities(audit) if not known else ():
        parts = list(held_out(audit, [found.column]))
        for one in parts:
            yield from _across(audit, found.column, found.entity, one, kind="names")
        if not parts:
            yield from _within(audit, found.column, found.entity, kind="names-unsplit")


def _coded(audit: Context, column: ColumnProfile) -> bool:
    """Return whether nearly every row has a code of its own, such as the session or the ticket that a row is part of."""
    if column.kind != "text" or not _CODED * column.present <= column.distinct:
        return False
    cells = audit.profile.sample.get_column(column.name).drop_nulls()
    return bool(cells.str.contains(r"^\S*[0-9]\S*$").all()) and not bool(cells.str.contains(r"^[0-9.,:/\s-]+$").all())


def _places(audit: Context) -> Iterator[Measurement]:
    """Yield the rows of test that are at the place of training rows, to a metre: flats of one house, sales of one lot."""
    for pair in coordinates(audit):
        parts = list(held_out(audit, pair))
        if not parts or any(_coarse(audit, name) for name in pair):
            continue
        place = pl.concat_str([pl.col(name).cast(pl.Float64).round(_METRE).cast(pl.String) for name in pair])
        different = audit.engine.table.frame.select(place.alias("place")).drop_nulls().get_column("place")
        if not len(different) or different.n_unique() < _OWN_PLACE * len(different):
            continue  # the places of stations and regions, at which many rows are
        for one in parts:
            for found in _across(audit, pair[0], place, one, kind="places"):
                yield replace(found, columns=pair, mends=(Mend(columns=()),))


def _coarse(audit: Context, name: str) -> bool:
    """Return whether a coordinate is written in steps of 100 metres and more: many things are at one place."""
    return last_place(audit.profile.sample.get_column(name).cast(pl.Float64).fill_null(np.nan).to_numpy()) > _HOUSE


def _across(audit: Context, name: str, entity: pl.Expr, parts: Parts, kind: str = "") -> Iterator[Measurement]:
    train, test = (
        side.select(entity.alias(_ENTITY)).with_row_index(_ROW).drop_nulls(_ENTITY) for side in (parts.train, parts.test)
    )
    shared = test.join(train.select(_ENTITY).unique(), on=_ENTITY, how="semi")
    if not shared.height:
        return
    met = train.join(test.select(_ENTITY).unique(), on=_ENTITY, how="semi")
    entities = shared.get_column(_ENTITY).n_unique()
    sides = [np.sort(one.get_column(_ROW).to_numpy()).astype(np.int64) for one in (shared, met)]
    likeness = _likeness(audit, entity)
    yield Measurement(
        value=shared.height / parts.test.height,
        unit="share of test rows",
        interval=wilson(shared.height, parts.test.height),
        columns=(name,),
        rows=parts.rows(*sides),
        about=Cell(parts.name),
        kind=kind,
        notes=_notes(audit, likeness),
        details={
            "split": 1.0,
            "likeness": _assumed(likeness),
            "entities": entities,
            "shared": shared.height,
            "test_rows": parts.test.height,
            "part": parts.part,
            **_example(shared, kind),
        },
    )


def _within(audit: Context, name: str, entity: pl.Expr, kind: str = "unsplit") -> Iterator[Measurement]:
    frame = audit.engine.table.frame.select(entity.alias(_ENTITY)).with_row_index(_ROW).drop_nulls(_ENTITY)
    several = frame.filter(pl.len().over(_ENTITY) > 1)
    if not several.height:
        return
    likeness = _likeness(audit, entity)
    yield Measurement(
        value=several.height / audit.rows,
        unit="share of rows",
        interval=wilson(several.height, audit.rows),
        columns=(name,),
        rows=Rows(positions=several.get_column(_ROW).to_numpy().astype(np.int64)),
        kind=kind,
        notes=_notes(audit, likeness),
        details={
            "split": 0.0,
            "likeness": _assumed(likeness),
            "entities": several.get_column(_ENTITY).n_unique(),
            "table_rows": audit.rows,
            **_example(several, kind),
        },
    )


def _example(rows: pl.DataFrame, kind: str) -> dict[str, str]:
    """Return an entity to show where it is a part of a name."""
    return {"example": shown(rows.get_column(_ENTITY)[0])} if kind.startswith("names") else {}


def _notes(audit: Context, likeness: float | None) -> tuple[str, ...]:
    if audit.task.target is None or likeness is None:
        return ()
    return ("alike",) if likeness else ("unlike",)


def _assumed(likeness: float | None) -> float:
    """Return the likeness, and 1 if it is unknown: what matches the entity elsewhere is the same thing."""
    return 1.0 if likeness is None else likeness


def _likeness(audit: Context, entity: pl.Expr) -> float | None:
    """Return how alike two rows of one entity are in the target, beyond any two rows; 0 if that may be chance, None if unknown."""
    if audit.task.target is None:
        return 0.0
    frame = audit.engine.table.frame.select(entity.alias("entity"), pl.col(audit.target).alias("y")).drop_nulls()
    frame = frame.filter(pl.len().over("entity") > 1)
    if not frame.height:
        return None  # no entity repeats in the data itself
    found = _correlation(frame) if not audit.task.discrete else _kappa(frame)
    pairs = frame.height - frame.get_column("entity").n_unique()
    return found if found > Z95 / np.sqrt(pairs) else 0.0


def _correlation(frame: pl.DataFrame) -> float:
    ranks = frame.with_columns(pl.col("y").rank().cast(pl.Float64))
    groups = ranks.group_by("entity").agg(pl.col("y").var(ddof=0).alias("within"), pl.len()).sort("entity")
    size = groups.get_column("len").cast(pl.Float64).to_numpy()
    within = float((groups.get_column("within").to_numpy() * size).sum()) / max(1.0, float((size - 1).sum()))
    total = float(ranks.get_column("y").var() or 0.0)  # type: ignore[arg-type]
    return float(np.clip(1 - within / total, 0, 1)) if total else 0.0


def _kappa(frame: pl.DataFrame) -> float:
    cells = frame.group_by("entity", "y").len(name="same").with_columns(pl.col("same").cast(pl.Float64))
    cells = cells.with_columns(pl.col("same").sum().over("entity").alias("size")).sort("entity", "y")
    # each row has the same weight: the chance that another row of its entity has its class
    agreement = float((cells.select(pl.col("same") * (pl.col("same") - 1) / (pl.col("size") - 1)).to_series()).sum()) / frame.height
    counts = frame.group_by("y").len(name="rows").get_column("rows").cast(pl.Float64).sort()
    chance = float((counts * (counts - 1)).sum()) / (frame.height * (frame.height - 1))
    return float(np.clip((agreement - chance) / (1 - chance), 0, 1)) if chance < 1 else 0.0
