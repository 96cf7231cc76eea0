from __future__ import annotations

PEOPLE = {"age": [30, 30, 40, 41] * 10, "sex": ["m", "m", "f", "f"] * 10, "zip": ["1", "1", "1", "1"] * 9 + ["1", "2", "3", "1"]}


def test_rows_alone_with_their_facts_are_named_and_no_column_is(measure):
    found = measure("re-identification", PEOPLE)
    assert [(m.columns, m.value, m.rows.positions.tolist()) for m in found] == [((), 2 / 40, [37, 38])]
    assert found[0].details["facts"] == ("age", "sex", "zip")


def test_somebody_with_several_rows_counts_once(measure):
    events = {
        "user": [f"u{k}" for k in range(40)] * 3,
        "day": range(120),
        **{name: list(cells) * 3 for name, cells in PEOPLE.items()},
    }
    assert measure("re-identification", {k: v for k, v in events.items() if k != "user"} | {"day": range(120)}) == []
    (found,) = measure("re-identification", events, group="user")
    assert (found.kind, found.value, found.details["alone"], found.details["people"]) == ("people", 2 / 40, 2, 40)
    assert found.rows.positions.tolist() == [37, 38, 77, 78, 117, 118]


def test_data_that_is_not_about_people_is_quiet(measure):
    assert measure("re-identification", {"age": range(40), "zip": [str(k) for k in range(40)]}) == []


def test_a_job_is_known_and_how_one_likes_it_is_not(measure):
    frame = {"sex": ["m", "f"] * 20, "race": ["a", "b"] * 20, "JobSatisfaction": range(40), "JobRole": ["x", "y"] * 19 + ["z", "z"]}
    assert measure("re-identification", frame)[0].details["facts"] == ("sex", "race", "JobRole")


def test_it_is_never_loud(judge):
    issues = judge("re-identification", {"age": range(20, 100, 2), "sex": ["m", "f"] * 20})
    assert [(i.severity, i.value) for i in issues] == [("low", 1.0)]
    assert [i.severity for i in judge("re-identification", PEOPLE)] == ["info"]
