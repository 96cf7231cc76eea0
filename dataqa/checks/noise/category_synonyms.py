"""Categories that have several names."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dataqa.checks.noise._cells import brief
from dataqa.checks.noise._spelt import spelt
from dataqa.checks.noise._synonyms import synonyms, truth_values
from dataqa.checks.noise._units import has_units
from dataqa.checks.registry import check
from dataqa.checks.repairs import respelt
from dataqa.context import Context
from dataqa.model import Measurement
from dataqa.parameters import CheckParameters
from dataqa.statistics import wilson


class Parameters(CheckParameters):
    """Names that may mean the same."""

    most_distinct: int
    """Different values of a column that is looked at."""
    truth_share: float
    """Share of rows with a word for true or false, at least."""
    truth: tuple[tuple[str, str], ...]
    """Words for true and false, in pairs."""
    short: dict[str, tuple[str, ...]]
    """Words and how they are shortened, in names of streets, places, firms and institutes."""
    same: tuple[tuple[str, ...], ...]
    """Names of one thing, in lower case and without full stops."""


@check(reads=("categorical", "group:text"), parameters=Parameters)
def category_synonyms(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of rows with the rarer name of a category: an acronym, a shortened word, another word order, another yes or no.

    Names that differ in case or punctuation only are spellings of one name. The interval is Wilson's (1927).
    """
    rule = audit.parameters
    short = {word: forms[0] for long, forms in rule.short.items() for word in (long, *forms)}
    for column, _ in audit.profiles("categorical", "group"):
        if column.kind != "text" or not 2 <= column.distinct <= rule.most_distinct:
            continue
        counted = audit.engine.values(column.name).drop_nulls().alias("value").value_counts(name="rows")
        spelled = spelt(audit)[column.name].right if column.name in spelt(audit) else {}
        counts = {text: count for text, count in counted.sort("value").iter_rows() if text not in spelled and len(text) <= 100}
        truth = truth_values(counts, rule.truth, rule.truth_share)
        meant = truth or synonyms(counts, short, rule.same)
        if not meant or (any(letter.isdigit() for text in meant for letter in text) and has_units(audit, column.name)):
            continue
        rows = audit.where(pl.col(column.name).is_in(sorted(meant)))
        worst = sorted(meant, key=lambda text: (-counts[text], text))
        yield Measurement(
            value=rows.count / audit.rows,
            unit="share of rows",
            interval=wilson(rows.count, audit.rows),
            columns=(column.name,),
            rows=rows,
            kind="truth" if truth else "",
            notes=("example",),
            details={
                "names": len(meant),
                "sure": int(bool(truth)),
                "rare": brief(worst[0]),
                "usual": brief(meant[worst[0]]),
                "corrections": {text: meant[text] for text in worst[:100]},
            },
            mends=respelt(audit, column.name, rows, meant),
        )
