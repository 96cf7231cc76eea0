"""Whether cells that are written alike agree: a column of identifiers passes as a whole, codes pass here and there by chance."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import polars as pl

from dataqa.arrays import Floats

_CELL = r"^\s*[\p{L}\d+(][\p{L}\d ().,/+:-]{4,24}\s*$"
_LEAST, _SHAPES, _MADE = 3, 50, 300


def agreed(texts: pl.Series, scores: Floats, judge: Callable[[pl.Series], Floats] | None = None, *, lengths: bool = True) -> Floats:
    """Return the scores without those of cells of which most others of the same shape are something else.

    Cells are alike where they differ in digits and letters only. Of a shape that three cells or more have, more than half must be
    identifiers, or, where many numbers of that shape pass whatever they are, half of what these leave: one in ten codes of the
    form 0123-4567 looks like a telephone number, and two in three of the form 234-567-8901.

    Parameters
    ----------
    texts : polars.Series of String
        Different cells.
    scores : ndarray of float
        How sure it is of each, one by one.
    judge : callable, optional
        Scores other texts: from made numbers of the same shape it is seen how many pass by chance.
    lengths : bool
        Whether cells are of one shape only where their runs of digits have the same length.
    """
    hit = scores > 0
    if not hit.any():
        return scores
    shape = texts.str.strip_chars().str.replace_all(r"\d" if lengths else r"\d+", "9").str.replace_all(r"\p{L}", "A")
    frame = pl.DataFrame({"shape": shape, "hit": hit, "cell": texts.str.contains(_CELL) & texts.str.contains(r"\d")})
    shapes = frame.filter("cell").group_by("shape").agg(pl.len(), pl.col("hit").mean())
    shapes = shapes.filter((pl.col("len") >= _LEAST) & (pl.col("hit") > 0)).sort(["len", "shape"], descending=[True, False])
    refused = [
        one for place, (one, _, share) in enumerate(shapes.iter_rows())
        if share <= (1 + (_by_chance(one, judge) if judge is not None and place < _SHAPES else 0.0)) / 2
    ]  # fmt: skip
    return np.where((frame.get_column("cell") & shape.is_in(refused)).to_numpy(), 0.0, scores)


def _by_chance(shape: str, judge: Callable[[pl.Series], Floats]) -> float:
    random = np.random.default_rng(0)
    digits = iter(random.integers(0, 10, _MADE * shape.count("9")).astype(str).tolist())
    made = pl.Series(["".join(next(digits) if sign == "9" else sign for sign in shape) for _ in range(_MADE)])
    return float((judge(made) > 0).mean())
