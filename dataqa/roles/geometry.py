"""Geometries as text: the well-known text (WKT) of the Open Geospatial Consortium's simple features."""

from __future__ import annotations

import polars as pl

_KINDS = "POINT|LINESTRING|POLYGON|MULTIPOINT|MULTILINESTRING|MULTIPOLYGON|GEOMETRYCOLLECTION"
_WRITTEN = rf"(?i)^\s*(?:SRID=\d+;\s*)?(?:{_KINDS})\s*(?:ZM?|M)?\s*(?:\([\s\d(),.eE+\-A-Z]*\)|EMPTY)\s*$"
_POINT = r"(?i)^\s*(?:SRID=\d+;\s*)?POINT\s*(?:ZM?|M)?\s*\(\s*(-?\d+(?:\.\d+)?)\s+(-?\d+(?:\.\d+)?)[\s\d.+\-]*\)\s*$"
_MOST = 0.95


def is_geometry(sample: pl.Series) -> bool:
    """Return True where nearly all texts are geometries: ``POINT (13.4 52.5)``."""
    seen = sample.drop_nulls()
    return len(seen) > 0 and float(seen.str.contains(_WRITTEN).mean() or 0.0) >= _MOST  # type: ignore[arg-type]


def exact_points(texts: pl.Series, decimals: int) -> pl.Series:
    """Return which texts are a point in degrees whose coordinates both have at least so many decimals."""
    fields = pl.DataFrame({"t": texts}).select(x=pl.col("t").str.extract(_POINT, 1), y=pl.col("t").str.extract(_POINT, 2))
    fine = pl.all_horizontal(pl.col(name).str.contains(rf"\.\d{{{decimals},}}$") for name in ("x", "y"))
    there = (pl.col("x").cast(pl.Float64).abs() <= 180) & (pl.col("y").cast(pl.Float64).abs() <= 180)
    return fields.select((fine & there).fill_null(False)).to_series()
