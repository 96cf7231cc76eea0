"""Images that are unlike the others."""

from __future__ import annotations

import numpy as np
import pytest
from conversing import photo, photos, pictured


def kinds(found):
    return {m.kind: m.rows.positions.tolist() for m in found}


@pytest.mark.parametrize(
    ("kind", "how"),
    [
        ("", lambda one: one // 25),
        ("light", lambda one: 255 - one // 25),
        ("blank", lambda one: np.full_like(one, 128)),
        ("grey", lambda one: one[:, :, :1].repeat(3, axis=2)),
        ("size", lambda one: one[::8, ::8]),
        ("ratio", lambda one: photo(int(one[0, 0, 1]), (500, 24))),
    ],
)
def test_each_way_is_named(measure, kind, how):
    assert kinds(measure("odd-images", pictured(how)))[kind] == [3, 11]


@pytest.mark.parametrize(
    "how", [lambda one: one // 2, lambda one: 255 - one // 2, lambda one: one[::2, ::2], lambda one: one[:, 10:]]
)
def test_a_little_darker_lighter_smaller_or_narrower_is_nothing(measure, how):
    assert measure("odd-images", pictured(how)) == []


def test_what_many_images_have_is_the_nature_of_the_set(measure):
    digits = [np.pad(np.full((8, 8), 255, dtype=np.uint8), ((4 + k % 12, 16 - k % 12), (10, 10))) for k in range(20)]
    assert measure("odd-images", {"image": digits}) == []


def test_photographs_are_quiet(measure):
    assert measure("odd-images", {"image": photos(40)}) == []
