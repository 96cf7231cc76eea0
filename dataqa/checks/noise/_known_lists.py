"""Lists of names and codes that are known whole: countries, states, languages, months, days, currencies.

All but the states come from the Unicode CLDR by way of Babel (BSD-3-Clause, data Unicode-3.0; no network, no model).
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dataqa.findings.parameters import parameters_of

_BETWEEN = re.compile(r"(?:[\s.,;:_/()\[\]&+’'‘`\-–]|\band\b)+")
_COUNTRIES, _STATES, _LANGUAGES, _CURRENCIES = (f"names of {what}" for what in ("countries", "states", "languages", "currencies"))
_CODED = {
    _COUNTRIES: ("country codes", "three-letter country codes"), _STATES: ("state codes",), _LANGUAGES: ("language codes",),
    _CURRENCIES: ("currency codes",),
}  # fmt: skip
"""Lists of names, and how the same things are written as codes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownList:
    """One list.

    Attributes
    ----------
    what : str
        What its members are, in the plural.
    language : str
        In which they are written; empty for codes.
    members : dict of str to str
        Each member as `folded` makes it, with how it is written.
    """

    what: str
    language: str
    members: Mapping[str, str]

    @property
    def codes(self) -> bool:
        """Whether its members are codes."""
        return not self.language

    @property
    def short(self) -> bool:
        """Whether they are codes of two letters, which fit several lists by chance."""
        return self.codes and max(map(len, self.members)) == 2


def folded(text: str) -> str:
    """Return a name without what may differ in it: case, accents, marks between words, an article before it.

    >>> folded("The Côte-d’Ivoire ")
    'cote d ivoire'
    """
    if not text.isascii():
        text = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return _BETWEEN.sub(" ", text.casefold()).strip().removeprefix("the ")


def written_alike(plain: str, right: str) -> bool:
    """Return whether a folded name is another with blanks left out, or with words cut off by more than a letter."""
    mine, theirs = plain.split(), right.split()
    if plain.replace(" ", "") == right.replace(" ", ""):
        return True
    return (
        len(plain) < len(right) - 1
        and len(mine) <= len(theirs)
        and all(b.startswith(a) for a, b in zip(mine, theirs, strict=False))
    )


class KnownLists:
    """All lists, and which of them some values are of."""

    def __init__(self, lists: Iterable[KnownList]) -> None:
        self._lists = tuple(lists)
        self._holding: dict[str, list[int]] = defaultdict(list)
        for place, one in enumerate(self._lists):
            for member in one.members:
                self._holding[member].append(place)

    def holding(self, values: Sequence[str], share: float) -> list[KnownList]:
        """Return the lists that hold such a share of some folded values, the one that holds most of them first."""
        counts: dict[int, int] = defaultdict(int)
        for value in values:
            for place in self._holding.get(value, ()):
                counts[place] += 1
        most = sorted((-count, place) for place, count in counts.items() if count >= share * len(values))
        return [self._lists[place] for _, place in most]

    def known(self, value: str) -> bool:
        """Whether a folded value is in any list of names."""
        return any(not self._lists[place].codes for place in self._holding.get(value, ()))

    def other_forms(self, one: KnownList) -> list[KnownList]:
        """Return the lists of the same things in another form: codes for names, English names for codes, longer codes."""
        names = next((name for name, codes in _CODED.items() if one.what in (name, *codes)), "")
        same = {names, *_CODED.get(names, ())} - {one.what}
        return [other for other in self._lists if other.what in same and other.language in ("", "en")]


@cache
def known_lists() -> KnownLists:
    """Return the lists in all languages that are looked at."""
    from babel import Locale
    from babel.core import get_global

    names = parameters_of("known-lists")
    also, states = names["also"], names["states"]
    english = Locale("en")
    old = [code for code in map(str, get_global("territory_aliases")) if code.isalpha()]
    codes = {
        "country codes": [code for code in (*map(str, english.territories), *old) if len(code) == 2],
        "three-letter country codes": [code for code in old if len(code) == 3],
        "currency codes": list(english.currencies),
        "language codes": [code for code in map(str, english.languages) if len(code) == 2],
        "state codes": list(states),
    }
    lists = [_list(what, "", [*written, *also.get(what, ())]) for what, written in codes.items()]
    for language in names["languages"]:
        locale = Locale.parse(language)
        for what, written in (
            (_COUNTRIES, locale.territories.values()),
            (_LANGUAGES, (name for code, name in locale.languages.items() if len(str(code)) == 2)),
            ("months", _of_calendar(locale.months)),
            ("days of the week", _of_calendar(locale.days)),
        ):
            more = also.get(what, ()) if language == "en" else ()
            lists.append(_list(what, language, [*written, *more]))
    lists.append(_list(_STATES, "en", [*states.values(), *also[_STATES]]))
    lists.append(_list(_CURRENCIES, "en", [*english.currencies.values(), *also[_CURRENCIES]]))
    return KnownLists(lists)


def _of_calendar(names: Mapping[str, Mapping[str, Mapping[int, str]]]) -> list[str]:
    return [name for use in names for width in ("wide", "abbreviated") for name in names[use].get(width, {}).values()]


def _list(what: str, language: str, written: Iterable[str]) -> KnownList:
    members: dict[str, str] = {}
    for name in written:
        members.setdefault(folded(name), name)
        if "(" in name:
            members.setdefault(folded(name[: name.index("(")]), name[: name.index("(")].strip())
    members.pop("", None)
    return KnownList(what=what, language=language, members=members)
