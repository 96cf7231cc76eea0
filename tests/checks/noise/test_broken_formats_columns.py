"""Which columns can have a format."""

from __future__ import annotations


def test_long_texts_have_no_format(measure):
    codes = [f"{k * 7919 % 900_000 + 100_000}" * 33 for k in range(300)]
    assert [m.rows.positions.tolist() for m in measure("broken-formats", {"code": [*codes, "AB-1"]})] == [[300]]
    assert measure("broken-formats", {"code": [*(code * 2 for code in codes), "AB-1"]}) == []
