"""The kind of task, told roles, protected columns, the time of a row."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from dataqa.errors import CallError

DAYS = [dt.datetime(2024, 1, 1) + dt.timedelta(days=i) for i in range(40)]
REAL = np.random.default_rng(0).normal(size=40).tolist()
PROSE = [f"The box number {i} was delivered late again" for i in range(60)]


@pytest.mark.parametrize(
    ("data", "told", "kind", "discrete"),
    [
        ({"x": REAL, "y": ["a", "b"] * 20}, {"target": "y"}, "classification", True),
        ({"x": REAL, "y": [True, False] * 20}, {"target": "y"}, "classification", True),
        ({"x": REAL, "y": [0.0, 1.0] * 20}, {"target": "y"}, "classification", True),
        ({"x": REAL, "y": [3.5, 7.25] * 20}, {"target": "y"}, "classification", True),
        ({"x": REAL * 5, "y": list(range(20)) * 10}, {"target": "y"}, "classification", True),
        (
            {"x": [*REAL, *REAL, *REAL[:8]], "y": [9, 17, *[0, 1, 2, 0, 1, 3, 5, 6] * 10, 4, 8, 7, 2, 1, 0]},
            {"target": "y"},
            "regression",
            False,
        ),
        ({"x": REAL[:20], "y": [46 + n % 11 * 2 for n in range(20)]}, {"target": "y"}, "regression", False),
        ({"x": REAL[:8], "y": [1, 2, 3, 4] * 2}, {"target": "y"}, "classification", True),
        ({"x": REAL, "y": [*range(21), *range(19)]}, {"target": "y"}, "regression", False),
        ({"x": REAL[::-1], "y": REAL}, {"target": "y"}, "regression", False),
        ({"x": REAL, "y": [None] * 40}, {"target": "y"}, "classification", True),
        ({"date": DAYS, "y": REAL}, {"target": "y"}, "forecasting", False),
        ({"date": DAYS[:20] * 2, "y": REAL}, {"target": "y"}, "regression", False),
        ({"year": list(range(1980, 2020)), "y": REAL}, {"target": "y"}, "regression", False),
        ({"note": PROSE}, {}, "language", False),
        ({"x": REAL}, {}, "none", False),
        ({"x": REAL, "y": [1, 2] * 20}, {"target": "y", "task": "regression"}, "regression", False),
        ({"x": REAL, "y": REAL[::-1]}, {"target": "y", "task": "classification"}, "classification", True),
        ({"x": REAL}, {"task": "language"}, "language", False),
    ],
)
def test_kind(task, data, told, kind, discrete):
    found = task(data, **told)
    assert (found.kind, found.discrete) == (kind, discrete)
    assert found.reason


def test_users_and_items_meet_in_a_rating(task):
    data = {"user_id": [i % 30 for i in range(200)], "item_id": [i % 37 for i in range(200)], "rating": [i % 5 for i in range(200)]}
    found = task(data, target="rating")
    assert (found.kind, found.reason) == ("recommendation", "user_id and item_id meet in rating")


def test_reasons_tell_what_was_seen(task):
    assert task({"y": ["a", "b", "a"]}, target="y").reason == "y has 2 different values"
    assert task({"y": [1, 2, 3]}, target="y").reason == "y has 3 different whole values"
    assert task({"y": REAL}, target="y").reason == "y is a number with 40 different values"
    assert task({"date": DAYS, "y": REAL}, target="y").reason == "y is a number with 40 different values, one row for each date"
    assert task({"y": REAL}, target="y", task="regression").reason == "told"


def test_told_roles_win(task):
    data = {"a": REAL, "b": ["x"] * 40, "c": PROSE[:40], "d": DAYS, "e": [1, 2] * 20, "f": list(range(40)), "g": ["p"] * 40}
    found = task(data, target="a", time="d", group="e", id="f", text="b", image="g", split="c")
    roles = {name: (column.role, column.reason) for name, column in found.columns.items()}
    assert roles == {
        "a": ("target", "told"), "b": ("text", "told"), "c": ("split", "told"), "d": ("time", "told"), "e": ("group", "told"),
        "f": ("id", "told"), "g": ("image", "told"),
    }  # fmt: skip
    assert found.features == ("b", "d", "e")


@pytest.mark.parametrize("part", ["target", "time", "group", "id", "text", "image", "split"])
def test_unknown_column_is_named_with_the_nearest(task, part):
    with pytest.raises(CallError) as caught:
        task({"income": [1], "city": ["x"]}, **{part: "incom"})
    said = f"There is no column 'incom' for {part}=; the columns are 'income', 'city'. Did you mean 'income'?"
    assert str(caught.value) == said


def test_of_many_columns_the_first_are_named(task):
    with pytest.raises(CallError, match=r"the columns are 'c0', .*'c7' …\.$"):
        task({f"c{i}": [1] for i in range(20)}, target="zzz")


def test_unknown_protected_column_is_named_with_the_nearest(task):
    with pytest.raises(CallError, match=r"^There is no column 'gendr' for protected=\. Did you mean 'gender'\?$"):
        task({"gender": ["f"]}, protected=("gendr",))


def test_a_column_has_one_role(task):
    with pytest.raises(CallError, match=r"^The column 'x' was given as time= and as target=; a column has one role\.$"):
        task({"x": [1]}, time="x", target="x")


def test_unknown_task_is_named_with_the_nearest(task):
    with pytest.raises(CallError, match=r"^There is no task 'regresion'; known are .*\. Did you mean 'regression'\?$"):
        task({"x": [1]}, task="regresion")


def test_text_is_no_time(task):
    with pytest.raises(CallError, match=r"^The column 'x' was given as time=, but holds no times, such as 'soon'\.$"):
        task({"x": ["soon", "soon", "later"]}, time="x")


def test_a_column_without_values_may_be_the_time(task):
    assert task({"x": [None, None]}, time="x").columns["x"].role == "time"


@pytest.mark.parametrize("kind", ["regression", "forecasting"])
def test_text_cannot_be_regressed(task, kind):
    with pytest.raises(CallError, match=rf"^task='{kind}' needs numbers, but the target 'y' holds text, such as 'a'\.$"):
        task({"y": ["a", "b", "a"]}, target="y", task=kind)


# --- groups of people ------------------------------------------------------------------------------------------------------------

AGE, SEX = [20, 30, 40, 50], ["m", "f", "f", "m"]


@pytest.mark.parametrize(
    ("data", "protected"),
    [
        ({"age": AGE, "cement": REAL[:4]}, ()),  # concrete has an age, too
        ({"sex": SEX, "length": REAL[:4]}, ()),  # and abalones a sex
        ({"age": AGE, "sex": SEX}, ("age", "sex")),
        ({"race": SEX, "x": AGE}, ("race",)),
        ({"age": AGE, "maritalStatus": SEX}, ("age", "maritalStatus")),
        ({"Age Group": AGE, "Gender": SEX}, ("Age Group", "Gender")),
        ({"native-country": SEX, "x": AGE}, ("native-country",)),
        ({"age of the house": AGE, "sex": SEX}, ()),
        ({"language": SEX, "average": AGE, "sextant": SEX}, ()),  # no word of these is meant
        ({"Âge": AGE, "Geschlecht": SEX}, ("Âge", "Geschlecht")),
        ({"género": SEX, "x": AGE}, ("género",)),
        ({"性别": SEX, "x": AGE}, ("性别",)),
        ({"age_at_admission": AGE, "x": SEX, "patient": AGE}, ("age_at_admission",)),
        ({"house_age": AGE, "sex ratio": AGE, "raceId": AGE, "foreign": SEX, "orientation": AGE}, ()),
        ({"sex": SEX, "age": AGE, "breed": SEX}, ()),  # dogs
        ({"personal": ["male single", "female mar", "female div", "male mar"], "age": AGE}, ("personal", "age")),
        ({"group": ["Caucasian", "Asian", "Hispanic", "Asian"], "x": AGE}, ("group",)),
        ({"kind": ["married", "divorced", "married", "single"], "x": AGE}, ("kind",)),
        ({"cap": ["white", "black", "white", "black"], "x": AGE}, ()),  # a colour
    ],
)
def test_protected(task, data, protected):
    assert task(data).protected == protected


def test_told_protected_columns_are_added(task):
    assert task({"race": SEX, "club": SEX}, protected=("club",)).protected == ("race", "club")


# --- when a row is from ----------------------------------------------------------------------------------------------------------


def test_the_fullest_and_finest_says_when_a_row_is_from(task):
    gaps: list[dt.datetime | None] = [None] * 30
    data = {"closed": [*gaps, *DAYS[:10]], "year": [2024, 2023] * 20, "opened": DAYS, "due": DAYS}
    found = task(data)
    assert found.having("time") == ("opened",)
    assert found.having("datetime") == ("closed", "year", "due")


def test_a_told_time_is_the_only_one(task):
    assert task({"a": DAYS, "b": DAYS}, time="b").having("time") == ("b",)


def test_a_birthday_is_not_when_a_row_is_from(task):
    assert task({"birth_date": DAYS}).having("time") == ()
