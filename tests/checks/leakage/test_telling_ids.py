from __future__ import annotations

import numpy as np
import pytest


def test_ids_given_class_by_class(judge):
    frame = {"id": list(range(300)), "x": [place * 7 % 11 for place in range(300)], "y": [0] * 150 + [1] * 150}
    assert [(i.columns, i.severity) for i in judge("telling-ids", frame, target="y")] == [(("id",), "medium")]


def test_ids_given_by_chance_are_quiet(judge):
    random = np.random.default_rng(0)
    frame = {"id": random.permutation(300).tolist(), "x": list(range(300)), "y": [0, 1] * 150}
    assert judge("telling-ids", frame, target="y") == []


@pytest.mark.parametrize("name", ["mail_id", "count", "rows", "form"])
def test_a_prefix_that_goes_with_the_class_is_named(measure, name):
    numbers = [k * 7919 % 9973 for k in range(200)]
    ids = [f"{'spmsg' if k % 2 else 'msg'}{n}" for k, n in enumerate(numbers)]
    data = {name: ids, "length": [n % 101 for n in numbers], "label": ["ham", "spam"] * 100}
    (found,) = measure("telling-ids", data, target="label", id=name)
    assert (found.kind, found.value, found.details["forms"]) == ("form", 1.0, ["msg0", "spmsg0"])


def test_prefixes_by_region_and_codes_without_a_form_are_quiet(measure):
    numbers = [k * 7919 % 9973 for k in range(200)]
    for ids in (
        [f"{'north' if k % 3 else 'south'}{n}" for k, n in enumerate(numbers)],
        [f"{n * 65537 % 2**31:08x}" for n in numbers],
    ):
        data = {"mail_id": ids, "length": [n % 101 for n in numbers], "label": ["ham", "spam"] * 100}
        assert measure("telling-ids", data, target="label") == []


def test_of_nineteen_rows_nothing_is_learned():
    import dataqa

    def outcome(rows):
        frame = {"id": range(rows), "x": [n * 7 % 11 for n in range(rows)], "y": [n >= rows / 2 for n in range(rows)]}
        (found,) = [o for o in dataqa.audit(frame, "y", id="id", checks=["telling-ids"]).outcomes if o.status != "skipped"]
        return found.status, found.reason

    assert outcome(19) == ("not_applicable", "too few rows, or too few different targets, to train quick models")
    assert outcome(20)[0] != "not_applicable"
