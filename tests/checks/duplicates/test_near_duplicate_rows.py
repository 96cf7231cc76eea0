from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np

RANDOM = np.random.default_rng(0)
N = 200
TOWNS = RANDOM.choice(["Hamburg", "Bremen", "Rostock", "Kiel", "Lübeck"], N).tolist()
PRICE, SIZE = RANDOM.normal(50, 9, N).round(3).tolist(), RANDOM.normal(9, 2, N).round(3).tolist()
ROOMS = RANDOM.integers(1, 6, N).tolist()
ALL = {"town": TOWNS, "price": PRICE, "size": SIZE, "rooms": ROOMS}


def with_copies(*rows: int, **changed: list) -> dict[str, list]:
    """The table with some of its rows once more at the end, of which some cells are others."""
    return {name: [*cells, *changed.get(name, [cells[row] for row in rows])] for name, cells in ALL.items()}


def test_case_and_blanks(measure, judge):
    data = with_copies(3, 5, town=[TOWNS[3].upper(), TOWNS[5] + " "])
    (found,) = measure("near-duplicate-rows", data)
    assert (found.columns, found.about, found.rows.positions.tolist()) == (("town",), "form", [200, 201])
    assert found.details["originals"] == [3, 5]
    assert [issue.title for issue in judge("near-duplicate-rows", data)] == [
        "2 rows (1.0%) equal an earlier row except for case or spaces in `town`"
    ]


def test_a_slip_of_the_keyboard(measure):
    (found,) = measure("near-duplicate-rows", with_copies(3, town=[TOWNS[3][:2] + TOWNS[3][3:]]))
    assert (found.columns, found.about, found.kind, found.rows.positions.tolist()) == (("town",), "slip", "slip", [200])
    assert measure("near-duplicate-rows", with_copies(3, town=["Bern"])) == []


def test_numbers_rounded_all_or_one(measure):
    (all_of_them,) = measure("near-duplicate-rows", with_copies(3, 5, price=np.round([PRICE[3], PRICE[5]], 1).tolist(),
                                                                size=np.round([SIZE[3], SIZE[5]], 1).tolist()))  # fmt: skip
    assert (all_of_them.about, all_of_them.kind, all_of_them.rows.positions.tolist()) == ("rounding", "rounding", [200, 201])
    (one,) = measure("near-duplicate-rows", with_copies(8, price=[round(PRICE[8], 2)]))
    assert (one.columns, one.rows.positions.tolist()) == (("price",), [200])
    assert measure("near-duplicate-rows", with_copies(8, price=[PRICE[8] + 0.004])) == []


def test_ids_do_not_count_and_exact_copies_are_another_matter(measure):
    ids = {"id": list(range(1000, 1000 + N + 1))}
    (found,) = measure("near-duplicate-rows", with_copies(3, town=[TOWNS[3].lower()]) | ids)
    assert (found.rows.positions.tolist(), found.notes, found.details["ids"]) == ([200], ("ids",), ["id"])
    assert measure("near-duplicate-rows", with_copies(3)) == measure("near-duplicate-rows", with_copies(3) | ids) == []


def hours(*where: int) -> dict[str, list[datetime]]:
    return {"sold": [datetime(2024, 1, 1) + timedelta(hours=int(h)) for h in where]}


def test_another_time(measure):
    times = RANDOM.permutation(N)
    (found,) = measure("near-duplicate-rows", with_copies(3) | hours(*times, N + 7))
    assert (found.columns, found.about, found.kind, found.rows.positions.tolist()) == (("sold",), "time", "time", [200])
    assert found.details["originals"] == [3]


def test_readings_that_stay_as_they_were_are_a_series(measure):
    level = np.sort(RANDOM.normal(size=N // 2)).round(3)
    data = {"level": np.repeat(level, 2), "flow": np.repeat(level * 2, 2), "state": np.repeat(level > 0, 2)}
    assert measure("near-duplicate-rows", data | hours(*range(N))) == []


def test_coarse_columns_are_nearly_equal_by_chance(measure):
    data = {name: RANDOM.choice(["alpha", "Alpha", "alpho", "beta"], 400) for name in "abc"}
    assert measure("near-duplicate-rows", data | {"x": RANDOM.integers(0, 30, 400) / 10}) == []


def test_what_chance_mostly_explains_is_no_issue(judge):
    data = {name: RANDOM.choice(["alpha", "beta"], 3000) for name in "abc"} | {"x": RANDOM.normal(size=3000).round(2)}
    assert judge("near-duplicate-rows", data) == []


def test_severity_follows_the_share(judge):
    shares = (2, 30, 100)
    tables = [with_copies(*range(n), town=[town.upper() for town in TOWNS[:n]]) for n in shares]
    assert [judge("near-duplicate-rows", data)[0].severity for data in tables] == ["low", "medium", "high"]


def test_of_coarse_rows_that_are_equal_by_chance_some_are_so_once_rounded(measure):
    """60 answers of 240 women: nearly all are given again, and one age is written with other digits."""
    random = np.random.default_rng(8)
    age, answer = random.integers(20, 30, 240) - 24.5599, random.integers(0, 3, 240)
    rows = {"age": age, "answer": answer.tolist(), "town": random.choice(["K", "B"], 240).tolist()}
    rows["age"] = [*age[:-1], round(float(age[0]), 2)]
    rows["answer"][-1], rows["town"][-1] = rows["answer"][0], rows["town"][0]
    assert [one.kind for one in measure("near-duplicate-rows", rows)] == []
