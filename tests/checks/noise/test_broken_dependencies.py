from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import dataqa

CITIES = ["Aachen", "Bonn", "Celle", "Dachau", "Essen", "Fulda", "Goslar", "Hamm", "Ingolstadt", "Jena"]


@pytest.fixture
def places():
    """Twenty postcodes, two of each of ten cities, ten rows each."""
    which = np.arange(200) % 20
    return {"zip": [f"{10_000 + 7 * n}" for n in which], "city": [CITIES[n // 2] for n in which], "n": list(range(200))}


def named(found):
    return {m.columns: sorted(m.rows.positions.tolist()) for m in found}


def test_a_city_that_its_postcode_contradicts_is_named(measure, places):
    places["city"][5] = "Jena"
    places["city"][46] = "Dachai"
    found = measure("broken-dependencies", places)
    assert named(found) == {("city",): [5, 46]}
    assert found[0].value == 2 / 200
    assert found[0].details["determined_by"] == ["zip"]
    assert found[0].details["corrections"] == {"Jena": "Celle", "Dachai": "Dachau"}
    assert (found[0].notes, [found[0].details[key] for key in ("found", "agreeing", "other", "other_value", "expected")]) == (
        ("example",),
        ["Dachai", 9, "zip", "10042", "Dachau"],
    )


def test_a_dependency_without_exceptions_is_quiet(measure, places):
    assert measure("broken-dependencies", places) == []


def test_a_wrong_postcode_is_found_by_all_that_depends_on_it(measure, places):
    places["county"] = [f"county of {city[:3]}" for city in places["city"]]
    places["prefix"] = [f"0{ord(city[0])}" for city in places["city"]]
    places["zip"][0] = places["zip"][7]
    assert named(measure("broken-dependencies", places)) == {("zip",): [0]}


def test_columns_that_have_nothing_to_do_with_each_other_are_quiet(measure):
    rng = np.random.default_rng(0)
    columns = {name: rng.choice([f"{name}{n}" for n in range(9)], 400, p=[0.6] + [0.05] * 8).tolist() for name in "abcd"}
    assert measure("broken-dependencies", columns) == []


def test_groups_with_several_values_by_nature_are_left_alone(measure, places):
    for row in range(0, 200, 20):  # one postcode is shared by two cities
        places["city"][row] = CITIES[0] if row % 60 else CITIES[1]
    assert measure("broken-dependencies", places) == []


def test_a_weak_majority_names_nothing(measure):
    makes = [f"make {n}" for n in range(12) for _ in range(3)]
    countries = [f"country {n // 2}" for n in range(12) for _ in range(3)]
    countries[4] = "country 9"
    assert measure("broken-dependencies", {"make": makes, "country": countries}) == []


def test_who_moves_stays_there(measure, places):
    days = np.repeat(np.arange(10), 20)
    moved = {3: 8, 8: 7, 11: 8, 15: 8}
    homes = [CITIES[(n // 2 + 1) % 10] if d >= moved.get(n, 99) else CITIES[n // 2] for d in range(10) for n in range(20)]
    dates = [f"2024-03-{1 + day:02d}" for day in days]
    who = [f"customer {n}" for _ in range(10) for n in range(20)]
    homes[5 * 20 + 1] = "Jena"
    assert named(measure("broken-dependencies", {"day": dates, "customer": who, "home": homes})) == {("home",): [101]}


def test_exceptions_that_another_column_explains_are_none(measure):
    rows = [(code, state) for code in range(12) for state in ["al"] * 20 + ["ak"]]
    columns = {"code": [f"m{c}" for c, _ in rows], "state": [s for _, s in rows], "average": [f"{s}_m{c}" for c, s in rows]}
    assert measure("broken-dependencies", columns) == []


def test_what_most_sources_say_is_believed(measure):
    rng = np.random.default_rng(1)
    times = [f"{h}:{m:02d}" for h in range(24) for m in range(0, 60, 7)]
    trips, sources = np.repeat(np.arange(30), 12), np.tile(np.arange(12), 30)
    columns = {"source": [f"site {n}" for n in sources], "trip": [f"trip {n}" for n in trips]}
    wrong = {}
    for name in ("start", "end"):
        truth = rng.choice(times, 30, replace=False)
        cells = truth[trips]
        bad = np.flatnonzero(sources >= 9)
        cells[bad] = rng.choice(times, len(bad))
        wrong[(name,)] = np.flatnonzero(cells != truth[trips]).tolist()
        columns[name] = cells.tolist()
    assert named(measure("broken-dependencies", columns)) == wrong


def test_empty_cells_are_the_matter_of_others(measure, places):
    places["city"][5], places["city"][6] = None, "unknown"
    assert measure("broken-dependencies", places) == []


def test_the_target_neither_determines_nor_is_determined(measure, places):
    places["city"][5] = "Jena"
    assert measure("broken-dependencies", places, target="city") == []


def test_severity_needs_cells_that_are_sure(judge, places):
    places["city"][5] = "Jena"
    assert [i.severity for i in judge("broken-dependencies", places)] == ["info"]
    for row in (46, 67, 88):
        places["city"][row] = "Jena"
    issues = judge("broken-dependencies", places)
    assert [(i.severity, i.rows.count) for i in issues] == [("low", 4)]
    assert issues[0].title == "`city` contradicts `zip` in 4 rows (2.0%)"
    assert "but 9 rows with `zip` = `10035` have `Celle`." in issues[0].why


def test_two_films_may_share_a_title(measure):
    random = np.random.default_rng(0)
    film = random.integers(1, 300, 1500)
    film[:2], film[2:40] = 11, 10
    titles = np.array([f"Film {k}" for k in range(300)], dtype=object)
    titles[[10, 11]] = "Hamlet"
    film = np.where((film == 11) & (np.arange(1500) > 1), 12, film)
    rated = {"movie_id": film, "title": titles[film].tolist(), "rating": random.integers(1, 6, 1500)}
    assert measure("broken-dependencies", rated) == []
    # the number of another film is wrong, whatever it is called
    wrong = {**rated, "movie_id": np.where(np.arange(1500) == 20, 77, film)}
    (found,) = measure("broken-dependencies", wrong)
    assert found.rows.positions.tolist() == [20]


def test_a_typing_error_is_replaced_and_what_others_hold_rightly_is_not(places):
    # a suburb can lie in two councils, and "Jena" be right
    for place, attested, changed in (("town {k}", 0.0, 6), ("Jena", 1.0, 0)):
        data = pd.DataFrame(places)
        rows = [5, 46, 87, 108, 149, 170]
        data.loc[rows, "city"] = [place.format(k=k) for k in rows]
        result = dataqa.audit(data, checks=["broken-dependencies"])
        (issue,) = result.issues
        assert issue.details["attested"] == attested
        assert len(result.fix(data, apply="all").log) == changed
        assert len(result.fix(data, apply=[issue.id]).log) == 6
