"""Rows with nearly the same features and different labels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.arrays import Floats
from dataqa.checks.coincidence import COARSE, equal_rows_by_chance
from dataqa.checks.folding import folded_rows, meeting_rows, nothing_left, with_rows
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
    frame, labels = audit.engine.table.frame.select(compared), label_places(audit, labelled)
    positions = meeting_rows(audit, frame, labelled, audit.parameters.letters)
    met = frame[positions]
    alike = folded_rows(audit, met, audit.parameters.letters)
    hashed = pl.DataFrame(
        {
            "row": np.arange(len(positions)),
            "group": alike.hash_rows(seed=2),
            "exact": met.hash_rows(seed=2),
            "label": labels.gather(np.searchsorted(labelled, positions)),
        }
    )
    disagree = pl.col("label").min() != pl.col("label").max()
    split = hashed.filter(disagree.over("group") & (pl.col("exact").n_unique().over("group") > 1))
    # cells of which nothing is left say nothing of each other
    blank = alike[split.get_column("row").to_numpy()].select(pl.all_horizontal(pl.all().is_null())).to_series()
    split = confirmed(alike, split.filter(~blank))
    suspects = odd_labels(split, discrete=audit.task.discrete)
    known = odd_labels(split.with_columns(pl.col("exact").alias("group")), discrete=audit.task.discrete)
    rows = suspects.get_column("row").to_numpy()
    odd = suspects.get_column("off").to_numpy() & ~np.isin(rows, known.filter("off").get_column("row").to_numpy())
    expected = _expected(labels, _twins(audit, frame)[labelled], discrete=audit.task.discrete) if odd.any() else 0.0
    surprising = float(odd.sum()) - expected
    if surprising < 0.5:
        return
    suspects = suspects.with_columns(pl.Series("row", positions[rows]), pl.Series("odd", odd)).filter(
        pl.col("odd").any().over("group")
    )
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


def _twins(audit: Context[Parameters], frame: pl.DataFrame) -> Floats:
    """Return how many other rows each one would nearly equal by chance, at most: none where a text of many is not empty."""
    texts = [name for name in audit.task.having("text") if name in frame.columns and frame.get_column(name).dtype == pl.String]
    many = [name for name in texts if audit.profile.columns[name].distinct > max(1, COARSE * frame.height)]
    if many and not np.logical_and.reduce([nothing_left(frame.get_column(name)) for name in many]).any():
        return np.zeros(frame.height)
    alike = with_rows(audit, folded_rows(audit, frame, audit.parameters.letters))
    return equal_rows_by_chance(alike, frame.columns)


def _expected(labels: pl.Series, twins: Floats, *, discrete: bool) -> float:
    """Return how many odd labels chance makes at most: half of all twins are the later one, and differ as any two rows do."""
    if not discrete:
        return float(np.minimum(twins / 2, 1).sum())
    shares = labels.alias("label").to_frame().group_by("label").len().sort("label").get_column("len").to_numpy() / len(labels)
    return float(np.minimum(twins / 2, 1).sum() * (1 - (shares**2).sum()))
