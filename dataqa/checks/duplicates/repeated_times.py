"""Series with several rows for one time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from dataqa.checks.clock import moment_text
from dataqa.checks.registry import check
from dataqa.checks.series import series_of
from dataqa.context import Context
from dataqa.model import Measurement, Rows
from dataqa.statistics import wilson


@check(needs=("time",), reads=("table",))
def repeated_times(audit: Context) -> Iterator[Measurement]:
    """Share of rows that have the time of another, different row of their series (Wilson 1927).

    Exact copies are left out: `exact-duplicates` reports them.
    """
    series = series_of(audit)
    hashes = audit.engine.hashes(audit.engine.table.frame.columns)[series.rows]
    table = pl.DataFrame({"of": series.of, "at": series.at, "row": series.rows, "cells": hashes})
    repeated = table.filter(pl.col("cells").n_unique().over("of", "at") > 1).sort("of", "at", "row")
    if not repeated.height:
        return
    each = repeated.group_by("of", "at").len()
    of = each.group_by("of").len().sort(["len", "of"], descending=[True, False]).get_column("of").to_numpy()
    yield Measurement(
        value=repeated.height / audit.rows,
        unit="share of rows",
        interval=wilson(repeated.height, audit.rows),
        columns=series.columns,
        rows=Rows(positions=repeated.get_column("row").to_numpy().astype(np.int64)),
        kind="series" if series.count > 1 else "",
        details={
            "times": each.height,
            "with_repeats": len(of),
            "names": series.names(of),
            "when": moment_text(repeated["at"][0], series.clock.unit),
        },
    )
