"""Paths and globs: which files are meant, what they are, and their bytes."""

from __future__ import annotations

import glob
import sys
from dataclasses import dataclass
from pathlib import Path

from dataqa.errors import SourceError, nearest
from dataqa.sources.databases import DUCKDB, SQLITE
from dataqa.sources.foreign import refuse_other
from dataqa.sources.mails import MAILS
from dataqa.sources.messages import first_line
from dataqa.sources.packed import PACKED, member, unpacked
from dataqa.sources.spreadsheets import SHEETS

HEADLESS = (".dat", ".data")
"""Texts in columns that by custom have no header."""
DELIMITED = (".csv", ".tsv", ".txt", *HEADLESS)
JSON_LINES = (".jsonl", ".ndjson")
ARRAYS = (".npz", ".npy")
ARROW_FILES = (".arrow", ".feather", ".ipc")
_WILD = frozenset("*?[")
STANDARD_INPUT = ("-", "/dev/stdin")


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is, by its name: ``suffix`` without the packing, and the packing or ``""``."""

    suffix: str
    packing: str


def resolve(data: str | Path) -> list[Path]:
    """Return the files that a path or a glob means; of a directory itself.

    Raises
    ------
    SourceError
        Where there is none.
    """
    path = Path(data).expanduser()
    try:
        if path.is_file():
            return [path]
        if path.is_dir():
            return [path]
        found = sorted(Path(each) for each in glob.glob(str(path), recursive=True)) if _WILD & set(str(data)) else []
        beside = [each.name for each in path.parent.iterdir()] if path.parent.is_dir() else []
    except (ValueError, OSError) as error:  # a NUL in the path, a name too long, no permission
        raise SourceError(f"{str(data)[:200]!r} is no path that can be read: {error}.") from error
    found = [each for each in found if each.is_file()]
    if found:
        return found
    if _WILD & set(str(data)):
        raise SourceError(f"No file matches the pattern {str(data)!r}.")
    if "://" in str(data):
        raise SourceError(f"{str(data)!r} is an address; only local files are read.")
    if not path.parent.is_dir():
        raise SourceError(f"There is no file {str(data)!r}: the folder {str(path.parent)!r} does not exist.")
    if path.is_symlink():
        raise SourceError(f"{str(data)!r} is a link to {str(path.readlink())!r}, which leads to no file.")
    raise SourceError(f"There is no file {str(data)!r}.{nearest(path.name, beside)}")


def kind_of_file(path: Path) -> Kind:
    """Tell a file's kind by its name, or raise a SourceError that lists what can be read."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    packing = suffixes.pop() if suffixes and suffixes[-1] in PACKED else ""
    if packing == ".zip":
        suffixes = [suffix.lower() for suffix in Path(member(path)).suffixes]
    suffix = suffixes[-1] if suffixes else ""
    text = (*DELIMITED, *JSON_LINES, ".json", *MAILS)
    binary = (".parquet", *ARROW_FILES, *SHEETS, *SQLITE, *DUCKDB, *ARRAYS)
    if suffix in text or (not packing and suffix in binary):
        return Kind(suffix, packing)
    known = ", ".join((*text, *binary))
    named = f"its suffix is {suffix + packing!r}" if suffix + packing else "its name has no suffix"
    raise SourceError(f"{str(path)!r} cannot be read: {named}; known are {known} (text also with {', '.join(PACKED)}).")


def is_pipe(data: str | Path) -> bool:
    """Return True for a named pipe, which has no suffix that tells what it holds."""
    try:
        return Path(data).is_fifo()
    except (ValueError, OSError):
        return False


def read_standard_input() -> bytes:
    """Return what is piped in; a terminal, or nothing at all, is a SourceError."""
    if sys.stdin is None or sys.stdin.isatty():
        raise SourceError("Nothing is piped in: '-' reads CSV from standard input.")
    try:
        data = sys.stdin.buffer.read()
    except OSError as error:
        raise SourceError(f"Standard input cannot be read ({first_line(error)}).") from error
    if not data.strip(b" \t\r\n\xef\xbb\xbf"):
        raise SourceError("Standard input is empty.")
    return data


def read_bytes(path: Path, packing: str) -> bytes:
    """Return a text file's bytes, unpacked; those of another kind of file are a SourceError."""
    data = unpacked(path, packing)
    refuse_other(data, path)
    return data
