"""Cells that break the format of their column: e-mail addresses, postcodes, phone numbers, times, codes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from dataqa.checks.noise._cells import brief
from dataqa.checks.noise._covered import reported_elsewhere
from dataqa.checks.noise._formats import (
    CellFormat,
    FormatSizes,
    coarse,
    fine,
    known_format,
    learnt_format,
    mixed_format,
    other_marks,
)
from dataqa.checks.noise._units import has_units
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Measurement, Rows
from dataqa.parameters import CheckParameters
from dataqa.profile.column import ColumnProfile
from dataqa.statistics import wilson

_LEARNT_FROM, _SHOWN = 2_000, 4
_DECIMAL = r"(?:(^|[^9a.])[+-])?9(?:\.9)?(?:a[+-]9)?"
"""The shape of a number, with its sign if that is none between two parts of a code, and maybe an exponent."""

_GROUPED = re.compile(r"([^9]*)9{1,3}([,._'’ ])999(?:\2(?:999))*((?:[.,]9+)?[^9]*)")
"""The shape of a number with a mark between thousands: what stands before it, the mark, its decimals and what follows."""
_OPEN = 3
"""Shapes of a format from which on it is one of many, such as the postcodes of several countries."""
_ANY_ORDER = 3
"""Shapes of letters and digits from which on these stand in any order, and may be few or many."""


class Parameters(CheckParameters):
    """Known formats, and how many cells make one."""

    sizes: FormatSizes
    """How many cells make a format, and how few break it."""
    formats: dict[str, str]
    """Regular expressions by the name of what they match, in the plural."""


@check(reads=("categorical", "text:text", "id:text", "group:text"), parameters=Parameters)
def broken_formats(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of cells that break the format of their column, with its Wilson interval (Wilson 1927).

    The format is one of the rule's (e-mail, URL …), or learnt from the column: a mixture of few shapes (Song & He 2021). A shape
    that several different values share, or a frequent value, is another format and not an error. The same digits and letters with
    other separators are measured separately; so are cells that other checks report in more detail: words for "missing",
    characters that do not belong, spellings of a more frequent value. Numbers with a unit have no format.
    """
    sizes = audit.parameters.sizes
    for column, _ in audit.profiles("categorical", "group", "id", "text"):
        if not _coded(column) or column.present < sizes.rows or audit.table.source(column.name).nested:
            continue
        seen = audit.profile.sample.get_column(column.name).drop_nulls().head(_LEARNT_FROM).str.strip_chars()
        form = known_format(seen, audit.parameters.formats, sizes) or learnt_format(seen, sizes)
        form = form or mixed_format(seen, sizes)
        if form is not None and not has_units(audit, column.name):
            yield from _measured(audit, column, form)


def _coded(column: ColumnProfile) -> bool:
    """Whether the commonest shapes have digits, marks, or letters of few lengths: spares names and prose the cost."""
    longest = column.lengths[1] if column.lengths else 0.0
    if longest > 200:
        return False
    marked = sum(share for shape, share in column.shapes if "9" in shape or "@" in shape or "/" in shape)
    return marked >= 0.3 or (longest <= 5 and sum(share for shape, share in column.shapes if shape in ("A", "a")) >= 0.8)


def _measured(audit: Context[Parameters], column: ColumnProfile, form: CellFormat) -> Iterator[Measurement]:
    sizes = audit.parameters.sizes
    counted = audit.engine.values(column.name).drop_nulls().alias("cell").value_counts(name="rows")
    counted = counted.with_columns(pl.col("cell").str.strip_chars().alias("text"))
    example = next((str(text) for text, _ in column.top if _fits(str(text), form)), "")
    usual = {"format": form.words, "usual": brief(example)}
    broken = _broken(counted, form, column, sizes)
    better = reported_elsewhere(audit, column.name, broken["cell"])
    known = sorted(text for texts in better.values() for text in texts)
    parts = {"": broken.filter(~pl.col("cell").is_in(known))}
    parts |= {sibling: broken.filter(pl.col("cell").is_in(sorted(texts))) for sibling, texts in better.items()}
    for sibling, cells in parts.items():
        if cells.height:
            one = _cells(audit, column, cells, form, usual)
            notes = (*one.notes, "usual") if form.shapes and example else one.notes
            yield replace(one, about=sibling, kind=form.kind, notes=notes, covered_by=(sibling,) if sibling else ())
    broken = parts[""]
    others, shape, other_shapes = other_marks(counted, broken["cell"], form, sizes)
    if others.height:
        yield replace(
            _cells(audit, column, others, form, {"usual": shape, "others": other_shapes}, broken=0),
            about="marks",
            kind="separators",
        )


def _cells(
    audit: Context, column: ColumnProfile, cells: pl.DataFrame, form: CellFormat, details: dict[str, Any], broken: int = 1
) -> Measurement:
    """Measure the rows of some different cells; the rarest, and those whose shape no other has, are the surest to be wrong."""
    shape = fine(pl.col("text").str.slice(0, 100)).alias("shape")
    alike = cells.with_columns(shape).with_columns(pl.len().over("shape").alias("alike"))
    places = alike.sort(["rows", "alike", "cell"]).select("cell").with_row_index("place")
    rows = pl.DataFrame({"cell": audit.engine.values(column.name)}).with_row_index("row").join(places, on="cell")
    rows = rows.sort("place", "row")
    return Measurement(
        value=rows.height / audit.rows,
        unit="share of rows",
        interval=wilson(rows.height, audit.rows),
        columns=(column.name,),
        rows=Rows(positions=rows["row"].cast(pl.Int64).to_numpy()),
        notes=("example",),
        details={
            **details,
            "broken": broken,
            "pattern": form.pattern,
            "found": [brief(text) for text in places["cell"].head(_SHOWN).to_list()],
        },
    )


def _broken(counted: pl.DataFrame, form: CellFormat, column: ColumnProfile, sizes: FormatSizes) -> pl.DataFrame:
    odd = counted.filter(~pl.col("text").str.contains(form.pattern) & (pl.col("text") != ""))
    if not odd.height or odd["rows"].sum() > sizes.most_odd * column.present:
        return odd.clear()
    inner = form.pattern[1:-1]
    odd = odd.filter(~pl.col("text").str.contains(rf"^{inner}(?:[\s,;/|&+]+{inner})+$"))  # a list of several
    odd = _unsupported(odd, form, column, counted.height, sizes)
    return odd if odd["rows"].sum() <= sizes.most_broken * column.present else odd.clear()


def _unsupported(odd: pl.DataFrame, form: CellFormat, column: ColumnProfile, values: int, sizes: FormatSizes) -> pl.DataFrame:
    """Keep what neither comes often nor has a shape that several values share."""
    usual = column.present / max(1, values)
    # words where all others have digits are remarks, even if some come again
    remark = ~pl.col("text").str.contains("[0-9]") & pl.lit(all("9" in shape for shape in form.shapes) and usual < sizes.own_rows)
    few = pl.when(remark).then(sizes.remark_share * column.present).otherwise(0.0)
    odd = odd.filter(pl.col("rows") <= pl.max_horizontal(few, pl.lit(max(sizes.own_rows, sizes.own_share * usual))))
    if not form.shapes or not odd.height:
        return odd
    odd = odd.filter(~_as_good(form))
    odd = odd.with_columns(coarse(pl.col("text")).alias("shape"), fine(pl.col("text").str.slice(0, 100)).alias("fine"))
    kinds = odd.group_by("fine").agg(pl.col("rows").sum(), pl.len().alias("values"), pl.col("shape").first())
    core = set(form.shapes)
    legal = []
    for shape, rows, different, wide in kinds.sort("fine").iter_rows():
        if wide in core or different < sizes.shape_values:
            continue
        cut = shape[-1] not in "9a" and any(one.startswith(shape) for one in form.fine)
        near = cut or _bare(shape) in {_bare(one) for one in form.fine} or any(_one_off(shape, one) for one in form.fine)
        if rows >= (sizes.near_share if near else sizes.far_share) * column.present:
            legal.append(shape)
    odd = odd.filter(~pl.col("fine").is_in(legal))
    # where values hardly repeat and as many shapes come once as make the format, the next value may have one more
    shapes = odd.get_column("shape").n_unique()
    return odd.clear() if usual < sizes.own_rows and len(core) >= _OPEN and shapes >= len(core) else odd


def _as_good(form: CellFormat) -> pl.Expr:
    """Whether a cell is of numbers as the others are, or of letters and digits where these stand in any order."""
    text = pl.col("text")
    decimals = pl.Series([shape for shape in form.shapes if "9.9" in shape], dtype=pl.String).str.replace_all(_DECIMAL, "${1}#")
    number = coarse(text).str.replace_all(_DECIMAL, "${1}#").is_in(decimals.implode())
    if grouped := _grouped(form.fine):
        number |= text.str.contains(grouped)
    plain = [shape for shape in form.shapes if set(shape) <= {"9", "a"}]
    lengths = [len(shape) for shape in form.fine if set(shape) <= {"9", "a"}]
    if len(plain) < 2 or not lengths or not any(set(shape) == {"9", "a"} for shape in plain):
        return number
    if len(plain) >= _ANY_ORDER:
        return number | text.str.contains(r"^[\p{L}0-9]+(?:\s*[,;/|&+]\s*[\p{L}0-9]+)*$")
    within = text.str.len_chars().is_between(min(lengths), max(lengths))
    return number | (text.str.contains(r"^[\p{L}0-9]+$") & within)


def _grouped(shapes: Sequence[str]) -> str:
    """Return the pattern of numbers with a mark between thousands, below 1,000 as well; empty where they are no such numbers."""
    ways = {found.groups() if (found := _GROUPED.fullmatch(shape)) else None for shape in shapes}
    if len(ways) != 1 or (way := ways.pop()) is None:
        return ""
    before, mark, after = (re.escape(part).replace("9", "[0-9]").replace("a", r"\p{L}") for part in way)
    return f"^{before}[0-9]{{1,3}}(?:{mark}[0-9]{{3}})*{after}$"


def _bare(shape: str) -> str:
    return "".join(letter for letter in shape if letter in "9a")


def _one_off(a: str, b: str) -> bool:
    return len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1


def _fits(text: str, form: CellFormat) -> bool:
    return bool(pl.Series([text]).str.contains(form.pattern)[0])
