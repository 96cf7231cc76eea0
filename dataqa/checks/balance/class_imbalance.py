"""A class that is much rarer than the others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.checks.balance._found import rare_skill
from dataqa.checks.classes import classes, rows_of
from dataqa.checks.grades import are_grades
from dataqa.checks.registry import check
from dataqa.checks.spellings import variants
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.leaks import leaks_of
from dataqa.findings.parameters import parameters_of
from dataqa.model import Evidence, Measurement, Rows
from dataqa.parameters import CheckParameters
from dataqa.roles.counts import one_peak
from dataqa.roles.several import several_labels
from dataqa.statistics import wilson

_BARS, _MOST = 12, 2_000
_SCALE = 8
"""Numbers from which on one peak is no chance: of the orders of eight codes one in 300 has it."""


class Parameters(CheckParameters):
    """What counts as a class, and as plenty of examples."""

    least_examples: Annotated[int, Field(ge=1)]
    """Rows of a class; fewer are too few to learn it, and left to `small-classes`."""
    plenty: Annotated[int, Field(ge=1)]
    """Rows of a class from which on its share does not matter."""
    ask_below: Annotated[float, Field(ge=0, le=1)]
    """Value below which models are trained on half of the rarest class: above it its learning curve does not matter."""
    enough: Annotated[int, Field(ge=1)]
    """Rows of a class that count as enough to learn it where no model can be asked."""


@check(needs=("classes", "two values"), reads=("target",), parameters=Parameters)
def class_imbalance(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Rows of the rarest class, as a share of an equal share or of plenty of examples, whichever is nearer.

    The equal share of each of k classes is 1/k; the value is 1 for a class that has it. A rare class with very many examples can
    be learned nevertheless. `evenness` is the entropy of the classes' shares, as a share of its maximum (Pielou 1966). Classes too
    small to be learned are left out if two others remain; misspelled ones count as the class they stand for. The interval is
    Wilson's (1927). Severity also depends on how many rows of the rarest class quick models that did not see them find when they
    predict the most likely class (`found`), and how well they separate it from the rest (`auc`). A base rate is no defect:
    `growth` is how much better the class is told from the rest for the second half of its rows, and 1 or 0, by their number, where
    no model can be asked; a class that no longer gets better is not too small to learn. `part` is the weight of one class
    of k in a metric that counts all classes alike, relative to one of two.
    """
    if audit.task.kind == "recommendation":
        raise NotApplicable("ratings are steps of a scale: few of the lowest are no imbalance")
    if several_labels(audit.profile.sample.get_column(audit.target), audit.table.source(audit.target)):
        raise NotApplicable("the target holds several labels a row")
    if _is_scale(audit):
        raise NotApplicable("the target is a scale of grades: few of the lowest are no imbalance")
    found = _without_slips(classes(audit), audit)
    enough = found.filter(found.get_column("rows") >= audit.parameters.least_examples)
    if enough.height >= 2:
        found = enough
    if found.height < 2:
        raise NotApplicable("the target has fewer than two classes")
    counts = found.get_column("rows").to_numpy()
    total, rarest, fair = int(counts.sum()), int(counts[-1]), 1 / found.height
    supply = min(1.0, rarest / audit.parameters.plenty)
    low, high = wilson(rarest, total)
    shares = counts / total
    name = str(found.get_column("name")[-1])
    value = max(rarest / total / fair, supply)
    skill = rare_skill(audit, name, growing=value < audit.parameters.ask_below)
    yield Measurement(
        value=value,
        unit="of its fair share",
        interval=(max(low / fair, supply), max(min(1.0, high / fair), value)),
        columns=(audit.target,),
        rows=Rows(positions=rows_of(audit, found.get_column("values")[-1])),
        notes=("found",) if "found" in skill else (),
        details={
            "rarest": name if len(name) <= 40 else f"{name[:39]}…",
            "examples": rarest,
            "share": rarest / total,
            "times": float(counts[0]) / rarest,
            "classes": found.height,
            "part": 2 / found.height,
            "evenness": float(-(shares * np.log(shares)).sum() / np.log(found.height)),
            "guess": float(shares[0]),
            "growth": float(rarest < audit.parameters.enough),
            **skill,
        },
        evidence=(_picture(audit.target, found.get_column("name").to_list(), counts.tolist()),),
    )


def _is_scale(audit: Context) -> bool:
    """Return whether the classes are steps of a scale: many numbers with one peak, or some that models confuse with the next."""
    probe = audit.probe
    if audit.profile.columns[audit.target].distinct >= _SCALE and one_peak(audit.profile.columns[audit.target]):
        return True
    if audit.profile.columns[audit.target].kind != "number" or not probe.usable or not set(probe.learnable) - leaks_of(audit):
        return False
    return audit.task.kind == "classification" and are_grades(probe.scored(audit.engine, leaks_of(audit)))


def _without_slips(found: pl.DataFrame, audit: Context) -> pl.DataFrame:
    """Merge classes whose names have a wrong letter into those that they stand for."""
    if audit.profile.columns[audit.target].kind != "text" or found.height > _MOST:
        return found
    names = dict(found.select("name", "rows").iter_rows())
    meant, _ = variants(names, parameters_of("spellings")["limits"])
    whole = found.with_columns(pl.col("name").replace(meant)).group_by("name")
    joined = whole.agg(pl.col("values").explode(), pl.col("rows").sum())
    return joined.sort(["rows", "name"], descending=[True, False])


def _picture(target: str, names: list[str], counts: list[int]) -> Evidence:
    if len(names) > _BARS:  # the largest, and the rarest
        left_out = counts[_BARS - 3 : -2]
        names = [*names[: _BARS - 3], f"({len(left_out)} others)", *names[-2:]]
        counts = [*counts[: _BARS - 3], sum(left_out), *counts[-2:]]
    values = tuple(map(float, counts))
    return Evidence(title=f"Rows of each {target}", unit="rows", labels=tuple(names), values=values, marked=(len(names) - 1,))
