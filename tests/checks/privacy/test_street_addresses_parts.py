"""Which columns are places of people."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from dataqa.checks.privacy.street_addresses import _addresses, _exact, _points, _public

GIVEN = SimpleNamespace(
    least=8, most_cells=0.5, latitude=("lat",), longitude=("lon",), public=("shop",), people=("patient",), homes=("home",)
)
PLACES = [50.12345, 50.23456, 50.34567, 50.5]


def audit(cells: dict[str, list[Any]], *, protected: tuple[str, ...] = (), **more: Any) -> Any:
    sample = pl.DataFrame(cells)
    columns = []
    for one in sample:
        numeric = one.dtype.is_numeric()
        columns.append(
            SimpleNamespace(
                name=one.name, kind="number" if numeric else "text", distinct=one.n_unique(), present=one.count(),
                integral=numeric and bool((one == one.round()).all()), infinite=more.get("infinite", 0),
                minimum=one.min() if numeric else None, maximum=one.max() if numeric else None,
            )
        )  # fmt: skip
    return SimpleNamespace(
        parameters=GIVEN, rows=sample.height, task=SimpleNamespace(protected=protected),
        profile=SimpleNamespace(sample=sample, columns={one.name: one for one in columns}),
        profiles=lambda *_: [(one, SimpleNamespace(role="x")) for one in columns],
        engine=SimpleNamespace(where=lambda _: sample.with_row_index("i").get_column("i").to_numpy()[:1]), rows_at=lambda _: None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "words", "limit", "name"),
    [
        ({"lat": PLACES}, {"lat"}, 90.0, "lat"),
        ({"width": PLACES}, {"lat"}, 90.0, None),
        ({"lat": [50, 51]}, {"lat"}, 90.0, None),
        ({"lat": [50.12345, 50.5]}, {"lat"}, 90.0, "lat"),  # half are exact
        ({"lat": [50.12345, 50.5, 50.6]}, {"lat"}, 90.0, None),
        ({"lat": [90.0, 50.12345]}, {"lat"}, 90.0, "lat"),
        ({"lat": [90.1, 50.12345]}, {"lat"}, 90.0, None),
        ({"lat": [-90.0, 50.12345]}, {"lat"}, 90.0, "lat"),
        ({"lat": [-90.1, 50.12345]}, {"lat"}, 90.0, None),
        ({"lat": ["50.12345"]}, {"lat"}, 90.0, None),
        (
            {"lat": [1.001, 1.002, 1.003, 1.004], "lat_exact": PLACES},
            {"lat"},
            90.0,
            "lat_exact",
        ),  # three decimals are a hundred metres
    ],
)
def test_exact_coordinates(cells, words, limit, name):
    assert _exact(audit(cells), words, limit) == name
    assert _exact(audit(cells, infinite=1), words, limit) is None


@pytest.mark.parametrize(
    ("cells", "public"),
    [
        ({"shop": ["a", "b", "c", "d"]}, True), ({"shop": ["a", "b", "a", "b"]}, True),
        ({"shop": ["a", "b", "a", "a", "a"]}, False),
        ({"shop": [1, 2, 3, 4]}, False), ({"place": ["a", "b", "c", "d"]}, False),
        ({"shop": ["a", "b"], "patient": [1, 2]}, False),
    ],
)  # fmt: skip
def test_rows_that_are_shops(cells, public):
    assert _public(audit(cells)) is public
    assert not _public(audit(cells, protected=("sex",)))


STREETS = [f"{k} Turner Street" for k in range(10, 18)]


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (STREETS, True), (STREETS[:7], False), ([*STREETS[:4], "a", "b", "c", "d"], True),
        ([*STREETS[:4], "a", "b", "c", "d", "e"], False), ([*STREETS[:7], STREETS[0]], False),
    ],
)  # fmt: skip
def test_columns_of_addresses(cells, found):
    assert _addresses(audit({"a": cells}), "a") is found


POINTS = ["POINT (13.40123 52.52123)", "POINT (13.40124 52.52124)", "POINT (13.4 52.5)"]


def test_points_of_people():
    def found(name: str, cells: list[Any], *, people: bool) -> list[str]:
        return [one.columns[0] for one in _points(audit({name: cells}), about_people=people)]

    assert found("a", POINTS, people=True) == ["a"]
    assert found("a", POINTS, people=False) == []
    assert found("home", POINTS, people=False) == ["home"]
    assert found("home", [*POINTS, POINTS[2], POINTS[2]], people=True) == []  # two in five are exact
    assert found("home", [*POINTS, POINTS[2]], people=True) == ["home"]
    assert found("home", [1, 2], people=True) == []
