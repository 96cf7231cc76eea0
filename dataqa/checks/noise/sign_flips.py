"""Numbers with the wrong sign."""

from __future__ import annotations

from collections.abc import Iterator

from dataqa.checks.noise._conversions import SIGNS, measurement, slips_of
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Measurement


@check(reads=("numeric", "target:number"))
def sign_flips(audit: Context) -> Iterator[Measurement]:
    """Share of cells that fit the rest of their column, or the other columns, only with the other sign.

    As in `wrong-units`, more cells must lie within 2.5 spreads of their place with the other sign than next to it (Poisson).
    """
    for slip in slips_of(audit):
        if slip.conversion.kind == SIGNS:
            yield measurement(slip, audit.rows)
