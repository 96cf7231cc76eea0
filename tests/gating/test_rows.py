from __future__ import annotations


def every(values):
    return {name: list(column) for name, column in values.items()}


def less(table, keep):
    return {name: [cell for i, cell in enumerate(column) if keep(i)] for name, column in table.items()}


def ids(findings):
    return [finding.id for finding in findings]


def test_the_same_rows_in_any_order_are_the_same(gate, table):
    rows = gate(table, {name: column[::-1] for name, column in reversed(table.items())}, "y").rows
    assert (rows.same.value, rows.added.value, rows.removed.value, rows.exact) == (800, 0, 0, True)
    assert rows.findings == ()


def test_few_rows_are_counted_exactly(gate, table):
    rows = gate(table, less(table, lambda i: i >= 30), "y").rows
    assert (rows.same.value, rows.added.value, rows.removed.value, rows.exact) == (770, 0, 30, True)


def test_many_rows_are_estimated(gate, rng):
    old = {"a": rng.normal(size=20_000).tolist(), "y": rng.integers(0, 2, 20_000).tolist()}
    new = {name: column[:15_000] + column[:1_000] for name, column in old.items()}
    rows = gate(old, new, "y").rows
    assert not rows.exact
    assert rows.same.low <= 15_000 <= rows.same.high
    assert rows.removed.low <= 5_000 <= rows.removed.high
    assert rows.added.low <= 1_000 <= rows.added.high
    assert rows.same.high - rows.same.low < 1_500


def test_rows_that_are_gone_fail_from_a_fifth_on(gate, table):
    assert "rows:fewer" not in ids(gate(table, less(table, lambda i: i >= 150), "y").failing)
    assert "rows:fewer" in ids(gate(table, less(table, lambda i: i >= 170), "y").failing)


def test_another_label_is_no_other_row(gate, table):
    new = every(table)
    new["y"][:40] = ["no" if label == "yes" else "yes" for label in new["y"][:40]]
    decision = gate(table, new, "y")
    assert (decision.rows.same.value, decision.rows.relabelled.value) == (800, 40)
    assert ids(decision.failing) == ["rows:relabelled"]


def test_added_copies_are_told_from_added_rows(gate, table, rng):
    copied = {name: column + column[:40] for name, column in table.items()}
    decision = gate(table, copied, "y")
    assert (decision.rows.added.value, decision.rows.copies.value) == (40, 40)
    assert "rows:copies" in ids(decision.failing)
    more = {"a": table["a"] + rng.normal(size=40).tolist(), "b": table["b"] + ["x"] * 40, "y": table["y"] + ["no"] * 40}
    assert gate(table, more, "y").rows.findings == ()


def test_coarse_rows_repeat_by_chance(gate, rng):
    old = {"a": rng.integers(0, 3, 400).tolist(), "y": rng.integers(0, 2, 400).tolist()}
    new = {name: column + rng.integers(0, 2, 200).tolist() for name, column in old.items()}
    assert "rows:copies" not in ids(gate(old, new, "y").rows.findings)


def test_one_edited_column_does_not_make_all_rows_others(gate, table):
    decision = gate(table, {**table, "b": [text + "!" for text in table["b"]]}, "y")
    assert decision.rows.same is None
    assert decision.rows.unknown == "the rows are the same but for cells of b"


def test_rows_are_known_by_the_columns_that_were_there_before(gate, table):
    renamed = {("age" if name == "a" else name): column for name, column in table.items()}
    for new in ({**table, "c": table["a"]}, renamed, {**renamed, "c": table["b"]}):
        rows = gate(table, new, "y").rows
        assert (rows.same.value, rows.exact) == (800, True)
    rows = gate(table, {**{name: column[30:] for name, column in table.items()}, "c": list(range(770))}, "y").rows
    assert (rows.same.value, rows.removed.value, rows.relabelled.value) == (770, 30, 0)


def test_rows_are_unknown_where_a_column_is_gone(gate, table):
    assert gate({**table, "c": table["a"]}, table, "y").rows.unknown == "the columns changed, so no row is the same"


def test_other_rows_of_the_same_kind_are_told_and_fail_nothing(gate, table, rng):
    decision = gate(table, {**table, "a": rng.normal(size=800).tolist(), "b": rng.permutation(table["b"]).tolist()}, "y")
    assert (ids(decision.rows.findings), decision.failing) == (["rows:replaced"], ())


def test_of_a_part_of_the_old_rows_none_is_added(gate, rng):
    old = {"a": rng.normal(size=2_000).tolist(), "y": rng.integers(0, 2, 2_000).tolist()}
    rows = gate(old, {name: column[:1_000] for name, column in old.items()}, "y").rows
    assert (rows.same.value, rows.added.value, rows.removed.value) == (1_000, 0, 1_000)
    rows = gate({name: column[:1_000] for name, column in old.items()}, old, "y").rows
    assert (rows.same.value, rows.added.value, rows.removed.value) == (1_000, 1_000, 0)
