"""Columns that are empty where another column has certain values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dataqa.checks._words import named
from dataqa.checks.missing._dependence import dependence
from dataqa.checks.missing._linked import linked
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Measurement, Phrase

_BY_TARGET = ("missing-by-target", "missingness-leak")


@check(reads=("cells",), fewest=2)
def missing_by_columns(audit: Context) -> Iterator[Measurement]:
    """Difference of the shares of empty cells where another column has certain values and elsewhere (Newcombe 1998, Bonferroni).

    The column with which being empty goes most strongly is told, and the names of others. Missing at random is what this is called
    (Rubin 1976): not by chance, but by what is known. The target, the time and groups of people are measured apart where it goes
    with them most strongly: other checks tell them better. What goes with it is looked for in the row sample; shares are of all
    rows.
    """
    better = dict.fromkeys(audit.task.having("time"), "missing-by-time") | dict.fromkeys(audit.task.protected, "group-missing")
    if audit.task.target is not None:
        better[audit.task.target] = "missing-by-target"
    for block in dependence(audit):
        if block.links and (sibling := better.get(block.links[0].strata.column)):
            one = linked(audit, block, block.links[0], {"also": Phrase(""), "goes_with": 1})
            if sibling == _BY_TARGET[0]:
                yield replace(one, covered_by=_BY_TARGET)
            else:  # the groups or times that the other check compares are cut elsewhere: the rows would not be the same
                yield replace(one, rows=None, covered_by=(sibling,))
        links = [link for link in block.links if link.strata.column not in better]
        if not links:
            continue
        others = [named(link.strata.column) for link in links[1 : 1 + int(audit.parameters["others"])]]
        also = Phrase(f" So it does with {', '.join(others)}." if others else "")
        yield linked(audit, block, links[0], {"also": also, "goes_with": len(links)})
