"""Writing files whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from dataqa.errors import CallError


def write_whole(path: str | os.PathLike[str], text: str) -> None:
    """Write a text to a file, whole or not at all: a reader sees the old file or the new one, never a part.

    Parameters
    ----------
    path : str or path
        Where to; an existing file is replaced and keeps its permissions.
    text : str
        What; written as UTF-8 with newlines as they are.

    Raises
    ------
    CallError
        The folder does not exist, is no folder, or cannot be written to.
    """
    with whole(path) as part, part.open("w", encoding="utf-8", errors="replace", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def written(text: str, path: str | os.PathLike[str] | None) -> str:
    """Return a text, written to a file as by `write_whole` where a path is given."""
    if path is not None:
        write_whole(path, text)
    return text


@contextlib.contextmanager
def whole(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Give a file beside `path` to be written, which then takes its place; where anything fails, nothing changes.

    Raises
    ------
    CallError
        The folder does not exist, is no folder, or cannot be written to.
    """
    goal = Path(path).expanduser()
    goal = goal.resolve() if goal.is_symlink() else goal
    folder = goal.parent
    if not folder.is_dir():
        raise CallError(f"cannot write {str(goal)!r}: there is no folder {str(folder)!r}")
    if goal.is_dir():
        raise CallError(f"cannot write {str(goal)!r}: it is a folder")
    mode = goal.stat().st_mode & 0o777 if goal.exists() else 0o666 & ~_umask()
    try:
        handle, name = tempfile.mkstemp(prefix=f".{goal.name}.", suffix=".part", dir=folder)
    except OSError as error:
        raise CallError(f"cannot write {str(goal)!r}: {error.strerror}") from error
    os.close(handle)
    try:
        yield Path(name)
        Path(name).chmod(mode)
        os.replace(name, goal)
    except BaseException as error:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        if isinstance(error, OSError):
            raise CallError(f"cannot write {str(goal)!r}: {error.strerror}") from error
        raise


def write_all(texts: Mapping[Path, str]) -> None:
    """Write several files, and the folders that they need: all, or none.

    Raises
    ------
    CallError
        One of them cannot be written; then all are as they were.
    """
    before = {path: path.read_bytes() if path.exists() else None for path in texts}
    made: list[Path] = []
    try:
        for path, text in texts.items():
            _make(path.parent, made)
            write_whole(path, text)
    except BaseException:
        for path, held in before.items():
            with contextlib.suppress(OSError):  # what could not be written is not there to be taken back
                if held is None:
                    path.unlink()
                elif path.read_bytes() != held:
                    path.write_bytes(held)
        for folder in reversed(made):
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise


def _make(folder: Path, made: list[Path]) -> None:
    for one in reversed([part for part in (folder, *folder.parents) if not part.exists()]):
        try:
            one.mkdir()
        except OSError as error:
            raise CallError(f"cannot make the folder {str(one)!r}: {error.strerror}") from error
        made.append(one)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
