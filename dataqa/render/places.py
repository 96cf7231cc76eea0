"""Where the rows of an issue stand: in which file, on which line, as paths that say nothing of the machine."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from urllib.parse import quote

import numpy as np

from dataqa.dataset import Dataset
from dataqa.model import Issue
from dataqa.render import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A file, and a line in it.

    Attributes
    ----------
    index : int
        Which of the dataset's files.
    path : str
        Below the working directory, with ``/``; of a file elsewhere only what is not common to all such files.
    inside : bool
        True for a file below the working directory.
    line : int or None
        1-based; None where the line is not known.
    """

    index: int
    path: str
    inside: bool
    line: int | None = None

    @property
    def uri(self) -> str:
        """The path as a relative reference, percent-encoded."""
        try:
            raw = self.path.encode("utf-8", "surrogateescape")
        except UnicodeEncodeError:
            raw = self.path.encode("utf-8", "replace")
        return quote(raw, safe="/")


class Places:
    """The places of a dataset's rows.

    A line is told only where each row of the file is one line (see `DataFile`): not of a file with line breaks in cells, blank
    lines between rows, or rows that could not be read; nor of a packed or binary file. No line is better than a wrong one.

    Parameters
    ----------
    dataset : Dataset
        Whose files are meant; a frame has none.
    """

    def __init__(self, dataset: Dataset) -> None:
        self._files = dataset.files
        self._ends = list(accumulate(file.rows for file in dataset.files))
        paths = _shown([file.path for file in dataset.files])
        self.files = tuple(Place(index=i, path=path, inside=inside) for i, (path, inside) in enumerate(paths))

    def of_row(self, position: int) -> Place | None:
        """Return where a row stands, None where the data is no file."""
        index = int(np.searchsorted(self._ends, position, side="right"))
        if not 0 <= index < len(self._files):
            return None
        first = self._files[index].first_line
        before = self._ends[index - 1] if index else 0
        return self._at(index, None if first is None else first + position - before)

    def of(self, issue: Issue) -> Place | None:
        """Return where an issue stands: its worst row, else the names of the columns, else the first file."""
        if self._files and issue.rows is not None and len(issue.rows.positions):
            return self.of_row(int(issue.rows.positions[0])) or self._at(0, None)
        return self.of_columns(issue.columns)

    def of_columns(self, columns: Sequence[str]) -> Place | None:
        """Return where columns are named: in the first file's header; the file where there are none."""
        return self._at(0, self._files[0].header if columns else None) if self._files else None

    def _at(self, index: int, line: int | None) -> Place:
        file = self.files[index]
        return Place(index=index, path=file.path, inside=file.inside, line=line)


def shown_name(dataset: Dataset) -> str:
    """Return the name of a dataset on one line; of a pattern with folders in front only its end."""
    name = os.path.basename(dataset.name) if os.path.isabs(dataset.name) else dataset.name
    return words.visible(name, 120) or "data"


def _shown(paths: Sequence[str]) -> list[tuple[str, bool]]:
    """Return each path as it may be written, and whether it lies below the working directory."""
    below = [_below(path) for path in paths]
    outside = [os.path.abspath(path) for path, inner in zip(paths, below, strict=True) if inner is None]
    common = _common(outside)
    return [
        (inner, True) if inner is not None else (_relative(os.path.abspath(path), common), False)
        for path, inner in zip(paths, below, strict=True)
    ]


def _below(path: str) -> str | None:
    here = Path.cwd()
    whole = Path(os.path.abspath(path))
    # the folder may be a link to one below; the file itself is meant by its own name
    for known in (whole, whole.parent.resolve() / whole.name):
        if known.is_relative_to(here):
            return known.relative_to(here).as_posix()
    return None


def _common(paths: Sequence[str]) -> str | None:
    try:
        return os.path.commonpath([os.path.dirname(path) for path in paths]) if paths else None
    except ValueError:  # on several drives
        return None


def _relative(path: str, folder: str | None) -> str:
    return Path(path).name if folder is None else Path(path).relative_to(folder).as_posix()
