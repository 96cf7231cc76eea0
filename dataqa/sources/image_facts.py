"""What images look like in a few numbers: light, sharpness, information, border, and hashes by which copies are recognised."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np
import polars as pl

from dataqa.arrays import Array, Hashes, Matrix
from dataqa.sources.images import Opened

FACTS: dict[str, Any] = {
    "width": pl.Int64, "height": pl.Int64, "form": pl.String, "mode": pl.String, "size": pl.Int64, "problem": pl.String,
    "located": pl.Boolean, "owned": pl.Boolean, "camera": pl.String, "darkest": pl.Float64, "brightest": pl.Float64,
    "mean": pl.Float64, "contrast": pl.Float64, "sharpness": pl.Float64, "entropy": pl.Float64, "colour": pl.Float64,
    "red": pl.Float64, "blue": pl.Float64, "border": pl.Float64, "border_contrast": pl.Float64,
}  # fmt: skip
GREY = 64
"""Edge of the grey thumbnails that hashes and comparisons are made of."""
COLOURS = 16
"""Edge of the thumbnails of the colours."""
HASHED, KEPT = 32, 8
"""Edge of what is hashed, and of the frequencies that are kept (Zauner 2010)."""
CROPS = (0.05, 0.1, 0.15)
"""Shares cut off in all, half on each side, under which a copy is recognised."""
_LUMA = np.array([0.299, 0.587, 0.114], dtype=np.float32)
_RING = 0.04


def measured(image: Opened, colours: Matrix | None) -> dict[str, Any]:
    """Return the facts of one image, given its colours (see `scaled`); those of the pixels are None where it could not be read."""
    known: dict[str, Any] = {
        "width": image.width, "height": image.height, "form": image.form, "mode": image.mode, "size": image.size,
        "problem": image.problem, "located": image.located, "owned": image.owned, "camera": image.camera,
    }  # fmt: skip
    return known if colours is None else known | _of_pixels(colours)


def scaled(pixels: Array) -> Matrix:
    """Return pixels as three colours between 0 and 1."""
    array = pixels if pixels.ndim == 3 else pixels[:, :, None]
    colours = array[:, :, :3].astype(np.float32)
    if array.dtype.kind == "f":
        colours = np.nan_to_num(colours, nan=0.0, posinf=0.0, neginf=0.0)
    top = 255.0 if pixels.dtype == np.uint8 else max(float(np.abs(colours).max()), 1e-9)
    return np.asarray(np.broadcast_to(colours / top, (*colours.shape[:2], 3)), dtype=np.float32)


def _of_pixels(colours: Matrix) -> dict[str, float]:
    step = max(1, min(colours.shape[:2]) // 256)
    colours = colours[::step, ::step]
    grey = colours @ _LUMA
    spread = float(grey.var())
    inner = 4 * grey[1:-1, 1:-1] - grey[:-2, 1:-1] - grey[2:, 1:-1] - grey[1:-1, :-2] - grey[1:-1, 2:]
    counts = np.bincount(np.clip(grey * 255, 0, 255).astype(np.int64).ravel(), minlength=256)
    shares = counts[counts > 0] / grey.size
    low, high = np.searchsorted(np.cumsum(counts), [0.05 * grey.size, 0.95 * grey.size]) / 255
    edge = max(1, round(_RING * min(grey.shape)))
    ring = np.concatenate(
        [grey[:edge].ravel(), grey[-edge:].ravel(), grey[edge:-edge, :edge].ravel(), grey[edge:-edge, -edge:].ravel()]
    )
    chroma = colours - grey[:, :, None]
    return {
        "darkest": float(low), "brightest": float(high), "mean": float(grey.mean()), "contrast": float(np.sqrt(spread)),
        "sharpness": float(inner.var()) / spread if spread > 1e-6 else 0.0, "entropy": float(-(shares * np.log2(shares)).sum()),
        "colour": float(np.abs(chroma).mean()), "red": float(chroma[:, :, 0].mean()), "blue": float(chroma[:, :, 2].mean()),
        "border": float(ring.mean()), "border_contrast": float(ring.std()),
    }  # fmt: skip


def thumbnail(colours: Matrix) -> Matrix:
    """Return colours as 64 × 64 pixels: the means of what each covers, partly covered ones by their share."""
    height, width = colours.shape[:2]
    rows = (_weights(height) @ colours.reshape(height, width * 3)).reshape(GREY, width, 3)
    return np.asarray((rows.transpose(0, 2, 1) @ _weights(width).T).transpose(0, 2, 1), dtype=np.float32)


def grey_thumbnail(small: Matrix) -> Array:
    """Return a thumbnail as grey pixels, 0 to 255."""
    return np.asarray(np.clip(small @ _LUMA * 255 + 0.5, 0, 255), dtype=np.uint8)


def colour_thumbnail(small: Matrix) -> Array:
    """Return what is left of the colours of a thumbnail without its grey, 16 × 16, as whole numbers with a sign."""
    small = small.reshape(COLOURS, GREY // COLOURS, COLOURS, GREY // COLOURS, 3).mean(axis=(1, 3))
    chroma = small - (small @ _LUMA)[:, :, None]
    return np.asarray(np.clip(np.round(chroma * 127), -127, 127), dtype=np.int8)


def shown(grey: Array, colours: Array) -> Array:
    """Return the thumbnail that grey and colours make together, shape (64, 64, 3): the eye sees colours less sharply than light."""
    wide = colours.astype(np.float32).repeat(GREY // COLOURS, axis=0).repeat(GREY // COLOURS, axis=1) * (255 / 127)
    return np.asarray(np.clip(grey[:, :, None] + wide, 0, 255), dtype=np.uint8)


@lru_cache(maxsize=256)
def _weights(size: int) -> Matrix:
    """Return which share of each of `size` pixels falls into each of 64, shape (64, size)."""
    edges = np.linspace(0, size, GREY + 1)
    low, high = edges[:-1, None], edges[1:, None]
    at = np.arange(size)[None, :]
    covered = np.clip(np.minimum(high, at + 1) - np.maximum(low, at), 0, None)
    return np.asarray(covered / covered.sum(axis=1, keepdims=True), dtype=np.float32)


def views(greys: Array) -> Iterator[Array]:
    """Yield the thumbnails as they are, mirrored, turned, and without their borders, each of 32 × 32 pixels, shape (m, 32, 32)."""
    halved = greys.reshape(len(greys), HASHED, 2, HASHED, 2).mean(axis=(2, 4), dtype=np.float32)
    yield from (halved, halved[:, :, ::-1], *(np.rot90(halved, turns, axes=(1, 2)) for turns in (1, 2, 3)))
    images = greys.astype(np.float32)
    for cut in CROPS:
        at = (np.arange(HASHED) + 0.5) / HASHED * (1 - cut) * GREY + cut / 2 * GREY - 0.5
        low = np.floor(at).astype(np.int64)
        share = (at - low).astype(np.float32)
        rows = images[:, low] * (1 - share)[None, :, None] + images[:, np.minimum(low + 1, GREY - 1)] * share[None, :, None]
        yield rows[:, :, low] * (1 - share) + rows[:, :, np.minimum(low + 1, GREY - 1)] * share


def perceptual_hashes(images: Array) -> Hashes:
    """Return 64 bits of each image: which low frequencies are above their median (pHash: Zauner 2010)."""
    from scipy.fft import dctn

    if not len(images):
        return np.zeros(0, dtype=np.uint64)
    low = dctn(images, axes=(1, 2))[:, :KEPT, :KEPT].reshape(len(images), KEPT * KEPT)
    bits = low > np.median(low[:, 1:], axis=1, keepdims=True)
    return np.packbits(bits, axis=1).view(">u8").ravel().astype(np.uint64)
