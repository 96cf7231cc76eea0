"""Columns of ranks: several different countings of the same rows describe them, and only one can be their number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import polars as pl

from dataqa.roles.columns import COUNTED
from dataqa.roles.names import IDS, words_of
from dataqa.task import Column

_FEWEST = 2


def ranks(columns: Mapping[str, Column], frame: pl.DataFrame) -> Iterator[str]:
    """Yield the columns that count the rows, each in an order of its own, and whose names say no identifier.

    A number of rows follows the file or was shuffled with it once: of two that count the rows in different orders, neither of them
    that of the file, each says which place a row has by something.
    """
    counted = [name for name, part in columns.items() if part.reason == COUNTED and not IDS & set(words_of(name))]
    orders: dict[bytes, list[str]] = {}
    for name in counted:
        steps = np.diff(frame.get_column(name).rank("ordinal").to_numpy().astype(np.int64))
        if not ((steps > 0).all() or (steps < 0).all()):
            orders.setdefault((steps * np.sign(steps[0])).tobytes(), []).append(name)
    if len(orders) >= _FEWEST:
        for names in orders.values():
            yield from names
