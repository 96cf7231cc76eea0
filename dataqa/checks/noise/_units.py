"""Numbers kept as text because of a unit, a sign of money or a mark of thousands."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from dataqa.context import Context
from dataqa.findings.parameters import parameters_of
from dataqa.sources.numerals import read_numbers
from dataqa.sources.units import is_unit, parted

_JOINED = r"^\p{L}{4,}"
"""A long word joined to the number: a name, and no unit."""
_MULTIPLES = frozenset("kmbtg")
_ORDINAL = frozenset({"st", "nd", "rd", "th", ".", "er", "ème", "º", "ª"})
_DIGITS = 6
"""Digits of a number up to which a letter right behind it may be a unit: 080442957X is a book."""
_TRIED = 200
BARE = r"^\s*[+-]?[0-9][0-9.,]*\s*$"
_COMMA = r"^\s*[+-]?(?:[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})|[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+)\s*$"
_POINT = r"^\s*[+-]?(?:[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})|[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+)\s*$"


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """The units of a column.

    Attributes
    ----------
    units : polars.DataFrame
        ``written`` (empty without unit) and ``rows``; the commonest first.
    odd : polars.Series
        Different cells that are not written as the others, or no such number at all.
    others : int
        Rows of those that are no such number.
    numbers : dict of str to float
        What each different cell is as a number, where all have one unit and no mark in it can be read in two ways; else empty.
    """

    units: pl.DataFrame
    odd: pl.Series
    others: int
    numbers: dict[str, float]


def decimals_of(audit: Context, column: str) -> dict[str, pl.Series]:
    """Return the cells with a decimal comma and with a decimal point, of a column of numbers that has both; else nothing."""
    limits = parameters_of("written-units")
    seen = audit.profile.sample.get_column(column).drop_nulls()
    if not len(seen) or seen.head(_TRIED).str.contains(BARE).sum() < limits["least_share"] * min(len(seen), _TRIED):
        return {}
    cells = audit.engine.values(column).drop_nulls()
    found = {"comma": cells.filter(cells.str.contains(_COMMA)), "point": cells.filter(cells.str.contains(_POINT))}
    sure = sum(map(len, found.values())) >= limits["least_share"] / 2 * len(cells)
    return found if sure and all(map(len, found.values())) and cells.n_unique() >= limits["least_numbers"] else {}


def has_units(audit: Context, column: str) -> bool:
    """Whether a column is told to hold numbers with units, or with two decimal signs."""
    return units_of(audit, column) is not None or bool(decimals_of(audit, column))


def units_of(audit: Context, column: str) -> Units | None:
    """Return the units of a column of numbers kept as text, or None where it is no such column."""
    limits = parameters_of("written-units")
    least = limits["least_share"]
    # a look at some cells spares free text the cost of counting and of trying on all
    if not _may_be(audit.profile.sample.get_column(column).drop_nulls().unique().sort(), least):
        return None
    counts = audit.engine.values(column).drop_nulls().alias("cell").value_counts(name="rows")
    tried = pl.concat([counts, _parted(counts.get_column("cell"))], how="horizontal")
    parts = tried.filter(pl.col("number").is_not_null())
    total = int(counts.get_column("rows").sum())
    units = parts.group_by("written").agg(pl.col("rows").sum()).sort(["rows", "written"], descending=[True, False])
    with_unit = units.filter(pl.col("written") != "")
    measured, some = int(units.get_column("rows").sum()), int(with_unit.get_column("rows").sum())
    if measured < least * total or not some or parts.get_column("number").n_unique() < limits["least_numbers"]:
        return None
    numbers = parts.filter(pl.col("written") != "").group_by("written").agg(pl.col("number").n_unique()).get_column("number")
    if set(with_unit.get_column("written").str.to_lowercase()) <= _ORDINAL:
        return None  # 1st, 2nd: places in an order
    if len(numbers) > 1 and numbers.max() == 1:
        return None  # each word has its own number: categories in order, "1. Single", "2. Married"
    top = int(with_unit.get_column("rows")[0])
    if with_unit.height > limits["most_units"] or top < limits["least_unit"] * some:
        return None
    # where nearly all cells are written alike, the few others are the odd ones; else any spelling is as odd as the next
    alike = top >= limits["alike"] * measured
    odd = parts.filter(pl.col("written") != (with_unit.get_column("written")[0] if alike else ""))
    # what is no number at all: a word that comes often is a category of its own
    others = tried.filter(pl.col("number").is_null() & (pl.col("rows") <= max(3.0, limits["own_share"] * total)))
    return Units(
        units=units,
        odd=pl.concat([others.get_column("cell"), odd.get_column("cell")]),
        others=int(others["rows"].sum()),
        numbers=_numbers(parts) if with_unit.height == 1 else {},
    )


def _may_be(different: pl.Series, least: float) -> bool:
    """Return whether enough of a few cells have a number in them."""
    sample = different.gather_every(max(1, len(different) // _TRIED)).head(_TRIED)
    return len(sample) > 0 and _parted(sample).get_column("number").count() >= least * len(sample) / 2


def _parted(cells: pl.Series) -> pl.DataFrame:
    parts = parted(cells.str.strip_chars())
    word = ~pl.col("apart") & pl.col("after").str.contains(_JOINED)
    # letters joined in front, as of GEN12, are the start of a code unless they are money
    prefixes = parts.filter(~pl.col("apart") & pl.col("before").str.contains(r"\p{L}$")).get_column("before").unique().to_list()
    code = ~pl.col("apart") & pl.col("before").is_in([one for one in prefixes if not is_unit(one)])
    # several letters, one behind each number, are parts of a code (2C, 2E, 2005F), unless they are multiples (1K, 2M)
    letter = ~pl.col("apart") & (pl.col("before") == "") & pl.col("after").str.contains(r"^\p{L}$")
    letters = set(parts.filter(letter).get_column("after").str.to_lowercase())
    several = letter & pl.lit(len(letters) > 1 and not letters <= _MULTIPLES)
    check = letter & (pl.col("number").str.count_matches("[0-9]") > _DIGITS)
    return parts.with_columns(pl.when(~(word | code | several | check)).then(pl.col("number")))


def _numbers(parts: pl.DataFrame) -> dict[str, float]:
    negative = pl.any_horizontal(pl.col("sign", "inner", "behind").is_in(["-", "−"]), pl.col("open").is_not_null())
    minus = pl.when(negative).then(pl.lit("-")).otherwise(pl.lit(""))
    plain = parts.select("cell", pl.concat_str(minus, pl.col("number")).alias("plain"))
    read = read_numbers(plain.get_column("plain"))
    if read is None or read.cells.null_count():
        return {}
    return dict(zip(plain.get_column("cell").to_list(), read.cells.cast(pl.Float64).to_list(), strict=True))
