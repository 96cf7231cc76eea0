"""Names of classes that differ by slips of the keyboard."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NAMES, _FREQUENT, _LONG, _WORD = 2_000, 200, 8, 4
_DIGITS = re.compile(r"\d+")


def slips(names: Sequence[str], rows: Sequence[int], shortest: int, rarity: float) -> dict[str, str]:
    """Return the rare names that are a slip away from a frequent one.

    Parameters
    ----------
    names : sequence of str
        The most frequent first.
    rows : sequence of int
        Rows of each.
    shortest : int
        Characters below which a slip makes another word.
    rarity : float
        Share of the frequent name's rows that a slip must not exceed.

    Returns
    -------
    dict
        Slip to meant name.
    """
    found: dict[str, str] = {}
    frequent: list[tuple[str, int]] = []
    for name, count in zip(names[:_NAMES], rows, strict=False):
        if not shortest <= len(name) <= 100:
            continue
        near = (other for other, many in frequent if count <= rarity * many and abs(len(name) - len(other)) <= 1)
        meant = next((other for other in near if _slip(name, other)), None)
        if meant is not None:
            found[name] = meant
        elif len(frequent) < _FREQUENT:
            frequent.append((name, count))
    return found


def _slip(a: str, b: str) -> bool:
    """Return whether one name is the other with slips (Damerau 1964, CACM 7:171-176): a letter more, less or other, or two swapped.

    The digits must be the same, and words of fewer than four letters (grade A, grade B). In names of eight letters each word may
    have another letter for every four that it has.
    """
    if a == b or _DIGITS.findall(a) != _DIGITS.findall(b):
        return False
    ours, theirs = a.split(" "), b.split(" ")
    if len(ours) != len(theirs):  # a blank that was lost
        return _one(a, b)
    pairs = [(x, y) for x, y in zip(ours, theirs, strict=True) if x != y]
    if any(min(len(x), len(y)) < _WORD for x, y in pairs):
        return False
    if len(pairs) == 1 and _one(*pairs[0]):
        x, y = pairs[0]
        # a letter put before a word makes another word (typical, atypical), and in a short name so does another first letter
        return x[0] == y[0] or (len(x) == len(y) and len(a) >= _LONG)
    return len(a) >= _LONG and all(
        len(x) == len(y) and sum(p != q for p, q in zip(x, y, strict=True)) <= len(x) // _WORD for x, y in pairs
    )


def _one(a: str, b: str) -> bool:
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    a, b = a[start:], b[start:]
    if len(a) == len(b):
        return a[1:] == b[1:] or (len(a) > 1 and a[:2] == b[1::-1] and a[2:] == b[2:])
    return a[1:] == b or a == b[1:]
