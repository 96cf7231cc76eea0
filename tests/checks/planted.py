"""A small frame for each check in which it finds something: what is planted stands in the frame, and what is found beside it.

`PLANTED` names for each check the call of `dataqa.audit`, and the first measurement that it must give: its value, columns, interval
and the first of its rows. `planted.json` holds all that it measures there, with details and pictures, each number to five digits;
`make planted` writes it anew, and what changed is to be read before it is committed. `test_conformance.py` holds that no check is
without one.
"""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from dataqa.model import Evidence, Measurement

Case = dict[str, Any]


class Planted(NamedTuple):
    """A call of `dataqa.audit` that makes a check measure something, and what that is."""

    make: Callable[[], Case]
    value: float
    columns: tuple[str, ...]
    interval: tuple[float, float] | None
    rows: list[int] | None
    """The first ten, in the order in which the check names them."""


PLANTED: dict[str, Planted] = {}
WHOLE = Path(__file__).with_name("planted.json")


def whole(measurements: list[Measurement]) -> list[dict[str, Any]]:
    """Return all that measurements say, as JSON holds it."""
    return [
        {
            "columns": list(m.columns),
            "about": str(m.about),
            "kind": m.kind,
            "notes": list(m.notes),
            "value": _short(m.value),
            "unit": m.unit,
            "interval": _short(m.interval),
            "rows": None if m.rows is None else [m.rows.count, *m.rows.positions[:20].tolist()],
            "scores": None if m.rows is None or m.rows.scores is None else _short(m.rows.scores[:20].tolist()),
            "details": _short(json.loads(json.dumps(dict(m.details)))),
            "evidence": [_picture(one) for one in m.evidence],
            "covered_by": list(m.covered_by),
        }
        for m in measurements
    ]


def _picture(one: Evidence) -> list[Any]:
    return [one.title, one.unit, list(one.labels[:24]), _short(one.values[:24]), _short(one.beside[:24]), list(one.marked)]


def _short(value: Any) -> Any:
    if isinstance(value, float | np.floating):
        return float(f"{value:.5g}")
    if isinstance(value, dict):
        return {key: _short(one) for key, one in value.items()}
    return [_short(one) for one in value] if isinstance(value, list | tuple) else value


def _plant(
    value: float,
    columns: tuple[str, ...] = (),
    interval: tuple[float, float] | None = None,
    rows: list[int] | None = None,
) -> Callable[[Callable[[], Case]], Callable[[], Case]]:
    def planted(make: Callable[[], Case]) -> Callable[[], Case]:
        PLANTED[make.__name__.replace("_", "-")] = Planted(make, value, columns, interval, rows)
        return make

    return planted


def _drawn(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def _days(first: str, count: int) -> list[dt.datetime]:
    return [dt.datetime.fromisoformat(first) + dt.timedelta(days=k) for k in range(count)]


def _sentences(count: int) -> list[str]:
    """Sentences that share few words."""
    words = np.array([a + b for a in ("ba", "ke", "li", "mo", "ru", "ta") for b in ("den", "fir", "gol", "him", "jas", "nup")])
    return [" ".join(_drawn(k).choice(words, 10)) for k in range(count)]


def _yes(where: Any) -> np.ndarray:
    return np.where(where, "yes", "no")


# --- relevance -------------------------------------------------------------------------------------------------------------------


@_plant(0.975, ("a",), None, [1])
def constant_columns() -> Case:
    return {"data": {"a": [None, "x"] + [None] * 38}}


@_plant(0.0975, (), (0.0782253, 0.12002), [137, 164, 172, 160, 168, 136, 141, 177, 121, 131])
def foreign_rows() -> Case:
    def rows(seed: int) -> Case:
        draw = _drawn(seed)
        return {"a": draw.normal(size=800), "b": draw.normal(size=800), "c": draw.choice(["x", "y"], 800)}

    data = rows(0)
    data["a"][100:180] += 5
    data["b"][100:180] -= 5
    return {"data": data, "reference": rows(1)}


@_plant(1.0, ("n",), (0.939828, 1.0))
def id_columns() -> Case:
    return {"data": {"n": range(60), "c": ["red", "green", "blue"] * 20}}


@_plant(
    19.6667,
    (
        "n01",
        "n02",
        "n03",
        "n04",
        "n05",
        "n06",
        "n07",
        "n08",
        "n09",
        "n10",
        "n11",
        "n12",
        "n13",
        "n14",
        "n15",
        "n16",
        "n17",
        "n18",
        "n19",
        "n20",
        "n21",
        "n22",
        "n23",
        "n24",
        "n25",
        "n26",
        "n27",
        "n28",
        "n29",
        "n30",
        "n31",
        "n32",
        "n33",
        "n34",
        "n35",
        "n36",
        "n37",
        "n38",
        "n39",
        "n40",
        "n41",
        "n42",
        "n43",
        "n44",
        "n45",
        "n46",
        "n47",
        "n48",
        "n49",
        "n50",
        "n51",
        "n52",
        "n53",
        "n54",
        "n55",
        "n56",
        "n57",
        "n58",
        "n59",
    ),
)
def idle_features() -> Case:
    draw = _drawn(1)
    signal = draw.normal(size=300)
    noise = {f"n{k:02}": draw.normal(size=300) for k in range(60)}
    return {"data": {**noise, "x": signal, "y": _yes(signal + 0.3 * draw.normal(size=300) > 0)}, "target": "y"}


@_plant(0.0, (), (0.0, 0.0064071))
def no_signal() -> Case:
    draw = _drawn()
    return {"data": {name: draw.normal(size=600) for name in "abcy"}, "target": "y"}


@_plant(1.0, ("level", "code", "letter"))
def redundant_columns() -> Case:
    codes = _drawn().integers(0, 4, 100)
    levels = np.array(["school", "college", "doctor", "none"])
    return {"data": {"level": levels[codes], "code": codes * 10, "letter": np.array(list("dbca"))[codes]}}


@_plant(1.03828, ("x",), (0.85256, 1.2041))
def reference_drift() -> Case:
    def rows(seed: int, shift: float) -> Case:
        draw = _drawn(seed)
        return {"x": draw.normal(shift, 1, 500), "y": draw.integers(0, 2, 500)}

    return {"data": rows(0, 0.0), "reference": rows(1, 1.0), "target": "y"}


@_plant(0.0196078, (), (0.00346969, 0.103046), [50])
def stray_rows() -> Case:
    shops = [*(f"shop {k}" for k in range(50)), "Source: the tax office"]
    return {"data": {"shop": shops, "a": [*range(50), None], "b": [*range(50), None]}}


@_plant(0.919994, (), (0.903837, 0.936152))
def unlike_reference() -> Case:
    def rows(seed: int, shift: float) -> Case:
        draw = _drawn(seed)
        return {"a": draw.normal(size=600) + shift, "b": draw.normal(size=600)}

    return {"data": rows(0, 0.0), "reference": rows(1, 2.0)}


# --- coverage --------------------------------------------------------------------------------------------------------------------


@_plant(1.0, ())
def few_examples() -> Case:
    return {"data": {"a": _drawn().normal(size=20), "y": ["a", "b"] * 10}, "target": "y"}


@_plant(0.135902, (), (0.0356338, 0.23617))
def learning_curve() -> Case:
    draw = _drawn()
    x = draw.normal(size=(400, 60))
    y = x.mean(axis=1) * np.sqrt(60) + 0.5 * draw.normal(size=400) > 0
    return {"data": {**{f"f{k:02}": x[:, k] for k in range(60)}, "y": _yes(y)}, "target": "y"}


@_plant(0.4, ("coast",), None, [999, 600, 601])
def rare_categories() -> Case:
    return {"data": {"coast": ["inland"] * 600 + ["isle"] * 2 + ["bay"] * 300 + ["ocean"] * 97 + ["lake"]}}


@_plant(0.909091, ("item_id",), (0.764274, 0.968596), [60, 61, 62, 63, 64, 65, 66, 67, 68, 69])
def sparse_entities() -> Case:
    users = [k % 20 for k in range(100)]
    items = [*[0] * 60, *range(1, 31), *[31] * 5, *[32] * 5]
    return {"data": {"user_id": users, "item_id": items, "rating": [1, 2, 3, 4] * 25}, "target": "rating"}


@_plant(0.25, ("race", "post"), None, [60, 61, 62])
def thin_slices() -> Case:
    post = ["high"] * 27 + ["low"] * 33 + ["high"] * 3 + ["low"] * 37
    return {"data": {"race": ["a"] * 60 + ["b"] * 40, "post": post}, "protected": "race"}


@_plant(0.142744, (), (0.125371, 0.161489))
def uncovered_combinations() -> Case:
    def rows(seed: int) -> pd.DataFrame:
        draw = _drawn(seed)
        return pd.DataFrame({"age": draw.integers(18, 90, 1500), "sex": draw.choice(["f", "m"], 1500), "c": draw.normal(size=1500)})

    return {"data": rows(0).query("sex == 'm' or age < 70"), "reference": rows(1)}


@_plant(0.583333, ("date",))
def uncovered_times() -> Case:
    return {"data": {"date": _days("2023-10-01", 150), "a": [k % 7 for k in range(150)]}, "time": "date"}


@_plant(0.5, ("city",), (0.0945312, 0.905469))
def unreached_use() -> Case:
    data = {"city": ["a", "b"] * 50, "size": range(100), "y": [0, 1] * 50}
    return {"data": data, "target": "y", "reference": {"city": ["a", "c"]}}


@_plant(1.48321, ("site",), (1.30568, 1.66073), [1, 2, 10, 13, 15, 17, 18, 22, 35, 46])
def weak_slices() -> Case:
    draw = _drawn()
    site, a = draw.choice(["north", "south", "west", "east"], 1500), draw.normal(size=1500)
    y = _yes(np.where(site == "west", draw.random(1500) < 0.5, a > 0))
    return {"data": {"a": a, "site": site, "y": y}, "target": "y"}


# --- labels ----------------------------------------------------------------------------------------------------------------------


@_plant(0.5, ("rater",), (0.319955, 0.653446))
def annotator_drift() -> Case:
    data = {"x": [*range(60)] * 2, "rater": ["a"] * 60 + ["b"] * 60, "y": [0, 1] * 30 + [1] * 60}
    return {"data": data, "target": "y"}


@_plant(1.0, ("y",))
def constant_target() -> Case:
    return {"data": {"x": [1, 2, 3, 4], "y": ["a"] * 4}, "target": "y"}


@_plant(0.0204082, ("y",), (0.00561461, 0.0713821), [2, 91, 96, 97])
def label_conflicts() -> Case:
    texts = [f"the text of message number {k}" for k in range(96)]
    return {"data": {"text": [*texts, texts[2], texts[91]], "y": [*["n", "p"] * 48, "p", "n"]}, "target": "y"}


@_plant(0.3, ("y",), (0.107791, 0.603222), [4, 5, 6])
def label_spellings() -> Case:
    return {"data": {"a": range(10), "y": [*["spam"] * 4, "Spam ", "SPAM", "SPAM", *["ham"] * 3]}, "target": "y"}


@_plant(0.5, ("y",), (0.150039, 0.849961), [1, 3])
def missing_labels() -> Case:
    return {"data": {"a": range(4), "y": ["n", None, "p", None]}, "target": "y"}


@_plant(0.0102041, ("y",), (0.00180355, 0.0555548), [96, 97])
def near_label_conflicts() -> Case:
    long = "your parcel {} is waiting for you at the counter of the post office"
    texts = [f"the text of message number {chr(97 + k // 26)}{chr(97 + k % 26)} and so on" for k in range(96)]
    data = {"text": [*texts, long.format(17), long.format(4711)], "y": ["n", "p"] * 49}
    return {"data": data, "target": "y", "text": "text"}


@_plant(0.00833333, ("y",), (0.00147256, 0.0456963), [0, 100])
def near_text_conflicts() -> Case:
    texts, labels = _sentences(100), ["yes", "no"] * 50
    data = {"text": [*texts, *(f"{text} again" for text in texts[:20])], "y": [*labels, "no", *labels[1:20]]}
    return {"data": data, "target": "y", "text": "text"}


@_plant(0.0455032, ("label",), (0.0243932, 0.0706072), [340, 360, 20, 300, 60, 260, 380, 220, 100, 120])
def suspect_labels() -> Case:
    draw = _drawn()
    a, b = draw.normal(size=400), draw.normal(size=400)
    return {"data": {"a": a, "b": b, "label": _yes((a + b > 0) ^ (np.arange(400) % 20 == 0))}, "target": "label"}


@_plant(0.175, ("y",), (0.128605, 0.233644), [6, 19, 21, 39, 41, 42, 46, 47, 48, 49])
def target_outliers() -> Case:
    return {"data": {"a": np.arange(200), "y": np.minimum(_drawn().normal(50, 5, 200), 55)}, "target": "y", "task": "regression"}


# --- freshness -------------------------------------------------------------------------------------------------------------------


@_plant(0.0829167, ("at_date",), None, [2200, 2201, 2202, 2203, 2204, 2205, 2206, 2207, 2208, 2209])
def bursts() -> Case:
    rows = [20 + k % 5 + 400 * (k == 100) for k in range(200)]
    return {"data": {"at_date": np.repeat(pd.date_range("2023-01-01", periods=200), rows), "x": np.arange(sum(rows))}}


@_plant(0.754644, ("y",), (0.60904, 0.900249))
def concept_drift() -> Case:
    draw = _drawn()
    time = pd.Series(pd.date_range("2019-01-01", "2023-12-31", periods=3000)).dt.floor("h")
    a, b = draw.normal(size=3000), draw.normal(size=3000)
    y = a + np.where(time >= pd.Timestamp("2022-01-01"), -b, b) + draw.normal(size=3000)
    return {"data": {"at_time": time, "a": a, "b": b, "y": y}, "target": "y"}


@_plant(0.9964, ("x",), (0.759557, 1.20781))
def feature_drift() -> Case:
    time = pd.Series(pd.date_range("2019-01-01", "2023-12-31", periods=3000)).dt.floor("h")
    return {"data": {"at_time": time, "x": _drawn().normal(size=3000) + (time >= pd.Timestamp("2021-01-01"))}}


@_plant(0.0322581, ("date",), None, [30])
def future_dates() -> Case:
    return {"data": {"date": [*_days("2020-01-01", 30), dt.datetime(2046, 2, 3)], "x": range(31)}}


@_plant(0.586179, ("y",), (0.461174, 0.71427))
def label_drift() -> Case:
    draw, late = _drawn(), np.arange(4000) > 2000
    time = pd.date_range("2020-01-01", "2023-12-31", periods=4000).floor("h")
    y = _yes(draw.random(4000) < np.where(late, 0.55, 0.3))
    return {"data": {"at_time": time, "x": draw.normal(size=4000), "y": y}, "target": "y"}


@_plant(0.01, ("at_date",), (0.00274666, 0.0357218), [198, 199])
def late_arrivals() -> Case:
    times = _days("2023-01-01", 200)
    return {"data": {"at_date": [*times[:10], *times[11:21], *times[22:], times[10], times[21]], "x": range(200)}}


@_plant(7.0, ("at_date",))
def overdue_rows() -> Case:
    return {"data": {"at_date": pd.date_range(end="2023-06-01", periods=60, freq="MS"), "x": range(60)}, "as_of": "2024-01-15"}


@_plant(2163.0, ("at_date",))
def stale_data() -> Case:
    return {"data": {"at_date": _days("2020-01-01", 60), "x": range(60)}}


@_plant(0.03, ("heat",), None, [500, 501, 502, 503, 504, 505, 506, 507, 508, 509])
def stuck_values() -> Case:
    heat = np.round(_drawn().normal(20, 3, 2000), 1)
    heat[500:560] = 18.3
    return {"data": {"at_time": pd.date_range("2023-01-01", periods=2000, freq="h"), "heat": heat}}


@_plant(0.0833333, ("year",))
def time_gaps() -> Case:
    return {"data": {"year": [year for year in range(2000, 2012) if year != 2007], "x": range(11)}}


@_plant(0.8, ("at_date",), (0.691099, 0.887654))
def unfinished_periods() -> Case:
    rows = [*(95 + k % 11 for k in range(90)), 20]
    return {
        "data": {"at_date": np.repeat(pd.date_range(end="2024-01-10", periods=91), rows), "x": np.arange(sum(rows))},
        "as_of": "2024-01-10",
    }


# --- balance ---------------------------------------------------------------------------------------------------------------------


@_plant(0.2, ("y",), (0.131341, 0.298812), [180, 181, 182, 183, 184, 185, 186, 187, 188, 189])
def class_imbalance() -> Case:
    return {"data": {"a": range(200), "y": ["no"] * 180 + ["yes"] * 20}, "target": "y"}


@_plant(0.102225, ("user_id",), (0.101814, 0.102636))
def long_tail() -> Case:
    items = [item for item in range(1, 101) for _ in range(2000 // item**2 + 1)]
    rows = len(items)
    data = {"user_id": [k % 200 for k in range(rows)], "item_id": items, "rating": [1 + k * 7 % 5 for k in range(rows)]}
    return {"data": data, "target": "rating"}


@_plant(0.762284, ("y",), (0.658502, 0.866066), [51, 94, 247, 764, 615, 806, 612, 610, 584, 294])
def skewed_target() -> Case:
    draw = _drawn()
    return {"data": {"x": draw.normal(size=1000), "y": np.exp(2 * draw.normal(size=1000))}, "target": "y"}


@_plant(3.0, ("y",), None, [50, 51, 52])
def small_classes() -> Case:
    return {"data": {"a": range(53), "y": ["a"] * 50 + ["b"] * 3}, "target": "y"}


# --- duplicates ------------------------------------------------------------------------------------------------------------------


@_plant(1.0, ("a", "b"))
def duplicate_columns() -> Case:
    numbers = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8]
    return {"data": {"a": numbers, "b": numbers}}


@_plant(0.0163934, ("id",), (0.00289973, 0.0871886), [60])
def duplicates_but_ids() -> Case:
    values, rows = _drawn().normal(size=(60, 3)), [*range(60), 7]
    return {"data": {"id": range(61), **{name: values[rows, k] for k, name in enumerate("abc")}}}


@_plant(0.03, (), (0.0102545, 0.0845194), [98, 99, 97])
def exact_duplicates() -> Case:
    return {"data": {"text": [*(f"row number {k}" for k in range(97)), "row number 0", "row number 1", "row number 1"]}}


@_plant(0.00497512, ("town",), (0.000878772, 0.0276382), [200])
def near_duplicate_rows() -> Case:
    draw = _drawn()
    town = draw.choice(["Hamburg", "Bremen", "Rostock", "Kiel", "Potsdam"], 200).tolist()
    pay, born = draw.normal(3000, 500, 200).round(2).tolist(), draw.integers(1950, 2000, 200).tolist()
    copy = town[3][:2] + town[3][3:]  # a letter is lost
    return {"data": {"town": [*town, copy], "pay": [*pay, pay[3]], "born": [*born, born[3]]}}


@_plant(0.02, ("text",), (0.00550197, 0.0700118), [98, 97])
def near_duplicate_texts() -> Case:
    texts = _sentences(97)
    other = " ".join([*texts[5].split()[:-1], "entirely"])
    return {"data": {"text": [*texts, other, texts[7].upper() + "!", "new"], "n": range(100)}}


@_plant(0.0909091, ("name",), (0.0359222, 0.211592), [40, 41, 42, 43])
def repeated_entities() -> Case:
    books = [f"{_sentences(40)[k][:15]} {k}" for k in range(40)]
    data = {"name": books, "pages": [100 + k * 37 % 211 for k in range(40)], "price": [k * 53 % 97 / 4 for k in range(40)]}
    return {"data": {**{name: [*cells, *cells[:4]] for name, cells in data.items()}, "sold": [k * k for k in range(44)]}}


@_plant(0.0485437, ("customer_id",), (0.0209108, 0.108641), [7, 100, 101, 3, 102])
def repeated_ids() -> Case:
    return {"data": {"customer_id": [*range(100), 7, 7, 3], "a": [k * 37 % 101 / 7 for k in range(103)]}}


@_plant(0.02, ("text",), (0.00550197, 0.0700118), [97, 99])
def repeated_texts() -> Case:
    texts = [f"this is the text of comment number {k}" for k in range(97)]
    return {"data": {"text": [*texts, texts[5], "buy now, it is cheap", "Buy  now, it is cheap "], "n": range(100)}}


# --- missing ---------------------------------------------------------------------------------------------------------------------


@_plant(0.222222, (), (0.0632251, 0.547411), [4, 1])
def empty_rows() -> Case:
    return {
        "data": {
            "a": [1, None, 3, 4, None, 6, 7, 8, 2],
            "b": [2.5, None, 3, 4, None, 6, 7, 8, 1],
            "c": [3, 4, None, 1, None, 2, 5, 6, 7],
            "d": [9, 8, 7, 6, None, 4, 3, 2, 1],
        }
    }


@_plant(0.0243902, ("phone",), (0.00431853, 0.125951), [40])
def form_defaults() -> Case:
    return {"data": {"phone": [*(f"0{k * 7919 % 9000000 + 1000000}" for k in range(40)), "99999999"]}}


@_plant(0.02, ("height",), (0.00550197, 0.0700118), [0, 99])
def impossible_zeros() -> Case:
    return {"data": {"height": [0, *(150 + k % 40 for k in range(98)), 0]}}


@_plant(0.5, ("age",), (0.396962, 0.596168), [0, 4, 8, 12, 16, 20, 24, 28, 32, 36])
def missing_by_columns() -> Case:
    return {"data": {"kind": ["a", "b"] * 100, "age": [None if k % 4 == 0 else k % 37 for k in range(200)]}}


@_plant(0.1, ("age",), (0.0553974, 0.145932), [1, 7, 13, 41, 47, 53, 81, 87, 93, 121])
def missing_by_target() -> Case:
    # empty in 15 % of one class and 5 % of the other
    age = [None if (k // 2 * 7) % 20 < (3 if k % 2 else 1) else k % 37 for k in range(2000)]
    return {"data": {"age": age, "y": [k % 2 for k in range(2000)]}, "target": "y"}


@_plant(1.0, ("income",), (0.923039, 1.0), [425, 426, 427, 428, 429, 430, 431, 432, 433, 434])
def missing_by_time() -> Case:
    income = [k % 37 if k < 425 else None for k in range(600)]
    return {"data": {"day": _days("2020-01-01", 600), "income": income}, "time": "day"}


@_plant(0.75, ("a", "b"), (0.300642, 0.954413), [0, 1, 2])
def missing_together() -> Case:
    return {"data": {"a": [None, None, None, 1], "b": [None, None, None, 2]}}


@_plant(0.5, ("a",), (0.150039, 0.849961), [1, 3])
def missing_values() -> Case:
    return {"data": {"a": [1, None, 3, None], "b": [1, 2, 3, 4]}}


@_plant(0.75, ("a",), (0.467695, 0.911058), [0, 1, 2, 4, 5, 6, 8, 9, 10])
def placeholder_values() -> Case:
    return {"data": {"a": ["keine Angabe", "Inconnu", "未知", "rot"] * 3}}


@_plant(0.2, ("days",), (0.0566822, 0.509838), [2, 5])
def sentinel_numbers() -> Case:
    return {"data": {"days": [3, 7, 999, 5, 4, 999, 6, 2, 9, 3]}}


@_plant(0.333333, ("area",), (0.282393, 0.388488), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
def value_spikes() -> Case:
    return {"data": {"area": [149.5] * 100 + [50 + k for k in range(200)]}}


# --- leakage ---------------------------------------------------------------------------------------------------------------------


@_plant(0.851596, ("callDuration",), (0.789586, 0.913606))
def after_the_event() -> Case:
    draw = _drawn()
    bought = draw.random(400) < 0.4
    call = (np.where(bought, 300, 150) + draw.normal(0, 70, 400)).round()
    return {"data": {"age": draw.integers(18, 80, 400), "callDuration": call, "bought": bought}, "target": "bought"}


@_plant(0.700921, ("status",))
def dominant_feature() -> Case:
    draw = _drawn()
    x = draw.normal(size=(600, 5))
    y = x.sum(axis=1) + draw.normal(size=600) > 0
    status = np.where(draw.random(600) < 0.9, y, draw.random(600) < 0.5) * 10 + draw.normal(size=600)
    return {"data": {**{f"x{k}": x[:, k] for k in range(5)}, "status": status, "y": _yes(y)}, "target": "y"}


@_plant(0.970912, ("boat",), (0.942991, 0.998834))
def missingness_leak() -> Case:
    draw = _drawn()
    left = draw.random(400) < 0.4
    boat = [f"{k % 16}" if gone and k % 50 else None for k, gone in enumerate(left)]
    return {"data": {"age": draw.integers(18, 80, 400), "boat": boat, "left": _yes(left)}, "target": "left"}


@_plant(1.0, ("text",), (0.206549, 1.0), [1])
def near_overlap() -> Case:
    texts = [
        "where was the first football world championship played",
        "which river flows through the old town of prague",
        "the pump in hall 7 failed during the night shift",
        "please send the invoice again to our new address",
    ]
    test = {"text": ["WHICH river flows through the old town of Prague?"]}
    return {"data": {"text": texts}, "text": "text", "test": test}


@_plant(1.0, ("y",), (1.0, 1.0))
def row_order() -> Case:
    return {"data": {"x": [k * 7 % 11 for k in range(300)], "y": ["a"] * 150 + ["b"] * 150}, "target": "y"}


@_plant(1.0, ("patient_id",), (0.954182, 1.0), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
def shared_entities() -> Case:
    # 40 patients with two visits each; the outcome is the patient's
    data = {
        "patient_id": [f"p{k // 2}" for k in range(80)],
        "pulse": [60 + k * 37 % 41 for k in range(80)],
        "ill": [k // 2 * 7 % 3 == 0 for k in range(80)],
    }
    return {"data": data, "target": "ill", "group": "patient_id"}


@_plant(1.0, ("text",), (1.0, 1.0))
def shortcut() -> Case:
    spam = _drawn().random(200) < 0.5
    texts = [text.upper() if loud else text for text, loud in zip(_sentences(200), spam, strict=True)]
    return {"data": {"text": texts, "spam": spam}, "target": "spam", "text": "text"}


@_plant(9.8076, ())
def small_test() -> Case:
    return {"data": {"y": [0, 1] * 50}, "target": "y", "test": {"y": [0] * 96}}


@_plant(0.4, ("y",), (0.319757, 0.467513))
def split_shift() -> Case:
    y = ["yes", "no"] * 200 + ["yes"] * 180 + ["no"] * 20
    return {"data": {"y": y, "split": ["train"] * 400 + ["test"] * 200}, "target": "y"}


@_plant(1.0, ("usual",))
def target_aggregate() -> Case:
    draw = _drawn()
    shop = draw.integers(0, 30, 600)
    y = pd.Series(shop % 7 + draw.normal(0, 2, 600))
    data = {"shop": [f"shop {s}" for s in shop], "size": draw.normal(size=600), "usual": y.groupby(shop).transform("mean"), "y": y}
    return {"data": data, "target": "y"}


@_plant(1.0, ("casual", "registered"))
def target_arithmetic() -> Case:
    data = {name: _drawn(k).integers(1, 500, 200) for k, name in enumerate(("casual", "registered", "wind"))}
    return {"data": {**data, "total": data["casual"] + data["registered"]}, "target": "total"}


@_plant(1.0, ("dollar",), (0.987357, 1.0))
def target_copy() -> Case:
    euro = [100 + 7 * (k % 50) for k in range(300)]
    return {
        "data": {"euro": euro, "dollar": [round(e * 1.1, 2) for e in euro], "size": [k % 9 for k in range(300)]},
        "target": "euro",
    }


@_plant(0.950353, ("tax paid",), (0.939527, 0.96118))
def target_leak() -> Case:
    draw = _drawn(4)
    size = draw.normal(100, 20, 300)
    price = size * 3 + draw.normal(0, 80, 300)
    return {"data": {"size": size, "tax paid": price * 0.1 + draw.normal(0, 1.0, 300), "price": price}, "target": "price"}


@_plant(1.0, ("id",), (1.0, 1.0))
def telling_ids() -> Case:
    return {"data": {"id": range(300), "x": [k * 7 % 11 for k in range(300)], "y": [0] * 150 + [1] * 150}, "target": "y"}


@_plant(0.5, (), (0.0945312, 0.905469), [1])
def test_overlap() -> Case:
    data = {"a": [1, 2, 3, 4], "b": ["w", "x", "y", None], "y": [0, 1, 0, 1]}
    return {"data": data, "target": "y", "test": {"b": ["x", "q"], "a": [2.0, 3.0]}}


@_plant(0.0833333, ("when",), (0.0148651, 0.35388), [49])
def time_overlap() -> Case:
    days = _days("2024-01-01", 60)
    return {"data": {"when": days[:50]}, "test": {"when": days[48:]}}


# --- noise -----------------------------------------------------------------------------------------------------------------------


@_plant(0.005, ("weekday",), (0.000883169, 0.0277737), [5])
def broken_arithmetic() -> Case:
    days = _days("2024-01-01", 200)
    words = [f"{day:%a}" for day in days]
    words[5] = "Mon"
    return {"data": {"sold": days, "weekday": words}}


@_plant(0.01, ("city",), (0.00274666, 0.0357218), [46, 5])
def broken_dependencies() -> Case:
    # twenty postcodes, two of each of ten cities, ten rows each
    cities = ["Aachen", "Bonn", "Celle", "Dachau", "Erfurt", "Fulda", "Gera", "Hagen", "Ilmenau", "Jena"]
    which = [k % 20 for k in range(200)]
    city = [cities[k // 2] for k in which]
    city[5], city[46] = "Jena", "Dachai"
    return {"data": {"zip": [f"{10_000 + 7 * k}" for k in which], "city": city}}


@_plant(0.0322581, ("a",), (0.00889137, 0.110205), [60, 61])
def broken_formats() -> Case:
    return {"data": {"a": [*(f"https://example.org/{k}" for k in range(60)), "example.org/61", "htp://example.org"]}}


@_plant(0.00333333, ("temp_max",), (0.000588658, 0.0186367), [9])
def broken_order() -> Case:
    draw = _drawn(6)
    low = draw.normal(12, 8, 300).round(1)
    high = (low + draw.gamma(1, 6, 300)).round(1)
    high[9] = -35.5
    return {"data": {"temp_min": low, "temp_max": high}}


@_plant(0.0909091, ("work",), (0.0314039, 0.235726), [20, 21, 22])
def category_spellings() -> Case:
    return {"data": {"work": ["Private"] * 20 + ["private", "PRIVATE", "Self emp"] + ["Self-emp"] * 10}}


@_plant(0.166667, ("a",), (0.0583658, 0.39222), [15, 16, 17])
def category_synonyms() -> Case:
    return {"data": {"a": ["January", "February", "December"] * 5 + ["Jan", "Feb", "Dec"]}}


@_plant(0.349751, ("pressure",), (0.321042, 0.378568))
def heaped_digits() -> Case:
    draw = _drawn()
    pressure = draw.normal(130, 18, 2000).round()
    return {"data": {"pressure": np.where(draw.random(2000) < 0.35, (pressure / 5).round() * 5, pressure)}}


@_plant(436.896, ("cases",), None, [59, 58, 57, 56, 55, 54, 53, 52])
def heavy_tails() -> Case:
    return {"data": {"cases": [1.5**k for k in range(60)]}}


@_plant(0.333333, ("title",), (0.0967714, 0.700007), [2, 5])
def mixed_types() -> Case:
    return {"data": {"title": ["Alien", "Jaws", 300, "Heat", "Big", 1408]}}


@_plant(0.00666667, ("billed",), (0.00183015, 0.0239776), [4, 90])
def near_copies() -> Case:
    fee = _drawn(1).gamma(3, 9, 300).round(2)
    billed = fee.copy()
    billed[[4, 90]] = [900.5, 0.01]
    return {"data": {"fee": fee, "billed": billed}}


@_plant(0.0322581, ("x",), (0.0322581, 0.0322581), [30])
def outliers() -> Case:
    return {"data": {"x": [1.0, 2.0, 3.0] * 10 + [float("inf")]}}


@_plant(0.25, ("n",), (0.0455873, 0.699358), [2])
def schema_failures() -> Case:
    import pandera.pandas as pa

    return {"data": pd.DataFrame({"n": [1, 2, -3, 4]}), "schema": pa.DataFrameSchema({"n": pa.Column(int, pa.Check.ge(0))})}


@_plant(0.0133333, ("age",), (0.00677135, 0.0260874), [0, 1, 2, 4, 3, 6, 5, 7])
def sign_flips() -> Case:
    age = _drawn().integers(18, 80, 600)
    return {"data": {"age": np.where(np.arange(600) < 8, -age, age)}}


@_plant(0.0111111, ("colour", "size"), (0.00305237, 0.039601), [7, 11])
def swapped_columns() -> Case:
    colour, size = ["red", "blue", "green"] * 60, ["small", "large"] * 90
    for row in (7, 11):
        colour[row], size[row] = size[row], colour[row]
    return {"data": {"colour": colour, "size": size}}


@_plant(0.0357143, ("week",), (0.0205461, 0.0613788), [28, 29, 30, 31, 136, 137, 138, 139, 24, 25])
def swapped_dates() -> Case:
    days = [day.date() for day in _days("2023-02-05", 84) for _ in range(4)]
    rows = [k for k, day in enumerate(days) if day.day in (11, 12)][:12]
    return {"data": {"week": [dt.date(day.year, day.day, day.month) if k in rows else day for k, day in enumerate(days)]}}


@_plant(0.333333, ("a",), (0.0967714, 0.700007), [0, 3])
def text_hygiene() -> Case:
    return {"data": {"a": ["R&eacute;mi", "plain", "b"] * 2}}


@_plant(0.1, (), (0.0278665, 0.301034))
def unreadable_rows() -> Case:
    path = Path(tempfile.mkdtemp()) / "rows.csv"
    path.write_text("a,b\n" + "1,2,3\n" * 2 + "1,2\n" * 18)
    return {"data": path}


@_plant(0.001, ("width",), (0.000176546, 0.00564256), [234])
def unusual_combinations() -> Case:
    size = _drawn().normal(size=(3, 1000))
    length = 50 + 10 * size[0]
    width = 20 + 4 * size[0] + 0.3 * size[1]
    width[np.argsort(length)[100]] = width[np.argsort(length)[900]]
    return {"data": {"length": length, "width": width, "depth": 9 + 2 * size[0] + 0.2 * size[2]}}


@_plant(0.015, ("height",), (0.00689229, 0.0323346), [2, 5, 0, 3, 1, 4])
def wrong_units() -> Case:
    heights = _drawn().normal(170, 9, 400)
    return {"data": {"height": np.where(np.arange(400) < 6, heights * 10, heights)}}


# --- privacy ---------------------------------------------------------------------------------------------------------------------


@_plant(1.0, ("userId",))
def person_ids() -> Case:
    return {"data": {"userId": range(20), "product_id": range(20)}}


@_plant(1.0, ("username",), None, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
def person_names() -> Case:
    names = ["SlimShadyPG", "Damax", "xSparkShark", "TheFegi12", "alanluna3", "rolle54100", "Miix_MC", "NoName", "Kenster"]
    return {"data": {"username": ["Emma Halbrook", *names]}}


@_plant(1.0, ("key",), None, [0, 1, 2])
def personal_data() -> Case:
    return {"data": {"key": [4111111111111111, 5555555555554444, 4012888888881881]}}


@_plant(1.0, (), None, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
def re_identification() -> Case:
    return {"data": {"age": range(20, 100, 2), "sex": ["m", "f"] * 20}}


@_plant(0.333333, ("log",), None, [0])
def secrets() -> Case:
    return {"data": {"log": ["-----BEGIN RSA PRIVATE KEY-----\nMIIEow", "nothing", "at all"]}}


@_plant(1.0, ("c7",))
def special_categories() -> Case:
    return {"data": {"c7": ["catholic", "muslim", "hindu", "none"] * 10}}


@_plant(1.0, ("ort",), None, [0, 1, 2, 3, 4, 5, 6, 7])
def street_addresses() -> Case:
    streets = [
        "Hauptstraße 5",
        "Bahnhofstr. 12a",
        "Am Lindenweg 3",
        "Goetheplatz 1",
        "Schulgasse 7",
        "Mühlenweg 44",
        "Ringstraße 9",
    ]
    return {"data": {"ort": [*streets, "Kirchplatz 2"]}}


# --- bias ------------------------------------------------------------------------------------------------------------------------


@_plant(0.134855, ("sex", "race"), (0.0559738, 0.201613), [600, 601, 602, 603, 604, 605, 606, 607, 608, 609])
def crossed_groups() -> Case:
    yes = {("m", "a"): 100, ("m", "b"): 100, ("f", "a"): 100, ("f", "b"): 5}
    rows = [(sex, race, k < few) for (sex, race), few in yes.items() for k in range(200)]
    sex, race, y = zip(*rows, strict=True)
    return {"data": {"sex": sex, "race": race, "y": _yes(y)}, "target": "y"}


@_plant(0.474684, ("sex",), (0.429675, 0.51923), [2, 9, 11, 12, 13, 14, 17, 18, 19, 21])
def group_errors() -> Case:
    draw = _drawn()
    sex, x = draw.choice(["m", "f"], 1200), draw.normal(size=1200)
    y = x + draw.normal(size=1200) * np.where(sex == "f", 1.0, 0.2)
    return {"data": {"sex": sex, "race": ["a", "b"] * 600, "x": x, "y": y}, "target": "y"}


@_plant(0.45, ("income", "race"), (0.370768, 0.522269), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
def group_missing() -> Case:
    return {"data": {"race": ["a"] * 200 + ["b"] * 200, "income": [None] * 100 + [1.5] * 100 + [None] * 10 + [2.5] * 190}}


@_plant(1.0, ("race",), (0.899099, 1.0))
def group_outcomes() -> Case:
    return {"data": {"race": ["a"] * 50 + ["b"] * 50, "y": [float(k) for k in range(100)]}, "target": "y"}


@_plant(3.0, ("race",), None, [0, 1, 2])
def group_sizes() -> Case:
    return {"data": {"race": ["few"] * 3 + ["a", "b"] * 1000, "x": range(2003)}}


@_plant(0.897437, ("shop", "sex"), (0.859671, 0.935204))
def proxies() -> Case:
    draw = _drawn()
    sex = draw.choice(["m", "f"], 600)
    shop = np.where(draw.random(600) < 0.9, sex, draw.choice(["m", "f"], 600))
    return {"data": {"sex": sex, "race": ["a", "b"] * 300, "shop": shop, "noise": draw.normal(size=600)}}


@_plant(0.234071, ("sex",), (0.202224, 0.26837), [489, 855, 1698, 1773, 1368, 379, 294, 829, 54, 986])
def suspect_groups() -> Case:
    draw = _drawn()
    sex, (u, v) = draw.choice(["m", "f"], 2000), draw.normal(size=(2, 2000))
    flipped = (sex == "f") & (draw.random(2000) < 0.2)
    return {"data": {"sex": sex, "race": ["a", "b"] * 1000, "u": u, "v": v, "y": _yes((u + v > 0) ^ flipped)}, "target": "y"}


@_plant(0.333333, ("age",), (0.192066, 0.447613), [30, 31, 32, 33, 34, 35, 36, 37, 38, 39])
def unlike_groups() -> Case:
    race = ["a", "b"] * 200
    use = {"age": [float(age) for age in range(40, 80)] * 10, "race": race}
    return {"data": {"age": list(range(20, 60)) * 10, "race": race}, "reference": use}


def main() -> None:
    """Write what is measured."""
    from edge_frames import DAY

    from dataqa.api import measure_one

    found = {check: whole(measure_one(check, **{"as_of": DAY, **planted.make()})[0]) for check, planted in PLANTED.items()}
    lines = [f"{json.dumps(check)}: {json.dumps(measured, ensure_ascii=False)}" for check, measured in found.items()]
    WHOLE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
