"""Row hashes that are sums over cells, so that the part of a cell can be subtracted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from dataqa.arrays import Bools, Hashes

ODD = np.uint64(0x9E3779B97F4A7C15)
"""By which hashes are multiplied that are put together (2⁶⁴ by the golden ratio)."""
SINGLE = 30
"""Columns of text, and of numbers with decimals, that are compared one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowHashes:
    """Sums of hashes, one per row.

    Attributes
    ----------
    plain : ndarray of uint64
        Over all cells, ignoring differences of form in texts (see `form`).
    exact : ndarray of uint64
        Over all cells as they are.
    floats : ndarray of uint64
        What the columns of numbers with decimals add to both sums.
    parts : mapping of str to ndarray of uint64
        What each column of text, and each of the first of those number columns, adds to `plain`.
    meeting : ndarray of bool
        Whether a row equals another one in at least one half of the columns, as rows that differ in one cell do.
    """

    plain: Hashes
    exact: Hashes
    floats: Hashes
    parts: dict[str, Hashes]
    meeting: Bools


def row_hashes(frame: pl.DataFrame, words: Sequence[str], floats: Sequence[str]) -> RowHashes:
    """Return the sums of hashes of rows.

    Parameters
    ----------
    frame : polars.DataFrame
        All columns to compare.
    words, floats : sequence of str
        The columns of texts whose form is ignored, and of numbers with decimals; what they add is kept.
    """
    rest = [name for name in frame.columns if name not in {*words, *floats}]
    halves = [np.zeros(frame.height, dtype=np.uint64) for _ in range(2)]
    forms = np.zeros(frame.height, dtype=np.uint64)
    parts: dict[str, Hashes] = {}
    for place, name in enumerate(words):
        cells = frame.get_column(name)
        exact = cells.hash(100 + place).to_numpy()
        parts[name] = _formless(cells, exact, 100 + place)
        halves[place % 2] += parts[name]
        forms += exact - parts[name]
    decimals = np.zeros(frame.height, dtype=np.uint64)
    for place, name in enumerate(floats[:SINGLE]):
        parts[name] = frame.get_column(name).hash(200 + place).to_numpy()
        halves[place % 2] += parts[name]
        decimals += parts[name]
    for place in range(2):
        for block, names in enumerate((rest[place::2], floats[SINGLE + place :: 2])):
            if names:
                hashes = frame.select(names).hash_rows(2 * place + block).to_numpy()
                halves[place] += hashes
                decimals += hashes * np.uint64(block)
    plain = halves[0] + halves[1]
    return RowHashes(plain=plain, exact=plain + forms, floats=decimals, parts=parts, meeting=again(halves[0]) | again(halves[1]))


def _formless(cells: pl.Series, exact: Hashes, seed: int) -> Hashes:
    """Return hashes of texts that ignore differences of form; each different text is hashed once if there are few."""
    different = pl.DataFrame({"text": cells, "exact": exact}).unique("exact", maintain_order=True)
    different = different.with_columns(plain=different.select(form("text").hash(seed)).to_series())
    found = pl.DataFrame({"exact": exact}).join(different, on="exact", how="left", maintain_order="left")
    return found.get_column("plain").to_numpy()


def again(hashes: Hashes) -> Bools:
    """Return which hashes occur more than once."""
    order = np.argsort(hashes)
    same = hashes[order][1:] == hashes[order][:-1]
    found = np.zeros(len(hashes), dtype=bool)
    found[order] = (np.append(same, False) | np.append(False, same))[: len(hashes)]
    return found


def form(name: str) -> pl.Expr:
    """Return a text in lower case, with single spaces and without a full stop at its end."""
    return pl.col(name).str.to_lowercase().str.replace_all(r"\s+", " ").str.strip_chars(" ").str.strip_suffix(".")
