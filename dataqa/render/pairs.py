"""Two cells beside each other: which words differ."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

Parts = tuple[tuple[str, bool], ...]
"""A text in parts, and of each whether it is marked."""
_WORDS = re.compile(r"\w+|\W", re.UNICODE)
_LONGEST = 2_000


def whole(text: str) -> Parts:
    """Return a text with nothing marked."""
    return ((text, False),)


def differing(first: str, second: str) -> tuple[Parts, Parts]:
    """Return two texts with the words marked in which they differ.

    Parameters
    ----------
    first, second : str
        Texts of up to some thousand characters; of longer ones all is marked.

    Returns
    -------
    tuple of (tuple of (str, bool))
        Each text in parts, in order, and of each part whether the other text lacks it.
    """
    if first == second:
        return whole(first), whole(second)
    if len(first) + len(second) > _LONGEST:
        return ((first, True),), ((second, True),)
    a, b = _WORDS.findall(first), _WORDS.findall(second)
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    for kind, a0, a1, b0, b1 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        for side, part in ((left, a[a0:a1]), (right, b[b0:b1])):
            if part:
                side.append(("".join(part), kind != "equal"))
    return tuple(left), tuple(right)
