"""Lines that are no records, and small groups of rows far from all others."""

from __future__ import annotations

import numpy as np
import pytest
from contexts import context_of

from dataqa.checks.relevance._strays.clusters import _scaled, far_clusters
from dataqa.checks.relevance._strays.kinds import _bare, _high, footnotes, totals

ROWS = np.arange(200)


def test_rows_of_mostly_high_numbers():
    audit = context_of({"a": [*range(99), 999], "b": [*range(0, 198, 2), 0], "c": [*range(0, 297, 3), 999], "k": ["x"] * 100})
    assert _high(audit, np.array([99, 98, 0])).tolist() == [True, True, False]
    assert _high(context_of({"k": ["x", "y"] * 50}), np.array([0, 1])).tolist() == [False, False]
    assert _high(context_of({"a": [1, 2] * 50, "k": ["x", "y"] * 50}), np.array([0, 1])).tolist() == [False, False]


def test_rows_of_mostly_empty_texts():
    frame = context_of({"a": ["t"] * 20, "b": [None, *"x" * 19], "c": [None, None, *"y" * 18], "d": ["z", None] * 10}).table.frame
    assert _bare(frame, np.array([0, 1, 2]), "a").tolist() == [True, False, False]
    assert _bare(frame.select("a", "b"), np.array([0, 1, 2]), "a").tolist() == [False, False, False]


def test_totals_that_the_row_bears_out():
    data = {"shop": [f"shop {k}" for k in range(99)] + [" Total: "], "a": [*range(99), 4851], "b": [*range(99), 4851]}
    rows, columns = totals(context_of(data), ["total"])
    assert (rows.tolist(), columns) == ([99], ("shop",))
    assert totals(context_of(data, target="shop"), ["total"])[0].tolist() == []
    assert totals(context_of({**data, "a": range(100, 0, -1), "b": range(100, 0, -1)}), ["total"])[0].tolist() == []
    # where more than a fifth of the rows says so, it is a kind of shop
    every = {"shop": ["total"] * 20 + [f"shop {k}" for k in range(80)]} | dict.fromkeys("ab", [99] * 20 + list(range(80)))
    more = {name: [cells[0], *cells] for name, cells in every.items()}
    assert totals(context_of(more), ["total"])[0].tolist() == []


def test_footnotes_stand_alone_in_their_row():
    data = {"a": [*"xyzx" * 20, "Source: us", "other"], "b": [*range(80), None, None], "c": [*range(80), None, None]}
    assert footnotes(context_of(data), "^Source").tolist() == [80]
    assert footnotes(context_of({name: data[name] for name in "ab"}), "^Source").tolist() == []  # of two columns
    assert footnotes(context_of({**data, "c": [1, *[None] * 81]}), "^Source").tolist() == []  # a third is mostly empty
    full = {name: cells[:80] for name, cells in data.items()}
    assert footnotes(context_of(full), "^Source").tolist() == []


def clusters(most=0.1, **columns):
    audit = context_of(columns)
    return [
        (one.rows.tolist(), one.columns) for one in far_clusters(audit, [audit.profile.columns[name] for name in columns], most)
    ]


def spread(off=0.0, columns=4, far=8):
    random = np.random.default_rng(0)
    made = {name: random.normal(size=200) for name in "abcdefgh"[:columns]}
    for place, name in enumerate(made):
        made[name][:far] = made[name][:far] / 9 + off * (4 + place / 2)
    return made


def test_a_small_group_far_from_all_others():
    ((rows, columns),) = clusters(**spread(1.0))
    assert (rows, set(columns), columns[0]) == (list(range(8)), set("abcd"), "d")
    assert clusters(**spread()) == []
    assert clusters(0.03, **spread(1.0)) == []
    assert clusters(**spread(1.0, far=5)) == []
    assert clusters(**spread(1.0, columns=2)) == []
    assert clusters(**{name: cells[:99] for name, cells in spread(1.0).items()}) == []
    assert clusters(**{name: np.where(ROWS < 8, 99.0, 1.5) for name in "abcd"}) == []  # all others are one point


def test_a_group_must_be_far_in_half_of_the_columns():
    near = spread(1.0, columns=8)
    for name in "abcd":
        near[name] = near[name] / 9
        near[name][:8] = 0.0
    assert [rows for rows, _ in clusters(**near)] == [list(range(8))]
    near["e"][:8] = 0.0
    assert clusters(**near) == []


def test_numbers_in_spreads_from_the_median():
    frame = context_of({"a": [0.0, 1.349, 2.698, 4.047, 5.396], "b": [3.0, 3.0, 3.0, 3.0, None]}).table.frame
    scaled, middle, scale = _scaled(frame, ["a", "b"])
    assert middle.tolist() == pytest.approx([2.698, 3.0])
    assert scale.tolist() == pytest.approx([2.0, 1.0])
    assert scaled[:, 0].tolist() == pytest.approx([-1.349, -0.6745, 0, 0.6745, 1.349])
    assert scaled[:, 1].tolist() == [0] * 5
