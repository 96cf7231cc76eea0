"""Columns that are empty where another column has certain values."""

from __future__ import annotations

from collections.abc import Iterator

from dataqa.checks._words import named
from dataqa.checks.missing._dependence import dependence
from dataqa.checks.missing._linked import linked
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Measurement, Phrase


@check()
def missing_by_columns(audit: Context) -> Iterator[Measurement]:
    """Difference of the shares of empty cells where another column has certain values and elsewhere (Newcombe 1998, Bonferroni).

    The column with which being empty goes most strongly is told, and the names of others. Missing at random is what this is called
    (Rubin 1976): not by chance, but by what is known. The target, the time and groups of people are the matter of other checks.
    What goes with it is looked for in the row sample; shares are of all rows.
    """
    apart = {audit.task.target, *audit.task.protected, *audit.task.having("time")}
    for block in dependence(audit):
        links = [link for link in block.links if link.strata.column not in apart]
        if not links:
            continue
        others = [named(link.strata.column) for link in links[1 : 1 + int(audit.parameters["others"])]]
        also = Phrase(f" So it does with {', '.join(others)}." if others else "")
        yield linked(audit, block, links[0], {"also": also, "goes_with": len(links)})
