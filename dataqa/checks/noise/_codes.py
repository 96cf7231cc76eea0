"""Numbers that are names: postcodes, phone numbers."""

from __future__ import annotations

from collections.abc import Collection

from dataqa.roles.names import words_of


def is_code(column: str, words: Collection[str]) -> bool:
    """Return True where the last word of a column's name says that its numbers are no amounts."""
    return any(word in words for word in words_of(column)[-1:])
