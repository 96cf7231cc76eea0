"""Audits as Croissant metadata: the columns as a record set, and what was found as properties of responsible AI."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from os import PathLike
from pathlib import Path
from typing import Any

from dataqa.answer import Evidenced
from dataqa.dataset import DataFile
from dataqa.errors import CallError
from dataqa.profile.column import ColumnProfile
from dataqa.record import Record
from dataqa.render import words
from dataqa.render.evidence import findings
from dataqa.render.json import dump
from dataqa.render.masking import Masker
from dataqa.render.unlooked import lines_of
from dataqa.sources.digests import checksum
from dataqa.terms import Terms

CONFORMS_TO = ("http://mlcommons.org/croissant/1.0", "http://mlcommons.org/croissant/RAI/1.0")
_OWN = (
    "citeAs", "column", "equivalentProperty", "extract", "field", "fileProperty", "fileObject", "fileSet", "format", "includes",
    "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet", "references", "regex", "repeated", "replace",
    "samplingRate", "separator", "source", "subField", "transform",
)  # fmt: skip
_CONTEXT: Mapping[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    **{name: f"cr:{name}" for name in _OWN},
}
"""What the specification asks for."""
_MIME = {
    ".csv": "text/csv", ".tsv": "text/tab-separated-values", ".txt": "text/plain", ".json": "application/json",
    ".jsonl": "application/jsonlines", ".ndjson": "application/jsonlines", ".parquet": "application/x-parquet",
    ".zip": "application/zip", ".gz": "application/gzip",
}  # fmt: skip
_OTHER = "application/octet-stream"
_PLAIN = re.compile(r"[A-Za-z0-9_.-]{1,80}")
_ROWS, _LINES = "rows", 100


def to_croissant(
    record: Record, found: Sequence[Evidenced], *, mask: bool = True, beside: str | PathLike[str] | None = None
) -> str:
    """Return the audit as Croissant 1.0 metadata, with the properties of Croissant RAI that an audit can know.

    Purpose, licence, creator and date of publication are not in the rows: they are left for people to add.
    Columns without a name in the file are left out, for Croissant finds a column by its name.

    Parameters
    ----------
    record : Record
        What was found.
    found : sequence of Evidenced
        By property of RAI, the issues that it states.
    mask : bool
        Hide personal data.
    beside : str or path, optional
        Where the metadata is to be written: files are named from there.

    Returns
    -------
    str
        JSON-LD, UTF-8, with a last newline.

    Raises
    ------
    CallError
        Where the data was no file, or the file is gone: Croissant describes files.

    References
    ----------
    Akhtar et al., "Croissant: A Metadata Format for ML-Ready Datasets", NeurIPS 2024.
    """
    masker, data = Masker(record, on=mask), record.dataset
    if not data.files:
        raise CallError(f"Croissant describes files, and {data.name} is none: write the data to a file, and audit that.")
    if gone := [file.path for file in data.files if not Path(file.path).expanduser().is_file()]:
        raise CallError(f"Croissant describes files, and {gone[0]!r} is no longer there.")
    folder = None if beside is None else Path(beside).expanduser().resolve().parent
    distribution, source = _distribution(data.files, folder)
    size = f"{words.count(data.rows, 'row')} and {words.count(data.columns, 'column')}"
    return dump(
        {
            "@context": _CONTEXT,
            "@type": "sc:Dataset",
            "conformsTo": list(CONFORMS_TO),
            "name": data.name,
            "description": f"{size}, described by an audit of dataqa {record.version} as of {record.as_of}. "
            "To be added by people: purpose, origin, licence (license), creator, datePublished, citeAs.",
            "distribution": distribution,
            "recordSet": [
                {
                    "@type": "cr:RecordSet",
                    "@id": _ROWS,
                    "name": _ROWS,
                    "description": "One record a row.",
                    "field": list(_fields(record, source)),
                }
            ],
            **_properties(record, found, masker),
        }
    )


def _distribution(files: Sequence[DataFile], folder: Path | None) -> tuple[list[Any], dict[str, Any]]:
    """Return the files, and where a field finds its column."""
    objects = [_file(file, folder, place) for place, file in enumerate(files, 1)]
    if len(objects) == 1:
        return objects, {"fileObject": {"@id": objects[0]["@id"]}}
    together = {
        "@type": "cr:FileSet",
        "@id": "files",
        "name": "files",
        "description": "All files, in the order of their rows.",
        "encodingFormat": objects[0]["encodingFormat"],
        "includes": [one["contentUrl"] for one in objects],
    }
    return [*objects, together], {"fileSet": {"@id": "files"}}


def _file(file: DataFile, folder: Path | None, place: int) -> dict[str, Any]:
    path = Path(file.path).expanduser().resolve()
    # a file elsewhere is named without its folder, which is nobody's business
    beneath = folder is not None and path.is_relative_to(folder)
    return {
        "@type": "cr:FileObject",
        "@id": f"file-{place}",
        "name": path.name,
        "contentUrl": path.relative_to(folder).as_posix() if beneath and folder is not None else path.name,
        "contentSize": f"{path.stat().st_size} B",
        "encodingFormat": _MIME.get(path.suffix.lower(), _OTHER),
        "sha256": checksum(path),
    }


def _fields(record: Record, source: dict[str, Any]) -> Iterator[dict[str, Any]]:
    terms = {one.name: one for one in record.terms}
    # what stands in an @id is read as part of an address
    plain = {name for name in record.profile.columns if _PLAIN.fullmatch(name)}
    for place, column in enumerate(record.profile.columns.values(), 1):
        given = record.dataset.given.get(column.name, column.name)
        if not given:
            continue
        ident = column.name if column.name in plain else f"column-{place}"
        while ident in plain and ident != column.name:
            ident += "-"
        yield {
            "@type": "cr:Field",
            "@id": f"{_ROWS}/{ident}",
            "name": column.name,
            "description": _described(record, column),
            "dataType": _types(record, column, terms[column.name]),
            "source": source | {"extract": {"column": given}} | _form(terms[column.name]),
        }


def _form(terms: Terms) -> dict[str, Any]:
    """Return how the dates of a column are written, where not as ISO 8601 has it."""
    return {"transform": {"format": terms.format}} if terms.format.startswith("%") else {}


def _described(record: Record, column: ColumnProfile) -> str:
    given = record.dataset.descriptions.get(column.name)
    part = record.task.columns[column.name]
    kind = part.meaning or column.kind
    target = ", the target" if part.role == "target" else ""
    empty = f"empty in {words.share(column.nulls / column.rows)} of rows" if column.nulls else "never empty"
    return given or f"{kind[:1].upper()}{kind[1:]}{target}; {empty}"


def _types(record: Record, column: ColumnProfile, terms: Terms) -> str | list[str]:
    """Return the type of a column's cells as they stand in the file: what has to be read first, such as "12 kg", is text."""
    part = record.task.columns[column.name]
    readable = terms.coerce or bool(terms.format)
    kind = "sc:Text"
    if column.kind == "number" and readable:
        kind = "sc:Integer" if terms.dtype == "Int64" else "sc:Float"
    elif column.kind == "boolean" and readable:
        kind = "sc:Boolean"
    elif column.kind == "datetime" and readable:
        kind = "sc:Date" if part.meaning == "date" else "sc:DateTime"
    elif part.meaning == "web address":
        kind = "sc:URL"
    also = "cr:Label" if part.role == "target" else "cr:Split" if part.role == "split" else ""
    return [kind, also] if also else kind


def _properties(record: Record, found: Sequence[Evidenced], masker: Masker) -> dict[str, Any]:
    told = {part.name: [masker.prose(one.title, one) for one in findings(part, record)[:_LINES]] for part in found if part.findings}
    limits = told.setdefault("rai:dataLimitations", [])
    limits += [f"Not checked: {line}" for line in lines_of(record)]
    score = record.score
    reached = f"score {words.score(score.value)} of 100" if math.isfinite(score.value) else "no score"
    limits.insert(0, f"Verdict of dataqa: {score.verdict}, {reached}.")
    if empty := told.pop("rai:dataCollectionMissingData", []):
        told["rai:dataCollectionMissingData"] = ["; ".join(empty)]
    # a property of one value is a text, a list of one means the same
    return {name: lines[0] if len(lines) == 1 else lines for name, lines in sorted(told.items())} | _span(record, masker)


def _span(record: Record, masker: Masker) -> dict[str, Any]:
    """Return from when to when the rows are."""
    name = record.task.first("time")
    column = None if name is None or name in masker.personal else record.profile.columns[name]
    ends = [] if column is None else [end.isoformat() for end in (column.minimum, column.maximum) if isinstance(end, datetime)]
    return {"rai:dataCollectionTimeframe": ends} if ends else {}
