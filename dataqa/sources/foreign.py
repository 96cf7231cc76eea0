"""Files that hold something else than their name says: refused with what they are, instead of being read as a table."""

from __future__ import annotations

import json
from pathlib import Path

from dataqa.errors import SourceError

_POINTER = b"version https://git-lfs.github.com/spec/"
_SIGNATURES = (
    (b"PK\x03\x04", "a ZIP archive or an Office file", "name it .zip or .xlsx"),
    (b"\x1f\x8b\x08", "packed with gzip", "add .gz to its name"),
    (b"BZh", "packed with bzip2", "add .bz2 to its name"),
    (b"\xfd7zXZ\x00", "packed with xz", "add .xz to its name"),
    (b"\x28\xb5\x2f\xfd", "packed with zstd", "add .zst to its name"),
    (b"PAR1", "a Parquet file", "name it .parquet"),
    (b"ARROW1\x00", "an Arrow file", "name it .arrow"),
    (b"SQLite format 3\x00", "an SQLite database", "name it .sqlite"),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "save it as .xlsx or .csv"),
    (b"%PDF-", "a PDF document", "give the table that is in it as CSV"),
)
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\r\f\x0b\x00\x01\x1a\x1b\x1c\x1d\x1e\x1f"))
"""Control characters that stand in no text; NUL is counted elsewhere, and some are used as delimiters."""
_HEAD, _MOST_CONTROLS, _LEAST_CONTROLS = 1 << 20, 0.02, 32
_MOST_JSON = 1 << 20


def refuse_pointer(path: Path) -> None:
    """Raise a SourceError where the file only points to data that Git LFS has not fetched."""
    try:
        with path.open("rb") as file:
            head = file.read(len(_POINTER))
    except OSError:  # reported by whoever reads it
        return
    if head == _POINTER:
        raise SourceError(f"{str(path)!r} is a pointer of Git LFS, and not the data: fetch it with 'git lfs pull'.")


def refuse_other(data: bytes, path: Path) -> None:
    """Raise a SourceError where the bytes of a text file are those of another kind of file."""
    for signature, what, do in _SIGNATURES:
        if data.startswith(signature):
            raise SourceError(f"{str(path)!r} is no text but {what}: {do}.")


def refuse_pages(data: bytes, path: Path, suffix: str) -> None:
    """Raise a SourceError where text in UTF-8 is a page, a document, JSON under another name, or no text at all.

    Parameters
    ----------
    data : bytes
        Text in UTF-8.
    path : Path
        For the name.
    suffix : str
        What the name says that it is.
    """
    start = data[:1_000].lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")) and data.lower().count(b"<html") <= 1:
        raise SourceError(
            f"{str(path)!r} is an HTML page and no table; a download may have given an error page instead of the data."
        )
    if start.startswith(b"<?xml"):
        raise SourceError(f"{str(path)!r} is XML and no table; read it with pandas.read_xml and give the frame.")
    if suffix in (".csv", ".tsv") and start[:1] in (b"{", b"[") and len(data) <= _MOST_JSON and _is_json(data):
        raise SourceError(
            f"{str(path)!r} is JSON and no {suffix[1:].upper()}: name it .json if it holds rows; it may be an error message."
        )
    head = data[:_HEAD]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls > max(_LEAST_CONTROLS, _MOST_CONTROLS * len(head)):
        raise SourceError(f"{str(path)!r} does not look like text: {controls / len(head):.0%} of its bytes are control characters.")


def _is_json(data: bytes) -> bool:
    try:
        return isinstance(json.loads(data), dict | list)
    except (ValueError, RecursionError):
        return False
