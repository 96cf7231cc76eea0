"""Columns whose cells are empty."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dataqa.checks._words import named
from dataqa.checks.missing._dependence import Block, dependence
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.findings.leaks import leaks_of
from dataqa.model import Evidence, Measurement, Phrase, Rows
from dataqa.statistics import wilson


@check()
def missing_values(audit: Context) -> Iterator[Measurement]:
    """Share of rows without a value, per column, with its Wilson interval (Wilson 1927).

    Cells that hold something which was read as missing (``?``, ``N/A``) are the matter of `placeholder-values`.
    """
    blocks = {name: block for block in dependence(audit) for name in block.columns}
    sources = {source.name: source for source in audit.table.columns}
    for column, part in audit.profiles():
        if not column.nulls:
            continue
        source = sources[column.name]
        held = np.concatenate([source.unparsed, *source.placeholders.values()])
        empty = column.nulls - len(held)
        if empty <= 0:
            continue
        rows = audit.rows_where_null(column.name).positions
        kind = "target" if part.role == "target" else "leak" if column.name in leaks_of(audit) else "feature"
        yield Measurement(
            value=empty / column.rows,
            unit="share of rows",
            interval=wilson(empty, column.rows),
            columns=(column.name,),
            rows=Rows(positions=np.setdiff1d(rows, held, assume_unique=True)),
            details={
                "part": Phrase("The target" if kind == "target" else "Column"),
                "empty": empty,
                "advice": Phrase(audit.parameters["advice"][kind]),
                "chance": _chance(blocks.get(column.name)),
            },
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


def _chance(block: Block | None) -> str:
    """Return in words whether the cells are empty by chance, as far as can be seen (missing completely at random: Rubin 1976)."""
    if block is None or not block.told:
        return ""
    if block.links:
        return f" It does not happen by chance alone: it goes with {named(block.links[0].strata.column)}."
    return " Nothing in the other columns was seen to go with it: it may be chance."
