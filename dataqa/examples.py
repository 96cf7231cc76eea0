"""A few of an issue's rows as they are in the data, to be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import numpy as np

from dataqa.arrays import Array, Positions
from dataqa.engine.local import LocalEngine
from dataqa.model import Examples, Issue
from dataqa.task import Task

THUMBNAILS = 12
"""Images shown."""
ROWS, PAIRS, BESIDE, LABELS, WIDTH = 200, 5, 6, 100, 200
"""Rows kept, copies shown beside their first, columns beside those that the issue names, rows whose labels are kept, characters of
a cell."""


def with_examples(issue: Issue, engine: LocalEngine, task: Task) -> Issue:
    """Return the issue with labels of its first rows and some of its rows, where it names rows."""
    if issue.rows is None or not issue.rows.count:
        return issue
    if issue.several and not len(issue.rows.positions):  # rows of the first of those that it sums up
        return replace(issue, examples=with_examples(issue.also[0], engine, task).examples)
    first = issue.rows.positions[:LABELS]
    labels = _labels(first, engine, task)
    positions, pairs = _beside(issue.rows.positions[:ROWS], issue)
    columns = _columns(issue, task, engine)
    rows = engine.take(positions, columns).iter_rows() if columns else [()] * len(positions)  # no columns have no height
    cells = tuple(tuple(_cell(value) for value in row) for row in rows)
    cells = _as_it_came(cells, columns, positions, engine)
    shown = None if labels is None else tuple(map(str, _labels(positions, engine, task) or ()))
    return replace(
        issue,
        labels=labels,
        examples=Examples(
            columns=tuple(columns),
            positions=tuple(positions.tolist()),
            labels=shown,
            cells=cells,
            label="id" if engine.table.labels is None else "index",
            suggested=_suggested(issue, positions),
            pairs=pairs,
            thumbnails=_thumbnails(issue, positions, engine),
        ),
    )


def placed(issue: Issue, positions: Positions) -> Issue:
    """Return the issue of a sample with its rows named by their places among all rows.

    Parameters
    ----------
    issue : Issue
        Its rows are places in the sample.
    positions : ndarray of int64
        The place of each of the sample's rows.
    """
    rows, examples, details = issue.rows, issue.examples, dict(issue.details)
    if rows is not None:
        rows = replace(rows, positions=positions[rows.positions])
    if examples is not None:
        examples = replace(examples, positions=tuple(positions[list(examples.positions)].tolist()))
    if "originals" in details:
        details["originals"] = positions[np.array(details["originals"], dtype=np.int64)].tolist()
    repairs = tuple(replace(one, rows=None if one.rows is None else positions[one.rows]) for one in issue.repairs)
    also = tuple(placed(one, positions) for one in issue.also)
    return replace(issue, rows=rows, examples=examples, details=details, repairs=repairs, also=also)


def _beside(first: Positions, issue: Issue) -> tuple[Positions, int]:
    """Return the rows to be kept, and how many of them are pairs: each copy behind its original, where that is told."""
    originals = np.array(issue.details.get("originals", ()), dtype=np.int64)[: min(PAIRS, len(first))]
    pairs = np.column_stack([originals, first[: len(originals)]]).ravel()
    return np.concatenate([pairs, first[len(originals) :]])[:ROWS], len(pairs)


def _thumbnails(issue: Issue, positions: Positions, engine: LocalEngine) -> tuple[Array | None, ...]:
    """Return the images of the first rows, where the issue names a column of such, or the whole table has one."""
    images = [column.name for column in engine.table.columns if column.pictures is not None]
    named = [name for name in images if name in issue.columns] or ([] if issue.columns else images[:1])
    pictures = engine.table.source(named[0]).pictures if named else None
    if pictures is None:
        return ()
    digests = engine.take(positions[:THUMBNAILS], [named[0]]).get_column(named[0]).to_list()
    return tuple(pictures.thumbnail(digest) for digest in digests)


def _suggested(issue: Issue, positions: Positions) -> tuple[str | None, ...] | None:
    """Return what the rows look like instead, or what the repair of one column writes into them."""
    found: dict[int, str | None] = {}
    if issue.rows is not None and issue.rows.suggested is not None:
        found = dict(zip(issue.rows.positions.tolist(), issue.rows.suggested, strict=False))
    elif len(issue.columns) == 1:
        for repair in issue.repairs:
            if (
                repair.kind == "replace-cells"
                and repair.columns == issue.columns
                and repair.rows is not None
                and repair.cells is not None
            ):
                wanted = np.flatnonzero(np.isin(repair.rows, positions))
                found |= {int(repair.rows[i]): _cell(_plain(repair.cells[i])) for i in wanted.tolist()}
    told = tuple(found.get(int(row)) for row in positions)
    return told if any(told) else None


def _columns(issue: Issue, task: Task, engine: LocalEngine) -> list[str]:
    named = [name for name in issue.columns if name in task.columns]
    first = [*named, *([task.target] if task.target else []), *task.having("time", "text")]
    labelling = task.first("id") if engine.table.labels is None else None  # it stands in front of the row
    rest = [name for name in task.columns if task.columns[name].role not in ("constant", "nested") and name != labelling]
    return list(dict.fromkeys([*first, *rest]))[: max(len(named), 1) + BESIDE]


def _labels(positions: np.ndarray[Any, np.dtype[np.int64]], engine: LocalEngine, task: Task) -> tuple[Any, ...] | None:
    if engine.table.labels is not None:
        return tuple(_plain(label) for label in engine.table.labels[positions])
    name = task.first("id")
    if name is None:
        return None
    return tuple(_plain(value) for value in engine.take(positions, [name]).get_column(name).to_list())


def _as_it_came(
    cells: tuple[tuple[str | None, ...], ...],
    columns: Sequence[str],
    positions: np.ndarray[Any, np.dtype[np.int64]],
    engine: LocalEngine,
) -> tuple[tuple[str | None, ...], ...]:
    """Put back the texts that do not show in what was read: a row named for its ``?`` must show it, one of prices their sign."""
    rows = [list(row) for row in cells]
    for place, name in enumerate(columns):
        if (texts := engine.table.source(name).texts) is not None:
            for row, text in enumerate(texts.gather(positions).to_list()):
                rows[row][place] = _cell(text)
        for token, where in engine.table.source(name).placeholders.items():
            for row in np.flatnonzero(np.isin(positions, where)).tolist():
                rows[row][place] = repr(token) if not token.strip() else token
    return tuple(tuple(row) for row in rows)


def _cell(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, datetime):
        return str(value.date()) if not (value.hour or value.minute or value.second) else value.isoformat(sep=" ")
    return str(value)[:WIDTH]


def _plain(value: Any) -> Any:
    if isinstance(value, np.datetime64):
        value = value.astype("datetime64[us]")  # of nanoseconds, item() gives a bare number
    return value.item() if hasattr(value, "item") else value
