"""One class under several spellings."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dataqa.checks.classes import rows_of, spellings
from dataqa.checks.mending import as_cells
from dataqa.checks.registry import check
from dataqa.checks.spellings import typing_errors
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.parameters import parameters_of
from dataqa.model import Cell, Evidence, Measurement, Mend, Rows
from dataqa.statistics import wilson

_SHOWN = 8


@check(needs=("classes",), reads=("target:text",))
def label_spellings(audit: Context) -> Iterator[Measurement]:
    """Share of rows under the rarer spellings of a class, per class, with its Wilson interval (Wilson 1927).

    Spellings are one class where they differ in case, blanks, separators, a full stop at the end or the form of Unicode alone; and
    where a rare name is one slip of the keyboard (Damerau 1964) away from a frequent one.
    """
    if audit.profile.columns[audit.target].kind != "text":
        return
    every = spellings(audit)
    if every.height > float(audit.parameters["most_distinct"]) * audit.rows:
        raise NotApplicable("hardly any value of the target repeats")  # hardly a value comes twice: these are no classes
    whole = every.group_by("folded").agg(pl.col("rows").sum()).sort(["rows", "folded"], descending=[True, False])
    limits = parameters_of("spellings")["limits"] | audit.parameters["limits"]
    meant = typing_errors(dict(whole.head(int(audit.parameters["most"])).iter_rows()), limits)
    every = every.with_columns(pl.col("folded").replace(meant).alias("class"))
    for _, same in every.filter(pl.len().over("class") > 1).group_by("class", maintain_order=True):
        # the rarest spelling is the surest to be wrong
        rare = same.slice(1).sort(["rows", "name"])
        count, name = int(rare.get_column("rows").sum()), str(same.get_column("name")[0])
        shown = [repr(text) for text in rare.get_column("name").reverse().head(3).to_list()]
        more = f" and {rare.height - 3} more" if rare.height > 3 else ""
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
                "spellings": ", ".join(shown) + more,
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
