"""What checks of coverage measure, on what other parts would give them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import polars as pl
import pytest

from dataqa.checks.coverage.cold_entities import cold_entities
from dataqa.checks.coverage.few_events import few_events
from dataqa.checks.coverage.few_examples import few_examples
from dataqa.checks.coverage.learning_curve import learning_curve
from dataqa.checks.coverage.rare_categories import _measured, rare_categories
from dataqa.checks.coverage.uncovered_combinations import _unreached, uncovered_combinations
from dataqa.checks.coverage.unreached_use import _picture, unreached_use
from dataqa.checks.leakage._parts import Parts
from dataqa.errors import NotApplicable

HERE = "dataqa.checks.coverage"


def examples(
    counts: list[int], features: int = 4, *, discrete: bool = True, kind: str = "classification", skill: float | None = 0.25
) -> Any:
    present = sum(counts)
    table = pl.DataFrame({"value": [str(k) for k in range(len(counts))], "len": counts})
    joint = SimpleNamespace(skill=SimpleNamespace(value=skill))
    audit = SimpleNamespace(
        target="y", task=SimpleNamespace(kind=kind, discrete=discrete, features=["f"] * features),
        parameters=SimpleNamespace(features=3),
        profile=SimpleNamespace(columns={"y": SimpleNamespace(present=present, distinct=len(counts))}),
        engine=SimpleNamespace(counts=lambda *_, **__: table),
        probe=SimpleNamespace(usable=skill is not None, joint_without=lambda _: joint),
    )  # fmt: skip
    (found,) = few_examples.measure(audit)
    return found


def test_examples_per_feature(monkeypatch):
    monkeypatch.setattr(f"{HERE}.few_examples.leaks_of", lambda _: ())
    two = examples([70, 30])
    assert (two.value, two.kind, two.details["examples"], two.details["limiting"], two.details["unlearnt"]) == (
        7.5,
        "two-classes",
        30,
        30,
        0.75,
    )
    three = examples([70, 20, 10])
    assert (three.value, three.kind, three.details["examples"], three.details["classes"]) == (3.75, "classes", 15, 3)
    assert examples([40, 30, 30]).details["limiting"] == 50
    number = examples([1] * 100, discrete=False)
    assert (number.value, number.kind, number.details["classes"], number.details["limiting"]) == (12.5, "", 0, 50)
    assert examples([70, 30], features=1).value == 10  # as if of three
    assert examples([70, 30], kind="forecasting").details["unlearnt"] == 0
    assert examples([70, 30], skill=None).details["unlearnt"] == 1
    for wrong in ({"counts": [9]}, {"counts": [0, 0]}, {"counts": [9, 9], "kind": "recommendation"}):
        with pytest.raises(NotApplicable):
            examples(**wrong)


def curve(gain: tuple[float, float, float] | None, *, usable: bool = True, kind: str = "regression", least: float = 0.1) -> Any:
    one = SimpleNamespace(next_gain=lambda rows: (gain[0] + rows / 1000, *gain[1:]), rows=(100, 200, 400), skill=(0.1, 0.2, 0.3))
    audit = SimpleNamespace(
        target="y", task=SimpleNamespace(kind=kind), parameters=SimpleNamespace(least_skill=0.1),
        profile=SimpleNamespace(columns={"y": SimpleNamespace(present=500)}),
        probe=SimpleNamespace(
            usable=usable,
            curve_without=lambda *_: None if gain is None else one,
            joint=SimpleNamespace(skill=SimpleNamespace(interval=(least, 0.9))),
        ),
    )  # fmt: skip
    (found,) = learning_curve.measure(audit)
    return found


GUESSING = {"gain": (0, 0, 0), "least": 0.0}


def test_the_gain_of_twice_as_many_rows(monkeypatch):
    monkeypatch.setattr(f"{HERE}.learning_curve.leaks_of", lambda _: ())
    found = curve((0.1, 0.05, 0.2))
    assert (found.value, found.interval) == (pytest.approx(0.6), (0.05, 0.2))
    assert found.details == {
        "of": 500, "twice": 1000, "surely": 0.05, "learned_from": 400, "skill": 0.3, "half": 0.2, "half_rows": 200,
    }  # fmt: skip
    for wrong in (
        {"gain": None},
        {"gain": (0, 0, 0), "usable": False},
        {"gain": (0, 0, 0), "kind": "forecasting"},
        {"gain": (0, 0, 0), "least": 0.0},
    ):
        with pytest.raises(NotApplicable):
            curve(**wrong)


def rare(rows: dict[str, int], monkeypatch: pytest.MonkeyPatch, wrong: tuple[str, ...] = (), **asked: Any) -> list[tuple]:
    cells = [name for name, many in rows.items() for _ in range(many)]
    frame = pl.DataFrame({"a": cells})
    counts = pl.DataFrame({"c0": list(rows), "n": list(rows.values())}).sort("n", "c0")
    column = SimpleNamespace(name="a", distinct=len(rows), present=len(cells))
    monkeypatch.setattr(f"{HERE}.rare_categories.category_columns", lambda *_: [column])
    monkeypatch.setattr(f"{HERE}.rare_categories.category_counts", lambda *_: counts)
    monkeypatch.setattr(f"{HERE}.rare_categories.misspelt", lambda *_: dict.fromkeys(wrong, "x"))
    parameters = SimpleNamespace(**({"categories": 9, "codes": 9, "rows": 10, "share": 0.05, "norm": 0.5} | asked))
    engine = SimpleNamespace(
        where=lambda one: frame.with_row_index("i").filter(one).get_column("i").to_numpy(),
        take=lambda at, names: frame[at].select(names),
    )
    found = rare_categories.measure(SimpleNamespace(parameters=parameters, engine=engine))
    return [(m.about, m.value, m.rows.positions.tolist(), m.details["few"]) for m in found]


def test_categories_of_few_rows(monkeypatch):
    assert rare({"a": 50, "b": 46, "c": 4}, monkeypatch) == [("", 1 / 3, [96, 97, 98, 99], 5)]
    assert rare({"a": 50, "b": 45, "c": 5}, monkeypatch) == []
    assert rare({"a": 500, "b": 491, "c": 9}, monkeypatch)[0][3] == 10  # ten rows are enough
    assert rare({"a": 500, "b": 490, "c": 10}, monkeypatch) == []
    assert rare({"a": 96, "c": 4}, monkeypatch) == []  # nearly constant
    assert rare({"a": 92, "c": 4, "d": 4}, monkeypatch) == []  # most are rare
    assert rare({"a": 46, "b": 46, "c": 4, "d": 4}, monkeypatch) == []  # half of them
    assert rare({"a": 46, "b": 46, "c": 4, "d": 4}, monkeypatch, norm=0.51) == [("", 0.5, list(range(92, 100)), 5)]
    found = rare({"a": 50, "b": 40, "c": 4, "e": 3, "f": 40}, monkeypatch, wrong=("c",))
    assert [(about, value) for about, value, *_ in found] == [("misspelt", 0.2), ("", 0.25)]


def test_the_rarest_are_shown(monkeypatch):
    rows = {f"c{k:02}": 2 + k for k in range(15)}
    counts = pl.DataFrame({"c0": list(rows), "n": list(rows.values())})
    monkeypatch.setattr(f"{HERE}.rare_categories._rows", lambda *_: None)
    found = _measured(None, SimpleNamespace(name="a", present=99), counts, counts.head(3), 5)
    assert (found.value, found.details["fewest"]) == (0.2, ("'c00' (2)", "'c01' (3)", "'c02' (4)"))
    (shown,) = found.evidence
    assert (shown.labels[0], shown.labels[-1], shown.values[-1], shown.marked) == ("'c11'", "'c00'", 2, (9, 10, 11))
    assert shown.title == "The rarest categories of a"
    assert (
        _measured(None, SimpleNamespace(name="a", present=99), counts.head(12), counts.head(3), 5).evidence[0].title
        == "Categories of a"
    )
    assert len(_measured(None, SimpleNamespace(name="a", present=99), counts, counts.head(14), 5).evidence[0].marked) == 12


def events(pairs: list[tuple[int, int]], monkeypatch: pytest.MonkeyPatch, core: int = 2) -> dict[str, Any]:
    table = pl.DataFrame({"user": [p[0] for p in pairs], "item": [p[1] for p in pairs]}).with_row_index("row")
    found = SimpleNamespace(table=table, column=lambda side: side)
    monkeypatch.setattr(f"{HERE}.few_events.interactions_of", lambda _: found)
    return {m.columns[0]: m for m in few_events.measure(SimpleNamespace(parameters=SimpleNamespace(core=core)))}


def test_users_and_items_of_few_events(monkeypatch):
    pairs = [(1, 1), (1, 2), (2, 1), (2, 2), (3, 1), (1, 1)]
    found = events(pairs, monkeypatch)
    assert list(found) == ["user"]
    user = found["user"]
    assert (user.value, user.rows.positions.tolist(), user.evidence[0].values) == (1 / 3, [4], (1, 2, 0, 0, 0))
    assert user.details == {
        "few": 1, "entities": 3, "core": 2, "single": 1, "lost": pytest.approx(0.2), "concern": 1.0, "density": 5 / 6,
    }  # fmt: skip
    both = events([*pairs, (1, 9)], monkeypatch)
    assert (both["item"].value, both["item"].details["concern"]) == (1 / 3, pytest.approx(2 / 6))
    assert events(pairs[:4], monkeypatch) == {}


def cold(train: list, test: list, monkeypatch: pytest.MonkeyPatch, *, split: bool = True) -> list:
    first, second = pl.DataFrame({"u": train}), pl.DataFrame({"u": test})
    parts = Parts(
        name="valid", train=first, test=second, in_train=np.arange(9), in_test=np.arange(len(test)) + 50 if split else None
    )
    monkeypatch.setattr(f"{HERE}.cold_entities.held_out", lambda _, names: [parts] if names == ["u"] else [])
    monkeypatch.setattr(f"{HERE}.cold_entities.interactions_of", lambda _: SimpleNamespace(column=lambda side: side[0]))
    return list(cold_entities.measure(SimpleNamespace()))


def test_entities_that_training_does_not_know(monkeypatch):
    (found,) = cold([1, 2, None], [2, 3, None, 4, 3], monkeypatch)
    assert (found.value, found.rows.positions.tolist(), found.kind) == (0.6, [51, 53, 54], "")
    assert found.details == {"cold": 2, "entities": 3, "test_rows": 5, "events": 3, "part": "valid"}
    assert cold([1], [2], monkeypatch, split=False)[0].rows is None
    assert cold([1, 2], [2, 1, None], monkeypatch) == []


def unreached(
    cells: list, outside: list | None, monkeypatch: pytest.MonkeyPatch, *, kind: str = "text", present: int = 9, rows: int = 9
) -> list:
    monkeypatch.setattr(
        f"{HERE}.unreached_use.beyond", lambda *_: None if outside is None else pl.Series(outside, dtype=pl.Boolean)
    )
    table = pl.DataFrame({"a": cells})
    reference = SimpleNamespace(rows=len(cells), table=SimpleNamespace(frame=table), values=lambda name: table.get_column(name))
    column = SimpleNamespace(kind=kind, present=present, minimum=1, maximum=5)
    audit = SimpleNamespace(
        reference=reference,
        rows=rows,
        task=SimpleNamespace(features=["gone", "a"]),
        profile=SimpleNamespace(columns={"a": column, "gone": column}),
    )
    return list(unreached_use.measure(audit))


def test_values_that_never_occur(monkeypatch):
    (found,) = unreached(["x", "y", "z", "z", None], [False, True, True, True, None], monkeypatch)
    assert (found.value, found.kind, found.evidence[0].values) == (0.75, "categories", (1, 3))
    assert found.details == {"outside": 3, "compared": 4, "least": "", "most": "", "examples": ("'z' (2)", "'y' (1)")}
    (found,) = unreached([1, 9, 8, 7, 6], [False, True, True, True, True], monkeypatch, kind="number")
    assert (found.kind, found.details["least"], found.details["most"], found.details["examples"]) == (
        "",
        "1",
        "5",
        ("6 (1)", "7 (1)", "8 (1)"),
    )
    assert (
        unreached(["x"], [False], monkeypatch)
        == unreached(["x"], None, monkeypatch)
        == unreached(["x"], [True], monkeypatch, present=0)
        == []
    )
    for more in ({"cells": [], "rows": 9}, {"cells": ["x"], "rows": 0}):
        with pytest.raises(NotApplicable):
            unreached(more["cells"], [True], monkeypatch, rows=more["rows"])
    assert _picture("a", 3, 4).marked == (1,)


def test_production_rows_with_a_value_of_their_own(monkeypatch):
    known = {"a": pl.Series([True, None, False]), "b": None, "c": pl.Series([False, False, True])}
    monkeypatch.setattr(f"{HERE}.uncovered_combinations.beyond", lambda _, __, column: known[column.name])
    columns = {name: SimpleNamespace(name=name, present=0 if name == "c" else 5) for name in "abcd"}
    frame = pl.DataFrame({name: [1, 2, 3] for name in "abc"})
    audit = SimpleNamespace(
        reference=SimpleNamespace(rows=3, table=SimpleNamespace(frame=frame)), task=SimpleNamespace(features="abcd"),
        profile=SimpleNamespace(columns=columns),
    )  # fmt: skip
    assert _unreached(audit).tolist() == [True, False, False]
    columns["c"].present = 1
    assert _unreached(audit).tolist() == [True, False, True]


def uncovered(low: float, cut: float, monkeypatch: pytest.MonkeyPatch, *, positions: Any = (0, 1, 2, 3)) -> list:
    monkeypatch.setattr(f"{HERE}.uncovered_combinations._unreached", lambda _: np.array([True, False, False, False]))
    asked = []

    def excess(mine: Any, theirs: Any, rare: float) -> Any:
        asked.append((mine.scores.tolist(), theirs.scores.tolist(), rare))
        return SimpleNamespace(share=0.3, interval=(low, 0.4), cut=cut)

    monkeypatch.setattr(f"{HERE}.uncovered_combinations.excess", excess)
    monkeypatch.setattr(
        f"{HERE}.uncovered_combinations.marks", lambda *_: [SimpleNamespace(condition="a 1 to 2", here=0.9, elsewhere=0.1)]
    )
    reference = SimpleNamespace(
        scores=np.array([-9.0, -1, -2, -3]), keys=np.arange(4), positions=None if positions is None else np.array(positions)
    )
    domain = SimpleNamespace(reference=reference, data=SimpleNamespace(scores=np.array([1.0]), keys=np.arange(1)), features=["a"])
    audit = SimpleNamespace(
        reference=SimpleNamespace(take=lambda *_: None), parameters=SimpleNamespace(rare=0.5, enough=10), engine=None, rows=7,
        probe=SimpleNamespace(domain=lambda _: domain, domain_scores=lambda *_: np.array([-2.0, -1, 5])),
        profile=SimpleNamespace(sample=pl.DataFrame({"a": [1]})),
    )  # fmt: skip
    found = list(uncovered_combinations.measure(audit))
    assert asked == [([1.0, 2, 3], [-1.0], 0.5)]
    return found


def test_production_rows_of_a_rare_kind(monkeypatch):
    (found,) = uncovered(0.1, 2.0, monkeypatch)
    assert (found.value, found.details["typical"]) == (0.3, ("a 1 to 2 (90% vs 10%)",))
    assert {name: found.details[name] for name in ("like", "of", "lacking", "found", "compared")} == {
        "like": 1, "of": 7, "lacking": 9, "found": 2, "compared": 3,
    }  # fmt: skip
    assert uncovered(0.0, 2.0, monkeypatch) == uncovered(0.1, np.inf, monkeypatch) == []
    with pytest.raises(NotApplicable):
        uncovered(0.1, 2.0, monkeypatch, positions=None)
