"""One class under several spellings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import polars as pl
from pydantic import Field

from dataqa.checks.classes import rows_of, spellings
from dataqa.checks.registry import check
from dataqa.checks.repairs import as_cells
from dataqa.checks.spellings import typing_errors
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.parameters import parameters_of
from dataqa.model import Cell, Evidence, Measurement, Mend, Rows
from dataqa.parameters import CheckParameters
from dataqa.statistics import wilson

_SHOWN = 8


class Limits(CheckParameters):
    """How rare a misspelled class is, in place of the finding ``spellings``."""

    rare_rows: Annotated[int, Field(ge=0)]
    """Rows of a misspelled name, at most."""
    rare_share: Annotated[float, Field(ge=0, le=1)]
    """The same, as a share of the right name's rows."""
    known_share: Annotated[float, Field(ge=0, le=1)]
    """Rows of a name that differs by unknown words, as a share of the right name's rows, at most."""
    fault_rows: Annotated[int, Field(ge=0)]
    """Rows of each name with the same wrong letter, at most."""


class Parameters(CheckParameters):
    """What counts as classes, and as a misspelled one."""

    most_distinct: Annotated[float, Field(ge=0, le=1)]
    """Different values as a share of the rows; with more, the values are no classes."""
    most: Annotated[int, Field(ge=1)]
    """Classes among which typing errors are searched, the most frequent ones."""
    limits: Limits
    """How rare a misspelled class is."""


@check(needs=("classes",), reads=("target:text",), parameters=Parameters)
def label_spellings(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of rows with the rarer spellings of a class, per class, with its Wilson interval (Wilson 1927).

    Spellings are one class if they differ only in case, blanks, separators, a final full stop or Unicode form, or if a rare name is
    one typing error (Damerau 1964) away from a frequent one.
    """
    every = spellings(audit)
    if every.height > audit.parameters.most_distinct * audit.rows:
        raise NotApplicable("hardly any value of the target repeats")
    whole = every.group_by("folded").agg(pl.col("rows").sum()).sort(["rows", "folded"], descending=[True, False])
    limits = parameters_of("spellings")["limits"] | audit.parameters.limits.model_dump()
    meant = typing_errors(dict(whole.head(audit.parameters.most).iter_rows()), limits)
    every = every.with_columns(pl.col("folded").replace(meant).alias("class"))
    for _, same in every.filter(pl.len().over("class") > 1).group_by("class", maintain_order=True):
        # the rarest spelling is the most likely to be wrong
        rare = same.slice(1).sort(["rows", "name"])
        count, name = int(rare.get_column("rows").sum()), str(same.get_column("name")[0])
        bars = same.head(_SHOWN)
        rows = rows_of(audit, rare.get_column("value"))
        yield Measurement(
            value=count / audit.rows,
            unit="share of rows",
            interval=wilson(count, audit.rows),
            columns=(audit.target,),
            rows=Rows(positions=rows),
            about=Cell(name),
            details={
                "name": repr(name),
                "spellings": tuple(map(repr, rare.get_column("name").reverse().to_list())),
                "folds": int(
                    rare.get_column("folded").n_unique() == 1 and rare.get_column("folded")[0] == same.get_column("folded")[0]
                ),
                "of_class": count / int(same.get_column("rows").sum()),
            },
            evidence=(
                Evidence(
                    title=f"Spellings of one class of {audit.target}",
                    unit="rows",
                    labels=tuple(map(repr, bars.get_column("name").to_list())),
                    values=tuple(map(float, bars.get_column("rows").to_list())),
                    marked=tuple(range(1, bars.height)),
                ),
            ),
            mends=(Mend(cells=as_cells([same.get_column("value")[0]] * len(rows))),),
        )
