from __future__ import annotations

import numpy as np
import pytest

RANDOM = np.random.default_rng(0)
SEX = RANDOM.choice(["m", "f"], 600)
NOISE = RANDOM.normal(size=600)


def people(share: float, **more) -> dict:
    """A feature ``shop`` that follows sex in a share of the rows."""
    shop = np.where(RANDOM.random(600) < share, SEX, RANDOM.choice(["m", "f"], 600))
    return {"sex": SEX, "race": RANDOM.choice(["a", "b"], 600), "shop": shop, "noise": NOISE, **more}


def test_a_feature_that_follows_the_group_is_named(measure):
    found = {m.columns: m for m in measure("proxies", people(0.9))}
    assert 0.8 < found["shop", "sex"].value < 0.98
    assert found["shop", "sex"].details["metric"] == "AUC"
    assert ("noise", "sex") not in found


def test_protected_columns_are_no_proxies_of_each_other(measure):
    frame = people(0.0, gender=SEX)
    assert [m.columns for m in measure("proxies", frame, protected=["gender"]) if "gender" in m.columns[:1]] == []


def test_a_birth_date_tells_the_age(measure):
    age = RANDOM.integers(20, 80, 600)
    born = (np.datetime64("2024-01-01") - (age * 365).astype("timedelta64[D]")).astype("datetime64[us]")
    assert [
        m.columns
        for m in measure("proxies", {"age": age, "sex": SEX, "dob": born})
        if m.columns[0] == "dob" and m.columns[1] == "age"
    ] == []


def test_somebody_known_from_other_rows_is_no_proxy(measure):
    who = np.arange(600) // 6
    sex, town = RANDOM.choice(["m", "f"], 100)[who], RANDOM.integers(0, 10_000, 100)[who]
    visits = {"sex": sex, "zip": town.astype(str), "user": who.astype(str), "cost": NOISE, "pay": RANDOM.normal(size=600)}
    assert [m.columns for m in measure("proxies", visits, group="user", protected=["sex"]) if m.columns[0] == "zip"] == []
    visits["zip"] = np.where(sex == "m", "1", "2")
    assert [m.columns for m in measure("proxies", visits, group="user", protected=["sex"])] == [("zip", "sex")]


def test_chance_is_quiet(judge):
    assert judge("proxies", people(0.0)) == []


def test_only_a_copy_is_more_than_worth_knowing(judge):
    assert [(i.columns, i.severity) for i in judge("proxies", people(1.0))] == [(("shop", "sex"), "low")]
    assert [(i.columns, i.severity) for i in judge("proxies", people(0.7))] == [(("shop", "sex"), "info")]


def test_an_association_is_no_prediction(judge):
    assert [i.title[:31] for i in judge("proxies", people(0.7))] == ["`shop` is associated with `sex`"]
    assert [i.title[:21] for i in judge("proxies", people(1.0))] == ["`shop` predicts `sex`"]
    assert judge("proxies", people(0.4)) == []


def few(known: int, sex: str = "fm") -> dict:
    """The shop follows the sex, which is known of the first rows only."""
    cells = [sex[row % len(sex)] if row < known else None for row in range(100)]
    return {"sex": cells, "shop": ["north" if row % 2 else "south" for row in range(100)], "noise": NOISE[:100]}


@pytest.mark.parametrize(("frame", "found"), [(few(50), [("shop", "sex")]), (few(49), []), (few(100, sex="f"), [])])
def test_fifty_rows_of_two_groups_are_needed(measure, frame, found):
    assert [m.columns for m in measure("proxies", frame, protected=["sex"])] == found


@pytest.mark.parametrize(("values", "metric"), [(12, "AUC"), (13, "R²")])
def test_more_than_twelve_numbers_are_predicted_as_numbers(measure, values, metric):
    age = np.arange(600) % 50 % values
    (m,) = measure("proxies", {"age": age, "club": (age > 5).astype(str)}, protected=["age"])
    assert (m.columns, m.details["metric"]) == (("club", "age"), metric)


def test_numbers_without_end_are_not_predicted(measure):
    age = np.arange(600) % 50 + 20.0
    frame = {"age": np.where(np.arange(600) == 7, np.inf, age), "sex": SEX, "club": (age // 10).astype(str)}
    assert measure("proxies", frame) == []
    assert [m.columns for m in measure("proxies", frame | {"age": age})] == [("club", "age")]
