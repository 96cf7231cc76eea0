"""What dirt in texts looks like: broken encodings, invisible characters, what another program should have decoded."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass

import polars as pl

from dataqa.task import Role

# what UTF-8's second and later bytes are as Latin-1 or Windows-1252
_TAIL = r"\x{80}-\x{bf}€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_ACCENTED = r"[AEIOUYaeiouy](?:acute|grave|circ|uml|tilde|ring|slash)|[Cc]cedil|[Nn]tilde|szlig|AElig|aelig|oelig"
# letters of two scripts that look alike: a Latin word needs none of the others, and the other way round
_CYRILLIC, _GREEK, _LATIN = "аеорсхуіѕјАВЕКМНОРСТХІЅЈ", "οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aeopcxyABEKMHOPCTX"


@dataclass(frozen=True, slots=True)
class Dirt:
    """One kind: what to look for, whether free text may have it, and what a cell must not hold for it to be dirt."""

    pattern: str
    in_prose: bool = True
    unless: str = ""


KINDS: dict[str, Dirt] = {
    "blanks": Dirt(r"^\s+\S|\S\s+$", in_prose=False),
    "control": Dirt(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x{80}-\x{9f}\x{ad}\x{200b}\x{2060}\x{feff}]"),
    # UTF-8 read as Latin-1 or Windows-1252 gives these, which no language writes
    "encoding": Dirt(
        rf"\x{{fffd}}|[ÃÂ][{_TAIL}]|â€[\x{{80}}-\x{{bf}}™œžš“”˜¢¦]?|ðŸ|ï»¿|(?:[ÐÑÎÏ][{_TAIL}]){{2}}|(?:[à-ï][{_TAIL}]{{2}}){{2}}",
    ),
    "lost": Dirt(r"\p{L}\?\p{Ll}", in_prose=False, unless=r"[=/]"),
    "entities": Dirt(
        rf"&(?:amp|lt|gt|quot|apos|nbsp|[lr][sda]quo|hellip|[mn]dash|{_ACCENTED}|euro|pound|copy|reg|trade|deg|middot|bull"
        r"|#[0-9]{2,6}|#x[0-9A-Fa-f]{2,5});",
    ),
    "escapes": Dirt(
        r"\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|(?:\\r)?\\n(?:[\s\p{Lu}\d\\]|$)|\p{L}%20\p{L}|%[Cc]3%[89AaBb][0-9A-Fa-f]",
        unless=r":\\|://",
    ),
    "tags": Dirt(
        r"(?i)</?(?:p|br|b|i|u|em|strong|div|span|ul|ol|li|h[1-6]|table|tbody|tr|td|th|img|font|hr|pre|blockquote|iframe|script"
        r"|style)(?:\s[^<>]*)?/?>|<a\s[^<>]*>|</a>",
    ),
    "letters": Dirt(
        rf"[A-Za-z][{_CYRILLIC}{_GREEK}](?:[^\p{{Cyrillic}}\p{{Greek}}]|$)|(?:^|\P{{L}})[{_CYRILLIC}{_GREEK}][A-Za-z]{{2}}"
        rf"|\p{{Cyrillic}}[{_LATIN}]\p{{Cyrillic}}",
    ),
    "forms": Dirt(r"[\p{Latin}\p{Greek}\p{Cyrillic}][\x{300}-\x{36f}]"),
    "inner": Dirt(r"\S\s*[\x{a0}\x{2000}-\x{200a}\x{202f}]\s*\S", in_prose=False),
}
_ANY = "|".join(f"(?:{kind.pattern})" for kind in KINDS.values())


_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\u2060\ufeff]")
_WINDOWS = {code: letter for code in range(0x80, 0xA0) if (letter := bytes([code]).decode("cp1252", "ignore"))}
"""What codes that no text has mean where Windows-1252 was read as Latin-1: a closing quotation mark, three dots."""
_BLANKS = re.compile("[\xa0\u2000-\u200a\u202f]+")
_ENTITY = re.compile(KINDS["entities"].pattern)


def cleaned(text: str) -> str:
    """Return a text without the dirt that can be taken off in one way only: what it stands for is not in doubt."""
    text = _ENTITY.sub(lambda found: html.unescape(found[0]), text).translate(_WINDOWS)
    return unicodedata.normalize("NFC", _BLANKS.sub(" ", _INVISIBLE.sub("", text))).strip()


def dirty(cells: pl.Series) -> pl.Series:
    """Return which texts may have dirt of some kind."""
    return cells.str.contains(_ANY)


def with_dirt(cells: pl.Series, kind: str) -> pl.Series:
    """Return those texts that have dirt of one kind."""
    dirt = KINDS[kind]
    found = cells.filter(cells.str.contains(dirt.pattern))
    if dirt.unless and len(found):
        found = found.filter(~found.str.contains(dirt.unless))
    if kind == "forms" and len(found):  # some letters have no form of one character
        found = found.filter(found.str.normalize("NFC") != found)
    return found


def dirty_texts(cells: pl.Series, role: Role) -> set[str]:
    """Return those texts of a column of this role that `text-hygiene` reports."""
    found = cells.filter(dirty(cells))
    kinds = [kind for kind, dirt in KINDS.items() if dirt.in_prose or role != "text"]
    return {text for kind in kinds for text in with_dirt(found, kind).to_list()} if len(found) else set()
