"""Numbers in another unit than the rest of their column."""

from __future__ import annotations

from collections.abc import Iterator

from dataqa.checks.noise._conversions import UNITS, Slip, slips_of, told
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Measurement, Phrase


@check(reads=("numeric", "target:number"))
def wrong_units(audit: Context) -> Iterator[Measurement]:
    """Share of cells that lie a unit's factor away from where the column's bulk, or the other columns, would have them.

    What is expected comes from robust models on a sample (`_expected`); more cells must lie within 2.5 spreads of their place, when
    converted, than in the flanks beside it (Poisson), and no other column may tell their rows apart, as it would a kind of thing.
    """
    for slip in slips_of(audit):
        if slip.mend.kind == UNITS:
            yield told(slip, audit.rows, {"factor": _factor(slip), "words": Phrase(slip.mend.words)})


def _factor(slip: Slip) -> Phrase:
    times = slip.mend.times
    if not times:
        return Phrase("far from")
    return Phrase(f"{times:,.6g} times" if times > 1 else f"1/{1 / times:,.6g} of")
