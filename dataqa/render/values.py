"""Values of a column's profile as text, and how often they stand there as a bar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from dataqa.profile.column import ColumnProfile
from dataqa.render import words
from dataqa.render.masking import Masker, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar of a small picture: its height from 0 to 1 and what it says when pointed at."""

    height: float
    told: str


def edge(column: ColumnProfile, at: float) -> str:
    """Return where a bar of a number, or of dates (seconds since 1970), begins or ends."""
    if column.kind != "datetime":
        return words.number(at)
    try:
        return words.plain(datetime.fromtimestamp(at, UTC).replace(tzinfo=None))
    except (ValueError, OverflowError, OSError):
        return words.number(at)


def value(column: ColumnProfile, cell: object, masker: Masker, *, masked: bool) -> str:
    """Return a frequent value as it is shown."""
    if masked:
        return whole(words.plain(cell))
    return words.visible(masker.cell(column.name, cell), 40) if isinstance(cell, str) else words.plain(cell, 40)
