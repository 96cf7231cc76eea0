"""Prompts, answers, conversations and photographs for tests: no two alike, nothing wrong with them."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from planting import drawn, sentences

FAULTY = (3, 11)
"""The rows of twenty in which something is planted."""


def questions(count: int = 20) -> list[str]:
    return [f"What about the {one}?" for one in sentences(count)]


def answers(count: int = 20) -> list[str]:
    """Two whole sentences each."""
    said = sentences(2 * count)
    return [f"It is the {said[k]}, as you say. Then there is the {said[count + k]}." for k in range(count)]


def asked(count: int = 20, **columns: Any) -> dict[str, Any]:
    return {"prompt": questions(count), "completion": answers(count), **columns}


def answered(how: Any, rows: tuple[int, ...] = FAULTY) -> dict[str, Any]:
    """Prompts whose answers in some rows are what `how` makes of them."""
    return asked(completion=[how(text) if k in rows else text for k, text in enumerate(answers())])


def turn(role: str, text: Any) -> dict[str, Any]:
    return {"role": role, "content": text}


def chats(count: int = 20) -> list[list[dict[str, Any]]]:
    """Conversations of four turns."""
    asks, says = questions(2 * count), answers(2 * count)
    return [
        [turn("user", asks[k]), turn("assistant", says[k]), turn("user", asks[count + k]), turn("assistant", says[count + k])]
        for k in range(count)
    ]


def changed(how: Any, rows: tuple[int, ...] = FAULTY) -> dict[str, Any]:
    """Conversations that in some rows are what `how` makes of them."""
    return {"messages": [how(chat) if k in rows else chat for k, chat in enumerate(chats())]}


def photo(seed: int, size: tuple[int, int] = (96, 72)) -> np.ndarray:
    """Return a picture in colour with edges and textures, another for each seed."""
    random = drawn(seed)
    width, height = size
    coarse = random.integers(20, 235, (7, 9, 3))
    at_y, at_x = np.arange(height) * 7 // height, np.arange(width) * 9 // width
    return np.clip(coarse[at_y][:, at_x] + random.integers(-18, 18, (height, width, 3)), 0, 255).astype(np.uint8)


def photos(count: int = 20) -> list[np.ndarray]:
    return [photo(k) for k in range(count)]


def pictured(how: Any, rows: tuple[int, ...] = FAULTY) -> dict[str, Any]:
    """Photographs that in some rows are what `how` makes of them."""
    return {"image": [how(one) if k in rows else one for k, one in enumerate(photos())], "size": list(range(20))}


def encoded(pixels: np.ndarray, form: str = "JPEG", **more: Any) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.fromarray(pixels).save(out, form, **({"quality": 90} if form == "JPEG" else {}) | more)
    return out.getvalue()


def smaller(pixels: np.ndarray, times: int = 2) -> np.ndarray:
    """Return the picture with each edge divided by a number."""
    height, width = pixels.shape[0] // times, pixels.shape[1] // times
    cut = pixels[: height * times, : width * times].reshape(height, times, width, times, 3)
    return cut.mean(axis=(1, 3)).astype(np.uint8)
