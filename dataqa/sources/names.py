"""Column names: text, unique, not empty, whatever came in."""

from __future__ import annotations

from collections.abc import Sequence

from dataqa.sources.words import listed, without_surrogates


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
    texts = [_text(name) for name in names]
    wanted = [text if text.strip() else f"(unnamed {position})" for position, text in enumerate(texts, start=1)]
    # Names made here never take the place of one that came in: "x (2)" may be there already.
    taken = set(wanted)
    seen: set[str] = set()
    result: list[str] = []
    repeated: list[str] = []
    unnamed: list[str] = []
    retyped: list[str] = []
    for name, text, want in zip(names, texts, wanted, strict=True):
        unique = want
        if want in seen:
            number = 2
            while (unique := f"{want} ({number})") in taken:
                number += 1
            repeated.append(unique)
        elif want != text:
            unnamed.append(unique)
        elif not isinstance(name, str):
            retyped.append(unique)
        seen.add(unique)
        taken.add(unique)
        result.append(unique)
    notes = [f"columns whose names were there before are called {listed(repeated)}"] if repeated else []
    notes += [f"columns without a name are called {listed(unnamed)}"] if unnamed else []
    notes += [f"column names that are no text were turned into {listed(retyped)}"] if retyped else []
    return result, notes


def _text(name: object) -> str:
    if isinstance(name, tuple):
        return " / ".join(part for part in (_text(each) for each in name) if part.strip())
    return "" if name is None else without_surrogates(str(name))
