"""One sheet of an Excel or OpenDocument workbook."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from dataqa.errors import CallError, SourceError, nearest
from dataqa.sources.canonical import from_series
from dataqa.sources.intake import Incoming, Intake
from dataqa.sources.layout import layout, names_of
from dataqa.sources.messages import counted, first_line

SHEETS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_LOOK = 200
_EXACT = 2**53


def from_spreadsheet(path: Path, sheet: str | None = None) -> Intake:
    """Read the sheet that is named, else the first that holds rows; lines above its header are left out as in a text file."""
    try:
        import fastexcel
    except ImportError as error:
        raise SourceError(
            f"{str(path)!r} is read with fastexcel, which is not installed: pip install 'dataqa-audit[excel]'."
        ) from error
    try:
        book = fastexcel.read_excel(str(path))
        if sheet is not None and sheet not in book.sheet_names:
            raise CallError(f"{str(path)!r} has no sheet {sheet!r}.{nearest(sheet, book.sheet_names)}")
        for name in book.sheet_names if sheet is None else [sheet]:
            head = book.load_sheet(name, header_row=None, dtypes="string", n_rows=_LOOK).to_polars()
            if head.height:
                break
        else:
            return Intake(columns=(), name=path.name, origin="file")
        rows = [["" if cell is None else cell for cell in row] for row in head.iter_rows()]
        found = layout(rows)
        body = book.load_sheet(name, header_row=None, skip_rows=found.above + found.heads, schema_sample_rows=None).to_polars()
    except (fastexcel.FastExcelError, OSError) as error:
        raise SourceError(f"{str(path)!r} cannot be read as a workbook: {first_line(error)}.") from error
    heads = rows[found.above : found.above + found.heads]
    names = names_of(heads) if found.heads > 1 else heads[0]
    others = len(book.sheet_names) - 1
    notes = [f"the sheet {name!r} was read, and {counted(others, 'other')} not; query= names another one"] if others else []
    if found.above:
        notes.append(f"{counted(found.above, 'line')} above the header {'was' if found.above == 1 else 'were'} left out")
    if found.heads > 1:
        notes.append(f"the header has {found.heads} rows; their names are joined by ' / '")
    cells = [series.cast(pl.String) if series.dtype == pl.Null else series for series in body.get_columns()]
    cells += [pl.repeat(None, body.height, dtype=pl.String, eager=True) for _ in names[len(cells) :]]
    columns = tuple(_column(given, each) for given, each in zip(names, cells, strict=False))
    return Intake(columns=columns, name=path.name, origin="file", notes=tuple(notes))


def _column(name: str, cells: pl.Series) -> Incoming:
    """Read one column; a workbook knows no whole numbers, so numbers that all are whole were meant so."""
    if cells.dtype == pl.Float64 and ((cells == cells.round()) & (cells.abs() < _EXACT)).all():
        cells = cells.cast(pl.Int64)
    return from_series(name, cells, f"{cells.dtype} in a workbook")
