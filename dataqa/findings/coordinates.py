"""Columns of latitude and longitude that belong together."""

from __future__ import annotations

from dataqa.context import Context
from dataqa.findings.parameters import parameters_of
from dataqa.roles.names import words_of


def coordinates(audit: Context) -> list[tuple[str, str]]:
    """Return pairs of columns of numbers whose names say latitude and longitude of one place."""
    words = parameters_of("coordinates")
    kinds = set(words["latitude"]), set(words["longitude"])
    found: tuple[dict[tuple[str, ...], str], dict[tuple[str, ...], str]] = ({}, {})
    for column, _ in audit.profiles("numeric"):
        for named, kind in zip(found, kinds, strict=True):
            own = words_of(column.name)
            if kind & set(own):
                named.setdefault(tuple(word for word in own if word not in kind), column.name)
    return [(name, found[1][rest]) for rest, name in found[0].items() if rest in found[1]]
