"""How far a column goes with the other columns once the target is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dataqa.arrays import Codes, Floats, Ints
from dataqa.probe.learn import Sample
from dataqa.probe.skill import Target

_WIDEST, _FAR, _BINS, _FEWEST, _FREE = 150, 4.0, 20, 6, 20
_VARIED, _RIDGE = 15, 1e-8


@dataclass(frozen=True, slots=True)
class Explained:
    """What other columns explain of a column among rows of the same target.

    Attributes
    ----------
    share : float
        Share of its variance, adjusted for the number of columns: about 0 where it is independent of them, and may be below.
    noise : float
        Standard deviation of `share` for a column that is independent of them.
    """

    share: float
    noise: float

    @property
    def bound(self) -> float:
        """What they may explain at most, 0 to 1: two standard deviations more."""
        return min(1.0, max(0.0, self.share) + 2 * self.noise)


UNKNOWN = Explained(1.0, 1.0)
"""Of a column of which it cannot be said: too few rows, or nothing that varies once the target is known."""


class Independence:
    """Linear models of a column by all others, among rows of the same target.

    A column that is made from the target, with errors of its own, is independent of all other columns once the target is known. A
    cause of the target is not: among rows of one outcome a weak value of one cause goes with a strong value of another (Pearl 2009,
    1.2.3); nor is a column that shares a cause with others. Numbers of one target are taken in 20 bins and straight lines in them.

    Parameters
    ----------
    sample : Sample
        The rows as quick models learn them.
    codes : callable
        From the name of a column to its codes in these rows, from 0 on.
    """

    def __init__(self, sample: Sample, codes: Callable[[str], Codes]) -> None:
        self._target, self._codes = sample.target, codes
        self._groups = _groups(sample.target)
        cells, self._owners = _widest(sample)
        self._cells = self._within(cells)
        size = np.sqrt((self._cells**2).sum(axis=0))
        kept = size > 1e-6 * max(1.0, float(size.max(initial=0.0)))
        self._cells, self._owners = self._cells[:, kept] / size[kept], self._owners[kept]
        self._products = self._cells.T @ self._cells
        self._known: dict[str, Explained] = {}

    def explained(self, name: str) -> Explained:
        """Return what the other columns explain of one: the most of its order, and of what it says of each class."""
        if name not in self._known:
            self._known[name] = self._explained(name)
        return self._known[name]

    def _explained(self, name: str) -> Explained:
        others = self._owners != name
        rows, used = len(self._cells), int(others.sum())
        spent = len(np.unique(self._groups)) * (1 if self._target.discrete else 2)
        free = rows - spent - used - 1
        column = self._within(self._readings(name))
        squares = column**2
        total = squares.sum(axis=0)
        # what a few rows decide is explained by whatever else is rare
        varied = total**2 >= _VARIED * np.maximum((squares**2).sum(axis=0), 1e-300)
        column = column[:, varied & (total > 1e-9)]
        if not used or free < _FREE or not column.shape[1]:
            return UNKNOWN
        column = column / np.sqrt((column**2).sum(axis=0))
        goes = self._cells[:, others].T @ column
        products = self._products[np.ix_(others, others)] + _RIDGE * rows * np.eye(used)
        shares = (goes * np.linalg.solve(products, goes)).sum(axis=0)
        adjusted = 1 - (1 - np.clip(shares, 0.0, 1.0)) * (rows - spent - 1) / free
        return Explained(float(adjusted.max()), float(np.sqrt(2 * used) / free))

    def _readings(self, name: str) -> Floats:
        """Return a column as numbers: the order of its codes, and the mean target of each code, of several classes each class."""
        codes = np.unique(self._codes(name), return_inverse=True)[1].astype(np.int64)
        values, sizes = self._target.values, np.bincount(codes)
        if self._target.discrete:
            classes = range(1 if len(self._target.classes) == 2 else 0, len(self._target.classes))
            hits = [(values == place).astype(np.float64) for place in classes]
        else:
            hits = [values.astype(np.float64)]
        means = [(np.bincount(codes, weights=hit) / sizes)[codes] for hit in hits]
        return np.column_stack([codes.astype(np.float64), *means])

    def _within(self, cells: Floats) -> Floats:
        """Return what is left of cells once the target is known."""
        left = cells.astype(np.float64, copy=True)
        for group in np.unique(self._groups):
            mine = self._groups == group
            part = left[mine] - left[mine].mean(axis=0)
            if not self._target.discrete and mine.sum() >= _FEWEST:
                step = self._target.values[mine] - self._target.values[mine].mean()
                square = float(step @ step)
                part = part - np.outer(step, step @ part) / square if square > 1e-12 else part
            left[mine] = part
        return left


def _groups(target: Target) -> Ints:
    if target.discrete:
        return target.values.astype(np.int64)
    values = target.values.astype(np.float64)
    edges = np.unique(np.quantile(values, np.linspace(0, 1, _BINS + 1)[1:-1]))
    return np.searchsorted(edges, values, side="right").astype(np.int64)


def _widest(sample: Sample) -> tuple[Floats, np.ndarray[tuple[int], np.dtype[np.str_]]]:
    """Return the columns of the linear learner, at most so many as vary most, with whose they are."""
    sparse, owners = sample.encoded.sparse, np.array(sample.encoded.sparse_owners, dtype=np.str_)
    if sparse.shape[1] > _WIDEST:
        mean = np.asarray(sparse.mean(axis=0)).ravel()
        spread = np.asarray(sparse.multiply(sparse).mean(axis=0)).ravel() - mean**2
        places = np.sort(np.argsort(-spread, kind="stable")[:_WIDEST])
        sparse, owners = sparse[:, places], owners[places]
    return np.clip(sparse.toarray().astype(np.float64), -_FAR, _FAR), owners
