"""Data dictionaries: what columns are and which types they should have, from the artefacts and properties of dbt."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from dataqa.errors import CallError
from dataqa.sources.messages import first_line, listed
from dataqa.sources.table import Table

_KINDS = {
    "number": re.compile(
        r"(big|small|tiny|medium)?(int(eger|\d+)?|serial)|num(ber|eric)|(big)?dec(imal)?|float\d*|double|real|money"
    ),
    "time": re.compile(r"date(time)?\d*|timestamp(_?[nlt]?tz)?"),
    "boolean": re.compile(r"bool(ean)?"),
}
"""The first words of SQL's names of types; others may hold anything."""
_WORD = re.compile(r"[a-z_0-9]*")
_RESOURCES = ("models", "seeds", "snapshots")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a dictionary says of one column: a description and a type of SQL, each empty where it says nothing."""

    described: str = ""
    sql_type: str = ""


Dictionary = Mapping[str, Entry]


def with_dictionary(table: Table, path: str | Path) -> Table:
    """Return rows with the descriptions of a data dictionary; where cells do not have the type that it says, a note says so.

    The model whose columns are most like those of the rows is taken. Databases fold the case of names, so it does not count.

    Parameters
    ----------
    table : Table
        The rows.
    path : str or Path
        A ``manifest.json``, a ``catalog.json``, or properties such as ``schema.yml``, of dbt.

    Raises
    ------
    CallError
        Where the file cannot be read, is none of these, or no model in it has columns of the rows.
    """
    name, found = _chosen(read_dictionary(Path(path)), table, path)
    entries = {column.casefold(): entry for column, entry in found.items()}
    columns = tuple(replace(one, described=told) if (told := _entry(entries, one.name).described) else one for one in table.columns)
    notes = [f"descriptions are those of {name!r} in {Path(path).name}"]
    unlike = [one.name for one in table.columns if not _fits(_entry(entries, one.name).sql_type, table.frame.schema[one.name])]
    if unlike:
        notes.append(f"not read as the type that {Path(path).name} says: {listed(unlike)}")
    return replace(table, columns=columns, notes=(*table.notes, *notes))


def read_dictionary(path: Path) -> Mapping[str, Dictionary]:
    """Return the columns of each model, source, seed and snapshot that a file of dbt describes, by its name."""
    try:
        text = path.expanduser().read_text(encoding="utf-8-sig")
        content = json.loads(text) if path.suffix.lower() == ".json" else yaml.safe_load(text)
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
        raise CallError(f"dictionary={str(path)!r} cannot be read: {first_line(error)}.") from error
    found = {name: columns for name, columns in (*_artefact(content), *_properties(content)) if columns}
    if not found:
        wanted = "a manifest.json, catalog.json or schema.yml of dbt"
        raise CallError(f"dictionary={str(path)!r} describes no columns; expected {wanted}.")
    return found


def _artefact(content: Any) -> Iterator[tuple[str, Dictionary]]:
    """Yield what a manifest or a catalogue says: nodes and sources by their unique ids."""
    for group in ("nodes", "sources"):
        nodes = _dict(_dict(content).get(group))
        for ident, node in nodes.items():
            columns = _dict(_dict(node).get("columns"))
            yield str(ident), {str(key): _column(value) for key, value in columns.items()}


def _properties(content: Any) -> Iterator[tuple[str, Dictionary]]:
    """Yield what a file of properties says: lists of models, seeds, snapshots, and the tables of sources."""
    told = _dict(content)
    tables = [table for source in _list(told.get("sources")) for table in _list(_dict(source).get("tables"))]
    for one in (*(one for group in _RESOURCES for one in _list(told.get(group))), *tables):
        node = _dict(one)
        columns = [_dict(column) for column in _list(node.get("columns"))]
        yield str(node.get("name", "")), {str(column.get("name", "")): _column(column) for column in columns}


def _column(value: Any) -> Entry:
    told = _dict(value)
    described = told.get("description") or told.get("comment")
    kind = told.get("data_type") or told.get("type")
    return Entry(described=" ".join(described.split()) if isinstance(described, str) else "", sql_type=str(kind or ""))


def _chosen(models: Mapping[str, Dictionary], table: Table, path: str | Path) -> tuple[str, Dictionary]:
    names = {column.name.casefold() for column in table.columns}
    shared = {model: len(names & {column.casefold() for column in columns}) for model, columns in models.items()}
    most = max(shared.values())
    if not most:
        raise CallError(f"dictionary={str(path)!r} describes none of these columns; it has {listed(list(models))}.")
    best = [model for model, count in shared.items() if count == most]
    stem = table.name.split(".")[0].casefold()
    # a catalogue may hold a model and the source from which it is read
    best = [model for model in best if model.split(".")[-1].casefold() == stem] or best
    if len(best) > 1 and len({tuple(sorted(models[model].items(), key=lambda item: item[0])) for model in best}) > 1:
        raise CallError(f"dictionary={str(path)!r} has several models with these columns: {listed(best)}; name the file like one.")
    return best[0], models[best[0]]


def _entry(entries: Dictionary, name: str) -> Entry:
    return entries.get(name.casefold(), Entry())


def _fits(sql_type: str, dtype: pl.DataType) -> bool:
    """Return whether cells have the type that SQL calls so; of types that can hold anything, and unknown ones, all do."""
    word = _WORD.match(sql_type.strip().casefold())
    kind = next((kind for kind, names in _KINDS.items() if word and names.fullmatch(word[0])), "")
    if not kind:
        return True
    held = {"number": dtype.is_numeric(), "time": dtype.is_temporal(), "boolean": dtype == pl.Boolean or dtype.is_numeric()}
    return held[kind] or dtype == pl.Null


def _dict(value: Any) -> Mapping[Any, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else []
