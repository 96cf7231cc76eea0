"""Numbers in columns of numbers, and texts without what was recognised."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from dataqa.checks.privacy.personal_data import _in_numbers, _replaced, _without

GIVEN = SimpleNamespace(phone_words=("phone",), social_words=("ssn",), most_cells=0.5, least_sure=0.5)


def found(name: str, cells: list[int], **more: Any) -> dict[str, list[float]]:
    kinds = {
        "kind": "number",
        "integral": True,
        "infinite": 0,
        "minimum": min(cells),
        "maximum": max(cells),
        "distinct": len(set(cells)),
    }
    column = SimpleNamespace(name=name, **(kinds | more))
    values = pl.Series(name, cells)
    audit = SimpleNamespace(engine=SimpleNamespace(values=lambda _, change: change(values)), parameters=GIVEN)
    return {kind: scores.tolist() for kind, scores in _in_numbers(audit, column)[1].items()}


CALLS = [2125550123, 2125550124]


@pytest.mark.parametrize("more", [{"kind": "text"}, {"integral": False}, {"infinite": 1}])
def test_other_columns_hold_no_numbers(more):
    assert found("phone", CALLS) == {"telephone numbers": [0.9, 0.9]}
    assert found("phone", CALLS, **more) == {}


@pytest.mark.parametrize(
    ("name", "cells", "kinds"),
    [
        ("phone", [1_000_001, 1_000_002], ["telephone numbers"]),
        ("phone", [999_999, 1_000_000], []),  # a million at most
        ("phone", [1, 1_000_001], ["telephone numbers"]),  # half
        ("phone", [1, 2, 1_000_001], []),
        ("phone", [-1, 1_000_001], []),
        ("phone", [0, 1_000_001], ["telephone numbers"]),
        ("phone", [1_000_001], []),  # one value is no list of people
        ("phone", [10**15 - 1, 10**14], ["card numbers", "telephone numbers"]),
        ("phone", [10**15, 10**16], ["card numbers"]),
        ("phone", [10**12 - 1, 10**11], ["telephone numbers"]),
        ("phone", [10**12, 10**11], ["card numbers", "telephone numbers"]),
        ("calls", CALLS, []),
        ("ssn", [12_345_678, 123_456_789], ["social security numbers"]),
        ("ssn", [1_234_567, 2_345_678], []),
        ("ssn", [1_234_567_890, 2_345_678_901], []),
        ("phone", [9_200_000_000_000_000_000, 2_000_001], []),
    ],
)
def test_numbers_by_the_name_and_length(name, cells, kinds):
    assert list(found(name, cells)) == kinds


def test_what_has_the_sign_is_replaced():
    texts = pl.Series(["a@b", "a b", None, "@@"])
    assert _replaced(texts, "@", "@+", "-").to_list() == ["a-b", "a b", None, "-"]
    assert _replaced(texts[:1], "@", "@", "-").to_list() == ["a-b"]
    assert _replaced(texts[1:3], "@", "b", "-").to_list() == ["a b", None]


def test_numbers_that_were_recognised_go():
    texts = pl.Series(["id 123456789 x", "id 123456789 x"])
    assert _without(texts, [0.5, 0.0]).to_list() == ["id   x", "id 123456789 x"]
    assert _without(texts, 0.0).to_list() == texts.to_list()
