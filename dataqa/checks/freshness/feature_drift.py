"""Features whose distribution changed between the oldest and the newest rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from dataqa.checks.freshness._drift.measured import drifting
from dataqa.checks.freshness._drift.windows import by_nature, windows_of
from dataqa.checks.registry import check
from dataqa.checks.shifts import DriftParameters
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.leaks import leaks_of
from dataqa.model import Measurement


class Parameters(DriftParameters):
    """Which columns are compared over time, and how."""

    most_columns: Annotated[int, Field(ge=1)]
    """Columns that are compared."""
    counter: Annotated[float, Field(ge=0, le=1)]
    """Rank correlation with time from which a number only counts time."""


@check(
    needs=("time", "features"),
    reads=("time", "numeric", "categorical", "boolean", "text"),
    splits_words=True,
    parameters=Parameters,
)
def feature_drift(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Distance between the oldest and the newest rows, for each feature, its empty cells, and the words of texts.

    The same seasons are compared (whole years, or the days that two years share) if the time span allows. The distance (see
    `dataqa.drift`) does not grow with the number of rows; its interval allows for rows that resemble their neighbours in time
    (paired stretches). Times, parts of the calendar, counters, entities and columns of mostly different values are left out because
    they always drift, and so are columns that leak, because they move with the target.
    """
    parameters = audit.parameters
    if (windows := windows_of(audit, parameters.least_rows)) is None:
        raise NotApplicable("too few rows of each time to compare old and new ones")
    names = [
        column.name
        for column, part in audit.profiles("numeric", "categorical", "boolean", "text")
        if not part.clock
        and column.distinct > 1
        and column.name not in leaks_of(audit)
        and not (column.kind == "text" and part.role != "text" and _names(column))
    ][: parameters.most_columns]
    calendar, counters = by_nature(audit, windows, names, parameters.counter)
    names = [name for name in names if name not in calendar | counters | set(windows.clock.columns)]
    if not names:
        raise NotApplicable("there are only times, counters, entities and columns of different texts, which always drift")
    yield from drifting(audit, windows, names)


def _names(column: object) -> bool:
    return column.distinct > 0.5 * max(1, column.present)  # type: ignore[attr-defined, no-any-return]
