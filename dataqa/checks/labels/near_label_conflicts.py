"""Rows with nearly the same features and different labels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.arrays import Floats
from dataqa.checks.coincidence import equal_rows_by_chance
from dataqa.checks.folding import folded_rows, with_rows
from dataqa.checks.labels._conflicts import confirmed, label_places, odd_labels
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Measurement, Rows
from dataqa.parameters import CheckParameters
from dataqa.statistics import wilson
from dataqa.task import FEATURE_ROLES


class Parameters(CheckParameters):
    """Which texts are nearly equal."""

    letters: Annotated[int, Field(ge=0)]
    """Letters of a text; in a shorter one numbers are compared, since it may be about them."""


@check(needs=("target",), reads=("target", "features", "image", "nested"), parameters=Parameters)
def near_label_conflicts(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of rows whose label contradicts nearly equal rows, beyond exact conflicts and chance (Wilson 1927).

    Rows are nearly equal if their texts are equal except for case, punctuation, white space and (in longer texts) numbers, and
    their numbers are equal when rounded to three significant digits. The labels that differ from the rest of their group count,
    less what chance explains and what exactly equal rows show already.
    """
    compared = [name for name, column in audit.task.columns.items() if column.role in FEATURE_ROLES | {"image", "nested"}]
    labelled = audit.engine.where(pl.col(audit.target).is_not_null())
    if not compared or not len(labelled):
        raise NotApplicable("no column is left to compare" if not compared else "no row has a target")
    frame = audit.engine.table.frame.select(compared)
    alike = with_rows(audit, folded_rows(audit, frame, audit.parameters.letters))
    hashed = pl.DataFrame(
        {"row": labelled, "group": alike.engine.hashes(compared)[labelled], "exact": audit.engine.hashes(compared)[labelled]}
    ).with_columns(label_places(audit, labelled).alias("label"))
    disagree = pl.col("label").min() != pl.col("label").max()
    split = hashed.filter(disagree.over("group") & (pl.col("exact").n_unique().over("group") > 1))
    # cells of which nothing is left say nothing of each other
    blank = alike.engine.table.frame[split.get_column("row").to_numpy()].select(pl.all_horizontal(pl.all().is_null())).to_series()
    split = confirmed(alike.engine.table.frame, split.filter(~blank))
    if not split.height:
        return
    suspects = odd_labels(split, discrete=audit.task.discrete)
    known = odd_labels(split.with_columns(pl.col("exact").alias("group")), discrete=audit.task.discrete)
    rows = suspects.get_column("row").to_numpy()
    odd = suspects.get_column("off").to_numpy() & ~np.isin(rows, known.filter("off").get_column("row").to_numpy())
    expected = _expected(hashed, equal_rows_by_chance(alike, compared)[1][labelled], audit)
    surprising = float(odd.sum()) - expected
    if surprising < 0.5:
        return
    suspects = suspects.with_columns(pl.Series("odd", odd)).filter(pl.col("odd").any().over("group"))
    suspects = suspects.sort(["doubt", "row"], descending=[True, False])
    low, high = wilson(float(odd.sum()), len(labelled))
    yield Measurement(
        value=surprising / len(labelled),
        unit="share of rows",
        interval=(max(0.0, low - expected / len(labelled)), max(0.0, high - expected / len(labelled))),
        columns=(audit.target,),
        rows=Rows(positions=suspects.get_column("row").to_numpy().astype(np.int64), scores=suspects.get_column("doubt").to_numpy()),
        details={
            "groups": suspects.get_column("group").n_unique(),
            "wrong": int(odd.sum()),
            "surprising": round(surprising, 1),
        },
    )


def _expected(labelled: pl.DataFrame, twins: Floats, audit: Context) -> float:
    """Return how many odd labels chance makes at most: half of all twins are the later one, and differ as any two rows do."""
    if not audit.task.discrete:
        return float(np.minimum(twins / 2, 1).sum())
    shares = labelled.group_by("label").len().sort("label").get_column("len").to_numpy() / labelled.height
    return float(np.minimum(twins / 2, 1).sum() * (1 - (shares**2).sum()))
