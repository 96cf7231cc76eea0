"""Record linkage: values that are nearly the same, fields that identify, and how often strangers agree."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import numpy as np
import polars as pl
import pytest

from dataqa.checks.duplicates._linkage.blocking import _of_two, _rare, _sizes
from dataqa.checks.duplicates._linkage.comparing import DIFFERENT, EXACT, MISSING, NEAR, _alike_numbers, _alike_words, _moved, _near
from dataqa.checks.duplicates._linkage.fields import Field, _field, _written, fields_of
from dataqa.checks.duplicates._linkage.identifying import _identifies, _together
from dataqa.checks.duplicates._linkage.linking import _promising, linked_rows
from dataqa.checks.duplicates._linkage.weights import _agreeing, _bounded, linked


def field(name: str, cells: list[str | None], *, words: bool = True, slips: bool = True, numbered: bool = False) -> Field:
    texts = pl.Series(sorted({cell for cell in cells if cell is not None}), dtype=pl.String)
    places = {text: place for place, text in enumerate(texts)}
    codes = np.array([-1 if cell is None else places[cell] for cell in cells])
    return Field(
        name, texts, codes, np.bincount(codes[codes >= 0], minlength=len(texts)), words=words, numbered=numbered, slips=slips
    )


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("anna", "anne", True), ("ann", "anm", False), ("anna", "enni", False), ("j", "john", True), ("j", "mary", False),
        ("ab", "abel", False), ("berlinxy", "berlnixz", True), ("berlinx", "berlzzx", False),
        ("abcdefghijklmn", "xbcdexghijxlmn", True),
        ("hall 12", "hall 13", False), ("hall 12", "hal 12", True), ("miller", "miller and sons", True),
        ("mill", "mill and sons", False),
        ("smith", "jones", False),
    ],
)  # fmt: skip
def test_words_that_are_nearly_the_same(one, other, alike):
    assert _alike_words(pl.Series([one]), pl.Series([other])).tolist() == [alike]


def test_no_words_are_nearly_the_same():
    none = pl.Series([], dtype=pl.String)
    assert _alike_words(none, none).tolist() == _alike_numbers(none, none).tolist() == []


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [("1234", "1235", True), ("1234", "1243", True), ("1234", "12345", True), ("123", "1234", False), ("1234", "1256", False)],
)
def test_numbers_that_are_nearly_the_same(one, other, alike):
    assert _alike_numbers(pl.Series([one]), pl.Series([other])).tolist() == [alike]


def test_each_pair_of_values_is_compared_once():
    one = field("a", ["anna", "anne", "john"])
    assert _near(one, np.array([0, 1, 2, 0]), np.array([1, 0, 0, 2])).tolist() == [True, True, False, False]


def test_words_in_another_field():
    fields = [field("a", ["x", "y", None]), field("n", ["1", "2", "3"], words=False), field("b", ["y", "z", "x"])]
    # rows 0 and 1: y stands in b of the one and in a of the other; rows 0 and 2: x
    assert _moved(fields, np.array([0, 0, 1]), np.array([1, 2, 2])).tolist() == [
        [True, False, True], [True, False, True], [False, False, False],
    ]  # fmt: skip
    assert not _moved(fields[:2], np.array([0]), np.array([1])).any()


def levels(exact: int, near: int, different: int, missing: int = 0) -> np.ndarray:
    return np.repeat([EXACT, NEAR, DIFFERENT, MISSING], [exact, near, different, missing]).astype(np.int8)


def test_fields_in_which_copies_differ_too_often():
    names, kinds = field("name", [f"n{k:02}" for k in range(40)]), field("kind", ["a", "b"] * 5)
    assert (names.names, kinds.names) == (True, False)
    # 11 of 20 agree, of one more: (0.5238 - 0.025) / 0.975 is beyond a half; of 10 it is not
    assert not _identifies(names, levels(11, 0, 9))
    assert _identifies(names, levels(10, 0, 10))
    assert not _identifies(names, levels(11, 0, 9, missing=20))
    # three that nearly agree for each that does
    assert not _identifies(names, levels(4, 12, 4))
    assert _identifies(names, levels(2, 18, 0))
    assert _identifies(names, levels(3, 22, 0))
    assert not _identifies(names, levels(3, 19, 0))
    # in a field of two kinds half agree by chance: (13/21 - 0.5) / 0.5 is 0.238, and (12/21 - 0.5) / 0.5 is 0.143
    assert not _identifies(kinds, levels(13, 0, 7))
    assert _identifies(kinds, levels(12, 0, 8))
    numbers = field("n", [f"{k:02}" for k in range(40)], words=False)
    assert _identifies(numbers, levels(4, 12, 4))


def test_fields_that_differ_together():
    both = np.full((30, 3), EXACT, dtype=np.int8)
    both[:6, :2] = DIFFERENT
    both[6:8, 0] = DIFFERENT
    assert np.flatnonzero(_together(both, np.ones(30, dtype=bool))).tolist() == list(range(6))
    apart = np.full((30, 3), EXACT, dtype=np.int8)
    apart[:6, 0], apart[6:12, 1] = DIFFERENT, DIFFERENT
    apart[0, 1] = DIFFERENT
    assert not _together(apart, np.ones(30, dtype=bool)).any()
    kept = np.arange(30) >= 6
    assert not _together(both, kept).any()


def test_how_often_pairs_that_agree_in_one_field_do_in_another():
    town, code = field("town", ["a", "a", "a", "b", "b", None]), field("code", ["1", "1", "2", "3", "3", "3"])
    # of four pairs of one town two have one code
    assert _agreeing(town, code) == 0.5
    assert _agreeing(field("one", ["a", "b"]), field("other", ["x", "x"])) == 0


def test_copies_seldom_differ():
    names, kinds = field("name", [f"n{k:02}" for k in range(40)]), field("kind", ["a", "b"] * 5)
    assert _bounded(np.array([0.4, 0.2, 0.4]), names) == pytest.approx([0.4 * 0.7 / 0.6, 0.2 * 0.7 / 0.6, 0.3])
    assert _bounded(np.array([0.4, 0.2, 0.4]), kinds) == pytest.approx([0.4, 0.2, 0.4])
    assert _bounded(np.array([0.1, 0.1, 0.8]), kinds) == pytest.approx([0.15, 0.15, 0.7])


def test_the_odds_of_any_two_rows():
    one = field("a", [f"v{k}" for k in range(10)], slips=False)
    apart = np.full((3, 1), DIFFERENT, dtype=np.int8)
    found = linked([one], apart, np.array([0, 1, 2]), np.array([5, 6, 7]), 10)
    # of 45 pairs half a one at the least
    assert found.prior == pytest.approx(np.log(0.5 / 45), abs=0.05)
    assert (found.weights < 0).all()


# --- fields and candidates ---


def test_columns_as_fields():
    def column(name: str, role: str = "categorical", *, distinct: int = 9, mean: float | None = None) -> tuple:
        lengths = None if mean is None else (1, mean, 99)
        return SimpleNamespace(name=name, distinct=distinct, present=12, lengths=lengths), SimpleNamespace(role=role)

    cells = {
        "id": [f"x{k}" for k in range(12)], "word": ["a b", "c d", "e f"] * 4, "long": ["x", "y", "z"] * 4, "same": ["x"] * 12,
        "tags": ["x", "y"] * 6, "n": [*range(6)] * 2, "key": [*range(12)],
    }  # fmt: skip
    frame = pl.DataFrame(cells)
    columns = [
        column("id", "id"), column("word", mean=80), column("long", mean=81), column("same", distinct=1), column("tags", "nested"),
        column("n", "numeric"), column("key", "id"),
    ]  # fmt: skip
    audit = SimpleNamespace(engine=SimpleNamespace(table=SimpleNamespace(frame=frame)), profiles=lambda: columns)
    # ids that no row shares number the rows
    assert [(one.name, one.words, one.slips) for one in fields_of(audit)] == [("n", False, True), ("word", True, True)]


def test_kinds_of_cells():
    assert _written(pl.Series([1]))
    assert _written(pl.Series([dt.date(2024, 1, 1)]))
    assert not _written(pl.Series([1.5]))
    assert not _written(pl.Series([dt.datetime(2024, 1, 1)]))

    def found(cells: list[Any], *, unique: bool = True) -> tuple[bool, bool]:
        one = _field("a", pl.Series(cells), unique, few=False)
        return one.words, one.numbered

    assert found(["ab", "cd", "12", "34"]) == (True, True)  # half have letters
    assert found(["ab", "12", "34"]) == (False, True)
    assert found(["ab cd", "ef gh", "ij", "kl"]) == (True, False)  # two words in half of them: names
    assert found(["ab cd", "ef", "gh"]) == (True, True)
    assert found(["ab", "cd"], unique=False) == (True, False)


def test_words_are_counted_in_all_fields():
    first, last = field("first", ["ann", "smith", "bob"]), field("last", ["smith", "lee", "lee"])
    fields = [first, last, field("n", ["1", "1", "2"], words=False)]
    found = zip(fields, _sizes(fields), strict=True)
    sizes = [dict(zip(one.values.to_list(), size.tolist(), strict=True)) for one, size in found]
    assert sizes == [{"ann": 1, "bob": 1, "smith": 2}, {"lee": 2, "smith": 2}, {"1": 2, "2": 1}]


def test_rows_of_rare_values():
    one = field("a", ["x", "y", None, "x"])
    found = _rare(one, 17, np.array([True, False]))
    assert found.get_column("row").to_list() == [0, 3]
    assert found.get_column("key").n_unique() == 1
    both = _of_two(one, field("b", ["u", "u", "u", "u"]), 5)
    assert both.select("row", "size").rows() == [(0, 2), (3, 2)]
    crowd = _of_two(field("a", ["x"] * 31), field("b", ["u"] * 31), 5)
    assert crowd.height == 0
    assert _of_two(field("a", ["x"] * 30), field("b", ["u"] * 30), 5).height == 30


# --- records ---


def promising(fields: list[Field], monkeypatch: pytest.MonkeyPatch, pairs: list[tuple[int, int]], alike: tuple = ()) -> list:
    monkeypatch.setattr(
        "dataqa.checks.duplicates._linkage.linking.candidates",
        lambda *_: tuple(np.array(side) for side in zip(*pairs, strict=True)),
    )
    hashes = np.arange(16, dtype=np.uint64)
    for one, other in alike:
        hashes[other] = hashes[one]
    first, second = _promising(fields, hashes)
    return list(zip(first.tolist(), second.tolist(), strict=True))


def test_pairs_that_agree_in_enough(monkeypatch):
    # of 64 values agreement is 6 bits; of 16 rows 4 are asked
    def name(label: str, **same: int) -> Field:
        cells = [f"{label}{k:02}" for k in range(64)]
        return field(label, [cells[same.get(f"r{k}", k)] for k in range(64)])

    one, other = name("a", r1=0, r3=2), name("b", r1=0)
    kind = field("k", ["x"] * 32 + ["y"] * 32)
    assert promising([one, other, kind], monkeypatch, [(0, 1), (2, 3), (4, 5)], alike=()) == [(0, 1), (2, 3)]
    assert promising([one, other, kind], monkeypatch, [(0, 1), (2, 3)], alike=((0, 1),)) == [(2, 3)]
    assert promising([kind], monkeypatch, [(0, 1)]) == []


def records(rows: int, monkeypatch: pytest.MonkeyPatch, *, names: int = 3, words: int = 2, one: bool = True, pairs: int = 1) -> Any:
    made = [field(f"f{k}", [f"v{k}{i:02}" for i in range(40)], words=k < words) for k in range(names)]
    monkeypatch.setattr("dataqa.checks.duplicates._linkage.linking.fields_of", lambda _: made)
    monkeypatch.setattr(
        "dataqa.checks.duplicates._linkage.linking._promising",
        lambda *_: (np.array([2, 5][:pairs], dtype=int), np.array([7, 7][:pairs], dtype=int)),
    )
    monkeypatch.setattr("dataqa.checks.duplicates._linkage.linking.levels_of", lambda *_: None)
    monkeypatch.setattr(
        "dataqa.checks.duplicates._linkage.linking.linked", lambda *_: SimpleNamespace(odds=lambda: np.array([2.0, 0.0][:pairs]))
    )
    monkeypatch.setattr("dataqa.checks.duplicates._linkage.linking.one_thing", lambda *_: np.array([one] * pairs))
    return linked_rows(SimpleNamespace(rows=rows, engine=SimpleNamespace(hashes=lambda _: None)))


def test_rows_that_are_one_record(monkeypatch):
    found = records(40, monkeypatch)
    assert (found.rows.tolist(), found.first.tolist(), found.columns) == ([7], [2], {"f0": 1, "f1": 1, "f2": 1})
    assert found.sure.tolist() == [pytest.approx(1 / (1 + np.exp(-2)))]
    three = records(40, monkeypatch, pairs=2)
    assert (three.rows.tolist(), three.first.tolist()) == ([5, 7], [2, 2])
    assert three.sure.tolist() == [0.5, pytest.approx(1 / (1 + np.exp(-2)))]
    assert three.columns == {"f0": 2, "f1": 2, "f2": 2}
    assert records(20, monkeypatch) is not None
    assert records(19, monkeypatch) is records(40, monkeypatch, names=2) is records(40, monkeypatch, words=1) is None
    assert records(40, monkeypatch, one=False) is records(40, monkeypatch, pairs=0) is None


def test_without_candidates_nothing_is_compared(monkeypatch):
    here, name = "dataqa.checks.duplicates._linkage.linking", SimpleNamespace(names=True, words=True, name="a")
    monkeypatch.setattr(f"{here}.fields_of", lambda _: [name] * 3)
    monkeypatch.setattr(f"{here}._promising", lambda *_: (np.arange(0), np.arange(0)))
    monkeypatch.setattr(f"{here}.levels_of", lambda *_: pytest.fail("compared"))
    assert linked_rows(SimpleNamespace(rows=40, engine=SimpleNamespace(hashes=lambda _: None))) is None


def test_no_words_and_no_numbers_are_alike():
    nothing = pl.Series([], dtype=pl.String)
    assert _alike_words(nothing, nothing).tolist() == _alike_numbers(nothing, nothing).tolist() == []
