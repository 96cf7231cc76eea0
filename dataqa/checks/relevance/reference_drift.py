"""Columns that are distributed differently in production."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import polars as pl
from pydantic import Field

from dataqa.checks.registry import check
from dataqa.checks.shifts import Difference, DriftParameters, differences, overlaid, rows_of
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Evidence, Measurement
from dataqa.statistics import bonferroni
from dataqa.task import Role

_ROLES: tuple[Role, ...] = ("target", "numeric", "categorical", "boolean", "text")


class Parameters(DriftParameters):
    """Which columns are compared with production data, and how."""

    most_columns: Annotated[int, Field(ge=1)]
    """Columns that are compared."""


@check(
    needs=("reference",), reads=("target", "numeric", "categorical", "boolean", "text"), splits_words=True, parameters=Parameters
)
def reference_drift(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Distance between the data and production data, for each feature, the target, empty cells and the words of texts.

    The distance (see `dataqa.drift`) does not grow with the number of rows; its interval holds for all columns together
    (Bonferroni). Times, ids, entities and texts of mostly different short values are left out; values that the data does not
    contain are left to `unreached-use`. It is measured on a sample of each side.
    """
    reference, parameters = audit.reference, audit.parameters
    if reference is None or min(reference.rows, audit.rows) < parameters.least_rows:
        raise NotApplicable(f"fewer than {parameters.least_rows} rows to compare")
    there = set(reference.table.frame.columns)
    names = [
        column.name
        for column, part in audit.profiles(*_ROLES)
        if column.name in there and not part.clock and column.kind != "datetime" and (part.role == "text" or not _unlike(column))
    ][: parameters.most_columns]
    if not names:
        raise NotApplicable("the reference data has none of the columns that can be compared")
    sides = [rows_of(engine, None, names, parameters.most_rows)[0] for engine in (audit.engine, reference)]
    for name in names:
        part = audit.task.columns[name]
        cells = _alike(sides[0].get_column(name), sides[1].get_column(name))
        if cells is None:
            continue
        nominal = part.role in ("categorical", "boolean") or (part.role == "target" and audit.task.discrete)
        for found in differences(
            *cells,
            nominal=nominal,
            prose=part.role == "text",
            z=bonferroni(2 * len(names)),
            statistic=parameters.statistic,
        ):
            # production data without labels has an empty target
            if found.shift.interval[0] > parameters.least and not (part.role == "target" and found.about):
                yield _measured(name, found, cells, nominal=nominal)


def _unlike(column: object) -> bool:
    """Return whether nearly every cell is another text."""
    return column.kind == "text" and column.distinct > 0.5 * max(1, column.present)  # type: ignore[attr-defined, no-any-return]


def _alike(old: pl.Series, new: pl.Series) -> tuple[pl.Series, pl.Series] | None:
    """Return cells of one kind, or None where there are none: text that holds numbers was read from another kind of file."""
    if old.dtype == new.dtype or (old.dtype.is_numeric() and new.dtype.is_numeric()):
        return old, new
    if new.dtype == pl.Null or new.null_count() == len(new):
        return old, pl.Series(old.name, [None] * len(new), dtype=old.dtype)
    if old.dtype.is_numeric() and new.dtype == pl.String:
        return old, new.cast(pl.Float64, strict=False)
    if old.dtype in (pl.String, pl.Boolean) and not new.dtype.is_temporal():
        return old.cast(pl.String), new.cast(pl.String)
    return None


def _measured(name: str, found: Difference, cells: tuple[pl.Series, pl.Series], *, nominal: bool) -> Measurement:
    levels = [cell.to_frame().select(found.level.mean()).item() for cell in cells]
    return Measurement(
        value=found.shift.value,
        unit="standard deviations",
        interval=found.shift.interval,
        columns=(name,),
        about=found.about,
        kind=found.kind,
        details={**found.details, "old_rows": len(cells[0]), "new_rows": len(cells[1])},
        evidence=(
            overlaid(*cells, f"Values of {name}: this data grey, production blue", nominal=nominal)
            if not found.about
            else Evidence(
                title=f"{name}: {found.what}",
                unit="share of rows" if found.share else "mean",
                labels=("this data", "production"),
                values=(float(levels[0] or 0.0), float(levels[1] or 0.0)),
                marked=(1,),
            ),
        ),
    )
