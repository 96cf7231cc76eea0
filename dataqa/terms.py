"""What a contract asks of one column: records without behaviour, as plain as JSON, so that they outlive the data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

Value = str | int | float | bool
Bound = int | float | datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the cells of one column have to be.

    Attributes
    ----------
    name : str
        Of the column, as dataqa calls it.
    dtype : str
        As pandera names it; ``""`` where any will do.
    coerce : bool
        True where another dtype may be converted: only where no conversion can misread.
    format : str
        Of dates in text that are written otherwise than ISO has it; without it they must not be converted.
    nullable, unique, required : bool
        Whether cells may be empty, must differ, and whether the column must be there.
    least, most : number, datetime or None
        Bounds, themselves allowed.
    domain : tuple
        The values of a closed set; empty where the set is open.
    banned : tuple
        Values that an issue calls wrong and that nothing else here excludes.
    pattern : str
        Regular expression that the whole cell matches, in what Python's and RE2's have in common; ``""`` for none.
    lengths : tuple of int or None
        Least and most characters.
    reason : str
        Why so, for people; it holds no value of the data beyond those above.
    """

    name: str
    dtype: str = ""
    coerce: bool = False
    format: str = ""
    nullable: bool = True
    unique: bool = False
    required: bool = True
    least: Bound | None = None
    most: Bound | None = None
    domain: tuple[Value, ...] = ()
    banned: tuple[Value, ...] = ()
    pattern: str = ""
    lengths: tuple[int, int] | None = None
    reason: str = ""
