"""Cells put into a pandas column. `dataqa.fixing.snippet` copies these functions into what it writes: they need pandas alone."""

from typing import Any

import numpy as np
import pandas as pd


def put(column: Any, rows: Any, cells: Any) -> Any:
    """Return a column with a cell, or a list of cells, put into some rows (None: missing); its type widens only where it must."""
    cells = cells if isinstance(cells, list) else [cells] * len(rows)
    rows, empty = np.asarray(rows, dtype=np.int64), np.array([cell is None for cell in cells], dtype=bool)
    present = as_held([cell for cell in cells if cell is not None], column.dtype)
    made = with_room(column, present)
    if len(present):
        made.iloc[rows[~empty]] = fitting(present, made.dtype)
    return blanked(made, rows[empty])


def through_pandas(df: Any, edit: Any) -> Any:
    """Return a Polars frame edited as a pandas frame is; what it leaves as it is keeps its type, the rest where it fits."""
    import polars as pl

    before = df.to_pandas()
    after = edit(before)
    rows, columns = after.index.to_numpy(), {}
    for name in after.columns:
        columns[name] = came = df.get_column(name)[rows]
        old, new = before[name].iloc[rows], after[name]
        if new.dtype != old.dtype or not new.equals(old):
            made = pl.Series(name, pl.from_pandas(new.reset_index(drop=True)))
            number = came.dtype.is_numeric() and made.dtype.is_numeric()
            if (
                number
                or isinstance(came.dtype, pl.Categorical | pl.Enum)
                or (came.dtype.is_temporal() and made.dtype.is_temporal())
            ):
                cast = made.cast(came.dtype, strict=False)
                made = cast if (cast.cast(made.dtype).eq_missing(made)).all() else made
            columns[name] = made
    return pl.DataFrame(columns)


def change(column: Any, cells: Any) -> Any:
    """Return a column with some values replaced by others, wherever they stand."""
    rows = np.flatnonzero(column.isin(list(cells)))
    return put(column, rows, [cells.get(cell, cell) for cell in column.iloc[rows].tolist()])


def blanked(column: Any, rows: Any) -> Any:
    """Return a column with some rows missing; a cell that is missing already stays as it is written."""
    blank = np.zeros(len(column), dtype=bool)
    blank[rows] = True
    blank &= column.notna().to_numpy()
    if not blank.any():
        return column
    if column.dtype == bool:
        column = column.astype("boolean")
    elif column.dtype.kind in "iu" and isinstance(column.dtype, np.dtype) and column.abs().max() > 2**53:
        column = column.astype("Int64" if column.dtype.kind == "i" else "UInt64")  # a float would lose digits
    return column.mask(blank)


def as_held(cells: Any, dtype: Any) -> Any:
    """Return cells of a text file as the numbers that pandas reads there, where all of them are."""
    if not pd.api.types.is_numeric_dtype(dtype) or pd.api.types.is_bool_dtype(dtype):
        return cells
    numbers = pd.to_numeric(pd.Series(cells, dtype=object), errors="coerce")
    return cells if numbers.isna().any() or not any(isinstance(cell, str) for cell in cells) else numbers.tolist()


def with_room(column: Any, cells: Any) -> Any:
    """Return a copy of a column whose dtype has room for some cells."""
    dtype = column.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        new = [cell for cell in dict.fromkeys(cells) if cell not in dtype.categories]
        return column.cat.add_categories(new) if new else column.copy()
    if pd.api.types.is_bool_dtype(dtype):
        return column.copy() if all(isinstance(cell, bool) for cell in cells) else column.astype(object)
    if pd.api.types.is_numeric_dtype(dtype) and any(isinstance(cell, str) for cell in cells):
        return column.astype(object)
    if pd.api.types.is_integer_dtype(dtype) and not whole_numbers(cells):
        return column.astype("Float64" if not isinstance(dtype, np.dtype) else np.float64)
    return column.copy()


def whole_numbers(cells: Any) -> bool:
    """Return whether all cells are whole numbers that 64 bits hold."""
    return all(
        not isinstance(cell, bool) and isinstance(cell, int | float) and float(cell).is_integer() and abs(cell) < 2**63
        for cell in cells
    )


def fitting(cells: Any, dtype: Any) -> Any:
    """Return cells in a dtype that has room for them."""
    if pd.api.types.is_integer_dtype(dtype):
        return pd.array([int(cell) for cell in cells], dtype=dtype)
    if pd.api.types.is_float_dtype(dtype):
        return pd.array([float(cell) for cell in cells], dtype=dtype)
    if isinstance(dtype, pd.DatetimeTZDtype):
        return pd.Series(pd.to_datetime(cells, utc=True)).dt.tz_convert(dtype.tz).array
    if pd.api.types.is_datetime64_any_dtype(dtype):
        return pd.Series(pd.to_datetime(cells)).astype(dtype).array
    if pd.api.types.is_string_dtype(dtype) and not pd.api.types.is_object_dtype(dtype):
        return [as_text(cell) for cell in cells]
    return cells


def as_text(cell: Any) -> Any:
    """Return a cell as it is written in a file."""
    if cell is None or isinstance(cell, str):
        return cell
    return f"{cell:.12g}" if isinstance(cell, float) else str(cell)
