"""Small parts of the checks of coverage, by hand."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import numpy as np
import polars as pl
import pytest
from contexts import context_of

from dataqa.checks.coverage._categories import category_columns, category_counts, misspelt
from dataqa.checks.coverage._reach import beyond
from dataqa.checks.coverage.demand_classes import demand_classes
from dataqa.checks.coverage.few_events import _core
from dataqa.checks.coverage.sparse_entities import _gini, _picture
from dataqa.checks.coverage.thin_slices import _folded, _pairs
from dataqa.checks.coverage.uneven_series import _constant, uneven_series
from dataqa.checks.coverage.weak_slices import _coded, _losses
from dataqa.errors import NotApplicable
from dataqa.probe.skill import Target

# --- which columns are categories ---


def column(name: str = "a", kind: str = "text", distinct: int = 3, **more: Any) -> SimpleNamespace:
    facts = {"exact": True, "integral": True, "infinite": 0, "minimum": 0, "maximum": distinct - 1, "top": (), "present": 99}
    return SimpleNamespace(name=name, kind=kind, distinct=distinct, **(facts | more))


def categories(one: SimpleNamespace, role: str = "categorical", *, peak: bool = False, monkeypatch: pytest.MonkeyPatch) -> bool:
    monkeypatch.setattr("dataqa.checks.coverage._categories.one_peak", lambda _: peak)
    audit = SimpleNamespace(profiles=lambda *_: [(one, SimpleNamespace(role=role))])
    return list(category_columns(audit, 5, 4)) == [one]


def test_columns_of_categories(monkeypatch):
    def found(one: SimpleNamespace, role: str = "categorical", *, peak: bool = False) -> bool:
        return categories(one, role, peak=peak, monkeypatch=monkeypatch)

    assert found(column(distinct=2))
    assert found(column(distinct=5))
    assert not found(column(distinct=1))
    assert not found(column(distinct=6))
    assert not found(column(exact=False))
    codes = column(kind="number", distinct=4)
    assert found(codes)
    assert found(column(kind="number", distinct=4, minimum=1, maximum=4))
    assert not found(codes, peak=True)
    assert not found(column(kind="number", distinct=5))
    assert not found(column(kind="number", distinct=4, minimum=2, maximum=5))
    assert not found(column(kind="number", distinct=4, maximum=4))  # a gap
    assert not found(column(kind="number", integral=False))
    assert not found(column(kind="number", infinite=1))
    assert found(column(kind="number", distinct=2, minimum=0.0, maximum=9.0), "boolean")


def test_categories_are_counted_and_slips_known():
    data = {
        "city": ["Berlin"] * 40 + ["Berlln"] + ["Paris"] * 30 + ["MÃ¼nchen"] + [None] * 2,
        "n": [1, 2] * 37,
        "y": ["Yes"] * 37 + ["yes"] * 37,
    }
    audit = context_of(data, target="y")
    assert category_counts(audit, "city").rows() == [("Berlln", 1), ("MÃ¼nchen", 1), ("Paris", 30), ("Berlin", 40)]
    assert category_counts(audit, "city", "n").columns == ["c0", "c1", "n"]
    assert misspelt(audit, "city") == {"MÃ¼nchen": "München", "Berlln": "Berlin"}
    assert misspelt(audit, "n") == {}
    assert misspelt(audit, "y") == {"yes": "Yes"}


def reach(
    kind: str, data: list, use: list, *, distinct: int = 2, present: int = 10, monkeypatch: pytest.MonkeyPatch
) -> list | None:
    monkeypatch.setattr("dataqa.checks.coverage._reach.parameters_of", lambda _: {"most_distinct": 0.5})
    frame, there = pl.DataFrame({"a": data}), pl.Series("a", use)
    known = [value for value in data if value is not None]
    least, most = (min(known), max(known)) if known and kind != "text" else (None, None)
    one = column(kind=kind, distinct=distinct, minimum=least, maximum=most, present=present)
    audit = SimpleNamespace(engine=SimpleNamespace(table=SimpleNamespace(frame=frame), values=lambda _: frame.get_column("a")))
    found = beyond(audit, SimpleNamespace(values=lambda _: there), one)
    return None if found is None else found.to_list()


def test_cells_beyond_the_data(monkeypatch):
    def found(*arguments: Any, **more: Any) -> list | None:
        return reach(*arguments, **more, monkeypatch=monkeypatch)

    assert found("number", [1, 5], [0, 1, 3, 5, 6, None]) == [True, False, False, False, True, None]
    assert found("number", [1, 5], ["0"]) is None
    assert found("number", [None], [1]) is None
    days = [dt.date(2024, 1, 1), dt.date(2024, 1, 9)]
    assert found("datetime", days, [dt.date(2023, 12, 31), days[0]]) == [True, False]
    assert found("datetime", days, [1]) is None
    assert found("text", ["a", "b"], ["a", "c"]) == [False, True]
    assert found("text", ["a", "b"], [1]) is None
    assert found("text", ["a", "b"], ["a", "c"], distinct=5) == [False, True]
    assert found("text", ["a", "b"], ["a", "c"], distinct=6) is None  # names, not categories


# --- events and entities ---


def test_pairs_that_a_core_keeps():
    def kept(pairs: list[tuple[int, int]], core: int) -> list[bool]:
        return _core([np.array([pair[side] for pair in pairs]) for side in (0, 1)], core).tolist()

    square = [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert kept(square, 2) == [True] * 4
    assert kept([*square, (2, 1)], 2) == [True] * 4 + [False]
    # without the last pair the one before it has one event left, and so on
    assert kept([*square, (2, 1), (2, 2), (3, 2)], 2) == [True] * 4 + [False] * 3
    assert kept(square, 3) == [False] * 4


@pytest.mark.parametrize(("counts", "value"), [([5, 5, 5], 0.0), ([1, 3], 0.25), ([3, 1], 0.25), ([1, 1, 1, 97], 0.72)])
def test_the_gini_coefficient(counts, value):
    assert _gini(np.array(counts)) == pytest.approx(value)


def test_entities_by_their_rows():
    shown = _picture("user", np.array([1, 2, 4, 5, 19, 20, 99, 100, 1]))
    assert (shown.labels, shown.values) == (("1", "2–4", "5–19", "20–99", "100 or more"), (2, 2, 2, 2, 1))


# --- combinations ---


def test_misspelt_categories_count_as_what_they_stand_for():
    cells = pl.DataFrame({"c0": ["a", "b", "bb"], "c1": ["x", "x", "x"], "n": [1, 2, 3]})
    assert _folded(cells, [{}, {}]) is cells
    assert _folded(cells, [{"bb": "b"}, {}]).rows() == [("a", "x", 1), ("b", "x", 5)]


def pairs(protected: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, most: int = 9, **distinct: int) -> list[tuple[str, str]]:
    columns = [column(name, distinct=many) for name, many in distinct.items()]
    monkeypatch.setattr("dataqa.checks.coverage.thin_slices.category_columns", lambda *_: columns)
    return _pairs(SimpleNamespace(task=SimpleNamespace(protected=protected, columns=list(distinct))), 9, 9, most)


def test_pairs_of_columns(monkeypatch):
    assert pairs((), monkeypatch, a=3, b=2, c=4) == [("a", "b"), ("b", "c"), ("a", "c")]
    assert pairs((), monkeypatch, most=1, a=3, b=2, c=4) == [("a", "b")]
    assert pairs(("c",), monkeypatch, a=3, b=2, c=4) == [("b", "c"), ("a", "c")]
    assert pairs(("a", "c"), monkeypatch, a=3, b=2, c=9) == [("a", "c"), ("a", "b"), ("b", "c")]
    many = {f"c{k:02}": 2 for k in range(42)}
    assert len(pairs((), monkeypatch, most=9999, **many)) == 40 * 39 // 2
    # a protected column is looked at wherever it stands
    assert len(pairs(("c41",), monkeypatch, most=9999, **many)) == 39


# --- series ---


def series(lengths: list[int], values: list[float], steps: list[tuple[int, int]], expected: int = 0, word: str = "day") -> Any:
    starts = np.append(0, np.cumsum(lengths)[:-1])
    known = np.concatenate([np.linspace(*ends, many).round().astype(int) for ends, many in zip(steps, lengths, strict=True)])
    rhythm = SimpleNamespace(expected=np.arange(expected or 1000), word=word)
    return SimpleNamespace(
        values=lambda _: np.array(values, dtype=float), lengths=np.array(lengths), starts=starts, rhythm=rhythm, count=len(lengths),
        first_steps=np.array([first for first, _ in steps]), last_steps=np.array([last for _, last in steps]), step=known,
        columns=("shop", "day"), rows_of=lambda found: np.asarray(found), names=lambda found: [str(one) for one in found],
    )  # fmt: skip


def classed(one: Any, monkeypatch: pytest.MonkeyPatch, **more: Any) -> list[int]:
    monkeypatch.setattr("dataqa.checks.coverage.demand_classes.series_of", lambda _: one)
    monkeypatch.setattr("dataqa.checks.coverage.demand_classes.measures_of", lambda _: more.get("columns", ["sold"]))
    asked = SimpleNamespace(interval=1.5, variation=0.25, least_rows=more.get("least_rows", 2))
    (found,) = demand_classes.measure(SimpleNamespace(parameters=asked))
    return [found.details[name] for name in ("smooth", "erratic", "intermittent", "lumpy")]


@pytest.mark.parametrize(
    ("values", "last", "place"),
    [
        ([4, 4, 4, 4], 3, 0), ([2, 6, 2, 6], 3, 1), ([3, 5, 3, 5], 3, 0), ([4, 0, 4, 0], 3, 2), ([2, 0, 6, 0], 3, 3),
        ([4, 4, 4, 4], 5, 2),  # two of six steps have no row
        ([4, 4, 4, 4], 4, 0), ([4, 4, 0, 4], 3, 0), ([4, float("nan"), 4, 0], 3, 2),
    ],
)  # fmt: skip
def test_classes_of_demand(values, last, place, monkeypatch):
    # variation (2² / 4²) is 0.25 of 2 and 6, and interval 1.5 from three demands in five steps on
    assert classed(series([4], values, [(0, last)]), monkeypatch) == [int(k == place) for k in range(4)]


def test_series_that_are_not_classed(monkeypatch):
    two = series([4, 3], [4, 4, 4, 4, 5, 0, 0], [(0, 3), (0, 2)])
    assert classed(two, monkeypatch) == [1, 0, 0, 0]  # one demand
    for one, more in (
        (series([4], [-1, 4, 4, 4], [(0, 3)]), {}), (two, {"columns": []}), (two, {"least_rows": 5}),
        (series([3], [5, 0, 0], [(0, 2)]), {}),
    ):  # fmt: skip
        with pytest.raises(NotApplicable):
            classed(one, monkeypatch, **more)
    assert classed(two, monkeypatch, least_rows=4) == [1, 0, 0, 0]


def uneven(one: Any, monkeypatch: pytest.MonkeyPatch, **more: Any) -> dict[str, tuple]:
    monkeypatch.setattr("dataqa.checks.coverage.uneven_series.series_of", lambda _: one)
    monkeypatch.setattr("dataqa.checks.coverage.uneven_series.measures_of", lambda _: ["sold"])
    asked = SimpleNamespace(**({"least_rows": 5, "share": 0.1, "steps": 3, "slack": 0.02, "seasons": 2} | more))
    found = uneven_series.measure(SimpleNamespace(parameters=asked))
    return {
        m.about: (m.rows.positions.tolist(), m.value, m.details["common"], m.details["steps"], m.details["season"]) for m in found
    }


def test_series_that_start_late_or_end_early(monkeypatch):
    def found(*steps: tuple[int, int], **more: Any) -> dict[str, tuple]:
        # each series has all steps between its ends, and its values change
        lengths = [last - first + 1 for first, last in steps]
        return uneven(series(lengths, [*range(sum(lengths))], list(steps), word=more.pop("word", "year")), monkeypatch, **more)

    assert found((0, 29), (0, 29)) == {}
    assert found((0, 29), (3, 29), (4, 29)) == {"late": ([2, 1], 2 / 3, 1 / 3, 4, 0)}
    assert found((0, 29), (2, 29)) == {}
    assert found((0, 29), (0, 26)) == {"ended": ([1], 0.5, 0.5, 3, 0)}
    assert found((0, 29), (1, 29), (3, 29))["late"][2] == 2 / 3  # a step later is with the others
    # four steps of forty are a tenth
    assert found((0, 39), (4, 39)) == {"late": ([1], 0.5, 0.5, 4, 0)}
    assert found((0, 39), (3, 39)) == {}
    assert found((5, 34)) == {}  # a single one has no others


def test_series_too_short_for_their_season(monkeypatch):
    def found(steps: int, word: str = "day") -> dict[str, tuple]:
        return uneven(series([steps], [*range(steps)], [(0, steps - 1)], word=word), monkeypatch)

    assert found(14) == {}
    assert found(13) == {"short": ([0], 1.0, 1.0, 13, 7)}
    assert found(3, "year") == {}


def test_series_of_one_value(monkeypatch):
    nan = float("nan")
    one = series(
        [5, 5, 5, 4],
        [1, 1, 1, 1, 1, 1, 2, 1, 1, 1, nan, nan, nan, nan, nan, 3, 3, 3, 3],
        [(0, 4), (0, 4), (0, 4), (0, 3)],
        word="year",
    )
    monkeypatch.setattr("dataqa.checks.coverage.uneven_series.measures_of", lambda _: ["sold"])
    asked = SimpleNamespace(parameters=SimpleNamespace(least_rows=5))
    assert _constant(asked, one).tolist() == [0, 2]
    monkeypatch.setattr("dataqa.checks.coverage.uneven_series.measures_of", lambda _: [])
    assert _constant(asked, one).tolist() == []
    assert uneven(one, monkeypatch)["constant"][:2] == ([0, 2], 0.5)
    same = series([5, 5], [1] * 5 + [2] * 5, [(0, 4), (0, 4)], word="year")
    assert uneven(same, monkeypatch) == {}  # all of them


# --- parts in which a model is weak ---


def test_errors_of_predictions():
    shares = np.array([[0.9, 0.1], [0.2, 0.8]])
    classes = SimpleNamespace(target=Target(values=np.array([0, 0]), classes=("u", "v")), predicted=shares)
    assert _losses(classes).tolist() == [0, 1]
    numbers = SimpleNamespace(target=Target(values=np.array([1.0, 5])), predicted=np.array([3.0, 4]))
    assert _losses(numbers).tolist() == [2, 1]


def test_parts_of_a_column():
    codes, parts = _coded(pl.Series("a", ["x", "y", "x", None, "z", "y"]), column(), 2, 4)
    assert codes.tolist() == [0, 1, 0, 2, -1, 1]
    assert [part.formula for part in parts] == ["a = 'x'", "a = 'y'", "a is empty"]
    cells = pl.Series("a", [1, 2, 3, 4, 5, 6, 7, 8, None])
    codes, parts = _coded(cells, column(kind="number", minimum=1), 2, 4)
    assert codes.tolist() == [0, 0, 1, 1, 2, 2, 3, 3, 4]
    assert [part.formula for part in parts] == ["a <= 2", "2 < a <= 4", "4 < a <= 6", "a > 6", "a is empty"]
    few, parts = _coded(pl.Series("a", [1, 2, 3, 4]), column(kind="number"), 9, 4)
    assert (few.tolist(), parts[0].formula) == ([0, 1, 2, 3], "a = 1")
    assert _coded(pl.Series("a", [1, 2, 3, 4, 5]), column(kind="number"), 9, 4)[1][0].formula == "a <= 2"
