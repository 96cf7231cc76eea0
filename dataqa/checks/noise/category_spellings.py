"""Categories that are spelled in several ways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from dataqa.checks.noise._cells import brief
from dataqa.checks.noise._misspelt import misspelt_words
from dataqa.checks.noise._spelt import Spelt, spelt
from dataqa.checks.registry import check
from dataqa.checks.repairs import respelt
from dataqa.context import Context
from dataqa.model import Evidence, Measurement
from dataqa.statistics import wilson

_SHOWN, _LONGEST = 4, 30


@check(reads=("categorical", "text:text", "group:text", "id:text"))
def category_spellings(audit: Context) -> Iterator[Measurement]:
    """Share of rows with a spelling variant of a more frequent category: case, punctuation, encoding or typo (Damerau 1964).

    Only distinct values are compared, and only in columns with few enough of them. The interval is Wilson's (1927). Variants that
    differ by spaces or broken characters only are measured separately: `text-hygiene` reports them in more detail. So are two
    spellings that stand in one row each, of which none is known to be the right one, and texts with a word that is no English
    word, but a slip inside a frequent one, in columns whose words are nearly all English.
    """
    right = {name: {**column.right, **column.dirty} for name, column in spelt(audit).items()}
    for name, column in spelt(audit).items():
        rarer = {text: meant for text, meant in column.right.items() if text not in column.once}
        once = {text: meant for text, meant in column.once.items() if text not in column.spaced}
        if rarer:
            yield _measured(audit, name, column, rarer)
        if once:
            yield replace(_measured(audit, name, column, once), about="once", kind="once", mends=())
        if dirt := column.dirty | column.spaced:
            yield replace(_measured(audit, name, column, dirt), about="dirt", covered_by=("text-hygiene",))
    for name, words in misspelt_words(audit).items():
        new = {text: pair for text, pair in words.items() if text not in right.get(name, {})}
        if new:
            yield _with_wrong_words(audit, name, new)


def _measured(audit: Context, name: str, column: Spelt, right: dict[str, str]) -> Measurement:
    counts = column.counts
    rows = audit.where(pl.col(name).is_in(sorted(right)))
    worst = sorted(right, key=lambda text: (-counts[text], text))
    variant, usual = _pair(worst[0], right[worst[0]])
    return Measurement(
        value=rows.count / audit.rows,
        unit="share of rows",
        interval=wilson(rows.count, audit.rows),
        columns=(name,),
        rows=rows,
        notes=("example",),
        details={
            "variants": len(right),
            "slips": len(column.slips & set(right)),
            "repeated": sum(column.counts[meant] > 1 for meant in right.values()),
            "variant": variant,
            "usual": usual,
            "corrections": {text: right[text] for text in worst[:100]},
        },
        evidence=(_picture(name, worst, right, counts),),
        mends=respelt(audit, name, rows, right),
    )


def _with_wrong_words(audit: Context, name: str, words: dict[str, tuple[str, str]]) -> Measurement:
    rows = audit.where(pl.col(name).is_in(sorted(words)))
    wrong, meant = words[min(words)]
    return Measurement(
        value=rows.count / audit.rows,
        unit="share of rows",
        interval=wilson(rows.count, audit.rows),
        columns=(name,),
        rows=rows,
        about="words",
        kind="word",
        notes=("example",),
        details={
            "variants": len(words),
            "slips": len(words),
            "repeated": len(words),
            "variant": brief(wrong),
            "usual": brief(meant),
            "corrections": dict(sorted(words.values())[:100]),
        },
        mends=respelt(audit, name, rows, {text: _put_right(text, *pair) for text, pair in words.items()}),
    )


def _put_right(text: str, wrong: str, meant: str) -> str:
    """Return a text with a whole word put right, in capitals as it was."""

    def right(found: re.Match[str]) -> str:
        return meant.upper() if found[0].isupper() else meant.title() if found[0].istitle() else meant

    return re.sub(rf"(?i)(?<![\w@.]){re.escape(wrong)}(?![\w@])", right, text, count=1)


def _pair(wrong: str, right: str) -> tuple[str, str]:
    """Return both texts; of long ones what is around the first letter that differs."""
    differs = next((place for place, (a, b) in enumerate(zip(wrong, right, strict=False)) if a != b), min(len(wrong), len(right)))
    start = max(0, differs - _LONGEST // 2) if max(len(wrong), len(right)) > _LONGEST else 0

    def part(text: str) -> str:
        cut = text[start : start + _LONGEST]
        return brief(("…" if start else "") + cut + ("…" if start + _LONGEST < len(text) else ""))

    return part(wrong), part(right)


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
