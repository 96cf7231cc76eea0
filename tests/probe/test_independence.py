"""What other columns explain of a column among rows of the same target."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dataqa.api import _given_roles
from dataqa.in_context import context_of
from dataqa.sources import load

N = 1500


def probe_of(rows, target):
    roles = _given_roles(protected=(), roles=None, target=target)
    return context_of(load(pd.DataFrame(rows)), roles, None, None, None, 0).probe


def classes():
    random = np.random.default_rng(3)
    x = random.normal(size=(N, 4))
    middle = x.sum(axis=1) + random.normal(size=N)
    y = middle + random.logistic(size=N) > 0
    written = np.where(random.random(N) < 0.7, y, random.random(N) < 0.5) * 10 + random.normal(size=N)
    return {**{f"x{k}": x[:, k] for k in range(4)}, "middle": middle, "written": written, "y": np.where(y, "yes", "no")}


def test_what_was_written_from_the_target_is_unrelated_to_all_else_and_a_cause_is_not():
    known = probe_of(classes(), "y").independence()
    written, middle = known.explained("written"), known.explained("middle")
    assert abs(written.share) < 3 * written.noise < 0.02
    # four of its five parts are known; in bins, and once the outcome is known, a little less
    assert middle.share == pytest.approx(0.65, abs=0.05)


def test_of_numbers_the_same():
    random = np.random.default_rng(4)
    x = random.normal(size=(N, 4))
    cause = x[:, 0] + random.normal(size=N)
    y = x.sum(axis=1) + cause + random.normal(size=N)
    rows = {**{f"x{k}": x[:, k] for k in range(4)}, "cause": cause, "written": y + random.normal(0, y.std(), N), "y": y}
    known = probe_of(rows, "y").independence()
    written = known.explained("written")
    assert abs(written.share) < 3 * written.noise < 0.03
    assert known.explained("cause").share > 0.2


def test_the_order_of_rows_changes_nothing():
    rows = pd.DataFrame(classes())
    mixed = rows.sample(frac=1, random_state=1).reset_index(drop=True)
    one, other = (probe_of(frame, "y").independence().explained("x1") for frame in (rows, mixed))
    assert one.share == pytest.approx(other.share, abs=1e-9)


def test_of_few_rows_and_of_a_single_column_nothing_is_known():
    rows = pd.DataFrame(classes())
    few = probe_of(rows.head(30), "y").independence().explained("x1")
    assert (few.share, few.noise) == (1.0, 1.0)
    single = probe_of(rows[["x1", "y"]], "y").independence().explained("x1")
    assert (single.share, single.noise) == (1.0, 1.0)


def test_what_only_a_few_rows_decide_is_not_held_against_the_others():
    random = np.random.default_rng(5)
    y = random.random(N) < 0.5
    rare = random.random((N, 12)) < 0.002
    copy = y.astype(float)
    copy[np.flatnonzero(rare[:, 0])] = 0.5
    rows = {**{f"r{k}": rare[:, k] for k in range(12)}, "copy": copy, "y": np.where(y, "yes", "no")}
    assert probe_of(rows, "y").independence().explained("copy").share == 1.0


def test_what_is_lost_by_relying_on_a_column_is_measured():
    probe = probe_of(classes(), "y")
    # seven of ten are the answer: without a clue in it models keep a part of what `middle` and the others carry
    assert probe.reliance(("written",)) == pytest.approx(0.2, abs=0.12)
    copy = probe_of({**classes(), "copy": [f"code {one}" for one in classes()["y"]]}, "y")
    assert copy.reliance(("copy",)) > 0.7
    assert copy.reliance(("x0",)) == 0.0
    # without any column nothing can be reached, and what all hold no clue of is lost
    assert copy.reliance(copy.learnable) > 0.9
