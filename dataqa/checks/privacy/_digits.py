"""Card and account numbers, and addresses of people and devices on the net: what they look like, and their check digits."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from dataqa.identifying import IPV6, WALLET

Bools = npt.NDArray[np.bool_]
_LOOKED_UP = 20_000

MAY_HOLD = (
    r"(?i)@|\d(?:\D{0,3}\d){4}|::|(?:[0-9a-f]{1,4}[:.-]){2}[0-9a-f]{1,4}|\b[a-z]{5}\d{4}[a-z]\b"
    r"|\b(?:bc1|0x|[13])[0-9a-z]{25}|\d{1,3}(?:\.\d{1,3}){3}"
)
"""Whatever holds none of the kinds does not match this: a quick first look."""
URL = r"(?i)\b(?:https?://|www\.)\S+"
MAIL = r"(?i)(?:^|[^\w.+%-])[a-z0-9_%+-][a-z0-9._%+-]*@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)*\.[a-z]{2,18}(?:$|[^\w@-])"
CARD = r"(?:^|[^\d.,\w-])(?:\d{13,19}|\d{4}([ -])\d{4}[ -]\d{4}[ -]\d{4}|\d{4}[ -]\d{6}[ -]\d{5})(?:$|[^\d\w-])"
ISSUERS = (
    r"^(?:4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}"
    r"|6(?:011|5\d\d|4[4-9]\d)\d{12}|35\d{14})$"
)
IBAN = r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b"
_OCTET = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
VERSION = r"(?i)\b(?:v|ver|version|release|build)\.? ?\d[\d.]*"
IPV4 = rf"(?:^|[^\d.\w]){_OCTET}(?:\.{_OCTET}){{3}}(?:$|[^\d.\w-]|\.(?:\s|$))"


def matches(texts: pl.Series, patterns: Sequence[str]) -> Bools:
    """Return which texts match one of several patterns."""
    found = np.zeros(len(texts), dtype=np.bool_)
    for pattern in patterns:
        found |= texts.str.contains(pattern).to_numpy()
    return found


def checked(texts: pl.Series, pattern: str, kept: str, verify: str) -> tuple[Bools, int, int]:
    """Look for numbers with a check digit.

    Parameters
    ----------
    texts : polars.Series of String
        No nulls.
    pattern : str
        What such a number looks like.
    kept : str
        The characters that count, as a pattern: the others are taken out.
    verify : {"luhn", "mod 97"}
        How it is checked.

    Returns
    -------
    tuple
        Which texts hold a number that passes, how many numbers look like one, how many of them pass.
    """
    found = pl.DataFrame({"at": np.arange(len(texts)), "number": texts.str.extract_all(pattern)}).explode("number").drop_nulls()
    numbers = found.get_column("number").str.replace_all(rf"[^{kept}]", "")
    good = luhn(numbers) & numbers.str.contains(ISSUERS).to_numpy() if verify == "luhn" else mod97(numbers)
    hit = np.zeros(len(texts), dtype=np.bool_)
    hit[found.get_column("at").to_numpy()[good]] = True
    return hit, len(good), int(good.sum())


def luhn(numbers: pl.Series) -> Bools:
    """Return which texts of digits pass the Luhn formula (ISO/IEC 7812-1)."""
    digits = _places(numbers, 19).astype(np.int64) - ord("0")
    digits[digits < 0] = 0  # leading places of shorter numbers
    doubled = digits[:, -2::-2] * 2
    total = digits[:, ::-2].sum(axis=1) + (doubled - 9 * (doubled > 9)).sum(axis=1)
    return np.asarray((total % 10 == 0) & (total > 0), dtype=np.bool_)


def mod97(numbers: pl.Series) -> Bools:
    """Return which account numbers have the right check digits (ISO 7064 MOD 97-10, as ISO 13616 has it)."""
    turned = pl.DataFrame({"n": numbers}).select(pl.col("n").str.slice(4) + pl.col("n").str.slice(0, 4)).to_series()
    places = _places(turned, 34)
    rest = np.zeros(len(numbers), dtype=np.int64)
    for place in range(places.shape[1]):
        code = places[:, place].astype(np.int64)
        letter = code >= ord("A")
        value = np.where(letter, code - ord("A") + 10, np.maximum(code - ord("0"), 0))
        rest = (rest * np.where(letter, 100, 10) + value) % 97
    return np.asarray(rest == 1, dtype=np.bool_)


def _places(numbers: pl.Series, width: int) -> npt.NDArray[np.uint8]:
    """One row a number, one byte a character, filled with zeros from the left."""
    padded = numbers.str.slice(0, width).str.pad_start(width, "0").to_list()
    return np.frombuffer("".join(padded).encode("ascii", "replace"), dtype=np.uint8).reshape(len(padded), width)


def addresses(texts: pl.Series, most: float) -> Bools:
    """Return which texts hold an IP address; of four short numbers only where `most` of the texts are nothing else.

    1.2.3.4 may be a section or a version, 127.0.0.1 and 0.0.0.0 are nobody's.
    """
    numbers = texts.str.replace_all(VERSION, " ").str.extract_all(IPV4)
    told = pl.element().str.replace_all(r"[^\d.]", "").str.strip_chars(".")
    alone = texts.str.contains(rf"^\s*{_OCTET}(?:\.{_OCTET}){{3}}\s*$")
    wide = texts.str.contains(r"(?:^|\.)[12]\d\d(?:\.|$)")
    column = float(alone.mean() or 0) >= most and float(wide.mean() or 0) >= 0.5  # type: ignore[arg-type]
    real = numbers.list.eval(((told.str.len_chars() >= 9) | column) & ~told.str.contains(r"^(?:0|127|255)\.")).list.any()
    found: Bools = matches(texts, (rf"(?:^|[^\w:])(?:{IPV6})(?:$|[^\w:])",)) | real.fill_null(False).to_numpy()
    return found


def wallets(texts: pl.Series) -> Bools:
    """Return which texts hold the address of a wallet, its checksum right where it has one of its own kind."""
    from stdnum import bitcoin

    at = np.flatnonzero(texts.str.contains(WALLET).to_numpy())
    found = np.zeros(len(texts), dtype=np.bool_)
    held = texts.gather(at).str.extract(f"({WALLET})", 1).head(_LOOKED_UP)
    found[at[: len(held)]] = [text.startswith("0x") or bitcoin.is_valid(text) for text in held]
    return found
