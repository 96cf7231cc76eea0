"""Names for the arrays that pass between modules, by what they hold."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
"""Of any dtype; cells as objects among them."""
Bools = npt.NDArray[np.bool_]
Bytes = npt.NDArray[np.uint8]
Codes = npt.NDArray[np.int64]
"""The place of each cell's value among the different ones; negative where it has none."""
ShortCodes = npt.NDArray[np.int32]
"""The same in half the memory, where there are fewer than two thousand million different ones."""
Floats = npt.NDArray[np.float64]
Hashes = npt.NDArray[np.uint64]
Indices = npt.NDArray[np.intp]
"""Places within another array."""
Ints = npt.NDArray[np.int64]
Letters = npt.NDArray[np.uint32]
"""Code points."""
Matrix = npt.NDArray[np.float32]
"""Rows as learners take them, or a column of them."""
Positions = npt.NDArray[np.int64]
"""0-based rows of the input."""
ShortHashes = npt.NDArray[np.uint32]
