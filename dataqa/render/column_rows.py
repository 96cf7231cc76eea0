"""Columns as the page shows them: one row each, with a small picture of the distribution."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dataqa.profile.column import ColumnProfile
from dataqa.record import Record
from dataqa.render import words
from dataqa.render.by_class import ByClass, Strip
from dataqa.render.facts import facts
from dataqa.render.masking import Masker
from dataqa.render.values import Bar, edge, value

FULL, BARS, TOP = 200, 24, 12
"""Columns shown with a picture; bars of a histogram; most frequent values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One column in words; `strips` are its classes, `facts` what else is known, `many` its different values.

    `described` is what metadata says that it is.
    """

    name: str
    role: str
    reason: str
    meaning: str
    described: str
    protected: bool
    masked: bool
    kind: str
    stored: str
    missing: str
    empty: float
    distinct: str
    bars: tuple[Bar, ...]
    values: str
    issues: tuple[str, ...]
    strips: tuple[Strip, ...]
    facts: tuple[tuple[str, str], ...]
    many: int


def rows(record: Record, masker: Masker, anchors: Sequence[str]) -> Iterator[Row]:
    """Put all columns into words, in the order of the data.

    Parameters
    ----------
    record : Record
        What was found.
    masker : Masker
        Hides personal data.
    anchors : sequence of str
        Of the issues that the page shows, in order.

    Yields
    ------
    Row
        Those after the first `FULL` have no picture and no values.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for issue, anchor in zip(record.issues, anchors, strict=False):
        for name in issue.columns:
            found[name].append(anchor)
    classes = ByClass(record, masker)
    for place, column in enumerate(record.profile.columns.values()):
        role = record.task.columns.get(column.name)
        masked = column.name in masker.personal
        full = place < FULL
        yield Row(
            name=words.visible(column.name, 80),
            role=role.role if role else "",
            reason=words.visible(masker.reason(column.name, role.reason), 120) if role and full else "",
            meaning=role.meaning if role else "",
            described=words.visible(record.dataset.descriptions.get(column.name, ""), 200),
            protected=bool(role and role.protected),
            masked=masked,
            kind=column.kind,
            stored=words.visible(column.stored, 40),
            missing=words.share(column.nulls / column.rows) if column.rows else "–",
            empty=column.nulls / column.rows if column.rows else 0.0,
            distinct=("" if column.exact else "≈ ") + f"{column.distinct:,}",
            bars=_bars(column, masker, masked=masked) if full else (),
            values=_values(column, masker, masked=masked) if full else "",
            issues=tuple(found[column.name][:5]),
            strips=classes.of(column) if full else (),
            facts=facts(column, masker, masked=masked) if full else (),
            many=column.distinct,
        )


def _bars(column: ColumnProfile, masker: Masker, *, masked: bool) -> tuple[Bar, ...]:
    bins: list[tuple[str, int]] = []
    if column.histogram:
        step = -(-len(column.histogram) // BARS)
        for start in range(0, len(column.histogram), step):
            part = column.histogram[start : start + step]
            edges = "" if masked else f"{edge(column, part[0][0])} to {edge(column, part[-1][1])}: "
            bins.append((edges, sum(count for _, _, count in part)))
    elif column.top and column.top[0][1] > 1:
        bins = [(f"{value(column, cell, masker, masked=masked)}: ", count) for cell, count in column.top[:TOP]]
    most = max((count for _, count in bins), default=0)
    return tuple(Bar(height=count / most, told=told + words.count(count, "row")) for told, count in bins) if most else ()


def _values(column: ColumnProfile, masker: Masker, *, masked: bool) -> str:
    if column.minimum is not None and column.kind in {"number", "datetime"}:
        if masked:
            return ""
        middle = column.quantiles.get(0.5)
        text = f"{words.plain(column.minimum)} to {words.plain(column.maximum)}"
        return text if middle is None else f"{text}, median {words.number(middle)}"
    if column.top and column.top[0][1] == 1 and column.distinct > TOP:
        return "no repeated values in the sample" if not column.exact else "no repeated values"
    shown = Counter[str]()
    for cell, count in column.top[:4]:
        shown[value(column, cell, masker, masked=masked)] += count
    more = f" and {column.distinct - 4:,} more" if column.distinct > 4 else ""
    return ", ".join(f"{value} {count:,}" for value, count in shown.items()) + more
