"""Number columns of which the largest, or the smallest, names the class: votes, scores of competitors, chances."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from dataqa.arrays import Bools, Codes, Floats
from dataqa.context import Context
from dataqa.findings.numbers import as_number, countable
from dataqa.findings.parameters import parameters_of
from dataqa.findings.target_cuts import best_cut


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetVotes:
    """One column a class, in their order in the table, and the share of the rows whose class has the largest or smallest of them.

    `decided` is the share of a guess's errors that are avoided.
    """

    columns: tuple[str, ...]
    extreme: Literal["largest", "smallest"]
    share: float
    decided: float


def target_votes(audit: Context) -> TargetVotes | None:
    """Return the columns, one a class, of which the largest or the smallest names the class; None where there are none.

    Of all rows in the sample. Column i may stand for one class and column j for another if i is above j in nearly all rows of the
    one, and j above i in those of the other; a set of columns is found by extending such pairs class by class.
    """
    return audit.once(_found)


def _found(audit: Context) -> TargetVotes | None:
    probe, limits = audit.probe, parameters_of("target-votes")
    names = countable(audit)[: int(limits["most_columns"])]
    if not probe.usable or not probe.target.discrete:
        return None
    classes = probe.target.classes
    if not 2 <= len(classes) <= int(limits["most_classes"]) or len(names) < len(classes):
        return None
    frame = probe.rows.head(int(limits["most_rows"]))
    given = probe.target.values[: frame.height].astype(np.int64)
    values = frame.select(as_number(audit, name).alias(name) for name in names).to_numpy().astype(np.float64)
    rows = np.bincount(given, minlength=len(classes))
    if rows.min() < int(limits["least_rows"]):
        return None
    above = _above(values, given, len(classes))
    best = None
    for extreme, sign, shares in (("largest", 1.0, above), ("smallest", -1.0, above.transpose(0, 2, 1))):
        for picked in _assigned(shares >= float(limits["each"])):
            share = float((np.nan_to_num(sign * values[:, picked], nan=-np.inf).argmax(axis=1) == given).mean())
            decided = 1 - (1 - share) / (1 - float(rows.max()) / len(given))
            if decided >= float(limits["decided"]) and (best is None or decided > best.decided):
                columns = tuple(names[place] for place in picked)
                best = TargetVotes(columns=columns, extreme=extreme, share=share, decided=decided)  # type: ignore[arg-type]
    if best is None or _one_decides(values[:, [names.index(name) for name in best.columns]], given, rows, best.decided):
        return None
    return replace(best, columns=tuple(sorted(best.columns, key=names.index)))


def _above(values: Floats, given: Codes, classes: int) -> Floats:
    """Return for each class the share of its rows in which one column is above another; a tie counts half."""
    found = []
    for place in range(classes):
        mine = values[given == place]
        found.append(
            np.stack([((mine[:, [k]] > mine) + 0.5 * (mine[:, [k]] == mine)).mean(axis=0) for k in range(values.shape[1])])
        )
    return np.stack(found)


def _assigned(fits: Bools) -> list[list[int]]:
    """Return the choices of one column a class in which each is above the others in the rows of its class."""
    chosen: list[list[int]] = [[]]
    for place in range(len(fits)):
        chosen = [
            [*before, k]
            for before in chosen
            for k in range(fits.shape[1])
            if k not in before and all(fits[place, k, other] and fits[at, other, k] for at, other in enumerate(before))
        ][:1000]
    return chosen


def _one_decides(values: Floats, given: Codes, rows: Codes, decided: float) -> bool:
    """Return whether a cut of one column alone does nearly as well for its class: then the others add nothing."""
    least = float(parameters_of("target-votes")["alone"]) * decided
    for column in values.T:
        order = np.argsort(column, kind="stable")
        for place, count in enumerate(rows):
            right, _ = best_cut(column[order], given[order] == place)
            if 1 - (len(given) - right) / min(count, len(given) - count) >= least:
                return True
    return False
