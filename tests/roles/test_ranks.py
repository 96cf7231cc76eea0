from __future__ import annotations

import numpy as np
import pytest

ORDER = [np.random.default_rng(seed).permutation(40) + 1 for seed in range(3)]


def roles(found):
    return {name: part.role for name, part in found.columns.items()}


def test_two_countings_in_orders_of_their_own_are_ranks(task):
    found = task({"row": range(1, 41), "crime": ORDER[0], "wealth": ORDER[1]})
    assert roles(found) == {"row": "id", "crime": "numeric", "wealth": "numeric"}
    assert found.columns["crime"].reason == "ranks: it counts the rows in an order of its own"


@pytest.mark.parametrize(
    "data",
    [
        {"row": range(1, 41), "place": ORDER[0]},  # the number that the rows had before they were shuffled
        {"place": ORDER[0], "again": ORDER[0] + 100},
        {"place": ORDER[0], "backwards": 41 - ORDER[0]},
        {"order_id": ORDER[0], "item_id": ORDER[1]},
    ],
)
def test_one_counting_is_an_identifier(task, data):
    assert set(roles(task(data)).values()) == {"id"}
