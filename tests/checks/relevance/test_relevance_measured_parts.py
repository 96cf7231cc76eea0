"""What checks of relevance and leakage measure, on what other parts would give them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import polars as pl
import pytest

from dataqa.checks.leakage.answer_length import answer_length
from dataqa.checks.leakage.follow_up_time import follow_up_time
from dataqa.checks.leakage.target_copy import target_copy
from dataqa.checks.relevance._strays.clusters import Cluster, _members, _scaled, _units
from dataqa.checks.relevance.answer_languages import answer_languages
from dataqa.checks.relevance.redundant_columns import redundant_columns
from dataqa.checks.relevance.stray_rows import _examples, _far, _measured, _texts
from dataqa.errors import NotApplicable

RELEVANCE, LEAKAGE = "dataqa.checks.relevance", "dataqa.checks.leakage"

# --- stray rows ---


def test_what_is_said_of_stray_rows():
    found = _measured(SimpleNamespace(rows=20), "headers", np.array([1, 2, 3]), (), much=1)
    assert (found.value, found.about, found.kind, found.details) == (0.15, "headers", "", {"much": 1})
    assert found.interval == pytest.approx((0.05237, 0.36042), abs=1e-5)
    assert _measured(SimpleNamespace(rows=20), "totals", np.array([1]), ("a",)).kind == "totals"
    frame = pl.DataFrame({"a": ["x", "y", "z", "w"]})
    audit = SimpleNamespace(engine=SimpleNamespace(take=lambda rows, names: frame[rows].select(names)))
    assert _examples(audit, np.array([1, 2, 3]), "a") == ["'y'", "'z'"]


def test_what_is_said_of_a_far_group():
    cluster = Cluster(rows=np.array([3]), columns=("a", "b", "c", "d"), usual=(1.0, 2, 3, 4), theirs=(1234.5, 2, 3, 4))
    found = _far(SimpleNamespace(rows=10), cluster)
    assert (found.about, found.kind, found.columns) == ("cluster at a", "cluster", ("a", "b", "c", "d"))
    assert found.details == {"far_columns": 4, "names": ["a", "b", "c"], "theirs": ["1,234", "2", "3"], "usual": ["1", "2", "3"]}


def texts(
    cells: list[str], monkeypatch: pytest.MonkeyPatch, *, sampled: bool = False, sample: Any = True, whole: Any = None
) -> list[tuple]:
    frame = pl.DataFrame({"t": cells})
    asked = []

    def strangers(some: pl.Series, _: Any, least: float) -> Any:
        asked.append((len(some), least))
        return whole if len(some) == len(cells) else sample

    monkeypatch.setattr(f"{RELEVANCE}.stray_rows.strangers", strangers)
    monkeypatch.setattr(f"{RELEVANCE}.stray_rows.parameters_of", lambda _: {})
    audit = SimpleNamespace(
        rows=len(cells), parameters=SimpleNamespace(filler=("lorem", "cookies"), norm=0.25, texts=3),
        engine=SimpleNamespace(
            where=lambda one: frame.with_row_index("i").filter(one).get_column("i").to_numpy(), values=frame.get_column,
            take=lambda at, names: frame[at].select(names),
        ),
        profile=SimpleNamespace(sampled=sampled, sample=frame),
    )  # fmt: skip
    found = [(m.about, m.rows.positions.tolist()) for m in _texts(audit, "t")]
    assert set(asked) <= {(3, 0.75), (len(cells), 0.75)}
    return found


def test_texts_without_content_and_in_other_languages(monkeypatch):
    plain = [f"text {k}" for k in range(8)]
    assert texts(["lorem x", "the cookies", *plain[:6]], monkeypatch) == [("filler", [0, 1])]  # a quarter
    assert texts(["lorem x", "the cookies", "lorem", *plain[:5]], monkeypatch) == texts(plain, monkeypatch) == []
    others = SimpleNamespace(usual="English", rows=np.array([5, 2]), counts={"German": 1200, "French": 1})
    assert texts(plain, monkeypatch, whole=others) == [("language", [5, 2])]
    assert texts(plain, monkeypatch, sampled=True, whole=others) == [("language", [5, 2])]
    assert texts(plain, monkeypatch, sampled=True, sample=None, whole=others) == []
    assert texts(plain, monkeypatch, sample=None, whole=others) == [("language", [5, 2])]


def test_numbers_in_spreads():
    scaled, middle, spread = _scaled(
        pl.DataFrame({"a": [0.0, 1, 2, 3, 4, None], "b": [5.0] * 5 + [11], "c": [1.0] * 6}), ["a", "b", "c"]
    )
    assert (middle.tolist(), spread[0], spread[1], spread[2]) == ([2, 5, 1], pytest.approx(2 / 1.349), pytest.approx(5**0.5), 1)
    assert scaled[:, 0] == pytest.approx(np.array([-2, -1, 0, 1, 2, 0]) * 1.349 / 2)
    assert _units(np.array([100.0, -100, np.inf, 3]), np.array([0.0]), np.array([1.0])).tolist() == [8, -8, 0, 3]


def test_rows_as_near_as_those_of_a_group():
    batches = [pl.DataFrame({"a": [0.0, 10, 12], "b": [0.0, 10, 10]}), pl.DataFrame({"a": [10.5, 11.2, 0], "b": [10.5, 11.2, 0]})]
    audit = SimpleNamespace(engine=SimpleNamespace(batches=lambda: batches))
    inside, scale = np.array([[5.0, 5], [5.5, 5]]), (np.zeros(2), np.full(2, 2.0))
    # of rows in spreads (5, 5), (6, 5), (5.25, 5.25) and (5.6, 5.6) those within 0.5
    assert _members(audit, ["a", "b"], inside, scale, 0.5).tolist() == [1, 2, 3]
    assert _members(audit, ["a", "b"], inside, scale, 0.7).tolist() == [1, 2, 3, 4]
    assert _members(audit, ["a", "b"], inside, scale, 0.2).tolist() == [1]


# --- redundant columns ---


def redundant(monkeypatch: pytest.MonkeyPatch, copies: list, recodings: list, groups: list, **present: int) -> list[tuple]:
    columns = [SimpleNamespace(name=name, present=many, kind="text" if name == "t" else "number") for name, many in present.items()]
    asked = []

    def correlated(rows: pl.DataFrame, names: list[str], *_: Any) -> list:
        asked.append((rows.height, names))
        return groups

    for name, stand_in in {"equal_columns": lambda _: copies, "recoded": lambda *_: recodings, "correlated": correlated}.items():
        monkeypatch.setattr(f"{RELEVANCE}.redundant_columns.{name}", stand_in)
    audit = SimpleNamespace(
        profiles=lambda *_: [(one, None) for one in columns], engine=None,
        profile=SimpleNamespace(sample=pl.DataFrame({"x": range(9)})),
        parameters=SimpleNamespace(repeats=5, columns=2, rows=7, least=0.9, fewest=5),
    )  # fmt: skip
    found = [(m.columns, m.about, m.details.get("several_pairs")) for m in redundant_columns.measure(audit)]
    assert asked == [(7, [one.name for one in columns if one.present and one.kind == "number"][:2])]
    return found


def test_columns_that_say_one_thing(monkeypatch):
    groups = [SimpleNamespace(names=names, weakest=0.95, interval=(0.9, 1.0), rows=7) for names in (("a", "b"), ("b", "c", "d"))]
    facts = {"a": 9, "b": 9, "t": 9, "c": 9, "empty": 0}
    assert redundant(monkeypatch, [("a", "b", "other"), ("c", "other")], [], [], **facts) == [(("a", "b"), "copies", None)]
    assert redundant(monkeypatch, [], [(("a", "b", "t"), 3)], groups, **facts) == [
        (("a", "b", "t"), "recoding", None), (("b", "c", "d"), "correlation", True),
    ]  # fmt: skip
    assert redundant(monkeypatch, [], [(("a", "t"), 3)], groups[:1], **facts)[1] == (("a", "b"), "correlation", False)


# --- conversations, copies, times until an event ---


def lengths(pairs: list[tuple[str | None, str | None]], monkeypatch: pytest.MonkeyPatch, least: int = 4) -> Any:
    rows = [(k, side, text) for k, pair in enumerate(pairs) for side, text in zip(("chosen", "rejected"), pair, strict=True)]
    frame = pl.DataFrame(rows, schema={"row": pl.Int64, "side": pl.String, "answer": pl.String}, orient="row")
    monkeypatch.setattr(f"{LEAKAGE}.answer_length.dialogues", lambda _: SimpleNamespace(answers=("c", "r")))
    monkeypatch.setattr(f"{LEAKAGE}.answer_length.exchanges", lambda _: frame)
    (found,) = answer_length.measure(SimpleNamespace(parameters=SimpleNamespace(least_pairs=least)))
    return found


def test_how_often_the_longer_answer_is_chosen(monkeypatch):
    pairs = [("aaa", "a"), ("aa", "a"), ("aaa", "aa"), ("a", "aa"), ("a", "b"), ("a", None), ("", "aa")]
    found = lengths(pairs, monkeypatch)
    assert (found.value, found.columns, found.details) == (0.75, ("c", "r"), {"pairs": 4, "often": 3, "longer": "longer"})
    other = lengths([(b, a) for a, b in pairs], monkeypatch)
    assert (other.value, other.details["longer"]) == (0.75, "shorter")
    even = lengths([*pairs[:2], *pairs[3:4], ("a", "aaa")], monkeypatch)
    assert (even.value, even.details["longer"]) == (0.5, "longer")
    with pytest.raises(NotApplicable):
        lengths(pairs, monkeypatch, least=5)


def languages(pairs: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch, rows: int = 10) -> list:
    turns = [
        (k, "", turn, role, text)
        for k, pair in enumerate(pairs)
        for turn, (role, text) in enumerate(zip(("user", "assistant"), pair, strict=True))
    ]
    frame = pl.DataFrame(turns, schema=["row", "side", "turn", "role", "text"], orient="row")

    def known(texts: pl.Series, _: Any) -> pl.DataFrame:
        found = pl.DataFrame(
            {"row": pl.int_range(len(texts), dtype=pl.UInt32, eager=True), "language": texts.str.slice(0, 2), "sure": 1.0}
        )
        return found.filter(pl.col("language") != "??")

    monkeypatch.setattr(f"{RELEVANCE}.answer_languages.dialogues", lambda _: SimpleNamespace(turns=frame, columns=("q", "a")))
    monkeypatch.setattr(f"{RELEVANCE}.answer_languages.languages_of", known)
    return list(answer_languages.measure(SimpleNamespace(rows=rows, parameters=SimpleNamespace(asking=("translate",)))))


def test_answers_in_another_language(monkeypatch):
    pairs = [
        ("en x", "de y"),
        ("en x", "en y"),
        ("en translate", "de y"),
        ("?? x", "de y"),
        ("fr x", "en y"),
        ("en", "de"),
        ("it", "en"),
        ("fr", "en"),
    ]
    (found,) = languages(pairs, monkeypatch)
    assert (found.value, found.rows.positions.tolist()) == (0.5, [0, 4, 5, 6, 7])
    assert found.details["languages"] == ["de (the turn before: en)", "en (the turn before: fr)"]
    assert languages(pairs, monkeypatch, rows=9) == []  # more than half of the rows
    assert languages(pairs[1:3], monkeypatch) == []


def follow(
    target: str, monkeypatch: pytest.MonkeyPatch | None = None, *, usable: bool = True, skill: float = 0.5, **meanings: str
) -> Any:
    audit = SimpleNamespace(
        task=SimpleNamespace(target=target, columns={name: SimpleNamespace(meaning=one) for name, one in meanings.items()}),
        rows=10,
        engine=SimpleNamespace(where=lambda _: [0] * 8),
        probe=SimpleNamespace(usable=usable, single=lambda _: SimpleNamespace(value=skill)),
    )  # fmt: skip
    (found,) = follow_up_time.measure(audit)
    return found


def test_the_time_until_an_event():
    pair = {"days": "follow-up time", "died": "event"}
    found = follow("died", **pair)
    assert (found.value, found.columns, found.kind, found.details) == (
        0.8,
        ("days",),
        "",
        {"time": "days", "event": "died", "skill": 0.5},
    )
    found = follow("days", **pair)
    assert (found.columns, found.kind) == (("died",), "event")
    assert follow("died", skill=-0.5, **pair).details["skill"] == follow("died", usable=False, **pair).details["skill"] == 0.0
    for target, more in (("other", pair), ("died", {"died": "event"}), ("days", {"days": "follow-up time"})):
        with pytest.raises(NotApplicable):
            follow(target, **more)


def test_copies_of_the_target(monkeypatch):
    monkeypatch.setattr(
        f"{LEAKAGE}.target_copy.target_copies", lambda _: [SimpleNamespace(name="a", share=0.9, agreeing=9, rows=10)]
    )
    cuts = [
        SimpleNamespace(name=name, kind=kind, share=0.8, agreeing=8, rows=10, values=7)
        for name, kind in (("a", "finer"), ("b", "finer"), ("c", "cut"))
    ]
    monkeypatch.setattr(f"{LEAKAGE}.target_copy.target_cuts", lambda _: cuts)

    def found(distinct: int) -> list[tuple]:
        columns = {name: SimpleNamespace(distinct=distinct) for name in ("y", "a")}
        return [
            (m.columns, m.kind, m.value)
            for m in target_copy.measure(SimpleNamespace(target="y", profile=SimpleNamespace(columns=columns)))
        ]

    assert found(2) == [(("a",), "", 0.9), (("b",), "finer", 0.8)]
    with pytest.raises(NotApplicable):
        found(1)
