"""What is planted, and whether an audit reports it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

RANK = {"info": 0, "low": 1, "medium": 2, "high": 3, "critical": 4}


@dataclass
class Case:
    """Data to audit, and how a report of what is planted in it is recognised. Any one of the ways is enough.

    `rows`: an issue names at least half of them (of a copy, the copy or its original, `twins`), and them twice as often as others.
    `count`: an issue names about so many rows. `says`: a pattern in the columns or the title of an issue that the clean copy lacks.
    """

    data: Any
    rows: Sequence[int] = ()
    twins: Sequence[int] = ()
    count: int = 0
    says: str = ""
    clean: str = ""
    call: dict[str, Any] = field(default_factory=dict)


Maker = Callable[[dict[str, Any], np.random.Generator, Path], Case]


@dataclass
class Kind:
    """One kind of work: its bases, clean copies and copies with one defect."""

    base: Callable[[], dict[str, Any]]
    clean: dict[str, Maker]
    defects: dict[str, Maker]


def reports(case: Case, issue: Any, before: Sequence[Any], size: int) -> bool:
    """Whether this issue reports what is planted in the case."""
    if RANK[issue.severity] < 1:
        return False
    if case.count and issue.rows is not None and case.count / 2 <= issue.rows.count <= 2 * case.count:
        return True
    if len(case.rows) and issue.rows is not None:
        planted, named = list(map(int, case.rows)), set(map(int, issue.rows.positions))
        twins = list(map(int, case.twins)) if len(case.twins) else planted
        about = set(planted) | set(twins)
        hit = sum(r in named or t in named for r, t in zip(planted, twins, strict=True)) / len(planted)
        if hit >= 0.5 and hit >= 2 * len(named - about) / max(1, size - len(about)):
            return True
    said = " ".join([*map(str, issue.columns), issue.title])
    if case.says and re.search(case.says, said, re.IGNORECASE):
        return not any(
            (b.check, b.columns) == (issue.check, issue.columns) and RANK[b.severity] >= RANK[issue.severity] for b in before
        )
    return False


def pick(rng: np.random.Generator, size: int, count: int) -> list[int]:
    """`count` of `size` positions, in order."""
    return sorted(map(int, rng.choice(size, count, replace=False)))


def mixed(frame: pd.DataFrame, rng: np.random.Generator, *planted: Iterable[int]) -> tuple[Any, ...]:
    """The rows in a random order, and where the planted ones are now."""
    order = rng.permutation(len(frame))
    place = np.argsort(order)
    return frame.iloc[order].reset_index(drop=True), *([int(place[i]) for i in rows] for rows in planted)


def split(frame: pd.DataFrame, rng: np.random.Generator, share: float = 0.2) -> pd.DataFrame:
    """The frame with a column that puts a random share of the rows into a test set."""
    return frame.assign(split=np.where(rng.random(len(frame)) < share, "test", "train"))
