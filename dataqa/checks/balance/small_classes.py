"""Classes with too few rows to be learned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import polars as pl
from pydantic import Field

from dataqa.checks.classes import labels, rows_of
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Evidence, Measurement, Rows
from dataqa.parameters import CheckParameters

_BARS, _SCALE = 10, 5


class Parameters(CheckParameters):
    """What counts as few rows."""

    least_examples: Annotated[int, Field(ge=1)]
    """Rows of a class; fewer say next to nothing about what it looks like."""


@check(needs=("classes", "two values", "all rows"), reads=("target",), parameters=Parameters)
def small_classes(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Rows of the smallest class, and all classes with too few rows for every part of a split.

    Spellings count as one class; of cells with several labels, each label is one. `apart` is 0 if the target is a number and its
    small classes are its lowest and highest values only: the tails of a count or of a scale, which a model of numbers learns from
    their neighbours.
    """
    every = labels(audit)
    small = every.filter(every.get_column("rows") < audit.parameters.least_examples).sort(["rows", "name"])
    if every.height < 2:
        raise NotApplicable("the target has fewer than two classes")
    if not small.height:
        return
    if audit.task.kind == "recommendation":
        raise NotApplicable("ratings are steps of a scale: few of the lowest are no imbalance")
    names, counts = small.get_column("name").to_list(), small.get_column("rows").to_list()
    yield Measurement(
        value=float(counts[0]),
        unit="rows",
        columns=(audit.target,),
        kind="one" if small.height == 1 else "",
        rows=Rows(positions=rows_of(audit, small.get_column("values").explode().unique(maintain_order=True))),
        details={
            "small": small.height,
            "classes": every.height,
            "least": audit.parameters.least_examples,
            "share": sum(counts) / audit.rows,
            "apart": int(not _are_tails(audit, every, small)),
            "names": tuple(f"{name[:30]} ({count:,})" for name, count in zip(names, counts, strict=True)),
        },
        evidence=(
            Evidence(
                title=f"The smallest classes of {audit.target}",
                unit="rows",
                labels=tuple(names[:_BARS]),
                values=tuple(map(float, counts[:_BARS])),
            ),
        ),
    )


def _are_tails(audit: Context, every: pl.DataFrame, small: pl.DataFrame) -> bool:
    """Return whether all small classes of a number lie outside all others."""
    if audit.profile.columns[audit.target].kind != "number" or every.height < _SCALE:
        return False
    few = set(small.get_column("name").to_list())
    order = sorted(every.get_column("name").to_list(), key=float)
    large = [place for place, name in enumerate(order) if name not in few]
    return bool(large) and large[-1] - large[0] + 1 == len(large)
