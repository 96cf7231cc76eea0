"""Documents that the quality rules of large text corpora drop."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from dataqa.arrays import Bools
from dataqa.checks.noise._documents import Parameters, boilerplate, repetition, symbols
from dataqa.checks.registry import check
from dataqa.checks.said import NORM
from dataqa.context import Context
from dataqa.model import Evidence, Measurement, Phrase, Rows
from dataqa.roles.scripts import is_unspaced
from dataqa.statistics import wilson

_KINDS = {"": symbols, "repetition": repetition, "boilerplate": boilerplate}


@check(needs=("prose",), reads=("text:text",), splits_words=True, parameters=Parameters)
def low_quality_documents(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of documents that rules of Gopher (Rae et al. 2021) and C4 (Raffel et al. 2020) drop, with a Wilson interval.

    Documents of symbols and numbers, those that repeat themselves, and those made of menus and notices. How many each rule drops is
    drawn. What most documents have is the kind of the corpus (source code, lists) and not measured.
    """
    for name in audit.task.having("text"):
        if audit.profile.columns[name].kind != "text" or is_unspaced(audit.profile.sample.get_column(name)):
            continue
        frame = pl.DataFrame({"text": audit.engine.values(name)}).with_row_index("row")
        words = pl.col("text").str.count_matches(r"\S+")
        long = pl.col("text").str.len_chars() >= 10 * audit.parameters.least_words
        frame = frame.filter((words >= audit.parameters.least_words) | long)
        runs = frame.filter(words >= audit.parameters.least_repeating)
        for kind, rules in _KINDS.items():
            read = runs if kind == "repetition" else frame
            yield from _measured(audit, name, kind, read, rules(read.get_column("text"), audit.parameters))


def _measured(
    audit: Context[Parameters], name: str, kind: str, frame: pl.DataFrame, dropped: dict[str, Bools]
) -> Iterator[Measurement]:
    # what a rule drops of most documents is the form of the corpus (headings of Markdown), and says nothing about the other rules
    usual = {rule for rule, hit in dropped.items() if hit.sum() > NORM * frame.height}
    dropped = {rule: hit for rule, hit in dropped.items() if rule not in usual}
    any_rule = np.logical_or.reduce([np.zeros(frame.height, dtype=np.bool_), *dropped.values()])
    if not 0 < any_rule.sum() <= (audit.parameters.others if usual else NORM) * frame.height:
        return
    counts = {rule: int(hit.sum()) for rule, hit in dropped.items() if hit.any()}
    order = sorted(counts, key=lambda rule: (-counts[rule], rule))
    total = int(any_rule.sum())
    yield Measurement(
        value=total / audit.rows,
        unit="share of rows",
        interval=wilson(total, audit.rows),
        columns=(name,),
        rows=Rows(positions=frame.get_column("row").to_numpy()[any_rule].astype(np.int64)),
        about=kind,
        kind=kind,
        details={"documents": frame.height, "rules": [Phrase(f"{rule} ({counts[rule]:,})") for rule in order]},
        evidence=(
            Evidence(
                title=f"Share of the documents of {name} that each rule drops",
                unit="share of documents",
                labels=tuple(map(Phrase, order)),
                values=tuple(counts[rule] / frame.height for rule in order),
            ),
        ),
    )
