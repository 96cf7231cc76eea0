"""What is known of one column beside its picture: frequent values, quantiles, lengths, shapes."""

from __future__ import annotations

from collections import Counter

from dataqa.profile.column import ColumnProfile
from dataqa.render import words
from dataqa.render.masking import Masker
from dataqa.render.values import value

TOP, SHAPES, SHOWN = 10, 5, (0.01, 0.25, 0.5, 0.75, 0.99)
"""Frequent values and shapes told, and which quantiles."""


def facts(column: ColumnProfile, masker: Masker, *, masked: bool) -> tuple[tuple[str, str], ...]:
    """Return what is known of a column, as terms and their words.

    Parameters
    ----------
    column : ColumnProfile
        Which.
    masker : Masker
        Hides personal data.
    masked : bool
        True where its values are personal: only what names none of them is told.

    Returns
    -------
    tuple of (str, str)
        Texts are as in the data, on one line each.
    """
    told: list[tuple[str, str]] = []
    if column.kind == "number" and column.mean is not None and column.deviation is not None and not masked:
        told.append(("mean", f"{words.number(column.mean)}, standard deviation {words.number(column.deviation)}"))
        quantiles = [(q, column.quantiles[q]) for q in SHOWN if q in column.quantiles]
        if quantiles:
            told.append(("quantiles", ", ".join(f"{100 * q:g}%: {words.number(at)}" for q, at in quantiles)))
    signs = [(column.zeros, "zero"), (column.negatives, "negative"), (column.infinite, "infinite"), (column.blanks, "blank")]
    if counts := [f"{n:,} {name}" for n, name in signs if n]:
        told.append(("of these", ", ".join(counts)))
    if column.top and column.top[0][1] > 1:
        shown = Counter[str]()
        for cell, count in column.top[:TOP]:
            shown[value(column, cell, masker, masked=masked)] += count
        rows = max(1, column.present)
        values = "; ".join(f"{name} {count:,} ({words.share(count / rows)})" for name, count in shown.items())
        told.append(("most frequent", values + ("" if column.exact else "; estimated")))
    if column.lengths is not None:
        low, mean, high = column.lengths
        told.append(("length", f"{low:,} to {high:,} characters, mean {words.number(mean)}"))
    if column.shapes and not masked:
        shapes = [f"{words.visible(shape, 40)} {words.share(part)}" for shape, part in column.shapes[:SHAPES]]
        told.append(("shapes", ", ".join(shapes)))
    return tuple(told)
