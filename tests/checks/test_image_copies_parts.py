"""Thumbnails that are copies, by their hashes and their edges."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest

from dataqa.checks.image_copies import _alike, _detailed, _edges, _found, _near


def test_hashes_that_differ_in_few_bits():
    ours, theirs = np.array([0b0, 0b1111], dtype=np.uint64), np.array([0b1, 0b0], dtype=np.uint64)
    assert [places.tolist() for places in _near(ours, theirs, 1)] == [[0, 0], [0, 1]]
    assert [places.tolist() for places in _near(ours, theirs, 3)] == [[0, 0, 1], [0, 1, 0]]
    many = np.full(600, 0b11, dtype=np.uint64)
    many[[3, 255, 256, 599]] = 0
    assert [places.tolist() for places in _near(many, theirs[1:], 1)] == [[3, 255, 256, 599], [0, 0, 0, 0]]
    assert [places.tolist() for places in _near(many[:0], theirs, 1)] == [[], []]


def test_edges_across_and_down():
    assert _edges(np.array([[[0.0, 1], [3, 7]]])).tolist() == [[1, 4, 3, 6]]


def test_how_alike_thumbnails_are():
    one = np.array([[[0.0, 1], [3, 7]], [[5.0, 5], [5, 5]], [[0.0, -1], [-3, -7]]])
    at = np.array([0, 0, 0, 1])
    assert _alike(one, at, one * 2 + 9, np.array([0, 2, 1, 1])) == pytest.approx([1, -1, 0, 0])
    other = np.array([[[0.0, 4], [0, 0]]])  # edges 4, 0, 0, -4
    assert _alike(one, np.array([0]), other, np.array([0])) == pytest.approx([(4 - 24) / (62 * 32) ** 0.5])
    many = np.zeros(4001, dtype=np.int64)
    assert _alike(one, many, one, many) == pytest.approx(np.ones(4001))


def test_images_of_some_content():
    facts = pl.DataFrame(
        {
            "width": [32, 31, 32, 32, 32, None], "height": [40, 40, 31, 40, 40, 40], "contrast": [5.0, 5, 5, 4.9, 5, None],
            "entropy": [2.0, 2, 2, 2, 1.9, 2],
        }
    )  # fmt: skip
    limits = {"smallest": 32, "contrast": 5, "entropy": 2}
    assert _detailed(SimpleNamespace(facts=facts), limits).tolist() == [True, False, False, False, False, False]


def test_each_pair_of_images_counts_once(monkeypatch):
    pairs = SimpleNamespace(
        first=np.array([0, 1, 2, 1, 3]), second=np.array([0, 0, 1, 2, 3]), likeness=np.array([1, 0.9, 0.8, 0.95, 1])
    )
    monkeypatch.setattr("dataqa.checks.image_copies.image_columns", lambda _: [("a", None)])
    monkeypatch.setattr("dataqa.checks.image_copies.copies_between", lambda *_: pairs)
    found = _found(SimpleNamespace())["a"]
    assert (found.first.tolist(), found.second.tolist(), found.likeness.tolist()) == ([0, 1], [1, 2], [0.9, 0.95])
