"""Rows without a label."""

from __future__ import annotations

from collections.abc import Iterator

from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Evidence, Measurement
from dataqa.statistics import wilson


@check(needs=("target",), reads=("target",))
def missing_labels(audit: Context) -> Iterator[Measurement]:
    """Share of rows whose target is empty or was read as missing, with its Wilson interval (Wilson 1927)."""
    target = audit.profile.columns[audit.target]
    if not target.nulls:
        return
    held = audit.table.read_as_missing(audit.target)
    source = audit.table.source(audit.target)
    marks = sorted(repr(token) for token in source.placeholders) + [repr(text) for text in source.unparsed_examples]
    yield Measurement(
        value=target.nulls / target.rows,
        unit="share of rows",
        interval=wilson(target.nulls, target.rows),
        columns=(audit.target,),
        rows=audit.rows_where_null(audit.target),
        kind="marked" if len(held) else "",
        details={"missing": target.nulls, "marked": len(held), "marks": tuple(marks)},
        evidence=(
            Evidence(
                title=f"Cells of {audit.target}",
                unit="rows",
                labels=("with a label", "without"),
                values=(float(target.present), float(target.nulls)),
                marked=(1,),
            ),
        ),
    )
