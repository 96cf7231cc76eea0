"""Outer columns of a text file or a sheet that are none."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from dataqa.sources.column_names import as_text
from dataqa.sources.intake import Intake
from dataqa.sources.messages import counted


def without_margins(intake: Intake) -> Intake:
    """Leave out the outer columns that have no name and no cell, and say so: a delimiter at the end of each line makes them."""
    columns = list(intake.columns)
    for place in (-1, 0):
        while len(columns) > 1 and not as_text(columns[place].name).strip() and _blank(columns[place].cells):
            columns.pop(place)
    left = len(intake.columns) - len(columns)
    if not left:
        return intake
    note = f"{counted(left, 'column')} at the edge without a name or a value {'was' if left == 1 else 'were'} left out"
    return replace(intake, columns=tuple(columns), notes=(*intake.notes, note))


def _blank(cells: pl.Series) -> bool:
    return cells.null_count() == len(cells) or (cells.dtype == pl.String and not cells.fill_null("").str.contains(r"\S").any())
