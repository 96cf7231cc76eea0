"""Copies of an image with different labels."""

from __future__ import annotations

from conversing import photos, smaller


def data(label):
    every = photos()
    every[11] = smaller(every[3])
    labels = ["cat", "dog"] * 10
    labels[3], labels[11] = "dog", label
    return {"image": every, "label": labels}


def test_both_rows_are_named(measure):
    (found,) = measure("near-image-conflicts", data("cat"), target="label")
    assert (found.columns, found.rows.positions.tolist()) == (("image", "label"), [3, 11])


def test_copies_of_one_label_are_none(measure):
    assert measure("near-image-conflicts", data("dog"), target="label") == []
