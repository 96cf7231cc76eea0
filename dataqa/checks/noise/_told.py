"""Which cells of a column other checks name already: nothing is told twice."""

from __future__ import annotations

import polars as pl

from dataqa.checks.noise._dirt import told_as_dirt
from dataqa.checks.noise._spelt import spelt
from dataqa.context import Context
from dataqa.findings.parameters import parameters_of


def told_elsewhere(audit: Context, column: str, cells: pl.Series) -> set[str]:
    """Return those of some different cells that are words for "missing", have dirt, or are spellings of a commoner value.

    Parameters
    ----------
    column : str
        Their column.
    cells : polars.Series
        Different texts.
    """
    words = parameters_of("missing-words")
    missing = {word.lower() for kind in ("words", "doubtful") for word in words[kind]}
    found = set(cells.filter(cells.str.strip_chars().str.to_lowercase().is_in(sorted(missing))).to_list())
    found |= told_as_dirt(cells, audit.task.columns[column].role)
    if column in (spelling := spelt(audit)):
        found |= set(cells.to_list()) & set(spelling[column].right)
    return found
