"""Texts that appear in several rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import polars as pl

from dataqa.arrays import Positions
from dataqa.checks.duplicates._copies import Copies, compared_without_ids, copies_but_ids, copies_of, exact_copies
from dataqa.checks.duplicates._entities import entities_but_copies
from dataqa.checks.registry import check
from dataqa.checks.text_keys import folded_cells, text_keys
from dataqa.context import Context
from dataqa.model import Evidence, Measurement, Rows
from dataqa.statistics import wilson

_COPIES = ("exact-duplicates", "duplicates-but-ids")
_SHOWN, _WIDTH = 6, 40


@check(needs=("text",), reads=("text:text",))
def repeated_texts(audit: Context) -> Iterator[Measurement]:
    """Share of rows that repeat the text of an earlier row, case and white space aside, with its Wilson interval (Wilson 1927).

    Rows that equal an earlier row in all columns, or in all but the ids, are measured separately, because other checks report them
    in more detail; so are columns of names whose repeats mostly agree in the rest of the row (`repeated-entities`).
    """
    left_out = exact_copies(audit).rows
    names = entities_but_copies(audit)
    compared, ids = compared_without_ids(audit)
    if ids and len(compared) > 1:
        left_out = np.union1d(left_out, copies_but_ids(audit).rows)
    for name in audit.task.having("text"):
        column = audit.profile.columns[name]
        if column.kind != "text":
            continue
        keys = text_keys(audit, name)
        every = keys.is_not_null().arg_true().to_numpy().astype(np.int64)
        there = np.setdiff1d(every, left_out)
        one = _measured(audit, name, there, _copies(audit, name, there))
        if one is not None:
            yield replace(one, covered_by=("repeated-entities",) if name in names else ())
        copies = _copies(audit, name, every)
        same = _measured(audit, name, every, copies.within(np.flatnonzero(np.isin(every, left_out))))
        if same is not None:
            yield replace(same, about="copies", kind="copies", covered_by=_COPIES)


def _copies(audit: Context, name: str, rows: Positions) -> Copies:
    texts = audit.engine.take(rows, [name])
    return copies_of(texts, text_keys(audit, name).gather(rows).to_numpy(), lambda frame: frame.select(folded_cells(name)))


def _measured(audit: Context, name: str, there: Positions, copies: Copies) -> Measurement | None:
    if not len(copies.rows):
        return None
    order = np.lexsort((copies.rows, -copies.sizes[copies.rows]))
    return Measurement(
        value=len(copies.rows) / audit.rows,
        unit="share of rows",
        interval=wilson(len(copies.rows), audit.rows),
        columns=(name,),
        rows=Rows(positions=there[copies.rows[order]]),
        details={"texts": len(np.unique(copies.first)), "largest": int(copies.sizes.max())},
        evidence=(_picture(audit, name, there, copies),),
    )


def _picture(audit: Context, name: str, there: Positions, copies: Copies) -> Evidence:
    first = np.unique(copies.first)
    counted = audit.engine.take(there[first], [name]).select(
        folded_cells(name).alias("text"), pl.Series("rows", copies.sizes[first])
    )
    top = counted.sort(["rows", "text"], descending=[True, False]).head(_SHOWN)
    labels = [text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…" for text in top.get_column("text").to_list()]
    values = tuple(map(float, top.get_column("rows").to_list()))
    return Evidence(title=f"Most repeated texts of {name}", unit="rows", labels=tuple(labels), values=values)
