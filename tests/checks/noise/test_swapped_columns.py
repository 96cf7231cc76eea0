from __future__ import annotations

import numpy as np

DRAWN = np.random.default_rng(0)
LAT, LON = DRAWN.normal(48, 1, 500), DRAWN.normal(11, 2, 500)


def test_latitude_and_longitude(judge):
    away = np.arange(500) < 4
    (issue,) = judge("swapped-columns", {"lat": np.where(away, LON, LAT), "lon": np.where(away, LAT, LON)})
    assert (issue.columns, issue.rows.positions.tolist(), issue.severity) == (("lat", "lon"), [0, 1, 2, 3], "medium")
    assert issue.title == "`lat` and `lon` are swapped in 4 rows"
    assert "For example, `lat` is `" in issue.why


def test_words_in_the_other_column(measure):
    colour, size = ["red", "blue", "green"] * 60, ["small", "large"] * 90
    colour[7], size[7], colour[11], size[11] = size[7], colour[7], size[11], colour[11]
    assert [(m.columns, m.rows.positions.tolist()) for m in measure("swapped-columns", {"colour": colour, "size": size})] == [
        (("colour", "size"), [7, 11])
    ]


def test_one_wild_cell_on_either_side_is_no_swap(measure):
    lat, lon = LAT.copy(), LON.copy()
    lat[:3], lon[10:13] = 11, 48
    assert measure("swapped-columns", {"lat": lat, "lon": lon}) == []


def test_columns_of_the_same_range_are_quiet(measure):
    assert measure("swapped-columns", {"home": DRAWN.integers(0, 9, 500), "away": DRAWN.integers(0, 9, 500)}) == []


def test_shares_of_one_whole_trade_places_by_nature(measure):
    white = np.clip(DRAWN.normal(75, 8, 500), 55, 95)
    black = 95 - white + DRAWN.uniform(0, 4, 500)
    white[:6], black[:6] = 22, 73
    assert measure("swapped-columns", {"white": white, "black": black}) == []


def test_what_is_said_of_swapped_cells(measure):
    colour, size = ["red", "blue", "green"] * 60, ["small", "large"] * 90
    colour[7], size[7], colour[11], size[11] = size[7], colour[7], size[11], colour[11]
    (found,) = measure("swapped-columns", {"colour": colour, "size": size})
    said = {"first": "colour", "second": "size", "first_cell": "large", "second_cell": "blue"}
    assert {key: found.details[key] for key in said} == said


def test_latitudes_that_are_longitudes(measure):
    east = np.linspace(95, 180, 100)
    (found,) = measure("swapped-columns", {"lat": east, "lon": LAT[:100]})
    assert (found.kind, found.rows.count) == ("names", 100)
    assert {key: found.details[key] for key in ("first", "second", "beyond")} == {"first": "lat", "second": "lon", "beyond": 100}
    # beyond half the globe it is no longitude either
    assert measure("swapped-columns", {"lat": np.where(np.arange(100) < 3, 200, east), "lon": LAT[:100]}) == []
