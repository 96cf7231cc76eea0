"""People who can be found by a few plain facts together, though nobody is named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt
import polars as pl

from dataqa.checks.context import Context
from dataqa.checks.registry import check
from dataqa.model import Evidence, Measurement
from dataqa.roles.names import words_of

_BOUNDS = (1, 2, 5, 10, 100)
_TRIED = 120
"""Sets of facts that are tried for the smallest one."""


@check(needs=("protected",))
def re_identification(audit: Context) -> Iterator[Measurement]:
    """Share of the rows that stand alone with their age, sex, place …: k-anonymity of 1 (Sweeney 2002, IJUFKS 10:557–570).

    The facts that others may know too (quasi-identifiers) are the protected columns and those named for a postal code, a birth date, an
    occupation and the like. They stand in the details and not among the columns: alone they tell nothing, and need not be hidden. Beside
    the share stand the rows in groups of fewer than five, and the smallest set of facts that leaves half as many alone.
    All rows are counted; of how many people in the world they are, the rows do not tell: alone here need not be alone there.
    """
    facts = _facts(audit)
    if len(facts) < 2:
        return
    codes = np.column_stack([_codes(audit, name) for name in facts])
    sizes = _sizes(codes)
    positions = np.flatnonzero(sizes == 1).astype(np.int64)
    if not len(positions):
        return
    few = _smallest(codes, facts, len(positions))
    shares = np.diff([0, *(int((sizes <= bound).sum()) for bound in _BOUNDS), len(sizes)])
    labels = ("alone", "2", "3 to 5", "6 to 10", "11 to 100", "more")
    yield Measurement(
        value=len(positions) / audit.rows,
        unit="share of rows",
        rows=audit.rows_at(positions),
        details={
            "facts": ", ".join(facts),
            "alone": len(positions),
            "fewer_than_five": int((sizes < 5).sum()),
            "few": ", ".join(few[0]),
            "few_alone": few[1],
            "k": int(sizes.min()),
        },
        evidence=(
            Evidence(
                title=f"Rows by how many share {', '.join(facts)}",
                unit="rows",
                labels=labels,
                values=tuple(shares.astype(float).tolist()),
                marked=(0,),
                ordered=True,
            ),
        ),
    )


def _facts(audit: Context) -> list[str]:
    """Return the columns that others may know of a person; those that tell nearly all rows apart are ids and no facts."""
    known, beside = set(audit.parameters["known_to_others"]), set(audit.parameters["words_beside"])
    found = [
        column.name
        for column, part in audit.profiles()
        if column.name != audit.task.target
        and part.role not in ("constant", "nested", "text", "image", "split", "id")
        and (part.protected or (known & (said := set(words_of(column.name))) and said <= known | beside))
    ]
    return found[: audit.parameters["most_facts"]]


def _codes(audit: Context, name: str) -> npt.NDArray[np.uint32]:
    cells = audit.engine.values(
        name, lambda s: s.rank("dense").fill_null(0) if s.dtype != pl.Boolean else s.cast(pl.Int8).fill_null(-1) + 1
    )
    return cells.cast(pl.UInt32).to_numpy()


def _sizes(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.int64]:
    """Return for each row how many rows have the same codes, itself among them."""
    keys = np.zeros(len(codes), dtype=np.int64)
    for place in range(codes.shape[1]):
        # renumbered after each column, so that no product overflows
        keys = np.unique(keys * (int(codes[:, place].max()) + 1) + codes[:, place], return_inverse=True)[1].astype(np.int64)
    return np.bincount(keys)[keys]


def _smallest(codes: npt.NDArray[np.uint32], facts: Sequence[str], alone: int) -> tuple[tuple[str, ...], int]:
    """Return the smallest set of facts that leaves half as many rows alone as all facts do, and how many it leaves; the worst of its size."""
    tried = 0
    for size in range(1, len(facts)):
        best: tuple[int, tuple[int, ...]] = (-1, ())
        for chosen in combinations(range(len(facts)), size):
            tried += 1
            if tried > _TRIED:
                return tuple(facts), alone
            left = int((_sizes(codes[:, list(chosen)]) == 1).sum())
            best = max(best, (left, tuple(-place for place in chosen)))
        if best[0] >= 0.5 * alone:
            return tuple(facts[-place] for place in best[1]), best[0]
    return tuple(facts), alone
