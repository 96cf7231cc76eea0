"""Which columns are places of people."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import polars as pl
import pytest

from dataqa.checks.privacy.street_addresses import _addresses, _exact, _points, _public, street_addresses

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


@pytest.mark.parametrize(
    ("public", "addresses", "protected", "exact", "found"),
    [
        (False, ["a"], (), ("lat", "lon"), ["a: street addresses", "prose: t", "points: True", "exact coordinates"]),
        (False, [], (), ("lat", "lon"), ["prose: t", "points: False"]),
        (False, [], ("sex",), ("lat", "lon"), ["prose: t", "points: True", "exact coordinates"]),
        (False, ["a"], (), ("lat", None), ["a: street addresses", "prose: t", "points: True"]),
        (False, ["a"], (), (None, "lon"), ["a: street addresses", "prose: t", "points: True"]),
        (False, ["t", "amount", "nested", "n"], (), (None, None), ["t: street addresses", "points: True"]),
        (True, ["a"], (), ("lat", "lon"), ["prose: t"]),
        (True, ["t"], ("sex",), ("lat", "lon"), ["t: street addresses"]),
    ],
)
def test_what_is_measured_of_places(monkeypatch, public, addresses, protected, exact, found):
    here = "dataqa.checks.privacy.street_addresses"
    for name, stand_in in {
        "_public": lambda _: public, "_addresses": lambda _, name: name in addresses,
        "_unique": lambda _, column, about: f"{column.name}: {about}", "_in_prose": lambda _, name: [f"prose: {name}"],
        "_points": lambda _, about_people: [f"points: {about_people}"],
        "_exact": lambda _, words, limit: exact[0] if limit == 90 else exact[1],
    }.items():  # fmt: skip
        monkeypatch.setattr(f"{here}.{name}", stand_in)
    kinds = {"a": ("text", "categorical", ""), "t": ("text", "text", ""), "n": ("number", "numeric", "")}
    kinds |= {"amount": ("text", "categorical", "amount"), "nested": ("text", "nested", "")}
    profiles = [
        (SimpleNamespace(name=name, kind=kind), SimpleNamespace(role=role, meaning=meaning))
        for name, (kind, role, meaning) in kinds.items()
    ]
    audit = SimpleNamespace(
        rows=4, parameters=SimpleNamespace(latitude=["lat"], longitude=["lon"]), profiles=lambda: profiles,
        task=SimpleNamespace(protected=protected), engine=SimpleNamespace(where=lambda _: np.array([1, 2])), rows_at=lambda _: None,
    )  # fmt: skip
    assert [one if isinstance(one, str) else one.about for one in street_addresses.measure(audit)] == found
