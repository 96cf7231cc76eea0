"""Cells as they are quoted in texts."""

from __future__ import annotations

from typing import Any

_LONGEST, _DIGITS, _PLAIN = 40, 12, 1e10


def brief(cell: Any, longest: int = _LONGEST) -> str:
    """Return a cell on one line and not too long; characters that cannot be seen are escaped, and midnight is left out.

    >>> brief("New\\u00a0York"), brief("x" * 50, 5)
    ('New\\\\xa0York', 'xxxx…')
    """
    text = str(cell).removesuffix(" 00:00:00").replace("`", "'")
    if isinstance(cell, float) and len(text) > _DIGITS:
        text = f"{cell:.8g}"
    text = "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in text[: longest + 1])
    return text if len(text) <= longest else text[: longest - 1] + "…"


def rounded_text(value: float, digits: int = 4) -> str:
    """Return a number with so many significant digits, and thousands separators where it is not too large for them.

    >>> amount(55978123.4), amount(0.14159), amount(2.451231248e10)
    ('55,980,000', '0.1416', '2.451e+10')
    """
    return f"{float(f'{value:.{digits}g}'):,.10g}" if abs(value) < _PLAIN else f"{value:.4g}"
