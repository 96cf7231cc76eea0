"""Two columns that decide the target together, while neither does alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import polars as pl

from dataqa.arrays import Codes, Floats
from dataqa.context import Context
from dataqa.findings.numbers import as_number, countable
from dataqa.findings.parameters import parameters_of
from dataqa.probe.codes import codes_of
from dataqa.probe.single import out_of_fold
from dataqa.probe.skill import Target

Form = Literal["difference", "sum", "ratio", "product", "combination"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetPair:
    """Two columns, and how far they decide the target.

    Attributes
    ----------
    columns : tuple of str
        Which two.
    form : str
        ``"difference"``, ``"sum"``, ``"ratio"`` or ``"product"`` of two numbers, or ``"combination"`` of their values.
    decided : float
        The share of a guess's errors that they avoid on rows not learned from (Goodman & Kruskal 1954, lambda); of a number R² of
        normal scores in the nine rows of ten that agree best.
    alone : float
        The same, of the better of the two alone.
    """

    columns: tuple[str, str]
    form: Form
    decided: float
    alone: float


def target_pairs(audit: Context) -> list[TargetPair]:
    """Return the pairs of columns that decide the target together, though each alone tells little; from the row sample.

    All pairs are looked at in coarse bins; those that explain most beyond what the two explain apart are tried in full.
    """
    return audit.once(_found)


def _found(audit: Context) -> list[TargetPair]:
    probe, limits = audit.probe, parameters_of("target-pairs")
    few = [column.name for column, _ in audit.profiles("categorical", "boolean") if column.distinct <= int(limits["most_values"])]
    usable = {*few, *countable(audit)}
    names = [name for name in audit.task.features if name in usable][: int(limits["most_columns"])]
    frame, target = probe.rows.head(int(limits["most_rows"])), probe.target
    if not probe.usable or len(names) < 2 or frame.height < int(limits["least_rows"]):
        return []
    target = Target(values=target.values[: frame.height], classes=target.classes)
    folds = probe.folds[: frame.height]
    found, taken = [], set[str]()
    coarse = [_coarse(frame.get_column(name), int(limits["bins"])) for name in names]
    pairs = [(names[a], names[b]) for a, b in _best_pairs(coarse, target)]
    for pair in dict.fromkeys([*pairs, *_alike(audit, frame, names)]):
        if taken & set(pair):
            continue
        one = _of_classes(audit, frame, pair, target, folds) if target.discrete else _of_numbers(audit, frame, pair, target, folds)
        if one is not None:
            found.append(one)
            taken |= set(pair)
    return found


def _coarse(cells: pl.Series, bins: int) -> Codes:
    """Return few codes: numbers in bins of equal counts, of other values the most frequent."""
    codes = codes_of(cells)
    if len(np.unique(codes)) <= bins:
        return np.unique(codes, return_inverse=True)[1].astype(np.int64)
    if cells.dtype.is_numeric() or cells.dtype.is_temporal():
        edges = np.unique(np.quantile(codes, np.linspace(0, 1, bins + 1)[1:-1], method="lower"))
        return np.searchsorted(edges, codes, side="left").astype(np.int64)
    counts = np.bincount(codes)
    place = np.argsort(np.argsort(-counts, kind="stable"), kind="stable")
    return np.unique(np.minimum(place[codes], bins - 1), return_inverse=True)[1].astype(np.int64)


def _best_pairs(codes: list[Codes], target: Target) -> Iterator[tuple[int, int]]:
    """Yield the pairs that explain most of the target's variance beyond what both explain apart, the best first."""
    bounds = parameters_of("target-pairs")
    values = _scores(target)
    starts = np.cumsum([0, *(int(one.max()) + 1 for one in codes)])
    rows, every = len(values), int(starts[-1])
    hot = np.zeros((rows, every), dtype=np.float32)
    for start, one in zip(starts, codes, strict=False):
        hot[np.arange(rows), start + one] = 1.0
    counts = (hot.T @ hot).astype(np.float64)
    there = counts > 0
    explained = np.zeros((len(codes), len(codes)))
    for column in values.T:
        sums = (hot.T @ (hot * column[:, None].astype(np.float32))).astype(np.float64)
        # a cell without any tie to the target explains as much as its variance
        cells = np.where(there, sums**2 / np.maximum(counts, 1) - 1.0, 0.0)
        explained += np.add.reduceat(np.add.reduceat(cells, starts[:-1], axis=0), starts[:-1], axis=1)
    explained /= rows * values.shape[1]
    single = np.diag(explained)
    beyond = np.triu(explained - np.maximum(single[:, None], 0) - np.maximum(single[None, :], 0), 1)
    order = np.argsort(-beyond, axis=None, kind="stable")[: int(bounds["tried"])]
    for a, b in zip(*np.unravel_index(order, beyond.shape), strict=True):
        if beyond[a, b] >= float(bounds["beyond"]):
            yield int(a), int(b)


def _alike(audit: Context, frame: pl.DataFrame, names: list[str]) -> list[tuple[str, str]]:
    """Return the numbers that go together most: what is billed and what is paid. Their difference is too small for coarse bins."""
    limits = parameters_of("target-pairs")
    known = set(countable(audit))
    numbers = [name for name in names if name in known]
    if len(numbers) < 2:
        return []
    cells = {name: as_number(audit, name).cast(pl.Float64) for name in numbers}
    finite = (pl.when(cell.is_finite()).then(cell).fill_null(strategy="mean").alias(name) for name, cell in cells.items())
    values = frame.select(finite).to_numpy()
    spread = values.std(axis=0)
    unit = (values - values.mean(axis=0)) / np.where(spread > 0, spread, np.inf)
    r = np.triu(np.abs(np.nan_to_num(unit).T @ np.nan_to_num(unit)) / len(unit), 1)
    best = np.argsort(-r, axis=None, kind="stable")[: int(limits["tried"])]
    pairs = zip(*np.unravel_index(best, r.shape), strict=True)
    return [(numbers[int(a)], numbers[int(b)]) for a, b in pairs if r[a, b] >= float(limits["alike"])]


def _scores(target: Target) -> Floats:
    """Return the target as columns of mean 0 and variance 1: a number, or one column a class."""
    if not target.discrete:
        values = target.values.astype(np.float64)[:, None]
    else:
        places = range(1, 2) if len(target.classes) == 2 else range(len(target.classes))
        values = np.stack([(target.values == place).astype(np.float64) for place in places], axis=1)
        values = values[:, values.std(axis=0) > 0]
    return np.asarray((values - values.mean(axis=0)) / np.maximum(values.std(axis=0), 1e-12), dtype=np.float64)


def _of_classes(audit: Context, frame: pl.DataFrame, pair: tuple[str, str], target: Target, folds: Codes) -> TargetPair | None:
    limits = parameters_of("target-pairs")
    own = [codes_of(frame.get_column(name)) for name in pair]
    alone = max(_decided(codes, target, folds) for codes in own)
    if alone > float(limits["alone"]):
        return None
    both = own[0] * (int(own[1].max()) + 1) + own[1]
    exact = all(len(np.unique(codes)) >= frame.get_column(name).n_unique() for codes, name in zip(own, pair, strict=True))
    forms: list[tuple[Form, Codes, float]] = [
        ("combination", np.unique(both, return_inverse=True)[1].astype(np.int64), float(limits["exact" if exact else "binned"]))
    ]
    forms += [(form, _narrow(values), float(limits["exact"])) for form, values in _formulas(audit, frame, pair)]
    tried = [(_decided(codes, target, folds), form, least) for form, codes, least in forms]
    # of forms that are as good the simpler: a formula rather than a table of all values
    decided, form, _ = max(tried, key=lambda one: (one[0] >= one[2], round(one[0], 2), one[1] != "combination", one[0]))
    if not any(one[0] >= one[2] for one in tried):
        return None
    return TargetPair(columns=pair, form=form, decided=decided, alone=max(0.0, alone))


def _formulas(audit: Context, frame: pl.DataFrame, pair: tuple[str, str]) -> Iterator[tuple[Form, Floats]]:
    if not set(pair) <= set(countable(audit)):
        return
    a, b = (frame.select(as_number(audit, name)).to_series().fill_null(np.nan).to_numpy() for name in pair)
    yield "difference", a - b
    yield "sum", a + b
    if np.nanmin(a) > 0 and np.nanmin(b) > 0:
        yield "ratio", a / b
        yield "product", a * b


def _narrow(values: Floats) -> Codes:
    """Return codes of equal values, or of few neighbouring ones where nearly all differ."""
    rounded = np.round(values, 9)
    different = np.unique(rounded[~np.isnan(rounded)])
    place = np.searchsorted(different, rounded) + 1
    width = max(1, len(different) // 120)
    return np.where(np.isnan(rounded), 0, place // width + 1).astype(np.int64)


def _decided(codes: Codes, target: Target, folds: Codes) -> float:
    """Return the share of a guess's errors that are avoided where each row is given the class of its code in the other folds."""
    right = float((out_of_fold(codes, target, folds).argmax(axis=1) == target.values).mean())
    guess = float(np.bincount(target.values.astype(np.int64)).max()) / len(target)
    return 1 - (1 - right) / max(1 - guess, 1e-9)


def _of_numbers(audit: Context, frame: pl.DataFrame, pair: tuple[str, str], target: Target, folds: Codes) -> TargetPair | None:
    limits = parameters_of("target-pairs")
    alone = max(audit.probe.single(name).value for name in pair)
    if alone > float(limits["alone_of_number"]):
        return None
    tried = [
        (_explained(codes_of(pl.Series(values).fill_nan(None)), target, folds, float(limits["share"])), form)
        for form, values in _formulas(audit, frame, pair)
    ]
    decided, form = max(tried, default=(0.0, "sum"))
    return TargetPair(columns=pair, form=form, decided=decided, alone=alone) if decided >= float(limits["number"]) else None


def _explained(codes: Codes, target: Target, folds: Codes, share: float) -> float:
    """Return R² where each row is given the mean of its code in the other folds, of the rows that agree best."""
    values = target.values.astype(np.float64)
    left = np.abs(values - out_of_fold(codes, target, folds))
    kept = np.argsort(left, kind="stable")[: round(share * len(left))]
    spread = float(((values[kept] - values[kept].mean()) ** 2).sum())
    return 1 - float((left[kept] ** 2).sum()) / max(spread, 1e-300)
