"""Copies of images that were changed."""

from __future__ import annotations

import io

import numpy as np
import pytest
from conversing import encoded, photo, photos, smaller


def saved_again(pixels):
    from PIL import Image

    return np.asarray(Image.open(io.BytesIO(encoded(pixels, quality=30))))


@pytest.mark.parametrize(
    "how",
    [
        saved_again,
        smaller,
        lambda one: one[:, ::-1],
        lambda one: np.rot90(one),
        lambda one: one[::-1, ::-1],
        lambda one: one[3:-3, 4:-4],
        lambda one: np.clip(one * 0.8 + 10, 0, 255).astype(np.uint8),
    ],
)
def test_changed_copies_are_named(measure, how):
    every = photos(30)
    every[17] = np.ascontiguousarray(how(every[4]))
    (found,) = measure("near-duplicate-images", {"image": every, "at": list(range(30))})
    assert (found.rows.positions.tolist(), found.details["originals"]) == ([17], [4])
    assert found.rows.scores[0] > 0.8


def test_unlike_photographs_and_equal_ones_are_quiet(measure):
    assert measure("near-duplicate-images", {"image": [*photos(60), photo(5)]}) == []


def test_images_of_little_content_are_not_compared(measure):
    sheets = [np.full((96, 72, 3), 180 + k, dtype=np.uint8) for k in range(20)]
    digits = [photo(k, (16, 16)) for k in range(20)]
    for images in (sheets, digits):
        assert measure("near-duplicate-images", {"image": images}) == []
