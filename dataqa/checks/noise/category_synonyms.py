"""Categories that go by several names."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dataqa.checks.mending import respelt
from dataqa.checks.noise._spelt import spelt
from dataqa.checks.noise._synonyms import synonyms, truth_values
from dataqa.checks.noise._units import has_units
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Measurement, Phrase
from dataqa.statistics import wilson

_NAMED, _LONGEST = 3, 30


@check(reads=("categorical", "group:text"))
def category_synonyms(audit: Context) -> Iterator[Measurement]:
    """Share of rows under the rarer name of a category: an acronym, a shortened word, another order of words, another yes or no.

    What differs in letters, case or marks alone is one name, written in several ways. The interval is Wilson's (1927).
    """
    rule = audit.parameters
    short = {word: brief[0] for long, brief in rule["short"].items() for word in (long, *brief)}
    for column, _ in audit.profiles("categorical", "group"):
        if column.kind != "text" or not 2 <= column.distinct <= rule["most_distinct"]:
            continue
        counted = audit.engine.values(column.name).drop_nulls().alias("value").value_counts(name="rows")
        told = spelt(audit)[column.name].right if column.name in spelt(audit) else {}
        counts = {text: count for text, count in counted.sort("value").iter_rows() if text not in told and len(text) <= 100}
        truth = truth_values(counts, rule["truth"], rule["truth_share"])
        meant = truth or synonyms(counts, short, rule["same"])
        if not meant or (any(letter.isdigit() for text in meant for letter in text) and has_units(audit, column.name)):
            continue
        rows = audit.where(pl.col(column.name).is_in(sorted(meant)))
        worst = sorted(meant, key=lambda text: (-counts[text], text))
        pairs = [f"{_cut(text)!r} and {_cut(meant[text])!r}" for text in worst[:_NAMED]]
        yield Measurement(
            value=rows.count / audit.rows,
            unit="share of rows",
            interval=wilson(rows.count, audit.rows),
            columns=(column.name,),
            rows=rows,
            details={
                "told": Phrase("writes yes and no in several ways" if truth else "may call one thing by several names"),
                "sure": int(bool(truth)),
                "shown": ", ".join(pairs) + (" …" if len(worst) > _NAMED else ""),
                "corrections": {text: meant[text] for text in worst[:100]},
            },
            mends=respelt(audit, column.name, rows, meant),
        )


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
