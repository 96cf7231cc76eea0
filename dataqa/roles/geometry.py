"""Geometries as text: the well-known text (WKT) of the Open Geospatial Consortium's simple features, and ``52.51627, 13.37769``."""

from __future__ import annotations

import polars as pl

_KINDS = "POINT|LINESTRING|POLYGON|MULTIPOINT|MULTILINESTRING|MULTIPOLYGON|GEOMETRYCOLLECTION"
_WRITTEN = rf"(?i)^\s*(?:SRID=\d+;\s*)?(?:{_KINDS})\s*(?:ZM?|M)?\s*(?:\([\s\d(),.eE+\-A-Z]*\)|EMPTY)\s*$"
_POINT = r"(?i)^\s*(?:SRID=\d+;\s*)?POINT\s*(?:ZM?|M)?\s*\(\s*(-?\d+(?:\.\d+)?)\s+(-?\d+(?:\.\d+)?)[\s\d.+\-]*\)\s*$"
_DEGREES = r"[+\-−]?\d{1,3}\.\d{3,}"
_PAIR = rf"^\s*[(\[]?\s*(?P<x>{_DEGREES})\s*(?:[,;|]\s*|\s)(?P<y>{_DEGREES})\s*[)\]]?\s*$"
_MARKS = r"[.(]|(?i:empty)"
"""What no geometry and no pair of degrees can do without."""
_MOST = 0.95


def is_geometry(sample: pl.Series) -> bool:
    """Return True where nearly all texts are geometries, ``POINT (13.4 52.5)``, or pairs of degrees with three decimals or more."""
    seen = sample.drop_nulls()
    if float(seen.str.contains(_MARKS).mean() or 0.0) < _MOST:  # type: ignore[arg-type]
        return False
    return len(seen) > 0 and float((seen.str.contains(_WRITTEN) | _pairs(seen)).mean() or 0.0) >= _MOST  # type: ignore[arg-type]


def are_pairs(sample: pl.Series) -> bool:
    """Return True where nearly all texts are a latitude and a longitude with three decimals or more: ``52.51627, 13.37769``."""
    seen = sample.drop_nulls()
    return len(seen) > 0 and float(_pairs(seen).mean() or 0.0) >= _MOST  # type: ignore[arg-type]


def _pairs(texts: pl.Series) -> pl.Series:
    """Return which texts are a latitude and a longitude, in either order; not both below 1, as shares are: that is open sea."""
    parts = texts.str.extract_groups(_PAIR).struct.unnest().with_columns(pl.all().str.replace("−", "-").cast(pl.Float64).abs())
    low, high = pl.min_horizontal("x", "y"), pl.max_horizontal("x", "y")
    return parts.select(
        (pl.all_horizontal(pl.col("x", "y").is_not_null()) & (low <= 90) & (high > 1) & (high <= 180)).alias("pair")
    ).to_series()


def exact_points(texts: pl.Series, decimals: int) -> pl.Series:
    """Return which texts are a point in degrees whose coordinates both have at least so many decimals."""
    both = pl.DataFrame({"t": texts})
    fields = both.select(
        **{
            name: pl.coalesce(pl.col("t").str.extract(shape, place) for shape in (_POINT, _PAIR))
            for place, name in enumerate(("x", "y"), 1)
        }
    )
    fine = pl.all_horizontal(pl.col(name).str.contains(rf"\.\d{{{decimals},}}$") for name in ("x", "y"))
    there = (pl.col("x").cast(pl.Float64).abs() <= 180) & (pl.col("y").cast(pl.Float64).abs() <= 180)
    return fields.select((fine & there).fill_null(False)).to_series()
