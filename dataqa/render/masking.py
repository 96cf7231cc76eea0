"""Personal data is shown in part, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from dataqa.identifying import IPV6, MAC, SECRETS, WALLET
from dataqa.model import Evidence, Issue, Phrase
from dataqa.record import Record
from dataqa.render.known_values import known_values
from dataqa.task import Task

DOTS = "•••"
_MAIL = re.compile(r"(?<![\w.+%-])([\w.+%-])[\w.+%-]*@(\w)[\w-]*(?:\.[\w-]+)+")
_IBAN = re.compile(r"\b([A-Z]{2})\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_DIGITS = re.compile(r"(?<![\w.,•])[+(]?\d(?:[ ().\-/]{0,2}\d){6,}(?!\w)")
_DATES = re.compile(r"(?<![\w.,•/-])(\d{4}-(?:0\d|1[0-2])-[0-3]\d(?:[ T][0-2]\d:[0-5]\d(?::[0-5]\d)?)?)(?![\w•/-])")
_GLUED = re.compile(r"\d{9,}")
_CLEAR = re.compile(
    r"\d{4}-\d\d-\d\d([ T]\d\d([:.]?\d\d)*)?|\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d+\.\d+|\d{4}-\d{4}"  # dates, decimals, years
)
_OWN = re.compile("|".join((*SECRETS.values(), WALLET, MAC, IPV6)))
"""What can be told by its form alone, besides addresses and numbers."""
_MAY_BE = re.compile(r"[A-Za-z0-9_$:+/=-]{15}|[Pp]ass|[Pp]wd|PASS|PWD|[Ss]ecret|SECRET|[Tt]oken|TOKEN|[Kk]ey|KEY|::")
_FORMATS = frozenset({"personal-data", "secrets"})
"""The checks that find what `mask` or `veil` can hide inside a text."""
_SAID = frozenset({"special-categories", "person-ids"})
"""The checks whose columns are shown: classes of people, and the ids by which rows are found."""
_HIDDEN = frozenset({"e-mail addresses", "telephone numbers", "card numbers", "bank account numbers"})
"""Kinds that `mask` hides; where others are in a text, all that has a digit in it is hidden, and all names."""
_DIGITED = re.compile(r"\S*\d\S*")
_NAMES = re.compile(r"\b([^\W\d_a-zß-ÿ])[\w'’.]*(?:[- ](?:(?:de|van|von|der|da|di|la|le|bin|al|el) )*[^\W\d_a-zß-ÿ][\w'’]*)+")
_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"['\"](.+)['\"]")
_LINE = re.compile(r"\D{0,8}\d+")


def mask(text: str, *, least: int = 7) -> str:
    """Replace what looks like an e-mail address, a phone, card or account number, or a long run of digits.

    Parameters
    ----------
    text : str
        Any text.
    least : int
        Digits from which a number is hidden; dates and decimals stay.

    Returns
    -------
    str
        ``j•••@e•••`` for an address, ``•••42`` for a number.
    """
    if _MAY_BE.search(text):
        text = _OWN.sub(lambda found: found[0][:1] + DOTS, text)
    if "@" in text:
        text = _MAIL.sub(rf"\1{DOTS}@\2{DOTS}", text)
    if not any(map(str.isdigit, text)):
        return text

    def number(found: re.Match[str]) -> str:
        digits = "".join(filter(str.isdigit, found[0]))
        return found[0] if len(digits) < least or _CLEAR.fullmatch(found[0].strip()) else DOTS + digits[-2:]

    def account(found: re.Match[str]) -> str:
        code = found[0].replace(" ", "")
        return f"{found[1]}{DOTS}{code[-2:]}" if int("".join(str(int(c, 36)) for c in code[4:] + code[:4])) % 97 == 1 else found[0]

    # between dates, for what stands behind a date would make it a longer number
    parts = _DATES.split(_IBAN.sub(account, text))
    text = "".join(part if i % 2 else _DIGITS.sub(number, part) for i, part in enumerate(parts))
    return _GLUED.sub(lambda found: found[0] if _fraction(text, found.start()) else DOTS + found[0][-2:], text)


def whole(text: str) -> str:
    """Return the first character and dots; an empty text stays empty."""
    return text[:1] + DOTS if text else text


def personal_columns(record: Record) -> frozenset[str]:
    """Return the columns whose cells are never shown; see `named_personal`."""
    return named_personal(record.every_issue, record.task)


def named_personal(issues: Iterable[Issue], task: Task) -> frozenset[str]:
    """Return the columns that an issue of the dimension privacy names: their cells are never shown.

    Prose in which numbers, addresses, keys or names were found is shown without these; columns of classes are shown.
    """
    prose = frozenset(task.having("text"))
    return frozenset(name for issue, name in _named(issues) if name not in prose or not _inside(issue))


def veiled_columns(record: Record) -> frozenset[str]:
    """Return the columns of prose in which more is personal than `mask` can tell: words with digits and names are hidden."""
    prose = frozenset(record.task.having("text")) - personal_columns(record)
    return frozenset(
        name for issue, name in _named(record.every_issue) if name in prose and issue.details.get("kind") not in _HIDDEN
    )


def veil(text: str) -> str:
    """Hide in prose whatever has a digit in it, and all but the first letter of words that follow each other with capitals."""
    return _NAMES.sub(rf"\1{DOTS}", _DIGITED.sub(DOTS, mask(text)))


def _named(issues: Iterable[Issue]) -> Iterator[tuple[Issue, str]]:
    for issue in issues:
        if issue.dimension == "privacy" and issue.check not in _SAID:
            for name in issue.columns:
                yield issue, name


def _inside(issue: Issue) -> bool:
    return issue.check in _FORMATS or "running text" in str(issue.details.get("kind", ""))


class Masker:
    """Applies the masking of one record to all that is shown of it.

    Parameters
    ----------
    record : Record
        Whose columns say what is personal.
    on : bool
        False: nothing is masked.
    """

    def __init__(self, record: Record, *, on: bool = True) -> None:
        self.on = on
        self.personal = personal_columns(record) if on else frozenset()
        self.veiled = veiled_columns(record) if on else frozenset()
        self._names = frozenset(record.profile.columns) | frozenset(record.task.columns)
        self._texts = record.texts
        self._known = known_values(record.profile, sorted(self.personal), self._names)
        # labels come from the first id column, where there is no index
        first = record.task.first("id")
        self._ids = not self.personal.isdisjoint(record.dataset.index or (() if first is None else (first,)))

    def prose(self, text: str, issue: Issue | None = None) -> str:
        """Mask a sentence; of an issue on a personal column also the values that its details hold."""
        if not self.on:
            return text
        if issue is not None and self._close(issue):
            for value in sorted({v for v in _texts(issue.details) if len(v) > 2} - self._names, key=len, reverse=True):
                text = text.replace(value, whole(value))
        return mask(self._known.hidden(text, DOTS, self._own_words if self._known else ()), least=9)

    def cell(self, column: str, text: str | None) -> str | None:
        """Mask one cell."""
        if text is None or not self.on:
            return text
        return whole(text) if column in self.personal else veil(text) if column in self.veiled else self._plain(text)

    def reason(self, column: str, text: str) -> str:
        """Mask why a column was taken for what it is: that may quote its cells."""
        if self.on and column in self.personal | self.veiled:
            text = _QUOTED.sub(lambda found: f"'{whole(found[1])}'", text)
        return self.prose(text)

    def label(self, label: Any) -> Any:
        """Mask the index label or id of a row."""
        if not self.on or not (isinstance(label, str) or self._ids):
            return label
        return whole(str(label)) if self._ids else _NAMES.sub(rf"\1{DOTS}", self._plain(label))

    def details(self, issue: Issue) -> Any:
        """Mask every text in an issue's details."""
        # the first keys are a check's own words, all further ones may be cells
        close = self._close(issue)
        return {key: self._deep(value, close) for key, value in issue.details.items()} if self.on else dict(issue.details)

    def evidence(self, issue: Issue) -> tuple[Evidence, ...]:
        """Mask the titles and labels of an issue's pictures."""
        if not self.on:
            return issue.evidence
        close, plain = self._close(issue), self.personal.isdisjoint(issue.columns)
        titled = (replace(e, title=self.prose(e.title, issue)) for e in issue.evidence)
        return tuple(e if e.ordered and plain else replace(e, labels=tuple(self._deep(list(e.labels), close))) for e in titled)

    def line(self, text: str) -> str:
        """Mask a line of a file; where a column is personal all but its number."""
        if not self.on:
            return text
        found = _LINE.match(text)
        return f"{found[0] if found else ''} {DOTS}".strip() if self.personal or self.veiled else mask(text, least=9)

    @cached_property
    def _own_words(self) -> frozenset[str]:
        """The words of all checks: a sentence is not to lose its own where somebody is called May."""
        texts = (text for one in self._texts.values() for text in (one.title, one.why, one.fix))
        return frozenset(word for text in texts for word in _WORD.findall(text.lower()))

    def _plain(self, text: str) -> str:
        return mask(self._known.hidden(text, DOTS))

    def _close(self, issue: Issue) -> bool:
        return issue.dimension != "privacy" and not (self.personal | self.veiled).isdisjoint(issue.columns)

    def _deep(self, value: Any, close: bool) -> Any:
        if isinstance(value, str):
            return value if isinstance(value, Phrase) or value in self._names else whole(value) if close else self._plain(value)
        if isinstance(value, dict):
            return {self._deep(str(k), close): self._deep(v, close) for k, v in value.items()}
        return [self._deep(v, close) for v in value] if isinstance(value, list | tuple | set | frozenset) else value


def _fraction(text: str, start: int) -> bool:
    return start > 1 and text[start - 1] in ".," and text[start - 2].isdigit()


def _texts(value: Any, *, nested: bool = False) -> Iterator[str]:
    if isinstance(value, str):
        if not isinstance(value, Phrase):
            yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(inner, nested=True)
            if nested:
                yield str(key)
    elif isinstance(value, list | tuple | set | frozenset):
        for inner in value:
            yield from _texts(inner, nested=True)
