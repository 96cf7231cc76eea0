"""Which cells of a column other checks report in more detail."""

from __future__ import annotations

import polars as pl

from dataqa.checks.noise._dirt import dirty_texts
from dataqa.checks.noise._spelt import spelt
from dataqa.context import Context
from dataqa.findings.parameters import parameters_of


def reported_elsewhere(audit: Context, column: str, cells: pl.Series) -> dict[str, set[str]]:
    """Return those of some different cells that are words for "missing", have stray characters, or are variant spellings.

    Parameters
    ----------
    column : str
        Their column.
    cells : polars.Series
        Different texts.

    Returns
    -------
    dict
        By the check that reports them best; no text twice.
    """
    words = parameters_of("missing-words")
    missing = {word.lower() for kind in ("words", "doubtful") for word in words[kind]}
    spelling = spelt(audit)
    found = {
        "placeholder-values": set(cells.filter(cells.str.strip_chars().str.to_lowercase().is_in(sorted(missing))).to_list()),
        "text-hygiene": dirty_texts(cells, audit.task.columns[column].role),
        "category-spellings": set(cells.to_list()) & set(spelling[column].right) if column in spelling else set(),
    }
    known: set[str] = set()
    for check, texts in found.items():
        found[check] = texts - known
        known |= texts
    return {check: texts for check, texts in found.items() if texts}
