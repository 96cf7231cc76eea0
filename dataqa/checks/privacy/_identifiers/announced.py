"""What only a word beside it, or the name of its column, shows to be personal: passports, licences, plates, births, places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import polars as pl

from dataqa.arrays import Floats
from dataqa.roles.names import words_of

_MONTH = r"(?:\p{L}{3,9}\.?)"
_DATE = (
    rf"(?:\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:\d{{4}}|\d\d)"
    rf"|\d{{1,2}}(?:st|nd|rd|th|\.)? {_MONTH},? \d{{4}}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})"
)
_CODE = r"[A-Z0-9][A-Z0-9 -]{3,18}[A-Z0-9]"
_PLACE = r"[-+]?\d{1,2}\.\d{3,}°? ?[NS]?[,;/ ] ?(?:\p{L}{1,9}[ :=]{1,2})?[-+]?\d{1,3}\.\d{3,}"
_GAP = r"(?:[^\d\p{Lu}]|\bN[or]\b|\bNumber\b|\bI[DSs]\b){0,24}?"
_FORMS = {
    "passport numbers": _CODE,
    "driving licence numbers": _CODE,
    "licence plates": r"[A-Z0-9ÄÖÜ][A-Z0-9ÄÖÜ -]{2,10}[A-Z0-9]",
    "dates of birth": _DATE,
    "exact coordinates": _PLACE,
}
"""The forms, each counted behind a word of the rule only."""


def announced(
    texts: pl.Series, name: str, words_of_kinds: Mapping[str, Iterable[str]], most_cells: float
) -> Iterator[tuple[str, Floats]]:
    """Yield each kind that words announce, with its certainty for each text; 0 if a text has none."""
    said = f" {' '.join(words_of(name))} "
    # the forms are looked for behind a word only, and looking for a word is quick
    spoken = bool(texts.str.contains(f"(?i){'|'.join(word for words in words_of_kinds.values() for word in words)}").any())
    for kind, words in words_of_kinds.items():
        form = _FORMS[kind]
        any_of = "|".join(words)
        text = rf"(?i:(?:^|[^\p{{L}}])(?:{any_of})(?:$|[^\p{{L}}])){_GAP}({form})\b"
        cell = rf"^\s*{form}\s*$"
        scores = np.zeros(len(texts))
        if any(f" {word} " in said for word in words):
            hit = texts.str.contains(cell).to_numpy()
            scores[hit & (hit.mean() >= most_cells)] = 0.9
        if spoken:
            held = texts.str.extract(text, 1)
            # a code has digits, three at least: no mere words in capitals
            scores[(held.str.count_matches(r"\d").fill_null(0) >= (2 if kind == "licence plates" else 4)).to_numpy()] = 0.8
        if scores.any():
            yield kind, scores
