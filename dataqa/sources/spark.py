"""Frames of Spark: the executors say how many rows there are, and hand over all of them or a sample by content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa

from dataqa.errors import SourceError
from dataqa.sources.arrow import from_arrow_table
from dataqa.sources.intake import Intake
from dataqa.sources.messages import first_line
from dataqa.sources.thinning import MOST, row_hashes, row_sizes

_HALVINGS = 48
"""Halvings that are counted: a sample of 400,000 rows is then one of 10**20."""
_COUNTED = "halvings int, rows long, bytes long"


def from_spark(data: Any, budget: float, apart: Iterable[str]) -> Intake:
    """Read a frame of Spark; the driver never holds more than fits.

    The same rows are kept as of a file with the same columns (`Thinning`). dataqa must be installed where the executors run.

    Parameters
    ----------
    data : pyspark.sql.DataFrame
        Of Spark 4 or newer.
    budget : float
        Bytes that the rows may take in the driver.
    apart : iterable of str
        Columns that do not count for which rows are in the sample.

    Raises
    ------
    SourceError
        Where Spark fails, as where its workers lack dataqa.
    """
    name, outside = f"Spark {type(data).__name__}", frozenset(apart)
    try:
        counted = data.mapInArrow(partial(_count, outside), _COUNTED).toArrow()
        totals = pa.TableGroupBy(counted, "halvings").aggregate([("rows", "sum"), ("bytes", "sum")]).sort_by("halvings")
        rows, sizes = totals["rows_sum"].to_pylist() or [0], totals["bytes_sum"].to_pylist() or [0]
        halvings = 0
        if sizes[0] > budget:
            halvings = next(
                (level for level in range(1, _HALVINGS) if sizes[level] <= budget and rows[level] <= MOST), _HALVINGS - 1
            )
            data = data.mapInArrow(partial(_keep, outside, halvings), data.schema)
        table = data.toArrow()
    except Exception as error:
        lacks = "; dataqa-audit must be installed where Spark's Python workers run" if "ModuleNotFoundError" in str(error) else ""
        raise SourceError(f"The {name} cannot be read: {first_line(error)}{lacks}.") from error
    intake = from_arrow_table(table, name)
    if not halvings:
        return intake
    note = (
        f"a sample of {table.num_rows:,} of {rows[0]:,} rows, chosen by a hash of their content: counts are those of the sample, "
        "and what links different rows (ids, near copies, rows of one entity) is found where both are in it; rows of Spark have no "
        "place, so those of the sample are counted; memory= sets another bound"
    )
    return Intake(columns=intake.columns, name=name, origin="frame", notes=(note,), seen=rows[0])


def _count(apart: frozenset[str], batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield how many rows and bytes each number of halvings would keep; for the executors."""
    rows, sizes = np.zeros(_HALVINGS, dtype=np.int64), np.zeros(_HALVINGS, dtype=np.int64)
    for batch in batches:
        table = pa.Table.from_batches([batch])
        hashes, weights = row_hashes(table, apart), row_sizes(table)
        for level in range(_HALVINGS):
            kept = hashes >> np.uint64(64 - level) == 0 if level else np.ones(len(hashes), dtype=bool)
            hashes, weights = hashes[kept], weights[kept]
            rows[level] += len(hashes)
            sizes[level] += weights.sum()
    yield pa.record_batch({"halvings": pa.array(range(_HALVINGS), pa.int32()), "rows": rows, "bytes": sizes})


def _keep(apart: frozenset[str], halvings: int, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield the rows that are in the sample; for the executors."""
    for batch in batches:
        hashes = row_hashes(pa.Table.from_batches([batch]), apart)
        yield batch.filter(pa.array(hashes >> np.uint64(64 - halvings) == 0))
