"""What dataqa raises.

::

    DataqaError
    ├── CallError          the call was wrong: an unknown column, check or pack, a bad argument   (exit code 2)
    │   └── RuleError      a rule or pack that cannot be used
    └── SourceError        the data could not be read: no file, no rows, an unknown format         (exit code 3)

Each message is one line that names the thing, what was expected, and the nearest match where there is one.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class DataqaError(Exception):
    """Base of all errors that dataqa raises on purpose."""


class CallError(DataqaError, ValueError):
    """The call was wrong: an unknown column, check or pack, or an argument out of range."""


class RuleError(CallError):
    """A rule or a pack of rules cannot be used as it is written."""


class SourceError(DataqaError):
    """The data could not be read."""


class NotApplicable(Exception):
    """A check cannot look at this data; never leaves `dataqa.audit`, which reports the check as not applicable.

    Parameters
    ----------
    reason : str
        Why, for people: ``"fewer than 30 rows"``.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ModelsLeftOut(NotApplicable):
    """A check asks quick models in an audit without them; it is reported as skipped."""

    def __init__(self) -> None:
        super().__init__("asks models, left out by quick")


def nearest(word: str, known: Iterable[str]) -> str:
    """Return ``' Did you mean 'x'?'`` for the known word most like `word`, or an empty string.

    Parameters
    ----------
    word : str
        What was asked for.
    known : iterable of str
        What there is.

    Returns
    -------
    str
        A sentence with a leading blank, or ``''``.
    """
    names = list(known)
    folded = {name.casefold(): name for name in names}
    close = difflib.get_close_matches(word.casefold(), list(folded), n=1, cutoff=0.6)
    return f" Did you mean {folded[close[0]]!r}?" if close else ""
