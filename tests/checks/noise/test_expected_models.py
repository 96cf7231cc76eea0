"""Models of a number by hand: which columns are used, what they give, and which column tells rows apart."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest
from contexts import context_of

from dataqa.checks.noise._expected import ColumnEncoding, Expected, Fit, RobustScale, _blocks, _number, scale_of, separating_column

WORDS = np.repeat(["x", "y"], [120, 80])
NOISE = np.tile([-1.5, -0.5, 0.5, 1.5], 50)


def fit_of(**of):
    return Fit(**{"name": "a", "log": False, "spread": 2.0, "share": 0.0, "cells": np.array([10.0, 4.0]),
                  "expected": np.array([6.0, 5.0]), "blocks": (), "weights": (), "base": 1.0} | of)  # fmt: skip


def test_what_a_model_gives():
    assert RobustScale(True, 0.0, 2.0).of(np.array([0.5])).tolist() == pytest.approx([np.log(0.5) / 2])
    assert fit_of().residuals.tolist() == [2.0, -0.5]
    word = ColumnEncoding("w", None, ("x", "y"), "category")
    one = fit_of(log=True, blocks=(word,), weights=(np.array([2.0, 5.0]),))
    cells, expected = one.expect(pl.DataFrame({"a": [1.0, 0.5, 0.0, -1.0], "w": ["x", "y", None, "x"]}))
    assert cells.tolist() == pytest.approx([0.0, np.log(0.5), np.nan, np.nan], nan_ok=True)
    assert expected.tolist() == [3.0, 6.0, 1.0, 3.0]


def decided(times=1.0, wild=0.0):
    cells = times * (10.0 + 10 * (WORDS == "y") + NOISE)
    cells[7] += wild
    models = Expected(context_of({"word": WORDS, "c": cells}))
    fit = models.fit("c", log=False)
    return fit, fit.expect(models.frame)[1], models.frame.get_column("word").to_numpy() == "y"


def test_a_number_that_a_category_decides():
    """Two flags of 120 and 80 rows and a ridge of a thousandth: 10 apart, less one part in 481."""
    fit, again, second = decided()
    for expected in (fit.expected, again):
        assert expected == pytest.approx(14 + np.where(second, 0.6, -0.4) * 4.8 / 0.481, rel=1e-6)
    assert [(block.name, len(weights)) for block, weights in zip(fit.blocks, fit.weights, strict=True)] == [("word", 2)]
    # the quartiles of what is left lie between two values each, 1 apart: at -0.75 and 0.75
    assert fit.spread == pytest.approx(1.51 / 1.349 * (200 / 198) ** 0.5, rel=1e-3)
    assert fit.share == pytest.approx(1 - (fit.spread / (10 / 1.349)) ** 2)


def test_a_wild_cell_counts_for_two_and_a_half_spreads():
    fit, again, second = decided(10.0, 10_000.0)
    # it stands in the place of a cell that is 15 above the others
    assert fit.expected[~second] == pytest.approx(np.full(120, 100.083 + (2.5 * fit.spread - 15) / 120), abs=0.01)
    assert fit.expected == pytest.approx(again, rel=1e-6)


def test_several_columns_and_their_weights():
    k = np.arange(240)
    frame = {"a": np.array(list("xyz"))[k % 3], "b": np.array(list("uv"))[k // 3 % 2], "n": (k * 7 % 240) / 3.0}
    frame["c"] = 100.0 * (k % 3) + 30.0 * (k // 3 % 2) + frame["n"] / 10
    models = Expected(context_of(frame))
    fit = models.fit("c", log=False)
    assert {block.name for block in fit.blocks} >= {"a", "b"}
    assert [len(one) for one in fit.weights] == [block.width for block in fit.blocks]
    assert np.abs(fit.expect(models.frame)[1] - fit.expected).max() < 0.01
    small = models.fit("n", log=False)
    assert np.abs(small.expect(models.frame)[1] - small.expected).max() < 0.01
    logs = Expected(context_of(frame | {"e": np.exp((k % 3) - 2.0 + NOISE.mean() + (k % 7) / 100)})).fit("e", log=True)
    assert np.isfinite(logs.cells).all()
    assert logs.share > 0.99


# --- which columns tell most ------------------------------------------------------------------------------------------------------

FLAGS = np.array([[-1.0 if bin(row & column).count("1") % 2 else 1.0 for column in range(1, 17)] for row in range(128)])
"""Columns that have nothing to do with each other (Walsh 1923)."""


def told(sought, rows, left_out=(), widths=(1,) * 16):
    starts = np.cumsum([0, *widths]).tolist()
    x = FLAGS[:, : starts[-1]].astype(np.float32)
    blocks = [SimpleNamespace(name=f"b{place}", width=width) for place, width in enumerate(widths)]
    models = SimpleNamespace(_x=x, _blocks=blocks, _starts=starts, _gram=(x.T @ x).astype(float))
    return Expected._tell(models, set(left_out), sought, rows)


def test_at_most_eight_columns_one_for_forty_rows():
    every = FLAGS[:, :10].sum(axis=1)
    assert told(every, 1000) == [0, 1, 2, 3, 4, 5, 6, 7]
    assert told(every + FLAGS[:, 5], 120) == [5, 0, 1]
    assert told(every + FLAGS[:, 5] + 7, 119) == [5, 0]
    assert told(every, 1000, {"b0", "b2"}) == [1, 3, 4, 5, 6, 7, 8, 9]
    assert told(np.full(128, 3.0), 1000) == []
    assert told(every * 1e-3, 1000) == [0, 1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    ("part", "widths", "says"),
    [
        # more than three times what chance gives a column of one or two numbers, in forty rows
        (0.0755, (1,) * 16, True), (0.07503, (1,) * 16, False), (0.0749, (1,) * 16, False),
        (0.151, (1, 2), True), (0.1499, (1, 2), False),
    ],
)  # fmt: skip
def test_a_column_tells_more_than_chance(part, widths, says):
    weight = (part / (1 - part)) ** 0.5
    assert told(FLAGS[:, 0] + weight * FLAGS[:, 1], 40, {"b0"}, widths) == ([1] if says else [])


# --- columns as blocks ------------------------------------------------------------------------------------------------------------


def column(name, kind="number", role="numeric", present=120, distinct=100):
    return SimpleNamespace(name=name, kind=kind, present=present, rows=120, distinct=distinct), SimpleNamespace(role=role)


def blocks(*columns, cells=None):
    frame = pl.DataFrame({one.name: cells or (np.arange(120.0) if one.kind == "number" else ["u", "v"] * 60) for one, _ in columns})
    made = _blocks(SimpleNamespace(profiles=lambda *_: columns), frame)
    return [(block.name, block.kind, block.width) for block in made]


def test_which_columns_are_blocks():
    assert blocks(column("a")) == [("a", "number", 6)]
    assert blocks(column("a", present=60)) == [("a", "number", 6)]
    assert blocks(column("a", present=59)) == []
    assert blocks(column("a", distinct=2)) == [("a", "number", 6)]
    assert blocks(column("a", distinct=1)) == []
    assert blocks(column("a", role="target", distinct=21)) == [("a", "number", 6)]
    assert blocks(column("a", role="target", distinct=20)) == []  # of no category ten rows
    assert blocks(column("a", "text", "categorical")) == [("a", "category", 2)]


def test_categories_of_ten_rows_and_twelve_of_them():
    assert blocks(column("a", "text", "categorical"), cells=["u"] * 101 + ["v"] * 10 + ["w"] * 9) == [("a", "category", 2)]
    assert blocks(column("a", "text", "categorical"), cells=[f"{k % 12}" for k in range(120)]) == [("a", "category", 12)]
    many = [f"{k % 13}" for k in range(130)][:120]
    frame = pl.DataFrame({"a": many + [f"{k}" for k in range(13)] * 10})
    (block,) = _blocks(SimpleNamespace(profiles=lambda *_: [column("a", "text", "categorical")]), frame)
    assert block.width == 12


def test_how_many_columns_are_looked_at():
    numbers = [column(f"n{k}") for k in range(41)]
    assert blocks(*numbers[:15])[-1] == ("n14", "number", 6)
    assert blocks(*numbers[:16])[-1] == ("n15", "number", 1)
    assert len(blocks(*numbers)) == 40
    words = [column(f"w{k}", "text", "categorical") for k in range(16)]
    assert len(blocks(*words)) == 15


def test_a_hundred_and_sixty_numbers_are_enough():
    cells = {f"n{k}": np.arange(132.0) for k in range(15)} | {f"w{k}": [f"{i % 12}" for i in range(132)] for k in range(5)}
    for levels, last in ((10, "last"), (11, "w4")):
        frame = pl.DataFrame(cells | {"last": [f"{i % levels}" for i in range(132)]})
        columns = [column(name, "number" if name[0] == "n" else "text", "numeric" if name[0] == "n" else "categorical")
                   for name in frame.columns]  # fmt: skip
        made = _blocks(SimpleNamespace(profiles=lambda *_, columns=columns: columns), frame)
        assert made[-1].name == last


@pytest.mark.parametrize(("days", "width"), [(300, 1), (301, 13)])
def test_months_matter_over_most_of_a_year(days, width):
    cells = [date(2020, 1, 1) + timedelta(k % (days + 1)) for k in range(0, 60 * (days + 1), days)]
    frame = pl.DataFrame({"a": [date(2020, 1, 1), *cells, date(2020, 1, 1) + timedelta(days)]})
    assert _number(SimpleNamespace(name="a", kind="datetime"), frame, binned=True).width == width


@pytest.mark.parametrize(
    ("quartiles", "log"),
    [((0.01, 0.014, 0.02), True), ((0.5, 1.02, 2.0), True), ((1.0, 2.0, 3.0), False), ((0.01, 0.0151, 0.02), False)],
)
def test_the_more_even_of_two_scales(quartiles, log):
    assert scale_of(np.repeat(quartiles, (26, 49, 26))).log is log


def test_small_numbers_have_a_logarithm_and_a_spread():
    small = scale_of(np.exp(np.linspace(-5, 5, 101)))
    assert (small.log, small.centre, small.spread) == (True, pytest.approx(0.0, abs=1e-9), pytest.approx(5 / 1.349))
    assert scale_of(np.array([5.0] * 60 + [4.5, 5.5] * 20)).spread == pytest.approx(0.1**0.5)


# --- which column tells rows apart ------------------------------------------------------------------------------------------------


def separated(cells, inside):
    return separating_column(pl.DataFrame({"a": cells}), np.asarray(inside), ["a"])[1]


@pytest.mark.parametrize("low", [0, 40, 90])
def test_tenths_of_a_number(low):
    cells = np.arange(100)
    assert separated(cells, (cells >= low) & (cells < low + 10)) == pytest.approx(1.0)
    assert separated(cells, (cells >= low) & (cells < low + 5)) == pytest.approx(1 - 5 / 95)


def test_up_to_twenty_numbers_are_categories():
    cells = np.tile(np.arange(20), 5)
    assert separated(cells, cells == 7) == pytest.approx(1.0)
    cells = np.tile(np.arange(21), 5)
    assert 0 < separated(cells, cells == 7) < 1


def test_empty_cells_are_a_group_of_their_own():
    gap = np.arange(100) % 10 == 3
    assert separated([None if one else float(k) for k, one in enumerate(gap)], gap) == pytest.approx(1.0)
    assert separated([None if one else "ab"[k % 2] for k, one in enumerate(gap)], gap) == pytest.approx(1.0)


def test_only_what_holds_twice_its_share_speaks():
    kinds, inside = np.repeat(["a", "b", "c"], 50), np.zeros(150, dtype=bool)
    inside[:15] = inside[50:55] = True
    assert separated(kinds, inside) == pytest.approx(15 / 20 - 35 / 130)
