"""Columns whose empty cells predict the target."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dataqa.checks._words import shown
from dataqa.checks.learning import cannot_learn
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.predictive_missingness import predictive_missingness
from dataqa.findings.predictive_zeros import predictive_zeros
from dataqa.model import Evidence, Measurement, Phrase


@check(needs=("target", "two values"), reads=("target", "cells"))
def missingness_leak(audit: Context) -> Iterator[Measurement]:
    """Cross-validated skill of knowing only whether a cell is empty (missing not at random: Rubin 1976), from the row sample.

    `zeros` is a count that is above zero in one class and hardly elsewhere: what is counted happens only after the outcome, or is
    the outcome.
    """
    if not audit.probe.usable:
        raise NotApplicable(cannot_learn(audit))
    for name, skill in predictive_missingness(audit).items():
        column = audit.profile.columns[name]
        yield Measurement(
            value=skill.value,
            unit="skill",
            interval=skill.interval,
            columns=(name,),
            details={"metric": Phrase(skill.metric), "raw": skill.raw, "empty": column.nulls / column.rows, "gone": 1.0},
            evidence=_picture(audit, name, audit.probe.rows.get_column(name).is_null()),
        )
    for one in predictive_zeros(audit):
        yield Measurement(
            value=one.skill.value,
            unit="skill",
            interval=one.skill.interval,
            columns=(one.name,),
            kind="zeros",
            details={
                "metric": Phrase(one.skill.metric),
                "raw": one.skill.raw,
                "empty": one.zeros,
                "gone": 0.0,
                "label": shown(one.label),
            },
            evidence=_picture(audit, one.name, audit.probe.rows.get_column(one.name).fill_null(0) == 0),
        )


def _picture(audit: Context, name: str, cells: pl.Series) -> tuple[Evidence, ...]:
    target, empty = audit.probe.target, cells.to_numpy()
    if not target.discrete:
        return ()
    inside = [target.values == place for place in range(len(target.classes))]
    shares = tuple(float(empty[rows].mean()) if rows.any() else 0.0 for rows in inside)
    title = f"Share of rows without {name}, by {audit.target}"
    return (Evidence(title=title, unit="share of rows", labels=target.classes, values=shares),)
