"""What the name of a column tells: words that say id, time, split, or a group of people."""

from __future__ import annotations

import re

# fmt: off
_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_]+")

IDS = frozenset(
    {"id", "ids", "uid", "uuid", "guid", "pid", "key", "index", "idx", "rownames", "rowid", "serial", "nr", "no", "num", "number",
     "code"}
)
"""Words that name an identifier. The weak ones need more than their name: see `WEAK_IDS`."""
WEAK_IDS = frozenset({"no", "num", "number", "nr", "code", "key", "index", "idx", "serial"})
TIMES = frozenset(
    {"date", "time", "timestamp", "datetime", "day", "dt", "ts", "created", "updated", "recorded", "month", "datum", "fecha",
     "period"}
)
NOT_ROW_TIMES = frozenset(
    {"birth", "dob", "birthday", "born", "expiry", "expires", "due", "built", "blt", "remod", "founded", "established", "valid",
     "end", "until"}
)
"""Words of times that are a property of the thing, and not the time when the row came to be."""
YEARS = frozenset({"year", "yr", "jahr", "annee", "ano", "anno"})
SPLIT_VALUES = frozenset(
    {"train", "training", "test", "testing", "valid", "validation", "val", "dev", "eval", "holdout"}
)

_PEOPLE: tuple[tuple[str, frozenset[str]], ...] = (
    ("sex", frozenset({"sex", "gender", "geschlecht", "sexe", "genero"})),
    ("race", frozenset({"race", "ethnicity", "ethnic", "hispanic", "latino", "caste"})),
    ("age", frozenset({"age", "dob", "birthdate", "birthday", "senior"})),
    ("marital status", frozenset({"marital", "marriage", "married"})),
    ("religion", frozenset({"religion", "faith", "religious"})),
    ("disability", frozenset({"disability", "disabled", "handicap"})),
    ("nationality", frozenset({"nationality", "citizenship", "immigrant", "foreign", "foreigner"})),
    ("sexual orientation", frozenset({"orientation", "lgbt"})),
    ("pregnancy", frozenset({"pregnant", "pregnancy"})),
)
_JOINED = {
    "seniorcitizen": "age", "maritalstatus": "marital status", "nativecountry": "nationality", "countryofbirth": "nationality",
}
# fmt: on


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a column name in lower case: ``"userId"`` → ``("user", "id")``."""
    return tuple(part.lower() for part in _PARTS.findall(name))


def protected_kind(name: str) -> str | None:
    """Return which property of people a column's name speaks of, or None.

    Parameters
    ----------
    name : str
        Of the column.

    Returns
    -------
    str or None
        ``"sex"``, ``"race"``, ``"age"`` …
    """
    words = words_of(name)
    joined = "".join(words)
    if joined in _JOINED:
        return _JOINED[joined]
    # "age of the house", "sex ratio": with more than two words the name speaks of something else
    if len(words) > 2:
        return None
    return next((kind for kind, known in _PEOPLE if known & set(words)), None)
