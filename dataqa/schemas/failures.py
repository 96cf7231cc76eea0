"""What pandera reports, in plain records: one a check that failed on a column, with every row that fails it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from dataqa.arrays import Bools, Positions

_SHOWN, _LONGEST = 3, 40


@dataclass(frozen=True, slots=True)
class Failure:
    """One failed check.

    Attributes
    ----------
    columns : tuple of str
        The column it was made on, as the Table calls it; empty for the whole, or where there is no such column.
    check : str
        Its name: what tells it from the column's other checks.
    says : str
        The check in words: its error text or its name with its arguments.
    kind : {"rows", "column", "missing", "surplus", "dtype", "raised"}
        What it is about.
    rows : ndarray of int64 or None
        0-based positions of the rows that fail, ascending; None where it is about no rows.
    shown : str
        Some of the cells that fail, or what is there instead.
    """

    columns: tuple[str, ...]
    check: str
    says: str
    kind: str
    rows: Positions | None
    shown: str


_WHOLE = {
    "COLUMN_NOT_IN_DATAFRAME": "missing",
    "COLUMN_NOT_IN_SCHEMA": "surplus",
    "INVALID_COLUMN_NAME": "missing",
    "WRONG_DATATYPE": "dtype",
    "CHECK_ERROR": "raised",
    "PARSER_ERROR": "raised",
}


def failures_of(
    errors: list[Any], called: Mapping[Any, str], index: Any, rows: int, untyped: Collection[tuple[str, ...]] = ()
) -> list[Failure] | None:
    """Return what failed, or None where the labels of rows cannot be told.

    Parameters
    ----------
    errors : list of pandera.errors.SchemaError
        As pandera collects them.
    called : mapping
        What the Table calls the columns.
    index : pandas.Index or None
        Labels of the rows, unique; None where rows are told by their place.
    rows : int
        All rows.
    untyped : collection of tuple of str
        Columns that are known not to be of the type asked for: checks that cannot run on them are not told.
    """
    found: dict[tuple[tuple[str, ...], str], Failure] = {}
    uncoerced = {_name(error) for error in errors if _reason(error) == "DATATYPE_COERCION"} - {None}
    mistyped = uncoerced | {_name(error) for error in errors if _reason(error) == "WRONG_DATATYPE"}
    for error in errors:
        reason, name = _reason(error), _name(error)
        if name in (uncoerced if reason == "WRONG_DATATYPE" else mistyped if reason == "CHECK_ERROR" else ()):
            continue  # follows from the type of the cells
        kind = _WHOLE.get(reason, "rows")
        where = None if kind != "rows" else _rows(error, index, rows)
        if where is not None and (where < 0).any():
            return None
        if kind == "rows" and where is None:
            kind = "dtype" if reason == "DATATYPE_COERCION" else "column"
        columns = (called[name],) if name in called else ()
        if reason == "CHECK_ERROR" and columns in untyped:
            continue
        first = check = _check(error, kind)
        number = 1
        while (columns, check) in found:  # two checks of one name are told by their order
            number += 1
            check = f"{first} {number}"
        found[columns, check] = Failure(
            columns=columns, check=check, says=_says(error, name), kind=kind, rows=where, shown=_shown(error, kind)
        )
    return list(found.values())


def _reason(error: Any) -> str:
    return getattr(error.reason_code, "name", "")


def _name(error: Any) -> Any:
    if type(error.schema).__name__ == "DataFrameSchema":
        cases = error.failure_cases
        converted = isinstance(cases, pl.DataFrame) and cases.width == 1 and _reason(error) == "DATATYPE_COERCION"
        return cases.columns[0] if converted else None
    return error.column_name if error.column_name is not None else error.schema.name


def _check(error: Any, kind: str) -> str:
    check = error.check
    if kind in ("missing", "surplus", "column") and isinstance(check, str):
        return f"{check}: {error.failure_cases}" if isinstance(error.failure_cases, str) else check
    if check is None or isinstance(check, str):
        # dtype('int64') and coerce_dtype('int64') are the column's, whatever its type
        return str(check).partition("(")[0]
    nameless = check.name in (None, "<lambda>")
    return str(check.error or check.name or "check") if nameless else str(check.name)


def _says(error: Any, name: Any) -> str:
    check = error.check
    if isinstance(error.failure_cases, pl.DataFrame) and _reason(error) == "DATATYPE_COERCION" and name is not None:
        return f"coerce_dtype('{error.schema.columns[name].dtype}')"
    text = check if isinstance(check, str) or check is None else check.error or check.name
    text = " ".join(str(text).split())
    return text if len(text) <= 2 * _LONGEST else text[: 2 * _LONGEST - 1] + "…"


def _rows(error: Any, index: Any, rows: int) -> Positions | None:
    """Return the rows that fail: by the check's whole answer where pandera keeps it by place, else by the cases it lists."""
    output, cases = error.check_output, error.failure_cases
    if isinstance(output, pl.DataFrame) and output.height == rows:
        failed = ~output.select(pl.all_horizontal(pl.all().fill_null(True))).to_series()
        return failed.arg_true().to_numpy().astype(np.int64)
    limited = getattr(error.check, "n_failure_cases", None) is not None
    if limited and hasattr(output, "to_numpy") and len(output) == rows:
        kept: Bools = output.to_numpy(dtype=bool)
        return np.flatnonzero(~(kept if kept.ndim == 1 else kept.all(axis=1))).astype(np.int64)
    if not hasattr(cases, "columns"):
        return None
    labels = cases["index"] if "index" in cases.columns else cases.index if cases.index.name == "index" else None
    if labels is None or (labels.isna().all() and not (index is not None and index.hasnans)):
        return None
    places = labels.to_numpy() if index is None else index.get_indexer(labels)
    return np.unique(places.astype(np.int64))


def _shown(error: Any, kind: str) -> str:
    cases = error.failure_cases
    if kind in ("raised", "dtype", "missing", "surplus") and isinstance(cases, str):
        return _cut(cases)
    if isinstance(cases, pl.DataFrame):
        values = cases.to_series(0).drop_nulls().to_list() if cases.width == 1 else []
    elif hasattr(cases, "columns") and "column" not in cases.columns and "failure_case" in cases.columns and kind == "rows":
        values = cases["failure_case"].dropna().tolist()
    else:
        return ""
    return listed_values(values)


def listed_values(values: list[Any]) -> str:
    """Return a few different values as text, sorted."""
    some = list(dict.fromkeys(_cut(str(value)) for value in values))
    return ", ".join(sorted(some)[:_SHOWN]) + (" …" if len(some) > _SHOWN else "")


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
