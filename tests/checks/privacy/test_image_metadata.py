"""Metadata of images."""

from __future__ import annotations

from conversing import encoded, photos
from PIL import Image


def files(tags):
    said = Image.Exif()
    for tag, value in tags.items():
        said[tag] = value
    return {"image": [encoded(one, exif=said) if k == 2 else encoded(one) for k, one in enumerate(photos(6))]}


def test_a_place_is_named(measure):
    (found,) = measure("image-metadata", files({0x8825: {1: "N", 2: (48.0, 8.0, 12.3), 3: "E", 4: (11.0, 34.0, 7.5)}}))
    assert (found.kind, found.rows.positions.tolist()) == ("", [2])


def test_a_photographer_is_named(measure):
    assert [(m.kind, m.rows.positions.tolist()) for m in measure("image-metadata", files({0x013B: "Emma"}))] == [("owner", [2])]


def test_a_camera_identifies_nobody(measure):
    assert measure("image-metadata", files({0x010F: "Canon", 0x0110: "EOS", 0x013B: " "})) == []
