"""Rows that belong to another world than the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl

from dataqa.checks._words import named, shown
from dataqa.checks.registry import check
from dataqa.checks.relevance._clusters import Cluster, far_clusters
from dataqa.checks.relevance._kinds import footnotes, headers, totals
from dataqa.checks.relevance._languages import strangers
from dataqa.context import Context
from dataqa.model import Measurement, Phrase, Positions, Rows
from dataqa.statistics import wilson


@check(reads=("columns",))
def stray_rows(audit: Context) -> Iterator[Measurement]:
    """Share of the rows that are no records, or records of another kind than nearly all; one measurement a kind.

    Headers that are repeated in the data, totals, footnotes; texts in another language than nearly all, and texts that are no
    content (cookie notices, error pages, filler); small clusters far from all others in most numbers. Groups, not single odd rows.
    """
    p = audit.parameters
    found = headers(audit)
    if len(found):
        yield _measured(audit, "headers", found, (), "repeat the names of the columns", "")
    summed, columns = totals(audit, p["totals"])
    summed = np.setdiff1d(summed, found)
    if len(summed):
        yield _measured(audit, "totals", summed, columns, "add up other rows", _examples(audit, summed, columns[0]))
    notes = footnotes(audit, p["footnote"])
    if len(notes):
        yield _measured(audit, "footnotes", notes, (), "are notes below the table", "")
    for name in audit.task.having("text"):
        if audit.table.frame.get_column(name).dtype == pl.String:
            yield from _texts(audit, name)
    numbers = [
        c for c, part in audit.profiles("numeric") if not part.clock and c.kind == "number" and c.distinct >= int(p["distinct"])
    ]
    for cluster in far_clusters(audit, numbers[: int(p["columns"])], float(p["cluster"])):
        yield _far(audit, cluster)


def _texts(audit: Context, name: str) -> Iterator[Measurement]:
    p = audit.parameters
    filler = audit.engine.where(pl.col(name).str.contains("|".join(f"(?:{one})" for one in p["filler"])))
    if 0 < len(filler) <= float(p["norm"]) * audit.rows:
        says = "hold filler, notices or error pages instead of content"
        yield _measured(audit, "filler", filler, (name,), says, _examples(audit, filler, name))
    most = int(p["texts"])
    # a look at the sample first: most texts are in one language
    if audit.profile.sampled and strangers(audit.profile.sample.get_column(name).head(most), p["languages"], 1 - p["norm"]) is None:
        return
    others = strangers(audit.engine.values(name), p["languages"], 1 - float(p["norm"]))
    if others is not None:
        counts = ", ".join(f"{language} ({count:,})" for language, count in list(others.counts.items())[:4])
        says = f"are not in {others.usual}, as nearly all: {counts}"
        yield _measured(audit, "language", others.rows, (name,), says, _examples(audit, others.rows, name))


def _far(audit: Context, cluster: Cluster) -> Measurement:
    parts = [
        f"{named(name)} around {shown(theirs)} (usually {shown(usual)})"
        for name, usual, theirs in list(zip(cluster.columns, cluster.usual, cluster.theirs, strict=True))[:3]
    ]
    says = f"lie together and far from all others in {len(cluster.columns)} columns: {', '.join(parts)}"
    return _measured(audit, f"cluster at {cluster.columns[0]}", cluster.rows, cluster.columns, says, "")


def _examples(audit: Context, rows: Positions, name: str) -> str:
    return f" ({', '.join(shown(cell) for cell in audit.engine.take(rows[:2], [name]).get_column(name).to_list())})"


def _measured(audit: Context, kind: str, rows: Positions, columns: Sequence[str], says: str, examples: str) -> Measurement:
    return Measurement(
        value=len(rows) / audit.rows,
        unit="share of rows",
        interval=wilson(len(rows), audit.rows),
        columns=tuple(columns),
        rows=Rows(positions=rows),
        about=kind,
        details={"says": says if kind.startswith("cluster") else Phrase(says), "examples": examples},
    )
