"""Features whose newest rows are unlike their oldest."""

from __future__ import annotations

from collections.abc import Iterator

from dataqa.checks.freshness._drifting import drifting
from dataqa.checks.freshness._windows import by_nature, windows_of
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.leaks import leaks_of
from dataqa.model import Measurement


@check(needs=("time", "features"), reads=("time", "numeric", "categorical", "boolean", "text"), splits_words=True)
def feature_drift(audit: Context) -> Iterator[Measurement]:
    """How far the newest rows are from the oldest, for each feature, its empty cells, and the words of texts.

    Like seasons are compared (whole years, or the days that two years share) where the time allows. The distance (see
    `dataqa.drift`) does not grow with the number of rows; its interval takes neighbours in time as alike (paired stretches).
    Times, parts of the calendar, counters, entities and columns of mostly different values are left out: they must drift; and
    so are columns that leak, which move with the target.
    """
    parameters = audit.parameters
    if (windows := windows_of(audit, parameters)) is None:
        raise NotApplicable("too few rows of each time to compare old and new ones")
    names = [
        column.name
        for column, part in audit.profiles("numeric", "categorical", "boolean", "text")
        if not part.clock
        and column.distinct > 1
        and column.name not in leaks_of(audit)
        and not (column.kind == "text" and part.role != "text" and _names(column))
    ][: int(parameters["most_columns"])]
    calendar, counters = by_nature(audit, windows, names, float(parameters["counter"]))
    names = [name for name in names if name not in calendar | counters | set(windows.clock.columns)]
    if not names:
        raise NotApplicable("only times, counters, entities and columns of different texts, which must drift")
    yield from drifting(audit, windows, names, float(parameters["least"]))


def _names(column: object) -> bool:
    return column.distinct > 0.5 * max(1, column.present)  # type: ignore[attr-defined, no-any-return]
