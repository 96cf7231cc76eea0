"""Features that tell the same thing twice."""

from __future__ import annotations

from collections.abc import Iterator

from dataqa.checks.registry import check
from dataqa.checks.relevance._redundancy import correlated, recoded
from dataqa.context import Context
from dataqa.findings.equal_columns import equal_columns
from dataqa.model import Measurement

_COPIES = ("duplicate-columns",)


@check(reads=("numeric", "categorical", "datetime", "boolean", "group", "time"), fewest=2)
def redundant_columns(audit: Context) -> Iterator[Measurement]:
    """Groups of columns that translate into each other one to one, in all rows, and numbers that nearly do, in the row sample.

    Recodings are found by a hash of each row's value, numbered as values first appear. Of numbers the smaller of Pearson's and
    Spearman's correlation counts, so that one far value makes no pair, or Spearman's alone where it is next to 1 (one is the other
    on another scale); a group's value is that of its weakest member to its
    nearest, with the interval of Fisher (1921). Exact copies are measured apart: `duplicate-columns` tells them better.
    """
    features = [
        column
        for column, part in audit.profiles("numeric", "categorical", "boolean", "datetime", "time", "group")
        if column.present
    ]
    known = {column.name for column in features}
    for same in equal_columns(audit):
        if len(names := tuple(name for name in same if name in known)) > 1:
            says = "hold the same cells in every row"
            yield Measurement(
                value=1.0, unit="share of rows", columns=names, about="copies", details={"says": says}, covered_by=_COPIES
            )
    recodings = recoded(audit.engine, features, int(audit.parameters["repeats"]))
    for names, values in recodings:
        yield Measurement(
            value=1.0,
            unit="share of rows",
            columns=names,
            about="recoding",
            details={"says": f"tell the same: each of the {values:,} values of one goes with one value of the other"},
        )
    numbers = [column for column in features if column.kind == "number"][: int(audit.parameters["columns"])]
    rows = audit.profile.sample.head(int(audit.parameters["rows"]))
    for group in correlated(rows, [c.name for c in numbers], float(audit.parameters["least"]), int(audit.parameters["fewest"])):
        if any(set(group.names) <= set(names) for names, _ in recodings):
            continue
        yield Measurement(
            value=group.weakest,
            unit="|r|",
            interval=group.interval,
            columns=group.names,
            about="correlation",
            details={"says": f"move together (|r| {group.weakest:.3f})", "compared": group.rows},
        )
