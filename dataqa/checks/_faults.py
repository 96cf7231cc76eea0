"""Letters that stand in place of others, as a broken key, a bad reader or a lost encoding writes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from dataqa.arrays import Letters

_PAIRS = 2_000_000


def standing(wrong: str, right: str) -> str:
    """Return the one letter that stands in place of others, or an empty string."""
    letters = {a for a, b in zip(wrong, right, strict=True) if a != b} if len(wrong) == len(right) else set()
    return letters.pop() if len(letters) == 1 else ""


def faults(pairs: Sequence[tuple[str, str, int]], counts: Mapping[str, int], limits: Mapping[str, float]) -> set[str]:
    """Return the letters that stand for others in so many rare texts that something writes them by mistake."""
    seen: dict[str, set[str]] = defaultdict(set)
    for wrong, right, _ in pairs:
        if counts[wrong] <= min(limits["fault_rows"], limits["rare_share"] * counts[right]):
            seen[standing(wrong, right)].add(wrong)
    return {letter for letter, texts in seen.items() if letter and len(texts) >= limits["fault_texts"]}


def same_length(texts: Sequence[str], frequent: Sequence[str], limits: Mapping[str, float]) -> list[tuple[str, str, int]]:
    """Pair texts of one length in which one letter stands in place of several others, as a broken key writes it."""
    by_length: dict[int, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for text in texts:
        by_length[len(text)][0].append(text)
    for text in frequent:
        by_length[len(text)][1].append(text)
    pairs: list[tuple[str, str, int]] = []
    for length, (some, known) in sorted(by_length.items()):
        if not known or length < limits["letters"]:
            continue
        letters, targets = _letters(some, length), _letters(known, length)
        step = max(1, _PAIRS // (len(known) * length))
        for start in range(0, len(some), step):
            differ = letters[start : start + step, None, :] != targets[None, :, :]
            wrong = differ.sum(axis=2)
            for row, column in np.argwhere((wrong >= 2) & (wrong <= limits["wrong_share"] * length)).tolist():
                standing = {some[start + row][place] for place in np.flatnonzero(differ[row, column])}
                if len(standing) == 1:
                    pairs.append((some[start + row], known[column], int(wrong[row, column])))
    return pairs


def _letters(texts: Sequence[str], length: int) -> Letters:
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return codes.reshape(len(texts), length)


def stand_ins(counts: Mapping[str, int], letters: set[str], limits: Mapping[str, float]) -> dict[str, str]:
    """Return rare texts that are a frequent one but for letters that are known to stand in place of others, digits too.

    In texts of up to three letters, only where no text of the column that is not rare beside the commonest has such a letter.

    Parameters
    ----------
    counts : mapping of str to int
        Rows of each different text.
    letters : set of str
        As other columns showed them.
    limits : mapping
        ``frequent_rows``, ``rare_share``, ``most_replaced``: letters wrong, of all.
    """
    frequent = [text for text, count in counts.items() if count >= limits["frequent_rows"]]
    most = max(counts.values(), default=0)
    found: dict[str, str] = {}
    for letter in sorted(letters):
        free = not any(letter in text for text in frequent if counts[text] > limits["rare_share"] * most)
        by_length: dict[int, list[str]] = defaultdict(list)
        for text in frequent:
            by_length[len(text)].append(text)
        for wrong in sorted(text for text in counts if letter in text and len(text) in by_length and (free or len(text) > 3)):
            codes = _letters([wrong], len(wrong))[0]
            rights = sorted(by_length[len(wrong)], key=lambda text: (-counts[text], text))
            differ = _letters(rights, len(wrong)) != codes
            fits = ~(differ & (codes != ord(letter))).any(axis=1) & (differ.sum(axis=1) >= 1)
            fits &= differ.sum(axis=1) <= limits["most_replaced"] * len(wrong)
            for place in np.flatnonzero(fits)[:1].tolist():
                if counts[wrong] <= limits["rare_share"] * counts[rights[place]]:
                    found.setdefault(wrong, rights[place])
    return found
