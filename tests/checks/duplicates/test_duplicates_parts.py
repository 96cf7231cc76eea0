"""Small parts of the checks of duplicates, by hand."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import polars as pl
import pytest

from dataqa.checks.duplicates._copies import Copies, copies_of, measured
from dataqa.checks.duplicates._copies import _picture as groups_shown
from dataqa.checks.duplicates._entities import _alike, _chance, entities
from dataqa.checks.duplicates.duplicates_but_ids import _near
from dataqa.checks.duplicates.near_duplicate_images import near_duplicate_images
from dataqa.checks.duplicates.near_duplicate_rows import _equal_by_chance, _linked, _measured, _those, _without_texts
from dataqa.checks.duplicates.near_duplicate_texts import _measured as near_duplicate_texts_measured
from dataqa.checks.duplicates.quoted_texts import _below, _lines
from dataqa.checks.duplicates.repeated_ids import repeated_ids
from dataqa.checks.duplicates.repeated_pairs import _measured as pair_measured
from dataqa.checks.near_rows import NearRows

# --- copies of rows ---

FRAME = pl.DataFrame({"a": ["x", "y", "x", None, "x", None], "b": [1, 2, 1, 3, 9, 3]})


def test_rows_that_equal_an_earlier_one():
    found = copies_of(FRAME)
    assert (found.rows.tolist(), found.first.tolist(), found.sizes.tolist()) == ([2, 5], [0, 3], [2, 1, 2, 2, 1, 2])
    # rows of one hash that differ are none
    found = copies_of(FRAME, np.array([7, 8, 7, 9, 7, 9], dtype=np.uint64))
    assert (found.rows.tolist(), found.first.tolist(), found.sizes.tolist()) == ([2, 5], [0, 3], [3, 1, 3, 2, 3, 2])
    assert copies_of(FRAME[:2]).rows.tolist() == []
    assert copies_of(FRAME[:0]).rows.tolist() == []
    assert copies_of(FRAME.select("a"), form=lambda rows: rows.select(pl.col("a").fill_null("x"))).rows.tolist() == [2, 4, 5]


def test_some_of_the_copies():
    found = Copies(np.array([2, 4, 5]), np.array([0, 0, 3]), np.array([3, 1, 3, 2, 3, 2]))
    assert (found.without(np.array([4])).rows.tolist(), found.without(np.array([4])).first.tolist()) == ([2, 5], [0, 3])
    assert (found.within(np.array([4])).rows.tolist(), found.within(np.array([4])).first.tolist()) == ([4], [0])


def told(by_chance: float, monkeypatch: pytest.MonkeyPatch, rows: int = 20, copies: Copies | None = None) -> Any:
    monkeypatch.setattr("dataqa.checks.duplicates._copies.equal_rows_by_chance", lambda *_: None)
    monkeypatch.setattr("dataqa.checks.duplicates._copies.copies_by_chance", lambda *_: by_chance)
    sizes = np.array([3, 2, 3, 2, 3, *[1] * (rows - 5)])
    found = Copies(np.array([2, 3, 4]), np.array([0, 1, 0]), sizes) if copies is None else copies
    return measured(SimpleNamespace(rows=rows), found, ["a"], ("a",), "t")


def test_copies_beyond_chance(monkeypatch):
    one = told(0.0, monkeypatch)
    # three of twenty, the largest group first
    assert (one.value, one.rows.positions.tolist()) == (0.15, [2, 4, 3])
    assert one.interval == pytest.approx((0.05237, 0.36042), abs=1e-5)
    assert one.details == {"share": 0.15, "beyond": 0.15, "left": 17, "expected": 0, "by_chance": 0, "groups": 2, "largest": 3}
    assert (one.evidence[0].labels, one.evidence[0].values) == (("2 times", "3 times"), (1, 1))
    half = told(0.75, monkeypatch)
    assert half.details == {
        "share": 0.15, "beyond": pytest.approx(0.1125), "left": 17.75, "expected": 0.8,
        "by_chance": 0.25, "groups": 2, "largest": 3,
    }  # fmt: skip
    assert half.interval == pytest.approx((0.05237 - 0.0375, 0.36042 - 0.0375), abs=1e-5)
    # at least 1.047 are beyond chance
    assert told(1.04, monkeypatch) is not None
    assert told(1.05, monkeypatch) is None
    assert told(0.0, monkeypatch, copies=Copies(np.zeros(0, dtype=int), np.zeros(0, dtype=int), np.ones(20, dtype=int))) is None


def test_groups_by_their_size():
    shown = groups_shown(np.arange(2, 12), np.arange(10, 0, -1), "t")
    assert (shown.labels[0], shown.labels[-1], len(shown.labels)) == ("2 times", "9 to 11 times", 8)
    assert shown.values == (10, 9, 8, 7, 6, 5, 4, 3 + 2 + 1)
    assert groups_shown(np.arange(2, 10), np.ones(8), "t").labels[-1] == "9 times"


def test_rows_whose_targets_are_near():
    copies = Copies(np.array([2, 3, 4, 6]), np.array([0, 0, 0, 5]), np.ones(7, dtype=int))
    ranks = np.array([10.0, 0, 12, 20, 11, 1, np.nan])
    # ranks 10, 12, 20 and 11 have the median 11.5
    assert _near(copies, ranks, 3.0).tolist() == [2, 4]
    assert _near(copies, ranks, 0.9).tolist() == []
    assert _near(copies, ranks, 1.0).tolist() == [4]  # the first of them is row 2, for row 0 is too far
    assert _near(copies, ranks, 99.0).tolist() == [2, 3, 4]


# --- rows of one name ---


def test_the_chance_of_equal_cells():
    def chance(cells: list[Any]) -> float:
        return _chance(SimpleNamespace(profile=SimpleNamespace(sample=pl.DataFrame({"a": cells}))), "a")

    assert chance(["x", "x", "y", None]) == 2 / 12
    assert chance(["x", "x"]) == 1.0
    assert chance(["x"]) == 1.0


def named(
    frame: pl.DataFrame, monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...] = ("name",), left_out: tuple[int, ...] = ()
) -> Any:
    monkeypatch.setattr("dataqa.checks.duplicates._entities.text_keys", lambda _, name: frame.get_column(name).hash())
    parts = {name: SimpleNamespace(role="id" if name == "id" else "categorical") for name in frame.columns}
    audit = SimpleNamespace(
        task=SimpleNamespace(columns=parts), rows=frame.height,
        engine=SimpleNamespace(take=lambda rows, names: frame[rows].select(names)), profile=SimpleNamespace(sample=frame),
    )  # fmt: skip
    return _alike(audit, "name", list(names), np.array(left_out, dtype=np.int64))


def test_rows_of_one_name_that_agree(monkeypatch):
    frame = pl.DataFrame({"id": range(6), "name": ["a", "a", "a", "b", "c", "c"], "x": [1, 1, 2, 1, 5, 6], "y": [1, 1, 1, 1, 7, 8]})
    found = named(frame, monkeypatch)
    # of row 1 all cells are those of another row of its name in y, and half of them in x; of row 2 none in x
    assert (found.rows.tolist(), found.repeats, found.differing) == ([1, 2], 3, ("x",))
    assert found.agreement.tolist() == [0.75, 0.5]
    assert found.by_chance == pytest.approx((6 / 30 + 12 / 30) / 2)
    assert named(frame, monkeypatch, names=("name", "x")).rows.tolist() == [1]
    assert named(frame, monkeypatch, left_out=(1,)).rows.tolist() == [2]
    alone = named(frame.select("id", "name"), monkeypatch)
    assert (alone.rows.tolist(), alone.repeats, alone.by_chance, alone.differing) == ([], 3, 1.0, ())


def test_tables_with_groups_or_few_columns_have_no_names():
    def found(columns: int, groups: list[str]) -> dict:
        task = SimpleNamespace(columns=range(columns), having=lambda _: groups)
        return entities(SimpleNamespace(task=task, profiles=lambda *_: []), np.zeros(0, dtype=int))

    assert found(4, []) == found(3, []) == {}
    task = SimpleNamespace(columns=range(3), having=lambda _: [])
    assert entities(SimpleNamespace(task=task), np.zeros(0, dtype=int)) == {}
    task = SimpleNamespace(columns=range(9), having=lambda _: ["who"])
    assert entities(SimpleNamespace(task=task), np.zeros(0, dtype=int)) == {}


# --- rows, texts and images that are nearly equal ---


def near(expected: float, rows: list[int] | None = None, columns: dict[str, int] | None = None) -> NearRows:
    at = np.array([5, 7, 9] if rows is None else rows)
    return NearRows(
        kind="slip",
        rows=at,
        first=np.zeros(len(at), dtype=int),
        columns={"a": 3} if columns is None else columns,
        expected=expected,
    )


def test_near_rows_beyond_chance():
    audit = SimpleNamespace(rows=20)
    (found,) = _measured(audit, near(0.75), ["id"])
    assert (found.value, found.columns, found.rows.positions.tolist(), found.kind) == (
        pytest.approx(0.1125),
        ("a",),
        [5, 7, 9],
        "slip",
    )
    assert found.interval == pytest.approx((0.05237 - 0.0375, 0.36042 - 0.0375), abs=1e-5)
    assert found.details == {
        "share": 0.15, "expected": 0.8, "beyond": 0.75, "groups": 1, "differing": {"a": 3}, "ids": ["id"], "originals": [0, 0, 0],
    }  # fmt: skip
    assert len(list(_measured(audit, near(1.04), []))) == 1
    assert list(_measured(audit, near(1.05), [])) == list(_measured(audit, near(0.0, columns={}), [])) == []
    assert list(_measured(audit, near(0.0, [], {}), [])) == []


def test_some_of_the_near_rows():
    differing = {"a": np.array([True, True, False]), "b": np.array([False, True, True])}
    found = _those(near(0.0), differing, np.array([True, True, False]))
    assert (found.rows.tolist(), found.columns, list(found.columns)) == ([5, 7], {"a": 2, "b": 1}, ["a", "b"])
    assert _those(near(0.0), differing, np.array([False, False, True])).columns == {"b": 1}


def test_differences_in_one_text_alone_are_reported_elsewhere(monkeypatch):
    monkeypatch.setattr("dataqa.checks.duplicates.near_duplicate_rows.parameters_of", lambda _: {"shortest": 6})
    frame = pl.DataFrame({"t": ["the one", "The one", "short", "Short", "the one", "The one"], "u": ["x", "x", "x", "x", "x", "y"]})

    def parted(kind: str) -> tuple[list[int], list[int]]:
        found = NearRows(kind=kind, rows=np.array([1, 3, 5]), first=np.array([0, 2, 4]), columns={"t": 3, "u": 1}, expected=0.0)
        audit = SimpleNamespace(task=SimpleNamespace(having=lambda _: ["t", "v"]))
        ours, texts = _without_texts(audit, frame, found)
        return ours.rows.tolist(), texts.rows.tolist()

    assert parted("form") == ([5], [1, 3])
    assert parted("slip") == ([3, 5], [1])  # of a short text another check says nothing
    assert parted("rounding") == ([1, 3, 5], [])


def test_equal_rows_that_chance_explains(monkeypatch):
    monkeypatch.setattr("dataqa.checks.duplicates.near_duplicate_rows.equal_rows_by_chance", lambda *_: None)
    for explained in (True, False):
        monkeypatch.setattr(
            "dataqa.checks.duplicates.near_duplicate_rows.explained_by_chance", lambda *_, explained=explained: explained
        )
        for hashes, equal in (([1, 2, 2], True), ([1, 2, 3], False)):
            audit = SimpleNamespace(engine=SimpleNamespace(hashes=lambda _, hashes=hashes: np.array(hashes)))
            assert _equal_by_chance(audit, ["a"]) is (equal and explained)


def test_records_with_errors_the_surest_first(monkeypatch):
    linked = SimpleNamespace(
        rows=np.array([3, 5, 8, 9]), first=np.array([0, 1, 2, 4]), sure=np.array([0.9, 0.5, 1.0, 0.9]), columns={"a": 2}
    )
    monkeypatch.setattr("dataqa.checks.duplicates.near_duplicate_rows.linked_rows", lambda _: linked)
    (found,) = _linked(SimpleNamespace(rows=20), np.array([5]))
    assert (found.rows.positions.tolist(), found.rows.scores.tolist()) == ([8, 3, 9], [1.0, 0.9, 0.9])
    assert (found.details["originals"], found.details["expected"]) == ([2, 0, 4], 0.2)
    assert found.value == pytest.approx(2.8 / 20)
    monkeypatch.setattr("dataqa.checks.duplicates.near_duplicate_rows.linked_rows", lambda _: None)
    assert list(_linked(SimpleNamespace(rows=20), np.array([5]))) == []


def test_texts_without_a_near_one(monkeypatch):
    rows = pl.DataFrame({"row": [0, 1, 2], "same": [0, 1, 2], "place": [0, 1, 1], "characters": [9, 9, 9]})

    def found(groups: list[int]) -> Any:
        compared = SimpleNamespace(rows=rows, texts=4, groups=lambda: np.array(groups), nearest=lambda: np.array([0.8, 0.7]))
        monkeypatch.setattr("dataqa.checks.duplicates.near_duplicate_texts.compared_texts", lambda *_: compared)
        return near_duplicate_texts_measured(SimpleNamespace(rows=10), "a")

    one = found([0, 0])
    assert (one.rows.positions.tolist(), one.rows.scores.tolist(), one.value) == ([1, 2], [1.0, 1.0], 0.2)
    assert (one.details["groups"], one.details["largest"], one.details["originals"], one.notes) == (1, 3, [0, 0], ("sampled",))
    assert found([0, 1]).rows.positions.tolist() == [2]  # equal but for punctuation
    rows = rows.head(2)
    assert found([0, 1]) is None


def test_images_without_a_near_one(monkeypatch):
    def found(first: list[int], second: list[int]) -> list:
        pairs = SimpleNamespace(
            first=np.array(first, dtype=int), second=np.array(second, dtype=int), likeness=np.full(len(first), 0.9)
        )
        pictures = SimpleNamespace(digests=["a", "b", "c"], places=lambda _: pl.Series([2, 0, None, 1, 0], dtype=pl.Int64))
        monkeypatch.setattr("dataqa.checks.duplicates.near_duplicate_images.image_columns", lambda _: [("image", pictures)])
        monkeypatch.setattr("dataqa.checks.duplicates.near_duplicate_images.near_images", lambda _: {"image": pairs})
        audit = SimpleNamespace(rows=10, engine=SimpleNamespace(values=lambda _: None))
        return list(near_duplicate_images.measure(audit))

    (one,) = found([0], [2])
    assert (one.value, one.rows.positions.tolist(), one.rows.scores.tolist()) == (0.1, [1], [0.9])
    assert one.details == {"groups": 1, "originals": [0]}
    assert found([], []) == []


# --- ids, pairs, quotations ---


def again(cells: list[Any], monkeypatch: pytest.MonkeyPatch, copies: tuple[int, ...] = (), **more: Any) -> list:
    monkeypatch.setattr(
        "dataqa.checks.duplicates.repeated_ids.exact_copies", lambda _: SimpleNamespace(rows=np.array(copies, dtype=int))
    )
    frame = pl.DataFrame({"id": cells})
    column = SimpleNamespace(
        name="id",
        **(
            {"present": frame["id"].count(), "exact": True, "distinct": frame["id"].drop_nulls().n_unique(), "distinct_error": 0.0}
            | more
        ),
    )
    audit = SimpleNamespace(
        rows=frame.height, profiles=lambda _: [(column, SimpleNamespace(reason="told"))],
        parameters=SimpleNamespace(least_distinct=0.75),
        engine=SimpleNamespace(take=lambda rows, names: frame[rows].select(names)),
    )  # fmt: skip
    return list(repeated_ids.measure(audit))


def test_ids_of_several_rows(monkeypatch):
    cells = [1, 2, 3, 4, 5, 6, 2, 1, 2, None, 7, 8, 9, 10]
    (found,) = again(cells, monkeypatch)
    assert (found.value, found.rows.positions.tolist()) == (5 / 14, [1, 6, 8, 0, 7])
    assert (found.details, found.evidence[0].values) == ({"ids": 2, "most_repeated": ["2", "1"], "declared": 1.0}, (3, 2))
    assert again([1, 2, 3], monkeypatch) == again([None, None], monkeypatch) == []
    assert again([1, 2, 3], monkeypatch, exact=False) == []
    # three in four differ, or may
    assert len(again([1, 2, 3, 3], monkeypatch)) == 1
    assert again([1, 2, 2, 2], monkeypatch) == again([1, 2, 2, 3, 3], monkeypatch) == []
    assert again([1, 2, 3, 3], monkeypatch, distinct=2, distinct_error=0.1) == []
    assert len(again([1, 2, 3, 3], monkeypatch, distinct=2, distinct_error=0.2)) == 1
    # the rows themselves say that too few differ
    assert again([1, 1, 1, 2], monkeypatch, distinct=3) == []


def test_ids_of_copies_are_told_apart(monkeypatch):
    one, other = again([1, 2, 3, 4, 4, 1], monkeypatch, copies=(5,), distinct=5)
    assert (one.rows.positions.tolist(), one.about) == ([3, 4], "")
    assert (other.rows.positions.tolist(), other.about, other.covered_by) == ([5], "copies", ("exact-duplicates",))
    assert (other.value, other.evidence[0].values) == (1 / 6, (2,))


def test_pairs_the_farthest_apart_first():
    rows = pl.DataFrame({"row": [0, 1, 2, 3], "user": [1, 2, 1, 2], "item": [7, 7, 7, 7], "rating": [1.0, 1, 3, 5]})
    found = pair_measured(SimpleNamespace(rows=8), SimpleNamespace(user="u", item="i"), "contradicting", rows)
    assert (found.value, found.rows.positions.tolist(), found.columns) == (0.5, [1, 3, 0, 2], ("u", "i"))
    assert found.details == {"pairs": 2, "apart": 4.0, "share": 0.5}


def test_what_is_quoted():
    texts = pl.DataFrame({"text": ["mine\n> theirs\n>> older\n>\nmine", "none", "x Ann wrote:\n> a\n  b", None]})
    assert texts.select(_lines()).to_series().to_list() == ["theirs\nolder\n", "", "a", ""]
    assert texts.select(_below("wrote:")).to_series().to_list() == ["", "", "a\nb", ""]


def test_ids_that_all_differ_are_not_looked_at_closely(monkeypatch):
    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("dataqa.checks.duplicates.repeated_ids.exact_copies", never)
    for present in (5, 0):
        column = SimpleNamespace(name="id", present=present, exact=True, distinct=present, distinct_error=0.0)
        audit = SimpleNamespace(profiles=lambda _, column=column: [(column, None)], parameters=SimpleNamespace(least_distinct=0.75))
        assert list(repeated_ids.measure(audit)) == []
