"""Writing files whole or not at all."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from dataqa.errors import CallError

_STREAM = re.compile(r"/dev/(stdout|stderr)|/(?:dev|proc/self)/fd/([0-9]+)")


def write_whole(path: str | os.PathLike[str], text: str) -> None:
    """Write a text to a file, whole or not at all: a reader sees the old file or the new one, never a part.

    Parameters
    ----------
    path : str or path
        Where to; an existing file is replaced and keeps its permissions. A device, a named pipe, ``/dev/stdout`` is written to.
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


def written(text: str, path: str | os.PathLike[str] | None, read: Iterable[str] = ()) -> str:
    """Return a text, written to a file as by `write_whole` where a path is given; never over a file that was `read`."""
    if path is not None:
        refuse_input(path, read)
        write_whole(path, text)
    return text


def refuse_input(path: str | os.PathLike[str], read: Iterable[str]) -> None:
    """Raise a CallError where a path is one of the files that were read."""
    if any(same_file(path, one) for one in read):
        raise CallError(f"{str(path)!r} is the data that was audited, and would be overwritten.")


def same_file(path: str | os.PathLike[str], other: str | os.PathLike[str]) -> bool:
    """Return whether two paths name one file, also by links; what is no regular file is written through, and harms nobody."""
    first, second = Path(path).expanduser(), Path(other).expanduser()
    try:
        if not is_replaced(first) or not is_replaced(second):
            return False
        return first.resolve() == second.resolve() or (first.exists() and second.exists() and first.samefile(second))
    except (OSError, ValueError):  # a NUL, a loop of links: nothing to be read, or written
        return False


def is_replaced(path: Path) -> bool:
    """Return whether writing puts a new file in a path's place; False for a device, a pipe or a stream: written through."""
    if _STREAM.fullmatch(str(path)):
        return False
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return True
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode)


def _through(part: Path, goal: Path) -> None:
    """Write a file's bytes into what is no regular file; a stream of this process goes on where it is."""
    stream = _STREAM.fullmatch(str(goal))
    if stream is None:
        with part.open("rb") as source, goal.open("wb") as sink:
            shutil.copyfileobj(source, sink)
        return
    for printed in (sys.stdout, sys.stderr):
        if printed is not None:
            printed.flush()
    number = {"stdout": 1, "stderr": 2}[stream[1]] if stream[1] else int(stream[2])
    with part.open("rb") as source, os.fdopen(os.dup(number), "wb") as sink:
        shutil.copyfileobj(source, sink)


@contextlib.contextmanager
def whole(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Give a file beside `path` to be written, which then takes its place; where anything fails, nothing changes.

    Raises
    ------
    CallError
        The folder does not exist, is no folder, or cannot be written to.
    """
    goal = Path(path).expanduser()
    if not is_replaced(goal):
        with tempfile.TemporaryDirectory(prefix="dataqa-") as beside:
            yield Path(beside) / "part"
            try:
                _through(Path(beside) / "part", goal)
            except BrokenPipeError:
                raise  # the reader has left
            except OSError as error:
                raise CallError(f"cannot write {str(goal)!r}: {error.strerror}") from error
        return
    goal = goal.resolve() if goal.is_symlink() else goal
    folder = goal.parent
    if not folder.is_dir():
        raise CallError(f"cannot write {str(goal)!r}: there is no folder {str(folder)!r}")
    if goal.is_dir():
        raise CallError(f"cannot write {str(goal)!r}: it is a folder")
    name = folder / f".{goal.name[:200]}.{secrets.token_hex(8)}.part"
    try:
        # a new file gets the mode of any new file (to ask for the umask would set it, for all threads); what takes the place of
        # another is nobody else's to read before it has that one's mode
        os.close(os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600 if goal.exists() else 0o666))
    except OSError as error:
        raise CallError(f"cannot write {str(goal)!r}: {error.strerror}") from error
    try:
        yield name
        if goal.exists():
            name.chmod(goal.stat().st_mode & 0o777)
        os.replace(name, goal)
    except BaseException as error:
        with contextlib.suppress(OSError):
            name.unlink()
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
    before = {path: path.read_bytes() if path.is_file() else None for path in texts if is_replaced(path)}
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
