"""Outputs of a command, looked at before the work: each can be written, and none would replace what is read."""

from __future__ import annotations

import glob
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from dataqa.cli.app import Files

_WILD = frozenset("*?[")


_STDOUT = Path("/dev/stdout")


def on_stdout(files: Files) -> Files:
    """Return the outputs with ``-`` as what it means: standard output, which takes one of them.

    Raises
    ------
    CallError
        Where two of them name it.
    """
    from dataqa.errors import CallError

    named = [name for name, path in files.items() if path is not None and str(path) == "-"]
    if len(named) > 1:
        options = " and ".join(f"--{name}" for name in named)
        raise CallError(f"{options} are all '-': standard output takes one report; name a file for the others.")
    return {name: _STDOUT if name in named else path for name, path in files.items()}


def prints(files: Files) -> bool:
    """Return whether one of the outputs goes to standard output: nothing else is then printed there."""
    return _STDOUT in files.values()


def writable_all(data: str, files: Files, inputs: Mapping[str, str | Path | None] | None = None) -> None:
    """Refuse, before the work and not after it, what could not be written or would overwrite a file that is read.

    Parameters
    ----------
    data : str
        Path or pattern of the data; empty for none.
    files : mapping of str to Path or None
        Outputs, by their options.
    inputs : mapping of str to str, Path or None, optional
        What else is read, by its option: a path, a pattern, or a name that is no file.

    Raises
    ------
    CallError
        Where an output cannot be written, is read, or is another output.
    """
    from dataqa.errors import CallError
    from dataqa.render.atomic_files import is_replaced, same_file

    taken: list[tuple[str, Path]] = []
    for name, given in files.items():
        if given is None or not is_replaced(given.expanduser()):
            continue
        for other, path in taken:
            if same_file(given, path):
                raise CallError(f"--{name} and --{other} both name {str(given)!r}; each needs a file of its own.")
        taken.append((name, given))
        if not given.expanduser().parent.is_dir():
            raise CallError(f"--{name}: cannot write {str(given)!r}: there is no folder {str(given.parent)!r}.")
        if given.expanduser().is_dir() or any(same_file(given, path) for path in _meant(data)):
            raise CallError(f"--{name}: {str(given)!r} is the data or a folder, and would be overwritten.")
        for option, path in _each(inputs or {}):
            if same_file(given, path):
                raise CallError(f"--{name}: {str(given)!r} is read as --{option}, and would be overwritten.")


def _each(inputs: Mapping[str, str | Path | None]) -> Iterator[tuple[str, Path]]:
    for option, given in inputs.items():
        for path in _meant("" if given is None else str(given)):
            yield option, path


def _meant(data: str) -> Iterable[Path]:
    """Return the files that a path or a pattern names; none where there are none, which reading says better."""
    if not data:
        return []
    path = Path(data).expanduser()
    try:
        if path.exists() or not _WILD & set(data):
            return [path]
        return [Path(one) for one in glob.glob(str(path), recursive=True)]
    except (OSError, ValueError):  # a NUL, a name too long
        return []
