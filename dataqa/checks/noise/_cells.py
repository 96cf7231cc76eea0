"""Cells as they are quoted in texts."""

from __future__ import annotations

from typing import Any

_LONGEST = 40


def brief(cell: Any, longest: int = _LONGEST) -> str:
    """Return a cell on one line and not too long; characters that cannot be seen are escaped, and midnight is left out.

    >>> brief("New\\u00a0York"), brief("x" * 50, 5)
    ('New\\\\xa0York', 'xxxx…')
    """
    text = str(cell).removesuffix(" 00:00:00").replace("`", "'")
    text = "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in text[: longest + 1])
    return text if len(text) <= longest else text[: longest - 1] + "…"
