"""Angles of places in degrees, minutes and seconds: ``40°26'46.5"N``, ``N 48° 30,6410'``, ``46-13.4N``."""

from __future__ import annotations

import polars as pl

UNIT = "°′″"
NOTE = "degrees, minutes and seconds were read as degrees, south and west as negative"
_N = r"[0-9]{1,2}(?:[.,][0-9]+)?"
_SHAPE = (
    rf"^(?P<lead>[NSEWnsew])?\s*(?P<sign>[-−])?(?P<degrees>[0-9]{{1,3}}(?:[.,][0-9]+)?)\s*[°º˚]\s*(?:(?P<minutes>{_N})\s*['′’]\s*)?"
    rf"(?:(?P<seconds>{_N})\s*(?:[\"″”]|''|′′)?\s*)?(?P<tail>[NSEWnsew])?$"
)
_DASHED = r"^(?P<degrees>[0-9]{1,3})-(?P<minutes>[0-9]{2}(?:[.,][0-9]+)?)\s*(?P<tail>[NSEW])$"
_MARKS = r"[0-9]\s*[°º˚]|[0-9]-[0-9]"
"""What neither form can do without."""
_SIGNED = r"(?i)[NSEW]$|^[NSEW]|['′’]"
_SHARE, _SIXTY, _POLE, _MOST = 0.9, 60, 90, 180


def read_degrees(texts: pl.Series, sample: pl.Series) -> pl.Series | None:
    """Read angles as degrees.

    Parameters
    ----------
    texts : polars.Series
        Stripped texts, null where a cell is missing.
    sample : polars.Series of String
        Some different ones.

    Returns
    -------
    polars.Series or None
        None where fewer than 90 % of the cells are such angles, or none of them has minutes or a point of the compass.
    """
    if sample.str.contains(_MARKS).sum() < _SHARE * sample.len():
        return None
    for shape in (_SHAPE, _DASHED):
        if (sample.str.contains(shape) & sample.str.contains(_SIGNED)).sum() < _SHARE * sample.len():
            continue
        parts = texts.str.extract_groups(shape).struct.unnest()
        named = [name for name in ("degrees", "minutes", "seconds") if name in parts.columns]
        parts = parts.with_columns(pl.col(named).str.replace(",", ".", literal=True).cast(pl.Float64))
        compass = pl.coalesce(pl.col(name) for name in ("lead", "tail") if name in parts.columns).str.to_uppercase()
        minus = compass.is_in(["S", "W"])
        if "sign" in parts.columns:
            minus = minus.fill_null(False) | pl.col("sign").is_not_null()
        size = pl.sum_horizontal(pl.col(name).fill_null(0.0) / _SIXTY**power for power, name in enumerate(named))
        angle = size * pl.when(minus.fill_null(False)).then(-1.0).otherwise(1.0)
        small = pl.all_horizontal(pl.col(name).fill_null(0.0) < _SIXTY for name in named[1:])
        most = pl.when(compass.is_in(["N", "S"])).then(_POLE).otherwise(_MOST)
        cells = parts.select(pl.when(pl.col("degrees").is_not_null() & small & (size <= most)).then(angle)).to_series()
        if cells.count() >= _SHARE * texts.count():
            return cells
    return None
