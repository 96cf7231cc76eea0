"""Numbers, names and units as people read them; the one place that turns values into words."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from dataqa.model import SEVERITIES, Issue

_MINUS = "−"
_HIDDEN = frozenset("\u200b\u200e\u200f\u2060\ufeff\u061c") | {chr(c) for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def visible(text: object, limit: int | None = None) -> str:
    """Return a text on one line, in which control, direction and broken characters are seen and do nothing.

    Parameters
    ----------
    text : object
        Anything from the data.
    limit : int or None
        Longest result, in characters; what is cut off is shown as ``…``.

    Returns
    -------
    str
        Without newlines; safe to write as UTF-8.
    """
    raw = str(text)
    if limit is not None:
        raw = raw[: limit + 1]
    shown = raw if raw.isprintable() and raw.isascii() else "".join(map(_shown, raw))
    return shown if limit is None or len(shown) <= limit else shown[: limit - 1].rstrip() + "…"


def lowered(text: str) -> str:
    """Return a sentence as it stands within another: its first word in lower case, unless that is an acronym or one letter."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def lines(text: str) -> str:
    """Return a text of several lines, each of them `visible`."""
    return "\n".join(map(visible, text.split("\n")))


def _shown(character: str) -> str:
    if character in _SHORT:
        return _SHORT[character]
    if character in _HIDDEN or unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}:
        return f"\\x{ord(character):02x}" if ord(character) < 256 else f"\\u{ord(character):04x}"
    return character


def number(value: Any) -> str:
    """Return a number with thousands separators and three or four significant digits: ``12,345``, ``0.0312``."""
    if value is None or not math.isfinite(value):
        return "–"
    size = abs(value)
    if value == int(value) and size < 1e15:
        text = f"{abs(int(value)):,}"
    elif size >= 1e15 or size < 1e-4:
        text = f"{size:.2e}"
    elif size >= 1000:
        text = f"{size:,.0f}"
    else:
        text = f"{size:.3g}" if size < 100 else f"{size:.1f}"
    return (_MINUS if value < 0 else "") + text


def share(value: float) -> str:
    """Return a share as per cent: ``12%``, ``0.4%``, ``<0.01%``, and never 0 % or 100 % of what is not."""
    if not math.isfinite(value):
        return "–"
    percent = abs(100 * value)
    if 0 < percent < 0.01:
        return "<0.01%"
    if 99.9 < percent < 100:
        return ">99.9%"
    digits = 0 if percent == round(percent) or 10 <= percent < 99 else 1 if percent >= 1 else 2
    return (_MINUS if value < 0 else "") + f"{percent:.{digits}f}%"


def amount(value: float, unit: str) -> str:
    """Return a value with its unit: ``20% of rows``, ``412 days``."""
    if unit.startswith("share"):
        return share(value) + unit.removeprefix("share")
    one = value == 1 and unit in {"rows", "days", "columns", "years", "values"}
    return f"{number(value)} {unit[:-1] if one else unit}".rstrip()


def span(interval: Sequence[float], unit: str) -> str:
    """Return an interval: ``18% to 22%``."""
    one = share if unit.startswith("share") else number
    return f"{one(interval[0])} to {one(interval[1])}"


def score(value: float) -> str:
    """Return a score as a whole number, ``–`` where there is none; 99.6 is 99, for only what is whole is 100."""
    if not math.isfinite(value):
        return "–"
    return str(math.floor(value) if 99 < value < 100 else round(value))


def points(cost: float) -> str:
    """Return a cost in points of score: ``−4.2``, ``<0.1``, ``0``."""
    if not math.isfinite(cost):
        return "–"
    return "0" if cost <= 0 else "<0.1" if cost < 0.05 else f"{_MINUS}{cost:.1f}"


def gain(restored: float) -> str:
    """Return what the score would gain, in points: ``+4.2``, ``<0.1``, ``0``."""
    return points(restored).replace(_MINUS, "+")


def short(text: str, limit: int) -> str:
    """Return a sentence of at most `limit` characters, cut after a whole word where there is one."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    whole = cut[: cut.rfind(" ")] if " " in cut[limit // 2 :] and text[limit - 1] != " " else cut
    return whole.rstrip(" ,;:(") + "…"


def count(many: int, one: str, several: str | None = None) -> str:
    """Return ``1 row``, ``2,000 rows``."""
    return f"{many:,} {one if many == 1 else several or one + 's'}"


def size_of(rows: int, columns: int, seen: int | None = None) -> str:
    """Return ``2,000 rows × 3 columns``; of a sample ``2,000 of 9,000 rows × 3 columns``."""
    many = count(rows, "row") if seen is None else f"{rows:,} of {count(seen, 'row')}"
    return f"{many} × {count(columns, 'column')}"


def listed(names: Sequence[str], limit: int = 12, width: int = 60) -> str:
    """Return names in a line, cut after `limit`: ``a, b and 3 more``."""
    shown = ", ".join(visible(name, width) for name in names[:limit])
    return f"{shown} and {len(names) - limit:,} more" if len(names) > limit else shown


def marked(text: str, names: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """Return a sentence in parts, and of each whether it is code: one of the names, standing as a word, or text in backticks.

    Parameters
    ----------
    text : str
        The sentence, as it is shown.
    names : sequence of str
        Of columns.

    Returns
    -------
    tuple of (str, bool)
        The parts make up the text, but for the backticks around code.
    """
    shown = sorted(
        {name for name in (visible(name, 60) for name in names[:12]) if name.strip()}, key=lambda name: (-len(name), name)
    )
    names_of = "|".join(map(re.escape, shown)) or r"(?!)"
    found = re.split(rf"`({names_of})`|`([^`]+)`|(?<!\w)({names_of})(?!\w)", text)
    return tuple((part, place % 4 != 0) for place, part in enumerate(found) if part)


def plain(value: Any, limit: int = 60) -> str:
    """Return a cell of a profile, number, date or text, in few characters."""
    if isinstance(value, bool) or value is None:
        return "–" if value is None else str(value).lower()
    if isinstance(value, datetime):
        midnight = value.hour == value.minute == value.second == value.microsecond == 0
        return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    try:
        return number(value)
    except (TypeError, ValueError, OverflowError):
        return visible(value, limit)


def severities(issues: Sequence[Issue]) -> str:
    """Return how many issues there are of each severity, worst first: ``1 critical, 3 high``."""
    found = [(sum(i.severity == severity for i in issues), severity) for severity in SEVERITIES]
    return ", ".join(f"{n:,} {severity}" for n, severity in found if n)
