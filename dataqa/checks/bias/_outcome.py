"""What happens to people, as yes or no: the rarer class, or a number above the median."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from dataqa.arrays import Bools
from dataqa.checks.classes import classes
from dataqa.context import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class RowOutcome:
    """An outcome of each row.

    Attributes
    ----------
    happened, known : ndarray of bool
        Whether it happened, and whether that is known.
    about : str
        Its name: ``"hired is yes"``.
    kind : str
        Of the message: empty for a class, ``"not"`` for any but the most frequent class, ``"above"`` for a number.
    details : dict
        What the message names.
    """

    happened: Bools
    known: Bools
    about: str
    kind: str
    details: dict[str, Any]


def outcome_of(audit: Context) -> RowOutcome:
    """Return the outcome: the rarer of two classes, any but the most frequent of more, or a number above the median of all rows."""
    name, target = audit.target, audit.engine.values(audit.target)
    if audit.task.discrete:
        found = classes(audit)
        names = found.get_column("name").to_list()
        common = target.is_in(found.get_column("values")[0].implode())
        known = target.is_not_null().to_numpy()
        happened = (~common.fill_null(True)).to_numpy() & known
        if len(names) == 2:
            details, about, kind = {"target": name, "outcome": names[-1]}, f"{name} is {names[-1]}", ""
        else:
            details, about, kind = {"target": name, "outcome": names[0]}, f"{name} is not {names[0]}", "not"
        return RowOutcome(happened=happened, known=known, about=about, kind=kind, details=details)
    numbers = target.cast(pl.Float64).fill_null(np.nan).to_numpy()
    known = np.isfinite(numbers)
    middle = float(np.median(numbers[known])) if known.any() else 0.0
    return RowOutcome(
        happened=known & (numbers > middle),
        known=known,
        about=f"{name} is above {middle:.6g}",
        kind="above",
        details={"target": name, "middle": f"{middle:.6g}"},
    )
