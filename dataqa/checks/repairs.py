"""What cells should hold, for repairs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from dataqa.arrays import Array, Floats
from dataqa.context import Context
from dataqa.model import Mend, Rows


def as_cells(values: Sequence[Any]) -> Array:
    """Return values as an array of objects, one a row."""
    made = np.empty(len(values), dtype=object)
    made[:] = list(values)
    return made


def respelt(audit: Context, column: str, rows: Rows, right: Mapping[str, str]) -> tuple[Mend, ...]:
    """Return the mend that writes some texts of a column as others."""
    texts = audit.engine.take(rows.positions, [column]).get_column(column).to_list()
    return (Mend(cells=as_cells([right.get(text, text) for text in texts])),)


def rounded(values: Floats) -> Array:
    """Return numbers without the last digits, which arithmetic leaves behind."""
    return as_cells([float(f"{value:.12g}") for value in values.tolist()])
