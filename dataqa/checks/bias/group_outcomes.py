"""Outcomes that differ between groups of people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl

from dataqa.checks.bias._groups import ComparedGroups, Gap, cohens_d, groups_of, is_age, surest_gaps
from dataqa.checks.classes import classes
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Cell, Evidence, Measurement
from dataqa.statistics import Z95

_BARS = 20


@check(needs=("protected", "target"), reads=("target", "protected"), parameters=ComparedGroups)
def group_outcomes(audit: Context[ComparedGroups]) -> Iterator[Measurement]:
    """Demographic disparity: the most certain difference in the outcome rate between two groups (Newcombe 1998, Bonferroni).

    For two classes the rarer one is the outcome, for more the one that differs most; for a number, whether it is above the median
    of all rows, with the difference of the means in standard deviations (Cohen's d) in the details. The ratio of the rates is that
    of the four-fifths rule (EEOC 1978, 29 CFR 1607.4 D). Groups of few rows are not compared.
    """
    columns = [name for name in audit.task.protected if name != audit.target]
    if not columns:
        raise NotApplicable("the only column of groups is the target")
    if not audit.task.discrete and not audit.table.frame.schema[audit.target].is_numeric():
        raise NotApplicable("the target is neither a class nor a number")
    outcome, middle = _outcome(audit)
    for column in columns:
        table = (
            audit.table.frame.select(
                groups_of(audit, column), pl.col(column).alias("cell"), outcome.alias("outcome"), *_number(audit)
            )
            .filter(pl.col("group").is_not_null() & pl.col("outcome").is_not_null())
        )  # fmt: skip
        groups = table.group_by("group").agg(pl.len(), pl.col("cell").min()).filter(pl.col("len") >= audit.parameters.smallest)
        groups = groups.sort(["len", "group"], descending=[True, False]).head(audit.parameters.most_groups).sort("cell", "group")
        if groups.height < 2:
            continue
        counts = table.group_by("group", "outcome").len()
        names, outcomes = groups.get_column("group").to_list(), _outcomes(counts, audit.task.discrete)
        hits = np.zeros((len(names), len(outcomes)))
        for group, value, rows in counts.iter_rows():
            if group in names and value in outcomes:
                hits[names.index(group), outcomes.index(value)] = rows
        sizes = groups.get_column("len").cast(pl.Float64).to_numpy()
        gaps = surest_gaps(hits, sizes, len(outcomes) * len(columns))
        at = max(range(len(gaps)), key=lambda k: (gaps[k].interval[0], -k))
        if gaps[at].value > 0:
            said = {"target": audit.target, **({"outcome": outcomes[at]} if audit.task.discrete else {"middle": middle})}
            yield _measured(audit, column, said, gaps[at], names, sizes, hits[:, at] / sizes, table)


def _outcome(audit: Context) -> tuple[pl.Expr, str]:
    """Return the outcome as text, and the median that a number is compared with."""
    cell = pl.col(audit.target)
    if audit.task.discrete:
        # spellings of one class are one outcome: counted apart, each rate is a part of the true one
        named = classes(audit).explode("values")
        return cell.replace_strict(named["values"], named["name"], default=None, return_dtype=pl.String), ""
    found = audit.engine.aggregate(cell.filter(cell.is_finite()).median().alias("middle"))["middle"]
    middle = float(found) if isinstance(found, int | float) else 0.0
    return (cell > middle).cast(pl.String), f"{middle:.6g}"


def _number(audit: Context) -> list[pl.Expr]:
    return [] if audit.task.discrete else [pl.col(audit.target).cast(pl.Float64).alias("number")]


def _outcomes(counts: pl.DataFrame, discrete: bool) -> list[str]:
    """Return the outcomes to compare: the rarer of two classes, or a number above the median."""
    total = counts.group_by("outcome").agg(pl.col("len").sum()).sort(["len", "outcome"], descending=[True, False])
    names: list[str] = total.get_column("outcome").to_list()
    if not discrete:
        return ["true"]
    return names[-1:] if len(names) <= 2 else names[:_BARS]


def _measured(
    audit: Context,
    column: str,
    said: dict[str, str],
    gap: Gap,
    names: list[str],
    sizes: np.ndarray,
    rates: np.ndarray,
    table: pl.DataFrame,
) -> Measurement:
    high, low = names[gap.high], names[gap.low]
    ratio = float(rates[gap.low] / rates[gap.high])
    age = is_age(column)
    about = f"{audit.target} is {said['outcome'] if audit.task.discrete else 'above ' + said['middle']}"
    details: dict[str, Any] = {
        **said,
        "more": high, "less": low, "more_rate": float(rates[gap.high]), "less_rate": float(rates[gap.low]),
        "more_rows": int(sizes[gap.high]), "less_rows": int(sizes[gap.low]),
        "points": 100 * gap.value, "least_points": 100 * gap.interval[0], "most_points": 100 * gap.interval[1], "ratio": ratio,
        # the four-fifths rule does not cover age, with which most outcomes change by nature
        "short_of_equal": 0.0 if age else 1 - ratio,
    }  # fmt: skip
    if not audit.task.discrete:
        number = table.filter(pl.col("number").is_finite()).group_by("group").agg(
            pl.col("number").mean().alias("mean"), pl.col("number").std().alias("deviation"), pl.len()
        )  # fmt: skip
        of = {row[0]: row[1:] for row in number.iter_rows()}
        (mean_a, sd_a, n_a), (mean_b, sd_b, n_b) = of[high], of[low]
        d, d_low, d_high = cohens_d((mean_a, mean_b), (sd_a or 0.0, sd_b or 0.0), (n_a, n_b), Z95)
        details |= {"d": d, "d_low": d_low, "d_high": d_high}
    scale = audit.profile.columns[column].kind == "number"
    order = np.arange(len(names)) if scale else np.argsort(-rates, kind="stable")
    return Measurement(
        value=gap.value,
        unit="difference of rates",
        interval=gap.interval,
        columns=(column,),
        about=Cell(about),
        kind="" if audit.task.discrete else "above",
        details=details,
        evidence=(
            Evidence(
                title=f"Share of rows where {about}, by {column}",
                unit="share of rows",
                labels=tuple(f"{names[k]} ({int(sizes[k]):,})" for k in order),
                values=tuple(float(rates[k]) for k in order),
                marked=tuple(place for place, k in enumerate(order) if k in (gap.high, gap.low)),
                ordered=scale,
            ),
        ),
    )
