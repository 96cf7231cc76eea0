"""Which cells of a column other checks name already: nothing is told twice."""

from __future__ import annotations

import polars as pl

from dataqa.checks.context import Context
from dataqa.checks.noise._dirt import told_as_dirt
from dataqa.checks.spellings import variants

_DOUBTED, _SPELT = "placeholder-values", "category-spellings"


def told_elsewhere(audit: Context, column: str, cells: pl.Series, counted: pl.DataFrame) -> set[str]:
    """Return those of some different cells that are words for "missing", have dirt, or are spellings of a commoner value.

    Parameters
    ----------
    column : str
        Their column.
    cells : polars.Series
        Different texts.
    counted : polars.DataFrame
        ``cell`` and ``rows`` of all different texts of the column.
    """
    words = audit.parameters_of(_DOUBTED)
    missing = {word.lower() for kind in ("words", "doubtful") for word in words[kind]}
    found = set(cells.filter(cells.str.strip_chars().str.to_lowercase().is_in(sorted(missing))).to_list())
    found |= told_as_dirt(cells, audit.task.columns[column].role)
    rule = audit.parameters_of(_SPELT)
    if audit.task.columns[column].role in ("categorical", "group") and counted.height <= rule["most_distinct"]:
        found |= set(cells.to_list()) & set(variants(dict(counted.select("cell", "rows").iter_rows()), rule["limits"])[0])
    return found
