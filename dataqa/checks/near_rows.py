"""Rows that equal another except for the case of a text, a typo, or rounding.

Each kind is compared with chance: on coarse columns rows are nearly equal by nature, and the values of the column show how often a
difference then looks like a typo.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from dataqa.arrays import Bools, Positions
from dataqa.checks.rounding import rounded_alike
from dataqa.checks.row_hashes import SINGLE, RowHashes, again, form, row_hashes
from dataqa.checks.slips import FEW, may_slip, slip_pairs
from dataqa.context import Context

_SIDES = ("row", "first")
_CROWD, _TRIED = 20, 7
"""Different cells of a group, above which none is a slip; cells that each is held against."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NearRows:
    """Rows that are nearly equal to an earlier row.

    Attributes
    ----------
    kind : str
        ``"form"`` (case and blanks), ``"slip"`` or ``"rounding"``.
    rows, first : ndarray of int64
        Places of the later rows, ascending, and for each of an earlier row that it nearly equals.
    columns : mapping of str to int
        In how many of these pairs each column differs, the most frequent first.
    expected : float
        How many rows chance makes.
    """

    kind: str
    rows: Positions
    first: Positions
    columns: dict[str, int]
    expected: float


def near_rows(audit: Context, frame: pl.DataFrame) -> list[NearRows]:
    """Return the rows that nearly equal an earlier one, kind by kind; those that equal one exactly are left out.

    Parameters
    ----------
    audit : Context
        Roles and profiles of the columns.
    frame : polars.DataFrame
        The columns in which rows are compared, of the same or other rows.
    """
    types = dict(zip(frame.columns, frame.dtypes, strict=True))
    words = [name for name in audit.task.having("text", "categorical", "target") if types.get(name) == pl.String]
    words = sorted(words, key=lambda name: (-audit.profile.columns[name].distinct, name))[:SINGLE]
    floats = [
        name
        for name in audit.task.having("numeric", "target")
        if types.get(name) == pl.Float64 and not audit.profile.columns[name].integral
    ]
    # in all other columns rows that nearly equal each other are equal
    rest = [name for name in frame.columns if name not in {*words, *floats}]
    positions = np.flatnonzero(again(frame.select(rest).hash_rows().to_numpy())) if rest else np.arange(frame.height)
    rows = frame[positions]
    hashes = row_hashes(rows, words, floats)
    # of few different texts it is known at once that none is a slip
    slipping = [name for name in words if audit.profile.columns[name].distinct > FEW or may_slip(rows.get_column(name))]
    found = [
        _forms(rows, hashes, words, frame),
        _slips(rows, hashes, slipping, frame),
        _roundings(rows, hashes, words, floats),
    ]
    known = np.zeros(0, dtype=np.int64)
    kept = []
    for one in found:
        new = ~np.isin(one.rows, known)
        if new.any():
            kept.append(replace(one, rows=positions[one.rows[new]], first=positions[one.first[new]]))
            known = np.append(known, one.rows)
    return kept


def _unlike(hashes: RowHashes, name: str) -> pl.DataFrame:
    """Return rows that equal others in all but one column: ``key`` of the rest and ``cell``, the first ``row`` of each."""
    rows = np.flatnonzero(hashes.meeting)
    cells = hashes.parts[name][rows]
    keys = hashes.plain[rows] - cells
    met = again(keys)
    found = pl.DataFrame({"row": rows[met], "key": keys[met], "cell": cells[met]})
    found = found.group_by("key", "cell").agg(pl.col("row").min()).sort("key", "row")
    return found.filter(pl.len().over("key").is_between(2, _CROWD))


def _later(unlike: pl.DataFrame) -> int:
    return unlike.height - unlike.get_column("key").n_unique()


def _forms(frame: pl.DataFrame, hashes: RowHashes, words: Sequence[str], every: pl.DataFrame) -> NearRows:
    rows = np.flatnonzero(again(hashes.plain))
    pairs = _pairs_of(pl.DataFrame({"row": rows, "group": hashes.plain[rows], "exact": hashes.exact[rows]}))
    rows, first, columns = _confirmed(frame, *pairs, words)
    exact = frame.height - len(pl.Series(hashes.exact).unique()) if columns else 0
    expected = 0.0
    for name in columns:
        same, alike, other = _chances(_forms_of(every.get_column(name)))
        expected += _later(_unlike(hashes, name)) * alike / other if other else exact * alike / max(same, 1.0)
    return NearRows(kind="form", rows=rows, first=first, columns=columns, expected=expected)


def _forms_of(cells: pl.Series) -> pl.DataFrame:
    """Count the different cells of a column, each with its ``form``."""
    counted = cells.alias("text").to_frame().group_by("text").agg(pl.len().cast(pl.Float64).alias("count"))
    return counted.with_columns(form=form("text"))


def _chances(counted: pl.DataFrame) -> tuple[float, float, float]:
    """Return how many pairs of rows have the same cell, the same but for its form, and another."""
    rows = float(counted.get_column("count").sum())
    alike = float((counted.group_by("form").agg(pl.col("count").sum()).get_column("count") ** 2).sum())
    same = float((counted.get_column("count") ** 2).sum())
    return same - rows, alike - same, rows**2 - alike


def _slips(frame: pl.DataFrame, hashes: RowHashes, words: Sequence[str], every: pl.DataFrame) -> NearRows:
    found, columns, expected = [pl.DataFrame(schema={"row": pl.Int64, "first": pl.Int64})], dict[str, int](), 0.0
    for name in words:
        others = _unlike(hashes, name)
        key, row = others.get_column("key").to_numpy(), others.get_column("row").to_numpy()
        steps = [np.flatnonzero(key[step:] == key[:-step]) for step in range(1, _TRIED + 1)]
        first = np.concatenate([row[at] for at in steps])
        later = np.concatenate([row[at + step] for step, at in enumerate(steps, start=1)])
        texts = frame.get_column(name)
        slip = slip_pairs(*(texts.gather(side).to_frame("text").select(form("text")).to_series() for side in (first, later)))
        later, first, differing = _confirmed(frame, later[slip], first[slip], [name])
        pairs = pl.DataFrame({"row": later, "first": first}).unique("row", keep="first", maintain_order=True)
        columns |= {name: pairs.height} if differing else {}
        chance = _chance_of(texts, pairs, every.get_column(name)) if pairs.height else 0.0
        expected += max(0, _later(others) - pairs.height) * chance / max(1 - chance, 1e-9)
        found.append(pairs)
    every = pl.concat(found).unique("row", keep="first", maintain_order=True).sort("row")
    columns = dict(sorted(columns.items(), key=lambda item: (-item[1], item[0])))
    rows, first = every.get_column("row").to_numpy(), every.get_column("first").to_numpy()
    return NearRows(kind="slip", rows=rows, first=first, columns=columns, expected=expected)


def _chance_of(texts: pl.Series, pairs: pl.DataFrame, every: pl.Series) -> float:
    """Return the share of pairs of rows with other texts that have one of these pairs of texts."""
    counts = _forms_of(every).group_by("form").agg(pl.col("count").sum())
    sides = {
        side: texts.gather(pairs.get_column(side)).alias("text").to_frame().select(form("text")).to_series() for side in _SIDES
    }
    either = pl.DataFrame(sides).unique()
    for side in _SIDES:
        either = either.join(counts.rename({"form": side, "count": f"{side}s"}), on=side)
    unlike = float(len(every)) ** 2 - float((counts.get_column("count") ** 2).sum())
    return min(1.0, 2 * float((either.get_column("rows") * either.get_column("firsts")).sum()) / max(unlike, 1.0))


def _roundings(frame: pl.DataFrame, hashes: RowHashes, words: Sequence[str], floats: Sequence[str]) -> NearRows:
    found, expected, left = [_no_pairs()], 0.0, np.ones(frame.height, dtype=bool)
    for names in [list(floats), *([name] for name in floats[:SINGLE] if len(floats) > 1)]:
        # all numbers rounded, or one of them: such rows are met where one cell may differ
        alone = len(names) == 1
        rest = hashes.plain - (hashes.parts[names[0]] if alone else hashes.floats)
        rows = np.flatnonzero(left & hashes.meeting if alone else left)
        rows = rows[again(rest[rows])]
        groups, chance = rounded_alike(frame.select(names), rows, rest[rows], hashes.exact[rows])
        left[groups.get_column("row").to_numpy()] = False
        found.append(_pairs_of(groups))
        expected += chance
    rows, place = np.unique(np.concatenate([rows for rows, _ in found]), return_index=True)
    first = np.concatenate([first for _, first in found])[place]
    rows, first, columns = _confirmed(frame, rows, first, [*floats, *words])
    return NearRows(kind="rounding", rows=rows, first=first, columns=columns, expected=expected)


def _no_pairs() -> tuple[Positions, Positions]:
    return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)


def _pairs_of(groups: pl.DataFrame) -> tuple[Positions, Positions]:
    """Return the later rows of groups that equal no earlier row of theirs exactly, and the first of their group."""
    rows = groups.sort("row").with_columns(first=pl.col("row").min().over("group"))
    rows = rows.unique(["group", "exact"], keep="first", maintain_order=True).filter(pl.col("row") != pl.col("first"))
    rows = rows.unique("row", keep="first", maintain_order=True)
    return rows.get_column("row").to_numpy().astype(np.int64), rows.get_column("first").to_numpy().astype(np.int64)


def _confirmed(
    frame: pl.DataFrame, rows: Positions, first: Positions, may: Collection[str]
) -> tuple[Positions, Positions, dict[str, int]]:
    """Keep the pairs that differ in some of the columns that may, and equal each other in the cells of all others."""
    same, differing = np.ones(len(rows), dtype=bool), dict[str, Bools]()
    ours, theirs = frame[rows], frame[first]
    for name in frame.columns if len(rows) else []:
        equal = ours.get_column(name).eq_missing(theirs.get_column(name)).to_numpy()
        if name in may:
            differing[name] = ~equal
        else:
            same &= equal
    some = np.any(list(differing.values()), axis=0) if differing else ~same
    same &= some
    counts = {name: int(where[same].sum()) for name, where in differing.items()}
    ordered = sorted((name for name in counts if counts[name]), key=lambda name: (-counts[name], name))
    return rows[same], first[same], {name: counts[name] for name in ordered}
