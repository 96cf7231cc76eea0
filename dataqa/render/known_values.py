"""The cells of personal columns, to be recognised wherever a text repeats one."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from dataqa.profile.column import Profile

_LEAST, _HEAD, _DIGITS = 3, 3, 5


class KnownValues:
    """Different values, found in texts at the bounds of words.

    Parameters
    ----------
    values : iterable of str
        What is not to be shown.
    """

    def __init__(self, values: Iterable[str]) -> None:
        self._values = {value for one in values if len(value := one.strip()) >= _LEAST}
        lengths: dict[str, set[int]] = {}
        for value in self._values:
            lengths.setdefault(value[:_HEAD], set()).add(len(value))
        self._lengths = {head: sorted(known, reverse=True) for head, known in lengths.items()}

    def __bool__(self) -> bool:
        return bool(self._values)

    def hidden(self, text: str, dots: str, plain: Collection[str] = ()) -> str:
        """Return a text in which only the first character of each value is left; `plain` words, in lower case, stay."""
        if not self._values or len(text) < _LEAST:
            return text
        parts: list[str] = []
        at = start = 0
        while at <= len(text) - _LEAST:
            value = self._at(text, at)
            if value is None or value.lower() in plain:
                at += 1 if value is None else len(value)
                continue
            parts += [text[start:at], value[0], dots]
            at = start = at + len(value)
        return "".join([*parts, text[start:]]) if parts else text

    def holds(self, text: str) -> bool:
        """Return whether a text is one of the values."""
        return text.strip() in self._values

    def _at(self, text: str, at: int) -> str | None:
        lengths = self._lengths.get(text[at : at + _HEAD])
        if lengths is None or (at and text[at - 1].isalnum() and text[at].isalnum()):
            return None
        found = (text[at : at + length] for length in lengths if at + length <= len(text) and not _goes_on(text, at + length))
        return next((one for one in found if one in self._values), None)


def _goes_on(text: str, end: int) -> bool:
    return end < len(text) and text[end].isalnum() and text[end - 1].isalnum()


def known_values(profile: Profile, columns: Iterable[str], names: Iterable[str]) -> KnownValues:
    """Return the values that are known of some columns: the most frequent ones, and those of the sample.

    Parameters
    ----------
    profile : Profile
        Of all columns.
    columns : iterable of str
        The personal ones.
    names : iterable of str
        Names of columns, which are shown.
    """
    values: set[str] = set()
    for name in columns:
        if name in profile.columns:
            values.update(str(value) for value, _ in profile.columns[name].top if _telling(value))
        if name in profile.sample.columns:
            values.update(
                str(value) for value in profile.sample.get_column(name).drop_nulls().unique().to_list() if _telling(value)
            )
    # texts are cited with their marks escaped, too
    values |= {repr(value)[1:-1] for value in values}
    return KnownValues(values - set(names))


def _telling(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**_DIGITS)
