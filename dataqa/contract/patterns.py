"""The one shape that all cells of a column of codes have, as a regular expression."""

from __future__ import annotations

import re

import polars as pl

LEAST_CELLS, LEAST_VALUES = 50, 20
_MOST_RUNS = 16
_CLASSES = {"A": "[A-Z]", "a": "[a-z]", "9": "[0-9]"}
_RUNS = re.compile(r"A|a|9|[^Aa9]")


def pattern_of(cells: pl.Series) -> str:
    """Return the expression that all of these texts match, or an empty string where they have no shape in common.

    Runs of capitals, small letters and digits, with the same marks between them; or, where letters and digits are mixed (as in a
    UUID), runs of both, each of one length. Words without a digit are no codes. The expression holds classes of characters and
    marks, never a letter or digit of the data.

    Parameters
    ----------
    cells : polars.Series
        Text without nulls.
    """
    if len(cells) < LEAST_CELLS or not _ascii(cells.head(2 * LEAST_CELLS)):
        return ""
    first = cells.head(2 * LEAST_CELLS)  # spares prose the cost of looking at all of it
    for shape in (_runs, _mixed):
        shapes = shape(first)
        if shapes.n_unique() == 1 and (found := _whole(cells, str(shapes[0]), mixed=shape is _mixed)):
            return found
    return ""


def _runs(cells: pl.Series) -> pl.Series:
    return cells.str.replace_all("[A-Z]+", "A").str.replace_all("[a-z]+", "a").str.replace_all("[0-9]+", "9")


def _mixed(cells: pl.Series) -> pl.Series:
    return cells.str.replace_all("[A-Za-z0-9]+", "9")


def _whole(cells: pl.Series, shape: str, *, mixed: bool) -> str:
    runs = _RUNS.findall(shape)
    if "9" not in runs or len(runs) > _MOST_RUNS or any(ord(mark) < 32 for mark in shape):
        return ""
    any_of = _CLASSES | ({"9": "[A-Za-z0-9]"} if mixed else {})
    form = "".join(f"{any_of[run]}+" if run in any_of else re.escape(run) for run in runs)
    if not cells.str.contains(f"^{form}$").all() or cells.n_unique() < LEAST_VALUES or not _ascii(cells):
        return ""
    classes = _CLASSES | ({"9": _mixed_class(cells)} if mixed else {})
    groups = "".join(f"({classes[run]}+)" if run in classes else re.escape(run) for run in runs)
    parts = cells.str.extract_groups(f"^{groups}$").struct.unnest()
    if parts.width != sum(run in classes for run in runs) or any(part.null_count() for part in parts):
        return ""
    spans = iter([_span(part) for part in parts])
    made = [(classes[run], *next(spans)) if run in classes else (re.escape(run), 1, 1) for run in runs]
    if mixed and any(low != high for one, low, high in made):
        return ""
    return "^" + "".join(_repeated(*one) for one in made) + "$"


def _ascii(cells: pl.Series) -> bool:
    return bool((cells.str.len_bytes() == cells.str.len_chars()).all())


def _mixed_class(cells: pl.Series) -> str:
    found = [one for one in ("A-F", "G-Z", "a-f", "g-z", "0-9") if cells.str.contains(f"[{one}]").any()]
    text = "".join(found).replace("A-FG-Z", "A-Z").replace("a-fg-z", "a-z").replace("G-Z", "A-Z").replace("g-z", "a-z")
    return f"[{text}]"


def _span(part: pl.Series) -> tuple[int, int]:
    lengths = part.str.len_chars()
    return int(lengths.min()), int(lengths.max())  # type: ignore[arg-type]


def _repeated(one: str, low: int, high: int) -> str:
    """Return a run: of one length where all have it, else of any; small letters make words, whose length says nothing."""
    if low != high or one == _CLASSES["a"]:
        return f"{one}+"
    return one if low == 1 else f"{one}{{{low}}}"
