"""Annotations of objects in images: COCO, Pascal VOC and YOLO become a row for each box."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from dataqa.errors import SourceError
from dataqa.sources.intake import Intake
from dataqa.sources.messages import counted
from dataqa.sources.plain import from_records

BOX = ("left", "top", "width", "height", "image_width", "image_height")
"""Columns of a box, in pixels; of YOLO as shares of the image, whose width and height are 1."""
_SHARES = 0.5
_COCO = frozenset({"images", "annotations", "categories"})


def is_coco(content: Any) -> bool:
    """Return whether the content of a JSON file is an annotation file of COCO."""
    return isinstance(content, dict) and set(content) >= _COCO and all(isinstance(content[key], list) for key in _COCO)


def from_coco(content: Mapping[str, Any], name: str) -> Intake:
    """Read annotations of COCO; boxes whose image or class is not listed keep its number."""
    images = {_key(one, "id"): one for one in content["images"] if isinstance(one, dict)}
    names = {_key(one, "id"): one.get("name") for one in content["categories"] if isinstance(one, dict)}
    rows = []
    for one in content["annotations"]:
        if not isinstance(one, dict):
            continue
        image = images.get(_key(one, "image_id"), {})
        box = one.get("bbox")
        sides = list(box) if isinstance(box, list | tuple) and len(box) == 4 else [None] * 4
        rows.append(
            {
                "file": str(image.get("file_name", f"image {one.get('image_id')}")),
                "label": str(names.get(_key(one, "category_id"), f"class {one.get('category_id')}")),
                **dict(zip(BOX, [*map(_number, sides), _number(image.get("width")), _number(image.get("height"))], strict=True)),
            }
        )
    return _table(rows, name, f"{counted(len(rows), 'box')} of {counted(len(images), 'image')} were read")


def from_voc(files: Sequence[Path], name: str) -> Intake:
    """Read annotations of Pascal VOC: a file for each image."""
    rows: list[dict[str, Any]] = []
    for file in files:
        content = file.read_bytes()
        if b"<!ENTITY" in content.replace(b"\0", b""):  # in UTF-16, too
            raise SourceError(f"{str(file)!r} defines entities, which annotations of images do not: it is not read.")
        try:
            root = ET.fromstring(content)
        except ET.ParseError as error:
            raise SourceError(f"{str(file)!r} is no XML: {error}.") from error
        size = [_number(root.findtext(f"size/{side}")) for side in ("width", "height")]
        image = root.findtext("filename") or file.stem
        for one in root.iter("object"):
            low_x, low_y, high_x, high_y = (_number(one.findtext(f"bndbox/{key}")) for key in ("xmin", "ymin", "xmax", "ymax"))
            sides = [low_x, low_y, _minus(high_x, low_x), _minus(high_y, low_y)]
            rows.append({"file": image, "label": one.findtext("name"), **dict(zip(BOX, [*sides, *size], strict=True))})
    return _table(rows, name, f"boxes of {counted(len(files), 'image')} were read")


def are_yolo(files: Sequence[Path]) -> bool:
    """Return whether each line of some text files is a class and four numbers, usually shares; an empty file shows no object."""
    read = [_labels(file) for file in files]
    boxes = [box for labels in read for _, box in labels or ()]
    return None not in read and sum(all(0 <= side <= 1 for side in box) for box in boxes) > _SHARES * len(boxes)


def from_yolo(files: Sequence[Path], folder: Path) -> Intake:
    """Read labels of YOLO: a file for each image; names of classes from ``classes.txt`` if there is one."""
    listed = next(iter(sorted(folder.rglob("classes.txt"))), None)
    names = listed.read_text(encoding="utf-8").splitlines() if listed is not None else []
    rows: list[dict[str, Any]] = []
    others = 0
    for file in files:
        labels = _labels(file)
        others += labels is None
        for number, (x, y, width, height) in labels or ():
            label = names[number] if number < len(names) else f"class {number}"
            box = (x - width / 2, y - height / 2, width, height, 1.0, 1.0)
            rows.append({"file": file.stem, "label": label, **dict(zip(BOX, box, strict=True))})
    note = f"boxes of {counted(len(files) - others, 'image')} were read, as shares of the image"
    return _table(rows, folder.name, note, *([f"{counted(others, 'file')} without such labels left out"] if others else []))


def _labels(file: Path) -> list[tuple[int, list[float]]] | None:
    """Return the number of the class and the four numbers of each line; None where a line holds something else."""
    found = []
    try:
        for line in file.read_text(encoding="utf-8").splitlines():
            number, *sides = line.split() or [""]
            if number and (len(sides) != 4 or not number.isdecimal()):
                return None
            if number:
                found.append((int(number), [float(side) for side in sides]))
    except (OSError, ValueError):
        return None
    return found


def _table(rows: list[dict[str, Any]], name: str, *notes: str) -> Intake:
    if not rows:
        raise SourceError(f"{name!r} holds no boxes.")
    return replace(from_records(rows, name, "annotation"), origin="frame", notes=notes, boxes=True)


def _key(one: Mapping[str, Any], name: str) -> str | int | float | None:
    """Return a number or name by which annotations refer to each other; None of lists and records, which are none."""
    key = one.get(name)
    return key if isinstance(key, str | int | float) else None


def _number(value: Any) -> float | None:
    try:
        return None if value is None or isinstance(value, bool) else float(value)
    except (TypeError, ValueError, OverflowError):
        return None


def _minus(high: float | None, low: float | None) -> float | None:
    return None if high is None or low is None else high - low
