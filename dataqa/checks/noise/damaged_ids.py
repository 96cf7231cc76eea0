"""Ids that a spreadsheet or a conversion changed: leading zeros gone, digits turned into 9.12E+09 or 123.0."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.arrays import Bools
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Measurement, Rows
from dataqa.parameters import CheckParameters
from dataqa.statistics import wilson

_SCIENTIFIC = r"^[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]{1,2}$"
_DECIMAL = r"^[0-9]+[.,]0$"
_DIGITS = r"^[0-9]+$"
_LETTER = r"^[0-9][A-DF-Za-df-z][0-9]{1,2}$"
_DECIMALS = r"^[0-9]+[.,][0-9]*[1-9][0-9]*$"
"""What shows that an E, or a decimal, is part of an id: others like it."""


class Parameters(CheckParameters):
    """When digits were changed."""

    digits: Annotated[float, Field(gt=0, le=1)]
    """Share of the cells that are digits only: else there is no such id."""
    most: Annotated[float, Field(gt=0, lt=1)]
    """Share of the cells that are damaged at most; more are another kind of id."""
    alike: Annotated[float, Field(gt=0, le=1)]
    """Share of the digits that have one length, for shorter ones to have lost zeros."""
    least: Annotated[int, Field(ge=1)]
    """Cells with a leading zero at least, of that length."""
    few: Annotated[float, Field(gt=0, lt=1)]
    """Share of the ids with zeros in front, at most, for these to be added."""
    mostly: Annotated[float, Field(gt=0, le=1)]
    """Share of these that are there without the zeros, too, at least."""


@check(reads=("id:text", "group:text", "categorical:text"), parameters=Parameters)
def damaged_ids(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of ids of digits that are written as 9.12E+09 or 123.0, lost the zeros that all others have in front, or have too many.

    Zeros are too many where the same id is written without them elsewhere.
    """
    looked = [column for column, _ in audit.profiles("id", "group", "categorical") if column.kind == "text"]
    if not looked:
        raise NotApplicable("no column of ids is text")
    for column in looked:
        sample = audit.profile.sample.get_column(column.name).drop_nulls().head(1_000)
        if not len(sample) or sample.str.contains(_DIGITS).mean() < audit.parameters.digits:  # type: ignore[operator]
            continue
        yield from _damaged(audit, column.name)


def _damaged(audit: Context[Parameters], name: str) -> Iterator[Measurement]:
    cells = audit.engine.values(name)
    text = cells.str.strip_chars()
    scientific, decimal = _only(text, _SCIENTIFIC, _LETTER), _only(text, _DECIMAL, _DECIMALS)
    digits = text.str.contains(_DIGITS).fill_null(False).to_numpy()
    lengths = text.str.len_chars().fill_null(0).to_numpy()
    cut = np.zeros(len(cells), dtype=bool)
    usual = 0
    if digits.any():
        known, counts = np.unique(lengths[digits], return_counts=True)
        usual = int(known[counts.argmax()])
        zeros = int((digits & (lengths == usual) & text.str.starts_with("0").fill_null(False).to_numpy()).sum())
        # ids without leading zeros may have any length: shorter ones are shorter
        if counts.max() >= audit.parameters.alike * digits.sum() and zeros >= audit.parameters.least and usual > 2:
            cut = digits & (lengths < usual)
        # more ids without zeros than with: then the zeros are what was added
        cut &= cut.sum() <= zeros
    padded = _padded(text, digits, audit.parameters) if not cut.any() else np.zeros(len(cells), dtype=bool)
    present = int(cells.len() - cells.null_count())
    found = scientific | decimal | cut | padded
    if not 0 < found.sum() <= audit.parameters.most * present:
        return
    order = np.flatnonzero(found)
    order = order[np.lexsort((order, ~scientific[order]))].astype(np.int64)
    yield Measurement(
        value=len(order) / audit.rows,
        unit="share of rows",
        interval=wilson(len(order), audit.rows),
        columns=(name,),
        rows=Rows(positions=order),
        notes=tuple(
            note
            for note, part in (("scientific", scientific), ("decimal", decimal), ("cut", cut), ("padded", padded))
            if part.any()
        ),
        details={
            "scientific": int(scientific.sum()),
            "decimal": int(decimal.sum()),
            "cut": int(cut.sum()),
            "padded": int(padded.sum()),
            "usual": usual,
        },
    )


def _padded(text: pl.Series, digits: Bools, parameters: Parameters) -> Bools:
    """Return the ids with zeros in front that are there without them, too; none where most ids with such zeros are not, or many."""
    led = digits & text.str.contains(r"^0+[1-9]").fill_null(False).to_numpy()
    without = text.filter(pl.Series(digits & ~led)).unique()
    known = led & text.str.strip_chars_start("0").is_in(without.implode()).fill_null(False).to_numpy()
    few = led.sum() <= parameters.few * digits.sum()
    return known if few and known.sum() >= parameters.mostly * led.sum() else np.zeros_like(known)


def _only(text: pl.Series, form: str, others: str) -> Bools:
    """Return the cells of a form; none where some have another form, of which this one is a part."""
    found: Bools = text.str.contains(form).fill_null(False).to_numpy()
    return np.zeros_like(found) if found.any() and text.str.contains(others).any() else found
