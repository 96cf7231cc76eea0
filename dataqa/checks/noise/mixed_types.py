"""Cells that do not fit the type of their column, and numbers kept as text with a unit."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dataqa.checks.context import Context
from dataqa.checks.registry import check
from dataqa.model import Evidence, Measurement, Phrase, Rows
from dataqa.sources.table import ColumnSource
from dataqa.statistics import wilson

_NUMBER = r"^\s*[+-]?(?:[0-9][0-9.,]*|\.[0-9]+)\s*$"
# a sign of money or none, a number, a unit: "$1,200", "12.0 oz.", "5 %", "30 °C"; a long word joined to the number is a name
_UNIT = r"(?:\s+[%°\p{L}\p{Sc}][^0-9]*|[%°\p{Sc}]\s*\p{L}{0,3}|\p{L}{1,3}\.?)?"
_MEASURED = rf"^\s*(?P<sign>[+-]?[\p{{Sc}}]?)\s*(?P<number>[0-9][0-9.,]*|\.[0-9]+)(?P<unit>{_UNIT})\s*$"
_WORDS = {"int": "whole numbers", "float": "numbers", "str": "texts", "bool": "truth values", "datetime": "dates", "date": "dates"}
_SHOWN = 4


@check()
def mixed_types(audit: Context) -> Iterator[Measurement]:
    """Share of cells not of their column's type, or numbers with a unit kept as text; with its interval by Wilson (1927)."""
    sources = {source.name: source for source in audit.table.columns}
    for column, part in audit.profiles():
        source = sources[column.name]
        if source.ways:
            yield _dates(audit, source)
        if len(source.unparsed):
            yield _unparsed(audit, source)
        elif len(source.mixed) > 1 and not source.nested:
            yield _several(audit, source)
        elif column.kind == "text" and part.role in ("categorical", "text", "group", "id") and not source.nested:
            yield from _with_units(audit, column.name)


def _unparsed(audit: Context, source: ColumnSource) -> Measurement:
    count = len(source.unparsed)
    type_ = {"number": "numbers", "datetime": "dates", "boolean": "truth values"}.get(source.parsed or "datetime", "values")
    shown = ", ".join(f"'{_cut(text)}'" for text in source.unparsed_examples[:_SHOWN])
    cells = "1 cell holds" if count == 1 else f"{count:,} cells hold"
    told = f"holds {type_}, but {cells} something else ({count / audit.rows:.1%}): {shown}"
    present = audit.profile.columns[source.name].present
    return Measurement(
        value=count / audit.rows,
        unit="share of rows",
        interval=wilson(count, audit.rows),
        columns=(source.name,),
        rows=Rows(positions=source.unparsed),
        about="unparsed",
        details={"told": told, "kind": Phrase("unparsed")},
        evidence=(_bars(source.name, {type_: present, "something else": count}, (1,)),),
    )


def _dates(audit: Context, source: ColumnSource) -> Measurement:
    (most, _), *others = source.ways.items()
    odd = sum(count for _, count in others)
    cells = "1 cell is" if odd == 1 else f"{odd:,} cells are"
    told = f"holds dates, most written {most}, but {cells} written {' or '.join(way for way, _ in others)} ({odd / audit.rows:.1%})"
    return Measurement(
        value=odd / audit.rows,
        unit="share of rows",
        interval=wilson(odd, audit.rows),
        columns=(source.name,),
        about="dates",
        details={"told": Phrase(told), "kind": Phrase("dates")},
        evidence=(_bars(source.name, dict(source.ways), tuple(range(1, 1 + len(others)))),),
    )


def _several(audit: Context, source: ColumnSource) -> Measurement:
    counts = sorted(source.mixed.items(), key=lambda item: (-item[1], item[0]))
    odd = sum(count for _, count in counts[1:])
    names = [f"{count:,} {_WORDS.get(name, name)}" for name, count in counts[:_SHOWN]]
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
        details={"told": f"holds cells of different types: {', '.join(names)}", "kind": Phrase("types")},
        evidence=(_bars(source.name, dict(counts), tuple(range(1, len(counts)))),),
    )


def _with_units(audit: Context, name: str) -> Iterator[Measurement]:
    """Measure a column of numbers that are text because of a unit, a sign or a mark of thousands."""
    counts = audit.engine.values(name).drop_nulls().alias("cell").value_counts(name="rows")
    # a look at some cells spares free text the cost of trying on all
    sample = counts.get_column("cell").head(200)
    least = audit.parameters["least_share"]
    if not len(sample) or sample.str.contains(_MEASURED).sum() < least * len(sample) / 2:
        return
    parts = counts.with_columns(pl.col("cell").str.extract_groups(_MEASURED).alias("parts")).unnest("parts")
    parts = parts.with_columns(
        pl.concat_str(pl.col("sign").str.strip_chars("+-"), pl.col("unit").str.strip_chars()).alias("written")
    ).filter(pl.col("number").is_not_null())
    total = int(counts.get_column("rows").sum())
    units = parts.group_by("written").agg(pl.col("rows").sum()).sort(["rows", "written"], descending=[True, False])
    with_unit = units.filter(pl.col("written") != "")
    measured, some = int(units.get_column("rows").sum()), int(with_unit.get_column("rows").sum())
    numbers = parts.get_column("number").n_unique()
    if measured < least * total or not some or numbers < audit.parameters["least_numbers"]:
        return
    top = int(with_unit.get_column("rows")[0])
    if with_unit.height > audit.parameters["most_units"] or top < audit.parameters["least_unit"] * some:
        return
    # where nearly all cells are written alike, the few others are the odd ones; else any spelling is as odd as the next
    alike = top >= audit.parameters["alike"] * measured
    odd = parts.filter(pl.col("written") != (with_unit.get_column("written")[0] if alike else "")).get_column("cell")
    rows = audit.where(pl.col(name).is_in(odd.to_list()))
    spellings = ", ".join(f"'{_cut(unit)}' ({count:,})" for unit, count in with_unit.head(_SHOWN).iter_rows())
    plain = measured - some
    yield Measurement(
        value=some / audit.rows,
        unit="share of rows",
        interval=wilson(some, audit.rows),
        columns=(name,),
        rows=rows if rows.count else None,
        about="units",
        details={
            "told": f"holds numbers as text, {some:,} of them with a unit or sign: {spellings}"
            + (f"; {plain:,} have none" if plain else ""),
            "kind": Phrase("units"),
        },
        evidence=(_bars(name, {unit or "no unit": count for unit, count in units.head(8).iter_rows()}, ()),),
    )


def _cut(text: str) -> str:
    return text if len(text) <= 30 else text[:29] + "…"


def _bars(name: str, bars: dict[str, int], marked: tuple[int, ...]) -> Evidence:
    values = tuple(map(float, bars.values()))
    return Evidence(title=f"Cells of {name}", unit="rows", labels=tuple(bars), values=values, marked=marked)
