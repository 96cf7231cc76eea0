"""Packed files: their bytes, as many as memory holds."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from dataqa.errors import SourceError
from dataqa.sources.messages import first_line, listed

PACKED = (".gz", ".zst", ".bz2", ".xz", ".zip")
_BLOCK = 1 << 24
_SUSPECT_SIZE, _SUSPECT_RATIO = 1 << 30, 200
"""From which size and ratio on a file is made to fill memory: tables pack to a third or a thirtieth."""
_MEMORY_SHARE = 0.5


def unpacked(path: Path, packing: str) -> bytes:
    """Return the bytes of a file without its packing.

    Raises
    ------
    SourceError
        Where it is damaged, or would fill the memory.
    """
    with reading(path, packing) as stream:
        return _read(stream, path)


@contextmanager
def reading(path: Path, packing: str) -> Iterator[IO[bytes]]:
    """Open a file without its packing, to be read in blocks.

    Raises
    ------
    SourceError
        Where it is damaged.
    """
    try:
        if packing == ".zip":
            with zipfile.ZipFile(path) as archive, archive.open(member(path)) as stream:
                yield stream
        else:
            with _opened(path, packing) as stream:
                yield stream
    except (OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        what = f"as {packing[1:]}: the file is damaged or of another kind" if packing else "from disk"
        raise SourceError(f"{str(path)!r} cannot be read {what} ({first_line(error)}).") from error


def member(path: Path) -> str:
    """Return the name of the one file in a ZIP archive.

    Raises
    ------
    SourceError
        Where there are several, or none.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if not name.endswith("/") and not name.startswith(("__MACOSX/", "."))]
    except (OSError, zipfile.BadZipFile) as error:
        raise SourceError(
            f"{str(path)!r} cannot be read as zip: the file is damaged or of another kind ({first_line(error)})."
        ) from error
    if len(names) != 1:
        held = f"{len(names):,} files, {listed(names)}" if names else "no file"
        raise SourceError(f"{str(path)!r} holds {held}; expected one. Unpack it, and name the files with a pattern.")
    return names[0]


def _opened(path: Path, packing: str) -> IO[bytes]:
    if packing == ".gz":
        return cast(IO[bytes], gzip.open(path))
    if packing == ".bz2":
        return bz2.open(path)
    if packing == ".xz":
        return lzma.open(path)
    if packing == ".zst":
        import pyarrow as pa

        return pa.input_stream(str(path), compression="zstd")  # type: ignore[no-any-return]
    return path.open("rb")


def _read(stream: IO[bytes], path: Path) -> bytes:
    packed, blocks, size = max(1, path.stat().st_size), list[bytes](), 0
    most = _MEMORY_SHARE * os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") if hasattr(os, "sysconf") else float("inf")
    while block := stream.read(_BLOCK):
        blocks.append(block)
        size += len(block)
        if size > most or (size > _SUSPECT_SIZE and size > _SUSPECT_RATIO * packed):
            raise SourceError(
                f"{str(path)!r} unpacks to more than {size / 2**30:.1f} GB from {packed / 2**20:.1f} MB, too much to be read; "
                "unpack it yourself and give a part of its rows."
            )
    return b"".join(blocks)
