from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from contexts import context_of

from dataqa.checks.coincidence import equal_rows_by_chance

WORDS = [f"row number {i}" for i in range(97)]


def test_the_later_copies_are_named(measure):
    found = measure("exact-duplicates", {"a": [*WORDS, *WORDS[:3]], "b": [*range(97), 0, 1, 2]})
    assert [(m.columns, m.value, m.rows.positions.tolist()) for m in found] == [((), 0.03, [97, 98, 99])]
    assert (found[0].details["groups"], found[0].details["largest"]) == (3, 2)


def test_the_largest_group_comes_first(measure):
    found = measure("exact-duplicates", {"text": [*WORDS, "row number 0", "row number 1", "row number 1"]})
    assert found[0].rows.positions.tolist() == [98, 99, 97]


def test_different_rows_are_quiet(measure):
    assert measure("exact-duplicates", {"a": [1, 1, 2], "b": ["x", "y", "x"]}) == []


def test_empty_cells_equal_each_other(measure):
    found = measure("exact-duplicates", {"a": [*WORDS, WORDS[0]], "b": [None, *range(96), None]})
    assert found[0].rows.positions.tolist() == [97]


def test_repeats_in_a_single_column_of_numbers_are_chance(measure):
    assert measure("exact-duplicates", {"a": [1, 2, 3] * 30}) == []


def test_repeats_in_coarse_columns_are_no_more_than_low(judge):
    random = np.random.default_rng(0)
    data = {name: random.integers(0, 4, 500) for name in "abcd"}
    assert {issue.severity for issue in judge("exact-duplicates", data)} <= {"low"}


@pytest.mark.parametrize(("copies", "severity"), [(2, "low"), (100, "medium"), (300, "high")])
def test_severity_follows_the_share(judge, copies, severity):
    values = np.random.default_rng(0).normal(size=(900, 3))
    rows = np.vstack([values, values[:copies]])
    issues = judge("exact-duplicates", {"a": rows[:, 0], "b": rows[:, 1], "c": rows[:, 2]})
    assert [(i.severity, i.rows.count) for i in issues] == [(severity, copies)]


def chance_rows(seed, n=128):
    random = np.random.default_rng(seed)
    return {
        "a": random.integers(0, 2, n).tolist(),
        "b": random.integers(0, 2, n).tolist(),
        "c": random.integers(100, 1000, n).tolist(),
    }


@pytest.mark.parametrize("seed", range(8))
def test_copies_that_chance_explains_are_quiet(measure, seed):
    assert measure("exact-duplicates", chance_rows(seed)) == []


def test_copies_beyond_chance_in_the_same_columns_are_named(measure):
    rows = {name: [*values, *values[:20]] for name, values in chance_rows(0).items()}
    assert set(range(128, 148)) <= set(measure("exact-duplicates", rows)[0].rows.positions.tolist())


def nested(n=300, seed=0):
    random = np.random.default_rng(seed)
    return [{"x": int(x), "z": int(z)} for x, z in zip(random.integers(0, 2, n), random.integers(0, 1000, n), strict=True)]


@pytest.mark.parametrize("seed", range(5))
def test_nested_cells_of_few_coarse_values_are_equal_by_chance_as_flat_ones_are(measure, seed):
    cells, label = nested(seed=seed), np.random.default_rng(100 + seed).choice(["p", "q"], 300).tolist()
    flat = {"x": [cell["x"] for cell in cells], "z": [cell["z"] for cell in cells]}
    assert len({str(cell) for cell in cells}) < 295
    assert measure("exact-duplicates", {"cell": cells, "y": label}, target="y") == []
    assert measure("exact-duplicates", flat | {"y": label}, target="y") == []


def test_copies_of_nested_cells_with_much_in_them_are_named(measure):
    random = np.random.default_rng(1)
    cells = [{"at": random.normal(size=3).round(3).tolist(), "who": f"person {i}"} for i in range(97)]
    found = measure("exact-duplicates", {"cell": [*cells, *cells[:3]]})
    assert [m.rows.positions.tolist() for m in found] == [[97, 98, 99]]


def test_copies_of_long_lists_are_named(measure):
    vectors = np.random.default_rng(2).normal(size=(97, 64)).tolist()
    found = measure("exact-duplicates", {"vector": [*vectors, *vectors[:3]]})
    assert [m.rows.positions.tolist() for m in found] == [[97, 98, 99]]


def test_one_copy_is_in_the_singular(judge):
    (issue,) = judge("exact-duplicates", {"a": [*WORDS, WORDS[0]], "b": [*range(97), 0]})
    assert issue.title == "1 row (1.0%) is an exact copy of an earlier row"
    assert issue.why.startswith("1 row appears more than once, up to 2 times; chance explains at most 0 of the copies.")


def whole(times, rest=0):
    random = np.random.default_rng(2)
    data = {"order": np.arange(60), "weight": random.normal(size=60).round(3), "color": random.choice(["red", "blue"], 60)}
    return {name: np.concatenate([*[cells] * times, cells[:rest]]) for name, cells in data.items()}


@pytest.mark.parametrize(("times", "rest"), [(2, 0), (12, 0), (12, 25)])
def test_a_file_that_was_written_several_times_is_copies(measure, times, rest):
    (found,) = measure("exact-duplicates", whole(times, rest))
    rows = 60 * times + rest
    assert (found.value, found.rows.count, found.details["groups"]) == ((rows - 60) / rows, rows - 60, 60)


def test_a_design_of_all_combinations_is_no_copy(measure):
    data = {"seed": np.tile(np.repeat(range(5), 5), 12), "water": np.tile(range(5), 60), "soil": np.tile(["clay", "sand"], 150)}
    assert measure("exact-duplicates", data) == []


def replicated(rows, times):
    return {f"x{place}": [row[place] for row in rows] * times for place in range(len(rows[0]))}


@pytest.mark.parametrize(
    "rows",
    [
        [bits for bits in product(range(2), repeat=6) if sum(bits) % 2 == 0],
        [(row, column, (row + column) % 6) for row in range(6) for column in range(6)],
        [(f"site{n // 4}", f"plot{n}", kind) for n in range(20) for kind in ("control", "treated")],
        [tuple(int(n == k) for k in range(24)) for n in range(24)],
    ],
    ids=["half of a factorial", "Latin square", "nested", "flags"],
)
def test_replicates_of_a_design_are_no_copies(judge, rows):
    assert {issue.severity for issue in judge("exact-duplicates", replicated(rows, 4))} <= {"info"}


def test_products_that_are_sold_more_or_less_often_are_no_copies(measure):
    sold = np.random.default_rng(1).poisson(12, 60) + 1
    data = {name: np.repeat(cells[:60], sold) for name, cells in whole(1).items()}
    assert measure("exact-duplicates", data) == []


def test_subjects_that_were_measured_equally_often_are_alike_without_their_answers():
    data = {name: cells for name, cells in whole(12).items() if name != "weight"}
    data["ill"] = np.tile([0, 1], 360)
    audit = context_of(data, target="ill")
    assert np.isinf(equal_rows_by_chance(audit, ["order", "color"])).all()
    assert (equal_rows_by_chance(audit, ["order", "color", "ill"]) == 0).all()
