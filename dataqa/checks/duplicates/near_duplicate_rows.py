"""Rows that differ from another row in a trifle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import polars as pl

from dataqa.checks._words import named
from dataqa.checks.duplicates._copies import compared_without_ids, measured
from dataqa.checks.duplicates._times import same_but_for_time
from dataqa.checks.near_rows import NearRows, near_rows
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.parameters import parameters_of
from dataqa.model import Measurement, Phrase, Rows
from dataqa.statistics import wilson

_TEXTS = ("repeated-texts", "near-duplicate-texts")
Flags = npt.NDArray[np.bool_]
_HOW = {"form": "case or blanks", "slip": "one slip of the keyboard", "rounding": "digits that were rounded away"}
_NAMED, _SHOWN = 3, 5


@check(reads=("columns",))
def near_duplicate_rows(audit: Context) -> Iterator[Measurement]:
    """Share of rows that equal an earlier row but for case, a slip, a rounding or the time, beyond chance (Wilson 1927).

    Ids and the split do not count. Slips are one edit of one text (Damerau 1964); rounded are rows whose numbers, one or all, are
    those of another row to fewer decimals. Chance is what the rows that differ in other ways lead to expect. In a series, and where
    a name tells that one thing has several rows, rows at other times are no copies. Differences of one text alone are measured
    apart: `repeated-texts` and `near-duplicate-texts` tell them better.
    """
    compared, ids = compared_without_ids(audit)
    compared = [name for name in compared if audit.task.columns[name].role not in ("nested", "image")]
    least = int(audit.parameters["least_columns"])
    if len(compared) < least:
        raise NotApplicable(f"fewer than {least} columns to compare")
    frame = audit.engine.table.frame.select(compared)
    for found in near_rows(audit, frame):
        ours, texts = _parted(audit, frame, found)
        yield from _measured(audit, ours, ids)
        for one in _measured(audit, texts, ids):
            yield replace(one, about=f"{one.about}:texts", covered_by=_TEXTS)
    time = audit.task.first("time")
    if time is not None and audit.task.columns[time].clock and len(compared) > least:
        yield from _timed(audit, time, ids)


def _parted(audit: Context, frame: pl.DataFrame, found: NearRows) -> tuple[NearRows, NearRows]:
    """Part the rows that differ from their twin in a text only, which checks of texts tell better, from all others."""
    ours, theirs = frame[found.rows], frame[found.first]
    differing = {name: ours.get_column(name).ne_missing(theirs.get_column(name)).to_numpy() for name in found.columns}
    told = np.zeros(len(found.rows), dtype=bool)
    shortest = int(parameters_of("near-texts")["shortest"])
    for name in audit.task.having("text"):
        if name in differing and found.kind != "rounding":
            alone = differing[name] & (np.sum(list(differing.values()), axis=0) == 1)
            long = ours.get_column(name).str.len_chars().fill_null(0).to_numpy() >= shortest
            told |= alone & (long if found.kind == "slip" else True)
    return _those(found, differing, ~told), _those(found, differing, told)


def _those(found: NearRows, differing: Mapping[str, Flags], kept: Flags) -> NearRows:
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
        details={
            "share": count / rows,
            "expected": round(found.expected, 1),
            "beyond": 1 - found.expected / count,
            "groups": len(np.unique(found.first)),
            "how": Phrase(_HOW[found.kind]),
            "where": _listed([f"{named(name)} ({number:,})" for name, number in found.columns.items()]),
            "besides": Phrase(f", {_listed(ids)} aside," if ids else ""),
            "originals": found.first[:_SHOWN].tolist(),
        },
    )


def _timed(audit: Context, time: str, ids: Sequence[str]) -> Iterator[Measurement]:
    found = same_but_for_time(audit, time)
    one = None if found is None else measured(audit, found[1], found[0], (time,), "Rows that stand there at other times")
    if found is None or one is None or one.rows is None:
        return
    first = dict(zip(found[1].rows.tolist(), found[1].first.tolist(), strict=True))
    more = {
        "beyond": 1 - one.details["expected"] / one.rows.count,
        "how": Phrase("another time"),
        "where": named(time),
        "besides": Phrase(f", {_listed(ids)} aside," if ids else ""),
        "originals": [first[row] for row in one.rows.positions[:_SHOWN].tolist()],
    }
    yield replace(one, about="time", details={**one.details, **more})


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(map(named, names[:_NAMED])) + (f" and {more} more" if more > 0 else "")
