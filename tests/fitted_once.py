"""Quick models that are fitted to the same rows, fitted once a session: many tests look at one frame again and again.

A fit is a function of the model's settings, rows and values alone (`tests/probe/test_learners.py` holds it to that, and another
process gives the same bytes in `tests/test_same_bytes.py`), so that nothing which a test can see depends on it.
"""

from __future__ import annotations

import hashlib
import pickle
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import numpy as np

MOST = 2_000
"""Fitted models that are kept; each takes about 60 kB."""


def fitted_once(fit: Callable[[Any, Any, Any], Any], most: int = MOST) -> Callable[[Any, Any, Any], Any]:
    """Return a function that fits as `fit` does, and gives out what it fitted to the same before."""
    kept: OrderedDict[bytes, Any] = OrderedDict()

    def once(model: Any, rows: Any, values: Any) -> Any:
        key = digest(model, rows, values)
        kept[key] = kept.pop(key) if key in kept else fit(model, rows, values)
        if len(kept) > most:
            kept.popitem(last=False)
        return kept[key]

    return once


def digest(model: Any, rows: Any, values: Any) -> bytes:
    """Return what tells apart models that are not yet fitted, rows and values."""
    found = hashlib.sha256(pickle.dumps((type(model).__name__, sorted(model.get_params().items()))))
    for array in (rows, values) if isinstance(rows, np.ndarray) else (rows.data, rows.indices, rows.indptr, values):
        found.update(f"{array.dtype} {array.shape} {rows.shape};".encode())
        found.update(np.ascontiguousarray(array))
    return found.digest()
