"""Features that predict which group of people a row belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.checks.people import one_row_each, person_column
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Measurement, Phrase
from dataqa.parameters import CheckParameters
from dataqa.probe.class_codes import ClassCodes
from dataqa.probe.codes import codes_of
from dataqa.probe.folds import fold_hashes, folds_of
from dataqa.probe.single import out_of_fold
from dataqa.probe.skill import Target, skill_of
from dataqa.roles.names import protected_kind


class Parameters(CheckParameters):
    """How much is tried, and what a strong proxy is."""

    rows: Annotated[int, Field(ge=1)]
    """Rows of the row sample that are used, at most."""
    least_rows: Annotated[int, Field(ge=1)]
    """Rows with a known group."""
    most_features: Annotated[int, Field(ge=1)]
    """Features tried, the first ones."""
    most_protected: Annotated[int, Field(ge=1)]
    """Protected columns tried, the first ones."""
    most_classes: Annotated[int, Field(ge=2)]
    """Groups kept apart; further ones are pooled."""
    strong: Annotated[float, Field(ge=0, le=1)]
    """Skill from which on a feature predicts the group; below, it is only associated with it. 0.8 is an AUC of 0.9."""


@check(
    needs=("protected", "features"),
    reads=("protected", "numeric", "categorical", "datetime", "boolean", "group", "time"),
    parameters=Parameters,
)
def proxies(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Cross-validated skill with which one feature alone predicts a protected column, on a part of the row sample.

    Skill is Somers' D for groups, R² for numbers. Protected columns are no proxies of each other; the first hundred features and
    four protected columns are tried. Somebody with several rows counts once: else who one is would be known from the other rows.
    """
    parameters = audit.parameters
    features = [name for name in audit.task.features if name not in audit.task.protected and name != audit.task.target]
    features = [name for name in features if audit.task.columns[name].role != "text"][: parameters.most_features]
    if not features:
        raise NotApplicable("no feature is left except for the groups of people")
    # the order of the sample is as good as random, so its first rows are a sample, too
    sample = audit.profile.sample.head(parameters.rows)
    for by in audit.task.protected[: parameters.most_protected]:
        people = one_row_each(sample, person_column(audit, [by]))
        codes = {name: codes_of(people.get_column(name)) for name in features}
        there = people.get_column(by).is_not_null().to_numpy()
        target = _target(people.get_column(by).drop_nulls(), audit, parameters.most_classes)
        if target is None or len(target) < parameters.least_rows or len(np.unique(target.values)) < 2:
            continue
        # copies of a row go to one fold, else a value seen once is known from its copy
        keys = fold_hashes(people.filter(pl.Series(there)))
        if len(np.unique(keys)) < len(keys) / 3:  # columns of few values: rows are alike by chance
            keys = np.arange(len(keys), dtype=np.uint64)
        folds = folds_of(keys, target.values)
        for name in features:
            if (kind := protected_kind(by)) is not None and protected_kind(name) == kind:
                continue  # a birth date gives the age
            skill = skill_of(out_of_fold(codes[name][there], target, folds), target)
            if skill.interval[0] > 0:
                yield Measurement(
                    value=skill.value,
                    unit="skill",
                    interval=skill.interval,
                    columns=(name, by),
                    kind="strong" if skill.value >= parameters.strong else "",
                    details={
                        "feature": name,
                        "by": by,
                        "metric": Phrase(skill.metric),
                        "raw": skill.raw,
                        "sampled_rows": len(target),
                    },
                )


def _target(series: pl.Series, audit: Context, most: int) -> Target | None:
    if audit.profile.columns[series.name].kind == "number" and audit.profile.columns[series.name].distinct > 12:
        numbers = series.cast(pl.Float64).to_numpy()
        return Target(values=numbers) if np.isfinite(numbers).all() else None
    cells = series.cast(pl.String)
    return ClassCodes(cells, most).target(cells)
