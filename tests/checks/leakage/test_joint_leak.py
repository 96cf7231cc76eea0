from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

RANDOM = np.random.default_rng(7)
ROWS = 800
CLASS = RANDOM.integers(0, 3, ROWS)
X = RANDOM.normal(size=(ROWS, 4)) + CLASS[:, None]


def frame(target, **more):
    return pd.DataFrame({**dict(zip("wxyz", X.T.round(3), strict=True)), **more, "kind": target})


def test_one_flag_or_the_other(judge):
    first, second = RANDOM.integers(0, 2, (2, ROWS))
    (issue,) = judge("joint-leak", frame(np.where(first ^ second, "a", "b"), first=first, second=second), target="kind")
    assert (set(issue.columns), issue.value, issue.severity) == ({"first", "second"}, 1.0, "high")


def test_more_billed_than_paid(judge):
    billed = RANDOM.integers(20, 500, ROWS)
    paid = billed - RANDOM.integers(-9, 10, ROWS)
    (issue,) = judge(
        "joint-leak", frame(np.where(billed - paid > 3, "overdue", "settled"), billed=billed, paid=paid), target="kind"
    )
    assert (issue.columns, issue.title) == (("billed", "paid"), "The difference of `billed`, `paid` decides the target")


def test_two_sizes_of_one_thing_are_quiet(judge):
    length = RANDOM.normal(100, 20, ROWS)
    width = length * 0.6 + RANDOM.normal(0, 2, ROWS)
    kind = np.where(width - 0.6 * length + RANDOM.normal(0, 1, ROWS) > 0, "wide", "long")
    assert judge("joint-leak", frame(kind, length=length.round(1), width=width.round(1)), target="kind") == []


def test_an_interaction_with_exceptions_is_quiet(judge):
    first, second = RANDOM.integers(0, 2, (2, ROWS))
    odd = (first ^ second) ^ (RANDOM.random(ROWS) < 0.1)
    assert judge("joint-leak", frame(np.where(odd, "a", "b"), first=first, second=second), target="kind") == []


def test_parts_that_add_up_to_the_class(judge):
    first = RANDOM.integers(0, 12, ROWS)
    (issue,) = judge("joint-leak", frame(np.array(list("abc"))[CLASS], first=first, second=CLASS - first), target="kind")
    assert (issue.columns, issue.title) == (("first", "second"), "The sum of `first`, `second` decides the target")


@pytest.mark.parametrize("sign", [1, -1], ids=["largest", "smallest"])
def test_the_class_with_the_extreme_vote(judge, sign):
    votes = RANDOM.integers(0, 9, (ROWS, 3))
    votes[np.arange(ROWS), CLASS] = votes.max(axis=1) + 1
    data = frame(np.array(list("abc"))[CLASS], **{f"votes {k}": sign * votes[:, k] for k in range(3)})
    (issue,) = judge("joint-leak", data, target="kind")
    extreme = "largest" if sign == 1 else "smallest"
    assert set(issue.columns) == {"votes 0", "votes 1", "votes 2"}
    assert (issue.kind, issue.severity) == ("largest", "high")
    assert issue.title == f"The {extreme} of {', '.join(f'`{name}`' for name in issue.columns)} names the class in 100.0% of rows"


def test_votes_that_often_fail_are_quiet(judge):
    votes = RANDOM.integers(0, 9, (ROWS, 3))
    votes[np.arange(ROWS), CLASS] += 4
    data = frame(np.array(list("abc"))[CLASS], **{f"votes {k}": votes[:, k] for k in range(3)})
    assert judge("joint-leak", data, target="kind") == []


def test_kinds_that_are_apart_in_two_columns_are_quiet(judge):
    """Three kinds, like penguins by their bills: each column tells some, both nearly all."""
    bills = np.array([(39, 18), (48, 15), (49, 18.5)])[CLASS] + RANDOM.normal(size=(ROWS, 2)) * (2, 0.8)
    data = frame(np.array(list("abc"))[CLASS], length=bills[:, 0].round(1), depth=bills[:, 1].round(1))
    assert judge("joint-leak", data, target="kind") == []


def test_a_number_split_in_two(judge):
    whole, first = RANDOM.random((2, ROWS))
    data = frame(whole * 40, phase=first.round(4), rest=((whole - first) % 1).round(4))
    (issue,) = judge("joint-leak", data, target="kind")
    assert (set(issue.columns), issue.kind) == ({"phase", "rest"}, "number")
    assert (
        issue.title
        == f"The target follows from the sum of `{issue.columns[0]}`, `{issue.columns[1]}`, which hardly predict it alone"
    )


@pytest.mark.parametrize("names", [("latitude", "longitude"), ("east", "north")], ids=["coordinates", "a grid"])
def test_a_height_on_a_map_is_quiet(judge, names):
    east, north = (side.ravel() for side in np.meshgrid(np.linspace(40, 41, 30), np.linspace(-5, -4, 30)))
    height = np.sin(9 * east) * np.sin(9 * north) * 300
    table = pd.DataFrame({names[0]: east, names[1]: north, "other": RANDOM.normal(size=900), "height": height})
    assert judge("joint-leak", table.sample(frac=1, random_state=0), target="height") == []


def test_slow_numbers_of_a_series_are_quiet(judge):
    """Rows that are near each other in temperature and pressure follow each other in time, and so does any third number."""
    hours = np.arange(1200) / 1200
    level = {name: np.sin(2 * np.pi * hours * times + times) for name, times in (("temperature", 7), ("pressure", 11), ("load", 3))}
    table = pd.DataFrame({**{name: value.round(5) for name, value in level.items()}, "other": RANDOM.normal(size=1200)})
    assert judge("joint-leak", table.sample(frac=1, random_state=0), target="load") == []


def test_a_panel_of_states_is_quiet(judge):
    state, year = np.divmod(np.arange(1500), 30)
    people = RANDOM.gamma(3, 2, 50)[state] * (1 + 0.01 * year) + RANDOM.normal(0, 0.005, 1500)
    price = RANDOM.normal(50, 10, 50)[state] + 2 * year
    assert (
        judge(
            "joint-leak",
            pd.DataFrame({"state": state, "people": people, "x": RANDOM.normal(size=1500), "price": price}),
            target="price",
        )
        == []
    )


def test_two_columns_of_votes_are_named_once(measure):
    votes = RANDOM.integers(0, 60, (ROWS, 2))
    votes[:, 1] += votes[:, 0] == votes[:, 1]
    data = frame(np.array(list("ab"))[votes.argmax(axis=1)], **{"votes 0": votes[:, 0], "votes 1": votes[:, 1]})
    assert [(m.kind, set(m.columns)) for m in measure("joint-leak", data, target="kind")] == [("largest", {"votes 0", "votes 1"})]
