"""Special categories of personal data: health, origin, belief, politics, union, sexuality, genes, biometrics, convictions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

import polars as pl
from pydantic import Field

from dataqa.checks.privacy._names import look_of, sort_of
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.findings.parameters import parameters_of
from dataqa.model import Measurement
from dataqa.parameters import CheckParameters
from dataqa.profile.column import ColumnProfile
from dataqa.roles.names import words_of

_FREQUENT = 50
_ICD = r"^\s*[A-TV-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?\s*$"
"""ICD-10 and ICD-10-CM: a letter, a digit, a digit or letter, and up to four more behind a point."""


class Parameters(CheckParameters):
    """Which words belong to which category."""

    most_cells: Annotated[float, Field(ge=0, le=1)]
    """Share of the rows whose value must be a word of the category."""
    people: tuple[str, ...]
    """Words of a column's name that show that a table is about people."""
    reaches: tuple[str, ...]
    """Words of a column's name for a way to contact or identify a person."""
    never: tuple[str, ...]
    """Words of a column's name that belong to no category."""
    names: dict[str, tuple[str, ...]]
    """Regular expressions for words of a column's name, by category."""
    values: dict[str, tuple[str, ...]]
    """Regular expressions for values, by category."""


@check(reads=("columns",), parameters=Parameters)
def special_categories(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of the rows with a value of a special category (GDPR Art. 9 and 10), by words in column names and values.

    Values count if most of a column's rows are words of one category, whatever its name is; a name alone counts if the table is
    about people. `people` is 1 if a column names people or a way to contact them, else 0.
    """
    named = _named_people(audit)
    about_people = named or bool(audit.task.protected) or _speaks_of_people(audit)
    found: dict[str, list[str]] = {}
    for column, part in audit.profiles():
        if part.role not in ("nested", "image", "constant") and column.present:
            category, by_values = _category(column, audit.parameters)
            if category and (by_values or about_people):
                found.setdefault(category, []).append(column.name)
    for category, columns in sorted(found.items()):
        present = max(audit.profile.columns[name].present for name in columns)
        yield Measurement(
            value=present / audit.rows,
            unit="share of rows",
            columns=tuple(columns),
            about=category,
            details={"column_count": len(columns), "people": float(named)},
        )


def _speaks_of_people(audit: Context[Parameters]) -> bool:
    return any(set(words_of(name)) & set(audit.parameters.people) for name in audit.profile.columns)


def _category(column: ColumnProfile, parameters: Parameters) -> tuple[str, bool]:
    """Return the category of a column, "" for none, and whether its values show it."""
    said = f" {' '.join(words_of(column.name))} "
    if any(f" {word} " in said for word in parameters.never):
        return "", False
    held = _of_values(column, parameters)
    if held and held[1] >= parameters.most_cells:
        return held[0], True
    return next((c for c, words in parameters.names.items() if any(re.search(f" (?:{word}) ", said) for word in words)), ""), False


def _of_values(column: ColumnProfile, parameters: Parameters) -> tuple[str, float] | None:
    """Return the category whose words most of the frequent values are, and the share of their rows."""
    if column.kind != "text" or not column.top or column.distinct < 2:
        return None
    values = pl.DataFrame(
        {"v": [str(value) for value, _ in column.top[:_FREQUENT]], "n": [count for _, count in column.top[:_FREQUENT]]}
    )
    total, best = int(values.get_column("n").sum()), ("", 0.0)
    if total < 0.5 * column.present:
        return None
    plain = values.with_columns(v=pl.col("v").str.to_lowercase().str.replace_all(r"[^\p{L}\d]+", " ").str.strip_chars())
    for category, words in parameters.values.items():
        hit = plain.get_column("v").str.contains(rf"^(?:{'|'.join(words)})$")
        share = float((hit * values.get_column("n")).sum()) / total
        if int(hit.sum()) >= 2 and share > best[1]:
            best = (category, share)
    icd = values.get_column("v").str.contains(_ICD)
    if (
        len(values) >= 8
        and int((icd * values.get_column("n")).sum()) >= 0.95 * total
        and values.get_column("v").str.slice(0, 1).n_unique() > 3
    ):
        best = ("health data", 1.0)
    return best if best[0] else None


def _named_people(audit: Context[Parameters]) -> bool:
    """Return whether a column names people or a way to contact them."""
    reach, parameters = set(audit.parameters.reaches), parameters_of("names-of-people")
    every = {name: set(words_of(name)) for name in audit.profile.columns}
    if any(words & reach and audit.profile.columns[name].distinct > 1 for name, words in every.items()):
        return True
    for column, part in audit.profiles():
        if column.kind == "text" and part.role != "nested" and column.present and column.distinct >= 0.5 * column.present:
            look = look_of(audit.profile.sample.get_column(column.name), parameters)
            others = {word for other, words in every.items() if other != column.name for word in words}
            if look is not None and sort_of(column.name, look, others, parameters) is not None:
                return True
    return False
