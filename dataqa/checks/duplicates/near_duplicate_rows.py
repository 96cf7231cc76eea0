"""Rows that differ from another row only slightly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.arrays import Bools, Positions
from dataqa.checks._words import named
from dataqa.checks.coincidence import equal_rows_by_chance, explained_by_chance
from dataqa.checks.duplicates._copies import compared_without_ids, exact_copies, measured
from dataqa.checks.duplicates._linkage.linking import linked_rows
from dataqa.checks.duplicates._times import same_but_for_time
from dataqa.checks.near_rows import NearRows, near_rows
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.parameters import parameters_of
from dataqa.model import Measurement, Rows
from dataqa.parameters import CheckParameters
from dataqa.statistics import wilson

_TEXTS = ("repeated-texts", "near-duplicate-texts")
_SHOWN = 5


class Parameters(CheckParameters):
    """Which tables have enough columns to compare rows."""

    least_columns: Annotated[int, Field(ge=1)]
    """Fewest columns besides the ids."""


@check(reads=("columns",), parameters=Parameters)
def near_duplicate_rows(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of rows that equal an earlier row but for case, a typo, rounding, the time or errors, beyond chance (Wilson 1927).

    Ids and the split are not compared. A typo is one edit of one text (Damerau 1964); rounded are rows whose numbers, one or all,
    are those of another row to fewer decimals. Chance is estimated from the rows that differ in other ways. In a series, and if
    a name shows that one thing has several rows, rows at other times are no copies. Records with errors in several columns are
    linked by weights of agreement (Fellegi and Sunter 1969), unless they differ in what tells things apart. Differences in one text
    alone are measured separately, because `repeated-texts` and `near-duplicate-texts` report them in more detail.
    """
    compared, ids = compared_without_ids(audit)
    compared = [name for name in compared if audit.task.columns[name].role not in ("nested", "image")]
    least = audit.parameters.least_columns
    if len(compared) < least:
        raise NotApplicable(f"fewer than {least} columns to compare")
    frame = audit.engine.table.frame.select(compared)
    near = near_rows(audit, frame)
    yield from _linked(audit, np.concatenate([exact_copies(audit).rows, *(found.rows for found in near)]))
    for found in near:
        if found.kind == "rounding" and _equal_by_chance(audit, compared):
            continue
        ours, texts = _without_texts(audit, frame, found)
        yield from _measured(audit, ours, ids)
        for one in _measured(audit, texts, ids):
            yield replace(one, about=f"{one.about}:texts", covered_by=_TEXTS)
    time = audit.task.first("time")
    if time is not None and audit.task.columns[time].clock and len(compared) > least:
        yield from _timed(audit, time, ids)


def _equal_by_chance(audit: Context, compared: Sequence[str]) -> bool:
    """Return whether there are equal rows and chance explains them all: then it explains those that rounding makes equal, too."""
    hashes = audit.engine.hashes(compared)
    return len(np.unique(hashes)) < len(hashes) and explained_by_chance(hashes, equal_rows_by_chance(audit, compared))


def _without_texts(audit: Context, frame: pl.DataFrame, found: NearRows) -> tuple[NearRows, NearRows]:
    """Separate the rows that differ from their copy in one text only, which checks of texts report, from all others."""
    ours, theirs = frame[found.rows], frame[found.first]
    differing = {name: ours.get_column(name).ne_missing(theirs.get_column(name)).to_numpy() for name in found.columns}
    covered = np.zeros(len(found.rows), dtype=bool)
    shortest = int(parameters_of("near-texts")["shortest"])
    for name in audit.task.having("text"):
        if name in differing and found.kind != "rounding":
            alone = differing[name] & (np.sum(list(differing.values()), axis=0) == 1)
            long = ours.get_column(name).str.len_chars().fill_null(0).to_numpy() >= shortest
            covered |= alone & (long if found.kind == "slip" else True)
    return _those(found, differing, ~covered), _those(found, differing, covered)


def _those(found: NearRows, differing: Mapping[str, Bools], kept: Bools) -> NearRows:
    counts = {name: int(where[kept].sum()) for name, where in differing.items()}
    names = {name: counts[name] for name in sorted(counts, key=lambda name: (-counts[name], name)) if counts[name]}
    return replace(found, rows=found.rows[kept], first=found.first[kept], columns=names)


def _measured(audit: Context, found: NearRows, ids: Sequence[str]) -> Iterator[Measurement]:
    count, rows = len(found.rows), audit.rows
    low, high = wilson(count, rows)
    if not found.columns or low * rows <= found.expected or count - found.expected < 0.5:
        return
    by_chance = found.expected / rows
    yield Measurement(
        value=count / rows - by_chance,
        unit="share of rows",
        interval=(max(0.0, low - by_chance), max(0.0, high - by_chance)),
        columns=tuple(found.columns),
        rows=Rows(positions=found.rows),
        about=found.kind,
        kind="" if found.kind == "form" else found.kind,
        notes=("ids",) if ids else (),
        details={
            "share": count / rows,
            "expected": round(found.expected, 1),
            "beyond": 1 - found.expected / count,
            "groups": len(np.unique(found.first)),
            "differing": dict(found.columns),
            "ids": [named(name) for name in ids],
            "originals": found.first[:_SHOWN].tolist(),
        },
    )


def _linked(audit: Context, known: Positions) -> Iterator[Measurement]:
    found = linked_rows(audit)
    if found is None:
        return
    kept = ~np.isin(found.rows, known)
    rows, first, sure = found.rows[kept], found.first[kept], found.sure[kept]
    expected = float((1 - sure).sum())
    order = np.lexsort((rows, -sure))
    for one in _measured(audit, NearRows(kind="record", rows=rows, first=first, columns=found.columns, expected=expected), ()):
        details = {**one.details, "originals": first[order][:_SHOWN].tolist()}
        yield replace(one, rows=Rows(positions=rows[order], scores=sure[order]), details=details)


def _timed(audit: Context, time: str, ids: Sequence[str]) -> Iterator[Measurement]:
    found = same_but_for_time(audit, time)
    one = None if found is None else measured(audit, found[1], found[0], (time,), "Rows that appear at several times")
    if found is None or one is None or one.rows is None:
        return
    first = dict(zip(found[1].rows.tolist(), found[1].first.tolist(), strict=True))
    more = {
        "beyond": 1 - one.details["expected"] / one.rows.count,
        "ids": [named(name) for name in ids],
        "originals": [first[row] for row in one.rows.positions[:_SHOWN].tolist()],
    }
    yield replace(one, about="time", kind="time", notes=("ids",) if ids else (), details={**one.details, **more})
