"""Data that a domain classifier separates from production data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Field

from dataqa.checks._words import named
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Evidence, Measurement
from dataqa.parameters import CheckParameters

_TELLING, _BARS = 3, 8


class Parameters(CheckParameters):
    """When the columns are determined that separate the two sides."""

    explained: Annotated[float, Field(ge=0.5, le=1)]
    """Smallest AUC, by its lower bound."""
    lost: Annotated[float, Field(ge=0)]
    """Smallest loss of AUC by shuffling such a column."""


@check(needs=("reference", "features"), reads=("features",), splits_words=True, parameters=Parameters)
def unlike_reference(audit: Context[Parameters]) -> Iterator[Measurement]:
    """AUC of a domain classifier that separates the data from production data by all columns (Lopez-Paz & Oquab 2017).

    It is measured out of fold, on a sample of each side: 0.5 if they do not differ, 1 if every row is recognised.
    `reference-drift` reports single columns; this check sees combinations as well.
    """
    domain = audit.probe.domain(audit.reference) if audit.reference is not None else None
    if domain is None:
        raise NotApplicable("too few rows, or no columns in common, to compare with the reference data")
    most_telling: list[str] = []
    details: dict[str, Any] = {"compared": len(domain.data.scores), "reference": len(domain.reference.scores)}
    evidence: tuple[Evidence, ...] = ()
    if domain.interval[0] >= audit.parameters.explained:
        lost = domain.losses()
        most_telling = [name for name, area in lost.items() if area >= audit.parameters.lost][:_TELLING]
        bars = list(lost.items())[:_BARS]
        evidence = (
            Evidence(
                title="Columns that separate this data from production data",
                unit="AUC lost without it",
                labels=tuple(name for name, _ in bars),
                values=tuple(max(0.0, area) for _, area in bars),
                marked=tuple(range(len(most_telling))),
            ),
        )
    yield Measurement(
        value=domain.area,
        unit="AUC",
        interval=domain.interval,
        notes=("features",) if most_telling else (),
        details={**details, "most_telling": [named(name) for name in most_telling]},
        evidence=evidence,
    )
