"""Short fingerprints of cells that are no scalars, and of files: equal content gives an equal digest."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import blake2b, file_digest
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl


def digests(cells: Iterable[Any]) -> pl.Series:
    """Return a hex digest for every cell, null for None."""
    return pl.Series([None if cell is None else digest(cell) for cell in cells], dtype=pl.String)


def digest(cell: Any) -> str:
    """Return 16 hex digits of the BLAKE2b hash of a cell's content.

    Parameters
    ----------
    cell : object
        An array, bytes, a list, a dict, or any other object.

    Returns
    -------
    str
        The same for the same content; arrays differ where their shape or dtype does.
    """
    return blake2b(_content(cell), digest_size=8).hexdigest()


def _content(cell: Any) -> bytes:
    if isinstance(cell, bytes | bytearray | memoryview):
        return bytes(cell)
    if isinstance(cell, list | tuple | dict):
        return _as_json(cell)
    if isinstance(cell, set | frozenset):
        return repr(sorted(map(repr, cell))).encode("utf-8", "surrogatepass")
    if hasattr(cell, "__array__") or hasattr(cell, "__array_interface__"):
        array = np.asarray(cell)
        # The bytes of an object array are addresses, so its elements are written out.
        body = _as_json(array.tolist()) if array.dtype.hasobject else array.tobytes()
        return f"{array.shape}{array.dtype.str}".encode() + body
    state = getattr(cell, "__dict__", None)
    content = repr(cell) if state is None else f"{type(cell).__qualname__}{state!r}"
    return content.encode("utf-8", "surrogatepass")


def _as_json(cell: object) -> bytes:
    try:
        return json.dumps(cell, sort_keys=True, default=_inner).encode()
    except (TypeError, ValueError):  # keys that are no text or do not sort, or a structure that holds itself
        return repr(cell).encode("utf-8", "surrogatepass")


def _inner(cell: Any) -> str:
    nested = isinstance(cell, bytes | bytearray | memoryview | set | frozenset) or hasattr(cell, "__array__")
    return digest(cell) if nested else str(cell)


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, as hexadecimal digits."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
