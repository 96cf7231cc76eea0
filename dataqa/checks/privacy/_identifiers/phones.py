"""Telephone numbers: how they are written around the world, and whether a country's plan has room for them."""

from __future__ import annotations

import re

import numpy as np
import polars as pl

from dataqa.arrays import Floats

_B, _E = r"(?:^|[^\d\w.,/+#=-]|[:=])", r"(?:$|[^\d\w/-]|[/-](?:\D|$)|(?: ?(?:x|ext\.?|#) ?\d{1,6})\b)"
INTERNATIONAL = (
    rf"(?:^|[^\d\w.+])\+\d(?:[ ().-]{{0,3}}\d){{7,14}}{_E}"  # +44 20 7946 0958
    rf"|{_B}00[1-9]\d?[ .-](?:[ ().-]{{0,3}}\d){{7,12}}{_E}"  # 0049 30 901820
)
NATIONAL = (
    rf"{_B}(?:(?:1|001)[ .-])?\(\d{{3}}\) ?\d{{3}}[ .-]\d{{4}}{_E}"  # (212) 555-0123
    rf"|{_B}(?:(?:1|001)[ .-])?[2-9]\d\d-[2-9]\d\d-\d{{4}}{_E}"  # 212-555-0123
    rf"|{_B}(?:(?:1|001)[ .-])?[2-9]\d\d\.[2-9]\d\d\.\d{{4}}{_E}"
    rf"|{_B}0\d{{2,5}}[ /-]\d{{3,4}}(?:[ -]\d{{2,4}}){{0,2}}{_E}"  # 0207 153 9153
    rf"|{_B}0[1-9](?:(?: \d\d){{4}}|(?:\.\d\d){{4}}|(?:-\d\d){{4}}){_E}"  # 06 12 34 56 78
    rf"|{_B}0\d{{1,4}}(?: ?/ ?|-)\d{{5,9}}{_E}|{_B}0\d{{3,4}} \d{{5,8}}{_E}"  # 030/901820, 0151 23456789
    rf"|{_B}0\d{{1,3}}-\d{{2,3}}(?: \d{{2,3}}){{1,2}}{_E}"  # 08-442 247 63
    rf"|{_B}(?:0\d-\d{{4}}|0\d\d-\d{{3,4}}|0\d{{3}}-\d\d)-\d{{4}}{_E}"  # 03-1234-5678
    rf"|{_B}\(0\d{{1,5}}\) ?\d{{2,5}}(?:[ -]?\d{{2,5}}){{1,3}}{_E}"  # (030) 123456, (02) 9123 4567
    rf"|{_B}\([1-9]\d\) ?9?\d{{4}}[ -]\d{{4}}{_E}"  # (11) 91234-5678
    rf"|{_B}8 ?\(\d{{3}}\) ?\d{{3}}[ -]\d\d[ -]\d\d{_E}|{_B}1[3-9]\d[ -]\d{{4}}[ -]\d{{4}}{_E}"  # 8 (912) 345-67-89, 138 1234 5678
)
PROSE = r"(?:^|[^\d\w.,/=#-])0[1-9]\d{8,9}(?:$|[^\d])"
"""Ten or eleven digits from a 0 on; only in prose, for codes are written so, too."""
BESIDE_WORD = r"(?:^|[^\w])(?:%s)(?:\b[^\d+]{0,20})?\+?\d(?:[ ().-]{0,2}\d){8,13}(?:$|[^\d])"
"""Nine digits and more close behind a word that announces a telephone number; only in prose."""
LABELLED = (
    r"(?i:\b(?:phone|telephone|tel|telefon|tél|teléfono|mobile|cell|fax)\b\.?(?: (?:no|number)\.?)?:\s*)"
    r"\(?\d{2,4}\)?(?:[ -]\d{2,4}){1,4}(?:$|[^\d\w-])"
)
"""Seven digits and more, in groups, behind a label; only in prose."""
CELL = r"^\s*(?:tel\.?:? ?)?\+?[\d ().\-/]{7,24}(?: ?(?:x|ext\.?) ?\d{1,6})?\s*$"
_LOOKED_UP = 20_000
_PLANS = ("US", "GB", "DE", "FR", "JP", "AU", "IT", "NL", "SE", "CH", "IN", "TR", "PL", "BR", "CN", "RU")


def phones(texts: pl.Series, patterns: list[tuple[str, float]]) -> Floats:
    """Return how sure it is that each text holds a telephone number; 0 where it holds none.

    Parameters
    ----------
    texts : polars.Series of String
        Different ones, without links, card and account numbers.
    patterns : list of (str, float)
        What a number looks like, and how sure such a one is.

    Notes
    -----
    A number with a country's code must be possible there by phonenumbers (Apache-2.0, the data of libphonenumber; 0.1 s to import,
    19 µs a number). The plans of single countries take nearly half of all ten digits at random: for numbers without a country's
    code the way of writing tells more, and possible in some country is all that is asked.
    """
    scores = np.zeros(len(texts))
    for pattern, sure in patterns:
        where = np.flatnonzero(texts.str.contains(pattern).to_numpy())
        held = texts.gather(where)
        frame = pl.DataFrame({"at": where, "number": held.str.extract_all(pattern)}).explode("number").drop_nulls()
        different = frame.get_column("number").unique().sort()
        looked = different.head(_LOOKED_UP)
        bad = looked.filter(
            pl.Series(
                [not possible(number) or (pattern == PROSE and _book(number)) or _journal(number) for number in looked],
                dtype=pl.Boolean,
            )
        )
        at = frame.filter(~pl.col("number").is_in(bad.implode())).get_column("at").to_numpy()
        scores[at] = np.maximum(scores[at], sure)
    return scores


def column(texts: pl.Series, scores: Floats, most: float) -> bool:
    """Return whether a column is one of telephone numbers: some surely are, and nearly all others could be."""
    return bool((scores >= 0.8).mean() >= 1 - most and (texts.str.contains(CELL).to_numpy() | (scores > 0)).mean() >= most)


def possible(text: str) -> bool:
    """Return whether some country's plan has room for a number as it is written."""
    import phonenumbers as library

    digits = "".join(c for c in text if c.isdigit())
    international = "+" in text
    if digits.startswith("00") and not international:
        international, text = True, "+" + digits[2:]
    for region in (None,) if international else _PLANS:
        try:
            if library.is_possible_number(library.parse(text, region)):
                return True
        except library.NumberParseException:
            continue
    return False


def _book(text: str) -> bool:
    """Return whether ten bare digits may as well be the number of a book."""
    from stdnum import isbn

    digits = "".join(c for c in text if c.isdigit())
    return len(digits) == 10 and bool(isbn.is_valid(digits))


def _journal(text: str) -> bool:
    """Return whether a number is written as that of a journal is, with its check digit: 0098-7484."""
    from stdnum import issn

    written = text.strip(" \t\n.,;:()[]")
    return re.fullmatch(r"\d{4}-\d{3}[\dXx]", written) is not None and bool(issn.is_valid(written))
