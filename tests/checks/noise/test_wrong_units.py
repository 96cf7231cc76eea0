from __future__ import annotations

import numpy as np
import pytest

DRAWN = np.random.default_rng(0)
HEIGHT = DRAWN.normal(170, 9, 600).round(1)
WEIGHT = (HEIGHT * 0.9 - 83 + DRAWN.normal(0, 6, 600)).round(1)


def test_a_hump_at_the_factor_of_a_unit(judge):
    rows = {"height": np.where(np.arange(600) < 30, (HEIGHT / 2.54).round(2), HEIGHT), "weight": WEIGHT}
    (issue,) = judge("wrong-units", rows)
    assert (issue.columns, sorted(issue.rows.positions), issue.severity) == (("height",), list(range(30)), "medium")
    assert issue.title == "30 values of `height` are 2.54 times too small, as in another unit"
    assert issue.why.endswith("This is judged by the other columns of the same rows. A factor of 2.54 fits inches and centimetres.")


def test_a_slip_that_only_the_other_columns_show(judge):
    size = np.exp(DRAWN.normal(5, 1.2, 800))
    price = size * np.exp(DRAWN.normal(2, 0.05, 800))
    price[:25] *= 10
    (issue,) = judge("wrong-units", {"size": size, "price": price, "rooms": np.ceil(size / 40), "age": DRAWN.uniform(0, 90, 800)})
    named = set(issue.rows.positions.tolist())
    assert (issue.columns, named <= set(range(25)), len(named) >= 23) == (("price",), True, True)
    assert "This is judged by the other columns of the same rows." in issue.why


def test_a_kind_of_thing_is_no_slip(measure):
    kind = ["car"] * 540 + ["lorry"] * 60
    assert measure("wrong-units", {"weight": np.where(np.arange(600) < 540, HEIGHT, HEIGHT * 10), "kind": kind}) == []


@pytest.mark.parametrize("power", [1, 3])
def test_heavy_tails_are_none(measure, power):
    drawn = np.random.default_rng(power).standard_t(2, (4, 3000))
    rows = {f"c{n}": np.exp(power * column) for n, column in enumerate(drawn)}
    assert measure("wrong-units", {**rows, "d": rows["c0"] * np.exp(drawn[3])}) == []


def test_fahrenheit_among_celsius(judge):
    day = np.arange(700)
    temp = 12 + 10 * np.sin(day / 58) + DRAWN.normal(0, 1.5, 700)
    low = temp - 8 + DRAWN.normal(0, 1, 700)
    temp[:40] = temp[:40] * 1.8 + 32
    (issue,) = judge("wrong-units", {"temp_max": temp, "temp_min": low})
    assert issue.columns == ("temp_max",)
    assert set(issue.rows.positions.tolist()) <= set(range(40))
    assert issue.title.endswith("values of `temp_max` look like degrees Fahrenheit, unlike the others")
