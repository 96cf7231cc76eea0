"""The checks of one column, by pandera's names: what all forms of a contract are written from."""

from __future__ import annotations

from typing import Any

from dataqa.terms import Terms

Checks = list[tuple[str, dict[str, Any]]]
"""Name of a method of `pandera.Check`, and its arguments."""


def checks_of(terms: Terms) -> Checks:
    """Return the checks of a column, in the order in which they are told."""
    found: Checks = []
    if terms.least is not None and terms.most is not None:
        found.append(("in_range", {"min_value": terms.least, "max_value": terms.most}))
    elif terms.least is not None:
        found.append(("greater_than_or_equal_to", {"min_value": terms.least}))
    elif terms.most is not None:
        found.append(("less_than_or_equal_to", {"max_value": terms.most}))
    if terms.domain:
        found.append(("isin", {"allowed_values": list(terms.domain)}))
    if terms.banned:
        found.append(("notin", {"forbidden_values": list(terms.banned)}))
    if terms.pattern:
        found.append(("str_matches", {"pattern": terms.pattern}))
    if terms.lengths:
        found.append(("str_length", {"min_value": terms.lengths[0], "max_value": terms.lengths[1]}))
    return found


def options_of(terms: Terms) -> dict[str, Any]:
    """Return what else a column is, where it is not pandera's default."""
    told: dict[str, Any] = {}
    if terms.nullable:
        told["nullable"] = True
    if terms.unique:
        told |= {"unique": True, "report_duplicates": "exclude_first"}  # the later copies are the ones to look at
    if terms.coerce or terms.format:
        told["coerce"] = True
    if not terms.required:
        told["required"] = False
    if terms.reason:
        told["description"] = terms.reason
    return told


def described(rows: int, version: str) -> str:
    """Return what stands at the head of a contract."""
    return (
        f"What the healthy part of {rows:,} rows keeps to, as dataqa {version} saw it. Cells that an issue calls wrong are not "
        "allowed. Further columns and another order are: models take columns by name, and what is new breaks none of what is here."
    )
