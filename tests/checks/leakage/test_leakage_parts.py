"""Small parts of the checks of leakage, by hand."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import numpy as np
import polars as pl
import pytest

from dataqa.checks.leakage._parts import Parts
from dataqa.checks.leakage._properties import predicting
from dataqa.checks.leakage.image_shortcuts import _corners
from dataqa.checks.leakage.interpolated_rows import _evenly, _made, _too_fine
from dataqa.checks.leakage.missingness_leak import _family, _picture
from dataqa.checks.leakage.near_overlap import _bounded
from dataqa.checks.leakage.row_order import _in_order, _target
from dataqa.checks.leakage.row_order import _picture as _along
from dataqa.checks.leakage.small_test import _figure, _wanted
from dataqa.checks.leakage.split_shift import _distance, _later, _restates
from dataqa.checks.leakage.target_arithmetic import _kind
from dataqa.checks.leakage.telling_ids import _form
from dataqa.checks.leakage.time_overlap import _by_time, _of_users
from dataqa.checks.leakage.time_overlap import _picture as _by_day
from dataqa.probe.skill import Target

# --- small_test, split_shift, row_order ---


@pytest.mark.parametrize(
    ("figure", "discrete", "points", "rows"),
    [(0.5, True, 5, 380), (0.9, True, 5, 140), (0.5, False, 5, 770), (1.0, True, 5, 1), (0.9, True, 2.5, 550)],
)
def test_how_many_rows_a_score_takes(figure, discrete, points, rows):
    assert _wanted(figure, discrete, points) == rows


def test_the_score_that_a_test_would_have():
    def figure(*, usable: bool = True, features: tuple = ("a",), discrete: bool = True, top: tuple = (("u", 30), ("v", 10))) -> Any:
        joint = SimpleNamespace(
            skill=SimpleNamespace(raw=1.5), predicted=np.array([[0.9, 0.1], [0.2, 0.8], [0.6, 0.4], [0.7, 0.3]])
        )
        target = Target(values=np.array([0, 1, 1, 0, 1]), classes=("u", "v"))
        return _figure(
            SimpleNamespace(
                probe=SimpleNamespace(usable=usable, joint=joint, target=target),
                task=SimpleNamespace(features=features, discrete=discrete), target="y",
                profile=SimpleNamespace(columns={"y": SimpleNamespace(top=top, present=40)}),
            )
        )  # fmt: skip

    assert figure() == (0.75, "")
    assert figure(discrete=False) == (1.0, "")
    assert figure(usable=False) == figure(features=()) == (0.75, "majority")
    assert figure(usable=False, top=(("u", 10), ("v", 20))) == (0.5, "majority")
    assert figure(usable=False, top=()) == (1.0, "majority")
    assert figure(usable=False, discrete=False) == (0.5, "assumed")


@pytest.mark.parametrize(
    ("area", "distance"),
    [
        ((0.7, 0.6, 0.8), (0.4, (0.2, 0.6))), ((0.3, 0.2, 0.4), (0.4, (0.2, 0.6))), ((0.45, 0.4, 0.55), (0.1, (0.0, 0.2))),
        ((0.55, 0.5, 0.6), (0.1, (0.0, 0.2))),
    ],
)  # fmt: skip
def test_how_far_an_area_is_from_one_half(area, distance):
    value, interval = _distance(*area)
    assert value == pytest.approx(distance[0])
    assert interval == pytest.approx(distance[1], abs=1e-12)


@pytest.mark.parametrize(
    ("train", "test", "restates"),
    [
        (["a", "b"], ["c"], True),
        (["a", "b"], ["b"], False),
        ([*range(6)], [9], True),
        ([*range(7)], [9], False),
        ([1], [*range(2, 9)], False),
    ],
)
def test_a_column_that_is_the_split(train, test, restates):
    parts = SimpleNamespace(train=pl.DataFrame({"a": train}), test=pl.DataFrame({"a": test}))
    assert _restates(parts, "a") is restates


def test_parts_of_a_forecast_that_are_later(monkeypatch):
    def later(kind: str, train: list, test: list) -> set[str]:
        parts = SimpleNamespace(name="test=", train=pl.DataFrame({"t": train}), test=pl.DataFrame({"t": test}))
        monkeypatch.setattr("dataqa.checks.leakage.split_shift.held_out", lambda *_: [parts])
        task = SimpleNamespace(kind=kind, having=lambda _: ["t"], columns={"t": SimpleNamespace(clock="date")})
        return _later(SimpleNamespace(task=task, moments=pl.col))

    assert later("forecasting", [1, 2], [2, 3]) == {"test="}
    assert later("forecasting", [1, 3], [2, 3]) == set()
    assert later("classification", [1, 2], [2, 3]) == set()
    assert later("forecasting", [None, None], [2, 3]) == set()


def test_classes_by_their_rank():
    found = _target(pl.Series(["b", "a", "b", "c"]), True)
    assert (found.values.tolist(), found.classes) == ([1, 0, 1, 2], ("0", "1", "2"))
    many = _target(pl.Series(range(25)), True)
    assert (many.values.max(), len(many.classes), many.values[18:21].tolist()) == (19, 20, [18, 19, 19])
    assert len(_target(pl.Series(range(20)), True).classes) == 20
    assert _target(pl.Series([3, 1]), False).values.tolist() == [3.0, 1.0]


@pytest.mark.parametrize(
    ("cells", "ordered"), [([1, 2, 2, None], True), ([3, 2, 1], True), ([1, 3, 2], False), ([1, 1, None], False), ([None], False)]
)
def test_rows_in_the_order_of_a_column(cells, ordered):
    audit = SimpleNamespace(engine=SimpleNamespace(values=lambda _: pl.Series(cells, dtype=pl.Int64)))
    assert _in_order(audit, "t") is ordered


def test_the_target_along_the_file():
    audit = SimpleNamespace(rows=80, target="y", task=SimpleNamespace(discrete=True))
    places = np.array([0, 1, 2, 3, 79])
    shown = _along(audit, pl.Series(["u", "v", "v", "v", "u"]), places)
    assert (shown.labels, shown.values) == (("row 0", "row 2", "row 78"), (0.5, 1.0, 0.0))
    assert shown.title == "Share of y v, by position in the file"
    audit.task.discrete = False
    assert _along(audit, pl.Series([1, 2, 3, 4, 9]), places).values == (1.5, 3.5, 9.0)


# --- time_overlap, missingness_leak, telling_ids ---


def test_how_far_a_split_follows_time():
    def by_time(kind: str, later: float, *notes: str) -> float:
        return _by_time(SimpleNamespace(task=SimpleNamespace(kind=kind)), later, notes)

    assert by_time("recommendation", 0.5) == by_time("recommendation", 0.5, "own_future") == 1.0
    assert by_time("recommendation", 0.5, "last_events") == 0.0
    assert by_time("forecasting", 0.5) == 1.0
    assert by_time("classification", 0.75) == by_time("classification", 0.25) == 0.5


def test_later_events_of_the_same_users():
    users = [f"u{k}" for k in range(40)]
    train = pl.DataFrame({"row": [*range(40)], "time": [10] * 40})

    def note(early: int) -> str:
        test = pl.DataFrame({"row": [*range(40)], "time": [5] * early + [10] * (40 - early)})
        parts = SimpleNamespace(train=pl.DataFrame({"who": users}), test=pl.DataFrame({"who": users}))
        return _of_users(parts, train, test, "who")

    assert note(2) == "last_events"  # one in twenty
    assert note(3) == "own_future"


def test_test_rows_by_day():
    days = np.array([dt.datetime(2024, 1, k, tzinfo=dt.UTC).timestamp() * 1e6 for k in (1, 1, 13, 12, 13)])
    shown = _by_day("t", days, 3)
    assert (len(shown.labels), shown.labels[0], shown.labels[-1]) == (12, "2024-01-01", "2024-01-12")
    assert shown.values == (0.0,) * 11 + (pytest.approx(2 / 3),)


def family(filled: list[int], skill: float = 0.5, sure: float = 0.95, rows: int = 10) -> tuple[str, ...]:
    def column(where: list[int]) -> list[int | None]:
        return [1 if k in where else None for k in range(rows)]

    frame = pl.DataFrame({"leak": column([*range(5)]), "other": column(filled)}, schema={"leak": pl.Int64, "other": pl.Int64})
    found = {"leak": SimpleNamespace(value=sure), "other": SimpleNamespace(value=skill)}
    limits = SimpleNamespace(sure=0.95, nested=0.8, chance=0.05)
    return _family(SimpleNamespace(parameters=limits, probe=SimpleNamespace(rows=frame)), "leak", found)


def test_columns_that_are_filled_with_a_leak():
    assert family([0, 1, 2, 3, 4]) == ("other",)  # by chance one in 32
    assert family([0, 1, 2, 3]) == ()  # one in 16
    assert family([5, 6, 7, 8, 9]) == ("other",)
    assert family([0, 1, 2, 3, 5]) == ("other",)  # four in five on one side
    assert family([0, 1, 2, 5, 6]) == ()
    assert family([]) == ()
    assert family([0, 1, 2, 3, 4], sure=0.94) == ()
    assert family([0, 1, 2, 3, 4], skill=0.95) == ("other",)
    assert family([0, 1, 2, 3, 4], skill=0.96) == ()
    # the leak is filled in one row in four: by chance three rows lie there once in 64
    assert family([0, 1, 2], rows=20) == ("other",)
    assert family([0, 1], rows=20) == ()
    assert family([10, 11, 12, 13, 14, 15, 16, 17, 18], rows=20) == ()  # 0.75 to the ninth is 0.075
    assert family([*range(9, 20)], rows=20) == ("other",)


def test_empty_cells_by_class():
    target = Target(values=np.array([0, 0, 1]), classes=("u", "v", "w"))
    audit = SimpleNamespace(probe=SimpleNamespace(target=target), target="y")
    (shown,) = _picture(audit, "a", pl.Series([True, False, True]))
    assert (shown.labels, shown.values) == (("u", "v", "w"), (0.5, 1.0, 0.0))
    audit.probe.target = Target(values=np.array([0.5, 1.5, 2]))
    assert _picture(audit, "a", pl.Series([True, False, True])) == ()


def form(cells: list[Any], low: float = 0.1) -> list:
    skill = SimpleNamespace(value=0.4, interval=(low, 0.6), metric="AUC", raw=0.7)
    probe = SimpleNamespace(rows=pl.DataFrame({"a": cells}), skill_of_codes=lambda _: skill)
    return list(_form(SimpleNamespace(probe=probe), "a"))


def test_forms_of_identifiers():
    (found,) = form(["A12", "B3", "A4", "B-7", None, "C"])
    assert (found.value, found.kind, found.details["forms"]) == (0.4, "form", ["A0", "B-0", "B0"])
    assert form(["A1", "A2"]) == form([1, 2]) == form(["A1", "B1"], low=0.0) == []
    assert len(form([chr(65 + k) * 2 for k in range(20)])) == 1
    assert form([chr(65 + k) * 2 for k in range(21)]) == []


# --- interpolated_rows, images, texts ---


def test_rows_thinned_out_evenly():
    assert _evenly(np.arange(10) * 2, 4).tolist() == [0, 6, 12, 18]
    assert _evenly(np.arange(3), 9).tolist() == [0, 1, 2]
    assert _evenly(np.arange(0), 9).tolist() == []


def test_rows_with_far_more_decimals():
    plain = np.round(np.random.default_rng(0).uniform(0, 9, (30, 3)), 2)
    plain[3] += 1e-7 / 3
    plain[4, :2] += 1e-7 / 3
    plain[5, 0] += 1e-7 / 3
    plain[6] += 3e-5  # one number in ten has one decimal: five are four more
    assert np.flatnonzero(_too_fine(plain)).tolist() == [3, 4]
    assert not _too_fine(np.random.default_rng(0).uniform(0, 9, (30, 3))).any()  # all digits are usual
    plain[7] = np.inf
    assert np.flatnonzero(_too_fine(plain)).tolist() == [3, 4]


def test_rows_of_a_class_between_others():
    draw = np.random.default_rng(1)
    ends = np.round(draw.normal(size=(20, 4)), 2)
    pairs = [(0, 1), (2, 3), (4, 5), (6, 7)]
    made = np.array([ends[a] + (ends[b] - ends[a]) / 3 for a, b in pairs])
    values, mine = np.vstack([ends, made]), np.arange(24)
    fine = np.arange(24) >= 20
    asked = {"least_distinct": 10, "least_columns": 4, "least_rows": 3, "neighbours": 24, "tolerance": 1e-6}

    def found(most: int = 100, **more: Any) -> tuple[int, list[int]]:
        looked, rows = _made(values, mine, fine, SimpleNamespace(**(asked | more)), most)
        return looked, rows.tolist()

    assert found() == (24, [20, 21, 22, 23])
    assert found(least_distinct=25) == found(least_columns=5) == (0, [])
    assert found(most=8)[0] == 8
    assert _made(values, mine[:1], fine, SimpleNamespace(**(asked | {"least_distinct": 1})), 100)[0] == 0


def test_corners_against_the_whole_image():
    grey = np.full((2, 64, 64), 100, dtype=np.uint8)
    grey[0, :8, :8] = 200
    grey[1, -8:, -8:] = 0
    found = _corners(SimpleNamespace(greys=grey), pl.Series([1, 0, None], dtype=pl.Int64))
    spread = [grey[k].astype(float).std() for k in (0, 1)]
    whole = [grey[k].mean() for k in (0, 1)]
    assert found.get_column("brightness of the upper left corner").to_list() == pytest.approx(
        [(100 - whole[1]) / spread[1], (200 - whole[0]) / spread[0], None]
    )
    assert found.get_column("brightness of the lower right corner").to_list() == pytest.approx(
        [(0 - whole[1]) / spread[1], (100 - whole[0]) / spread[0], None]
    )
    assert found.get_column("contrast of the upper right corner").to_list() == [0, 0, None]
    assert found.width == 8


def test_so_many_texts_as_the_limits_allow():
    texts = pl.DataFrame({"text": ["aaaa", "bbbbbb", "cc", "dddd"]})

    def bounded(longest: int, most: int, characters: int) -> list[str]:
        asked = SimpleNamespace(longest=longest, most_texts=most, most_characters=characters)
        return sorted(_bounded(SimpleNamespace(parameters=asked), texts).to_list())

    assert bounded(9, 9, 999) == ["aaaa", "bbbbbb", "cc", "dddd"]
    assert bounded(3, 9, 999) == ["aaa", "bbb", "cc", "ddd"]
    assert len(bounded(9, 3, 999)) == 3
    assert len(bounded(9, 9, 8)) == 2  # four characters each, on average
    assert _bounded(SimpleNamespace(parameters=SimpleNamespace(longest=9, most_texts=9, most_characters=9)), texts[:0]).len() == 0


def test_properties_that_predict(monkeypatch):
    monkeypatch.setattr("dataqa.checks.leakage._properties.codes_of", lambda cells: cells.name)
    skills = {"a": (0.3, 0.1), "b": (0.5, 0.2), "c": (0.5, 0.3), "d": (0.9, 0.05)}
    skill = {name: SimpleNamespace(value=value, interval=(low, 1.0)) for name, (value, low) in skills.items()}
    audit = SimpleNamespace(probe=SimpleNamespace(skill_of_codes=skill.__getitem__))
    frame = pl.DataFrame({name: [1] for name in skills})
    found = predicting(audit, frame, 0.1, "t")
    assert (found.names, found.best.value, found.evidence.labels) == (("b", "c", "a"), 0.5, ("d", "b", "c", "a"))
    assert (found.evidence.values, found.evidence.marked) == ((0.9, 0.5, 0.5, 0.3), (1, 2, 3))
    assert predicting(audit, frame, 0.4, "t") is None


def test_rows_of_a_part():
    frame = pl.DataFrame({"a": [1]})
    given = Parts(name="test=", train=frame, test=frame, in_train=np.array([5, 6]), in_test=None)
    assert (given.rows(np.array([0]), np.array([1])).positions.tolist(), given.part) == ([6], "test")
    split = Parts(name="valid", train=frame, test=frame, in_train=np.array([5, 6]), in_test=np.array([8, 9]))
    assert (split.rows(np.array([0]), np.array([1])).positions.tolist(), split.part) == ([8], "valid")


@pytest.mark.parametrize(
    ("label", "columns", "form_", "kind"),
    [
        ("u", ("a",), "a sum", "classes"),
        (None, ("a",), "a sum", "single"),
        (None, ("a", "b"), "a product", "product"),
        (None, ("a", "b"), "a sum", ""),
    ],
)
def test_the_kind_of_a_formula(label, columns, form_, kind):
    assert _kind(SimpleNamespace(label=label, columns=columns, form=form_)) == kind
