"""Which different texts are spellings of one: over the different values of a column, never over its rows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from dataqa.checks._edits import one_edit
from dataqa.checks._faults import faults, same_length, standing
from dataqa.checks._word_slips import WORDS, in_use, slips_of_words, texts_with_words, words_rows

_LOOSE = re.compile(r"(?<!\d)[\s\-_./,;:'\"’`´*?!~|]+(?!\d)")
_DIGITS = re.compile(r"\d+")
_LONGEST = 64


def same_but_for_form(values: Sequence[str]) -> dict[str, list[str]]:
    """Group texts that differ in case, blanks and punctuation only.

    A blank or mark beside a digit counts ("1 5" is not "15"), and so does case where fewer than three letters are left.

    Returns
    -------
    dict of str to list of str
        Two and more texts each, in the order given.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for value in values:
        bare = " ".join(value.split())
        letters = sum(map(str.isalpha, bare))
        key = _LOOSE.sub("", bare).casefold() if letters >= 3 else bare
        if key:
            groups[key].append(value)
    return {key: members for key, members in groups.items() if len(members) > 1}


def variants(counts: Mapping[str, int], limits: Mapping[str, float]) -> tuple[dict[str, str], set[str]]:
    """Return the texts that are variants of a commoner one, each with that one; and which of them have letters wrong.

    Parameters
    ----------
    counts : mapping of str to int
        Rows of each different text.
    limits : mapping
        As of `typing_errors`.
    """
    right: dict[str, str] = {}
    for members in same_but_for_form(sorted(counts)).values():
        # a spelling with stray blanks is never the right one, however frequent: `text-hygiene` strips them
        best = min(members, key=lambda text: (text != " ".join(text.split()), -counts[text], text))
        right |= {text: best for text in members if text != best}
    for text in counts:
        if (meant := decoded(text)) != text and meant in counts:
            right[text] = right.get(meant, meant)
    slips = typing_errors({text: count for text, count in counts.items() if text not in right}, limits)
    return {text: meant for text, meant in (right | slips).items() if text != meant}, set(slips)


def decoded(text: str) -> str:
    """Return a text as it was before its UTF-8 was read in another encoding, once or twice; the text itself where it was not."""
    if text.isascii():
        return text
    for encoding in ("cp1252", "latin-1"):
        try:
            text = text.encode(encoding).decode("utf-8")
            break
        except UnicodeError:
            continue
    from ftfy import fix_encoding  # also where a part was lost since; but it leaves short and Turkish words as they are

    return fix_encoding(text)


def typing_errors(counts: Mapping[str, int], limits: Mapping[str, float]) -> dict[str, str]:
    """Return rare texts that are a frequent one with a few letters wrong.

    Parameters
    ----------
    counts : mapping of str to int
        Rows of each different text.
    limits : mapping
        ``rare_rows``, ``rare_share``: how rare beside the frequent one; ``swapped_share``: the same, of two letters that changed
        places; ``frequent_rows``; ``letters``: least letters of the word that differs; ``wrong_share``: letters wrong, of all;
        ``fault_texts``, ``fault_rows``: from so many texts on one letter stands for others by a fault, and their rows each;
        ``inner_share``, ``inner_letters``, ``column_share``: how frequent a variant may be that lacks or doubles a letter inside a
        word of so many, beside the right one and in the whole column.

    Returns
    -------
    dict of str to str
        Each such text with the frequent one, the nearest and of these the most frequent.
    """
    usable = {text: count for text, count in counts.items() if 0 < len(text) <= _LONGEST}
    frequent = sorted((text for text, count in usable.items() if count >= limits["frequent_rows"]), key=lambda t: (-usable[t], t))
    most = max(limits["swapped_share"], limits["rare_share"]) * (usable[frequent[0]] if frequent else 0)
    rare = [text for text, count in usable.items() if count <= most]
    pairs = [*one_edit(rare, frequent), *same_length(rare, frequent, limits)]
    pairs = sorted(pair for pair in pairs if _believable(pair[0], pair[1], int(limits["letters"])))
    broken = faults(pairs, usable, limits)
    total = sum(counts.values())
    found: dict[str, tuple[int, int, str]] = {}
    rows_with, texts_with = words_rows(counts), texts_with_words(counts)
    for wrong, right, distance in pairs:
        faulty = standing(wrong, right) in broken
        # a slip hardly ever hits the first letter, where many true names differ (Pollock & Zamora 1984); a fault hits any
        if not faulty and (distance > 1 or _first_differs(wrong, right)):
            continue
        swapped = len(wrong) == len(right) and sorted(wrong) == sorted(right)
        share = limits["swapped_share"] if swapped else limits["rare_share"]
        rows = usable[right] if swapped else limits["fault_rows"] if faulty else limits["rare_rows"]
        few = min(rows, share * usable[right])
        if _inside(wrong, right, int(limits["inner_letters"])):
            few = max(few, min(limits["inner_share"] * usable[right], limits["column_share"] * total))
        if usable[wrong] > few or (not faulty and _known_words(wrong, right, rows_with, texts_with)):
            continue
        entry = (distance, -usable[right], right)
        if wrong not in found or entry < found[wrong]:
            found[wrong] = entry
    for wrong, right in slips_of_words(counts, rows_with, texts_with, limits).items():
        found.setdefault(wrong, (0, 0, right))
    return {wrong: right for wrong, (_, _, right) in sorted(found.items()) if right not in found}


def _known_words(wrong: str, right: str, rows_with: Mapping[str, int], texts_with: Mapping[str, int]) -> bool:
    """Whether the words that differ stand in other texts, too: then they are words, and no slips."""
    mine, theirs = WORDS.findall(wrong.casefold()), WORDS.findall(right.casefold())
    if len(mine) != len(theirs) or len(mine) < 2:
        return False
    return any(a != b and in_use(a, b, rows_with, texts_with) for a, b in zip(mine, theirs, strict=True))


def _inside(wrong: str, right: str, letters: int) -> bool:
    """Whether a letter is lacking or too many inside a long word: another letter, or another ending, may make another word."""
    mine, theirs = WORDS.findall(wrong), WORDS.findall(right)
    if len(mine) != len(theirs) or abs(len(wrong) - len(right)) != 1:
        return False
    changed = [(a, b) for a, b in zip(mine, theirs, strict=True) if a != b]
    return len(changed) == 1 and len(changed[0][1]) >= letters and all(a[0] == b[0] and a[-2:] == b[-2:] for a, b in changed)


def _first_differs(wrong: str, right: str) -> bool:
    """Whether a word that differs begins with another letter; not so where two letters changed places."""
    mine, theirs = WORDS.findall(wrong), WORDS.findall(right)
    if len(mine) != len(theirs) or sorted(wrong) == sorted(right):
        return False
    return any(a[0] != b[0] for a, b in zip(mine, theirs, strict=True) if a != b)


def _believable(wrong: str, right: str, letters: int) -> bool:
    """Whether the difference lies in words long enough for one letter to be a slip, and in no number."""
    if _DIGITS.findall(wrong) != _DIGITS.findall(right):
        return False
    mine, theirs = WORDS.findall(wrong), WORDS.findall(right)
    if len(mine) != len(theirs):  # a blank is lacking, or one too many
        return min(len(wrong), len(right)) >= 2 * letters
    if any(len(b) < letters for a, b in zip(mine, theirs, strict=True) if a != b and len(mine) == 1):
        return False
    changed = [b for a, b in zip(mine, theirs, strict=True) if a != b]
    return bool(changed) and max(map(len, changed)) >= letters
