"""Numbers with the wrong sign."""

from __future__ import annotations

from collections.abc import Iterator

from dataqa.checks.noise._conversions import SIGNS, slips_of, told
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Measurement


@check(reads=("numeric", "target:number"))
def sign_flips(audit: Context) -> Iterator[Measurement]:
    """Share of cells that lie where the column's bulk, or the other columns, would have them with the other sign.

    As in `wrong-units`: more must lie within 2.5 spreads of their place, when turned, than in the flanks beside it (Poisson).
    """
    for slip in slips_of(audit):
        if slip.mend.kind == SIGNS:
            yield told(slip, audit.rows, {})
