from __future__ import annotations

import numpy as np


def test_ids_given_class_by_class(judge):
    frame = {"id": list(range(300)), "x": [place * 7 % 11 for place in range(300)], "y": [0] * 150 + [1] * 150}
    assert [(i.columns, i.severity) for i in judge("telling-ids", frame, target="y")] == [(("id",), "medium")]


def test_ids_given_by_chance_are_quiet(judge):
    random = np.random.default_rng(0)
    frame = {"id": random.permutation(300).tolist(), "x": list(range(300)), "y": [0, 1] * 150}
    assert judge("telling-ids", frame, target="y") == []
