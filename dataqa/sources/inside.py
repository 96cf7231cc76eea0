"""The texts inside nested cells, by the path that leads to them: ``user.email``, ``messages[].content``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from dataqa.arrays import Positions
from dataqa.sources.messages import without_surrogates

_DEEPEST, _PATHS = 8, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """All texts at one path.

    Attributes
    ----------
    path : str
        Keys with dots between them; ``[]`` stands for any place of a list.
    texts : Series of String
        What stands there.
    rows : ndarray of int64
        The row of each; a row may have several.
    """

    path: str
    texts: pl.Series
    rows: Positions

    def rows_with(self, texts: pl.Series) -> Positions:
        """Return the rows that hold any of these texts here, in order, each once."""
        return np.unique(self.rows[self.texts.is_in(texts.implode()).to_numpy()])


def inside(cells: Sequence[Any]) -> tuple[Inside, ...]:
    """Return the texts of records and lists by their path.

    Parameters
    ----------
    cells : sequence
        Lists, tuples, dicts or anything else; None where a cell is empty.

    Returns
    -------
    tuple of Inside
        In the order of the paths. Eight levels deep, and 200 paths, are looked at; lists of numbers are not gone through.
    """
    found: dict[str, tuple[list[str], list[int]]] = {}
    for row, cell in enumerate(cells):
        for path, text in _texts(cell, "", 0):
            if path in found or len(found) < _PATHS:
                texts, rows = found.setdefault(path, ([], []))
                texts.append(text)
                rows.append(row)
    return tuple(
        Inside(path=path, texts=pl.Series(map(without_surrogates, texts), dtype=pl.String), rows=np.array(rows, dtype=np.int64))
        for path, (texts, rows) in sorted(found.items())
    )


def _texts(cell: Any, path: str, depth: int) -> Iterator[tuple[str, str]]:
    if isinstance(cell, str):
        if depth:
            yield path, cell
    elif depth < _DEEPEST and isinstance(cell, dict):
        for key, value in cell.items():
            yield from _texts(value, f"{path}.{key}" if path else str(key), depth + 1)
    elif depth < _DEEPEST and isinstance(cell, list | tuple) and cell and not isinstance(cell[0], int | float):
        for value in cell:
            yield from _texts(value, f"{path}[]", depth + 1)
