"""Planted frames of the checks of images."""

from __future__ import annotations

import numpy as np
from boxed import coco
from conversing import FAULTY, encoded, photo, photos, pictured, smaller
from planting import Case, plant

IMAGE = (0.1, ("image",), (0.027867, 0.301034), list(FAULTY))


@plant(*IMAGE)
def unreadable_images() -> Case:
    """Two of 20 files of images are damaged or something else."""
    files = [encoded(one) for one in photos()]
    files[3], files[11] = files[3][:300], b"<html><body>404 Not Found</body></html>"
    return {"data": {"image": files}}


@plant(*IMAGE)
def odd_images() -> Case:
    """Two of 20 photographs are nearly black."""
    return {"data": pictured(lambda one: one // 20)}


@plant(*IMAGE)
def odd_images__light() -> Case:
    """Two of 20 photographs are nearly white."""
    return {"data": pictured(lambda one: 255 - one // 20)}


@plant(*IMAGE)
def odd_images__blurred() -> Case:
    """Two of 20 photographs are blurred."""

    def blurred(one):
        wide = one.astype(float)
        for _ in range(60):
            wide = (wide + np.roll(wide, 1, 0) + np.roll(wide, -1, 0) + np.roll(wide, 1, 1) + np.roll(wide, -1, 1)) / 5
        return wide.astype(np.uint8)

    return {"data": pictured(blurred)}


@plant(*IMAGE)
def odd_images__blank() -> Case:
    """Two of 20 images have a single colour."""
    return {"data": pictured(lambda one: np.full_like(one, 255))}


@plant(*IMAGE)
def odd_images__content() -> Case:
    """Two of 20 images are a sheet with one rectangle."""

    def sheet(one):
        flat = np.full_like(one, 200)
        flat[10:30, 20 : 30 + one[0, 0, 0] % 30] = 90
        return flat

    return {"data": pictured(sheet)}


@plant(*IMAGE)
def odd_images__grey() -> Case:
    """Two of 20 photographs have no colour."""
    return {"data": pictured(lambda one: np.repeat(one.mean(axis=2, keepdims=True), 3, axis=2).astype(np.uint8))}


@plant(*IMAGE)
def odd_images__size() -> Case:
    """Two of 20 images are thumbnails of 12 pixels."""
    return {"data": pictured(lambda one: smaller(one, 8))}


@plant(*IMAGE)
def odd_images__ratio() -> Case:
    """Two of 20 images are strips."""
    return {"data": pictured(lambda one: photo(int(one[0, 0, 0]) + 100, (400, 20)))}


@plant(0.05, ("image",), (0.008881, 0.236133), [11])
def near_duplicate_images() -> Case:
    """One of 20 photographs is another one, mirrored."""
    every = photos()
    every[11] = np.ascontiguousarray(every[3][:, ::-1])
    return {"data": {"image": every, "at": list(range(20))}}


@plant(0.1, ("image", "label"), (0.027867, 0.301034), [3, 11])
def near_image_conflicts() -> Case:
    """A photograph has a copy of another size, with another label."""
    every = photos()
    every[11] = smaller(every[3])
    labels = ["cat", "dog"] * 10
    labels[3], labels[11] = "cat", "dog"
    return {"data": {"image": every, "label": labels}, "target": "label"}


@plant(0.5, ("image",), (0.236593, 0.763407), [10, 11, 12, 13, 14])
def image_overlap() -> Case:
    """Five of ten test images are training images."""
    every = photos()
    every[10:15] = [smaller(one) for one in every[:5]]
    return {"data": {"image": every, "split": ["train"] * 10 + ["test"] * 10}}


def _classes(how) -> Case:
    labels = ["ant", "bee"] * 60
    return {"data": {"image": [how(photo(k), k % 2) for k in range(120)], "label": labels}, "target": "label"}


@plant(1.0, ("image",), (1.0, 1.0))
def image_shortcuts() -> Case:
    """All images of bees are larger than those of ants."""
    return _classes(lambda one, bee: one if bee else smaller(one))


@plant(1.0, ("image",), (1.0, 1.0))
def image_shortcuts__border() -> Case:
    """All images of bees have a white border."""

    def framed(one, bee):
        if bee:
            one[:6], one[-6:], one[:, :6], one[:, -6:] = 255, 255, 255, 255
        return one

    return _classes(framed)


@plant(1.0, ("image",), (1.0, 1.0))
def image_shortcuts__look() -> Case:
    """All images of bees are darker than those of ants."""
    return _classes(lambda one, bee: one // 2 if bee else one)


def _exif(tags: dict) -> Case:
    from PIL import Image

    said = Image.Exif()
    for tag, value in tags.items():
        said[tag] = value
    files = [encoded(one, exif=said) if k in FAULTY else encoded(one) for k, one in enumerate(photos())]
    return {"data": {"image": files}}


@plant(*IMAGE)
def image_metadata() -> Case:
    """Two of 20 files of images hold the coordinates of their place."""
    return _exif({0x8825: {1: "N", 2: (48.0, 8.0, 12.3), 3: "E", 4: (11.0, 34.0, 7.5)}})


@plant(*IMAGE)
def image_metadata__owner() -> Case:
    """Two of 20 files of images name their photographer."""
    return _exif({0x013B: "Emma Halbrook"})


BOXES = ("left", "top", "width", "height", "image_width", "image_height")
BOX = (0.1, BOXES, (0.027867, 0.301034), list(FAULTY))


def _boxes(change: dict[str, float]) -> Case:
    return {"data": coco(dict.fromkeys(FAULTY, change))}


@plant(*BOX)
def broken_boxes() -> Case:
    """Two of 20 boxes reach beyond the edge of their image."""
    return _boxes({"left": 600.0})


@plant(*BOX)
def broken_boxes__empty() -> Case:
    """Two of 20 boxes have no width."""
    return _boxes({"width": 0.0})


@plant(*BOX)
def broken_boxes__tiny() -> Case:
    """Two of 20 boxes are a pixel in size."""
    return _boxes({"width": 1.0, "height": 1.0})


@plant(0.05, BOXES, (0.008881, 0.236133), [11])
def broken_boxes__again() -> Case:
    """One of 20 boxes is drawn twice."""
    return {
        "data": coco(
            {
                11: {"left": 33.4, "top": 30.0, "width": 60.0, "height": 40.0},
                3: {"left": 33.0, "top": 30.0, "width": 60.0, "height": 40.0},
            }
        )
    }
