"""Columns whose empty cells predict the target."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

import polars as pl
from pydantic import Field

from dataqa.checks._words import shown
from dataqa.checks.learning import cannot_learn
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.predictive_missingness import predictive_missingness
from dataqa.findings.predictive_zeros import predictive_zeros
from dataqa.model import Evidence, Measurement, Mend, Phrase
from dataqa.parameters import CheckParameters
from dataqa.probe.skill import Skill


class Parameters(CheckParameters):
    """When columns that are filled with a leak go with it."""

    sure: Annotated[float, Field(ge=0, le=1)]
    """Skill from which a column surely leaks."""
    nested: Annotated[float, Field(ge=0, le=1)]
    """Share of the filled rows of another column that lie on one side of the leak, filled or empty."""
    chance: Annotated[float, Field(ge=0, le=1)]
    """Probability, at most, that all of them would lie there by chance."""


@check(needs=("target", "two values"), reads=("target", "cells"), parameters=Parameters)
def missingness_leak(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Cross-validated skill of knowing only whether a cell is empty (missing not at random: Rubin 1976), from the row sample.

    `zeros` is a count that is above zero in one class and hardly elsewhere: what is counted happens only after the outcome, or is
    the outcome. Where a column surely leaks, the others whose empty cells predict the target, and that are filled only where it is
    filled or only where it is empty, go with it.
    """
    if not audit.probe.usable:
        raise NotApplicable(cannot_learn(audit))
    found = predictive_missingness(audit)
    for name, skill in found.items():
        column = audit.profile.columns[name]
        yield Measurement(
            value=skill.value,
            unit="skill",
            interval=skill.interval,
            columns=(name,),
            details={"metric": Phrase(skill.metric), "raw": skill.raw, "empty": column.nulls / column.rows, "gone": 1.0},
            evidence=_picture(audit, name, audit.probe.rows.get_column(name).is_null()),
            mends=(Mend(columns=(name, *_family(audit, name, found))),),
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


def _family(audit: Context[Parameters], name: str, found: Mapping[str, Skill]) -> tuple[str, ...]:
    """Return the columns that are filled on one side of a sure leak only: what happens after the outcome fills them, too."""
    limits, rows = audit.parameters, audit.probe.rows
    if found[name].value < limits.sure:
        return ()
    filled = rows.get_column(name).is_not_null().to_numpy()
    family = []
    for other, skill in found.items():
        there = rows.get_column(other).is_not_null().to_numpy()
        if other == name or skill.value > found[name].value or not there.any():
            continue
        inside = float(filled[there].mean())
        side = float(filled.mean()) if inside >= 0.5 else 1 - float(filled.mean())
        if max(inside, 1 - inside) >= limits.nested and side ** int(there.sum()) <= limits.chance:
            family.append(other)
    return tuple(family)


def _picture(audit: Context, name: str, cells: pl.Series) -> tuple[Evidence, ...]:
    target, empty = audit.probe.target, cells.to_numpy()
    if not target.discrete:
        return ()
    inside = [target.values == place for place in range(len(target.classes))]
    shares = tuple(float(empty[rows].mean()) if rows.any() else 0.0 for rows in inside)
    title = f"Share of rows without {name}, by {audit.target}"
    return (Evidence(title=title, unit="share of rows", labels=target.classes, values=shares),)
