from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

import dataqa


def people(men_yes: int, women_yes: int, each: int = 200) -> dict[str, list]:
    y = ["yes"] * men_yes + ["no"] * (each - men_yes) + ["yes"] * women_yes + ["no"] * (each - women_yes)
    return {"sex": ["m"] * each + ["f"] * each, "race": ["a", "b"] * each, "y": y}


def test_a_difference_of_rates_with_its_interval(measure):
    m = next(m for m in measure("group-outcomes", people(120, 40), target="y") if m.columns == ("sex",))
    assert (m.about, m.value, m.details["more"], m.details["less"]) == ("y is yes", pytest.approx(0.4), "m", "f")
    assert m.details["ratio"] == pytest.approx(1 / 3)
    assert 0.28 < m.interval[0] < 0.31 < 0.48 < m.interval[1] < 0.5


def test_equal_rates_raise_nothing(judge):
    assert judge("group-outcomes", people(80, 80), target="y") == []
    assert judge("group-outcomes", people(84, 80), target="y") == []


def test_of_a_number_it_is_who_is_above_the_middle(measure):
    frame = {"race": ["a"] * 50 + ["b"] * 50, "y": [float(k) for k in range(100)]}
    (m,) = measure("group-outcomes", frame, target="y")
    assert (m.about, m.value, m.details["more"]) == ("y is above 49.5", 1.0, "b")
    assert m.details["d"] == pytest.approx(50 / np.std(np.arange(50), ddof=1))


def test_of_many_classes_the_one_that_differs_most(measure):
    frame = {"race": ["a"] * 90 + ["b"] * 90, "y": ["p", "q", "r"] * 30 + ["p", "q", "q"] * 30}
    assert [m.about for m in measure("group-outcomes", frame, target="y")] == ["y is r"]


def test_groups_of_few_rows_and_of_people_of_whom_it_is_unknown_are_left_out(measure):
    frame = people(100, 100)
    frame["race"] = ["few"] * 10 + ["unknown"] * 100 + ["a"] * 290
    assert [m.columns for m in measure("group-outcomes", frame, target="y") if m.columns == ("race",)] == []


def test_ages_are_cut_into_quarters_and_are_low_at_most(judge):
    frame = {"age": list(range(20, 60)) * 10, "sex": ["m", "f"] * 200}
    frame["y"] = ["yes" if age > 40 else "no" for age in frame["age"]]
    issues = judge("group-outcomes", frame, target="y")
    assert [(i.columns, i.severity) for i in issues] == [(("age",), "low")]
    assert issues[0].evidence[0].labels == ("under 30 (100)", "30 to 39 (100)", "40 to 49 (100)", "50 and over (100)")


def test_severity_follows_the_surer_end_and_the_ratio(judge):
    def severity(men: int, women: int) -> list[str]:
        return [i.severity for i in judge("group-outcomes", people(men, women), target="y") if i.columns == ("sex",)]

    assert severity(100, 40) == ["medium"]
    assert severity(60, 30) == ["low"]


def test_spellings_of_a_class_are_one_outcome(measure):
    hired = ["yes", "Yes "] * 60 + ["no"] * 80 + ["yes", "Yes "] * 20 + ["no"] * 160
    (found,) = measure("group-outcomes", {"sex": ["m"] * 200 + ["f"] * 200, "hired": hired}, target="hired", protected="sex")
    assert (found.details["more_rate"], found.details["less_rate"]) == (0.6, 0.2)


def test_a_date_has_no_rate():
    frame = {
        "sex": ["m", "f"] * 60,
        "x": list(range(120)),
        "y": [dt.datetime(2020, 1, 1) + dt.timedelta(days=k) for k in range(120)],
    }
    result = dataqa.audit(pd.DataFrame(frame), target="y", protected=["sex"], checks=["group-outcomes"])
    (found,) = [one for one in result.outcomes if one.check == "group-outcomes"]
    assert (found.status, found.reason) == ("not_applicable", "the target is neither a class nor a number")
