"""Fills the templates of rules: numbers with a format, lists of names, singular or plural."""

from __future__ import annotations

import math
import re
import string
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from dataqa.errors import nearest

_NAMED = 4
_VERBS = {"are": "is", "have": "has", "do": "does"}
_ONE = re.compile(
    r"(?<![\w.,'’\"/–−-])1 (row|cell|column|value|time|day|text|class|group|feature|character)"
    r"(?:(?<=class)es|s)\b(?:( \([^()]*\))? (are|have|do|say|equal|repeat|lie|look|stand|hold)\b|(?!\w))"
)
"""A whole 1 before things that are counted, and what they do: not 21, 0.1, 1,001 or a value in quotes."""


class _Plain(string.Formatter):
    """A formatter that takes names only: no attributes, no items, so a template can reach nothing else."""

    def get_field(self, field_name: str, args: Any, kwargs: Mapping[str, Any]) -> Any:
        if not field_name.isidentifier():
            raise ValueError(f"{field_name!r} is not a plain name")
        if field_name not in kwargs:
            raise KeyError(f"a text names {field_name!r}, which the measurement lacks.{nearest(field_name, kwargs)}")
        return kwargs[field_name], field_name

    def format_field(self, value: Any, format_spec: str) -> str:
        if "|" in format_spec:
            return _chosen(value, format_spec)
        if format_spec == "%":
            return percent(value)
        if format_spec == "`":
            return listed([f"`{one}`" for one in ([value] if isinstance(value, str) else value)])
        if isinstance(value, Sequence) and not isinstance(value, str):
            return listed([format(one, format_spec) for one in value])
        return format(value, format_spec)


def _chosen(value: Any, choice: str) -> str:
    """Return the first of two words for one thing or for what is true, else the second."""
    first, _, other = choice.partition("|")
    return first if value is True or (not isinstance(value, bool) and value == 1) else other


def percent(share: float) -> str:
    """Return a share in per cent with at most three significant digits; only none and all are called 0 % and 100 %.

    >>> percent(0.1234), percent(0.00004), percent(0.0000003), percent(0.9999), percent(1.0)
    ('12.3%', '0.004%', 'less than 0.001%', 'more than 99.9%', '100%')
    """
    if not math.isfinite(share) or share in (0, 1):
        return f"{share:.0%}"
    if 0 < share < 1e-5:
        return "less than 0.001%"
    if 0 < share < 0.001:
        return f"{100 * share:.1g}%"
    if 0.9995 <= share < 1:
        return "more than 99.9%"
    return f"{share:.1%}"


def listed(names: Sequence[str], most: int = _NAMED) -> str:
    """Return names in a row, with the number of those that are left out: ``"a, b, c, d and 3 more"``."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more:,} more" if more > 0 else "")


@cache
def plain_template(template: str) -> str:
    """Return a rule's text with its fields as names: ``{value:.1%}`` becomes ``<value>``, a choice its second word."""
    parts = string.Formatter().parse(template)
    return "".join(
        words + ("" if name is None else spec.partition("|")[2] if spec and "|" in spec else f"<{name}>")
        for words, name, spec, _ in parts
    )


def fill(template: str, words: Mapping[str, Any]) -> str:
    """Fill a rule's template; one of a thing is put in the singular: "1 row", "1 cell".

    Parameters
    ----------
    template : str
        Text with plain names in braces. ``{rows:,}`` and the like format a number as Python does; ``{share:%}`` gives a share in
        per cent; ``{rows:row|rows}`` gives the first word for 1 and the second for all other numbers; ``{dated:before|below}`` the
        first where a detail is true; a list of names is shown with the number of those that are left out, and as ``{names:`}`` each
        in backticks.
    words : mapping
        What the names mean.

    Raises
    ------
    KeyError, ValueError
        Where the template names what the measurement does not have, or more than a name.
    """
    columns = str(words.get("columns", ""))

    def one(found: re.Match[str]) -> str:
        if found[0] in columns:
            return found[0]
        verb = "" if found[3] is None else f" {_VERBS.get(found[3], found[3] + 's')}"
        return f"1 {found[1]}{found[2] or ''}{verb}"

    return _ONE.sub(one, _Plain().vformat(template, (), words))
