"""Training rows and held-out rows side by side, a few of each written out."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import numpy as np
import polars as pl
import pytest

from dataqa.checks.leakage._parts import Parts
from dataqa.checks.leakage.embedded_test_texts import _measured as embedded_test_texts_measured
from dataqa.checks.leakage.image_overlap import _measured as image_overlap_measured
from dataqa.checks.leakage.joint_leak import joint_leak
from dataqa.checks.leakage.shared_entities import _across as shared_entities_across
from dataqa.checks.leakage.shared_entities import _places as shared_entities_places
from dataqa.checks.leakage.shared_entities import _within as shared_entities_within
from dataqa.checks.leakage.split_shift import _classes as split_shift_classes
from dataqa.checks.leakage.split_shift import _features as split_shift_features
from dataqa.checks.leakage.split_shift import _numbers as split_shift_numbers
from dataqa.checks.leakage.target_leak import _picture as target_leak_picture
from dataqa.checks.leakage.target_leak import target_leak
from dataqa.checks.leakage.test_overlap import _compared as overlap_compared
from dataqa.checks.leakage.test_overlap import test_overlap
from dataqa.checks.leakage.time_overlap import _overlap as time_overlap_overlap
from dataqa.statistics import newcombe


def parts(train: dict[str, list], test: dict[str, list], *, split: bool = True, name: str = "test") -> Parts:
    """Return parts whose training rows stand at 10, 11 …, and the held-out ones at 50, 51 …"""
    first, second = pl.DataFrame(train), pl.DataFrame(test)
    at = np.arange(second.height) + 50 if split else None
    return Parts(name=name, train=first, test=second, in_train=np.arange(first.height) + 10, in_test=at)


# --- rows, texts and images that are in both ---


def overlap(train: list, test: list, monkeypatch: pytest.MonkeyPatch, *, split: bool = True) -> list:
    monkeypatch.setattr("dataqa.checks.leakage.test_overlap.held_out", lambda *_: [parts({"a": train}, {"a": test}, split=split)])
    audit = SimpleNamespace(table=SimpleNamespace(columns=[]), task=SimpleNamespace(learnable=[], features=[]))
    return list(test_overlap.measure(audit))


def test_rows_in_both(monkeypatch):
    (found,) = overlap([1, 2, 2, None, 5], [2, 3, 2, None], monkeypatch)
    assert (found.value, found.rows.positions.tolist()) == (0.75, [50, 52, 53])
    assert found.details == {"shared": 3, "test_rows": 4, "part": "test", "repeated_in_training": pytest.approx(0.2)}
    assert found.mends[0].rows.tolist() == [11, 12, 13]
    (found,) = overlap([1, 2, 2, None, 5], [2, 3, 2, None], monkeypatch, split=False)
    assert found.rows.positions.tolist() == [11, 12, 13]
    assert overlap([1, 2], [3, 4], monkeypatch) == []


def test_features_and_opened_images_are_compared():
    columns = [SimpleNamespace(name="photo", pictures=object()), SimpleNamespace(name="path", pictures=None)]
    audit = SimpleNamespace(
        table=SimpleNamespace(columns=columns), task=SimpleNamespace(learnable=["photo", "path", "a"], features=["a"])
    )
    assert overlap_compared(audit) == ["photo", "a"]


LONG = "one two three four five six seven eight nine ten"


def embedded(train: list[str], test: list[str | None], **asked: Any) -> list:
    parameters = SimpleNamespace(**({"words": 3, "long_words": 6, "least_runs": 3, "share": 0.5, "longer": 2.0} | asked))
    frame, whole = pl.DataFrame({"t": test}, schema={"t": pl.String}), pl.Series(train)
    at = np.arange(len(train)) + 10, np.arange(len(test)) + 50
    audit = SimpleNamespace(parameters=parameters)
    return list(embedded_test_texts_measured(audit, ["t"], "valid", frame, ["t"], whole, *at))


def test_texts_that_longer_ones_hold():
    (found,) = embedded(["x", f"a {LONG} b"], ["two three four five six", "other", None])
    assert (found.value, found.rows.positions.tolist()) == (0.5, [50])
    assert found.details == {"embedded": 1, "test_rows": 2, "holding": 1, "long": 0, "part": "valid"}
    assert embedded([f"a {LONG} b"], ["one two three four five six"])[0].details["long"] == 1
    # as long as twice: ten words hold five, and not six
    assert len(embedded([LONG], ["one two three four five"])) == 1
    assert embedded([LONG], ["one two three four five six"]) == []
    assert embedded([LONG], ["one two three four"]) == []  # two runs
    assert len(embedded([LONG], ["one two three four x"])) == 1  # two of three runs
    assert embedded([LONG], ["one two three x y"]) == []
    assert embedded([LONG], ["short", None]) == embedded([LONG], ["a b c d e"]) == []


def images(train: list[str], test: list[str], pairs: list[tuple[int, int]], *, split: bool = True, features: tuple = ()) -> list:
    names = ["a", "b", "c", "d"]
    pictures = SimpleNamespace(
        digests=names, facts=pl.DataFrame({"problem": ["", "", "", "broken"]}),
        places=lambda cells: pl.Series([names.index(cell) if cell in names else None for cell in cells], dtype=pl.Int64),
    )  # fmt: skip
    found = SimpleNamespace(first=np.array([p[0] for p in pairs], dtype=int), second=np.array([p[1] for p in pairs], dtype=int))
    at = np.arange(len(train)) + 10, np.arange(len(test)) + 50 if split else None
    audit = SimpleNamespace(task=SimpleNamespace(features=features))
    return list(image_overlap_measured(audit, "image", "valid", pictures, found, pl.Series(train), pl.Series(test), *at))


def test_images_in_both():
    (found,) = images(["a", "b", "d"], ["c", "x", "b", "d"], [(0, 2)])
    # c is a copy of a, and b is there itself; what cannot be read is left out
    assert (found.value, found.rows.positions.tolist(), found.mends[0].rows.tolist()) == (0.5, [50, 52], [10, 11])
    assert (found.details, found.covered_by) == ({"shared": 2, "exact": 1, "test_rows": 4, "part": "valid"}, ())
    assert images(["a"], ["a"], [])[0].covered_by == ("test-overlap",)
    assert images(["a"], ["a"], [], features=("n",))[0].covered_by == ()
    assert images(["a", "b"], ["b"], [], split=False)[0].rows.positions.tolist() == [11]
    assert images(["a"], ["b"], []) == images(["d"], ["d"], []) == []


# --- entities and times ---


def entities(train: list, test: list, monkeypatch: pytest.MonkeyPatch, *, split: bool = True) -> list:
    monkeypatch.setattr("dataqa.checks.leakage.shared_entities._likeness", lambda *_: 0.5)
    audit = SimpleNamespace(task=SimpleNamespace(target="y"))
    return list(shared_entities_across(audit, "who", pl.col("who"), parts({"who": train}, {"who": test}, split=split)))


def test_entities_in_both(monkeypatch):
    (found,) = entities([1, 2, None, 2, 5], [2, 3, None, 5, 2], monkeypatch)
    assert (found.value, found.rows.positions.tolist(), found.notes) == (0.6, [50, 53, 54], ("alike",))
    assert found.details == {"split": 1, "likeness": 0.5, "entities": 2, "shared": 3, "test_rows": 5, "part": "test"}
    assert entities([1, 2, None, 2, 5], [2, 3], monkeypatch, split=False)[0].rows.positions.tolist() == [11, 13]
    assert entities([1, None], [2, None], monkeypatch) == []


def test_entities_of_several_rows(monkeypatch):
    monkeypatch.setattr("dataqa.checks.leakage.shared_entities._likeness", lambda *_: None)

    def found(who: list) -> list:
        frame = pl.DataFrame({"who": who})
        audit = SimpleNamespace(
            task=SimpleNamespace(target="y"), rows=len(who), engine=SimpleNamespace(table=SimpleNamespace(frame=frame))
        )
        return list(shared_entities_within(audit, "who", pl.col("who")))

    (one,) = found([1, 2, 1, None, None])
    assert (one.value, one.rows.positions.tolist(), one.kind, one.notes) == (0.4, [0, 2], "unsplit", ())
    assert one.details == {"split": 0, "likeness": 1, "entities": 1, "table_rows": 5}
    assert found([1, 2, None, None]) == []


def places(lat: list[float], monkeypatch: pytest.MonkeyPatch, *, coarse: bool = False, held: bool = True) -> list:
    frame = pl.DataFrame({"lat": lat, "lon": [0.0] * len(lat)})
    one = parts(frame.head(4).to_dict(as_series=False), frame.tail(len(lat) - 4).to_dict(as_series=False))
    monkeypatch.setattr("dataqa.checks.leakage.shared_entities.coordinates", lambda _: [("lat", "lon")])
    monkeypatch.setattr("dataqa.checks.leakage.shared_entities.held_out", lambda *_: [one] if held else [])
    monkeypatch.setattr("dataqa.checks.leakage.shared_entities._coarse", lambda _, name: coarse and name == "lon")
    monkeypatch.setattr("dataqa.checks.leakage.shared_entities._likeness", lambda *_: 0.5)
    audit = SimpleNamespace(task=SimpleNamespace(target="y"), engine=SimpleNamespace(table=SimpleNamespace(frame=frame)))
    return list(shared_entities_places(audit))


def test_places_in_both(monkeypatch):
    some = [1.0, 2, 3, 4, 5, 4.000001]
    (found,) = places(some, monkeypatch)
    assert (found.columns, found.kind, found.rows.positions.tolist(), found.mends[0].columns) == (
        ("lat", "lon"),
        "places",
        [51],
        (),
    )
    assert places([1.0, 2, 3, 4, 5, 4.00001], monkeypatch) == []  # a metre beside it
    assert places(some, monkeypatch, coarse=True) == places(some, monkeypatch, held=False) == []
    assert len(places([1.0, 1, 2, 2, 3, 1], monkeypatch)) == 1  # three places in six rows
    assert places([1.0, 1, 1, 2, 2, 1], monkeypatch) == []


def days(*numbers: int | None) -> list[dt.datetime | None]:
    return [None if one is None else dt.datetime(2024, 1, one) for one in numbers]


def times(train: list, test: list, *, kind: str = "classification", split: bool = True) -> list:
    audit = SimpleNamespace(moments=pl.col, task=SimpleNamespace(kind=kind))
    schema = {"t": pl.Datetime}
    one = parts({"t": pl.Series(train, dtype=pl.Datetime)}, {"t": pl.Series(test, dtype=pl.Datetime)}, split=split)
    assert one.train.schema.names() == list(schema)
    return list(time_overlap_overlap(audit, "t", one, []))


def test_test_rows_older_than_training_rows():
    (found,) = times(days(1, 5, None, 9), days(3, None, 9, 10))
    # of three one is older than the newest
    assert (found.value, found.rows.positions.tolist(), found.kind) == (1 / 3, [50], "")
    # of nine pairs the test row is later in 1 + 2.5 + 3
    assert found.details == {
        "older": 1, "test_rows": 3, "part": "test", "by_time": pytest.approx(2 * 6.5 / 9 - 1), "global_time": 1.0,
        "newest_training": "2024-01-09", "oldest_test": "2024-01-03",
    }  # fmt: skip
    assert times(days(1, 5, None, 9), days(3), split=False)[0].rows.positions.tolist() == [11, 13]
    assert times(days(5, 6), days(1, 2))[0].kind == "backwards"
    assert times(days(1, 5), days(5, 9)) == times(days(None), days(1)) == times(days(5), days(None)) == []
    assert times(days(1, 5), days(3), kind="forecasting")[0].details["by_time"] == 1.0
    assert times(days(1, 5), days(3), kind="recommendation")[0].details["global_time"] == 0.0


# --- how the parts differ ---


def classes(train: list, test: list, monkeypatch: pytest.MonkeyPatch) -> list:
    monkeypatch.setattr("dataqa.checks.leakage.split_shift._merged", lambda _, cells: cells)
    one = parts({"y": pl.Series(train, dtype=pl.String)}, {"y": pl.Series(test, dtype=pl.String)})
    return list(split_shift_classes(SimpleNamespace(target="y"), one))


def test_shares_of_classes(monkeypatch):
    (found,) = classes(["a"] * 60 + ["b"] * 40 + [None], ["a"] * 10 + ["b"] * 35 + ["c"] * 5, monkeypatch)
    low, high = newcombe(10, 50, 60, 100, 2.394)
    assert (found.value, found.details["class"], found.details["train_share"], found.details["test_share"]) == (
        pytest.approx(0.4), "a", 0.6, 0.2,
    )  # fmt: skip
    assert found.interval == pytest.approx((-high, -low), abs=1e-4)
    assert (found.evidence[0].labels, found.evidence[0].values) == (("a", "b", "c"), pytest.approx((-0.4, 0.3, 0.1)))
    assert classes([None], ["a"], monkeypatch) == classes(["a"], [None], monkeypatch) == []


def numbers(train: list, test: list) -> list:
    one = parts({"y": pl.Series(train, dtype=pl.Float64)}, {"y": pl.Series(test, dtype=pl.Float64)})
    return list(split_shift_numbers(SimpleNamespace(target="y"), one))


def test_numbers_of_both():
    inf = float("inf")
    (found,) = numbers([1, 2, 3, 4, inf], [3.5, 4.5, inf])
    # of eight pairs the test row is higher in 3 + 4
    assert (found.value, found.details) == (0.75, {"part": "test", "test_median": 4.0, "train_median": 2.5})
    assert numbers([100.1], [100.2])[0].details == {"part": "test", "test_median": 100.2, "train_median": 100.1}
    assert numbers([inf], [1]) == numbers([1], [inf]) == []


def features(train: dict, test: dict, monkeypatch: pytest.MonkeyPatch, low: float = 0.1, least: int = 2) -> list:
    monkeypatch.setattr(
        "dataqa.checks.leakage.split_shift.learn",
        lambda *_: SimpleNamespace(skill=SimpleNamespace(interval=(low, 0.9), value=0.5, raw=0.75)),
    )
    monkeypatch.setattr("dataqa.checks.leakage.split_shift.Encoder", lambda *_: SimpleNamespace(encode=lambda _: None))
    monkeypatch.setattr("dataqa.checks.leakage.split_shift.Sample", lambda **_: None)
    monkeypatch.setattr("dataqa.checks.leakage.split_shift.out_of_fold", lambda codes, *_: codes)
    monkeypatch.setattr("dataqa.checks.leakage.split_shift.codes_of", lambda cells: cells.name)
    skills = {"a": (0.4, 0.1), "b": (0.6, 0.0), "c": (0.5, 0.2)}
    monkeypatch.setattr(
        "dataqa.checks.leakage.split_shift.skill_of",
        lambda name, _: SimpleNamespace(value=skills[name][0], interval=(skills[name][1], 1.0)),
    )
    audit = SimpleNamespace(parameters=SimpleNamespace(rows=100, least_rows=least), ask_models=lambda: None, task=None)
    return list(split_shift_features(audit, parts(train, test)))


def test_features_that_separate_the_parts(monkeypatch):
    data = {name: [*range(8)] for name in "abc"}
    (found,) = features(data, data, monkeypatch)
    assert (found.columns, found.kind, found.value, found.details) == (("c", "a"), "features", 0.5, {"part": "test", "raw": 0.75})
    assert (found.evidence[0].labels, found.evidence[0].values) == (("c", "a"), (0.5, 0.4))
    (found,) = features({"b": [*range(8)]}, {"b": [*range(8)]}, monkeypatch)
    assert (found.columns, found.kind, found.evidence) == ((), "features-together", ())
    assert features(data, data, monkeypatch, low=0.0) == features(data, data, monkeypatch, least=9) == []
    assert len(features(data, data, monkeypatch, least=8)) == 1
    assert features({"a": [1, 1]}, {"a": [2, 2]}, monkeypatch) == []  # the split under another name


# --- leaks ---


def test_pairs_beside_votes(monkeypatch):
    def found(votes: Any, *, discrete: bool = True, usable: bool = True) -> list[tuple]:
        monkeypatch.setattr("dataqa.checks.leakage.joint_leak.target_votes", lambda _: votes)
        pairs = [
            SimpleNamespace(columns=("a", "b"), decided=0.9, form="a - b", alone=0.1),
            SimpleNamespace(columns=("c", "d"), decided=0.8, form="combination", alone=0.2),
        ]
        monkeypatch.setattr("dataqa.checks.leakage.joint_leak.target_pairs", lambda _: pairs)
        audit = SimpleNamespace(probe=SimpleNamespace(usable=usable), task=SimpleNamespace(discrete=discrete))
        return [(m.columns, m.kind, m.unit) for m in joint_leak.measure(audit)]

    both = [(("a", "b"), "formula", "share of errors"), (("c", "d"), "", "share of errors")]
    assert found(None) == both
    votes = SimpleNamespace(columns=("b", "x"), decided=1.0, extreme="largest", share=0.9)
    assert found(votes) == [(("b", "x"), "largest", "share of errors"), both[1]]
    assert found(None, discrete=False) == [(("a", "b"), "number", "R²"), (("c", "d"), "number", "R²")]


def test_a_cut_is_told_once(monkeypatch):
    cuts = [
        SimpleNamespace(name="a", kind="cut", share=0.9, agreeing=9, rows=10),
        SimpleNamespace(name="b", kind="finer", share=1, agreeing=1, rows=1),
    ]  # fmt: skip
    skill = SimpleNamespace(value=0.8, interval=(0.7, 0.9), metric="AUC", raw=0.9)
    columns = [
        SimpleNamespace(name=name, unasked=True, skill=skill, gap=0.1, excess=0.2, next="b", together=0.3, company=("b",))
        for name in "ab"
    ]
    monkeypatch.setattr("dataqa.checks.leakage.target_leak.best_first", lambda _: ["b", "a", *"cdefghi"])
    monkeypatch.setattr("dataqa.checks.leakage.target_leak.predictive_columns", lambda _: columns)
    asked = []
    audit = SimpleNamespace(probe=SimpleNamespace(usable=True, single=lambda _: skill), ask_models=lambda: asked.append(1))

    def found(cut: list) -> list[tuple]:
        monkeypatch.setattr("dataqa.checks.leakage.target_leak.target_cuts", lambda _: cut)
        return [(m.columns, m.kind) for m in target_leak.measure(audit)]

    assert (found(cuts), len(asked)) == ([(("a",), "cut"), (("b",), "")], 0)
    assert (found(cuts[1:]), len(asked)) == ([(("a",), ""), (("b",), "")], 2)
    shown = target_leak_picture(audit, ("b", "c"))
    assert (len(shown.labels), shown.marked) == (8, (0, 2))
