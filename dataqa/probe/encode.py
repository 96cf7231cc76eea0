"""One encoding of rows for all learners: numbers, dates, categories and text."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import polars as pl

from dataqa.arrays import Bools, Matrix
from dataqa.probe.encoders import CategoryEncoder, ColumnEncoder, NumberEncoder, PictureEncoder, TextEncoder
from dataqa.sources.pictures import Pictures
from dataqa.task import Task

NO_PICTURES: Mapping[str, Pictures] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """Rows as matrices.

    Attributes
    ----------
    dense : ndarray of float32, shape (n, d)
        For trees: numbers and codes, NaN where there is no value; texts as topics.
    owners : tuple of str
        Which column each of the `d` belongs to.
    nominal : ndarray of bool, shape (d,)
        Which of them are codes without an order.
    sparse : csr_matrix of float32, shape (n, e)
        For linear learners: standardised numbers, indicators of categories and of missing cells, words.
    sparse_owners : tuple of str
        Which column each of the `e` belongs to.
    """

    dense: Matrix
    owners: tuple[str, ...]
    nominal: Bools
    sparse: Any
    sparse_owners: tuple[str, ...]

    @property
    def width(self) -> int:
        """Number of dense columns."""
        return len(self.owners)

    def without(self, names: Collection[str]) -> Encoded:
        """Return the same rows without some columns."""
        if not names:
            return self
        dense = [place for place, owner in enumerate(self.owners) if owner not in names]
        sparse = [place for place, owner in enumerate(self.sparse_owners) if owner not in names]
        return Encoded(
            dense=self.dense[:, dense],
            owners=tuple(self.owners[place] for place in dense),
            nominal=self.nominal[dense],
            sparse=self.sparse[:, sparse],
            sparse_owners=tuple(self.sparse_owners[place] for place in sparse),
        )


def beside(parts: Sequence[Encoded], rows: int) -> Encoded:
    """Return the columns of any number of encodings of the same rows as one."""
    from scipy.sparse import csr_matrix, hstack

    none = csr_matrix(np.empty((rows, 0), dtype=np.float32))
    return Encoded(
        dense=np.hstack([np.empty((rows, 0), dtype=np.float32), *(part.dense for part in parts)]),
        owners=tuple(owner for part in parts for owner in part.owners),
        nominal=np.concatenate([np.empty(0, dtype=np.bool_), *(part.nominal for part in parts)]),
        sparse=hstack([none, *(part.sparse for part in parts)], format="csr", dtype=np.float32),
        sparse_owners=tuple(owner for part in parts for owner in part.sparse_owners),
    )


class Encoder:
    """Encodes the features of rows, each column by its role. No column looks at the target, so one encoding serves all folds.

    Parameters
    ----------
    frame : polars.DataFrame
        The rows that it is fitted to.
    task : Task
        Roles.
    features : tuple of str
        Columns to be used.
    seed : int
        Of the topics.
    pictures : mapping of str to Pictures
        What the images of a column look like.
    """

    def __init__(
        self, frame: pl.DataFrame, task: Task, features: tuple[str, ...], seed: int, pictures: Mapping[str, Pictures] = NO_PICTURES
    ) -> None:
        self.features = features
        self._parts = [_encoder(frame.get_column(name), task, name, seed, pictures) for name in features]

    def without(self, names: Collection[str]) -> Encoder:
        """Return the encoder of all features but some; each is encoded on its own."""
        other = copy(self)
        kept = [(name, part) for name, part in zip(self.features, self._parts, strict=True) if name not in names]
        other.features, other._parts = tuple(name for name, _ in kept), [part for _, part in kept]
        return other

    def encode(self, frame: pl.DataFrame) -> Encoded:
        """Return rows as matrices: those that it was fitted to, or any others."""
        from scipy.sparse import csr_matrix, hstack

        both = [part.encode(frame.get_column(name)) for name, part in zip(self.features, self._parts, strict=True)]
        nothing = np.zeros((frame.height, 0), dtype=np.float32)
        sparse = [part for _, part in both if part.shape[1]]
        widths = [(name, part) for name, part in zip(self.features, self._parts, strict=True) for _ in range(part.width)]
        return Encoded(
            dense=np.hstack([part for part, _ in both]) if both else nothing,
            owners=tuple(name for name, _ in widths),
            nominal=np.array([part.nominal for _, part in widths], dtype=bool),
            sparse=hstack(sparse, format="csr", dtype=np.float32) if sparse else csr_matrix(nothing),
            sparse_owners=tuple(name for name, (_, part) in zip(self.features, both, strict=True) for _ in range(part.shape[1])),
        )


def _encoder(series: pl.Series, task: Task, name: str, seed: int, pictures: Mapping[str, Pictures]) -> ColumnEncoder:
    if name in pictures:
        return PictureEncoder(series, pictures[name], seed)
    if series.dtype != pl.String:
        return NumberEncoder(series)
    return TextEncoder(series, seed) if task.columns[name].role == "text" else CategoryEncoder(series)
