"""Entities that stand inside file names and paths: the patient in ``p012_slice03.png``."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from dataqa.context import Context
from dataqa.findings.parameters import parameters_of

_EXTENSION, _BETWEEN, _MARK = r"\.[A-Za-z][A-Za-z0-9]{0,4}$", r"[/\\_\-.\s]+", "\x1f"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedEntity:
    """A column of names, the expression that gives the entity of each, and how many there are."""

    column: str
    entity: pl.Expr
    entities: int


def named_entities(audit: Context) -> list[NamedEntity]:
    """Return the columns of names in which a part names an entity and the rest counts its rows.

    Nearly every cell differs; a part between separators repeats, in many different values of a few rows each; and what follows it
    repeats from one entity to the next, as numbers of slices, frames and visits do. Then the same rows of a file belong together.
    """
    return audit.once(_found)


def _found(audit: Context) -> list[NamedEntity]:
    limits = parameters_of("named-entities")
    found = []
    for column, part in audit.profiles("id", "text", "image", "categorical"):
        # 120/80 is no visit 80 of patient 120
        if (
            column.kind != "text"
            or part.meaning in ("amount", "list")
            or column.distinct < max(float(limits["different"]) * column.present, float(limits["least_rows"]))
        ):
            continue
        # names are cut once, and a sample spares the columns that are plainly something else
        cut = audit.profile.sample.select(_parts(column.name).alias("parts"))
        most = int(limits["most_parts"])
        for (entity, rest), split in zip(_splits(_parts(column.name), most), _splits(pl.col("parts"), most), strict=True):
            many = _entities(cut, *split)
            if many and audit.profile.sampled:
                many = _entities(audit.engine.table.frame, entity, rest)
            if many:
                found.append(NamedEntity(column=column.name, entity=entity, entities=many))
                break
    return found


def _parts(name: str) -> pl.Expr:
    return pl.col(name).str.strip_chars().str.replace(_EXTENSION, "").str.replace_all(_BETWEEN, _MARK).str.split(_MARK)


def _splits(parts: pl.Expr, most: int) -> list[tuple[pl.Expr, pl.Expr]]:
    """Return each way to take an entity and the rest of a name: a part alone, or all parts up to it."""
    found: list[tuple[pl.Expr, pl.Expr]] = []
    for place in range(most):
        rest = parts.list.slice(place + 1).list.join(_MARK)
        # without anything that follows it is the whole name
        there = parts.list.len() > place + 1
        alone, whole = parts.list.get(place, null_on_oob=True), parts.list.slice(0, place + 1).list.join(_MARK)
        found += [(pl.when(there).then(entity), rest) for entity in ((alone,) if place == 0 else (alone, whole))]
    return found


def _entities(frame: pl.DataFrame, entity: pl.Expr, rest: pl.Expr) -> int:
    """Return how many entities there are if a part names some; else 0."""
    limits = parameters_of("named-entities")
    pairs = frame.select(entity.alias("entity"), rest.alias("rest"))
    present = pairs.drop_nulls()
    if not frame.height or present.height < float(limits["present"]) * frame.height:
        return 0
    rows = present.height
    entities = present.get_column("entity").n_unique()
    if not int(limits["least_entities"]) <= entities <= float(limits["repeats"]) * rows:
        return 0
    rests, both = present.get_column("rest").n_unique(), present.n_unique()
    counted = float(present.select(pl.col("rest").str.contains(r"^\D{0,12}\d{1,6}\D{0,12}$").mean()).item() or 0.0)
    # the same numbers come again and again, and each once an entity
    fits = (
        rests <= float(limits["repeats"]) * rows
        and both >= float(limits["different"]) * rows
        and counted >= float(limits["present"])
    )
    return entities if fits else 0
