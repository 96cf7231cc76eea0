"""Values of the data as Python source: by what can only be that value, and never as code."""

from __future__ import annotations

import datetime as dt
import decimal
import math
from typing import Any

import numpy as np


def literal(value: Any) -> str | None:
    """Return Python source that makes a value again; None where no source that we know of does.

    Only types whose source is known are written: a type of somebody else's may have any ``repr``. The source stands on one line and
    needs ``pd`` and ``decimal`` at most.

    Parameters
    ----------
    value : object
        A cell, a name of a column, or a tuple of such.
    """
    if isinstance(value, np.generic):
        value = value.item()
    kind = type(value)
    if value is None or kind in (bool, int, bytes):
        return repr(value)
    if isinstance(value, str):
        return str.__repr__(str(value)) if kind is not str else repr(value)
    if kind is float:
        return repr(value) if math.isfinite(value) else f"float({str(value)!r})"
    if kind is tuple:
        parts = [literal(part) for part in value]
        return None if None in parts else f"({', '.join(map(str, parts))}{',' if len(parts) == 1 else ''})"
    if kind is decimal.Decimal:
        return f"decimal.Decimal({str(value)!r})"
    return _moment(value)


def _moment(value: Any) -> str | None:
    import pandas as pd

    if value is pd.NaT:
        return "pd.NaT"
    if isinstance(value, dt.datetime):
        return f"pd.Timestamp({value.isoformat()!r})"
    if type(value) is dt.date:
        return f"pd.Timestamp({value.isoformat()!r}).date()"
    if type(value) is dt.time and value.tzinfo is None:
        return f"pd.Timestamp({'1970-01-01T' + value.isoformat()!r}).time()"
    if isinstance(value, dt.timedelta):
        return f"pd.Timedelta({pd.Timedelta(value).value}, 'ns')"
    return None


def comment(text: str) -> str:
    """Return a text as a comment of one line, so that nothing in the data ends it."""
    return "# " + " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
