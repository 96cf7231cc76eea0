"""Images in cells: described, and of use to the models."""

from __future__ import annotations

import numpy as np
import pytest

from dataqa.api import measure_one
from dataqa.sources import load
from dataqa.sources.pictures import WIDTH, pictures_of

RANDOM = np.random.default_rng(0)


def stripes(across, size=(32, 32), colours=3):
    lines = np.zeros(size, dtype=np.uint8)
    lines[(slice(None), slice(None, None, 4)) if across else (slice(None, None, 4), slice(None))] = 200
    noisy = np.clip(lines + RANDOM.integers(0, 40, size), 0, 255).astype(np.uint8)
    return np.repeat(noisy[:, :, None], colours, axis=2) if colours else noisy


@pytest.mark.parametrize(("size", "colours"), [((32, 32), 3), ((80, 50), 3), ((9, 70), 1), ((28, 28), 0), ((64, 64), 4)])
def test_images_of_any_size_have_features_of_one_width(size, colours):
    table = load({"image": [stripes(True, size, colours), None, stripes(False, size, colours)]})
    source = table.source("image")
    features = source.pictures.of(table.frame.get_column("image"))
    assert features.shape == (3, WIDTH)
    assert np.isnan(features[1]).all()
    assert np.isfinite(features[[0, 2]]).all()
    assert np.abs(features[0] - features[2]).max() > 0.3


def test_equal_images_are_described_once():
    image = stripes(True)
    assert len(load({"image": [image, image.copy(), stripes(False)]}).source("image").pictures.digests) == 2


@pytest.mark.parametrize(
    "cells", [[[1, 2], [3, 4]], [np.arange(9.0)], [np.zeros((3, 3))], [np.zeros((8, 8, 7))], [b"x"], [{"a": 1}]]
)
def test_other_nested_cells_are_no_images(cells):
    assert load({"cell": cells}).source("cell").pictures is None


def test_nothing_is_no_image():
    table = load({"image": [None, None]})
    assert table.source("image").pictures is None
    assert pictures_of([None], table.frame.get_column("image").head(1)) is None


def test_wrong_labels_of_images_are_found():
    across = RANDOM.random(160) < 0.5
    labels = np.where(across, "across", "down")
    wrong = RANDOM.choice(160, 12, replace=False)
    labels[wrong] = np.where(across[wrong], "down", "across")
    frame = {"image": [stripes(each) for each in across], "label": labels.tolist()}
    _, (issue,) = measure_one("suspect-labels", frame, target="label")
    named = set(issue.rows.positions.tolist())
    assert named <= set(wrong.tolist())
    assert len(named) >= 11
