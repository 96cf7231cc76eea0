"""Columns that are empty where another column has certain values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated

from pydantic import Field

from dataqa.checks._words import named
from dataqa.checks.missing._dependence import dependence
from dataqa.checks.missing._linked import linked
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Measurement
from dataqa.parameters import CheckParameters

_BY_TARGET = ("missing-by-target", "missingness-leak")


class Parameters(CheckParameters):
    """Parameters of `missing-by-columns`."""

    others: Annotated[int, Field(ge=0)]
    """Further associated columns that the report names."""


@check(reads=("cells",), fewest=2, parameters=Parameters)
def missing_by_columns(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Difference of the shares of empty cells where another column has certain values and elsewhere (Newcombe 1998, Bonferroni).

    Measured is the column with the strongest association; further ones are named. Such values are missing at random (MAR), not
    completely at random (MCAR) (Rubin 1976). An association that is strongest with the target, the time or a protected group is
    measured separately, because other checks report it in more detail. Associations are searched in the row sample; shares are of
    all rows.
    """
    better = dict.fromkeys(audit.task.having("time"), "missing-by-time") | dict.fromkeys(audit.task.protected, "group-missing")
    if audit.task.target is not None:
        better[audit.task.target] = "missing-by-target"
    for block in dependence(audit):
        if block.links and (sibling := better.get(block.links[0].strata.column)):
            one = linked(audit, block, block.links[0], also=(), goes_with=1)
            if sibling == _BY_TARGET[0]:
                yield replace(one, covered_by=_BY_TARGET)
            else:  # the groups or times that the other check compares are cut elsewhere: the rows would not be the same
                yield replace(one, rows=None, covered_by=(sibling,))
        links = [link for link in block.links if link.strata.column not in better]
        if not links:
            continue
        others = tuple(named(link.strata.column) for link in links[1 : 1 + audit.parameters.others])
        one = linked(audit, block, links[0], also=others, goes_with=len(links))
        here, there = one.details["here"], one.details["there"]
        wholly = max(here, there) >= 0.99 and min(here, there) <= 0.01
        yield replace(one, notes=(("also",) if others else ()) + (("not-applicable",) if wholly else ()) + one.notes)
