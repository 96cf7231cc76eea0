"""Rows from databases: files of SQLite and DuckDB, and the result of a query on a server."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import polars as pl

from dataqa.errors import CallError, SourceError, nearest
from dataqa.sources.intake import Intake
from dataqa.sources.messages import first_line, listed
from dataqa.sources.objects import from_objects

SQLITE = (".sqlite", ".sqlite3", ".db")
DUCKDB = (".duckdb", ".ddb")


def is_address(data: str) -> bool:
    """Return True for the address of a database: ``postgresql://host/name``."""
    scheme = data.partition("://")[0]
    return (
        "://" in data
        and bool(re.fullmatch(r"[a-z][a-z0-9+]*", scheme))
        and scheme not in ("http", "https", "ftp", "s3", "gs", "file")
    )


def from_sqlite(path: Path, query: str | None) -> Intake:
    """Read the one table of an SQLite file, the one that is named, or the result of a query; the file is only read."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as base:
            tables = [
                name
                for (name,) in base.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
                )
            ]
            cursor = base.execute(_sql(query, tables, path))
            rows, names = cursor.fetchall(), [column[0] for column in cursor.description or ()]
    except sqlite3.Error as error:
        raise SourceError(f"{str(path)!r} cannot be read as SQLite: {first_line(error)}.") from error
    columns = zip(*rows, strict=True) if rows else [()] * len(names)
    return Intake(
        columns=tuple(from_objects(name, list(cells), "SQLite") for name, cells in zip(names, columns, strict=True)),
        name=path.name,
        origin="frame",
    )


def from_duckdb(path: Path, query: str | None) -> Intake:
    """Read the one table of a DuckDB file, the one that is named, or the result of a query; the file is only read."""
    from dataqa.sources.arrow import from_arrow_table, table_of

    try:
        import duckdb
    except ImportError as error:
        raise SourceError(
            f"{str(path)!r} is read with DuckDB, which is not installed: pip install 'dataqa-audit[duckdb]'."
        ) from error
    try:
        with duckdb.connect(str(path), read_only=True) as base:
            tables = [name for (name,) in base.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
            result = base.sql(_sql(query, tables, path))
            return from_arrow_table(table_of(result), path.name)
    except duckdb.Error as error:
        raise SourceError(f"{str(path)!r} cannot be read as DuckDB: {first_line(error)}.") from error


def from_query(address: str, query: str | None) -> Intake:
    """Read the result of a query through ADBC, else through SQLAlchemy, whichever is installed.

    ``sqlite:///name`` and ``duckdb:///name`` are files, with a slash more where the path is absolute. No password that is in the
    address comes into a name, a note or an error.
    """
    from dataqa.sources.plain import from_polars_series

    parts = urlsplit(address)
    if parts.scheme in ("sqlite", "duckdb"):
        path = Path(unquote(parts.path).removeprefix("/"))
        if not path.is_file():
            raise SourceError(f"There is no file {str(path)!r}, which {address!r} means.")
        return from_sqlite(path, query) if parts.scheme == "sqlite" else from_duckdb(path, query)
    shown = f"{parts.scheme}://{parts.hostname or ''}{parts.path}"
    if not query:
        raise CallError(f"{shown!r} is a database: say which rows with query='SELECT …'.")
    try:
        frame = _queried(address, query)
    except SourceError:
        raise
    except Exception as error:
        said = first_line(error).replace(address, shown)
        raise SourceError(f"The query to {shown!r} failed: {said.replace(parts.password or address, '***')}.") from error
    return Intake(
        columns=tuple(from_polars_series(series.name, series) for series in frame.get_columns()),
        name=f"query on {shown}",
        origin="frame",
    )


def _queried(address: str, query: str) -> pl.DataFrame:
    try:
        return pl.read_database_uri(query, address, engine="adbc")
    except ImportError as missing:
        try:
            import sqlalchemy
        except ImportError:
            scheme = address.partition("://")[0].partition("+")[0]
            raise SourceError(
                f"A query to {scheme} needs a driver: pip install adbc-driver-{scheme}, or sqlalchemy with a driver of its own."
            ) from missing
        with closing(sqlalchemy.create_engine(address).connect()) as connection:
            found: Any = pl.read_database(query, connection)
            return found  # type: ignore[no-any-return]


def _sql(query: str | None, tables: list[str], path: Path) -> str:
    if query is not None and query not in tables:
        if " " not in query.strip():
            raise CallError(f"{str(path)!r} has no table {query!r}.{nearest(query, tables)}")
        return query
    if query is None and len(tables) != 1:
        held = f"the tables {listed(tables)}" if tables else "no table"
        raise CallError(f"{str(path)!r} holds {held}: name one with query=, or choose rows with query='SELECT …'.")
    quoted = (query or tables[0]).replace('"', '""')
    return f'SELECT * FROM "{quoted}"'
