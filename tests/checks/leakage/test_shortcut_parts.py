"""Values of one class almost alone, and columns that say how rows were collected."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import polars as pl
import pytest

from dataqa.checks.leakage._looks import looks_of, tokens_of
from dataqa.checks.leakage._pure import Purity, pure_values
from dataqa.checks.leakage.shortcut import _column, _crossed, _is_amount, _suggests, _tokens, _values
from dataqa.probe.skill import Target

HALF = Target(values=np.repeat([0, 1], 50), classes=("no", "yes"))
ASKED = {"least_rows": 3, "purity": 0.9, "nearly": 0.5, "most": 0.6, "elsewhere": 0.5}


def pure(rows: list[int | None], *, words: bool = False, target: Target = HALF, **asked: Any) -> list[tuple]:
    cells = pl.DataFrame({"row": rows, "value": ["v"] * len(rows)})
    found = pure_values(cells, target, Purity(**(ASKED | asked)), words=words)
    return [(one["class"], one["rows"], one["hits"], one["elsewhere"], one["recall"]) for one in found.iter_rows(named=True)]


def test_a_value_of_one_class_alone():
    # 35 of 35: Wilson's interval begins at 35 / (35 + 1.96²) = 0.901; of 34 at 0.8985
    assert pure([*range(35)]) == [(0, 35, 35, pytest.approx(15 / 65), 0.7)]
    assert pure([*range(34)]) == []
    assert pure([*range(60, 100)]) == [(1, 40, 40, pytest.approx(10 / 60), 0.8)]


def test_a_word_in_most_rows_of_a_class_needs_less_proof():
    assert pure([*range(30)], words=True) == [(0, 30, 30, pytest.approx(20 / 70), 0.6)]
    assert pure([*range(29)], words=True) == []
    assert pure([*range(30)]) == []
    # nine in ten of its rows must be of the class all the same
    assert pure([*range(36), *range(50, 54)], words=True) == [(0, 40, 36, pytest.approx(14 / 60), 0.72)]
    assert pure([*range(35), *range(50, 54)], words=True) == []
    # 12 of 12 are at least 0.757
    few = Target(values=np.repeat([0, 1], [20, 80]), classes=("no", "yes"))
    assert len(pure([*range(12)], words=True, target=few, nearly=0.757)) == 1
    assert pure([*range(12)], words=True, target=few, nearly=0.758) == []


def test_few_rows_and_a_class_that_is_everywhere():
    assert len(pure([0, 1, 2], purity=0.4)) == 1
    assert pure([0, 1], purity=0.1) == []
    assert len(pure([*range(35)], elsewhere=0.24)) == 1
    assert pure([*range(35)], elsewhere=0.23) == []
    assert pure([*range(50), None], elsewhere=0.01)[0][1:] == (50, 50, 0.0, 1.0)
    every = Target(values=np.zeros(50), classes=("no",))
    assert pure([*range(50)], target=every) == [(0, 50, 50, 0.0, 1.0)]


def test_more_values_need_more_proof():
    cells = pl.DataFrame({"row": [*range(36), *range(60, 100)], "value": ["a"] * 36 + ["b"] * 40})
    # z for two values is 2.24: 36 / (36 + 5.02) = 0.878
    assert pure_values(cells, HALF, Purity(**ASKED)).height == 0
    assert pure_values(cells, HALF, Purity(**(ASKED | {"purity": 0.87}))).get_column("value").to_list() == ["b", "a"]


def test_the_form_of_texts():
    found = looks_of(pl.Series(["AB c1!", " <b>x</b> http://é\n", None, ""])).rows()
    assert found[0] == (6, 2 / 6, 1 / 6, 1 / 6, 0, False, False, False, False)
    assert found[1][0] == 19
    assert found[1][5:] == (True, True, True, True)
    assert found[2] == (None,) * 9
    assert found[3][:5] == (0, 0, 0, 0, 0)


def test_words_and_markers_of_texts():
    found = tokens_of(pl.Series(["Re: see [queue: 7] see", None, "a <br> it's"])).sort("row", "value").rows()
    assert found == [(0, "[queue: 7]"), (0, "re:"), (0, "see"), (2, "<br>"), (2, "it's")]
    assert tokens_of(pl.Series(["x" * 1999 + " yes"])).get_column("value").to_list() == ["x" * 1999]


@pytest.mark.parametrize(
    ("name", "suggests"),
    [
        ("site", True),
        ("site_id", True),
        ("site 3", True),
        ("site name", True),
        ("website", False),
        ("site_age", False),
        ("id", False),
    ],
)
def test_names_of_collection(name, suggests):
    assert _suggests(name, ("site", "batch")) is suggests


def crossed(cells: dict[str, list[Any]], monkeypatch: pytest.MonkeyPatch, before: tuple[str, ...] = ("a", "b", "c")) -> bool:
    table = pl.DataFrame(cells)
    columns = {name: SimpleNamespace(name=name, distinct=table.get_column(name).n_unique()) for name in table.columns}
    monkeypatch.setattr("dataqa.checks.leakage.shortcut.set_before", lambda column: column.name in before)
    audit = SimpleNamespace(
        profile=SimpleNamespace(columns=columns), profiles=lambda *_: [(one, None) for one in columns.values()],
        engine=SimpleNamespace(table=SimpleNamespace(frame=table)),
    )  # fmt: skip
    return _crossed(audit, "a")


def test_factors_that_are_crossed(monkeypatch):
    full = {"a": [k % 2 for k in range(12)], "b": [k // 2 % 3 for k in range(12)]}
    assert crossed(full, monkeypatch)
    assert not crossed(full, monkeypatch, before=("b",))
    assert not crossed(full, monkeypatch, before=("a",))
    assert not crossed({"a": full["a"]}, monkeypatch)
    once = {name: cells[:6] for name, cells in full.items()}
    assert not crossed(once, monkeypatch)  # one row each
    lacking = {"a": [0, 0, 0, 0, 1, 1], "b": [0, 0, 1, 1, 0, 0]}
    assert not crossed(lacking, monkeypatch)
    assert crossed({"a": full["a"], "c": [0] * 11 + [1], "b": full["b"]}, monkeypatch)  # with one of them is enough


def probe(cells: list[float], values: list[float], classes: tuple[str, ...] = ()) -> Any:
    target = (
        Target(values=np.array(values, dtype=float), classes=classes) if classes else Target(values=np.array(values, dtype=float))
    )
    return SimpleNamespace(rows=pl.DataFrame({"a": cells}), target=target)


def amount(
    cells: list[float], values: list[float], classes: tuple[str, ...], skill: float, *, distinct: int = 9, kind: str = "number"
) -> bool:
    audit = SimpleNamespace(
        probe=probe(cells, values, classes), parameters=SimpleNamespace(most_kinds=8, ordered=0.5),
        profile=SimpleNamespace(columns={"a": SimpleNamespace(kind=kind, distinct=distinct)}),
    )  # fmt: skip
    return bool(_is_amount(audit, "a", skill))


def test_numbers_that_rise_with_the_target_are_amounts():
    # of 2 × 2 pairs three are in order: 2·AUC − 1 is 0.5
    cells, two = [1.0, 3, 2, 4], [0, 0, 1, 1]
    assert amount(cells, two, ("no", "yes"), 1.0)
    assert not amount(cells, two, ("no", "yes"), 1.01)
    assert amount([-one for one in cells], two, ("no", "yes"), 1.0)
    assert not amount(cells, two, ("no", "yes"), 1.0, distinct=8)
    assert not amount(cells, two, ("no", "yes"), 1.0, kind="text")
    assert not amount(cells, [0, 0, 1, 2], ("no", "yes", "may be"), 0.1)
    # the correlation of the ranks with the number is 0.8, its square 0.64
    assert amount([1.0, 3, 2, 4], [1, 2, 3, 4], (), 0.63 / 0.5)
    assert not amount([1.0, 3, 2, 4], [1, 2, 3, 4], (), 0.65 / 0.5)
    assert amount([1.0, 3, 2, 4, float("nan")], [*two, 0], ("no", "yes"), 1.0)


def test_of_numbers_no_words_are_told():
    assert list(_tokens(SimpleNamespace(probe=probe([1.0, 2], [1, 2])), "a")) == []


def test_skill_that_may_be_chance_is_no_shortcut(monkeypatch):
    monkeypatch.setattr("dataqa.checks.leakage.shortcut._is_amount", lambda *_: False)
    for low, count in ((0.0, 0), (0.01, 1)):
        skill = SimpleNamespace(value=0.3, interval=(low, 0.5), metric="AUC", raw=0.65)
        audit = SimpleNamespace(probe=SimpleNamespace(single=lambda _, skill=skill: skill))
        assert len(list(_column(audit, "a"))) == count


def test_values_beside_what_all_other_columns_predict():
    cells = ["v"] * 40 + ["w"] * 60
    asked = SimpleNamespace(**(ASKED | {"purity": 0.88, "leak": 0.9, "recall": 0.5, "most_columns": 1}))

    def found(skill: float, **more: Any) -> list:
        told = SimpleNamespace(
            rows=pl.DataFrame({"a": cells}), target=HALF, single=lambda _: SimpleNamespace(value=skill),
            joint_without=lambda _: SimpleNamespace(predicted=np.tile([0.25, 0.75], (100, 1))),
        )  # fmt: skip
        audit = SimpleNamespace(probe=told, parameters=SimpleNamespace(**(vars(asked) | more)))
        return list(_values(audit, ["a"]))

    (one,) = found(0.5)
    assert (one.value, one.details["expected"], one.details["hits"], one.details["word"]) == (0.75, 0.25, 40, "v")
    assert one.interval == pytest.approx((40 / (40 + 1.959964**2) - 0.25, 0.75))
    assert (one.details["label"], one.details["word_rows"], one.details["more"], one.notes) == ("no", 40, 0, ())
    assert found(0.9) == found(0.0) == []
    assert found(0.5, recall=0.81) == found(0.5, most_columns=0) == []
