"""Croissant metadata: which local files hold a record set, and what its columns are. Nothing is downloaded."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

import polars as pl

from dataqa.errors import SourceError, nearest
from dataqa.sources.digests import checksum
from dataqa.sources.intake import Incoming, Intake
from dataqa.sources.messages import listed

_SUFFIXES = (".json", ".jsonld")
_MARK, _HEAD = b"mlcommons.org/croissant", 1 << 16
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_STEP = re.compile(r"\$?\.?([^.\[\]*$]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedField:
    """One field of a record set: the column in the file, its name, what it is, and the last parts of its types."""

    column: str
    name: str
    described: str
    types: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """One record set: the file of the metadata, the files with the rows, the fields, and notes for people."""

    metadata: Path
    name: str
    files: tuple[Path, ...]
    fields: tuple[DescribedField, ...]
    notes: tuple[str, ...]

    def applied(self, intake: Intake) -> Intake:
        """Return rows with the names and descriptions of the metadata, and only the columns that it names.

        Digits that the metadata calls text are codes and stay text, unless it calls everything text. A field that is marked as the
        label is the target.
        """
        came = {str(column.name): column for column in intake.columns}
        found = [(field, came[field.column]) for field in self.fields if field.column in came]
        lacking = [field.column for field in self.fields if field.column not in came]
        if not found:
            raise SourceError(f"{str(self.metadata)!r} names the columns {listed(lacking)}, and {intake.name!r} has none of them.")
        used = {field.column for field, _ in found}
        left = [name for name in came if name not in used]
        notes = [f"names and descriptions are those of {self.metadata.name}, record set {self.name!r}", *self.notes]
        notes += [f"{self.metadata.name} names columns that are not there: {listed(lacking)}"] if lacking else []
        notes += [f"left out, because {self.metadata.name} does not name them: {listed(left)}"] if left else []
        typed = any("Text" not in field.types for field in self.fields)
        labels = [field.name for field, _ in found if "Label" in field.types]
        return replace(
            intake,
            columns=tuple(_column(field, column, typed=typed) for field, column in found),
            notes=(*intake.notes, *notes),
            target=labels[0] if len(labels) == 1 else intake.target,
        )


def described_by(path: Path, record_set: str | None = None) -> Described | None:
    """Return the record set that a file of Croissant metadata describes; None where it is another kind of file.

    Parameters
    ----------
    path : Path
        A file of JSON-LD.
    record_set : str, optional
        Which of several record sets, by its name.

    Raises
    ------
    SourceError
        Where it is Croissant and its rows are not in local files beside it, or it cannot be told which are meant.
    """
    content = _content(path)
    if content is None:
        return None
    sets = {_name(one): one for one in _nodes(content, "recordSet")}
    wanted = _chosen(sets, record_set, path)
    if _of(wanted, "data") is not None:
        raise SourceError(f"{str(path)!r} holds the rows of {_name(wanted)!r} itself; give them as JSON, a list of objects.")
    objects = {_ident(one): one for one in _nodes(content, "distribution")}
    fields, sources, notes = list[DescribedField](), dict[str, None](), list[str]()
    aside = []
    for field in _nodes(wanted, "field"):
        column, source = _extracted(field)
        if not column or source not in objects:
            aside.append(_name(field))
            continue
        sources[source] = None
        told = DescribedField(column=column, name=_name(field), described=_text(_of(field, "description")), types=_types(field))
        fields.append(told)
    if not fields:
        raise SourceError(f"{str(path)!r}: no field of the record set {_name(wanted)!r} is the column of a file.")
    if len(sources) > 1:
        raise SourceError(
            f"{str(path)!r}: the record set {_name(wanted)!r} joins {listed(list(sources))}; join them first and audit the result."
        )
    notes += [f"fields that are no column of a file are left out: {listed(aside)}"] if aside else []
    files = tuple(_files(objects[next(iter(sources))], path, notes))
    return Described(metadata=path, name=_name(wanted), files=files, fields=tuple(fields), notes=tuple(notes))


def _content(path: Path) -> Mapping[str, Any] | None:
    if path.suffix.lower() not in _SUFFIXES or not path.is_file():
        return None
    try:
        with path.open("rb") as file:
            if _MARK not in file.read(_HEAD):
                return None
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError, OSError):  # whoever reads it as rows says what is wrong
        return None
    # rows may quote the address; a record set beside them is the metadata's own
    dataset = isinstance(content, dict) and "Dataset" in _last(content.get("@type")) and _of(content, "recordSet") is not None
    return content if dataset else None


def _chosen(sets: Mapping[str, Any], name: str | None, path: Path) -> Mapping[str, Any]:
    if name is not None:
        if name not in sets:
            raise SourceError(f"{str(path)!r} has no record set {name!r}.{nearest(name, sets)}")
        return dict(sets[name])
    # the values of an enumeration stand in the metadata itself, and are no rows
    outside = {key: one for key, one in sets.items() if _of(one, "data") is None} or sets
    if len(outside) != 1:
        raise SourceError(f"{str(path)!r} has the record sets {listed(list(outside))}; say which one with query= (--query).")
    return dict(next(iter(outside.values())))


def _files(node: Mapping[str, Any], path: Path, notes: list[str]) -> Iterator[Path]:
    """Yield the local files of a FileObject or a FileSet."""
    what = _name(node)
    if _of(node, "includes") is not None and not _of(node, "containedIn"):
        patterns = [_text(one) for one in _listed(_of(node, "includes"))]
        found = dict.fromkeys(file for pattern in patterns for file in _matching(path.parent, pattern))
        if not found:
            raise SourceError(f"{str(path)!r}: no file beside it matches {listed(patterns)}.")
        yield from found
        return
    address = _text(_of(node, "contentUrl"))
    if file := _local(path.parent, address, what):
        expected = _text(_of(node, "sha256")).lower()
        if expected and expected != checksum(file):
            notes.append(f"{file.name} is not the file that {path.name} describes: its SHA-256 differs")
        yield file
        return
    if _of(node, "containedIn"):
        do = f"unpack or download it beside {path.name}, and name it there as a FileObject with its own contentUrl"
        raise SourceError(f"{str(path)!r}: {what!r} is in an archive or a repository; {do}.")
    if _SCHEME.match(address):
        do = f"download it into the folder of {path.name} under its own name, or audit the downloaded file itself"
        raise SourceError(f"{str(path)!r}: {what!r} is at {address[:200]}, and nothing is downloaded; {do}.")
    raise SourceError(f"{str(path)!r}: there is no file {address[:200]!r} beside it.")


def _local(folder: Path, address: str, name: str) -> Path | None:
    """Return the file in a folder, or below it, that an address means: by its path, or by the name that a download would have."""
    last = PurePosixPath(unquote(urlsplit(address).path)).name if _SCHEME.match(address) else ""
    for part in (last, name) if last else (address, unquote(address)):
        if part and (file := _within(folder, folder / part)) is not None:
            return file
    return None


def _matching(folder: Path, pattern: str) -> list[Path]:
    try:
        found = sorted(folder.glob(pattern))
    except (ValueError, NotImplementedError):  # an absolute or empty pattern
        return []
    return [file for one in found if (file := _within(folder, one)) is not None]


def _within(folder: Path, path: Path) -> Path | None:
    """Return a file if it is in a folder: metadata that comes from elsewhere does not choose what is read."""
    try:
        inside = path.resolve().is_relative_to(folder.resolve()) and path.is_file()
    except (OSError, ValueError):  # a NUL, a name too long
        return None
    return path if inside else None


def _column(field: DescribedField, column: Incoming, *, typed: bool) -> Incoming:
    text = typed and "Text" in field.types and column.cells.dtype == pl.String and not column.nested
    codes = text and bool(column.cells.drop_nulls().str.contains(r"^[0-9]+$").all())
    # where everything is text, as in a file, digits are read as numbers unless it is said that they are none
    return replace(column, name=field.name, described=field.described, reading="markers" if codes else column.reading)


def _extracted(field: Mapping[str, Any]) -> tuple[str, str]:
    """Return the column that a field is, and the id of its file; empty where it is no whole column."""
    source = _of(field, "source")
    if not isinstance(source, dict):
        return "", ""
    extract = _of(source, "extract")
    held = next((_of(source, key) for key in ("fileObject", "fileSet", "distribution") if _of(source, key)), source)
    if not isinstance(extract, dict):
        return "", ""
    path = _STEP.fullmatch(_text(_of(extract, "jsonPath")))
    return _text(_of(extract, "column")) or (path[1] if path else ""), _ident(held) if isinstance(held, dict) else _text(held)


def _types(field: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(_last(_of(field, "dataType")))


def _nodes(parent: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    return [one for one in _listed(_of(parent, key)) if isinstance(one, dict)]


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _last(value: Any) -> list[str]:
    """Return the last parts of one or several addresses: ``sc:Text``, ``https://schema.org/Text``."""
    return [re.split(r"[:/#]", _text(one))[-1] for one in _listed(value)]


def _of(node: Mapping[str, Any], key: str) -> Any:
    """Return a property, whatever prefix it is written with."""
    if key in node:
        return node[key]
    return next((value for name, value in node.items() if re.split(r"[:/#]", name)[-1] == key), None)


def _ident(node: Mapping[str, Any]) -> str:
    return _text(node.get("@id")) or _text(_of(node, "name"))


def _name(node: Mapping[str, Any]) -> str:
    return _text(_of(node, "name")) or _text(node.get("@id")).rpartition("/")[2]


def _text(value: Any) -> str:
    """Return a text, also one of several or one with its language."""
    if isinstance(value, dict):
        value = value.get("@value") or value.get("@id") or next(iter(value.values()), "")
    if isinstance(value, list):
        value = value[0] if value else ""
    return value if isinstance(value, str) else ""
