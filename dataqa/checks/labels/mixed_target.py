"""A numeric target that is written in several units, or in part as text."""

from __future__ import annotations

from collections.abc import Iterator

from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.findings.mixed_target import mixed_target as found_in
from dataqa.model import Evidence, Measurement, Rows
from dataqa.statistics import wilson

_LONGEST = 30


@check(needs=("target",), reads=("target",))
def mixed_target(audit: Context) -> Iterator[Measurement]:
    """Share of labels not written as most numbers of the target: in another unit, or as text; its Wilson interval (Wilson 1927)."""
    found = audit.once(found_in)
    if found is None:
        return
    total = sum(found.ways.values())
    yield Measurement(
        value=len(found.odd) / total,
        unit="share of labels",
        interval=wilson(len(found.odd), total),
        columns=(audit.target,),
        rows=Rows(positions=found.odd),
        kind="units" if found.read else "",
        details={
            "ways": tuple(f"{way} ({count:,})" for way, count in found.ways.items()),
            "found": [text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…" for text in found.examples],
        },
        evidence=(
            Evidence(
                title=f"Labels in {audit.target}",
                unit="rows",
                labels=tuple(found.ways),
                values=tuple(map(float, found.ways.values())),
            ),
        ),
    )
