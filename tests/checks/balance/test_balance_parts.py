"""Small parts of the checks of balance, by hand."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import polars as pl
import pytest

from dataqa.checks.balance._found import rare_skill
from dataqa.checks.balance.class_imbalance import _picture as classes_shown
from dataqa.checks.balance.class_imbalance import _without_slips
from dataqa.checks.balance.dominant_item import dominant_item
from dataqa.checks.balance.long_tail import _by_chance, _columns
from dataqa.checks.balance.long_tail import _picture as tenths
from dataqa.checks.balance.skewed_target import _largest_first, _logarithms, _picture, _tail, _zeros
from dataqa.checks.balance.small_classes import _are_tails
from dataqa.probe.skill import Target

# --- how well models find a class ---

PREDICTED = np.array([[0.9, 0.1], [0.8, 0.2], [0.7, 0.3], [0.4, 0.6], [0.3, 0.7], [0.6, 0.4], [0.65, 0.35], [0.9, 0.1]])


def skill(
    name: str, monkeypatch: pytest.MonkeyPatch, values: list[int] | None = None, *, growing: bool = False, **more: Any
) -> Any:
    monkeypatch.setattr("dataqa.checks.balance._found.leaks_of", lambda _: {"leak"})
    target = Target(values=np.array([0, 0, 0, 0, 1, 1, 1, 0] if values is None else values), classes=("no", "yes"))
    probe = SimpleNamespace(
        usable=more.get("usable", True), learnable=more.get("learnable", ["leak", "a"]),
        growth_of_class=lambda place, leaks: place + 0.25,
        scored=lambda *_: SimpleNamespace(target=target, predicted=PREDICTED, learned_from=500),
    )  # fmt: skip
    return rare_skill(
        SimpleNamespace(probe=probe, task=SimpleNamespace(kind=more.get("kind", "classification")), engine=None),
        name,
        growing=growing,
    )


def test_a_class_that_models_find(monkeypatch):
    found = skill("YES", monkeypatch)
    # of the three rows of it one is predicted; with a threshold of 3/8 two; of five others one is, and then one, too
    wanted = {
        "found": 1 / 3, "predicted": 2 / 3, "found_moved": 2 / 3, "tried": 3,
        "threshold_costs": (2 / 3 - 1 / 5 - 1 / 3 + 1 / 5) / 2,
        "auc": 13 / 15, "found_low": 0.06149, "found_high": 0.79234, "missed": 1 - 0.06149, "surely_missed": 1 - 0.79234,
    }  # fmt: skip
    assert {key: found[key] for key in wanted} == pytest.approx(wanted, abs=1e-5)
    assert found["auc_high"] == found["auc_interval"][1]
    assert (found["learned_from"], "growth" in found) == (500, False)
    assert skill("yes", monkeypatch, growing=True)["growth"] == 1.25


def test_a_class_of_which_nothing_is_known(monkeypatch):
    unknown = {"missed": 1.0, "surely_missed": 0.0, "auc_high": 1.0}
    assert skill("other", monkeypatch) == unknown
    assert skill("yes", monkeypatch, usable=False) == skill("yes", monkeypatch, kind="recommendation") == unknown
    assert skill("yes", monkeypatch, learnable=["leak"]) == unknown
    assert skill("yes", monkeypatch, [0] * 8) == skill("yes", monkeypatch, [1] * 8) == unknown


# --- classes ---


def test_the_largest_and_the_rarest_classes_are_shown():
    names, counts = [f"c{k:02}" for k in range(15)], list(range(15, 0, -1))
    shown = classes_shown("y", names, counts)
    assert shown.labels == (*names[:9], "(4 others)", "c13", "c14")
    assert (shown.values[-3:], shown.marked) == ((6 + 5 + 4 + 3, 2, 1), (11,))
    assert classes_shown("y", names[:12], counts[:12]).labels == tuple(names[:12])


def test_misspelt_classes_are_counted_with_the_right_ones():
    def merged(kind: str, names: list[str], rows: list[int]) -> list[tuple]:
        found = pl.DataFrame({"name": names, "values": [[name] for name in names], "rows": rows})
        audit = SimpleNamespace(target="y", profile=SimpleNamespace(columns={"y": SimpleNamespace(kind=kind)}))
        return _without_slips(found, audit).select("name", "rows").rows()

    names, rows = ["retained", "cancelled", "canceled"], [600, 590, 25]
    assert merged("text", names, rows) == [("cancelled", 615), ("retained", 600)]
    assert merged("number", names, rows) == list(zip(names, rows, strict=True))
    assert merged("text", names[:2], rows[:2]) == [("retained", 600), ("cancelled", 590)]


def test_the_lowest_and_the_highest_of_a_scale():
    def tails(rows: dict[str, int], kind: str = "number") -> bool:
        every = pl.DataFrame({"name": list(rows), "rows": list(rows.values())})
        audit = SimpleNamespace(target="y", profile=SimpleNamespace(columns={"y": SimpleNamespace(kind=kind)}))
        return _are_tails(audit, every, every.filter(pl.col("rows") < 5))

    scale = {"1": 2, "2": 30, "3": 40, "10": 30, "11": 1}
    assert tails(scale)
    assert not tails(scale, "text")
    assert not tails({"1": 30, "2": 2, "3": 40, "4": 30, "5": 1})
    assert not tails(dict.fromkeys("12345", 1))
    assert not tails({"1": 2, "2": 30, "3": 40, "4": 1})  # four are no scale


def dominant(counts: list[int], monkeypatch: pytest.MonkeyPatch, times: float = 5.0) -> list:
    items = [place + 10 for place, many in enumerate(counts) for _ in range(many)]
    table = pl.DataFrame({"item": items}).with_row_index("row")
    monkeypatch.setattr("dataqa.checks.balance.dominant_item.interactions_of", lambda _: SimpleNamespace(table=table, item="film"))
    return list(dominant_item.measure(SimpleNamespace(rows=100, parameters=SimpleNamespace(times=times))))


def test_an_item_that_stands_alone(monkeypatch):
    (found,) = dominant([2, 10, 1], monkeypatch)
    assert (found.value, found.columns, found.rows.positions.tolist()) == (0.1, ("film",), list(range(2, 12)))
    assert found.details == {"item": "11", "next": 2, "items": 3}
    assert dominant([2, 9, 1], monkeypatch) == dominant([10], monkeypatch) == []


# --- numbers ---


def test_a_tail_of_small_numbers_is_no_skew():
    def tail(values: list[float]) -> Any:
        audit = SimpleNamespace(target="y", parameters=SimpleNamespace(part=0.25))
        return _tail(audit, pl.Series("y", values), np.array(values))

    assert tail([-9.0, 1, 1, 1]) is None
    assert tail([1.0, 2, 3]) is None
    found = tail([1.0, 1, 1, 5])
    # the squared distances from the mean 2 are 1, 1, 1 and 9
    assert (found.value, found.kind, found.rows.positions.tolist()) == (pytest.approx(0.75), "", [3])
    assert found.details["skew"] == pytest.approx(((-1) ** 3 * 3 + 27) / 4 / (12 / 4) ** 1.5)
    assert found.details["kept"] == pytest.approx(1.0)  # on the scale of logarithms the same
    assert tail([-1.0, -1, -1, 5]).kind == "signed"
    assert tail([0.0, 0, 1, 1, 1, 9]).details["kept"] == pytest.approx(0.75 / tail([0.0, 0, 1, 1, 1, 9]).value)


def test_zeros_beyond_what_is_expected():
    def zeros(values: list[float], *, integral: bool = True) -> Any:
        columns = {"y": SimpleNamespace(integral=integral)}
        audit = SimpleNamespace(target="y", profile=SimpleNamespace(columns=columns), where=lambda _: None)
        return _zeros(audit, np.array(values))

    assert zeros([1.0, 2]) is zeros([-1.0, 0]) is None
    one = zeros([0.0, 1.5, 2, 3], integral=False)
    assert (one.value, one.kind, one.details["expected"]) == (0.25, "zeros", 0)
    assert one.interval == pytest.approx((0.04559, 0.69936), abs=1e-5)
    # 40, 20 and 10 let 80 of 150 expect
    many = zeros([0.0] * 130 + [1.0] * 40 + [2.0] * 20 + [3.0] * 10)
    assert (many.value, many.kind) == (pytest.approx(130 / 200 - 80 / 150), "excess-zeros")
    assert zeros([0.0] * 10 + [1.0] * 40 + [2.0] * 20 + [3.0] * 10).value == 0


def test_logarithms_of_numbers_of_both_signs():
    assert _logarithms(np.array([1.0, np.e])).tolist() == [0, 1]
    assert _logarithms(np.array([0.0, 1, 2, 3, 4])) == pytest.approx(np.arcsinh(np.array([-1, -0.5, 0, 0.5, 1])))
    few = np.array([0.0, 0, 0, 0, 9])
    assert _logarithms(few) == pytest.approx(np.arcsinh(few / few.std()))
    assert _logarithms(np.zeros(3)).tolist() == [0, 0, 0]


def test_the_largest_first():
    target = pl.Series([5.0, 9, None, 9, 1])
    assert _largest_first(target, pl.Series([True, True, False, True, True])).tolist() == [1, 3, 0, 4]


def test_twenty_bars():
    shown = _picture("y", np.arange(40.0))
    assert (len(shown.values), set(shown.values)) == (20, {2.0})


# --- long tails ---


def test_the_largest_tenth_by_chance():
    from scipy.stats import poisson

    counts = np.full(1000, 5.0)
    numbers = np.sort(poisson.ppf((np.arange(200_000) + 0.5) / 200_000, 4))[::-1] + 1
    assert _by_chance(counts) == pytest.approx(numbers[:20_000].sum() / numbers.sum(), rel=1e-4)
    assert _by_chance(np.ones(50)) == pytest.approx(0.1)


def test_tenths_of_the_values():
    shown = tenths("a", np.array([10.0, *[1] * 19]))
    assert (shown.labels[0], shown.labels[-1], shown.values[:2]) == ("1.", "10.", (pytest.approx(11 / 29), pytest.approx(2 / 29)))


def test_columns_of_entities_and_many_categories():
    def column(name: str, distinct: int, present: int = 100) -> SimpleNamespace:
        return SimpleNamespace(name=name, distinct=distinct, present=present)

    by_role = {
        "group": [column("who", 9), column("none", 0, 0)],
        "categorical": [column("a", 50), column("b", 51), column("c", 20), column("d", 19)],
    }
    audit = SimpleNamespace(profiles=lambda role: [(one, None) for one in by_role[role]])
    assert [one.name for one in _columns(audit, 20, 9)] == ["who", "a", "c"]
    assert [one.name for one in _columns(audit, 20, 2)] == ["who", "a"]
