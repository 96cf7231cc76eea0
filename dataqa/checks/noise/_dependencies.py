"""Functional dependencies that hold except in a few rows, found in the data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial

import numpy as np
import polars as pl

from dataqa.arrays import Bools, Codes, Floats, Ints
from dataqa.checks.noise._codes import is_code
from dataqa.checks.noise._dependency_parameters import DependencyParameters
from dataqa.context import Context
from dataqa.profile.column import ColumnProfile
from dataqa.roles.names import IDS
from dataqa.task import Column

_LEFT_OUT = ("target", "constant", "image", "nested", "split")


@dataclass(frozen=True, slots=True)
class Dependency:
    """One column that determines another except in a few rows.

    Attributes
    ----------
    left, right : str
        The determining column, and the determined one.
    top, most, rows : ndarray of int64
        For each code of the left column: the commonest code of the right one (-1 if none is known), its rows, and all
        rows of the group.
    holds : float
        Share of the rows of these groups that have the commonest value of their group.
    few : bool
        True where the right column has so few values that some may go with the left ones by nature.
    source : str
        The column that names the source, where rows are what several sources say of one thing; else empty.
    sources : bool
        True where these sources differ so often that only this makes it a dependency.
    """

    left: str
    right: str
    top: Codes
    most: Codes
    rows: Codes
    holds: float
    few: bool
    source: str
    sources: bool


class CodeBook:
    """Cells as codes 0, 1, 2 …, equal for equal cells, -1 where empty; each column is coded once."""

    def __init__(self, audit: Context) -> None:
        self._audit = audit
        self._known: dict[str, Codes] = {}
        self._counts: dict[str, Codes] = {}

    def of(self, name: str) -> Codes:
        """Return the codes of a column, over all rows."""
        if name not in self._known:
            cells = self._audit.engine.values(name)
            cells = cells + 0.0 if cells.dtype.is_float() else cells  # -0.0 is 0.0
            there = cells.is_not_null().to_numpy()
            codes = np.full(len(cells), -1, dtype=np.int64)
            codes[there] = np.unique(cells.hash(seed=2).to_numpy()[there], return_inverse=True)[1]
            self._known[name] = codes
        return self._known[name]

    def counts(self, name: str) -> Codes:
        """Return the rows of each code."""
        if name not in self._counts:
            codes = self.of(name)
            self._counts[name] = np.bincount(codes[codes >= 0]).astype(np.int64)
        return self._counts[name]


def dependencies(audit: Context[DependencyParameters], codes: CodeBook) -> list[Dependency]:
    """Return the dependencies between two columns that hold but for a few rows, by the columns' order.

    How well a left value determines the right one is the chance that two rows of one left value agree (pdep of Piatetsky-Shapiro &
    Matheus 1993, over pairs of rows, so that small groups are not flattered), averaged over the right values that are the
    commonest of a group, beyond what their frequency gives (tau of Goodman & Kruskal 1954). Groups with more exceptions than
    errors as rare as elsewhere explain (binomial, corrected for their number) have several right values by nature: left out.

    Parameters
    ----------
    audit : Context
        The rows; the rule's parameters say how much is enough.
    codes : CodeBook
        Cells as codes.
    """
    limits = audit.parameters
    lefts, rights = _candidates(audit)
    promising = _screened(audit, codes, lefts, rights)
    promising.sort(key=lambda found: (-found[0], found[1], found[2]))
    most = max(limits.least_pairs, limits.most_cells // max(1, audit.rows))
    source_of = cache(partial(_source_of, audit, codes))
    found = [made for _, left, right in promising[:most] if (made := _measured(audit, codes, left, right, source_of)) is not None]
    # of one attribute alone it may be by nature that sources differ
    attributes = Counter(one.left for one in found if one.sources)
    found = [one for one in found if not one.sources or attributes[one.left] > 1]
    order = {name: place for place, name in enumerate(audit.profile.columns)}
    return sorted(found, key=lambda one: (order[one.right], order[one.left]))


def _candidates(audit: Context[DependencyParameters]) -> tuple[list[str], list[str]]:
    """Return the columns that may determine others, and those that may be determined: with values that repeat."""
    limits = audit.parameters
    lefts: list[tuple[bool, float, str]] = []
    rights: list[tuple[bool, float, str]] = []
    for column, part in audit.profiles():
        if part.role in _LEFT_OUT or column.present < limits.least_rows or column.distinct < 2:
            continue
        if column.distinct > column.present / limits.least_repeats:
            continue
        number = column.kind == "number" and part.role != "group"
        entry = (number, -column.distinct, column.name)
        rights.append(entry)
        if _may_determine(column, part) and column.distinct >= limits.least_groups:
            lefts.append(entry)
    most = limits.most_columns
    return [name for *_, name in sorted(lefts)[:most]], [name for *_, name in sorted(rights)[:most]]


def _may_determine(column: ColumnProfile, part: Column) -> bool:
    return column.kind in ("text", "datetime") or (column.kind == "number" and column.integral) or part.role in ("group", "id")


def _screened(
    audit: Context[DependencyParameters], codes: CodeBook, lefts: Sequence[str], rights: Sequence[str]
) -> list[tuple[float, str, str]]:
    """Return the pairs that some rows do not speak against, each with how well they agree."""
    limits = audit.parameters
    size = limits.screened_rows
    found: list[tuple[float, str, str]] = []
    sample = audit.profile.sample.head(size)
    coded: dict[str, Ints] = {}
    for left in lefts:
        column = audit.profile.columns[left]
        clusters = audit.rows > sample.height and column.distinct > sample.height / limits.least_rows
        frame = sample
        if clusters:
            # of a column with many values, all rows of some of them
            step = max(1, audit.rows // size)
            hashes = audit.engine.values(left).hash(seed=2)
            frame = audit.engine.take((hashes % step == 0).arg_true()[: 2 * size], sorted({left, *rights}))
        known = {} if clusters else coded
        mine = _dense(frame, left, known)
        for right in rights:
            if right == left:
                continue
            groups = _grouped(mine, _dense(frame, right, known), 2)
            agreed = groups.strength() if (groups.rows - 1).sum() >= limits.least_repeated else 0.0
            if agreed >= limits.screened_agreement:
                found.append((agreed, left, right))
    return found


def _dense(frame: pl.DataFrame, name: str, known: dict[str, Ints]) -> Ints:
    """Return codes 0, 1, 2 … of a column, and -1 where it is empty."""
    if name not in known:
        known[name] = frame.get_column(name).rank("dense").fill_null(0).cast(pl.Int64).to_numpy() - 1
    return known[name]


@dataclass(frozen=True, slots=True)
class _Groups:
    """The rows of each left value: its code, how many, its commonest right value with its rows, and pairs of rows that agree."""

    left: Codes
    rows: Codes
    top: Codes
    most: Codes
    agreeing: Codes
    share: Floats

    def where(self, chosen: Bools) -> _Groups:
        """Return some of the groups."""
        return _Groups(self.left[chosen], self.rows[chosen], self.top[chosen], self.most[chosen], self.agreeing[chosen], self.share)

    def strength(self) -> float:
        """Return how well the rows of a group agree, averaged over the right values that are the commonest of one, 0 by chance."""
        if not len(self.rows):
            return 0.0
        # each right value weighs alike, so that one that fills the column does not hide the others
        within, total = np.bincount(self.top, self.agreeing / (self.rows - 1)), np.bincount(self.top, self.rows)
        used = total > 0
        chance = float(self.share[: len(total)][used].mean())
        return (float((within[used] / total[used]).mean()) - chance) / max(1 - chance, 1e-9)


def _grouped(left: Codes, right: Codes, least: int) -> _Groups:
    """Return the groups of at least so many rows."""
    there = (left >= 0) & (right >= 0)
    mine, theirs = left[there], right[there]
    width = int(theirs.max(initial=0)) + 1
    joined = mine * width + theirs
    cells = (int(mine.max(initial=0)) + 1) * width
    if cells <= 4 * len(joined) + 1_000_000:
        counts = np.bincount(joined, minlength=1)
        keys = np.flatnonzero(counts)
        counts = counts[keys]
    else:
        keys, counts = np.unique(joined, return_counts=True)
    codes, values = keys // width, keys % width
    starts = np.flatnonzero(np.diff(codes, prepend=-1))
    share = np.bincount(theirs, minlength=width) / max(1, len(theirs))
    best = np.maximum.reduceat(counts, starts)
    sizes = np.diff(starts, append=len(keys))
    # the lowest of several commonest ones
    top = np.minimum.reduceat(np.where(counts == np.repeat(best, sizes), values, width), starts)
    rows, agreeing = np.add.reduceat(counts, starts), np.add.reduceat(counts * (counts - 1), starts)
    return _Groups(codes[starts], rows, top, best, agreeing, share).where(rows >= least)


def _source_of(audit: Context[DependencyParameters], codes: CodeBook, left: str) -> str:
    """Return the column that names the source, if each of several reports once on what `left` names: both identify a row."""
    limits = audit.parameters
    column = audit.profile.columns[left]
    if column.distinct * limits.least_group > column.present:
        return ""
    mine, step = codes.of(left), max(1, audit.rows // limits.screened_rows)
    for source, _ in audit.profiles("categorical", "group"):
        if source.kind != "text" or not 3 <= source.distinct <= limits.most_sources or source.name == left:
            continue
        if source.distinct * column.distinct < column.present:
            continue
        theirs = codes.of(source.name)
        # the rows of some of the things first, then of all
        if all(_different(mine[rows], theirs[rows]) >= limits.one_row_each for rows in (mine % step == 0, mine >= 0)):
            return source.name
    return ""


def _different(left: Codes, right: Codes) -> float:
    """Return the share of pairs of values that are no repetition."""
    there = right >= 0
    pairs = np.sort(left[there] * (int(right.max(initial=0)) + 1) + right[there])
    return (1 + int((np.diff(pairs) > 0).sum())) / max(1, len(pairs))


def _measured(
    audit: Context[DependencyParameters], codes: CodeBook, left: str, right: str, source_of: Callable[[str], str]
) -> Dependency | None:
    """Look at a pair over all rows."""
    limits = audit.parameters
    groups = _grouped(codes.of(left), codes.of(right), limits.least_group)
    if len(groups.rows) < limits.least_groups:
        return None
    if len(groups.top) - int(np.bincount(groups.top).max()) < limits.least_others:
        return None
    mixed = _mixed(groups, limits)
    plain = groups.where(~mixed)
    several, strength = groups.rows[mixed].sum() / groups.rows.sum(), plain.strength()
    # errors fall on all groups alike, which values that differ by nature do not
    even = several <= limits.even_mixed and np.median(groups.rows) >= limits.even_group
    even = even and len(groups.rows) >= limits.many_values and not _is_amount(audit, right)
    even = even and not (_is_amount(audit, left) and _is_sparse(audit, left))
    weak = several > limits.most_mixed or strength < (limits.even_strength if even else limits.least_strength)
    holds = float(plain.most.sum()) / max(1, int(plain.rows.sum()))
    # the attributes of a thing that sources report: values that hardly ever agree by chance
    by_source = float((groups.share**2).sum()) <= limits.source_chance and groups.strength() >= limits.source_strength
    sources = by_source and (weak or holds < limits.sourced_holds) and bool(source_of(left))
    if weak and not sources:
        return None
    if sources:
        plain, holds = groups, float(groups.most.sum()) / int(groups.rows.sum())
    tops = len(np.unique(plain.top))
    if not sources and not even and holds < _least_held(audit, left, right, tops):
        return None
    if holds == 1:
        return Dependency(left, right, *_tables(codes, plain, left), 1.0, few=False, source="", sources=False)
    few = tops <= limits.few_values
    return Dependency(left, right, *_tables(codes, plain, left), holds, few=few, source=source_of(left), sources=sources)


def _tables(codes: CodeBook, groups: _Groups, left: str) -> tuple[Codes, Codes, Codes]:
    """Return the commonest value, its rows and all rows, for each code of the left column."""
    many = len(codes.counts(left))
    top, most, rows = np.full(many, -1, dtype=np.int64), np.zeros(many, dtype=np.int64), np.zeros(many, dtype=np.int64)
    top[groups.left], most[groups.left], rows[groups.left] = groups.top, groups.most, groups.rows
    return top, most, rows


def _least_held(audit: Context[DependencyParameters], left: str, right: str, tops: int) -> float:
    """Return the share of rows that must agree: more for determined columns of few values and determining ones of amounts."""
    limits = audit.parameters
    if _is_amount(audit, left) and (_is_amount(audit, right) or (_is_sparse(audit, left) and tops <= limits.many_values)):
        return float(limits.amount_holds)
    return float(limits.few_holds if tops <= limits.few_values else limits.holds)


def _is_amount(audit: Context[DependencyParameters], name: str) -> bool:
    """Whether a column holds times, or numbers whose name does not say that they are codes, as postcodes are."""
    if audit.profile.columns[name].kind == "datetime" or audit.task.columns[name].clock:
        return True
    if audit.profile.columns[name].kind != "number" or audit.task.columns[name].role in ("group", "id"):
        return False
    return not is_code(name, {*audit.parameters.codes, *IDS})


def _is_sparse(audit: Context[DependencyParameters], name: str) -> bool:
    """Whether a column has times, years, or fewer rows of each value than codes that are used again and again."""
    column = audit.profile.columns[name]
    if column.quantiles and column.quantiles[0.01] >= 1800 and column.quantiles[0.99] <= 2200:
        return True
    return (
        column.kind == "datetime"
        or bool(audit.task.columns[name].clock)
        or column.present < audit.parameters.code_rows * column.distinct
    )


def _mixed(groups: _Groups, limits: DependencyParameters) -> Bools:
    """Return which groups have more exceptions than errors as rare as in the others explain."""
    from scipy.special import betainc

    rows = groups.rows.astype(np.float64)
    odd = rows - groups.most
    mixed = np.zeros(len(rows), dtype=bool)
    for _ in range(3):
        rate = min(_error_rate(rows[~mixed], odd[~mixed]), odd[~mixed].sum() / max(1.0, rows[~mixed].sum()))
        chance = np.where(odd > 0, betainc(np.maximum(odd, 1), rows - odd + 1, max(rate, 1e-9)), 1.0)
        now = chance < limits.surprise / len(rows)
        if (now == mixed).all():
            break
        mixed = now
    return mixed


def _error_rate(rows: Floats, odd: Floats) -> float:
    """Return the rate of errors that leaves as many groups pure as are: a few groups of many exceptions have no part in it."""
    pure = (odd == 0).sum()
    sizes, times = np.unique(rows, return_counts=True)
    low, high = 0.0, 1.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if (times * (1 - middle) ** sizes).sum() > pure else (low, middle)
    return low
