"""One image: its pixels, and what its file says; opened by Pillow where it is a file or bytes."""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from dataqa.arrays import Array

ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp")
_SIGNATURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_DRAFT, _MOST, _SMALLEST, _MOST_PIXELS = (128, 128), 256, 4, 200_000_000
_GPS, _MAKE, _MODEL, _OWNERS = 0x8825, 0x010F, 0x0110, (0xA430, 0xA431, 0x013B)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An image.

    Attributes
    ----------
    pixels : ndarray or None
        Two dimensions, or three with one, three or four colours last; perhaps fewer pixels than the file has; None where it cannot
        be read.
    width, height : int
        Of the whole image; 0 where unknown.
    form : str
        ``"JPEG"``, ``"PNG"`` … of a file, empty of an array.
    mode : str
        ``"RGB"``, ``"L"`` … as the file keeps its colours.
    size : int
        Bytes of the file, 0 of an array.
    problem : str
        ``"missing"``, ``"empty"``, ``"no image"``, ``"damaged"``, ``"too large"``; empty where it could be read.
    located, owned : bool
        Whether its metadata hold a place, or a person's name or a serial number.
    camera : str
        Maker and model of the camera, empty where it is not said.
    """

    pixels: Array | None = field(default=None, repr=False)
    width: int = 0
    height: int = 0
    form: str = ""
    mode: str = ""
    size: int = 0
    problem: str = ""
    located: bool = False
    owned: bool = False
    camera: str = ""


def looks_like_image(cell: Any) -> bool:
    """Return whether a cell is an array of pixels, an image object, or bytes or a record that open as an image file does."""
    if isinstance(cell, bytes | bytearray | memoryview):
        return bytes(cell[:4]).startswith(_SIGNATURES)
    if isinstance(cell, Mapping):
        held = cell.get("bytes")
        if isinstance(held, bytes):
            return looks_like_image(held)
        return set(cell) == {"bytes", "path"} and isinstance(cell["path"], str) and is_image_name(cell["path"])
    return _as_pixels(cell) is not None


def image_bytes(cell: Any) -> Any:
    """Return the bytes of an image in a record with its path, which does not make it another image; any other cell as it is."""
    return (
        cell["bytes"] if isinstance(cell, Mapping) and set(cell) == {"bytes", "path"} and isinstance(cell["bytes"], bytes) else cell
    )


def is_image_name(text: str) -> bool:
    """Return whether a text ends like the name of an image file."""
    return text.strip().lower().endswith(ENDINGS)


@cache
def can_open() -> bool:
    """Return whether Pillow is installed."""
    try:
        import PIL.Image  # noqa: F401
    except ImportError:
        return False
    return True


def opened(cell: Any, folder: Path | None = None) -> Opened | None:
    """Return the image of a cell: of an array, an image object, bytes, ``{bytes, path}``, or a path where a folder is given.

    None where the cell is neither, or Pillow is not installed and would be needed.
    """
    if isinstance(cell, Mapping) and ("bytes" in cell or "path" in cell):
        held = cell.get("bytes")
        if isinstance(held, bytes):
            return opened(held)
        path = cell.get("path")
        return opened(path, folder or Path()) if isinstance(path, str) and within(path, folder or Path()) else None
    if isinstance(cell, bytes | bytearray | memoryview):
        return _decoded(bytes(cell)) if can_open() else None
    if isinstance(cell, str):
        return _of_file(folder / cell.strip()) if folder is not None and can_open() and is_image_name(cell) else None
    pixels = _as_pixels(cell)
    if pixels is None:
        return None
    mode = "L" if pixels.ndim == 2 or pixels.shape[2] == 1 else "RGB" if pixels.shape[2] == 3 else "RGBA"
    return Opened(pixels=pixels, width=pixels.shape[1], height=pixels.shape[0], mode=getattr(cell, "mode", mode))


def within(name: str, folder: Path) -> bool:
    """Return whether a path, links followed, leads into a folder: a cell of a file must not open what lies elsewhere."""
    try:
        return (folder / name.strip()).resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):
        return False


def content_of(path: Path) -> bytes | None:
    """Return the bytes of an image file, None where there is none; only plain files whose name is one of an image are read."""
    try:
        return path.read_bytes() if path.is_file() and is_image_name(path.name) else None
    except (OSError, ValueError):
        return None


def _of_file(path: Path) -> Opened:
    content = content_of(path)
    return Opened(problem="missing") if content is None else _decoded(content)


def _as_pixels(cell: Any) -> Array | None:
    if not (hasattr(cell, "__array__") or hasattr(cell, "__array_interface__")):
        return None
    array = np.asarray(cell)
    if array.dtype.kind not in "buif" or array.ndim not in (2, 3) or min(array.shape[:2]) < _SMALLEST:
        return None
    return array if array.ndim == 2 or array.shape[2] in (1, 3, 4) else None


def _decoded(content: bytes) -> Opened:
    from PIL import Image

    if not content:
        return Opened(problem="empty")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of strange metadata and large images, which are reported here
            with Image.open(io.BytesIO(content)) as image:
                return _read(image, len(content))
    except Exception:  # noqa: BLE001 - whatever a damaged or hostile file raises, the audit goes on and the file is reported
        known = content.startswith(_SIGNATURES)
        return Opened(problem="damaged" if known else "no image", size=len(content))


def _read(image: Any, size: int) -> Opened:
    width, height = image.size
    form, mode = str(image.format or ""), str(image.mode)
    if width * height > _MOST_PIXELS:
        return Opened(width=width, height=height, form=form, mode=mode, size=size, problem="too large")
    exif = image.getexif()
    camera = " ".join(str(exif.get(tag, "")).strip() for tag in (_MAKE, _MODEL)).strip("\x00 ")
    inner = exif.get_ifd(0x8769)
    owned = any(str(exif.get(tag) or inner.get(tag) or "").strip() for tag in _OWNERS)
    located = bool(exif.get_ifd(_GPS))
    if form == "JPEG":
        image.draft("RGB" if mode == "RGB" else "L" if mode == "L" else mode, _DRAFT)
    try:
        image.load()
    except (OSError, SyntaxError, ValueError):
        return Opened(width=width, height=height, form=form, mode=mode, size=size, problem="damaged")
    plain = image if image.mode in ("RGB", "L") else image.convert("L" if image.mode in ("1", "I;16", "F", "LA") else "RGB")
    if max(plain.size) > 2 * _MOST:
        plain.thumbnail((_MOST, _MOST))
    return Opened(
        pixels=np.asarray(plain),
        width=width,
        height=height,
        form=form,
        mode=mode,
        size=size,
        located=located,
        owned=owned,
        camera=camera,
    )
