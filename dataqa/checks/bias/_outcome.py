"""What happens to people, as yes or no: the rarer class, or a number above the middle."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from dataqa.checks.classes import classes
from dataqa.context import Context

Flags = npt.NDArray[np.bool_]


def outcome_of(audit: Context) -> tuple[Flags, Flags, str]:
    """Return for each row whether it happened and whether that is known, and what it is called.

    Of two classes the rarer one happens, of more any but the commonest; of a number what is above the median of all rows.
    """
    target = audit.engine.values(audit.target)
    if audit.task.discrete:
        found = classes(audit)
        names = found.get_column("name").to_list()
        common = target.is_in(found.get_column("values")[0].implode())
        known = target.is_not_null().to_numpy()
        words = f"{audit.target} is {names[-1]}" if len(names) == 2 else f"{audit.target} is not {names[0]}"
        return (~common.fill_null(True)).to_numpy() & known, known, words
    numbers = target.cast(pl.Float64).fill_null(np.nan).to_numpy()
    known = np.isfinite(numbers)
    middle = float(np.median(numbers[known])) if known.any() else 0.0
    return known & (numbers > middle), known, f"{audit.target} is above {middle:.6g}"
