"""Whether the values of a column are a closed set, so that another value is an error."""

from __future__ import annotations

from typing import Any

from dataqa.contract.health import Health
from dataqa.task import Column

MOST, LEAST_ROWS, LEAST_EACH = 30, 50, 5
_CLASSES = 100


def closed_set(health: Health, part: Column, *, discrete_target: bool) -> tuple[Any, ...]:
    """Return the values of a closed set, sorted, or an empty tuple where the set may be open.

    Closed is what a classifier has to choose from, 0 and 1, and a few names of which even the rarest comes several times: with no
    value seen once, hardly any is left unseen (Good 1953). The numbers of a count are no closed set, however few they are.

    Parameters
    ----------
    health : Health
        Of the column.
    part : Column
        Its part in the task.
    discrete_target : bool
        True of a target that is a set of classes.
    """
    if not health.counts or health.distinct < 2 or isinstance(health.counts[0][0], bool):
        return ()
    values = sorted(value for value, _ in health.counts)
    if discrete_target:
        return tuple(values) if len(values) <= _CLASSES else ()
    rarest = min(count for _, count in health.counts)
    if health.present < LEAST_ROWS or rarest < LEAST_EACH or len(values) > MOST:
        return ()
    names = part.role in ("categorical", "split", "boolean") and isinstance(values[0], str)
    return tuple(values) if names or (part.role == "boolean" and set(values) == {0, 1}) else ()
