"""Which columns hold categories, and how many rows each category has."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dataqa.checks.classes import classes
from dataqa.checks.spellings import decoded, variants
from dataqa.context import Context
from dataqa.findings.parameters import parameters_of
from dataqa.profile.column import ColumnProfile
from dataqa.roles.counts import one_peak


def category_columns(audit: Context, most: int, codes: int) -> Iterator[ColumnProfile]:
    """Yield the feature columns with at most `most` categories, in the order of the data.

    Small whole numbers without a gap from 0 or 1 on count as codes of categories where there are at most `codes` of them, unless
    their frequencies have one peak: few families have many children, and that is no rare category.

    Parameters
    ----------
    audit : Context
        The audit.
    most, codes : int
        Categories of a column of texts or flags; of a column of numbers.

    Yields
    ------
    ColumnProfile
        With at least two categories, all of them counted.
    """
    for column, part in audit.profiles("categorical", "boolean", "numeric"):
        if not column.exact or not 2 <= column.distinct <= most:
            continue
        if column.kind == "number" and part.role != "boolean":  # of a scale of many steps each is rare
            whole = column.integral and column.infinite == 0 and column.distinct <= codes
            codes_from = column.minimum in (0, 1) and column.maximum - column.minimum + 1 == column.distinct
            if not whole or not codes_from or one_peak(column):
                continue
        yield column


def category_counts(audit: Context, *names: str) -> pl.DataFrame:
    """Return the rows of each category, or of each combination of several columns' categories, in ``n``; the fewest first.

    Parameters
    ----------
    audit : Context
        The audit.
    *names : str
        Columns; they come back as ``c0``, ``c1`` …

    Returns
    -------
    polars.DataFrame
        Rows without a value in one of the columns are left out.
    """
    keys = [pl.col(name).alias(f"c{i}") for i, name in enumerate(names)]
    counts = audit.engine.counts(*keys, where=pl.all_horizontal(pl.col(name).is_not_null() for name in names))
    return counts.rename({counts.columns[-1]: "n"}).sort("n", *(f"c{i}" for i in range(len(names))))


def misspelt(audit: Context, name: str) -> dict[str, str]:
    """Return the texts of a column that `category-spellings` takes for a variant of another, each with what it stands for.

    Texts that a wrong encoding broke are among them, though the right one may not stand in the column.
    """
    column = audit.profile.columns[name]
    if column.kind != "text" or column.distinct < 2:
        return {}
    counts: dict[str, int] = dict(category_counts(audit, name).iter_rows())
    meant = {text: right for text in counts if (right := decoded(text)) != text}
    meant |= variants(counts, parameters_of("spellings")["limits"])[0]
    if name == audit.task.target and audit.task.discrete:
        for same in classes(audit).get_column("values"):
            best = min(same, key=lambda text: (-counts[text], text))
            meant |= {text: meant.get(best, best) for text in same if text != best}
    return meant
