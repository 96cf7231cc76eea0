"""Which different categories may be names of one: short and long, in another order, yes and true."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

_WORDS = re.compile(r"[^\W_]+|&")
_INITIALS, _FEW, _PREFIX, _LEFT_OUT, _SERIES = 5, 50, 3, 3, 3
"""Letters of an acronym at most; values up to which two are enough; letters of a prefix at least, and that it lacks at least;
prefixes from which on they are a habit."""


def truth_values(counts: Mapping[str, int], ways: Sequence[Sequence[str]], share: float) -> dict[str, str]:
    """Return the odd ones of truth values that are written in several ways, each with that of the commonest way.

    Parameters
    ----------
    counts : mapping of str to int
        Rows of each different text.
    ways : sequence of pairs of str
        How true and false are written.
    share : float
        Share of the rows that must be truth values.
    """
    folded = {text: text.strip().casefold() for text in counts}
    sides = {word: side for way in ways for side, word in enumerate(way)}
    told = {text: count for text, count in counts.items() if folded[text] in sides}
    if len(told) < 3 or sum(told.values()) < share * sum(counts.values()):
        return {}
    best = max(ways, key=lambda way: sum(count for text, count in told.items() if folded[text] in way))
    present = set(folded.values())
    whole = {word for way in ways if set(way) <= present for word in way}
    # one letter without its counterpart may be a value of its own
    odd = {text for text in told if folded[text] not in best and (len(folded[text]) > 1 or folded[text] in whole)}
    if not odd or not set(best) <= whole:
        return {}
    usual: dict[int, str] = {}
    for text in sorted(told, key=lambda one: (told[one], one)):
        if text not in odd and folded[text] in best:
            usual[best.index(folded[text])] = text
    return {text: usual[sides[folded[text]]] for text in sorted(odd) if sides[folded[text]] in usual}


def synonyms(counts: Mapping[str, int], short: Mapping[str, str], same: Sequence[Sequence[str]]) -> dict[str, str]:
    """Return texts that may mean the same as a commoner one, each with that one.

    Parameters
    ----------
    counts : mapping of str to int
        Rows of each different text.
    short : mapping of str to str
        Words and their abbreviations; both in lower case.
    same : sequence of sequences of str
        Names of one thing; marks between words and capitals do not count.
    """
    groups: dict[tuple[str, ...], set[str]] = defaultdict(set)
    written: dict[str, tuple[str, ...]] = {}
    known = {_plain(name): names[0] for names in same for name in names}
    for text in counts:
        plainly = _WORDS.findall(text.casefold())
        words = tuple(short.get(word, word) for word in plainly)
        if (meant := known.get(_plain(text))) is not None:
            groups["same", meant].add(text)
        written[text] = tuple(plainly)
        if len(words) > 1:
            groups[("words", *words)].add(text)
            if text.count(",") <= 1 and not any(letter.isdigit() for letter in text):
                groups[("order", *sorted(words))].add(text)
    for text, meant in {**_acronyms(counts), **_prefixes(counts)}.items():
        groups["short", meant] |= {text, meant}
    found: dict[str, str] = {}
    for kind, members in sorted((key, group) for key, group in groups.items() if len(group) > 1):
        if kind[0] == "order" and len({"," in text for text in members}) < 2:
            continue  # "A to B" is not "B to A"
        if kind[0] == "words" and len({written[text] for text in members}) < 2:
            continue  # the same words, written in another way
        best = min(members, key=lambda text: (-counts[text], text))
        found |= {text: best for text in sorted(members) if text != best and text not in found}
    return {text: meant for text, meant in found.items() if found.get(meant) != text}


def _plain(text: str) -> str:
    return " ".join(_WORDS.findall(text.casefold().replace(".", "")))


def _acronyms(counts: Mapping[str, int]) -> dict[str, str]:
    """Pair capitals with the one text whose words begin with them."""
    long: dict[str, set[str]] = defaultdict(set)
    for text in counts:
        words = re.findall(r"[^\W\d_]+", text)
        if len(words) > 1 and not text.isupper():
            long["".join(word[0] for word in words).upper()].add(text)
            long["".join(word[0] for word in words if word[0].isupper())].add(text)
    least = 2 if len(counts) <= _FEW else 3  # two letters fit many names
    found = {}
    for text in counts:
        bare = text.replace(".", "").strip()
        if least <= len(bare) <= _INITIALS and bare.isalpha() and bare.isupper() and len(long.get(bare, ())) == 1:
            found[text] = next(iter(long[bare]))
    return found


def _prefixes(counts: Mapping[str, int]) -> dict[str, str]:
    """Pair shortened words with the one text that they begin: with a full stop, or where several are shortened."""
    words = sorted(text for text in counts if text.isalpha() and len(text) >= _PREFIX + _LEFT_OUT)
    dotted: dict[str, str] = {}
    plain: dict[str, str] = {}
    for text in counts:
        start = text.strip().removesuffix(".")
        if not (_PREFIX <= len(start) <= 6 and start.isalpha()):
            continue
        begun = [word for word in words if word.casefold().startswith(start.casefold()) and len(word) >= len(start) + _LEFT_OUT]
        if len(begun) == 1:
            (dotted if text.strip().endswith(".") else plain)[text] = begun[0]
    brief = sum(text.isalpha() and _PREFIX <= len(text) <= 6 for text in counts)
    return dotted | (plain if len(plain) >= max(_SERIES, brief / 2) else {})
