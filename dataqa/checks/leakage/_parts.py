"""Training rows and held-out rows, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from dataqa.arrays import Positions
from dataqa.checks._words import named
from dataqa.context import Context
from dataqa.model import Phrase, Rows

GIVEN = "test="


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The training rows and one held-out part.

    Attributes
    ----------
    name : str
        Of the part: ``"test="`` or its value in the split column.
    train, test : polars.DataFrame
        Their rows, in the same columns and dtypes.
    in_train : ndarray of int64
        Positions of the training rows in the input.
    in_test : ndarray of int64 or None
        Positions of the held-out rows; None if they were handed in separately.
    """

    name: str
    train: pl.DataFrame
    test: pl.DataFrame
    in_train: Positions
    in_test: Positions | None

    @property
    def part(self) -> str:
        """The name of the part in a sentence: ``test`` for rows that were handed in separately."""
        return Phrase("test") if self.in_test is None else named(self.name)

    def rows(self, of_test: Positions, of_train: Positions) -> Rows:
        """Return the rows of the issue: held-out rows if they are in the input, otherwise the training rows that they match."""
        if self.in_test is None:
            return Rows(positions=self.in_train[of_train])
        return Rows(positions=self.in_test[of_test])


def held_out(audit: Context, columns: Sequence[str]) -> Iterator[Parts]:
    """Yield each held-out part with the training rows: that of ``test=``, and all parts of a split except the training part.

    Parameters
    ----------
    audit : Context
        The rows.
    columns : sequence of str
        Those wanted; of ``test=`` those that it has. Parts without rows or columns are left out.
    """
    whole = audit.engine.table.frame
    if audit.test is not None:
        shared = [name for name in columns if name in audit.test.table.frame.columns]
        train = whole.select(shared)
        test = _as(audit.test.table.frame.select(shared), train)
        if shared and train.height and test.height:
            yield Parts(name=GIVEN, train=train, test=test, in_train=np.arange(train.height), in_test=None)
    for name, there, here in split_parts(audit) if columns else ():
        yield Parts(
            name=name,
            train=audit.engine.take(there, columns),
            test=audit.engine.take(here, columns),
            in_train=there,
            in_test=here,
        )


def split_parts(audit: Context) -> Iterator[tuple[str, Positions, Positions]]:
    """Yield each part of a split column except the training part: its name, the positions of the training rows, and its own."""
    split = audit.task.first("split")
    if split is None:
        return
    labels = audit.engine.values(split)
    if labels.null_count() == len(labels):
        return
    training = training_part(labels)
    there = (labels == training).fill_null(False).arg_true().to_numpy().astype(np.int64)
    for part in sorted(set(labels.drop_nulls().unique().to_list()) - {training}, key=str):
        yield str(part), there, (labels == part).fill_null(False).arg_true().to_numpy().astype(np.int64)


def _as(other: pl.DataFrame, frame: pl.DataFrame) -> pl.DataFrame:
    """Cast the test rows to the dtypes of the training rows; what cannot be cast is null."""

    def cast(name: str, dtype: pl.DataType) -> pl.Expr:
        cells = pl.col(name)
        if dtype == pl.Boolean and other.schema[name] == pl.String:
            text = cells.str.strip_chars().str.to_lowercase()
            return pl.when(text.is_in(["true", "false"])).then(text == "true").alias(name)
        if dtype.is_temporal() and other.schema[name] == pl.String:
            return cells.str.to_datetime(time_unit="us", strict=False)
        return cells.cast(dtype, strict=False)

    return other.select(cast(name, dtype) for name, dtype in frame.schema.items())


def training_part(parts: pl.Series) -> object:
    """Return the value of a split column that means the training rows: by its name, otherwise the most frequent."""
    names = parts.drop_nulls().unique().sort().to_list()
    training = [name for name in names if str(name).strip().lower() in ("train", "training")]
    counts = {name: int((parts == name).sum()) for name in names}
    return training[0] if training else max(names, key=lambda name: (counts[name], str(name)))
