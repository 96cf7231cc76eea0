"""Rows that are no records of the table, or of another kind than nearly all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Annotated, Any

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.arrays import Positions
from dataqa.checks._words import named, shown
from dataqa.checks.registry import check
from dataqa.checks.relevance._strays.clusters import Cluster, far_clusters
from dataqa.checks.relevance._strays.kinds import footnotes, headers, totals
from dataqa.checks.relevance._strays.languages import strangers
from dataqa.checks.shifts import number
from dataqa.context import Context
from dataqa.findings.parameters import parameters_of
from dataqa.model import Measurement, Phrase, Rows
from dataqa.parameters import CheckParameters
from dataqa.statistics import wilson

_SHOWN = 3


class Parameters(CheckParameters):
    """What rows look like that are no records, or of another kind than nearly all."""

    totals: tuple[str, ...]
    """Whole cells that mean a total, in lower case."""
    footnote: str
    """Regular expression of the beginning of a footnote."""
    filler: tuple[str, ...]
    """Regular expressions of texts without content."""
    norm: Annotated[float, Field(ge=0, le=1)]
    """Largest share of texts that may be filler or in another language; beyond it they are normal."""
    texts: Annotated[int, Field(ge=1)]
    """Texts of the sample whose language is determined first."""
    distinct: Annotated[int, Field(ge=1)]
    """Fewest different numbers of a column in which clusters are searched."""
    columns: Annotated[int, Field(ge=3)]
    """Numeric columns in which clusters are searched."""
    cluster: Annotated[float, Field(ge=0, le=1)]
    """Largest share of the rows of a far cluster."""


@check(reads=("columns",), parameters=Parameters)
def stray_rows(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of rows that are no records, or records of another kind than nearly all; one measurement per kind.

    Kinds are headers that are repeated in the data, totals, footnotes; texts in another language than nearly all, and texts without
    content (cookie notices, error pages, filler); small clusters far from all others in most numbers. Groups are measured, not
    single outliers.
    """
    p = audit.parameters
    found = headers(audit)
    if len(found):
        yield _measured(audit, "headers", found, ())
    summed, columns = totals(audit, p.totals)
    summed = np.setdiff1d(summed, found)
    if len(summed):
        yield _measured(audit, "totals", summed, columns, examples=_examples(audit, summed, columns[0]))
    notes = footnotes(audit, p.footnote)
    if len(notes):
        yield _measured(audit, "footnotes", notes, ())
    for name in audit.task.having("text"):
        if audit.table.frame.get_column(name).dtype == pl.String:
            yield from _texts(audit, name)
    numbers = [c for c, part in audit.profiles("numeric") if not part.clock and c.kind == "number" and c.distinct >= p.distinct]
    for cluster in far_clusters(audit, numbers[: p.columns], p.cluster):
        yield _far(audit, cluster)


def _texts(audit: Context[Parameters], name: str) -> Iterator[Measurement]:
    p = audit.parameters
    filler = audit.engine.where(pl.col(name).str.contains("|".join(f"(?:{one})" for one in p.filler)))
    if 0 < len(filler) <= p.norm * audit.rows:
        yield _measured(audit, "filler", filler, (name,), examples=_examples(audit, filler, name))
    # the sample first: most texts are in one language
    if (
        audit.profile.sampled
        and strangers(audit.profile.sample.get_column(name).head(p.texts), parameters_of("languages"), 1 - p.norm) is None
    ):
        return
    others = strangers(audit.engine.values(name), parameters_of("languages"), 1 - p.norm)
    if others is not None:
        yield _measured(
            audit,
            "language",
            others.rows,
            (name,),
            usual=Phrase(others.usual),
            languages=[Phrase(f"{language} ({count:,})") for language, count in others.counts.items()],
        )


def _far(audit: Context, cluster: Cluster) -> Measurement:
    names = [named(name) for name in cluster.columns[:_SHOWN]]
    theirs, usual = ([number(one) for one in medians[:_SHOWN]] for medians in (cluster.theirs, cluster.usual))
    found = _measured(
        audit, "cluster", cluster.rows, cluster.columns, far_columns=len(cluster.columns), names=names, theirs=theirs, usual=usual
    )
    return replace(found, about=f"cluster at {cluster.columns[0]}")


def _examples(audit: Context, rows: Positions, name: str) -> list[str]:
    return [shown(cell) for cell in audit.engine.take(rows[:2], [name]).get_column(name).to_list()]


def _measured(audit: Context, kind: str, rows: Positions, columns: Sequence[str], **details: Any) -> Measurement:
    return Measurement(
        value=len(rows) / audit.rows,
        unit="share of rows",
        interval=wilson(len(rows), audit.rows),
        columns=tuple(columns),
        rows=Rows(positions=rows),
        about=kind,
        kind="" if kind == "headers" else kind,
        details=details,
    )
