"""Columns that say the same are one family; columns that only tell the same target are not."""

from __future__ import annotations

from datetime import date

import numpy as np

from dataqa.api import _context, _given_roles
from dataqa.findings.families import family_of
from dataqa.findings.predictive_columns import predictive_columns
from dataqa.sources import load

ROWS = 800
RANDOM = np.random.default_rng(3)
STEP = RANDOM.integers(0, 35, ROWS)
RATE = (5 + 0.6 * STEP + RANDOM.normal(0, 0.15, ROWS)).round(2)
GRADE = np.array(list("ABCDEFG"))[STEP // 5]
STEPS = np.array([f"{grade}{step % 5 + 1}" for grade, step in zip(GRADE, STEP, strict=True)])
WEAK = {name: (RATE + RANDOM.normal(0, 12, ROWS)).round(1) for name in ("income", "debt", "age")}


def context(data, target):
    names = ("task", "time", "group", "id", "text", "image", "split")
    told = _given_roles(target=target, **dict.fromkeys(names), protected=())
    return _context(load(data), told, date(2026, 1, 1), None, None, 0)


def test_a_grade_and_its_steps_and_an_amount_in_two_units():
    data = {"grade": GRADE, "step": STEPS, **WEAK, "debt in thousands": (WEAK["debt"] / 1000).round(2), "rate": RATE}
    audit = context(data, "rate")
    assert set(family_of(audit, "step")) == {"step", "grade"}
    assert set(family_of(audit, "debt")) == {"debt", "debt in thousands"}
    assert family_of(audit, "age") == ("age",)


def test_a_leak_stands_out_though_a_coarser_copy_is_next_to_it():
    (first, *_) = predictive_columns(context({"grade": GRADE, "step": STEPS, **WEAK, "rate": RATE}, "rate"))
    assert (first.name, set(first.company)) == ("step", {"step", "grade"})
    assert first.gap > 0.5
    assert first.excess > 0.5


def test_columns_that_tell_the_same_target_are_no_family():
    kind = RANDOM.integers(0, 3, ROWS)
    data = {
        "length": RANDOM.normal(size=ROWS) + 6 * kind,
        "width": RANDOM.normal(size=ROWS) - 5 * kind,
        "kind": np.array(list("abc"))[kind],
    }
    assert family_of(context(data, "kind"), "length") == ("length",)


def test_sizes_of_one_thing_make_a_target_easy():
    """Carat, length and depth of a diamond explain most of its price and are honest."""
    carat = RANDOM.gamma(3, 0.3, ROWS) + 0.2
    size = {
        name: (part * carat ** (1 / 3) * (1 + RANDOM.normal(0, 0.01, ROWS))).round(2)
        for name, part in (("x", 6.5), ("y", 6.5), ("z", 4.0))
    }
    price = (4000 * carat**1.6 * np.exp(RANDOM.normal(0, 0.25, ROWS))).round()
    data = {"carat": carat.round(2), **size, **{f"cut {k}": RANDOM.normal(size=ROWS) for k in range(4)}, "price": price}
    assert all(one.gap == 0 for one in predictive_columns(context(data, "price")))
