"""Differences of one column between two sets of rows: how large, and in what."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import NormalDist
from typing import Annotated, Any

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.arrays import Floats, Ints, Positions
from dataqa.drift import Binned, Shift, Statistic, bins_of_numbers, cohen_h, moved_most, shift_of
from dataqa.engine.local import LocalEngine
from dataqa.model import Evidence, Phrase
from dataqa.parameters import CheckParameters
from dataqa.probe.folds import mixed_order

Blocks = tuple[Ints, Ints]
_CATEGORIES, _WORDS, _TEXTS = 50, 100, 2_000
_LEAST = 30
_BARS, _NAMES, _DIGITS = 24, 8, 7
EMPTY = "empty cells"
"""`Difference.about` of a difference in empty cells."""


class DriftParameters(CheckParameters):
    """How the distribution of columns is compared between two sets of rows."""

    statistic: Statistic
    """Distance: ``auto`` (wasserstein for numbers, jensen-shannon for categories), ``wasserstein``, ``jensen-shannon``, ``psi`` or
    ``kolmogorov-smirnov``. All are converted to standard deviations of a normal variable, so that the bands hold for each."""
    least: Annotated[float, Field(ge=0)]
    """Smallest distance that is measured, in standard deviations; the lower bound must exceed it."""
    least_rows: Annotated[int, Field(ge=1)]
    """Fewest rows of each side."""
    most_rows: Annotated[int, Field(ge=1)]
    """Rows of each side that are compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One quantity in which two sets of cells may differ.

    Attributes
    ----------
    kind : str
        The kind of message: ``""`` for numbers, ``"length"`` (of texts), ``"category"``, ``"words"`` or ``"empty"``.
    shift : Shift
        How large the difference is.
    what : str
        The quantity, for pictures: ``"median"``, ``"share of rain"``.
    old, new : float
        The quantity in each set.
    names : mapping
        What the rule's texts need to name the quantity.
    level : polars.Expr
        Of a column of the same name; its mean over any rows is (about) the quantity.
    share : bool
        True if the quantity is a share of rows.
    known : float
        Of categories: the share of rows whose category is among the most frequent, which are distinguished; else 1.
    """

    kind: str
    shift: Shift
    what: str
    old: float
    new: float
    level: pl.Expr
    share: bool
    names: Mapping[str, str] = field(default_factory=dict)
    known: float = 1.0

    @property
    def about(self) -> str:
        """``""`` for the values, ``"empty cells"``, or ``"words"``."""
        return EMPTY if self.kind == "empty" else "words" if self.kind == "words" else ""

    @property
    def details(self) -> dict[str, Any]:
        """Details that all checks of drift have in common."""
        shift = self.shift
        values = {**self.names, "old": self.old, "new": self.new, "known": self.known}
        return values | {"statistic": shift.statistic, "distance": shift.distance}


def differences(
    old: pl.Series,
    new: pl.Series,
    *,
    nominal: bool,
    prose: bool,
    z: float,
    statistic: Statistic = "auto",
    blocks: Blocks | None = None,
) -> Iterator[Difference]:
    """Compare the cells of one column in two sets of rows: the values, the empty cells, and of prose the words.

    Parameters
    ----------
    old, new : polars.Series
        Cells, of the same name and kind.
    nominal : bool
        True where numbers are names of categories.
    prose : bool
        True where texts are prose, compared by their lengths and words.
    z, statistic
        As of `dataqa.drift.shift_of`.
    blocks : tuple of ndarray of int64, optional
        Of each row of both sets the stretch that it is from, like stretches under one number: how much their differences
        scatter says how far rows that are neighbours are alike. Without it rows are taken as independent.
    """
    if not len(old) or not len(new):
        return
    yield _empty(old, new, z, blocks)
    sides, kept = [], []
    for cells, block in zip((old, new), blocks or (None, None), strict=True):
        there = cells.is_not_null() & cells.is_finite() if cells.dtype.is_float() else cells.is_not_null()
        sides.append(cells.filter(there))
        kept.append(None if block is None else block[there.to_numpy()])
    if min(map(len, sides)) < _LEAST:
        return
    both = (kept[0], kept[1]) if kept[0] is not None and kept[1] is not None else None
    if prose and sides[0].dtype == pl.String:
        yield _numbers(sides[0].str.len_chars(), sides[1].str.len_chars(), "length", z, statistic, both)
        yield from _words(sides[0], sides[1], z, both)
    elif sides[0].dtype.is_numeric() and not nominal:
        yield _numbers(sides[0], sides[1], "", z, statistic, both)
    else:
        yield _categories(sides[0], sides[1], z, statistic, both)


def overlaid(old: pl.Series, new: pl.Series, title: str, *, nominal: bool) -> Evidence:
    """Return the shares of two sets of cells in the same bins, or of the same categories, as a picture."""
    sides = [cells.drop_nulls() for cells in (old, new)]
    if sides[0].dtype.is_numeric() and not nominal:
        a, b = (cells.cast(pl.Float64).to_numpy() for cells in sides)
        a, b = a[np.isfinite(a)], b[np.isfinite(b)]
        low, high = np.quantile(np.concatenate([a, b]), (0.01, 0.99))
        edges = np.linspace(low, high if high > low else low + 1, _BARS + 1)
        counts = [np.histogram(np.clip(x, edges[0], edges[-1]), edges)[0] / max(1, len(x)) for x in (a, b)]
        labels = tuple(f"{number(start)} to {number(end)}" for start, end in pairwise(edges.tolist()))
    else:
        shares = [cells.cast(pl.String).to_frame("v").group_by("v").agg(pl.len() / len(cells)) for cells in sides]
        both = shares[0].join(shares[1], on="v", how="full", coalesce=True).fill_null(0)
        both = both.sort([pl.col("len") + pl.col("len_right"), "v"], descending=[True, False]).head(_NAMES)
        labels = tuple(both.get_column("v").to_list())
        counts = [both.get_column(side).to_numpy() for side in ("len", "len_right")]
    return Evidence(
        title=title,
        unit="share of rows",
        labels=labels,
        values=tuple(map(float, counts[0])),
        beside=tuple(map(float, counts[1])),
        ordered=sides[0].dtype.is_numeric() and not nominal,
    )


def rows_of(engine: LocalEngine, positions: Positions | None, columns: Sequence[str], most: int) -> tuple[pl.DataFrame, Positions]:
    """Return rows (None: of all), at most so many, chosen by their content; and which of the positions they are, ascending."""
    rows = engine.table.frame.select(columns) if positions is None else engine.take(positions, columns)
    if rows.height <= most:
        return rows, np.arange(rows.height)
    kept = np.sort(mixed_order(rows)[:most])
    return rows[kept], kept


def design_of(old: Floats, new: Floats, blocks: Blocks | None, z: float) -> float:
    """Return by how much the variance of a difference of means exceeds that of independent rows.

    The differences of like stretches scatter about their mean by so much (paired blocks; Künsch 1989); as there are few stretches,
    a normal quantile is then too small, and Student's (1908) is taken by making the variance larger.
    """
    if blocks is None:
        return 1.0
    count = int(max(blocks[0].max(initial=-1), blocks[1].max(initial=-1))) + 1
    rows = [np.bincount(block, minlength=count).astype(np.float64) for block in blocks]
    sums = [np.bincount(block, weights=side, minlength=count) for block, side in zip(blocks, (old, new), strict=True)]
    both = (rows[0] > 0) & (rows[1] > 0)
    pairs = int(both.sum())
    variance = (float(old.var()) * len(old) + float(new.var()) * len(new)) / (len(old) + len(new))
    if pairs < 4 or variance <= 0:
        return 1.0
    differences = sums[1][both] / rows[1][both] - sums[0][both] / rows[0][both]
    expected = variance * (1 / rows[0][both] + 1 / rows[1][both])
    weights = 1 / expected
    mean = float(weights @ differences / weights.sum())
    scatter = float((weights @ (differences - mean) ** 2) / (pairs - 1))
    from scipy.special import stdtrit

    student = -float(stdtrit(pairs - 1, 1 - NormalDist().cdf(z))) / z
    return max(1.0, scatter * student**2)


def _empty(old: pl.Series, new: pl.Series, z: float, blocks: Blocks | None) -> Difference:
    sides = [cells.is_null().to_numpy().astype(np.float64) for cells in (old, new)]
    shift = cohen_h(sides[0].sum(), len(old), sides[1].sum(), len(new), z, design_of(sides[0], sides[1], blocks, z))
    return Difference(
        kind="empty",
        shift=shift,
        what="share of empty cells",
        old=float(sides[0].mean()),
        new=float(sides[1].mean()),
        level=pl.col(old.name).is_null().cast(pl.Float64),
        share=True,
    )


def _numbers(old: pl.Series, new: pl.Series, of: str, z: float, statistic: Statistic, blocks: Blocks | None) -> Difference:
    name = old.name
    a, b = (cells.cast(pl.Float64).to_numpy() for cells in (old, new))
    low, high = np.quantile(np.concatenate([a, b]), (0.01, 0.99))
    if low == high:
        low, high = min(a.min(), b.min()), max(a.max(), b.max())
    clipped = np.clip(a, low, high), np.clip(b, low, high)  # a few outliers are no drift
    shift = shift_of(bins_of_numbers(*clipped), statistic, z, design_of(*clipped, blocks, z))
    measures = {"median": [float(np.median(x)) for x in clipped], "mean": [float(x.mean()) for x in clipped],
                "standard deviation": [float(x.std()) for x in clipped]}  # fmt: skip
    measure = moved_most(measures)
    before, after = measures[measure]
    cells = pl.col(name).str.len_chars() if of else pl.col(name)
    return Difference(
        kind=of,
        shift=shift,
        what=f"{measure} {of}".strip(),
        old=before,
        new=after,
        names={"measure": Phrase(measure)} | dict(zip(("old_number", "new_number"), numbers(before, after), strict=True)),
        level=cells.cast(pl.Float64).clip(float(low), float(high)),
        share=False,
    )


def _categories(old: pl.Series, new: pl.Series, z: float, statistic: Statistic, blocks: Blocks | None) -> Difference:
    name = old.name
    counted = [cells.to_frame("value").group_by("value").len(side) for cells, side in ((old, "old"), (new, "new"))]
    both = counted[0].join(counted[1], on="value", how="full", coalesce=True).fill_null(0)
    both = both.with_columns(pl.col("old").cast(pl.Float64), pl.col("new").cast(pl.Float64))
    both = both.sort([pl.col("old") / len(old) + pl.col("new") / len(new), "value"], descending=[True, False])
    head, rest = both.head(_CATEGORIES), both.slice(_CATEGORIES)
    counts = [np.append(head.get_column(side).to_numpy(), float(rest.get_column(side).sum())) for side in ("old", "new")]
    shares = head.select((pl.col("new") / len(new) - pl.col("old") / len(old)).abs()).to_series().to_numpy()
    value = head.get_column("value")[int(shares.argmax())]
    hits = [(cells == value).to_numpy().astype(np.float64) for cells in (old, new)]
    shift = shift_of(Binned(old=counts[0], new=counts[1]), statistic, z, design_of(hits[0], hits[1], blocks, z))
    return Difference(
        kind="category",
        shift=shift,
        what=f"share of {shortened(value)}",
        old=float(hits[0].mean()),
        new=float(hits[1].mean()),
        names={"category": shortened(value)},
        level=(pl.col(name) == value).cast(pl.Float64),
        share=True,
        known=1 - max(counts[0][-1] / len(old), counts[1][-1] / len(new)),
    )


def _words(old: pl.Series, new: pl.Series, z: float, blocks: Blocks | None) -> Iterator[Difference]:
    """Rows that hold a word: of the most frequent words the one with the largest difference, corrected for their number."""
    sides = [cells.head(_TEXTS).str.slice(0, 2_000).str.to_lowercase() for cells in (old, new)]
    counted = []
    for cells, side in zip(sides, ("old", "new"), strict=True):
        words = cells.str.extract_all(r"[\p{L}\p{N}]{2,}").list.unique().explode().drop_nulls()
        counted.append(words.to_frame("word").group_by("word").len(side))
    both = counted[0].join(counted[1], on="word", how="full", coalesce=True).fill_null(0)
    both = both.sort([pl.col("old") / len(sides[0]) + pl.col("new") / len(sides[1]), "word"], descending=[True, False]).head(_WORDS)
    if not both.height:
        return
    strict = -NormalDist().inv_cdf((1 - NormalDist().cdf(z)) / both.height)
    found = [(cohen_h(a, len(sides[0]), b, len(sides[1]), strict), word, a, b) for word, a, b in both.iter_rows()]
    shift, word, a, b = max(found, key=lambda one: (one[0].interval[0], one[0].value, one[1]))
    level = pl.col(old.name).str.to_lowercase().str.contains(rf"\b{word}\b").cast(pl.Float64)
    if blocks is not None:
        hits = [cells.str.contains(rf"\b{word}\b").to_numpy().astype(np.float64) for cells in sides]
        design = design_of(hits[0], hits[1], (blocks[0][: len(hits[0])], blocks[1][: len(hits[1])]), strict)
        shift = cohen_h(a, len(sides[0]), b, len(sides[1]), strict, design)
    yield Difference(
        kind="words",
        shift=shift,
        what=f"share of texts with the word {word}",
        old=a / len(sides[0]),
        new=b / len(sides[1]),
        names={"word": word},
        level=level,
        share=True,
    )


def number(value: float) -> str:
    """Return a number with about three significant digits."""
    if not math.isfinite(value):
        return str(value)
    return f"{value:,.0f}" if abs(value) >= 1_000 else f"{value:.3g}"


def numbers(old: float, new: float) -> tuple[Phrase, Phrase]:
    """Return two numbers with three significant digits, or with as many as their difference needs; years without a separator.

    >>> numbers(27_850_347, 87_171_650), numbers(2010, 2014), numbers(0.5731, 0.5746)
    (('27,900,000', '87,200,000'), ('2010', '2014'), ('0.5731', '0.5746'))
    """
    digits = next(
        (
            digits
            for digits in range(3, _DIGITS)
            if abs(float(f"{new:.{digits}g}") - float(f"{old:.{digits}g}") - (new - old)) <= 0.1 * abs(new - old)
        ),
        _DIGITS,
    )
    rounded = [float(f"{value:.{digits}g}") for value in (old, new)]
    years = all(1900 <= value <= 2100 and value.is_integer() for value in rounded)
    first, second = (
        f"{value:.0f}" if years else f"{value:,.0f}" if value.is_integer() else f"{value:,.{digits}g}" for value in rounded
    )
    return Phrase(first), Phrase(second)


def shortened(value: object) -> str:
    """Return a category on one line, cut to 40 characters."""
    text = " ".join(str(value).split())
    return text if len(text) <= 40 else f"{text[:39]}…"
