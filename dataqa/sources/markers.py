"""Texts that mean "missing": the conventional ones, and values that only look like values."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import polars as pl

from dataqa.arrays import Positions

CONVENTIONAL = ("NA", "N/A", "n/a", "NaN", "nan", "NULL", "null", "Null", "#N/A", "<NA>", "NaT")
"""What programs write for a missing value."""

IN_TEXT = (*CONVENTIONAL, "?")
"""What means "missing" in a column of text, too, where it is frequent enough."""

WORDS = (
    "missing", "unknown", "undefined", "unspecified", "empty", "not available", "not applicable", "not reported", "not recorded",
    "no data", "no value", "keine angabe", "unbekannt", "inconnu", "desconocido", "sin datos", "ignorado", "onbekend",
)  # fmt: skip
"""What people write for it: each says why a value is missing, and two of them may say different things."""
ELSEWHERE = (
    *IN_TEXT, *(written for word in WORDS for written in (word, word.capitalize(), word.title(), word.upper())),
    "None", "none", "NONE", "-", "--", "---", ".", "n.a.", "N.A.", "na", "<unknown>", "<null>", "<NULL>", "(null)", "(NULL)",
    "[null]", "[NULL]", "\\N", "#VALUE!", "#REF!", "#DIV/0!", "#NUM!", "#NAME?", "#NULL!",
    "0000-00-00", "0000-00-00 00:00:00", "00/00/0000", "00.00.0000",
)  # fmt: skip
"""What means "missing" where all other cells are numbers or dates."""

BLANK = " "
"""The name that cells of nothing but white space go by."""

_UNSEEN = r"^[\s\x{00AD}\x{200B}-\x{200F}\x{2060}\x{FEFF}]+$"
"""Nothing that is seen: blanks, and characters without a width."""
_FREQUENT = 0.005
_FEW_DISTINCT = 50
_AS_OFTEN = 2
"""How many times the rows of a usual value a word has at most that is written like a name, and is one: Null, Nan."""
_CODE = "NA"
"""The one mark that is a code, too: of Namibia, North America, sodium."""
_CODES, _ALIKE = 3, 0.9
"""From so many other codes of two letters on, and from which share of the different texts, it is one of them."""


def bare(cells: pl.Series) -> pl.Series:
    """Return texts without blanks around them; those of nothing but blanks and characters without a width are empty."""
    stripped = cells.str.strip_chars()
    unseen = stripped.str.contains(_UNSEEN)
    return stripped.set(unseen, "") if unseen.any() else stripped


def is_marker(stripped: pl.Series, tokens: tuple[str, ...]) -> pl.Series:
    """Return True for stripped cells that are empty or one of the tokens, False for all others, null ones too."""
    return (stripped.is_in(["", *tokens])).fill_null(False)


def located(cells: pl.Series, stripped: pl.Series, marked: pl.Series) -> dict[str, Positions]:
    """Return the positions of marked cells by token.

    Parameters
    ----------
    cells : polars.Series
        The texts as they came.
    stripped : polars.Series
        The same without white space around them.
    marked : polars.Series of bool
        Which cells are markers.

    Returns
    -------
    dict of str to ndarray
        ``""`` for empty cells, ``" "`` for those of white space.
    """
    where = marked.arg_true()
    if not where.len():
        return {}
    raw, tokens = cells.gather(where), stripped.gather(where)
    tokens = tokens.set((tokens == "") & (raw != ""), BLANK)
    positions = where.to_numpy().astype(np.int64)
    return {token: positions[(tokens == token).to_numpy()] for token in tokens.unique(maintain_order=True).to_list()}


def believed_in_text(found: dict[str, Positions], cells: pl.Series) -> dict[str, Positions]:
    """Keep the tokens that mean "missing" in a column of text.

    One message that says "NA" is a message. Blank cells are always missing; a word is where it is frequent, or where
    the column has so few distinct values that it is one of a list of categories. "NA" among other codes of two letters is a code,
    and a question mark among other signs a sign.
    """
    if any(token.strip() for token in found) and signs_only(cells, found):
        return {token: positions for token, positions in found.items() if not token.strip()}
    rare = {token for token, positions in found.items() if token.strip() and len(positions) < _enough(cells.len())}
    if len(found) and (distinct := cells.n_unique()) <= _FEW_DISTINCT:
        rare = set()
    elif any(token.istitle() for token in found):
        # a surname: written as the others are, and no more often than they
        usual = (cells.len() - cells.null_count()) / distinct
        rare |= {token for token, positions in found.items() if token.istitle() and len(positions) <= _AS_OFTEN * usual}
    if _CODE in found and _one_of_codes(found, cells):
        rare = rare | {_CODE}
    return {token: positions for token, positions in found.items() if token not in rare}


def signs_only(cells: pl.Series, found: Iterable[str]) -> bool:
    """Return whether the other texts of a column have no letter and no digit: marks at the end of sentences, strands, charges."""
    others = cells.unique().drop_nulls()
    others = others.filter(~others.str.strip_chars().is_in(["", *found]))
    return others.len() > 0 and not others.str.contains(r"[\p{L}\p{N}]").any()


def _one_of_codes(found: dict[str, Positions], cells: pl.Series) -> bool:
    """Return whether "NA" stands among other codes of two capital letters, and is not most of the column."""
    if 2 * len(found[_CODE]) > cells.len() - cells.null_count():
        return False
    texts = cells.unique().drop_nulls().str.strip_chars().unique()
    others = texts.filter(~texts.is_in(["", *found]))
    codes = int(others.str.contains("^[A-Z][A-Z]$").sum())
    return codes >= _CODES and codes >= _ALIKE * others.len()


def _enough(rows: int) -> float:
    return max(2.0, _FREQUENT * rows)
