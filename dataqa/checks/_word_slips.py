"""Texts whose strange words are slips of known ones."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import product

from dataqa.checks._edits import near_words

WORDS = re.compile(r"[^\W\d_]+")
_LONGEST, _MOST_STRANGE, _WAYS = 400, 6, 2
_REPEATED, _SINGLE = 0.05, 0.25


def words_rows(counts: Mapping[str, int]) -> Counter[str]:
    """Return in how many rows each word stands."""
    rows: Counter[str] = Counter()
    for text, count in counts.items():
        for word in set(WORDS.findall(text.casefold())):
            rows[word] += count
    return rows


def texts_with_words(counts: Mapping[str, int]) -> Counter[str]:
    """Return in how many different texts each word stands."""
    return Counter(word for text in counts for word in set(WORDS.findall(text.casefold())))


def in_use(word: str, right: str, rows_with: Mapping[str, int], texts_with: Mapping[str, int]) -> bool:
    """Whether a word is too frequent beside another to be its slip: first names stand in several texts, a slip in one."""
    return rows_with[word] > (_REPEATED if texts_with[word] > 1 else _SINGLE) * rows_with[right]


def slips_of_words(
    counts: Mapping[str, int], rows_with: Mapping[str, int], texts_with: Mapping[str, int], limits: Mapping[str, float]
) -> dict[str, str]:
    """Return rare texts that become a commoner one when each word that stands nowhere else is put right.

    How many such words would be near a known one by chance is told by the known ones: as many of the words that are in use look
    like another. Where that explains more than a tenth of what is found, only what is much rarer than the other is a slip.

    Parameters
    ----------
    counts : mapping of str to int
        Rows of each different text.
    rows_with, texts_with : mapping of str to int
        Rows and different texts of each word.
    limits : mapping
        As of `typing_errors`; ``known_rows``: rows of the commoner text; ``known_share``: of them, that a slip may have;
        ``chance``: what chance may explain.
    """
    letters = int(limits["letters"])
    texts = {text: count for text, count in counts.items() if 0 < len(text) <= _LONGEST}
    known: dict[str, str] = {}
    for text, count in sorted(texts.items(), key=lambda item: (item[1], item[0])):
        if count >= limits["known_rows"]:
            known[text.casefold()] = text
    words = {word for text in known for word in WORDS.findall(text)}
    rare = [text for text, count in texts.items() if count <= limits["rare_rows"] and text.casefold() not in known]
    new: dict[str, list[str]] = {}
    for text in sorted(rare):
        strange = [word for word in WORDS.findall(text.casefold()) if word not in words]
        if strange and all(len(word) >= letters - 1 for word in strange):
            new[text] = strange
    near = near_words({word for strange in new.values() for word in strange}, words, letters)
    found: dict[str, tuple[str, int]] = {}
    for text, strange in new.items():
        ways = [[one for one in near.get(word, ()) if not in_use(word, one[1], rows_with, texts_with)] for word in strange]
        if all(ways) and len(strange) <= _MOST_STRANGE:
            for right, apart in _put_right(text.casefold(), strange, ways):
                if right in known and counts[text] <= limits["known_share"] * counts[known[right]]:
                    found[text] = (known[right], apart)
                    break
    if not found:
        return {}
    alike = near_words(words, words, letters)
    usable = sum(len(word) >= letters for word in words)
    one, two = ((sum(each[0][0] <= most for each in alike.values()) + 0.5) / (usable + 1) for most in (1, 2))
    single = [text for text in new if len(WORDS.findall(text)) == 1]
    kept = {}
    for text, (right, apart) in found.items():
        if len(WORDS.findall(text)) == 1:
            rival = sum(len(WORDS.findall(other)) == 1 and other_apart == apart for other, (_, other_apart) in found.items())
            chance = (one if apart == 1 else two) * len(single) / rival
            if chance > limits["chance"] and (
                apart > 1 or chance > 5 * limits["chance"] or counts[right] < limits["frequent_rows"]
                or counts[text] > limits["rare_share"] * counts[right]
            ):  # fmt: skip
                continue
        kept[text] = right
    return kept


def _put_right(text: str, strange: Sequence[str], near: Sequence[Sequence[tuple[int, str]]]) -> list[tuple[str, int]]:
    """Return what a text may have been, the nearest first, each with the number of slips in its worst word."""
    ways = []
    for chosen in product(*(words[:_WAYS] for words in near)):
        right = _with_words(text, {word: meant for word, (_, meant) in zip(strange, chosen, strict=True)})
        ways.append((sum(apart for apart, _ in chosen), right, max(apart for apart, _ in chosen)))
    return [(right, worst) for _, right, worst in sorted(ways)]


def _with_words(text: str, words: Mapping[str, str]) -> str:
    return WORDS.sub(lambda found: words.get(found[0], found[0]), text)
