from __future__ import annotations

import numpy as np

VALUES = np.random.default_rng(0).normal(size=(60, 3))


def frame(rows: list[int], ids: list[int]) -> dict[str, object]:
    return {"id": ids, **{name: VALUES[rows, place] for place, name in enumerate("abc")}}


def test_a_row_with_a_new_id_is_named(measure, judge):
    data = frame([*range(60), 7], [*range(60), 60])
    found = measure("duplicates-but-ids", data)
    assert [(m.columns, m.value, m.rows.positions.tolist()) for m in found] == [(("id",), 1 / 61, [60])]
    (issue,) = judge("duplicates-but-ids", data)
    assert (issue.severity, issue.title) == ("low", "1 row (1.6%) equals an earlier row in all columns except `id`")


def test_many_of_them_are_worse(judge):
    assert [i.severity for i in judge("duplicates-but-ids", frame([*range(60), *range(30)], list(range(90))))] == ["high"]


def test_exact_copies_are_no_matter_of_it(measure):
    assert measure("duplicates-but-ids", frame([*range(60), 7], [*range(60), 7])) == []


def test_without_an_id_there_is_nothing_to_say(measure):
    data = frame([*range(60), 7], list(range(61)))
    del data["id"]
    assert measure("duplicates-but-ids", data) == []


def test_rows_of_one_entity_may_be_alike(measure):
    data = frame([*range(60), 7], list(range(61))) | {"patient": ["p"] * 61}
    assert measure("duplicates-but-ids", data, group="patient") == []


def test_members_of_a_group_may_be_alike(judge):
    """Chicks of a brood with the same number of ticks are no copies of each other."""
    brood = np.repeat(np.arange(60), 4)
    found = {"id": np.arange(240), "brood": [f"b{one}" for one in brood], "height": 400.5 + brood, "year": 95 + brood % 3}
    ticks = np.where(np.arange(240) % 4 < 2, 0, np.arange(240) * 7 % 11)
    (issue,) = judge("duplicates-but-ids", {**found, "ticks": ticks * 1.0}, target="ticks")
    assert (issue.severity, issue.cost, issue.details["told_apart"]) == ("info", 0, 0.0)
