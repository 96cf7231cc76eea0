"""A numeric target whose cells are written in several units, or in part as text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from dataqa.arrays import Positions
from dataqa.context import Context
from dataqa.findings.parameters import parameters_of
from dataqa.sources.units import WRITTEN, different_units, known_unit

_PLAIN = r"^[+-]?[0-9]+(?:[.,][0-9]+)?$"
_FEET = r"^[0-9]+\s*(?:'|′|ft\.?|feet)\s*[0-9]"
_CODE = r"^(?:\p{L}+[-. ]?[0-9]|[0-9]+-[0-9])|^0[0-9]"
_FEET_AND_INCHES = "feet and inches"
_SHOWN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class MixedTarget:
    """How the cells of a numeric target are written.

    Attributes
    ----------
    odd : ndarray of int64
        Rows that are not written as most numbers are: in another unit, or as text.
    ways : mapping of str to int
        Cells by unit, the most frequent first; ``"no unit"`` and ``"text"`` among them.
    examples : tuple of str
        Frequent cells among the odd ones.
    read : bool
        True where the column was read as numbers nevertheless.
    """

    odd: Positions
    ways: Mapping[str, int]
    examples: tuple[str, ...]
    read: bool


def mixed_target(audit: Context) -> MixedTarget | None:
    """Return how a numeric target is written where that is in several ways; None for classes, codes and numbers in one unit.

    A text target counts as numeric if most cells are numbers, alone or with a known unit, of many different values.
    """
    if audit.task.target is None or not audit.rows:
        return None
    limits = parameters_of("mixed-target")
    source = audit.table.source(audit.task.target)
    cells = audit.engine.values(audit.task.target)
    read = cells.dtype != pl.String
    if source.nested or (read and (source.parsed != "number" or source.texts is None)):
        return None
    texts = (source.texts if read and source.texts is not None else cells).str.strip_chars()
    unit = _units(texts)
    there = (
        texts.is_not_null() & (texts.str.len_chars() > 0) & (audit.engine.values(audit.task.target).is_not_null() if read else True)
    )
    numbers = there & unit.is_not_null()
    total = int(there.sum())
    if not total or numbers.sum() < limits["least_numbers"] * total or texts.filter(numbers).n_unique() < limits["least_distinct"]:
        return None
    others = texts.filter(there & unit.is_null())
    if len(others) and others.str.contains(_CODE).mean() > limits["codes"]:
        return None
    ways = (
        pl.DataFrame({"way": unit.fill_null("text").filter(there)})
        .group_by("way")
        .len()
        .sort(["len", "way"], descending=[True, False])
    )
    named = [way for way in ways.get_column("way").to_list() if way not in ("", "text")]
    if not different_units(named) and len(others) < limits["least_text"] * total:
        return None
    main = next((way for way in ways.get_column("way").to_list() if way != "text"), "")
    # a number without a unit is in the usual one
    usual = {main or next((way for way in named if way != _FEET_AND_INCHES), ""), ""}
    odd = (there & ~unit.is_in(list(usual)).fill_null(False)).arg_true()
    counts = texts.gather(odd).alias("text").value_counts().sort(["count", "text"], descending=[True, False])
    return MixedTarget(
        odd=odd.to_numpy().astype("int64"),
        ways={way or "no unit": count for way, count in ways.iter_rows()},
        examples=tuple(counts.get_column("text").head(_SHOWN).to_list()),
        read=read,
    )


def _units(texts: pl.Series) -> pl.Series:
    """Return the unit of each cell that is a number: empty where there is none, null where the cell is no number."""
    frame = pl.DataFrame({"text": texts}).unique("text").drop_nulls()
    parts = frame.get_column("text").str.extract_groups(WRITTEN).struct.unnest()
    after = parts.get_column("after").fill_null("").str.strip_chars().str.to_lowercase().str.strip_chars_end(".")
    alone = parts.get_column("number").is_not_null() & parts.get_column("before").fill_null("").eq("")
    spelt = {one: known_unit(one) for one in after.unique().to_list()}
    unit = after.replace_strict(spelt, return_dtype=pl.String)
    feet = frame.get_column("text").str.contains(_FEET)
    plain = frame.get_column("text").str.contains(_PLAIN)
    found = frame.with_columns(
        pl.when(plain).then(pl.lit("")).when(feet).then(pl.lit(_FEET_AND_INCHES)).when(alone).then(unit).alias("unit")
    )
    return pl.DataFrame({"text": texts}).join(found, on="text", how="left", maintain_order="left").get_column("unit")
