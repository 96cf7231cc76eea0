"""Files of NumPy: one array (``.npy``), or several by name (``.npz``)."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl

from dataqa.arrays import Array
from dataqa.errors import SourceError
from dataqa.sources.intake import Incoming, Intake
from dataqa.sources.messages import first_line, listed
from dataqa.sources.pandas_frames import from_numpy
from dataqa.sources.plain import from_array
from dataqa.sources.several import concatenate

_PART = re.compile(r"^(.*?)[_-]?(train|test|val|valid|validation)[_-]?(.*)$", re.IGNORECASE)


def from_array_file(path: Path) -> Intake:
    """Read a file of arrays; the arrays of an archive are the columns, and those of several parts stand below each other.

    Raises
    ------
    SourceError
        Where it cannot be read, holds objects (which would be unpickled), or arrays of different lengths.
    """
    try:
        held = np.load(path, allow_pickle=False)
        if isinstance(held, np.ndarray):
            return replace(from_array(held, path.name), origin="frame")
        with held:
            arrays = {name: np.asarray(held[name]) for name in held.files}
    except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise SourceError(f"{str(path)!r} cannot be read as arrays of NumPy: {first_line(error)}.") from error
    arrays = {name: array for name, array in arrays.items() if array.ndim}
    parts = _parts(arrays)
    if len(parts) > 1:
        joined = concatenate([_table(part, rows, path) for part, rows in parts.items()], path.name)
        return replace(joined, files=(), notes=(f"the parts {listed(list(parts))} were joined", *joined.notes[1:]))
    return _table("", arrays, path)


def _parts(arrays: dict[str, Array]) -> dict[str, dict[str, Array]]:
    """Return the arrays of each part of a split, by names such as ``x_train``; nothing where the parts differ in their arrays."""
    found: dict[str, dict[str, Array]] = {}
    for name, array in arrays.items():
        match = _PART.match(name)
        if match is None:
            return {}
        found.setdefault(match[2].lower(), {})[f"{match[1]}{match[3]}" or "data"] = array
    return found if len({frozenset(part) for part in found.values()}) == 1 else {}


def _table(part: str, arrays: dict[str, Array], path: Path) -> Intake:
    lengths = {name: len(array) for name, array in arrays.items()}
    if len(set(lengths.values())) != 1:
        shown = ", ".join(f"{name!r} has {length:,}" for name, length in list(lengths.items())[:5])
        raise SourceError(f"{str(path)!r} holds no table: its arrays differ in length ({shown or 'there is none'}).")
    columns = [_column(name, array) for name, array in arrays.items()]
    if part:
        cells = pl.repeat(part, len(next(iter(arrays.values()))), dtype=pl.String, eager=True)
        columns.append(Incoming(name="split", cells=cells, stored="name of an array"))
    return Intake(columns=tuple(columns), name=path.name, origin="frame")


def _column(name: str, array: Array) -> Incoming:
    return from_numpy(name, array[:, 0] if array.ndim == 2 and array.shape[1] == 1 else array)
