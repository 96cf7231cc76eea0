from __future__ import annotations

import pytest


def people(rates: dict[tuple[str, str], int], each: int = 200) -> dict[str, list]:
    """Of each pair of groups so many rows, of which some say yes."""
    rows = [(sex, race, k < yes) for (sex, race), yes in rates.items() for k in range(each)]
    return {"sex": [r[0] for r in rows], "race": [r[1] for r in rows], "y": ["yes" if r[2] else "no" for r in rows]}


APART = {("m", "a"): 120, ("m", "b"): 80, ("f", "a"): 80, ("f", "b"): 48}
CROSSED = {("m", "a"): 100, ("m", "b"): 100, ("f", "a"): 100, ("f", "b"): 20}


def test_people_of_two_groups_who_fare_otherwise_than_either(measure):
    (m,) = measure("crossed-groups", people(CROSSED), target="y")
    assert (m.columns, m.about, m.rows.positions.tolist()) == (("sex", "race"), "f, b", list(range(600, 800)))
    assert m.details["rate"] == pytest.approx(0.1)
    assert m.details["expected"] == pytest.approx(0.2, abs=0.03)
    assert 0 < m.interval[0] < m.value < m.interval[1]


def test_effects_that_add_up_are_quiet(judge):
    assert judge("crossed-groups", people(APART), target="y") == []
    assert judge("crossed-groups", people(dict.fromkeys(APART, 60)), target="y") == []


def test_few_people_prove_nothing(measure):
    assert measure("crossed-groups", people({pair: yes // 10 for pair, yes in CROSSED.items()}, each=20), target="y") == []


def test_severity_follows_the_surer_end(judge):
    assert [i.severity for i in judge("crossed-groups", people(CROSSED | {("f", "b"): 5}), target="y")] == ["info"]
    worse = {("m", "a"): 300, ("m", "b"): 100, ("f", "a"): 100, ("f", "b"): 300}
    assert [i.severity for i in judge("crossed-groups", people(worse, each=400), target="y")] == ["low"]


def test_an_age_and_its_band_are_not_crossed(measure):
    ages = [20, 30, 40, 50] * 100
    frame = {"age": ages, "age_cat": [str(a) for a in ages], "race": ["a"] * 400, "y": ["yes", "no", "no", "no", "yes"] * 80}
    assert measure("crossed-groups", frame, target="y") == []


def test_one_column_of_one_group_is_not_crossed(measure):
    frame = people(CROSSED) | {"religion": ["x"] * 790 + ["y"] * 10}
    assert [m.columns for m in measure("crossed-groups", frame, target="y")] == [("sex", "race")]


def test_groups_of_thirty_rows_are_compared(measure):
    rows = people(dict.fromkeys(CROSSED, 100))

    def with_odd(count):
        """Of so many rows of a fifth combination nobody says yes, of all others half."""
        return {
            "sex": rows["sex"] + ["d"] * (2 * count),
            "race": rows["race"] + ["a"] * count + ["b"] * count,
            "y": rows["y"] + ["yes"] * count + ["no"] * count,
        }

    (m,) = measure("crossed-groups", with_odd(30), target="y")
    assert (m.about in ("d, a", "d, b"), m.rows.count) == (True, 30)
    assert [m.about for m in measure("crossed-groups", with_odd(29), target="y") if m.about.startswith("d")] == []


def test_numbers_above_their_median_are_an_outcome(measure):
    frame = people(CROSSED)
    frame["y"] = [9.5 + k % 17 if said == "yes" else 1.5 + k % 5 for k, said in enumerate(frame["y"])]
    (m,) = measure("crossed-groups", frame, target="y")
    assert (m.about, m.kind, m.details["middle"], m.details["rate"]) == ("f, b", "above", "5.5", 0.1)


def test_two_columns_of_ages_say_one_thing(measure):
    worse = {("m", "a"): 300, ("m", "b"): 100, ("f", "a"): 100, ("f", "b"): 300}
    frame = people(worse, each=400)
    frame = {"age": [30 if one == "m" else 60 for one in frame["sex"]], "age_band": frame["race"], "y": frame["y"]}
    assert measure("crossed-groups", frame, target="y", protected=["age", "age_band"]) == []
    renamed = {"sex": frame["age"], "age_band": frame["age_band"], "y": frame["y"]}
    assert [m.columns for m in measure("crossed-groups", renamed, target="y", protected=["sex", "age_band"])] == [
        ("sex", "age_band")
    ]
