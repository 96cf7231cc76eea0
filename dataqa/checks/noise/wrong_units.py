"""Numbers in another unit than the rest of their column."""

from __future__ import annotations

from collections.abc import Iterator

from dataqa.checks.noise._conversions import UNITS, measurement, slips_of
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Measurement, Phrase


@check(reads=("numeric", "target:number"))
def wrong_units(audit: Context) -> Iterator[Measurement]:
    """Share of cells that fit the rest of their column, or the other columns, only after conversion to another unit.

    What is expected comes from robust models on a sample. More cells must lie within 2.5 spreads of their place when
    converted than next to it (Poisson), and no other column may separate their rows, as it would a kind of thing.
    """
    for slip in slips_of(audit):
        if slip.conversion.kind == UNITS:
            times, units = slip.conversion.times, Phrase(slip.conversion.units)
            if times:
                size = times if times > 1 else 1 / times
                yield measurement(
                    slip, audit.rows, "larger" if times > 1 else "", ("units",), times=Phrase(f"{size:,.6g}"), units=units
                )
            else:
                yield measurement(slip, audit.rows, "temperature", units=units)
