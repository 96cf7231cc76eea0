"""Which values are the scale of ratings, and which users are on a longer one."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest

from dataqa.checks.labels.rating_scale import Parameters, _longer, _measured, _of_users, _scale
from dataqa.errors import NotApplicable

GIVEN = Parameters(rare=0.005, most=0.02, steps=3, others=0.25, longer=1.6, piled=3)


def scale(counts: dict[float, int]) -> list[float]:
    return _scale(np.array(sorted(counts), dtype=float), np.array([counts[value] for value in sorted(counts)]), GIVEN).tolist()


@pytest.mark.parametrize(
    ("counts", "values"),
    [
        ({1: 10, 2: 10, 3: 10}, [1, 2, 3]),
        ({1: 10, 3: 10, 5: 10}, [1, 3, 5]),
        ({1: 400, 2: 400, 3: 194, 4: 5, 9: 1}, [1, 2, 3, 4]),  # as many as rare ones are, exactly: and frequent
        ({1: 400, 2: 400, 3: 196, 5: 1, 9: 3}, [1, 2, 3]),  # 4 is missing, so 5 is no neighbour
        ({1: 400, 2: 400, 3: 195, 4: 3, 5: 2}, [1, 2, 3, 4, 5]),  # neighbours in turn, however rare
        ({0.5: 2, 1: 398, 1.5: 400, 2: 200}, [0.5, 1, 1.5, 2]),
        ({0.25: 2, 1: 398, 1.5: 400, 2: 200}, [1, 1.5, 2]),
        ({2: 1, 3: 2, 4: 400, 5: 400, 6: 197}, [2, 3, 4, 5, 6]),
        ({1: 400, 1.5: 2, 2: 398, 3: 200}, [1, 2, 3]),  # between two steps
        ({-2: 3, -1: 300, 0: 300, 1: 300, 2: 97}, [-2, -1, 0, 1, 2]),
        ({-2: 200, -1: 200, 0: 200, 1: 200, 2: 200, 3: 200}, [-2, -1, 0, 1, 2, 3]),  # three from 0 down are no codes
        ({-1: 200, 0: 200, 1: 200, 2: 200, 3: 200}, [0, 1, 2, 3]),  # two may be
        ({-1: 200, 1: 200, 2: 200}, [-1, 1, 2]),  # two positive ones alone are no scale
        ({0: 200, 1: 200, 2: 200}, [0, 1, 2]),
        ({0: 5, 1: 495, 2: 300, 3: 200}, [0, 1, 2, 3]),
        ({0: 4, 1: 496, 2: 300, 3: 200}, [1, 2, 3]),  # rare: a slip
        ({0: 299, 1: 100, 2: 100, 3: 100}, [0, 1, 2, 3]),
        ({0: 300, 1: 100, 2: 100, 3: 100}, [1, 2, 3]),  # three times as many: not rated
        ({0: 100, 2: 100, 3: 100, 4: 100}, [2, 3, 4]),  # not right below
        ({0: 100, 2: 100, 4: 100, 6: 100}, [0, 2, 4, 6]),
        ({1: 400, 2: 600}, None),
        ({1: 400, 2: 400, 3.3: 200}, None),
    ],
)  # fmt: skip
def test_the_scale(counts, values):
    if values is None:
        with pytest.raises(NotApplicable, match="ratings have no"):
            scale(counts)
    else:
        assert scale(counts) == values


def rated(**users: list[float]) -> pl.DataFrame:
    pairs = [(user, float(value)) for user, values in users.items() for value in values]
    return pl.DataFrame({"user": [p[0] for p in pairs], "rating": [p[1] for p in pairs], "row": range(len(pairs))}).with_columns(
        pl.col("row").cast(pl.Int64)
    )


FIVE = [1, 2, 3, 4, 5, 5]


@pytest.mark.parametrize(
    ("users", "longer"),
    [
        ({"a": FIVE, "b": FIVE, "c": FIVE, "d": [2, 6, 8, 9]}, ["d"]),
        ({"a": FIVE, "b": FIVE, "c": FIVE, "d": [2, 4, 8, 8]}, ["d"]),  # half above, and 1.6 times as high
        ({"a": FIVE, "b": FIVE, "c": FIVE, "d": [2, 4, 4, 9]}, []),  # a quarter above
        ({"a": FIVE, "b": FIVE, "c": FIVE, "d": [2, 6, 7, 7]}, []),  # reaches 1.4 times as high only
        ({"a": FIVE, "b": FIVE, "d": [9, 9], "e": [8, 8]}, []),  # half of the users
        ({"a": FIVE, "b": FIVE, "c": FIVE, "d": [9] * 7}, []),  # more than a quarter of the ratings
        ({"a": FIVE, "b": FIVE, "c": FIVE, "d": [9] * 6}, ["d"]),  # a quarter
        ({"a": [3, 4, 5], "b": [3, 4, 5], "c": [3, 4, 5], "d": [9]}, []),  # three values are no scale of their own
        ({"a": [2, 3, 4, 5], "b": [2, 3, 4, 5], "c": [2, 3, 4, 5], "d": [9]}, []),  # the lowest is as frequent as any
        ({"a": [2, 3, 3, 4, 5], "b": [2, 3, 4, 5], "c": [2, 3, 4, 5], "d": [9]}, ["d"]),
        ({"a": FIVE, "b": FIVE, "c": FIVE, "d": [9, 9], "e": [2, 6]}, ["d", "e"]),
        ({"a": FIVE, "b": FIVE, "c": FIVE}, []),
    ],
)  # fmt: skip
def test_users_on_a_longer_scale(users, longer):
    many = {**users, **({"e": FIVE, "f": FIVE, "g": FIVE} if len(longer) == 2 else {})}
    if len(longer) == 2:
        many["e"], many["h"] = [2, 6], FIVE
    assert sorted(_longer(rated(**many), GIVEN).get_column("user").to_list()) == longer


def test_nobody_is_on_a_longer_scale_than_nobody():
    assert _longer(rated(), GIVEN).height == 0


def test_what_is_said_of_such_users():
    table = rated(a=FIVE, b=FIVE, d=[2, 8, 10])
    found = _of_users(SimpleNamespace(rows=20), SimpleNamespace(user="who", rating="stars"), table, pl.DataFrame({"user": ["d"]}))
    assert (found.value, found.columns, found.kind, found.about) == (0.15, ("stars", "who"), "users", "users")
    assert found.interval == pytest.approx((0.05237, 0.36042), abs=1e-5)
    assert found.rows.positions.tolist() == [14, 13, 12]
    assert found.details == {"users": 1, "names": ["d"], "theirs": "10", "greatest": "5"}


def test_what_is_said_of_values_off_the_scale():
    table = rated(a=[1, 2, 3, 9, 3], b=[0, 7.5, 1])
    values, counts = np.array([0, 1, 2, 3, 7.5, 9]), np.array([1, 2, 1, 2, 1, 1])
    off, scale_ = np.array([0, 7.5, 9]), np.array([1.0, 2, 3])
    found = _measured(SimpleNamespace(rows=10), SimpleNamespace(rating="stars"), table, off, values, counts, "", scale_)
    assert (found.value, found.columns, found.kind) == (0.3, ("stars",), "")
    assert found.interval == pytest.approx((0.10779, 0.60322), abs=1e-5)
    assert found.rows.positions.tolist() == [3, 5, 6]
    assert found.details == {"values": ["0", "7.5", "9"], "least": "1", "greatest": "3"}
    (shown,) = found.evidence
    assert (shown.labels, shown.values, shown.marked) == (("0", "1", "2", "3", "7.5", "9"), (1, 2, 1, 2, 1, 1), (0, 4, 5))


def test_no_more_than_eight_values_are_listed():
    table, off = rated(a=[1, 2, 3]), np.arange(10, 20.0)
    found = _measured(SimpleNamespace(rows=3), SimpleNamespace(rating="r"), table, off, off, np.ones(10), "", np.array([1.0, 2]))
    assert found.details["values"] == ["10", "11", "12", "13", "14", "15", "16", "17"]
