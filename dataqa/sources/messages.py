"""Small texts for people: counts, excerpts, the gist of an error."""

from __future__ import annotations

ZONE_NOTE = "times with a zone were converted to UTC"

_EXCERPT = 120


def counted(count: int, thing: str) -> str:
    """Return ``'1 row'``, ``'2,000 rows'``, ``'2 boxes'``."""
    ending = "" if count == 1 else "es" if thing.endswith("x") else "s"
    return f"{count:,} {thing}{ending}"


def listed(names: list[str], most: int = 5) -> str:
    """Return the first names in quotes, and how many more there are."""
    told = ", ".join(repr(name) for name in names[:most])
    return told if len(names) <= most else f"{told} and {len(names) - most:,} more"


def excerpt(line: int, text: str) -> str:
    """Return a line that could not be read, with its 1-based number, cut to a length that can be shown."""
    return f"line {line}: {text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + '…'}"


def first_line(error: BaseException) -> str:
    """Return the first line of what went wrong, for a message of one line."""
    return next(iter(str(error).splitlines()), type(error).__name__).strip().rstrip(".")


def without_surrogates(text: str) -> str:
    """Replace lone surrogates, which Python's text may hold and UTF-8 may not."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
