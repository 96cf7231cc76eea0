"""What kind of cell a Python type is, as far as a dataset is concerned."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import numpy as np

Kind = Literal["missing", "text", "boolean", "number", "date", "duration", "time", "nested", "other"]

_CONTAINERS = (list, tuple, dict, set, frozenset, bytes, bytearray, memoryview, np.ndarray)
_KINDS: tuple[tuple[tuple[type, ...], Kind], ...] = (
    ((str,), "text"),
    ((bool, np.bool_), "boolean"),
    # Before integers: NumPy calls a timedelta64 a signed integer.
    ((dt.timedelta, np.timedelta64), "duration"),
    ((int, np.integer, float, np.floating, Decimal, Fraction), "number"),
    ((dt.date, np.datetime64), "date"),
    ((dt.time,), "time"),
    (_CONTAINERS, "nested"),
)
# By name, so that pandas need not be imported to know its missing values.
_MISSING = {"NoneType", "NAType", "NaTType"}


def kind_of(cell: type) -> Kind:
    """Return the kind of cells of a type.

    Parameters
    ----------
    cell : type
        Of a cell.

    Returns
    -------
    str
        ``"other"`` for a type that says what it holds as text (a path, a UUID), ``"nested"`` for all that must be
        compared by content (containers, arrays, images, plain objects).
    """
    if cell.__name__ in _MISSING:
        return "missing"
    for types, kind in _KINDS:
        if issubclass(cell, types):
            return kind
    if hasattr(cell, "__array__") or hasattr(cell, "__array_interface__"):
        return "nested"
    says_itself = any("__str__" in vars(each) or "__repr__" in vars(each) for each in cell.__mro__[:-1])
    return "other" if says_itself else "nested"
