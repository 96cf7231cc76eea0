"""Words that are a slip or two of the keyboard away from known ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

_MOST, _LONG, _LONGEST = 5_000, 8, 24
"""Words of each side; letters from which a word may have two slips; letters of a word."""


def one_edit(texts: Sequence[str], frequent: Sequence[str]) -> set[tuple[str, str, int]]:
    """Pair texts one edit apart (Damerau 1964): they share a text with one letter left out (Mor & Fraenkel 1982)."""
    from rapidfuzz.distance import OSA

    by_part: dict[str, list[str]] = defaultdict(list)
    for right in frequent:
        for part in {right, *_shorter(right)}:
            by_part[part].append(right)
    pairs: set[tuple[str, str, int]] = set()
    for wrong in texts:
        for part in {wrong, *_shorter(wrong)}:
            for right in by_part.get(part, ()):
                if OSA.distance(wrong, right, score_cutoff=1) == 1:
                    pairs.add((wrong, right, 1))
    return pairs


def _shorter(text: str) -> set[str]:
    return {text[:place] + text[place + 1 :] for place in range(len(text))}


def near_words(words: Iterable[str], known: Iterable[str], letters: int) -> dict[str, list[tuple[int, str]]]:
    """Return for each word the known ones that it may be a slip of, the nearest first, each with its distance.

    Two words are near that share what is left of them without a letter or two (Mor & Fraenkel 1982), and are no further apart
    (Damerau 1964): a letter lacking, too many, or another, or two swapped. A slip hardly ever hits the first letter, where many
    true words differ (Pollock & Zamora 1984): there, only another letter or a swap in a longer word is one.

    Parameters
    ----------
    words, known : iterable of str
        In lower case.
    letters : int
        A known word of fewer letters has no slips: they would be other words.
    """
    from rapidfuzz.distance import OSA

    parts: dict[str, list[str]] = defaultdict(list)
    for right in sorted(one for one in set(known) if letters <= len(one) <= _LONGEST)[:_MOST]:
        for part in _parts(right):
            parts[part].append(right)
    found: dict[str, list[tuple[int, str]]] = {}
    for word in sorted(one for one in set(words) if letters - 1 <= len(one) <= _LONGEST)[:_MOST]:
        rights = {right for part in _parts(word) for right in parts.get(part, ())} - {word}
        near = sorted((OSA.distance(word, right), right) for right in rights if _believable(word, right))
        near = [(apart, right) for apart, right in near if apart <= (2 if len(right) >= _LONG else 1)]
        if near:
            found[word] = near
    return found


def _believable(wrong: str, right: str) -> bool:
    """Whether the first letter is right, or swapped with the second, or alone wrong in a word that is long enough."""
    if wrong[0] == right[0] or wrong[:2] == right[1::-1]:
        return True
    return len(wrong) == len(right) > _LONG - 2 and wrong[1:] == right[1:]


def _parts(word: str) -> Iterator[str]:
    """Yield a word, and it without a letter; without two where it is long."""
    seen = {word}
    for left_out in range(1, 3 if len(word) >= _LONG - 1 else 2):
        for places in combinations(range(len(word)), left_out):
            seen.add("".join(letter for place, letter in enumerate(word) if place not in places))
    yield from sorted(seen)
