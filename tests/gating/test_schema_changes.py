from __future__ import annotations

import pytest


def changes(decision):
    return [(one.what, one.columns, one.fails) for one in decision.schema]


def test_an_added_column_is_told(gate, table):
    assert changes(gate(table, {**table, "c": list(range(800))}, "y")) == [("added", ("c",), False)]


def test_a_removed_column_fails(gate, table):
    assert changes(gate({**table, "c": list(range(800))}, table, "y")) == [("removed", ("c",), True)]


def test_a_renamed_column_is_known_by_its_cells(gate, table):
    new = {("age" if name == "a" else name): column for name, column in table.items()}
    (one,) = gate(table, new, "y").schema
    assert (one.what, one.old, one.new, one.fails) == ("renamed", "a", "age", True)


def test_a_renamed_column_is_known_by_how_it_is_distributed(gate, table, rng):
    new = {"age": rng.normal(size=800).tolist(), "b": table["b"], "y": table["y"]}
    (one,) = gate(table, new, "y").schema
    assert (one.what, one.old, one.new) == ("renamed", "a", "age")


def test_another_column_is_not_taken_for_a_renamed_one(gate, table, rng):
    new = {"age": rng.normal(40, 10, size=800).tolist(), "b": table["b"], "y": table["y"]}
    assert {one.what for one in gate(table, new, "y").schema} == {"added", "removed"}


def test_another_type_fails_and_another_way_to_store_it_does_not(gate, table):
    whole = {**table, "c": list(range(800))}
    assert changes(gate(whole, {**table, "c": [f"n{i}" for i in range(800)]}, "y")) == [("kind", ("c",), True)]
    assert [fails for _, _, fails in changes(gate(whole, {**table, "c": [i + 0.5 for i in range(800)]}, "y"))] in ([], [False])


def test_the_first_empty_cells_are_told(gate, table):
    assert changes(gate(table, {**table, "a": [None, *table["a"][1:]]}, "y")) == [("nulls", ("a",), False)]


def test_another_order_is_told(gate, table):
    assert changes(gate(table, dict(reversed(table.items())), "y")) == [("order", (), False)]


def test_a_new_category_fails_where_chance_does_not_explain_it(gate, table):
    some = ["z2" if text == "z" and i % 2 else text for i, text in enumerate(table["b"])]
    one = next(one for one in gate(table, {**table, "b": some}, "y").schema)
    assert (one.what, one.fails) == ("new category", True)
    assert "'z2'" in one.title
    few = ["z2", *table["b"][1:]]
    assert not any(one.fails for one in gate(table, {**table, "b": few}, "y").schema)


@pytest.mark.parametrize("gone", ["z", "x"])
def test_a_lost_category_fails(gate, table, gone):
    keep = [i for i, text in enumerate(table["b"]) if text != gone]
    new = {name: [column[i] for i in keep] for name, column in table.items()}
    assert ("gone category", ("b",), True) in changes(gate(table, new, "y"))


def test_a_new_class_is_worse_than_a_new_category(gate, table):
    new = ["maybe" if i % 20 == 0 else label for i, label in enumerate(table["y"])]
    one = next(one for one in gate(table, {**table, "y": new}, "y").schema if one.what == "new class")
    assert (one.severity, one.fails) == ("high", True)


def test_columns_stored_otherwise_are_told_together(audit, reread, table, tmp_path):
    import pandas as pd

    from dataqa.gating.decide import decide
    from dataqa.policy.pack import Rules

    pd.DataFrame(table).to_csv(tmp_path / "t.csv", index=False)
    pd.DataFrame(table).to_parquet(tmp_path / "t.parquet", index=False)
    before, after = (audit(tmp_path / name, "y") for name in ("t.csv", "t.parquet"))
    decision = decide(reread(before), after.record, Rules.load())
    assert decision.passed
    assert {one.what for one in decision.schema} == {"stored"}
    assert len(decision.schema) <= 2
    assert (decision.rows.same.value, decision.rows.exact) == (800, True)
