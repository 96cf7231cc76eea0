"""Rows with the same features and different labels."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from dataqa.arrays import Positions
from dataqa.checks.coincidence import describe_cases, equal_rows_by_chance, explained_by_chance
from dataqa.checks.labels._conflicts import confirmed, label_places, odd_labels
from dataqa.checks.registry import check
from dataqa.checks.row_hashes import again
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Measurement, Mend, Rows
from dataqa.statistics import wilson
from dataqa.task import FEATURE_ROLES


@check(needs=("target",), reads=("target", "features", "image", "nested"))
def label_conflicts(audit: Context) -> Iterator[Measurement]:
    """Share of rows whose label contradicts rows with the same features, beyond chance (Wilson 1927).

    In each group of rows with equal features those count that do not have its most frequent label, or whose number is further than
    a fifth of all rows away from the group's median. With few coarse columns different cases look equal by chance: a group counts
    by the part that chance does not explain, and not at all if chance may explain all equal rows. Rows without any feature are
    alike in nothing. `single_cases` is 0 where the features describe groups of cases, such as a class at school, and not cases:
    its members differ by nature.
    """
    compared = [name for name, column in audit.task.columns.items() if column.role in FEATURE_ROLES | {"image", "nested"}]
    seen = pl.any_horizontal(pl.col(compared).is_not_null()) if compared else pl.lit(value=False)
    labelled = audit.engine.where(pl.col(audit.target).is_not_null() & seen)
    if not compared or not len(labelled):
        raise NotApplicable("no column is left to compare" if not compared else "no row has a target")
    hashes = audit.engine.hashes(compared)[labelled]
    hashed = pl.DataFrame({"row": labelled, "group": hashes, "label": label_places(audit, labelled)}).filter(again(hashes))
    split = hashed.filter((pl.col("label").min() != pl.col("label").max()).over("group"))
    split = confirmed(audit.engine.table.frame.select(compared), split)
    named = odd_labels(split, discrete=audit.task.discrete)
    wrong = int(named.get_column("off").sum())
    if not wrong:
        return
    expected = equal_rows_by_chance(audit, compared)
    if explained_by_chance(audit.engine.hashes(compared), expected):
        return
    twins = expected[named.get_column("row").to_numpy()]
    beyond = np.clip(1 - twins / (named.get_column("size").to_numpy() - 1), 0, 1)
    surprising = float(beyond[named.get_column("off").to_numpy()].sum())
    low, high = wilson(surprising, len(labelled))
    whole = audit.engine.where(pl.all_horizontal(pl.col(compared).is_not_null()))
    named = named.sort(["doubt", "row"], descending=[True, False])
    yield Measurement(
        value=surprising / len(labelled),
        unit="share of rows",
        interval=(low, high),
        columns=(audit.target,),
        rows=Rows(positions=named.get_column("row").to_numpy().astype(np.int64), scores=named.get_column("doubt").to_numpy()),
        kind="" if audit.task.discrete else "numeric",
        details={
            "groups": named.get_column("group").n_unique(),
            "wrong": wrong,
            "share": wrong / len(labelled),
            "largest": int(named.get_column("size").max()),  # type: ignore[arg-type]
            "surprising": round(surprising, 1),
            "single_cases": float(describe_cases(audit, compared, audit.engine.hashes([audit.target]))),
        },
        mends=(Mend(rows=_undecided(named, whole, discrete=audit.task.discrete)),),
    )


def _undecided(named: pl.DataFrame, whole: Positions, *, discrete: bool) -> Positions:
    """Return the rows to be left out: whose label is not that of most of its group, and both of two.

    An empty cell may be what would tell rows apart: rows with one are kept.
    """
    named = named.filter(pl.col("row").is_in(whole.tolist()))
    out = named.filter(pl.col("doubt") >= 0.5) if discrete else named.filter(pl.col("off") | (pl.col("size") == 2))
    return out.get_column("row").to_numpy().astype(np.int64)
