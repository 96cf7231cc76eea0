"""Cells that are not of the type of their column, and numbers stored as text."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import polars as pl

from dataqa.arrays import Positions
from dataqa.checks.noise._cells import brief
from dataqa.checks.noise._spreadsheet import BecameDates, Rounded, became_dates, digits_lost
from dataqa.checks.noise._units import BARE, Units, decimals_of, units_of
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.findings.parameters import parameters_of
from dataqa.model import Evidence, Measurement, Mend, Phrase, Rows
from dataqa.parameters import CheckParameters
from dataqa.profile.column import ColumnProfile
from dataqa.sources.footnotes import is_footnote
from dataqa.sources.table import ColumnSource
from dataqa.statistics import wilson

_BOUND = re.compile(r"\s*(?:[<>≤≥]|&lt;|&gt;)=?\s*[0-9]+(?:[.,][0-9]+)?\s*")
_NUMBER = r"^\s*[+-]?(?:[0-9][0-9.,]*|\.[0-9]+)\s*$"
_CODE = re.compile(r"\s*([A-Za-z]{1,2})-?[0-9]+\s*")
_TYPES = {
    "int": "whole numbers", "float": "numbers", "str": "texts", "bool": "truth values", "datetime": "dates", "date": "dates",
    "number": "numbers", "boolean": "truth values", "duration": "durations",
}  # fmt: skip
_SHOWN, _LONGEST, _BARS, _FEWEST_CODES = 4, 30, 8, 3


class Parameters(CheckParameters):
    """What a spreadsheet has damaged."""

    became_dates: BecameDates
    """Names and ranges that became dates."""
    rounded: Rounded
    """Long numbers that lost digits."""


@check(reads=("columns",), parameters=Parameters)
def mixed_types(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of cells that are not of their column's type, or are numbers stored as text; with its Wilson interval (Wilson 1927)."""
    sources = {source.name: source for source in audit.table.columns}
    for column, part in audit.profiles():
        source = sources[column.name]
        if source.ways and source.parsed == "number":
            yield _units(audit, source)
            continue
        if source.ways:
            yield _dates(audit, source)
        if len(source.unparsed):
            if not (column.integral and _are_codes(source)):
                yield _unparsed(audit, source)
        elif len(source.mixed) > 1 and not source.nested:
            yield _several(audit, source)
        elif column.kind == "number" and (digits := digits_lost(audit, column, audit.parameters.rounded)) is not None:
            yield _rounded(audit, column, digits, audit.parameters.rounded.kept)
        elif column.kind == "text" and part.role in ("categorical", "text", "group", "id") and not source.nested:
            if part.role not in ("group", "id"):  # family 136A has no unit
                yield from _with_units(audit, column.name)
            yield from _two_decimals(audit, column.name)
            if len(dates := became_dates(audit, column, audit.parameters.became_dates)):
                yield _became_dates(audit, column.name, dates)


def _are_codes(source: ColumnSource) -> bool:
    """Return whether several cells among whole numbers have one letter and digits: stations 117 and c118 are no numbers at all."""
    letters = {found[1] if (found := _CODE.fullmatch(text)) else "" for text in source.unparsed_examples}
    return len(source.unparsed) >= _FEWEST_CODES and len(letters) == 1 and "" not in letters


def _unparsed(audit: Context, source: ColumnSource) -> Measurement:
    count = len(source.unparsed)
    usual = Phrase(_TYPES.get(source.parsed or "datetime", "values"))
    present = audit.profile.columns[source.name].present
    bounds = source.parsed == "number" and all(map(_BOUND.fullmatch, source.unparsed_examples))
    return Measurement(
        value=count / audit.rows,
        unit="share of rows",
        interval=wilson(count, audit.rows),
        columns=(source.name,),
        rows=Rows(positions=source.unparsed),
        about="bounds" if bounds else "unparsed",
        kind="bounds" if bounds else "",
        notes=("example",),
        details={"usual": usual, "found": [brief(text, _LONGEST) for text in source.unparsed_examples[:_SHOWN]]},
        evidence=(_bars(source.name, {usual: present, "something else": count}, (1,)),),
    )


def _dates(audit: Context, source: ColumnSource) -> Measurement:
    (usual, _), *others = source.ways.items()
    odd = sum(count for _, count in others)
    kind = "zones" if "time zone" in usual else "dates"
    return Measurement(
        value=odd / audit.rows,
        unit="share of rows",
        interval=wilson(odd, audit.rows),
        columns=(source.name,),
        rows=Rows(positions=source.other_ways),
        about=kind,
        kind=kind,
        details={"odd": odd, "usual": Phrase(usual), "others": [Phrase(way) for way, _ in others]},
        evidence=(_bars(source.name, dict(source.ways), tuple(range(1, 1 + len(others)))),),
    )


def _several(audit: Context, source: ColumnSource) -> Measurement:
    counts = sorted(source.mixed.items(), key=lambda item: (-item[1], item[0]))
    odd = sum(count for _, count in counts[1:])
    types = [Phrase(_TYPES.get(name, name)) for name, _ in counts]
    one = pl.col(source.name)
    rows = None
    if audit.engine.values(source.name).dtype == pl.String and {name for name, _ in counts} <= {"str", "int", "float"}:
        # only what the cells look like is left to tell them by; named where the counts agree
        numeric = one.is_not_null() & one.str.contains(_NUMBER)
        rows = audit.where(numeric if counts[0][0] == "str" else one.is_not_null() & numeric.not_())
        rows = rows if rows.count == odd else None
    return Measurement(
        value=odd / audit.rows,
        unit="share of rows",
        interval=wilson(odd, audit.rows),
        columns=(source.name,),
        rows=rows,
        about="types",
        kind="types",
        details={"odd": odd, "usual": types[0], "others": types[1:]},
        evidence=(_bars(source.name, dict(counts), tuple(range(1, len(counts)))),),
    )


def _units(audit: Context, source: ColumnSource) -> Measurement:
    """Measure a column that is read as numbers although a unit or a sign of money stands beside them."""
    plain, others = source.ways.get("", 0), len(source.unparsed)
    written = {unit: count for unit, count in source.ways.items() if unit}
    some = sum(written.values())
    odd = np.union1d(source.unparsed, source.other_ways).astype(np.int64)
    if source.texts is not None and written and max(written.values()) < parameters_of("written-units")["alike"] * (some + plain):
        # no way to write it is the usual one: each cell with a unit is as odd as the next
        with_unit = source.texts.is_not_null() & ~source.texts.str.contains(BARE).fill_null(False)
        odd = with_unit.arg_true().to_numpy().astype(np.int64)
    return Measurement(
        value=some / audit.rows,
        unit="share of rows",
        interval=wilson(some, audit.rows),
        columns=(source.name,),
        rows=Rows(positions=odd) if len(odd) else None,
        about="units",
        kind="units",
        notes=("units", *(("plain",) if plain else ()), *(("others",) if others else ())),
        details={"measured": some, "plain": plain, "others": others, "units": [brief(unit, _LONGEST) for unit in written]},
        evidence=(_bars(source.name, {unit or "no unit": count for unit, count in list(source.ways.items())[:_BARS]}, ()),),
        # a mark of a footnote says something, and a number cannot keep it
        mends=(Mend(columns=()) if others or any(map(is_footnote, source.ways)) else Mend(),),
    )


def _rounded(audit: Context, column: ColumnProfile, digits: int, kept: int) -> Measurement:
    return Measurement(
        value=column.present / audit.rows,
        unit="share of rows",
        columns=(column.name,),
        about="rounded",
        kind="rounded",
        details={"digits": digits, "kept": kept},
    )


def _became_dates(audit: Context, name: str, rows: Positions) -> Measurement:
    examples = (
        audit.engine.take(rows, [name])
        .get_column(name)
        .alias("text")
        .value_counts()
        .sort(["count", "text"], descending=[True, False])
    )
    return Measurement(
        value=len(rows) / audit.rows,
        unit="share of rows",
        interval=wilson(len(rows), audit.rows),
        columns=(name,),
        rows=Rows(positions=rows),
        about="became dates",
        kind="became-dates",
        notes=("example",),
        details={
            "dates": len(rows),
            "found": [brief(text, _LONGEST) for text in examples.get_column("text").head(_SHOWN).to_list()],
        },
    )


def _with_units(audit: Context, name: str) -> Iterator[Measurement]:
    """Measure a column of numbers that are text because of a unit, a sign or a mark of thousands."""
    found = units_of(audit, name)
    if found is None:
        return
    with_unit = found.units.filter(pl.col("written") != "")
    some = int(with_unit.get_column("rows").sum())
    plain = int(found.units.get_column("rows").sum()) - some
    rows = audit.where(pl.col(name).is_in(found.odd.to_list()))
    yield Measurement(
        value=some / audit.rows,
        unit="share of rows",
        interval=wilson(some, audit.rows),
        columns=(name,),
        rows=rows if rows.count else None,
        about="units",
        kind="units",
        notes=("units", *(("plain",) if plain else ()), *(("others",) if found.others else ())),
        details={
            "measured": some,
            "plain": plain,
            "others": found.others,
            "units": [brief(unit, _LONGEST) for unit in with_unit.get_column("written").to_list()],
        },
        evidence=(_bars(name, {unit or "no unit": count for unit, count in found.units.head(8).iter_rows()}, ()),),
        mends=_as_numbers(audit, name, found),
    )


def _as_numbers(audit: Context, name: str, found: Units) -> tuple[Mend, ...]:
    """Return the column as numbers; nothing where more than one unit, or a cell that is no number, stands in it."""
    if not found.numbers or found.others:
        return (Mend(columns=()),)
    cells = audit.engine.values(name)
    return (Mend(cells=cells.replace_strict(found.numbers, default=None, return_dtype=pl.Float64).to_numpy()),)


def _two_decimals(audit: Context, name: str) -> Iterator[Measurement]:
    found = decimals_of(audit, name)
    if not found:
        return
    rare, often = sorted(found, key=lambda sign: (len(found[sign]), sign))
    rows = audit.where(pl.col(name).is_in(found[rare].unique().to_list()))
    yield Measurement(
        value=rows.count / audit.rows,
        unit="share of rows",
        interval=wilson(rows.count, audit.rows),
        columns=(name,),
        rows=rows,
        about="decimals",
        kind="decimals",
        details={"most": len(found[often]), "usual": Phrase(often), "other": Phrase(rare)},
        evidence=(_bars(name, {f"decimal {sign}": len(cells) for sign, cells in found.items()}, ()),),
    )


def _bars(name: str, bars: dict[str, int], marked: tuple[int, ...]) -> Evidence:
    values = tuple(map(float, bars.values()))
    return Evidence(title=f"Cells of {name}", unit="rows", labels=tuple(bars), values=values, marked=marked)
