"""Data that can be told from the rows of real use."""

from __future__ import annotations

from collections.abc import Iterator

from dataqa.checks._words import named
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Evidence, Measurement

_NAMED, _BARS = 3, 8


@check(needs=("reference", "features"), reads=("features",), splits_words=True)
def unlike_reference(audit: Context) -> Iterator[Measurement]:
    """How well quick models tell rows of the data from rows of real use, by all columns together (Lopez-Paz & Oquab 2017).

    AUC out of fold: 0.5 where they are alike, 1 where every row is told; from a sample of each side. `reference-drift` says how far
    single columns are apart; this sees combinations as well.
    """
    domain = audit.probe.domain(audit.reference) if audit.reference is not None else None
    if domain is None:
        raise NotApplicable("too few rows, or no columns in common, to compare with the reference")
    details = {"by": "", "compared": len(domain.data.scores), "reference": len(domain.reference.scores)}
    evidence: tuple[Evidence, ...] = ()
    if domain.interval[0] >= float(audit.parameters["explained"]):
        lost = domain.losses()
        telling = [name for name, area in lost.items() if area >= float(audit.parameters["lost"])][:_NAMED]
        details["by"] = f", mostly by {', '.join(map(named, telling))}" if telling else ""
        bars = list(lost.items())[:_BARS]
        evidence = (
            Evidence(
                title="By which columns data and real use are told apart",
                unit="AUC lost without it",
                labels=tuple(name for name, _ in bars),
                values=tuple(max(0.0, area) for _, area in bars),
                marked=tuple(range(len(telling))),
            ),
        )
    yield Measurement(value=domain.area, unit="AUC", interval=domain.interval, details=details, evidence=evidence)
