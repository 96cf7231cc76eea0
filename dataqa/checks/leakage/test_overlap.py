"""Rows that occur in the training data and in the test data."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dataqa.checks.leakage._parts import held_out
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Cell, Measurement, Mend
from dataqa.sources.column_names import helper
from dataqa.statistics import wilson

_ROW = helper("row")


@check(needs=("held out",), reads=("learnable",))
def test_overlap(audit: Context) -> Iterator[Measurement]:
    """Share of test rows whose features equal those of a training row, with its Wilson interval (Wilson 1927).

    Test rows are those of ``test=``, or of all parts of a split column except the training part. All features and images are
    compared, but not the target: a row with another label is the same row.
    """
    for parts in held_out(audit, _compared(audit)):
        known = parts.train.unique()
        features = known.columns
        test, train = parts.test.with_row_index(_ROW), parts.train.with_row_index(_ROW)
        seen = test.join(known, on=features, how="semi", nulls_equal=True).get_column(_ROW).sort().to_numpy()
        if not len(seen):
            continue
        twice = train.join(parts.test.unique(), on=features, how="semi", nulls_equal=True).get_column(_ROW).sort().to_numpy()
        yield Measurement(
            value=len(seen) / parts.test.height,
            unit="share of test rows",
            interval=wilson(len(seen), parts.test.height),
            rows=parts.rows(seen.astype(np.int64), twice.astype(np.int64)),
            about=Cell(parts.name),
            details={
                "shared": len(seen),
                "test_rows": parts.test.height,
                "part": parts.part,
                "repeated_in_training": 1 - known.height / parts.train.height,
            },
            mends=(Mend(rows=parts.in_train[twice]),),
        )


def _compared(audit: Context) -> list[str]:
    """Return the features, and the images that could be opened."""
    opened = {column.name for column in audit.table.columns if column.pictures is not None}
    return [name for name in audit.task.learnable if name in opened or name in audit.task.features]
