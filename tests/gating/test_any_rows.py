"""What must hold for all data: the same rows, however they come, fail nothing."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import dataqa

CELLS = {
    "a": st.one_of(st.none(), st.floats(width=32), st.integers(-5, 5).map(float)),
    "b,:*": st.one_of(st.none(), st.text(max_size=4), st.sampled_from(["x", "y", "#"])),
    "y": st.one_of(st.none(), st.booleans()),
}
ROWS = st.lists(st.fixed_dictionaries(CELLS), min_size=1, max_size=120)
CHECKS = ["missing", "duplicates", "class-imbalance", "constant-columns", "id-columns"]


def frame(rows, names):
    return {name: [row[name] for row in rows] for name in names}


@given(ROWS, st.permutations(list(CELLS)), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=25)
def test_the_same_rows_in_any_order_fail_nothing(rows, names, random):
    shuffled = rows[:]
    random.shuffle(shuffled)
    before = dataqa.audit(frame(rows, CELLS), "y", checks=CHECKS, as_of="2026-01-31")
    after = dataqa.audit(frame(shuffled, names), "y", checks=CHECKS, as_of="2026-01-31")
    with tempfile.TemporaryDirectory() as folder:
        before.save(Path(folder) / "b.json")
        decision = dataqa.gate(after, Path(folder) / "b.json")
    if before.score == before.score:  # a number
        assert decision.reasons == ()
    assert (decision.rows.same.value, decision.rows.exact) == (len(rows), True)
    assert (decision.new, decision.worse, decision.resolved, decision.drift) == ((), (), (), ())
    assert decision.to_markdown()
    assert decision.to_json()
