"""Users and items of the test that training does not know."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dataqa.checks.interactions import interactions_of
from dataqa.checks.leakage._parts import held_out
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Cell, Measurement
from dataqa.statistics import wilson


@check(needs=("held out",), reads=("table",))
def cold_entities(audit: Context) -> Iterator[Measurement]:
    """Share of test events of a user, or an item, without any event in training (Wilson 1927)."""
    found = interactions_of(audit)
    for side in ("user", "item"):
        name = found.column(side)
        for parts in held_out(audit, [name]):
            known = parts.train.get_column(name).drop_nulls().unique()
            test = parts.test.get_column(name)
            cold = (test.is_not_null() & ~test.is_in(known.implode())).fill_null(False)
            rows = cold.arg_true().to_numpy().astype(np.int64)
            if not len(rows):
                continue
            yield Measurement(
                value=len(rows) / parts.test.height,
                unit="share of test rows",
                interval=wilson(len(rows), parts.test.height),
                columns=(name,),
                rows=parts.rows(rows, np.empty(0, dtype=np.int64)) if parts.in_test is not None else None,
                about=Cell(parts.name),
                kind=side if side == "item" else "",
                details={
                    "cold": test.filter(cold).n_unique(),
                    "entities": test.drop_nulls().n_unique(),
                    "test_rows": parts.test.height,
                    "events": len(rows),
                    "part": parts.part,
                },
            )
