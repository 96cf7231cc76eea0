"""The spellings of the values of all columns, found once for all checks that need them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

import polars as pl

from dataqa.checks._faults import stand_ins, standing
from dataqa.checks.noise._dirt import dirty_texts
from dataqa.checks.noise._units import has_units
from dataqa.checks.spellings import variants
from dataqa.context import Context
from dataqa.findings.parameters import parameters_of

_AROUND_MARKS = re.compile(r"\s*([^\w\s'’])\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelt:
    """One column.

    Attributes
    ----------
    counts : dict of str to int
        Rows of each different text.
    right : dict of str to str
        Each variant with the commoner text that it stands for.
    slips : set of str
        Those of them that have letters wrong.
    dirty : dict of str to str
        Variants by dirt alone, which `text-hygiene` reports in more detail.
    """

    counts: dict[str, int]
    right: dict[str, str]
    slips: set[str]
    dirty: dict[str, str] = field(default_factory=dict)

    @property
    def once(self) -> dict[str, str]:
        """Variants that stand in one row, as what they stand for does: which of the two is right is not known."""
        return {text: meant for text, meant in self.right.items() if self.counts[text] == self.counts[meant] == 1}

    @property
    def spaced(self) -> dict[str, str]:
        """Those of `once` that differ by white space alone: its length, or whether any stands beside a mark."""
        return {text: meant for text, meant in self.once.items() if _closed(text) == _closed(meant)}


def _closed(text: str) -> str:
    return " ".join(_AROUND_MARKS.sub(r"\1", text).split())


def spelt(audit: Context) -> dict[str, Spelt]:
    """Return the columns that have variants of a value, by name. Numbers with units are no categories, and have none."""
    return audit.once(_spelt)


def _spelt(audit: Context) -> dict[str, Spelt]:
    rule = parameters_of("spellings")
    limits = rule["limits"]
    found: dict[str, Spelt] = {}
    faults: Counter[str] = Counter()
    for column, part in audit.profiles("categorical", "group", "text"):
        if column.kind != "text" or not 2 <= column.distinct <= rule["most_distinct"]:
            continue
        if part.role == "text" and column.distinct > rule["most_text"] * column.present:
            continue  # prose, whose sentences may resemble each other
        counted = audit.engine.values(column.name).drop_nulls().alias("value").value_counts(name="rows")
        counts: dict[str, int] = dict(counted.sort("value").iter_rows())
        right, slips = variants(counts, limits)
        found[column.name] = Spelt(counts=counts, right=right, slips=slips)
        letters = Counter(standing(wrong, right[wrong]) for wrong in slips if wrong in right)
        faults.update(letter for letter, texts in letters.items() if letter and texts >= limits["fault_texts"])
    broken = {letter for letter, columns in faults.items() if columns >= limits["fault_columns"]}
    return {name: each for name, one in found.items() if (each := _left(audit, name, one, broken)).right or each.dirty}


def _left(audit: Context, name: str, one: Spelt, broken: set[str]) -> Spelt:
    right, slips = dict(one.right), set(one.slips)
    if broken:
        unknown = {text: count for text, count in one.counts.items() if text not in right}
        more = stand_ins(unknown, broken, parameters_of("spellings")["limits"])
        right, slips = right | more, slips | set(more)
    dirt = dirty_texts(pl.Series(sorted(right), dtype=pl.String), audit.task.columns[name].role)
    dirty = {wrong: meant for wrong, meant in right.items() if wrong in dirt}
    right = {wrong: meant for wrong, meant in right.items() if wrong not in dirt}
    if any(letter.isdigit() for wrong in (*right, *dirty) for letter in wrong) and has_units(audit, name):
        right, dirty = {}, {}
    return Spelt(counts=one.counts, right=right, slips=slips & (set(right) | set(dirty)), dirty=dirty)
