"""Card and account numbers, and addresses of people and devices on the net: what they look like, and their check digits."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import polars as pl

from dataqa.arrays import Bools, Bytes, Floats
from dataqa.checks.privacy._identifiers.sureness import sureness
from dataqa.identifying import IPV6, WALLET

_LOOKED_UP, _FEW = 20_000, 5

MAY_HOLD_NUMBERS = (
    r"(?i)\d(?:\D{0,3}\d){4}|::|(?:[0-9a-f]{1,4}[:.-]){2}[0-9a-f]{1,4}|\b[a-z]{5}\d{4}[a-z]\b"
    r"|\b(?:bc1|0x|[13])[0-9a-z]{25}|\d{1,3}(?:\.\d{1,3}){3}|plate|kennzeichen|matr[ií]cul|registration"
)
MAY_HOLD = rf"{MAY_HOLD_NUMBERS}|@|\(at\)|\[at\]"
"""Whatever holds none of the kinds does not match this: a quick first look."""
IN_LINK = r"://[^\s/@]+@"
"""A user and a password in a link, which look like an address."""
URL = r"(?i)\b(?:https?://|www\.)\S+"
MAIL = r"(?i)(?:^|[^\w.+%-])[a-z0-9_%+-][a-z0-9._%+-]*@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)*\.[a-z]{2,18}(?:$|[^\w@-])"
_DOT = r"(?:\.|\(dot\)|\[dot\]|dot)"
SPACED_MAIL = (
    r"(?i)(?:^|[^\w.])[a-z0-9_+-]+(?: ?\. ?[a-z0-9_+-]+)* (?:@|\(at\)|\[at\]) [a-z0-9-]+"
    rf"(?: {_DOT} [a-z0-9-]+)* {_DOT} "
    r"(?:com|org|net|edu|gov|info|biz|io|co|de|fr|uk|es|nl|pl|se|ch|dk|fi|cz|ru|br|jp|cn|au|ca|eu)(?:$|\W)"
)
"""An address whose signs stand apart: as tokenisers leave it, or to hide it from programs."""
CARD = r"(?:^|[^\d.,\w-])(?:\d{13,19}|\d{4}([ -])\d{4}[ -]\d{4}[ -]\d{4}|\d{4}[ -]\d{6}[ -]\d{5})(?:$|[^\d\w-])"
ISSUERS = (
    r"^(?:4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}"
    r"|6(?:011|5\d\d|4[4-9]\d)\d{12}|35\d{14}|(?:2131|1800)\d{11})$"
)
IBAN = r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b"
_OCTET = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
VERSION = r"(?i)\b(?:v|ver|version|release|build)\.? ?\d[\d.]*"
IPV4 = rf"(?:^|[^\d.\w]){_OCTET}(?:\.{_OCTET}){{3}}(?:$|[^\d.\w-]|\.(?:\s|$))"


def matches(texts: pl.Series, patterns: Sequence[str]) -> Bools:
    """Return which texts match one of several patterns."""
    found = np.zeros(len(texts), dtype=np.bool_)
    for pattern in patterns:  # what matches one already need not be searched for the next
        rest = np.flatnonzero(~found)
        found[rest] = texts.gather(rest).str.contains(pattern).to_numpy()
    return found


def cards(texts: pl.Series, least: float) -> Floats:
    """Return how sure it is that each text holds a card number: begun like one of an issuer, and with the check digit of Luhn.

    Numbers in groups of four and numbers without are judged apart, each by how many that begin so pass: a tenth do by chance.
    """
    return _passing(texts, CARD, "0-9", luhn, least, begin=ISSUERS, chances=(0.03, 0.1))


def accounts(texts: pl.Series, least: float) -> Floats:
    """Return how sure it is that each text holds an international bank account number, with its check digits."""
    return _passing(texts, IBAN, "A-Z0-9", mod97, least, begin=r"^[A-Z]{2}\d\d", chances=(0.01, 0.01))


def _passing(
    texts: pl.Series,
    pattern: str,
    kept: str,
    passes: Callable[[pl.Series], Bools],
    least: float,
    *,
    begin: str,
    chances: tuple[float, float],
) -> Floats:
    scores = np.zeros(len(texts))
    found = pl.DataFrame({"at": np.arange(len(texts)), "number": texts.str.extract_all(pattern)}).explode("number").drop_nulls()
    number = pl.col("number").str.strip_chars(" \t\n.,;:()[]\"'")
    found = found.with_columns(grouped=number.str.contains(r"\d[ -]\d"), number=pl.col("number").str.replace_all(rf"[^{kept}]", ""))
    # thirteen digits are the number of an article or a book
    forms = found.filter(pl.col("number").str.len_chars() != 13).get_column("grouped")
    found = found.filter(pl.col("number").str.contains(begin))
    for grouped, chance in zip((True, False), chances, strict=True):
        part = found.filter(pl.col("grouped") == grouped)
        good = passes(part.get_column("number"))
        # one bare number that passes where a tenth do is little; its issuer and length tell something, too
        sure = sureness(int(good.sum()), len(good), chance if len(good) > _FEW else chance / 3)
        if sure >= least and good.sum() >= max(0.5 * len(good), 0.3 * int((forms == grouped).sum())):
            scores[part.get_column("at").to_numpy()[good]] = sure
    return scores


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


def _places(numbers: pl.Series, width: int) -> Bytes:
    """One row a number, one byte a character, filled with zeros from the left."""
    padded = numbers.str.slice(0, width).str.pad_start(width, "0").to_list()
    return np.frombuffer("".join(padded).encode("ascii", "replace"), dtype=np.uint8).reshape(len(padded), width)


def addresses(texts: pl.Series, most: float) -> Bools:
    """Return which texts hold an IP address; without a number from 100 on only where `most` of the texts are nothing else.

    1.2.3.4 may be a section or a version, 127.0.0.1 and 0.0.0.0 are nobody's.
    """
    numbers = texts.str.replace_all(VERSION, " ").str.extract_all(IPV4)
    told = pl.element().str.replace_all(r"[^\d.]", "").str.strip_chars(".")
    alone = texts.str.contains(rf"^\s*{_OCTET}(?:\.{_OCTET}){{3}}\s*$")
    wide = texts.str.contains(r"(?:^|\.)[12]\d\d(?:\.|$)")
    column = float(alone.mean() or 0) >= most and float(wide.mean() or 0) >= 0.5  # type: ignore[arg-type]
    real = numbers.list.eval(
        (told.str.contains(r"(?:^|\.)[12]\d\d(?:\.|$)") | column) & ~told.str.contains(r"^(?:0|127|255)\.")
    ).list.any()
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
