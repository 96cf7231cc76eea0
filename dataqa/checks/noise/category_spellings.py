"""Categories that are written in several ways."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from dataqa.checks.mending import respelt
from dataqa.checks.noise._spelt import Spelt, spelt
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Evidence, Measurement, Phrase
from dataqa.statistics import wilson

_SHOWN, _NAMED, _LONGEST = 4, 2, 30


@check(reads=("categorical", "text:text", "group:text"))
def category_spellings(audit: Context) -> Iterator[Measurement]:
    """Share of rows with a variant of a commoner category: another case, punctuation or encoding, or a typing error (Damerau 1964).

    Only the different values are compared, and only in columns with few enough of them. The interval is Wilson's (1927).
    Variants by dirt alone are measured apart: `text-hygiene` tells them better.
    """
    for name, column in spelt(audit).items():
        if column.right:
            yield _measured(audit, name, column, column.right)
        if column.dirty:
            yield replace(_measured(audit, name, column, column.dirty), about="dirt", covered_by=("text-hygiene",))


def _measured(audit: Context, name: str, column: Spelt, right: dict[str, str]) -> Measurement:
    counts = column.counts
    rows = audit.where(pl.col(name).is_in(sorted(right)))
    worst = sorted(right, key=lambda text: (-counts[text], text))
    shown = [_pair(text, right[text]) for text in worst[:_NAMED]]
    return Measurement(
        value=rows.count / audit.rows,
        unit="share of rows",
        interval=wilson(rows.count, audit.rows),
        columns=(name,),
        rows=rows,
        details={
            "variants": len(right),
            "noun": Phrase("variant" if len(right) == 1 else "variants"),
            "slips": len(column.slips & set(right)),
            "shown": ", ".join(shown) + (" …" if len(worst) > _NAMED else ""),
            "corrections": {text: right[text] for text in worst[:100]},
        },
        evidence=(_picture(name, worst, right, counts),),
        mends=respelt(audit, name, rows, right),
    )


def _pair(wrong: str, right: str) -> str:
    """Return both texts in quotes; of long ones what is about the first letter that differs."""
    differs = next((place for place, (a, b) in enumerate(zip(wrong, right, strict=False)) if a != b), min(len(wrong), len(right)))
    start = max(0, differs - _LONGEST // 2) if max(len(wrong), len(right)) > _LONGEST else 0
    parts = [f"{'…' if start else ''}{text[start : start + _LONGEST]}" for text in (wrong, right)]
    return " for ".join(
        repr(part + ("…" if start + _LONGEST < len(text) else "")) for part, text in zip(parts, (wrong, right), strict=True)
    )


def _picture(name: str, worst: list[str], right: dict[str, str], counts: dict[str, int]) -> Evidence:
    labels: list[str] = []
    for text in worst[:_SHOWN]:
        labels += [label for label in (right[text], text) if label not in labels]
    return Evidence(
        title=f"Spellings in {name}",
        unit="rows",
        labels=tuple(map(repr, labels)),
        values=tuple(float(counts[label]) for label in labels),
        marked=tuple(place for place, label in enumerate(labels) if label in right),
    )
