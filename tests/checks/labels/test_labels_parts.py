"""Small parts of the checks of labels, by hand."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import polars as pl
import pytest

from dataqa.checks.labels._conflicts import confirmed, odd_labels
from dataqa.checks.labels._pairs import one_of_two
from dataqa.checks.labels.annotator_drift import _disagreement
from dataqa.checks.labels.label_conflicts import _undecided as left_out
from dataqa.checks.labels.near_label_conflicts import _expected, _twins
from dataqa.checks.labels.near_text_conflicts import _usual
from dataqa.checks.labels.single_value_raters import single_value_raters
from dataqa.checks.labels.suspect_labels import (
    OTHERS,
    _by_class,
    _grouped,
    _hard,
    _identified,
    _looks_like,
    _picture,
    _removable,
    _undecided,
)
from dataqa.checks.labels.target_outliers import _outliers, _variance_share, target_outliers
from dataqa.errors import NotApplicable
from dataqa.probe.skill import Target

# --- labels that contradict their group ---


def odd(labels: list[float], groups: list[int], *, discrete: bool) -> list[tuple]:
    frame = pl.DataFrame({"row": range(len(labels)), "group": groups, "label": [float(one) for one in labels]})
    found = odd_labels(frame, discrete=discrete).sort("row")
    return [
        (row, off, pytest.approx(doubt), size) for row, off, doubt, size in found.select("row", "off", "doubt", "size").iter_rows()
    ]


def test_classes_that_are_not_those_of_their_group():
    assert odd([1, 1, 2, 3, 3], [0, 0, 0, 1, 1], discrete=True) == [(0, False, 1 / 3, 3), (1, False, 1 / 3, 3), (2, True, 2 / 3, 3)]
    assert odd([2, 1], [0, 0], discrete=True) == [(0, True, 0.5, 2), (1, False, 0.5, 2)]  # of as many the first
    assert odd([2, 2, 1, 1, 1], [0] * 5, discrete=True)[0][1:] == (True, 0.6, 5)


def test_numbers_far_from_the_median_of_their_group():
    found = odd([0.1, 0.2, 0.5], [0, 0, 0], discrete=False)
    assert found == [(0, False, 0.8 / 3 - 0.1, 3), (1, False, 0.8 / 3 - 0.2, 3), (2, True, 0.5 - 0.8 / 3, 3)]
    assert odd([0.125, 0.25, 0.4375], [0, 0, 0], discrete=False) == []
    assert [one[1] for one in odd([0.1, 0.4], [0, 0], discrete=False)] == [False, True]  # of two the lower is the middle


def test_rows_that_equal_the_first_of_their_group():
    frame = pl.DataFrame({"a": ["x", "x", "y", None, None]})
    split = pl.DataFrame({"row": [0, 1, 2, 3, 4], "group": [7, 7, 7, 8, 8]})
    assert confirmed(frame, split).get_column("row").to_list() == [0, 1, 3, 4]


def test_rows_to_be_left_out():
    named = pl.DataFrame(
        {
            "row": [0, 1, 2, 3, 4],
            "doubt": [0.5, 0.4, 0.9, 0.6, 0.1],
            "off": [False, True, True, False, False],
            "size": [2, 3, 3, 3, 2],
        }
    )
    assert left_out(named, np.array([0, 1, 2, 4]), discrete=True).tolist() == [0, 2]
    assert left_out(named, np.array([0, 1, 2, 3, 4]), discrete=False).tolist() == [0, 1, 2, 4]


def test_how_many_odd_labels_chance_makes():
    twins = np.array([0.5, 4.0, 0.0, 1.0])
    assert _expected(pl.Series([1.0, 1, 1, 2]), twins, discrete=False) == pytest.approx(0.25 + 1 + 0.5)
    assert _expected(pl.Series([1.0, 1, 1, 2]), twins, discrete=True) == pytest.approx(1.75 * (1 - 9 / 16 - 1 / 16))


def test_rows_with_a_text_of_many_meet_nobody_by_chance(monkeypatch):
    monkeypatch.setattr("dataqa.checks.labels.near_label_conflicts.equal_rows_by_chance", lambda *_: "asked")
    monkeypatch.setattr("dataqa.checks.labels.near_label_conflicts.with_rows", lambda *_: None)
    monkeypatch.setattr("dataqa.checks.labels.near_label_conflicts.folded_rows", lambda *_: None)

    def twins(texts: list[Any], distinct: int) -> Any:
        frame = pl.DataFrame({"t": texts}, schema={"t": pl.String})
        audit = SimpleNamespace(
            task=SimpleNamespace(having=lambda _: ["t", "u"]), parameters=SimpleNamespace(letters=5),
            profile=SimpleNamespace(columns={"t": SimpleNamespace(distinct=distinct)}),
        )  # fmt: skip
        found = _twins(audit, frame)
        return found if isinstance(found, str) else found.tolist()

    # a tenth of the rows has texts of its own
    assert twins(["a"] * 20, 3) == [0.0] * 20
    assert twins(["a"] * 20, 2) == "asked"
    assert twins(["a"] * 5, 2) == [0.0] * 5
    assert twins(["a"] * 5, 1) == "asked"
    assert twins(["a"] * 19 + ["?!"], 3) == "asked"  # nothing is left of one


def test_how_often_two_rows_have_different_labels():
    assert _usual(pl.Series([1.0, 1, 1, 2]), discrete=True) == 1 - 9 / 16 - 1 / 16
    assert _usual(pl.Series([0.1, 0.2]), discrete=False) == pytest.approx(0.64)


def test_of_a_pair_one_is_wrong():
    keys = np.array([1, 1, 2, 2, 3, 4, 4, 4], dtype=np.uint64)
    given = np.array([0, 1, 0, 0, 1, 0, 1, 1])
    wrong = np.array([0.5, 0.2, 0.5, 0.2, 0.3, 0.5, 0.2, 0.4])
    # odds of 1 and 1/4
    assert one_of_two(keys, given, wrong) == pytest.approx([0.8, 0.2, 0.5, 0.2, 0.3, 0.5, 0.2, 0.4])
    assert one_of_two(keys[:2], given[:2], np.array([1.0, 0.0])) == pytest.approx([1, 0], abs=1e-6)


def test_pairs_of_two_annotators():
    def pairs(roles: dict[str, str]) -> tuple[int, int]:
        audit = SimpleNamespace(
            task=SimpleNamespace(columns={name: SimpleNamespace(role=role) for name, role in roles.items()}),
            engine=SimpleNamespace(hashes=lambda _: np.array([9, 5, 5, 5, 5, 6, 6], dtype=np.uint64)),
        )
        frame = pl.DataFrame({"row": [1, 2, 3, 4, 5, 6], "who": ["a", "b", "b", "c", "a", "a"], "label": [0, 0, 1, 1, 0, 1]})
        return _disagreement(audit, "who", frame)

    # of rows 1 to 4 one pair is of b alone; of the others two have one label
    assert pairs({"x": "numeric", "who": "categorical"}) == (5, 3)
    assert pairs({"who": "categorical", "id": "id"}) == (0, 0)


# --- users of one rating ---


def raters(monkeypatch: pytest.MonkeyPatch, users: dict[str, list[int]], **asked: Any) -> list:
    pairs = [(user, float(value)) for user, values in users.items() for value in values]
    table = pl.DataFrame({"user": [p[0] for p in pairs], "rating": [p[1] for p in pairs]}).with_row_index("row")
    monkeypatch.setattr("dataqa.checks.labels.single_value_raters.ratings_of", lambda _: SimpleNamespace(table=table, user="who"))
    parameters = SimpleNamespace(**({"least": 9, "chance": 0.004} | asked))
    return list(single_value_raters.measure(SimpleNamespace(parameters=parameters, rows=200)))


def test_users_of_one_rating(monkeypatch):
    # half of all ratings are 5: nine of them are by chance 0.5⁹ + 0.3⁹ + 0.2⁹ = 0.00197, of two users twice that
    users = {"a": [5] * 9, "b": [5] * 41 + [4] * 30 + [3] * 20}
    (found,) = raters(monkeypatch, users)
    assert (found.value, found.rows.positions.tolist(), found.columns) == (9 / 200, list(range(9)), ("who",))
    assert found.details == {"users": 1, "most": 9, "names": ["a"]}
    assert raters(monkeypatch, users, chance=0.0039) == raters(monkeypatch, users, least=10) == []
    assert raters(monkeypatch, {"a": [5] * 8 + [4], "b": [5] * 42 + [4] * 29 + [3] * 20}) == []
    with pytest.raises(NotApplicable, match="fewer than three"):
        raters(monkeypatch, {"a": [5] * 9, "b": [4] * 91})
    two = {"a": [5] * 9, "b": [4] * 10, "c": [5] * 41 + [4] * 20 + [3] * 20}
    (found,) = raters(monkeypatch, two, chance=0.1)
    assert (found.details["names"], found.rows.positions.tolist()) == (["b", "a"], [*range(9, 19), *range(9)])


# --- outliers and piles of the target ---


def piles(monkeypatch: pytest.MonkeyPatch, values: list[float | None], **asked: Any) -> dict[str, Any]:
    monkeypatch.setattr("dataqa.checks.labels.target_outliers.far_out", lambda known, _: known > 1000)
    parameters = SimpleNamespace(
        **({"far": 4.0, "most": 0.1, "least_rows": 20, "least_distinct": 6, "least_pile": 10, "ratio": 5.0} | asked)
    )
    series = pl.Series("y", values, dtype=pl.Float64)
    audit = SimpleNamespace(target="y", rows=100, parameters=parameters, engine=SimpleNamespace(values=lambda _: series))
    return {m.about: m for m in target_outliers.measure(audit)}


BASE = [float(value) for value in range(1, 11) for _ in range(2)]


def test_rows_piled_up_at_an_end(monkeypatch):
    found = piles(monkeypatch, [*BASE, *[11] * 12])
    assert list(found) == ["cap"]
    cap = found["cap"]
    assert (cap.value, cap.rows.positions.tolist(), cap.details) == (
        0.12,
        list(range(20, 32)),
        {"number": "11", "share": 0.12, "ratio": 6},
    )
    (shown,) = cap.evidence
    assert (shown.labels, shown.values, shown.marked) == (("6", "7", "8", "9", "10", "11"), (2, 2, 2, 2, 2, 12), (5,))
    assert list(piles(monkeypatch, [*BASE, *[11] * 10])) == ["cap"]
    assert piles(monkeypatch, [*BASE, *[11] * 9]) == {}
    assert piles(monkeypatch, [*BASE, *[11] * 10], ratio=5.1) == piles(monkeypatch, [*BASE, *[11] * 12], least_distinct=12) == {}
    assert list(piles(monkeypatch, [*BASE, *[11] * 12], least_distinct=11)) == ["cap"]
    floor = piles(monkeypatch, [None, *[0.5] * 12, *BASE])["floor"]
    assert (floor.rows.positions.tolist(), floor.evidence[0].labels[0], floor.evidence[0].marked) == (
        list(range(1, 13)),
        "0.5",
        (0,),
    )
    assert floor.evidence[0].values == (12, 2, 2, 2, 2, 2)
    assert piles(monkeypatch, [*[0] * 12, *BASE]) == {}  # nothing is below 0 by nature
    with pytest.raises(NotApplicable):
        piles(monkeypatch, BASE[:19])


def test_numbers_far_out(monkeypatch):
    found = piles(monkeypatch, [*BASE, 5000, None, 9000, *BASE])["wild"]
    assert (found.rows.positions.tolist(), found.details["number"], found.details["share"]) == ([22, 20], "9000", 0.02)
    assert piles(monkeypatch, [*BASE, 5000, 9000], most=0.09) == {}  # two in twenty-two
    assert list(piles(monkeypatch, [*BASE, 5000, 9000], most=0.1)) == ["wild"]


def test_the_share_of_the_variance():
    values, outlying = np.array([1.0, 2, 3, 12]), np.array([False, False, False, True])
    assert _variance_share(values, outlying) == pytest.approx(100 / 102)
    assert _variance_share(np.array([1.0, 2, np.inf]), np.array([False, False, True])) == 1.0
    audit = SimpleNamespace(target="y", rows=10)
    found = _outliers(audit, np.array([1.0, 2, 3, -8, 12]), np.arange(5) + 3, np.array([False, False, False, True, True]))
    assert (found.rows.positions.tolist(), found.details) == ([6, 7], {"number": "-8", "share": 0.2, "ratio": 0.0})


# --- whether contradictions are wrong labels ---

ASKED = SimpleNamespace(
    ease=0.5, highest=0.45, clear=0.5, few_regions=0.6, clusters=0.8, low=0.2, named=0.5, both=0.5,
    sure=SimpleNamespace(easy=0.9, clean=0.05, highest=0.1),
    grouped=SimpleNamespace(share=0.7, share_of_many=0.4, stable=0.8, chance=0.01, spread=0.3, easy=0.6),
)  # fmt: skip
NOISE = {"ease": 0.6, "highest": 0.15, "lowest": 0.1, "rate": 0.3, "easy": 0.0, "clean": 0.01}


def audited(classes: int = 2, pooled: str = "z", known_clusters: Any = None, **regions: float) -> Any:
    known = SimpleNamespace(**({"clusters": 0.0, "share": 0.5, "named": 0.9} | regions))
    probe = SimpleNamespace(
        regions=lambda _: known,
        clusters=lambda _: known_clusters,
        target=SimpleNamespace(classes=(*"abc"[: classes - 1], pooled)),
    )
    return SimpleNamespace(probe=probe, parameters=SimpleNamespace(identifiable=ASKED))


@pytest.fixture(autouse=True)
def no_leaks(monkeypatch):
    monkeypatch.setattr("dataqa.checks.labels.suspect_labels.leaks_of", lambda _: ())


@pytest.mark.parametrize(("ease", "rate", "hard"), [(0.6, 0.19, True), (0.6, 0.2, False), (0.5, 0.24, True), (0.49, 0.1, False)])
def test_a_hard_problem(ease, rate, hard):
    assert _hard(SimpleNamespace(ease=ease, rate=rate), ASKED) is hard


@pytest.mark.parametrize(
    ("noise", "regions", "identified"),
    [
        ({}, {}, True), ({"ease": 0.49}, {}, False), ({"ease": 0.49, "easy": 0.9, "clean": 0.05}, {}, True),
        ({"ease": 0.49, "easy": 0.89}, {}, False), ({"ease": 0.49, "easy": 0.9, "clean": 0.06}, {}, False),
        ({"ease": 0.5}, {}, True),
        ({"highest": 0.46}, {}, False), ({"highest": 0.45, "lowest": 0.3}, {}, True), ({"rate": 0.19}, {}, False),
        ({}, {"share": 0.6}, False), ({}, {"share": 0.6, "named": 0.49}, True), ({}, {"share": 0.6, "named": 0.5}, False),
        ({"highest": 0.2}, {"share": 0.6, "named": 0.4}, True),
        ({"highest": 0.21, "lowest": 0.2}, {"share": 0.6, "named": 0.4}, False),
        ({}, {"share": 0.6, "clusters": 0.8}, True), ({}, {"share": 0.6, "clusters": 0.79}, False),
        ({"highest": 0.3, "lowest": 0.14}, {}, False), ({"highest": 0.3, "lowest": 0.15}, {}, True),
        ({"highest": 0.3, "lowest": 0.14}, {"clusters": 0.8}, True), ({"highest": 0.2, "lowest": 0.0}, {}, True),
    ],
)  # fmt: skip
def test_contradictions_that_are_wrong_labels(noise, regions, identified):
    assert _identified(audited(**regions), SimpleNamespace(**(NOISE | noise))) is identified
    if noise == {"highest": 0.3, "lowest": 0.14}:
        assert _identified(
            audited(3, **regions), SimpleNamespace(**(NOISE | noise))
        )  # of three classes none is called one way only


@pytest.mark.parametrize(
    ("noise", "regions", "undecided"),
    [
        ({}, {}, True), ({"clean": 0.06}, {}, False), ({"clean": 0.05}, {}, True), ({"highest": 0.09}, {}, False),
        ({"highest": 0.1}, {}, True),
        ({"rate": 0.19}, {}, False), ({}, {"share": 0.6}, False), ({}, {"share": 0.6, "named": 0.49}, True),
        ({}, {"share": 0.6, "named": 0.5}, False),
    ],
)  # fmt: skip
def test_contradictions_that_may_be_base_rates(noise, regions, undecided):
    assert _undecided(audited(**regions), SimpleNamespace(**(NOISE | noise))) is undecided


@pytest.mark.parametrize(
    ("more", "easy", "classes", "grouped"),
    [
        ({}, 0.0, 2, True), ({"own": False}, 0.0, 2, False), ({"share": 0.69}, 0.0, 2, False), ({"share": 0.4}, 0.0, 3, True),
        ({"share": 0.39}, 0.0, 3, False), ({"stable": 0.79}, 0.0, 2, False), ({"chance": 0.011}, 0.0, 2, False),
        ({"spread": 0.31}, 0.59, 2, False), ({"spread": 0.31}, 0.6, 2, True),
    ],
)  # fmt: skip
def test_clusters_that_are_the_classes(more, easy, classes, grouped):
    clusters = SimpleNamespace(**({"own": True, "share": 0.7, "stable": 0.8, "chance": 0.01, "spread": 0.3} | more))
    noise = SimpleNamespace(easy=easy)
    assert _grouped(audited(classes, known_clusters=clusters), noise) is grouped
    assert not _grouped(audited(classes, pooled=OTHERS, known_clusters=clusters), noise)


def scored(values: list[float], predicted: Any = None, classes: tuple[str, ...] = ("u", "v")) -> Any:
    target = Target(values=np.array(values), classes=classes) if classes else Target(values=np.array(values))
    return SimpleNamespace(target=target, positions=np.arange(len(values)) + 100, predicted=np.array(predicted))


def test_rows_that_a_repair_removes():
    values, spare = [0] * 10 + [1] * 4, SimpleNamespace(least=0.1, most=0.5, left=3)
    suspects = np.array([13, 0, 1, 2, 12, 3, 4, 5, 6])
    # half of ten; one of four, so that three are left
    assert _removable(scored(values), suspects, spare).tolist() == [113, 100, 101, 102, 103, 104]
    assert _removable(scored(values), suspects, SimpleNamespace(least=0.75, most=0.5, left=3)).tolist() == [
        113, 100, 101, 102, 112, 103, 104, 105, 106,
    ]  # fmt: skip
    assert _removable(scored([1.5, 2.5], classes=()), np.array([1]), spare).tolist() == [101]


def test_what_labels_look_like():
    shares = [[0.5, 0.3, 0.2], [0.1, 0.2, 0.7], [0.4, 0.35, 0.25]]
    assert _looks_like(None, scored([0, 0, 1], shares, ("u", "v", "w")), np.array([0, 1, 2])) == ("v", "w", "u")
    audit = SimpleNamespace(probe=SimpleNamespace(numbers=lambda given: given * 10))
    assert _looks_like(audit, scored([1, 2], [1.23456, 2.0], ()), np.array([0])) == ("12.35",)


def test_wrong_labels_by_class():
    found = scored([0, 1, 1], [[1, 0]] * 3)
    assert _by_class(found, np.array([0.5, 0.1, 0.2])) == {"by_class": {"u": 0.5, "v": 0.15}}
    assert _by_class(scored([1.5], classes=()), np.array([0.5])) == {}
    shown = _picture(SimpleNamespace(target="y"), found, np.array([1, 2]))
    assert (shown.labels, shown.values, shown.marked) == (("u", "v"), (0, 2), (1,))
