"""Small parts of the checks of relevance, by hand."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import polars as pl
import pytest
from scipy.stats import norm

from dataqa.checks.relevance._feature_tests import _deviations, _standard, _trends, chances, discoveries
from dataqa.checks.relevance._strays.kinds import headers, totals
from dataqa.checks.relevance.constant_columns import _commonest, _picture
from dataqa.checks.relevance.foreign_rows import foreign_rows
from dataqa.checks.relevance.id_columns import _dates, id_columns
from dataqa.checks.relevance.idle_features import idle_features
from dataqa.checks.relevance.no_signal import no_signal
from dataqa.checks.relevance.reference_drift import _alike, _unlike
from dataqa.checks.relevance.unlike_reference import unlike_reference
from dataqa.errors import NotApplicable
from dataqa.probe.skill import Target

# --- signs that a feature predicts the target ---


@pytest.mark.parametrize(
    ("chance", "found"),
    [([0.001, 0.02, 0.5, 0.03], [True, True, False, True]), ([0.05, 0.9], [True, False]), ([0.051, 0.9], [False, False]), ([], [])],
)
def test_discoveries(chance, found):
    assert discoveries(np.array(chance), 0.1).tolist() == found


def skill(raw: float, high: float = 0.4, metric: str = "AUC") -> Any:
    return SimpleNamespace(metric=metric, raw=raw, interval=(0.0, high))


def test_standard_errors_above_none():
    assert _deviations(skill(0.6), 100) == pytest.approx(1.96)  # the AUC of 0.6 is known to within 0.1
    assert _deviations(skill(0.4), 100) == pytest.approx(-0.1 / (0.3 / 1.96))
    assert _deviations(skill(0.6, 3.0), 100) == pytest.approx(0.1 / (0.5 / 1.96))
    assert _deviations(skill(0.36, metric="R²"), 28) == pytest.approx(np.arctanh(0.6) * 5)
    assert _deviations(skill(-0.5, metric="R²"), 28) == 0
    assert _deviations(skill(0.36, metric="R²"), 2) == pytest.approx(np.arctanh(0.6))
    assert _deviations(skill(1.0, metric="R²"), 28) == pytest.approx(np.arctanh(0.999999) * 5)


def test_standardised_columns():
    assert _standard(np.array([[1.0, 5], [3, 5]])).tolist() == [[-1, 0], [1, 0]]


def trends(frame: dict[str, list], target: Target) -> list[float]:
    return _trends(SimpleNamespace(rows=pl.DataFrame(frame), target=target), list(frame)).tolist()


def test_faint_trends():
    numbers = Target(values=np.array([1.0, 4, 9, 16, 25]))
    up, down, none = [1, 2, 3, 4, 5], [5, 4, 3, 2, 1], [1, 2, 3, 2, 1]
    found = trends({"up": up, "down": down, "none": none, "text": list("abcde")}, numbers)
    assert found == pytest.approx([2 * norm.sf(2), 2 * norm.sf(2), 1, 1])
    assert trends({"text": list("abcde")}, numbers) == [1.0]
    two = Target(values=np.array([0, 0, 1, 1]), classes=("u", "v"))
    # the correlation of the ranks 1 to 4 with a class of the two upper ones is 2 / √5
    assert trends({"a": [1, 2, 3, 4]}, two) == pytest.approx([2 * norm.sf(2 / 5**0.5 * 3**0.5)])
    three = Target(values=np.array([0, 0, 1, 2]), classes=("u", "v", "w"))
    assert trends({"a": [1, 2, 3, 4]}, three) == pytest.approx([min(1, 3 * 2 * norm.sf(2 / 5**0.5 * 3**0.5))])
    assert trends({"a": [1, None, 3, 2]}, two)[0] < 1


def test_the_better_of_two_looks_counts_twice(monkeypatch):
    monkeypatch.setattr("dataqa.checks.relevance._feature_tests._trends", lambda *_: np.array([0.001, 0.9]))
    probe = SimpleNamespace(single=lambda _: skill(0.6), target=[0] * 100)
    assert chances(probe, ["a", "b"]) == pytest.approx([0.002, 2 * norm.sf(1.96)])
    monkeypatch.setattr("dataqa.checks.relevance._feature_tests._trends", lambda *_: np.array([0.9]))
    assert chances(SimpleNamespace(single=lambda _: skill(0.4), target=[0] * 100), ["a"]).tolist() == [1.0]


def idle(chance: list[float], monkeypatch: pytest.MonkeyPatch, lost: dict[str, float] | None = None) -> Any:
    monkeypatch.setattr("dataqa.checks.relevance.idle_features.chances", lambda *_: np.array(chance))
    names = [f"f{k}" for k in range(len(chance))]
    audit = SimpleNamespace(
        task=SimpleNamespace(features=names), once=lambda _: (), target="y", parameters=SimpleNamespace(rate=0.1, lost=0.02),
        probe=SimpleNamespace(usable=True, joint=SimpleNamespace(lost=lost or {})),
        profile=SimpleNamespace(columns={"y": SimpleNamespace(present=50)}),
    )  # fmt: skip
    return list(idle_features.measure(audit))


def test_uninformative_features(monkeypatch):
    (found,) = idle([0.001, 0.6, 0.4, 0.9, 0.5], monkeypatch)
    assert (found.value, found.columns) == (8.0, ("f1", "f2", "f3", "f4"))
    assert found.details == {"idle": 4, "likely": 4, "features": 5, "of": 50}
    (found,) = idle([0.6, 0.7, 0.8], monkeypatch)
    assert found.details["likely"] == 3  # no more than there are
    (found,) = idle([0.6, 0.7, 0.8], monkeypatch, lost={"f0": 0.02, "f1": 0.019})
    assert found.columns == ("f1", "f2")
    assert idle([0.3, 0.4, 0.5], monkeypatch) == []


def signal(
    value: float, interval: tuple[float, float], raw: float, metric: str = "R²", rows: int = 103, kind: str = "regression"
) -> Any:
    one = SimpleNamespace(value=value, interval=interval, metric=metric, raw=raw)
    audit = SimpleNamespace(
        task=SimpleNamespace(kind=kind, having=lambda *_: []), once=lambda _: (), parameters=SimpleNamespace(hardly=0.1),
        probe=SimpleNamespace(usable=True, joint=SimpleNamespace(skill=one, learner="trees", predicted=[0] * rows)),
    )  # fmt: skip
    (found,) = no_signal.measure(audit)
    return found


def test_how_little_features_predict():
    found = signal(0.04, (0.0, 0.05), 0.04)
    high = np.tanh(np.arctanh(0.2) + 1.959964 / 10) ** 2
    assert (found.kind, found.interval) == ("guessing", pytest.approx((0.0, high)))
    assert (found.details["lacking"], found.details["tried"]) == (pytest.approx(1 - high), 103)
    assert signal(0.04, (0.01, 0.9), 0.04).interval == (0.01, 0.9)
    assert signal(0.04, (0.01, 0.05), 0.52, "AUC").interval == (0.01, 0.05)
    assert signal(0.06, (0.01, 0.05), 0.52, "AUC").interval == (0.01, 0.06)
    assert signal(0.04, (0.01, 0.05), 0.04, rows=3).interval == (0.01, 0.05)
    assert (signal(0.1, (0.01, 0.2), 0.1).kind, signal(0.11, (0.01, 0.2), 0.1).kind) == ("", "weak")
    with pytest.raises(NotApplicable):
        signal(0.1, (0.0, 0.2), 0.1, kind="forecasting")


# --- beside production data ---


def unlike(low: float, lost: dict[str, float]) -> Any:
    domain = SimpleNamespace(
        area=0.9,
        interval=(low, 0.95),
        losses=lambda: lost,
        data=SimpleNamespace(scores=[0] * 7),
        reference=SimpleNamespace(scores=[0] * 5),
    )
    audit = SimpleNamespace(
        reference=object(), probe=SimpleNamespace(domain=lambda _: domain), parameters=SimpleNamespace(explained=0.6, lost=0.02)
    )
    (found,) = unlike_reference.measure(audit)
    return found


def test_columns_that_separate_from_production():
    lost = {"a": 0.3, "b": 0.02, "c": 0.019, "d": -0.1, **{f"e{k}": 0.0 for k in range(6)}}
    found = unlike(0.6, lost)
    assert (found.details["most_telling"], found.details["compared"], found.details["reference"]) == (["a", "b"], 7, 5)
    assert (found.notes, found.evidence[0].marked, len(found.evidence[0].labels)) == (("features",), (0, 1), 8)
    assert found.evidence[0].values[:4] == (0.3, 0.02, 0.019, 0.0)
    assert len(unlike(0.6, dict.fromkeys("abcd", 0.1)).details["most_telling"]) == 3
    assert (unlike(0.59, lost).notes, unlike(0.59, lost).evidence) == ((), ())


def foreign(low: float, cut: float, monkeypatch: pytest.MonkeyPatch) -> list:
    found = SimpleNamespace(share=0.2, interval=(low, 0.3), cut=cut)
    monkeypatch.setattr("dataqa.checks.relevance.foreign_rows.excess", lambda *_: found)
    monkeypatch.setattr("dataqa.checks.relevance.foreign_rows.likeness", lambda mine, theirs, _: f"{mine} {theirs}")
    scores = np.array([0.0, 2.0, 1.0, -1.0])
    audit = SimpleNamespace(
        reference=object(), parameters=SimpleNamespace(rare=0.5), rows=4,
        engine=SimpleNamespace(take=lambda part, _: part.tolist()),
        probe=SimpleNamespace(
            domain=lambda _: SimpleNamespace(data=None, reference=SimpleNamespace(scores=[0] * 9), features=["a"]),
            domain_scores=lambda *_: scores,
        ),
    )  # fmt: skip
    return list(foreign_rows.measure(audit))


def test_rows_that_production_hardly_has(monkeypatch):
    (found,) = foreign(0.1, 1.0, monkeypatch)
    assert (found.rows.positions.tolist(), found.rows.scores.tolist()) == ([1, 2], pytest.approx([1 - np.exp(-2), 1 - np.exp(-1)]))
    assert found.details == {"profile": "[1, 2] [0, 3]", "of": 4, "compared": 9}
    assert foreign(0.0, 1.0, monkeypatch) == foreign(0.1, np.inf, monkeypatch) == []


@pytest.mark.parametrize(("kind", "distinct", "unlike_"), [("text", 6, True), ("text", 5, False), ("number", 6, False)])
def test_texts_of_mostly_different_values(kind, distinct, unlike_):
    assert _unlike(SimpleNamespace(kind=kind, distinct=distinct, present=10)) is unlike_


def test_production_cells_that_are_all_empty():
    for cells, kind in (([True, False], pl.Boolean), ([0, 1], pl.Datetime), ([1.5, 2.5], pl.Float64), (["x", "y"], pl.String)):
        old = pl.Series("a", cells).cast(kind)
        for dtype in (pl.Null, pl.String):
            first, second = _alike(old, pl.Series("a", [None] * 3, dtype=dtype))
            assert first.equals(old)
            assert (second.null_count(), second.dtype) == (3, old.dtype)


# --- columns of one value, ids ---


def commonest(present: int, distinct: int, count: int, rows: int = 100, *, exact: bool = True, differ: int = 0) -> Any:
    column = SimpleNamespace(
        name="a", present=present, distinct=distinct, top=(("x", count),), nulls=rows - present, rows=rows, exact=exact
    )
    audit = SimpleNamespace(engine=SimpleNamespace(where=lambda _: range(differ)))
    found = _commonest(audit, column, 0.95)
    return found and found[:3]


@pytest.mark.parametrize(
    ("column", "found"),
    [
        ((0, 0, 0), ("empty", 100, 0)),
        ((95, 1, 95), ("one-value", 100, 5)),
        ((94, 1, 94), None),
        ((5, 1, 5), ("nearly-empty", 100, 5)),
        ((6, 1, 6), None),
        ((100, 1, 100), ("", 100, 0)),
        ((100, 2, 95), ("nearly", 100, 5)),
        ((100, 2, 94), None),
        ((60, 2, 57), ("nearly", 60, 3)),
        ((60, 2, 56), None),
    ],
)
def test_the_commonest_value(column, found):
    assert commonest(*column) == found


def test_a_count_from_the_sample_is_checked():
    assert commonest(100, 2, 93, exact=False, differ=5) == ("nearly", 100, 5)
    assert commonest(100, 2, 93, exact=False, differ=6) is None
    assert commonest(100, 2, 92, exact=False, differ=0) is None
    assert commonest(95, 1, 95, exact=False, differ=0) == ("", 95, 0)


def test_the_picture_of_a_column():
    assert _picture(SimpleNamespace(name="a"), "x", 100, 5, None) == ()
    (shown,) = _picture(SimpleNamespace(name="a"), "x", 100, 5, object())
    assert (shown.labels, shown.values, shown.marked) == (("x", "all others"), (95, 5), (1,))


def ids(role: str = "categorical", kind: str = "text", present: int = 100, distinct: int = 96, **more: Any) -> list:
    part = SimpleNamespace(role=role, reason=more.pop("reason", "found"), meaning=more.pop("meaning", ""))
    column = SimpleNamespace(
        name="a", kind=kind, present=present, distinct=distinct, **({"exact": True, "distinct_error": 0.0} | more)
    )
    sample = pl.DataFrame({"a": ["2024-01-31"] * more.get("dates", 0) + ["x"] * (10 - more.get("dates", 0))})
    audit = SimpleNamespace(
        task=SimpleNamespace(kind="classification", columns={"a": part, "b": part}), profiles=lambda *_: [(column, part)],
        parameters=SimpleNamespace(least=0.95, rows=50, dates=0.5), profile=SimpleNamespace(sample=sample),
    )  # fmt: skip
    return list(id_columns.measure(audit))


def test_texts_that_nearly_every_row_has_its_own_of():
    (found,) = ids()
    assert (found.value, found.kind, found.notes, found.details["estimated"]) == (0.96, "text", (), False)
    assert len(ids(distinct=95)) == 1
    assert (
        ids(distinct=94)
        == ids(present=49, distinct=49)
        == ids(kind="number")
        == ids(reason="told")
        == ids(present=0, distinct=0)
        == []
    )
    assert len(ids(present=50, distinct=50)) == 1
    assert ids(meaning="amount") == ids(dates=5) == []
    assert len(ids(dates=4)) == 1
    (found,) = ids("id", "number", distinct=10)
    assert (found.value, found.kind, found.notes) == (0.1, "", ("reason",))


def test_an_estimated_number_of_ids():
    (found,) = ids("id", present=12_345, distinct=9876, exact=False, distinct_error=0.1)
    share = 9876 / 12_345
    assert found.interval == pytest.approx((share * (1 - 0.196), share * 1.196))
    assert (found.details["distinct"], found.details["estimated"]) == (9880, True)
    assert ids("id", present=9876, distinct=9876, exact=False)[0].details["distinct"] == 9876
    assert ids("id", present=9876, distinct=9876, exact=False, distinct_error=0.6)[0].interval == (0.0, 1.0)


def test_texts_that_look_like_dates():
    def share(cells: list[Any]) -> float:
        return _dates(SimpleNamespace(profile=SimpleNamespace(sample=pl.DataFrame({"a": cells}))), "a")

    assert share(["2024-01-31", "31.1.24", "1/31/2024 10:00", "31 Jan 2024", "January 31, 2024", "no", None, "12"]) == 5 / 7
    assert share([None]) == 0.0


# --- lines that are no records ---


def summed(rows: int, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    frame = pl.DataFrame({"town": ["Total"] * rows + ["x"] * (10 - rows)})
    audit = SimpleNamespace(
        table=SimpleNamespace(frame=frame), task=SimpleNamespace(columns={}, target=None), rows=10,
        engine=SimpleNamespace(values=lambda _: frame.get_column("town")),
        profile=SimpleNamespace(columns={"town": SimpleNamespace(distinct=2, present=10)}),
    )  # fmt: skip
    monkeypatch.setattr("dataqa.checks.relevance._strays.kinds._high", lambda _, at, **__: np.ones(len(at), dtype=bool))
    return totals(audit, ["total"])[0].tolist()


def test_a_fifth_of_the_rows_may_be_totals(monkeypatch):
    assert summed(2, monkeypatch) == [0, 1]
    assert summed(3, monkeypatch) == []
    assert summed(0, monkeypatch) == []


def test_texts_without_a_word_for_totals_are_not_looked_at_closely(monkeypatch):
    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("dataqa.checks.relevance._strays.kinds.pl.coalesce", never)
    assert summed(0, monkeypatch) == []


def test_rows_that_repeat_the_names_of_columns():
    def found(frame: dict[str, list], **unparsed: list[int]) -> list[int]:
        table = pl.DataFrame(frame)
        columns = [
            SimpleNamespace(
                name=name,
                unparsed_examples=[f" {name.upper()}"] if name in unparsed else [],
                unparsed=np.array(unparsed.get(name, []), dtype=int),
            )
            for name in frame
        ]
        audit = SimpleNamespace(
            rows=table.height, table=SimpleNamespace(columns=columns, frame=table),
            engine=SimpleNamespace(where=lambda condition: table.with_row_index("i").filter(condition).get_column("i").to_numpy()),
        )  # fmt: skip
        return headers(audit).tolist()

    assert found({"a": ["x", " A "], "b": ["y", "b"], "c": [1, 2]}) == [1]
    assert found({"a": ["x", "a"], "b": ["y", "z"], "c": [1, 2]}) == []  # one name
    assert found({"a": ["x", "a"], "b": ["y", "b"], "c": [1, 2], "d": [1, 2]}) == [1]
    assert found({"a": ["x", "a"], "b": ["y", "b"], "c": [1, 2], "d": [1, 2], "e": [1, 2]}) == []  # fewer than half
    assert found({"a": ["x", "a"], "b": [1, None]}, b=[1]) == [1]
    assert found({"a": ["x", "a"], "b": [1, None]}) == []
