"""Classes with too few rows to be learnt."""

from __future__ import annotations

from collections.abc import Iterator

from dataqa.checks.classes import classes, rows_of
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Evidence, Measurement, Phrase, Rows

_BARS, _NAMED = 10, 3


@check(needs=("classes", "two values"), reads=("target",))
def small_classes(audit: Context) -> Iterator[Measurement]:
    """Rows of the smallest class, and all classes with too few rows to stand in every part of a split, their spellings together."""
    every = classes(audit)
    small = every.filter(every.get_column("rows") < int(audit.parameters["least_examples"])).sort(["rows", "name"])
    if every.height < 2:
        raise NotApplicable("the target has fewer than two classes")
    if not small.height:
        return
    names, counts = small.get_column("name").to_list(), small.get_column("rows").to_list()
    shown = [f"{name[:30]} ({count:,})" for name, count in zip(names[:_NAMED], counts, strict=False)]
    more = f" and {small.height - _NAMED:,} more" if small.height > _NAMED else ""
    yield Measurement(
        value=float(counts[0]),
        unit="rows",
        columns=(audit.target,),
        rows=Rows(positions=rows_of(audit, small.get_column("values").explode())),
        details={
            "small": small.height,
            "have": Phrase("has" if small.height == 1 else "have"),
            "classes": every.height,
            "least": int(audit.parameters["least_examples"]),
            "share": sum(counts) / audit.rows,
            "names": ", ".join(shown) + more,
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
