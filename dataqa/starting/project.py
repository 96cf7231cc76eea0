"""Where a project's files are: its root, its configuration, its data."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from dataqa.config import NAMES, nearest_file
from dataqa.errors import CallError
from dataqa.sources.files import ARROW_FILES, DELIMITED, HEADLESS, JSON_LINES, kind_of_file, resolve
from dataqa.sources.packed import PACKED

MOST = 10
"""Files of data that are taken where none are named."""
_SUFFIXES = (*(suffix for suffix in DELIMITED if suffix not in (".txt", *HEADLESS)), *JSON_LINES, ".parquet", *ARROW_FILES)
"""Of data; a text is mostly prose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project.

    Attributes
    ----------
    root : Path
        Of the repository; the folder itself where there is none.
    config : Path
        The configuration file, which need not be there.
    """

    root: Path
    config: Path

    @property
    def told_config(self) -> str | None:
        """The configuration as the gate is told of it in the root; None where it finds it."""
        return None if self.config.parent == self.root else self.from_root(self.config)

    def from_config(self, path: str) -> str:
        """Return a path as the configuration names it."""
        return _relative(path, self.config.parent)

    def from_root(self, path: str | Path) -> str:
        """Return a path from the root of the repository."""
        return _relative(str(path), self.root)


def project(folder: Path) -> Project:
    """Return the project that a folder belongs to.

    The configuration is the one that is there; else it goes into the folder's pyproject.toml; else into a dataqa.toml.
    """
    folder = folder.resolve()
    root = next((one for one in (folder, *folder.parents) if (one / ".git").exists()), folder)
    own, shared = (folder / name for name in NAMES)
    config = nearest_file(folder) or (shared if shared.is_file() else own)
    return Project(root=root, config=config.resolve())


def data_files(folder: Path) -> list[str]:
    """Return the files of data in a folder and in its folder ``data``.

    Raises
    ------
    CallError
        Where there is none, or there are too many to be meant.
    """
    every = sorted((*folder.glob("*"), *folder.glob("data/*")))
    found = [path for path in every if path.is_file() and not path.name.startswith(".") and _is_data(path)]
    if not found:
        raise CallError("There are no data files here or in data/; name them: dataqa init train.csv.")
    if len(found) > MOST:
        raise CallError(f"There are {len(found)} data files here and in data/; name those that are meant: dataqa init train.csv.")
    return [path.relative_to(folder).as_posix() for path in found]


def readable(path: str) -> None:
    """Refuse what is no file, or of no kind that is read."""
    if path in ("-", "/dev/stdin"):
        raise CallError("What is piped in has no place that the gate could look at again; name a file.")
    for one in resolve(path):
        kind_of_file(one)


def _is_data(path: Path) -> bool:
    name = path.name.lower()
    for packing in PACKED:
        name = name.removesuffix(packing)
    return name.endswith(_SUFFIXES)


def _relative(path: str, folder: Path) -> str:
    whole = os.path.abspath(os.path.expanduser(path))
    try:
        return Path(os.path.relpath(whole, folder)).as_posix()
    except ValueError:  # on another drive
        return Path(whole).as_posix()
