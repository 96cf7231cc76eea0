"""Folders of files, a row for each: texts, mails or images, with the class and the part of a split in the names of the folders."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from dataqa.dataset import DataFile
from dataqa.errors import SourceError
from dataqa.sources.boxes import are_yolo, from_voc, from_yolo
from dataqa.sources.delimited import from_delimited
from dataqa.sources.encoding import to_utf8
from dataqa.sources.image_paths import with_images
from dataqa.sources.images import ENDINGS, can_open
from dataqa.sources.intake import Incoming, Intake
from dataqa.sources.json_files import from_json_lines
from dataqa.sources.mails import MAILS, mails_in, said
from dataqa.sources.messages import counted, listed
from dataqa.sources.plain import from_records

TEXTS = (".txt", ".md", ".text")
PARTS = frozenset({"train", "training", "test", "testing", "val", "valid", "validation", "dev", "eval", "evaluation", "holdout"})
_NUMBERED = re.compile(r"^(?:part|fold|chunk|batch|shard|dir|folder|split)?[-_ ]?\d+$", re.IGNORECASE)
_SHARE, _CLASS_FILES, _LABELS = 0.5, 2, 20


def from_folder(path: Path, encoding: str | None = None) -> Intake:
    """Read a folder: a row for each text, mail or image in it and below.

    Raises
    ------
    SourceError
        Where its files are tables, or of no known kind.
    """
    files = _files(path)
    boxes = _boxes(files, path)
    if boxes is not None:
        return boxes
    by_kind = {
        "texts": [file for file in files if file.suffix.lower() in TEXTS],
        "mails": [file for file in files if file.suffix.lower() in MAILS],
        "images": [file for file in files if file.suffix.lower() in ENDINGS],
    }
    kind = max(by_kind, key=lambda name: len(by_kind[name]))
    held = by_kind[kind]
    if not held or len(held) < _SHARE * len(files):
        endings = sorted({file.suffix.lower() or "no suffix" for file in files})
        what = f"files of {listed(endings)}" if endings else "no files"
        raise SourceError(
            f"{str(path)!r} is a directory with {what}; name its files with a pattern such as '{path}/*.csv'. A folder is read "
            "where its files are texts, e-mails or images."
        )
    if kind == "images":
        if not can_open():
            raise SourceError(f"{str(path)!r} holds images; to open them, install dataqa-audit[image].")
        intake, names = _images(held, path), held
        intake = replace(intake, columns=(*intake.columns, *_metadata(files, held)))
    elif kind == "mails":
        intake, names = _mails(held, path)
    else:
        texts = [to_utf8(file.read_bytes(), encoding)[0].decode("utf-8") for file in held]
        intake, names = from_records([{"text": text} for text in texts], path.name, "text file"), held
    relative = [name.relative_to(path) for name in names]
    columns, target = _from_names(relative, {str(column.name) for column in intake.columns})
    left = len(files) - len(held)
    notes = [f"{counted(len(held), 'file')} below {path.name!r} were read, a row for each"]
    notes += [f"{listed([str(column.name) for column in columns])} read from the names of the folders"] if columns else []
    notes += [f"{counted(left, 'file')} of other kinds left out"] if left else []
    return replace(
        intake,
        columns=(*intake.columns, *columns),
        name=path.name,
        origin="frame",
        labels=np.array([name.as_posix() for name in relative], dtype=object),
        notes=(*intake.notes, *notes),
        files=tuple(DataFile(path=str(file), rows=rows) for file, rows in Counter(names).items()),
        target=target,
    )


def _boxes(files: Sequence[Path], path: Path) -> Intake | None:
    """Return the boxes of a folder that holds annotations of Pascal VOC or labels of YOLO, perhaps beside their images."""
    others = [
        file for file in files if file.suffix.lower() not in (*ENDINGS, ".yaml", ".yml", ".json") and file.name != "classes.txt"
    ]
    if not others:
        return None
    if all(file.suffix.lower() == ".xml" for file in others):
        return from_voc(others, path.name)
    if all(file.suffix.lower() == ".txt" for file in others) and are_yolo(others[:_LABELS]):
        return from_yolo(others, path)
    return None


def _files(path: Path) -> list[Path]:
    found = (
        file for file in path.rglob("*") if not any(part.startswith((".", "__MACOSX")) for part in file.relative_to(path).parts)
    )
    return sorted(file for file in found if file.is_file())


def _images(files: Sequence[Path], path: Path) -> Intake:
    cells = pl.Series([str(file) for file in files], dtype=pl.String)
    column = with_images(Incoming(name="image", cells=cells, stored="image file"), [Path()])
    if column.pictures is None:
        raise SourceError(f"{str(path)!r} holds {counted(len(files), 'image')}, of which none can be opened.")
    return Intake(columns=(column,), name=path.name, origin="file")


def _metadata(files: Sequence[Path], held: Sequence[Path]) -> list[Incoming]:
    """Return the columns of ``metadata.csv`` or ``metadata.jsonl``, as Hugging Face lays them beside images; a cell an image."""
    by_name: dict[str, list[Incoming]] = {}
    for file in (file for file in files if file.name in ("metadata.csv", "metadata.jsonl")):
        content = file.read_bytes()
        read = from_delimited(content, file, ".csv") if file.suffix == ".csv" else from_json_lines(content, file)
        named = next((column for column in read.columns if column.name == "file_name"), None)
        if named is None:
            continue
        places = {file.parent / str(name): place for place, name in enumerate(named.cells.to_list())}
        order = [places.get(image) for image in held]
        for column in read.columns:
            if column is not named and not column.nested:
                by_name.setdefault(str(column.name), []).append(
                    replace(column, cells=column.cells.gather(pl.Series(order, dtype=pl.UInt32)))
                )
    return [_filled(columns) for columns in by_name.values()]


def _filled(columns: Sequence[Incoming]) -> Incoming:
    """Return the cells of several files, of which each knows some of the rows, as one column."""
    cells = columns[0].cells
    for column in columns[1:]:
        cells = cells.fill_null(column.cells.cast(cells.dtype, strict=False))
    return replace(columns[0], cells=cells)


def _mails(files: Sequence[Path], path: Path) -> tuple[Intake, list[Path]]:
    mails: list[dict[str, Any]] = []
    names: list[Path] = []
    for file in files:
        held = mails_in(file.read_bytes(), file.suffix.lower())
        mails += held
        names += [file] * len(held)
    return from_records(said(mails), path.name, "e-mail"), names


def _from_names(relative: Sequence[Path], taken: set[str]) -> tuple[list[Incoming], str]:
    """Return the columns that the names of folders give, and which of them is the class."""
    depth = min(len(name.parts) - 1 for name in relative)
    levels = [[name.parts[level] for name in relative] for level in range(depth)]
    levels = [level for level in levels if len(set(level)) > 1]
    columns: dict[str, list[str]] = {}
    for level in levels:
        names = set(level)
        if {name.lower() for name in names} <= PARTS:
            columns.setdefault("split", level)
        elif all(_NUMBERED.match(name) for name in names) and not _digits(names):
            columns.setdefault("folder", level)
        else:
            columns["label"] = level  # the deepest that is left
    label = columns.get("label")
    if label is not None and len(label) < _CLASS_FILES * len(set(label)):
        columns["folder"] = columns.pop("label")  # a folder for each file names it
    named = [
        Incoming(name=_free(key, taken), cells=pl.Series(level, dtype=pl.String), stored="name of a folder", reading="keep")
        for key, level in columns.items()
    ]
    return named, next((str(column.name) for column in named if str(column.name).startswith("label")), "")


def _digits(names: set[str]) -> bool:
    """Return whether folders are named for the digits, as those of written ones are."""
    return names <= {str(digit) for digit in range(10)}


def _free(name: str, taken: set[str]) -> str:
    return name if name not in taken else f"{name}_of_folder"
