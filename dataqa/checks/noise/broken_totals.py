"""Totals of series that are not the sum of their parts."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dataqa.checks.clock import moment_text
from dataqa.checks.registry import check
from dataqa.checks.series import measures_of, series_of
from dataqa.checks.totals import totals_of
from dataqa.context import Context
from dataqa.model import Measurement, Rows
from dataqa.statistics import wilson


@check(needs=("time",), reads=("table",))
def broken_totals(audit: Context) -> Iterator[Measurement]:
    """Share of the times of a total at which it is not the sum of its parts, with its Wilson interval (Wilson 1927).

    Totals as in `total-series`. Times at which a part has no row say nothing, and neither does what rounding leaves. Of the total
    and its parts the row is named that comes nearest to its neighbours in time if it alone is wrong, else that of the total.
    """
    for found in totals_of(audit):
        if not found.off.height:
            continue
        first = found.off.row(0, named=True)
        rows = found.off.get_column("wrong").unique(maintain_order=True).to_numpy().astype(np.int64)
        yield Measurement(
            value=found.off.height / found.checked,
            unit="share of times",
            interval=wilson(found.off.height, found.checked),
            columns=(measures_of(audit)[0],) if found.key else tuple(found.off.get_column("name").unique(maintain_order=True)),
            rows=Rows(positions=rows),
            about=found.key,
            kind="" if found.key else "columns",
            details={
                "key": found.key,
                "broken": found.off.height,
                "checked": found.checked,
                "names": [" ".join(one.split()) for one in found.off.get_column("name").unique(maintain_order=True).to_list()],
                "name": " ".join(first["name"].split()),
                "when": moment_text(first["at"], series_of(audit).clock.unit),
                "found": f"{first['value']:.10g}",
                "sum": f"{first['sum']:.10g}",
            },
        )
