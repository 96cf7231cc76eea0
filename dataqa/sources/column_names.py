"""Column names: text, unique, not empty, whatever came in; and names for helper columns that no data has."""

from __future__ import annotations

from collections.abc import Sequence

from dataqa.sources.messages import listed, without_surrogates

_RESERVED = "\0"


def helper(name: str) -> str:
    """Return a name for a column that stands beside columns of the data: none of theirs holds its first character."""
    return _RESERVED + name


def clean_names(names: Sequence[object]) -> tuple[list[str], list[str]]:
    """Turn names of any kind into unique text.

    Parameters
    ----------
    names : sequence of object
        As they came.

    Returns
    -------
    names : list of str
        One a column.
    notes : list of str
        Every change that a person would want to know.
    """
    texts = [as_text(name) for name in names]
    wanted = [_safe(text, position) for position, text in enumerate(texts, start=1)]
    # Names made here never take the place of one that came in: "x (2)" may be there already.
    given, taken = set(texts), {*texts, *wanted}
    seen: set[str] = set()
    result: list[str] = []
    repeated: list[str] = []
    unnamed: list[str] = []
    patterns: list[str] = []
    retyped: list[str] = []
    for name, text, want in zip(names, texts, wanted, strict=True):
        unique = want
        if want in seen or (want != text and want in given):
            number = 2
            while (unique := f"{want} ({number})") in taken:
                number += 1
        if want != text:
            (patterns if text.strip() else unnamed).append(unique)
        elif unique != want:
            repeated.append(unique)
        elif not isinstance(name, str):
            retyped.append(unique)
        seen.add(unique)
        taken.add(unique)
        result.append(unique)
    notes = [f"columns whose names were there before are called {listed(repeated)}"] if repeated else []
    notes += [f"columns without a name are called {listed(unnamed)}"] if unnamed else []
    notes += [f"columns whose names are patterns are called {listed(patterns)}"] if patterns else []
    notes += [f"column names that are no text were turned into {listed(retyped)}"] if retyped else []
    return result, notes


def as_text(name: object) -> str:
    """Return a name as text, as it came; an empty one stays empty."""
    if isinstance(name, tuple):
        return " / ".join(part for part in (as_text(each) for each in name) if part.strip())
    return "" if name is None else without_surrogates(str(name)).replace(_RESERVED, "\ufffd")


def _safe(text: str, position: int) -> str:
    if not text.strip():
        return f"(unnamed {position})"
    # Polars expands such a name to other columns wherever it is asked for, even inside the methods of a series
    return f"({text})" if text == "*" or (text.startswith("^") and text.endswith("$")) else text
