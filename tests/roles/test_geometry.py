"""Geometries as text are neither prose nor features."""

import polars as pl
import pytest

from dataqa.roles.geometry import exact_points, is_geometry


@pytest.mark.parametrize(
    ("texts", "are"),
    [
        (["POINT (13.4 52.5)", "point(1 2)", None], True),
        (["SRID=4326;POINT Z (1 2 3)", "POLYGON EMPTY", "MULTIPOLYGON (((1 2, 3 4, 5 6, 1 2)))"], True),
        (["Point of sale (downtown)", "Polygon shapes (all)"], False),
        (["POINT (13.4 52.5)", "a shop"], False),
        (["52.51627, 13.37769", "(13.37769 52.51627)"], True),
        (["0.123456, 0.876544", "0.700001, 0.299999"], False),  # shares
        ([None], False),
    ],
)
def test_well_known_text(texts, are):
    assert is_geometry(pl.Series(texts, dtype=pl.String)) is are


def test_exact_points():
    texts = pl.Series(
        ["POINT (13.41234 52.51234)", "POINT (13.4 52.5)", "POINT (500000.1234 5800000.1234)", "LINESTRING (1 2, 3 4)", None]
    )
    assert exact_points(texts, 4).to_list() == [True, False, False, False, False]
