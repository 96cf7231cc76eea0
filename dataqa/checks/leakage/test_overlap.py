"""Rows that stand in the training data and in the test data."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from dataqa.checks.context import Context
from dataqa.checks.registry import check
from dataqa.model import Measurement, Positions
from dataqa.statistics import wilson


@check(needs=("held out",))
def test_overlap(audit: Context) -> Iterator[Measurement]:
    """Share of the test rows whose features stand in the training rows, too, with its Wilson interval (Wilson 1927).

    Test rows are those of ``test=``, or of the parts of a split column that are not the training part. Compared are all features;
    the target is left out, since a row with another label is the same row.
    """
    features = [name for name in audit.task.features if audit.test is None or name in audit.test.table.frame.columns]
    if not features:
        return
    frame = audit.engine.table.frame.select(features)
    if audit.test is not None:
        other = _as(audit.test.table.frame.select(features), frame)
        yield from _overlap(frame, other, np.arange(frame.height), None, features, "test=")
    split = audit.task.first("split")
    if split is not None:
        parts = audit.engine.values(split)
        if parts.null_count() == len(parts):
            return
        training = _training(parts)
        for part in sorted(set(parts.drop_nulls().unique().to_list()) - {training}, key=str):
            here = (parts == part).fill_null(False).arg_true().to_numpy().astype(np.int64)
            there = (parts == training).fill_null(False).arg_true().to_numpy().astype(np.int64)
            yield from _overlap(frame[there], frame[here], there, here, features, str(part))


def _overlap(
    train: pl.DataFrame, test: pl.DataFrame, in_train: Positions, in_test: Positions | None, features: list[str], name: str
) -> Iterator[Measurement]:
    """Yield how much of one test part stands in the training rows; the rows named are those of the data that was handed in."""
    if not test.height or not train.height:
        return
    known = train.unique()
    seen = test.with_row_index("__row__").join(known, on=features, how="semi", nulls_equal=True).get_column("__row__").to_numpy()
    if not len(seen):
        return
    if in_test is None:
        twice = train.with_row_index("__row__").join(test.unique(), on=features, how="semi", nulls_equal=True).get_column("__row__")
        rows = in_train[np.sort(twice.to_numpy())]
    else:
        rows = in_test[np.sort(seen)]
    natural = 1 - known.height / train.height
    yield Measurement(
        value=len(seen) / test.height,
        unit="share of test rows",
        interval=wilson(len(seen), test.height),
        columns=(),
        rows=Context.rows_at(rows.astype(np.int64)),
        about=name,
        details={"shared": len(seen), "test_rows": test.height, "repeated_in_training": natural},
    )


def _as(other: pl.DataFrame, frame: pl.DataFrame) -> pl.DataFrame:
    """Bring the test rows to the dtypes of the training rows; what cannot be brought is null."""

    def cast(name: str, dtype: pl.DataType) -> pl.Expr:
        cells = pl.col(name)
        if dtype == pl.Boolean and other.schema[name] == pl.String:
            text = cells.str.strip_chars().str.to_lowercase()
            return pl.when(text.is_in(["true", "false"])).then(text == "true").alias(name)
        if dtype.is_temporal() and other.schema[name] == pl.String:
            return cells.str.to_datetime(time_unit="us", strict=False)
        return cells.cast(dtype, strict=False)

    return other.select(cast(name, dtype) for name, dtype in frame.schema.items())


def _training(parts: pl.Series) -> object:
    names = parts.drop_nulls().unique().sort().to_list()
    named = [name for name in names if str(name).strip().lower() in ("train", "training")]
    counts = {name: int((parts == name).sum()) for name in names}
    return named[0] if named else max(names, key=lambda name: (counts[name], str(name)))
