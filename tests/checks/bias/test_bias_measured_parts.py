"""What checks of bias measure, on groups that are counted by hand."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import polars as pl
import pytest

from dataqa.checks.bias._coded import coded_groups
from dataqa.checks.bias.group_missing import group_missing
from dataqa.checks.bias.group_sizes import group_sizes
from dataqa.checks.bias.proxies import _target, proxies
from dataqa.checks.bias.unlike_groups import unlike_groups
from dataqa.errors import NotApplicable

HERE = "dataqa.checks.bias"


def audited(frame: pl.DataFrame, protected: tuple[str, ...], **asked: Any) -> Any:
    def counts(*keys: pl.Expr, where: pl.Expr) -> pl.DataFrame:
        return frame.filter(where).group_by(*keys).len()

    profiles = {
        one.name: SimpleNamespace(name=one.name, nulls=one.null_count(), rows=len(one), kind="text", distinct=one.n_unique())
        for one in frame
    }
    return SimpleNamespace(
        parameters=SimpleNamespace(**asked), rows=frame.height, table=SimpleNamespace(frame=frame), reference=None,
        task=SimpleNamespace(protected=protected), engine=SimpleNamespace(counts=counts), profile=SimpleNamespace(columns=profiles),
        profiles=lambda: [(one, None) for one in profiles.values()], rows_at=lambda at: at.tolist(),
        where=lambda one: frame.with_row_index("i").filter(one).get_column("i").to_list(),
    )  # fmt: skip


@pytest.fixture(autouse=True)
def plain_groups(monkeypatch):
    for name in ("_coded", "group_missing", "group_sizes", "unlike_groups"):
        monkeypatch.setattr(f"{HERE}.{name}.groups_of", lambda _, column: pl.col(column).alias("group"))


def sizes(monkeypatch: pytest.MonkeyPatch, rare: float = 0.1, few: int = 10, **rows: int) -> list:
    frame = pl.DataFrame({"g": [name for name, many in rows.items() for _ in range(many)]})
    monkeypatch.setattr("dataqa.checks.bias.group_sizes.Measurement", SimpleNamespace)
    return list(group_sizes.measure(audited(frame, ("g",), few=few, rare=rare)))


def test_groups_of_few_rows(monkeypatch):
    (found,) = sizes(monkeypatch, a=90, b=4, c=3, d=103)
    assert (found.value, found.rows) == (3, [*range(94, 97), *range(90, 94)])
    assert found.details == {"groups": 2, "listed": ("c (3)", "b (4)"), "few": 10, "together": 7 / 200}
    assert (found.evidence[0].labels, found.evidence[0].marked) == (("d", "a", "b", "c"), (2, 3))
    assert sizes(monkeypatch, a=190, b=10) == sizes(monkeypatch, a=81, b=9) == []  # ten rows, and a tenth of them
    assert len(sizes(monkeypatch, a=82, b=9)) == 1
    assert sizes(monkeypatch, few=99, rare=0.9, a=9, b=9) == []  # all of them


def test_the_largest_groups_of_a_column():
    frame = pl.DataFrame({"g": ["b", "a", "b", None, "c", "a", "b", "d", "d"]})
    found = coded_groups(audited(frame, ("g",), smallest=2, most_groups=2), "g")
    assert (found.names, found.codes.tolist()) == (("a", "b"), [1, 0, 1, -1, -1, 0, 1, -1, -1])
    found = coded_groups(audited(frame, ("g",), smallest=2, most_groups=9), "g")
    assert (found.names, found.codes.tolist()) == (("a", "b", "d"), [1, 0, 1, -1, -1, 0, 1, 2, 2])


def missing(
    a: int, b: int, monkeypatch: pytest.MonkeyPatch, *, each: int = 100, most: int = 9, smallest: int = 50, **more: list
) -> list:
    frame = pl.DataFrame(
        {"g": ["a"] * each + ["b"] * each, "v": [None] * a + [1] * (each - a) + [None] * b + [1] * (each - b), **more}
    )
    monkeypatch.setattr("dataqa.checks.bias.group_missing.Measurement", SimpleNamespace)
    return list(group_missing.measure(audited(frame, ("g",), most=most, smallest=smallest, most_groups=5)))


def test_cells_that_are_empty_in_a_group(monkeypatch):
    (found,) = missing(5, 60, monkeypatch)
    assert (found.value, found.columns, found.rows) == (pytest.approx(0.55), ("v", "g"), list(range(100, 160)))
    assert (found.details["more"], found.details["less"], found.details["more_rate"]) == ("b", "a", 0.6)
    assert (found.evidence[0].labels, found.evidence[0].values, found.evidence[0].marked) == (("a", "b"), (0.05, 0.6), (0, 1))
    assert missing(5, 8, monkeypatch) == missing(0, 0, monkeypatch) == missing(100, 100, monkeypatch) == []
    assert missing(5, 60, monkeypatch, smallest=101) == []
    assert len(missing(5, 60, monkeypatch, smallest=100)) == 1


def test_columns_that_are_empty_together_are_told_once(monkeypatch):
    more = {"w": [None] * 5 + [2] * 95 + [None] * 60 + [2] * 40, "x": [None] * 3 + [2] * 97 + [None] * 70 + [2] * 30}
    assert [one.columns[0] for one in missing(5, 60, monkeypatch, **more)] == ["x", "v"]
    assert [one.columns[0] for one in missing(5, 60, monkeypatch, most=1, **more)] == ["x"]


def unlike(here: dict[str, int], there: dict[str, int], **asked: int) -> list:
    first, second = (pl.DataFrame({"g": [name for name, many in rows.items() for _ in range(many)]}) for rows in (here, there))
    audit = audited(first, ("g",), **({"least": 100, "smallest": 20, "most_groups": 9} | asked))
    audit.reference = SimpleNamespace(table=SimpleNamespace(frame=second))
    audit.where = lambda _: None
    return list(unlike_groups.measure(audit))


def test_groups_that_are_rarer_than_in_production():
    (found,) = unlike({"a": 150, "b": 50}, {"a": 100, "b": 100})
    assert (found.about, found.value) == ("b", 0.5)
    assert {name: found.details[name] for name in ("share", "use_share", "group_rows", "use_rows", "points")} == {
        "share": 0.25, "use_share": 0.5, "group_rows": 50, "use_rows": 100, "points": 0.25,
    }  # fmt: skip
    assert unlike({"a": 100, "b": 100}, {"a": 100, "b": 100}) == []
    for here, there, asked in (
        ({"a": 49, "b": 50}, {"a": 100, "b": 100}, {}), ({"a": 100, "b": 50}, {"a": 49, "b": 50}, {}),
        ({"a": 150, "b": 50}, {"a": 181, "b": 19}, {}),
    ):  # fmt: skip
        with pytest.raises(NotApplicable):
            unlike(here, there, **asked)
    assert len(unlike({"a": 50, "b": 50}, {"a": 30, "b": 70})) == 1
    assert len(unlike({"a": 985, "b": 15}, {"a": 180, "b": 20})) == 1
    for first, second in ((["1", "2"], [1, 2]), ([1, 2], ["1", "2"])):  # numbers and texts are not compared
        audit = audited(pl.DataFrame({"g": first * 100}), ("g",), least=100, smallest=20, most_groups=9)
        audit.reference = SimpleNamespace(table=SimpleNamespace(frame=pl.DataFrame({"g": (second * 100)[:150] + second[:1] * 50})))
        with pytest.raises(NotApplicable):
            list(unlike_groups.measure(audit))
    # the two largest there
    (found,) = unlike({"a": 100, "b": 90, "c": 10}, {"a": 80, "b": 80, "c": 40}, most_groups=2)
    assert found.about == "b"


def target(cells: list, *, kind: str = "number", distinct: int = 13) -> Any:
    audit = SimpleNamespace(profile=SimpleNamespace(columns={"g": SimpleNamespace(kind=kind, distinct=distinct)}))
    return _target(pl.Series("g", cells), audit, 9)


def test_groups_as_a_target():
    assert not target([1, 2, 3]).discrete
    assert target([1, 2, 3], distinct=12).discrete
    assert target(["a", "b"], kind="text").discrete
    assert target([1.0, float("inf")]) is None


def proxy(monkeypatch: pytest.MonkeyPatch, low: float, value: float, *, by: list | None = None, **asked: Any) -> list[tuple]:
    skill = SimpleNamespace(value=value, interval=(low, 1.0), metric="AUC", raw=0.9)
    for name, stand_in in {
        "skill_of": lambda *_: skill, "out_of_fold": lambda codes, *_: codes, "folds_of": lambda *_: None,
        "codes_of": lambda cells: np.zeros(len(cells)),
        "person_column": lambda *_: None, "fold_hashes": lambda frame: np.arange(frame.height),
        "one_row_each": lambda frame, _: frame,
    }.items():  # fmt: skip
        monkeypatch.setattr(f"{HERE}.proxies.{name}", stand_in)
    rows = ["f", "m"] * 10 if by is None else by
    sample = pl.DataFrame(
        {"sex": rows, "gender": [1] * len(rows), "shop": [2] * len(rows), "note": ["x"] * len(rows), "y": [3] * len(rows)}
    )
    roles = {name: SimpleNamespace(role="text" if name == "note" else "categorical") for name in sample.columns}
    parameters = {"rows": 99, "least_rows": 20, "most_features": 9, "most_protected": 9, "most_classes": 9, "strong": 0.8} | asked
    audit = SimpleNamespace(
        parameters=SimpleNamespace(**parameters),
        task=SimpleNamespace(features=["sex", "gender", "shop", "note", "y"], protected=("sex",), target="y", columns=roles),
        profile=SimpleNamespace(sample=sample, columns={"sex": SimpleNamespace(kind="text", distinct=2)}),
    )
    return [(m.columns, m.kind, m.details["sampled_rows"]) for m in proxies.measure(audit)]


def test_features_that_predict_a_group(monkeypatch):
    # a gender gives the sex by nature
    assert proxy(monkeypatch, 0.1, 0.8) == [(("shop", "sex"), "strong", 20)]
    assert proxy(monkeypatch, 0.1, 0.79) == [(("shop", "sex"), "", 20)]
    assert (
        proxy(monkeypatch, 0.0, 0.9)
        == proxy(monkeypatch, 0.1, 0.9, least_rows=21)
        == proxy(monkeypatch, 0.1, 0.9, by=["f"] * 20)
        == []
    )
    assert proxy(monkeypatch, 0.1, 0.9, by=["f", "m"] * 10 + [None] * 5) == [(("shop", "sex"), "strong", 20)]
    assert proxy(monkeypatch, 0.1, 0.9, most_protected=9, most_features=1) == []
    assert proxy(monkeypatch, 0.1, 0.9, rows=19) == []
