"""Columns whose cells are paths of image files: the files are opened where they are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from dataqa.sources.digests import digest
from dataqa.sources.images import can_open, content_of, is_image_name, within
from dataqa.sources.intake import Incoming
from dataqa.sources.messages import counted
from dataqa.sources.pictures import pictures_of

_LOOKED_AT, _THERE, _NAMED = 100, 0.5, 0.9


def with_images(column: Incoming, folders: Sequence[Path], *, inside: bool = False) -> Incoming:
    """Return a column of paths as one of images, each compared by the content of its file; any other column as it is.

    Parameters
    ----------
    column : Incoming
        Of any kind.
    folders : sequence of Path
        In which paths that are not absolute may begin, the likeliest first.
    inside : bool
        True: only files in these folders are opened, as for cells of a file that somebody else may have written.
    """
    cells = column.cells
    if cells.dtype != pl.String or column.nested or not _named(cells.drop_nulls().head(_LOOKED_AT)) or not can_open():
        return column
    different = cells.drop_nulls().unique().sort()
    some = different.gather_every(max(1, len(different) // _LOOKED_AT))
    if not _named(some):
        return column
    found = [
        (sum(_is_file(folder / text.strip()) and (not inside or within(text, folder)) for text in some), -place)
        for place, folder in enumerate(folders)
    ]
    there, place = max(found)
    if there < _THERE * len(some):
        return column
    folder = folders[-place]
    paths = {text: str(folder / text.strip()) for text in different.to_list() if not inside or within(text, folder)}
    contents = {text: _digest(paths[text]) if text in paths else digest(f"outside: {text}") for text in different.to_list()}
    digests = cells.replace_strict(contents, return_dtype=pl.String, default=None)
    pictures = pictures_of([None if text is None else paths.get(text, "") for text in cells.to_list()], digests, Path())
    if pictures is None:
        return column
    note = f"{counted(len(different), 'image')} opened by path; each is compared by a digest of its content"
    return replace(column, cells=digests, reading="keep", nested=True, pictures=pictures, notes=(*column.notes, note))


def _named(texts: pl.Series) -> bool:
    return len(texts) > 0 and sum(map(is_image_name, texts.to_list())) >= _NAMED * len(texts)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _digest(path: str) -> str:
    content = content_of(Path(path))
    return digest(f"no file at {path}" if content is None else content)
