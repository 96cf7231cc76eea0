"""Categories that are in order: grades, answers from never to always, stages."""

from __future__ import annotations

from dataqa.profile.column import ColumnProfile
from dataqa.roles.names import GRADES, RATINGS, words_of
from dataqa.sources.table import ColumnSource

# fmt: off
_SCALES = tuple(
    frozenset(scale.split(", "))
    for scale in (
        "very low, low, medium, mid, moderate, normal, high, very high", "none, mild, moderate, severe, very severe, critical",
        "poor, fair, average, good, very good, excellent, bad, very bad, ok",
        "never, rarely, seldom, sometimes, often, usually, always",
        "extra small, small, medium, large, extra large, xs, s, m, l, xl, xxl",
        "strongly disagree, disagree, neutral, agree, strongly agree, neither agree nor disagree",
        "very dissatisfied, dissatisfied, neutral, satisfied, very satisfied", "easy, medium, hard, difficult, very hard",
        "first, second, third, fourth", "bronze, silver, gold, platinum", "young, middle, old", "short, medium, long",
        "unacc, acc, good, vgood", "fair, good, very good, premium, ideal", "low, med, high, vhigh",
    )
)
# fmt: on
_LEAST = 3


def in_order(column: ColumnProfile, source: ColumnSource) -> str:
    """Return why the classes of a target are in order, or an empty string.

    Parameters
    ----------
    column : ColumnProfile
        Of a target with classes.
    source : ColumnSource
        How it came in.
    """
    if source.ordered and source.stored.startswith("category"):
        return "its type says so"
    if column.distinct < _LEAST:
        return ""
    if column.kind == "number":
        named = column.integral and bool(set(words_of(column.name)) & (RATINGS | GRADES))
        return "its name says grade or rating" if named and column.maximum - column.minimum < 2 * column.distinct else ""
    values = {str(value).strip().lower().replace("_", " ").replace("-", " ") for value, _ in column.top}
    return "its values are steps of a scale" if column.exact and any(values <= scale for scale in _SCALES) else ""
