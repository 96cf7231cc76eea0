"""Frames of other libraries: brought into memory by their own means, or refused with what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from dataqa.errors import SourceError
from dataqa.sources.intake import Incoming, Intake
from dataqa.sources.messages import first_line, listed
from dataqa.sources.several import concatenate

_SPLIT = "split"
_ASKS = (("to_pandas", ".to_pandas()"), ("toPandas", ".toPandas()"), ("to_arrow", ".to_arrow()"), ("to_pyarrow", ".to_pyarrow()"))


def in_memory(data: Any) -> Any:
    """Return rows that a library keeps elsewhere as something that is read here; anything else as it is.

    Parameters
    ----------
    data : object
        Dask and Ibis frames are computed. A data set of Hugging Face becomes an Arrow table, and one of several splits is joined,
        with the name of the split in a column.
    """
    library = type(data).__module__.partition(".")[0]
    kind = type(data).__name__
    try:
        if library in ("dask", "dask_expr") and hasattr(data, "compute"):
            return data.compute()
        if library == "ibis" and hasattr(data, "to_pyarrow"):
            return data.to_pyarrow()
        if library == "datasets" and kind == "Dataset":
            return data.with_format("arrow")[:]
    except Exception as error:
        raise SourceError(f"The {library} {kind} could not be brought into memory: {first_line(error)}.") from error
    if library == "datasets" and kind == "DatasetDict" and isinstance(data, Mapping):
        return _joined(data)
    return data


def is_spark(data: Any) -> bool:
    """Return whether it is a frame of PySpark, of a session of its own or through Spark Connect."""
    return type(data).__module__.startswith("pyspark.sql") and hasattr(data, "mapInArrow")


def in_other_words(data: Any) -> str:
    """Return how data of a library that is not known may be given, empty where it offers no way."""
    ways = [call for name, call in _ASKS if callable(getattr(data, name, None))]
    return f"give what its {ways[0]} returns" if ways else ""


def _joined(splits: Mapping[str, Any]) -> Intake:
    from dataqa.sources.arrow import from_arrow_table

    parts = []
    for name, held in splits.items():
        part = from_arrow_table(in_memory(held), f"split {name!r}")
        if not any(column.name == _SPLIT for column in part.columns):
            rows = part.columns[0].cells.len() if part.columns else 0
            cells = pl.repeat(name, rows, dtype=pl.String, eager=True)
            part = replace(part, columns=(*part.columns, Incoming(name=_SPLIT, cells=cells, stored="name of a split")))
        parts.append(part)
    if not parts:
        raise SourceError("The DatasetDict holds no data set.")
    joined = concatenate(parts, "DatasetDict")
    return replace(joined, files=(), notes=(f"the splits {listed(list(splits))} were joined", *joined.notes[1:]))
