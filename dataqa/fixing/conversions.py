"""How a column of text becomes numbers or dates in one line of pandas."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

_NUMBER = r"([+-]?[0-9.]+)"


def conversion(column: str, dtype: str, before: Sequence[Any], after: Sequence[Any]) -> str | None:
    """Return code that reads cells as the fix does; None where no short one does.

    Parameters
    ----------
    column : str
        Code for the column.
    dtype : str
        What it is converted to.
    before, after : sequence of object
        Its different cells, and what they became; None where missing.
    """
    import pandas as pd

    if dtype.lower() in ("bool", "boolean"):
        return None
    texts = pd.Series(list(before), dtype=object)
    dates = dtype.startswith("datetime")
    wanted = pd.Series(list(after), dtype=object)
    for code, read in _DATES if dates else _NUMBERS:
        found = read(texts)
        if found.isna().equals(wanted.isna()) and _alike(found[found.notna()].tolist(), wanted[wanted.notna()].tolist(), dates):
            return code.replace("{cells}", column)
    return None


def _alike(found: list[Any], wanted: list[Any], dates: bool) -> bool:
    import pandas as pd

    if dates:
        return all(a == pd.Timestamp(b) for a, b in zip(found, wanted, strict=True))
    return all(float(a) == float(b) or (math.isnan(a) and math.isnan(b)) for a, b in zip(found, wanted, strict=True))


def _plain(cells: Any) -> Any:
    import pandas as pd

    return pd.to_numeric(cells, errors="coerce")


def _first_number(cells: Any) -> Any:
    return _plain(cells.astype(str).str.replace(",", "").str.extract(_NUMBER)[0])


def _comma_number(cells: Any) -> Any:
    return _plain(cells.astype(str).str.replace(".", "").str.replace(",", ".").str.extract(_NUMBER)[0])


def _date(cells: Any) -> Any:
    import pandas as pd

    return pd.to_datetime(cells, errors="coerce", format="mixed")


_NUMBERS: tuple[tuple[str, Callable[[Any], Any]], ...] = (
    ('pd.to_numeric({cells}, errors="coerce")', _plain),
    ('pd.to_numeric({cells}.astype(str).str.replace(",", "").str.extract(r"([+-]?[0-9.]+)")[0], errors="coerce")', _first_number),
    (
        'pd.to_numeric({cells}.astype(str).str.replace(".", "").str.replace(",", ".").str.extract(r"([+-]?[0-9.]+)")[0], '
        'errors="coerce")',
        _comma_number,
    ),
)
_DATES: tuple[tuple[str, Callable[[Any], Any]], ...] = (('pd.to_datetime({cells}, errors="coerce", format="mixed")', _date),)
