"""Columns whose cells are empty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from dataqa.arrays import Positions
from dataqa.checks._words import named
from dataqa.checks.missing._dependence import JointlyMissing, dependence
from dataqa.checks.missing._ticked import ticked
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.findings.dialogues import optional_texts
from dataqa.findings.leaks import leaks_of
from dataqa.model import Evidence, Measurement, Mend, Rows, no_positions
from dataqa.profile.column import ColumnProfile
from dataqa.statistics import wilson


@check(reads=("cells",))
def missing_values(audit: Context) -> Iterator[Measurement]:
    """Share of rows without a value, per column, with its Wilson interval (Wilson 1927).

    Cells with text that was read as missing (``?``, ``N/A``, a word among numbers) are measured separately, because
    `placeholder-values` and `mixed-types` report them in more detail. Whether values are missing completely at random (Rubin 1976)
    is judged from the other columns. Of columns in which one mark is set or left out (``x``),
    or one option each of several is, no cell is missing.
    """
    optional = {*optional_texts(audit), *ticked(audit)}
    blocks = {name: block for block in dependence(audit) for name in block.columns}
    sources = {source.name: source for source in audit.table.columns}
    for column, _ in audit.profiles():
        if not column.nulls or column.name in optional:
            continue
        source = sources[column.name]
        held = np.concatenate([source.unparsed, *source.placeholders.values()])
        if column.nulls > len(held):
            rows = audit.rows_where_null(column.name).positions
            yield _measured(audit, column, np.setdiff1d(rows, held, assume_unique=True), blocks.get(column.name))
        for about, sibling, read in (
            ("words", "placeholder-values", np.concatenate([no_positions(), *source.placeholders.values()])),
            ("unread", "mixed-types", source.unparsed),
        ):
            if len(read):
                one = _measured(audit, column, np.sort(read).astype(np.int64), blocks.get(column.name))
                yield replace(one, about=about, covered_by=(sibling,))


def _measured(audit: Context, column: ColumnProfile, rows: Positions, block: JointlyMissing | None) -> Measurement:
    part, empty = audit.task.columns[column.name], len(rows)
    kind = "target" if part.role == "target" else "leak" if column.name in leaks_of(audit) else ""
    linked = "" if block is None or not block.links else named(block.links[0].strata.column)
    return Measurement(
        value=empty / column.rows,
        unit="share of rows",
        interval=wilson(empty, column.rows),
        columns=(column.name,),
        rows=Rows(positions=rows),
        kind=kind,
        notes=() if block is None or not block.measurable else ("linked",) if linked else ("unlinked",),
        # a target is never filled, and a column that leaks is left out
        mends=() if kind == "" else (Mend(columns=()),),
        details={"empty": empty, "linked_to": linked},
        evidence=(
            Evidence(
                title=f"Cells of {column.name}",
                unit="rows",
                labels=("with a value", "empty"),
                values=(float(column.rows - empty), float(empty)),
                marked=(1,),
            ),
        ),
    )
