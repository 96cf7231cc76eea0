"""Which cell of a row is wrong where columns contradict each other: by votes of all that speak about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from dataqa.arrays import Codes, Floats
from dataqa.checks.noise._dependencies import CodeBook, Dependency
from dataqa.checks.noise._dependency_parameters import DependencyParameters
from dataqa.parameters import CheckParameters

_ROUNDS = 6


class Trust(CheckParameters):
    """By what the trust in a wrong cell, the share of its group's rows, is multiplied."""

    either: float
    """If the determining cell may as well be wrong."""
    repeated: float
    """If the same odd value stands in several rows of the group."""
    few: float
    """If the column has few values, which may go together by nature."""


class BlameParameters(DependencyParameters):
    """Which cells of the rows that break a dependency are believed wrong."""

    least_majority: int
    """Rows with the most frequent value of a group."""
    majority: float
    """Share of the most frequent value, of the rows with it and those with the odd one."""
    group_majority: float
    """The same, of all rows of the group."""
    source_majority: float
    """As `majority`, if rows are what several sources say of one thing."""
    source_group: float
    """As `group_majority`, if rows are what several sources say of one thing."""
    determined_first: float
    """By how much more the determined cell is suspected than the determining one."""
    doubt_of_new: float
    """Weight against the determining cell if the determined value occurs nowhere else."""
    doubt_of_sourced: float
    """Weight against the determining cell if rows come from several sources: a bad one may be wrong throughout."""
    least_weight: float
    """What must be left against a cell."""
    holding: float
    """What each dependency that holds says for its cells."""
    trust: Trust
    """Factors of the trust in a wrong cell."""
    repeated: int
    """Rows with the same odd value from which it is a repeated one."""


def blamed(found: Sequence[Dependency], codes: CodeBook, limits: BlameParameters, clock: Floats | None = None) -> pl.DataFrame:
    """Return the cells believed wrong.

    Each broken dependency of a row speaks against both of its cells; each that holds speaks for both. The cell with most against
    it is wrong, and what it explains is done with; then the next (greedy cover, Chvátal 1979; Chu et al. 2013 so cover broken
    rules). All else equal the determined cell is more likely wrong, and surely so if its value occurs nowhere else.

    Returns
    -------
    polars.DataFrame
        ``row``, ``column`` (number among the columns of `found`), ``via`` (place of the clearest dependency), ``determining``
        (whether the cell is the determining one there), ``most`` and ``count`` (rows of its group with the commonest value, and
        with this one), ``votes`` and ``trust``; by column, most trusted first.
    """
    names = sorted({name for one in found for name in (one.left, one.right)})
    number = {name: place for place, name in enumerate(names)}
    parts = [part for place, one in enumerate(found) if (part := _broken(one, place, codes, number, limits, clock)) is not None]
    empty = pl.DataFrame(schema={"row": pl.Int64, "column": pl.Int64})
    edges = pl.concat(parts) if parts else empty
    if not edges.height:
        return empty
    holding = _holding(found, codes, number, edges)
    done: list[pl.DataFrame] = []
    for _ in range(_ROUNDS):
        if not edges.height:
            break
        against = pl.concat(
            [
                edges.select("row", pl.col("right").alias("column"), pl.lit(1.0 + limits.determined_first).alias("weight")),
                edges.select("row", pl.col("left").alias("column"), pl.col("doubt").alias("weight")),
            ]
        )
        cells = against.group_by("row", "column").agg(pl.col("weight").sum(), pl.len().alias("votes"))
        cells = cells.join(holding, on=["row", "column"], how="left").with_columns(
            (pl.col("weight") - limits.holding * pl.col("holding").fill_null(0)).alias("weight")
        )
        worst = cells.sort(["row", "weight", "column"], descending=[False, True, False]).group_by("row", maintain_order=True)
        chosen = worst.agg(
            pl.col("column", "votes", "weight").first(),
            (pl.col("weight").first() - pl.col("weight").slice(1).max().fill_null(0.0)).alias("margin"),
        )  # fmt: skip
        against = edges.join(chosen.select("row", "column"), on="row", how="inner")
        touched = against.with_columns((pl.col("left") == pl.col("column")).alias("determining")).filter(
            pl.col("determining") | (pl.col("right") == pl.col("column"))
        )
        order, falling = ["row", "determining", "most", "place"], [False, False, True, False]
        clearest = touched.sort(order, descending=falling).group_by("row", maintain_order=True)
        chosen = chosen.join(
            clearest.agg(pl.col("place").first().alias("via"), pl.col("determining", "most", "count").first()), on="row", how="left"
        )
        # where as much speaks for the cell as against it, the exception is one of the dependency's, and no error
        done.append(chosen.filter(pl.col("weight") >= limits.least_weight))
        edges = against.filter((pl.col("left") != pl.col("column")) & (pl.col("right") != pl.col("column"))).drop("column")
    cells = pl.concat(done)
    few = pl.col("via").is_in([place for place, one in enumerate(found) if one.few])
    share = (pl.col("most") + 1) / (pl.col("most") + pl.col("count") + 2)
    trust = pl.when(pl.col("determining")).then(share * pl.col("votes") / (pl.col("votes") + 1)).otherwise(share)
    for doubtful, factor in (
        (pl.col("margin") <= limits.determined_first, limits.trust.either),
        (pl.col("count") >= limits.repeated, limits.trust.repeated),
        (few, limits.trust.few),
    ):
        trust *= pl.when(doubtful).then(factor).otherwise(1.0)
    cells = cells.with_columns(trust.alias("trust"))
    return cells.sort(["column", "trust", "row"], descending=[False, True, False])


def _broken(
    one: Dependency, place: int, codes: CodeBook, number: Mapping[str, int], limits: BlameParameters, clock: Floats | None
) -> pl.DataFrame | None:
    """Return the rows that contradict a dependency, where the group's commonest value is clear."""
    left, right = codes.of(one.left), codes.of(one.right)
    top = np.append(one.top, -1)[left]
    rows = np.flatnonzero((top >= 0) & (right >= 0) & (right != top))
    if not len(rows):
        return None
    pairs = left[rows] * (len(codes.counts(one.right)) + 1) + right[rows]
    _, inverse, times = np.unique(pairs, return_inverse=True, return_counts=True)
    count, most, size = times[inverse], one.most[left[rows]], one.rows[left[rows]]
    clear = limits.source_majority if one.sources else limits.majority
    least = limits.source_group if one.sources else limits.group_majority
    named = (most >= limits.least_majority) & (most >= clear * (most + count)) & (most >= least * size)
    if clock is not None and not one.sources:
        named &= ~np.isin(left[rows], _lasting(one, left, right, clock))
    rows, count, most = rows[named], count[named], most[named]
    # of a value that occurs nowhere else the determining cell cannot be the swapped one
    elsewhere = codes.counts(one.right)[right[rows]] - count
    doubt = np.where(elsewhere >= 2, limits.doubt_of_sourced if one.source else 1.0, limits.doubt_of_new) * (not one.sources)
    return pl.DataFrame({"row": rows, "most": most, "count": count, "doubt": doubt}).with_columns(
        pl.lit(number[one.left], pl.Int64).alias("left"),
        pl.lit(number[one.right], pl.Int64).alias("right"),
        pl.lit(place, pl.Int64).alias("place"),
    )


def _lasting(one: Dependency, left: Codes, right: Codes, clock: Floats) -> Codes:
    """Return the groups whose other values stand together at one end of time, if more do than chance would have it.

    What moved or was renamed changes once and stays so: k of n rows stand at an end by chance in 2 of n-over-k cases.
    """
    from scipy.special import gammaln

    top = np.append(one.top, -1)[left]
    odd = (top >= 0) & (right >= 0) & (right != top)
    broken = np.zeros(len(one.top) + 1, dtype=bool)
    broken[left[odd]] = True
    rows = np.flatnonzero(broken[left] & (right >= 0) & np.isfinite(clock))
    rows = rows[np.lexsort((rows, clock[rows], left[rows]))]
    starts = np.flatnonzero(np.diff(left[rows], prepend=-1))
    n, k = np.diff(starts, append=len(rows)), np.add.reduceat(odd[rows].astype(np.int64), starts)
    place = np.arange(len(rows)) - np.repeat(starts, n)
    first = np.minimum.reduceat(np.where(odd[rows], place, len(rows)), starts)
    last = np.maximum.reduceat(np.where(odd[rows], place, -1), starts)
    differs = clock[rows][starts] != clock[rows][starts + n - 1]
    at_end = (k > 0) & differs & ((last == k - 1) | (first == n - k))
    chance = np.exp(np.minimum(np.log(2) - gammaln(n + 1) + gammaln(k + 1) + gammaln(n - k + 1), 0)) * ((k > 0) & differs)
    beyond = at_end.sum() - chance.sum() > 2 * np.sqrt((chance * (1 - chance)).sum()) and at_end.sum() > 1
    sources: Codes = left[rows][starts][at_end & beyond]
    return sources


def _holding(found: Sequence[Dependency], codes: CodeBook, number: Mapping[str, int], edges: pl.DataFrame) -> pl.DataFrame:
    """Count, of the cells of some rows that are in doubt, the dependencies that hold there."""
    doubted = pl.concat([edges.select("row", pl.col(side).alias("column")) for side in ("left", "right")]).unique()
    rows_of = {
        int(column): part.get_column("row").to_numpy()
        for (column,), part in doubted.sort("column", "row").group_by("column", maintain_order=True)
    }
    parts = [pl.DataFrame(schema={"row": pl.Int64, "column": pl.Int64})]
    for one in found:
        if one.sources:
            continue
        for name in (one.left, one.right):
            rows = rows_of.get(number[name])
            if rows is None:
                continue
            left = codes.of(one.left)[rows]
            held = (left >= 0) & (np.append(one.top, -2)[left] == codes.of(one.right)[rows]) & (np.append(one.most, 0)[left] >= 3)
            parts.append(pl.DataFrame({"row": rows[held]}).with_columns(pl.lit(number[name], pl.Int64).alias("column")))
    return pl.concat(parts).group_by("row", "column").agg(pl.len().alias("holding"))


def unexplained(
    cells: pl.DataFrame, name: str, determining: Sequence[str], others: Sequence[str], codes: CodeBook, least: float
) -> pl.DataFrame:
    """Leave out the cells of one column that another column explains: most rows of one of its values are such exceptions.

    Where all hospitals of one state are the exceptions, the value depends on the state, too.
    """
    rows = cells.get_column("row").to_numpy()
    keep = np.ones(len(rows), dtype=bool)
    for other in others:
        if other == name or other in determining:
            continue
        mine = codes.of(other)[rows]
        odd = np.bincount(mine + 1, minlength=1)[1:]
        explained = np.flatnonzero((odd >= 3) & (odd >= least * codes.counts(other)[: len(odd)]))
        if len(explained):
            keep &= ~np.isin(mine, explained)
    return cells.filter(pl.Series(keep))
