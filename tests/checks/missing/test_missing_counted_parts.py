"""Counts and pictures of the checks of missing values, by hand."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import polars as pl
import pytest

from dataqa.checks.distribution import Numbers
from dataqa.checks.missing import value_spikes
from dataqa.checks.missing._dependence import JointlyMissing, Link
from dataqa.checks.missing._entries import made_up
from dataqa.checks.missing._linked import linked
from dataqa.checks.missing._numbers import bars
from dataqa.checks.missing._scan import Segment
from dataqa.checks.missing._strata import Strata
from dataqa.checks.missing._ticked import ticked
from dataqa.checks.missing.empty_rows import empty_rows
from dataqa.checks.missing.form_defaults import form_defaults
from dataqa.checks.missing.missing_together import missing_together
from dataqa.checks.missing.placeholder_values import _as_often, _measured
from dataqa.checks.missing.value_spikes import _column
from dataqa.model import Rows


def numbers(values, counts=None):
    return Numbers(np.array(values, dtype=float), np.ones(len(values), dtype=int) if counts is None else np.array(counts))


def test_ten_bins_and_what_is_apart():
    found = bars("a", numbers([0, 5, 100], [1, 2, 3]), {"999": 7}, first=False)
    assert found.labels == (
        "0 to 10", "10 to 20", "20 to 30", "30 to 40", "40 to 50", "50 to 60", "60 to 70", "70 to 80", "80 to 90",
        "90 to 100", "999",
    )  # fmt: skip
    assert (found.values, found.marked) == ((3.0, *[0.0] * 8, 3.0, 7.0), (10,))
    found = bars("a", numbers([5], [4]), {"-1": 2, "-2": 3}, first=True, labels=("x", "y"))
    assert (found.labels, found.values, found.marked) == (("-1", "-2", "x to y, part 1"), (2.0, 3.0, 4.0), (0, 1))


def linkage(group: np.ndarray, empty: np.ndarray, strata: Strata, start: int, stop: int) -> Any:
    frame = pl.DataFrame({"a": [None if one else 1 for one in empty], "g": group})
    engine = SimpleNamespace(aggregate=lambda *every: frame.select(*every).row(0, named=True))

    def where(one: pl.Expr) -> Rows:
        return Rows(positions=frame.select(one.arg_true()).to_series().to_numpy().astype(np.int64))

    audit = SimpleNamespace(engine=engine, where=where, rows=len(frame))
    link = Link(strata, Segment(start, stop, 1.0, 2.0, 3.0, 4.0, 9.0), (0.1,) * len(strata.marks), 0.5)
    found = linked(audit, JointlyMissing(("a",), (link,), True, 10), link, also=())
    said = found.details
    return said["group"], said["here"], said["there"], found.evidence[0].marked, found.rows.positions.tolist()


def test_the_side_that_is_emptier_is_named():
    two = Strata("g", np.array([0, 1] * 5), ["u", "v"], "values")
    group, left = np.array(["u", "v"] * 5), np.arange(10) % 2 == 1
    assert linkage(group, left, two, 1, 2) == ("g = 'v'", 1.0, 0.0, (1,), [1, 3, 5, 7, 9])
    assert linkage(group, ~left, two, 1, 2) == ("g = 'u'", 1.0, 0.0, (0,), [0, 2, 4, 6, 8])
    assert linkage(group, left, two, 0, 1) == ("g = 'v'", 1.0, 0.0, (1,), [1, 3, 5, 7, 9])
    three = Strata("g", np.array([0, 1, 2] * 3), ["u", "v", "w"], "values")
    assert linkage(np.array(["u", "v", "w"] * 3), np.arange(9) % 3 != 1, three, 1, 2)[:4] == ("g = 'v'", 0.0, 1.0, (0, 2))
    steps = Strata("g", np.array([0, 1, 2] * 3), [1.0, 2.0, 3.0], "steps")
    assert linkage(np.array([1, 2, 3] * 3), np.arange(9) % 3 == 0, steps, 1, 3)[:3] == ("g = 1", 1.0, 0.0)
    assert linkage(np.array([1, 2, 3] * 3), np.arange(9) % 3 < 1, steps, 2, 3)[:3] == ("g <= 2", 0.5, 0.0)


def entries(cells: list[str], **limits: Any) -> dict[str, int]:
    usual = {
        "unchosen": ("please select",), "typed": ("xxx",), "patterns": ("asdf+",), "longest": 20, "least_distinct": 5,
        "most_distinct": 0.5, "long": 6, "often": 2.0,
    }  # fmt: skip
    column = SimpleNamespace(distinct=len(set(cells)), present=len(cells))
    return made_up(column, pl.Series(cells), SimpleNamespace(**usual | limits))


OTHERS = ["one word", "another", "third", "words again", "fifth", "six of them"]


def test_entries_that_answer_nothing():
    assert entries([*OTHERS, "asdf"]) == {"asdf": 1}
    assert entries([*OTHERS, "asdf"], least_distinct=8) == {}
    assert entries([*OTHERS, "Please select"], least_distinct=8) == {"Please select": 1}
    assert entries([*OTHERS, "xxx"]) == {}
    assert entries([*OTHERS, "xxx", "xxx"], often=1.0) == {"xxx": 2}
    assert entries([*OTHERS, "xxx"], often=0.1) == {}  # once
    assert entries([*OTHERS, *["xxx"] * 3]) == {"xxx": 3}  # 3 of 9/7 rows a text
    assert entries([*OTHERS, *["xxx"] * 2]) == {}
    assert entries([*OTHERS, "hhhhhh"]) == {"hhhhhh": 1}
    assert entries([*OTHERS, "hhhhh"]) == {}
    assert entries(["asdf", "asdff", *OTHERS[:4]], most_distinct=0.1) == {"asdf": 1, "asdff": 1}  # two at least may be
    assert entries(["asdf", "asdff", "asdfff", *OTHERS[:4]], most_distinct=0.1) == {}


def test_a_held_key_among_few_characters():
    few = ["aaaaaa", "abbcac", "bacacb", "cabbca", "acabac"]
    assert entries(few) == {}
    assert entries([*few, "dabcab"]) == {}
    assert entries([*few, "dabcab", "eabcab"]) == {"aaaaaa": 1}


def test_options_of_one_question():
    def columns(*names: str, value: str = "yes", nulls: int = 5, distinct: int = 1) -> frozenset[str]:
        every = [(SimpleNamespace(name=name, distinct=distinct, nulls=nulls, top=[(value, 5)]), None) for name in names]
        return ticked(SimpleNamespace(profiles=lambda: every))

    assert columns("q5_1", "q5_2", "q5_3") == {"q5_1", "q5_2", "q5_3"}
    assert columns("q5_1", "q5_2", "q6_3") == set()
    assert columns("q5_1", "q5_2", "q5_3", nulls=0) == set()
    assert columns("q5_1", "q5_2", "q5_3", distinct=2) == set()
    assert columns("smokes", value=" X ") == {"smokes"}


def test_the_end_of_a_scale_of_eight_columns_is_no_cap():
    limits = SimpleNamespace(least_distinct_cap=5, least_distinct=5, least_share=0.1, least_ratio=5)
    values, counts = np.arange(20.0), np.array([10] * 19 + [400])
    seen = Numbers(values, counts)
    top = [(19.0, 400), (1.0, 10)]
    one = SimpleNamespace(name="a", integral=True, maximum=19.0, minimum=0.0, distinct=20, rows=590, exact=True, top=top)

    def found(columns: int) -> list[str]:
        audit = SimpleNamespace(
            parameters=limits, profiles=lambda _: [(one, None)] * columns, rows=590, where=lambda _: None
        )  # fmt: skip
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(value_spikes, "sentinels_of", lambda *_: ([], None))
            patch.setattr(value_spikes, "numbers_of", lambda *_: seen)
            return [m.kind for m in value_spikes.value_spikes.measure(audit)]

    assert found(7) == ["cap"] * 7
    assert found(8) == []


def test_spikes_that_count():
    limits = {"least_ratio": 5.0, "least_distinct": 20}

    def kinds(values: Any, counts: Any, distinct: int = 20, least: float = 20, **more: Any) -> list[tuple[str, str]]:
        audit = SimpleNamespace(parameters=SimpleNamespace(**limits | more), rows=1000, where=lambda _: None)
        found = _column(audit, SimpleNamespace(name="a", distinct=distinct), numbers(values, counts), least)
        return [(one.kind, one.details["number"]) for one in found]

    values, flat = np.arange(1, 21.0), np.full(20, 10)
    spike, cap = flat.copy(), flat.copy()
    spike[9] = cap[19] = 50
    assert kinds(values, spike) == [("", "10")]
    assert kinds(values, spike, least=51) == []
    assert kinds(values, spike, least_ratio=5.1) == []
    assert kinds(values, spike, distinct=19) == []
    assert kinds(values, cap, distinct=19) == [("cap", "20")]
    assert kinds(values / 20, cap) == []  # a share ends at 1
    assert kinds(values / 20 - 0.1, cap) == [("cap", "0.9")]
    assert kinds((values - 10) / 10, cap) == [("cap", "1")]  # from -0.9
    spike[9], spike[1] = 10, 50
    assert kinds(values, spike) == []  # at the end of the column a value is often the usual one


def test_words_that_are_as_frequent_as_other_values():
    counted = pl.DataFrame({"value": ["None", "Null"], "len": [6, 7]})
    audit = SimpleNamespace(engine=SimpleNamespace(counts=lambda *_, **__: counted))
    assert _as_often(audit, SimpleNamespace(name="a", present=60, distinct=20), ["None", "Null"], 2.0) == {"None"}


def test_the_words_that_are_shown():
    cells = pl.DataFrame({"a": ["?"] * 3 + ["-", " "] + list("uvwxyz")})
    engine = SimpleNamespace(where=lambda _: np.arange(5), take=lambda rows, names: cells[rows])
    audit = SimpleNamespace(engine=engine, rows=11)
    found = _measured(audit, "a", ["?", "-", " "], [np.array([9])], {"n/a": 1, "-": 1, "tba": 1, "nil": 1}, "", conventional=False)
    assert found.details["tokens"] == {"?": 3, "-": 2, "blank": 1, "n/a": 1, "nil": 1, "tba": 1}
    assert found.rows.positions.tolist() == [0, 1, 2, 3, 4, 9]
    assert found.details["found"][2:4] == ("blank (1)", "'n/a' (1)")
    (picture,) = found.evidence
    assert (picture.labels, picture.values) == (("all others", "?", "-", "blank", "n/a", "nil"), (5.0, 3.0, 2.0, 1.0, 1.0, 1.0))
    assert (picture.marked, found.details["conventional"]) == ((1, 2, 3, 4, 5), 0)
    assert _measured(audit, "a", [], [np.array([9])], {"n/a": 1}, "perhaps", conventional=True).interval[0] == 0.0


def test_twelve_columns_that_are_empty_together(monkeypatch):
    names = [f"c{k:02d}" for k in range(13)]
    monkeypatch.setattr("dataqa.checks.missing.missing_together.blocks_of", lambda _: [names, ["x", "y"], ["x", "z"]])
    nothing = SimpleNamespace(unparsed=np.arange(0))
    sources = dict.fromkeys([*names, "x", "z"], nothing) | {"y": SimpleNamespace(unparsed=np.arange(6))}
    sources["z"] = SimpleNamespace(unparsed=np.arange(5))
    audit = SimpleNamespace(
        rows=100, where=lambda _: SimpleNamespace(count=9), table=SimpleNamespace(source=sources.__getitem__),
        profile=SimpleNamespace(columns={name: SimpleNamespace(nulls=10) for name in sources}),
    )  # fmt: skip
    found = list(missing_together.measure(audit))
    assert [(m.value, m.details) for m in found] == [
        (0.09, {"together": 13, "shared": 0.9}), (0.09, {"together": 2, "shared": 0.9}),
    ]  # fmt: skip
    assert found[0].evidence[0].labels == ("all of them", *names[:12])
    assert found[0].evidence[0].values == (9.0, *[10.0] * 12)
    assert found[1].columns == ("x", "z")


def test_ten_shares_of_empty_cells():
    cells = {f"c{k}": [None if k < 8 and row == 3 else row for row in range(20)] for k in range(10)}
    frame = pl.DataFrame(cells)
    audit = SimpleNamespace(
        rows=20, once=lambda _: np.arange(0), parameters=SimpleNamespace(usual=0.5, least_columns=5, most_empty=0.8),
        profile=SimpleNamespace(
            columns={name: SimpleNamespace(name=name, present=19, rows=20, nulls=frame[name].null_count()) for name in cells}
        ),
        task=SimpleNamespace(features=list(cells)), engine=SimpleNamespace(values=frame.get_column),
        table=SimpleNamespace(source=lambda _: SimpleNamespace(unparsed=np.arange(0))),
    )  # fmt: skip
    (found,) = empty_rows.measure(audit)
    assert (found.rows.positions.tolist(), found.details["emptiest"], found.details["features"]) == ([3], 8, 10)
    (picture,) = found.evidence
    assert (picture.values, picture.marked) == ((19.0, *[0.0] * 7, 1.0, 0.0), (8, 9))
    assert picture.labels[0] == "0% to 10%"
    audit.parameters.most_empty = 0.9
    assert list(empty_rows.measure(audit)) == []


def test_three_examples_and_five_bars(monkeypatch):
    monkeypatch.setattr("dataqa.checks.missing.form_defaults.made_up", lambda *_: {f"w{k}": 9 - k for k in range(7)})
    monkeypatch.setattr("dataqa.checks.missing.form_defaults.coordinates", lambda _: [("lat", "lon")])
    column = SimpleNamespace(name="a", kind="text", present=9)
    every = {"categorical": [(column, SimpleNamespace(role="text"))], "datetime": []}
    places = {"near": 3}

    def where(one: pl.Expr) -> np.ndarray:
        return np.arange(places["near"] if "abs" in str(one) else 3)

    audit = SimpleNamespace(
        rows=50, parameters=None, profiles=lambda first, *_: every[first],
        engine=SimpleNamespace(where=where, values=lambda _: None),
        table=SimpleNamespace(source=lambda _: SimpleNamespace(nested=False)),
    )  # fmt: skip
    made, place = form_defaults.measure(audit)
    assert (made.details["examples"], made.details["different"]) == (("'w0' (9)", "'w1' (8)", "'w2' (7)"), 7)
    assert (made.evidence[0].labels, made.evidence[0].marked) == (("w0", "w1", "w2", "w3", "w4"), (0, 1, 2, 3, 4))
    assert (place.columns, place.kind, place.evidence[0].marked) == (("lat", "lon"), "place-zero", (0,))
    places["near"] = 4
    assert [m.about for m in form_defaults.measure(audit)] == ["made up"]
    column.kind = "number"
    assert list(form_defaults.measure(audit)) == []
