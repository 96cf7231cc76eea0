"""Test images that are training images."""

from __future__ import annotations

import numpy as np
from conversing import photos, smaller


def test_equal_and_changed_images_across_a_split_are_named(measure):
    every = photos()
    every[12], every[15] = every[2].copy(), smaller(every[5])
    (found,) = measure("image-overlap", {"image": every, "split": ["train"] * 10 + ["test"] * 10})
    assert (found.rows.positions.tolist(), found.details["exact"], found.details["shared"]) == ([12, 15], 1, 2)


def test_of_test_rows_that_are_handed_in_the_training_rows_are_named(measure):
    every = photos(30)
    (found,) = measure(
        "image-overlap", {"image": every[:20]}, test={"image": [*every[20:], np.ascontiguousarray(every[7][:, ::-1])]}
    )
    assert (found.value, found.rows.positions.tolist()) == (1 / 11, [7])


def test_other_images_are_quiet(measure):
    assert measure("image-overlap", {"image": photos(), "split": ["train"] * 10 + ["test"] * 10}) == []
