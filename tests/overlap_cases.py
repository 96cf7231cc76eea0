"""Frames in which two checks see the same cells: which tells them best, which other one sees them, and their rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

ROWS = 400


class Overlap(NamedTuple):
    """Arguments of an audit, the check that tells best, the other one, the columns, and the rows that both mean."""

    arguments: dict[str, Any]
    best: str
    other: str
    columns: set[str]
    rows: list[int]


def _random() -> np.random.Generator:
    return np.random.default_rng(3)


def heights_in_another_unit() -> Overlap:
    random = _random()
    height = random.normal(170, 10, 2000).round(1)
    rows = list(range(100, 1300, 100))
    height[rows] = (height[rows] * 10).round()
    return Overlap({"data": {"height": height}}, "wrong-units", "outliers", {"height"}, rows)


def amounts_with_the_other_sign() -> Overlap:
    amount = _random().normal(100, 6, ROWS).round(2)
    rows = [7, 70, 170, 270, 370]
    amount[rows] *= -1
    return Overlap({"data": {"amount": amount}}, "sign-flips", "outliers", {"amount"}, rows)


def codes_for_missing_far_off() -> Overlap:
    income = _random().normal(3000, 300, ROWS).round()
    rows = [3, 33, 133, 233]
    income[rows] = -9999
    return Overlap({"data": {"income": income}}, "sentinel-numbers", "outliers", {"income"}, rows)


def codes_for_missing_often() -> Overlap:
    score = _random().normal(500, 60, ROWS).round(1)
    rows = list(range(0, 200, 4))
    score[rows] = 9999
    return Overlap({"data": {"score": score}}, "sentinel-numbers", "value-spikes", {"score"}, rows)


def words_for_missing() -> Overlap:
    size = [str(value) for value in _random().integers(1, 90, ROWS)]
    rows = [5, 50, 150, 250, 350]
    for row in rows:
        size[row] = "N/A"
    return Overlap({"data": {"size": size}}, "placeholder-values", "missing-values", {"size"}, rows)


def words_among_numbers() -> Overlap:
    size = [str(value) for value in _random().integers(1, 90, ROWS)]
    rows = [5, 50, 150]
    for row, word in zip(rows, ("many", "few", "some"), strict=True):
        size[row] = word
    return Overlap({"data": {"size": size}}, "mixed-types", "missing-values", {"size"}, rows)


def blanks_after_a_name() -> Overlap:
    city = _random().choice(["Berlin", "Paris", "Rome", "Oslo"], ROWS).tolist()
    rows = [8, 80, 180, 280]
    for row in rows:
        city[row] = "Berlin "
    return Overlap({"data": {"city": city}}, "text-hygiene", "category-spellings", {"city"}, rows)


def blanks_after_a_class() -> Overlap:
    random = _random()
    ill = random.choice(["yes", "no"], ROWS).tolist()
    rows = [8, 80, 180, 280]
    for row in rows:
        ill[row] = "yes "
    return Overlap(
        {"data": {"x": random.normal(size=ROWS), "ill": ill}, "target": "ill"}, "label-spellings", "text-hygiene", {"ill"}, rows
    )


def misspelt_and_rare() -> Overlap:
    city = _random().choice(["Amsterdam", "Rotterdam", "Eindhoven", "Groningen"], ROWS).tolist()
    city[9], city[99] = "Amsterdamm", "Rotetrdam"
    return Overlap({"data": {"city": city}}, "category-spellings", "rare-categories", {"city"}, [9, 99])


def rows_twice() -> Overlap:
    random = _random()
    number = list(range(1000, 1000 + ROWS))
    data = {
        "number": number,
        "a": random.normal(size=ROWS).tolist(),
        "b": random.normal(size=ROWS).tolist(),
        "c": random.normal(size=ROWS).tolist(),
    }
    data = {name: [*cells, *cells[:6]] for name, cells in data.items()}
    return Overlap(
        {"data": data, "id": "number"}, "exact-duplicates", "duplicates-but-ids", {"number"}, list(range(ROWS, ROWS + 6))
    )


def ids_twice() -> Overlap:
    return rows_twice()._replace(other="repeated-ids")


def texts_twice() -> Overlap:
    words = ["red", "wide", "cold", "slow", "late", "small", "green", "heavy", "loud", "plain"]
    random = _random()
    text = [" ".join(random.choice(words, 9)) for _ in range(ROWS)]
    data = {"text": [*text, *text[:6]], "x": [*range(ROWS), *range(6)]}
    return Overlap({"data": data, "text": "text"}, "exact-duplicates", "repeated-texts", {"text"}, list(range(ROWS, ROWS + 6)))


def texts_twice_under_other_ids() -> Overlap:
    random = _random()
    text = texts_twice().arguments["data"]["text"]
    numbers = {name: random.normal(size=ROWS).tolist() for name in "abc"}
    data = {name: [*cells, *cells[:6]] for name, cells in numbers.items()}
    data |= {"text": text, "number": [f"N{place:05d}" for place in range(ROWS + 6)]}
    return texts_twice()._replace(arguments={"data": data, "text": "text", "id": "number"}, best="duplicates-but-ids")


def columns_twice() -> Overlap:
    a = _random().normal(size=ROWS).round(3)
    return Overlap({"data": {"a": a, "b": a, "c": a[::-1]}}, "duplicate-columns", "redundant-columns", {"a", "b"}, [])


def empty_where_the_answer_is_yes() -> Overlap:
    random = _random()
    ill = random.choice(["yes", "no"], ROWS)
    cause = [None if one == "no" else float(value) for one, value in zip(ill, random.normal(size=ROWS), strict=True)]
    rows = np.flatnonzero(ill == "no").tolist()
    data = {"cause": cause, "x": random.normal(size=ROWS), "ill": ill}
    return Overlap({"data": data, "target": "ill"}, "missingness-leak", "missing-by-target", {"cause"}, rows)


def a_place_in_the_sea() -> Overlap:
    random = _random()
    lat, lon = random.uniform(45, 55, ROWS).round(4), random.uniform(5, 15, ROWS).round(4)
    rows = [4, 44, 144, 244, 344]
    lat[rows], lon[rows] = 0, 0
    return Overlap({"data": {"lat": lat, "lon": lon}}, "form-defaults", "impossible-zeros", {"lat", "lon"}, rows)


def days_that_are_no_days() -> Overlap:
    days = (np.datetime64("2024-01-01") + _random().integers(0, 300, ROWS)).astype("datetime64[us]")
    rows = [6, 66, 166]
    days[rows] = np.datetime64("9999-12-31")
    return Overlap(
        {"data": {"paid_on": days, "x": range(ROWS)}, "as_of": "2025-01-01"}, "sentinel-numbers", "future-dates", {"paid_on"}, rows
    )


def a_series_that_ended_long_ago() -> Overlap:
    days = (np.datetime64("2015-01-01") + np.arange(ROWS)).astype("datetime64[us]")
    data = {"day": days, "x": _random().normal(size=ROWS)}
    return Overlap({"data": data, "time": "day", "as_of": "2025-01-01"}, "stale-data", "overdue-rows", {"day"}, [])


def codes_that_are_no_codes() -> Overlap:
    code = [f"{letter}{number:03d}" for letter, number in zip("ABCD" * 100, _random().integers(0, 999, ROWS), strict=True)]
    rows = [11, 111, 211]
    for row in rows:
        code[row] = "unknown"
    return Overlap({"data": {"code": code}}, "placeholder-values", "broken-formats", {"code"}, rows)


def words_where_a_city_belongs() -> Overlap:
    random = _random()
    known = {"Z10": "Berlin", "Z20": "Hamburg", "Z80": "Munich", "Z50": "Cologne", "Z60": "Frankfurt", "Z70": "Stuttgart"}
    code = random.choice(list(known), ROWS).tolist()
    city = [known[one] for one in code]
    rows = [12, 112, 212]
    for row, word in zip(rows, ("unknown", "not known", "unspecified"), strict=True):
        city[row] = word
    data = {"code": code, "city": city, "x": random.normal(size=ROWS)}
    return Overlap({"data": data}, "placeholder-values", "broken-dependencies", {"city"}, rows)


def ends_before_their_start() -> Overlap:
    random = _random()
    start = np.datetime64("2024-01-01") + random.integers(0, 300, ROWS)
    nights = random.integers(0, 15, ROWS)
    end = start + nights
    rows = [13, 113, 213]
    end[rows] = start[rows] - 70
    data = {"start": start.astype("datetime64[us]"), "end": end.astype("datetime64[us]"), "nights": nights}
    return Overlap({"data": data}, "broken-arithmetic", "broken-order", {"end"}, rows)


def one_letter_in_a_long_text() -> Overlap:
    words = ["red", "wide", "cold", "slow", "late", "small", "green", "heavy", "loud", "plain"]
    random = _random()
    text = [" ".join(random.choice(words, 12)) for _ in range(ROWS)]
    a, b = random.normal(size=ROWS).tolist(), random.normal(size=ROWS).tolist()
    data = {"a": [*a, *a[:6]], "b": [*b, *b[:6]], "text": [*text, *(one[:20] + "x" + one[20:] for one in text[:6])]}
    return Overlap(
        {"data": data, "text": "text"}, "near-duplicate-texts", "near-duplicate-rows", {"text"}, list(range(ROWS, ROWS + 6))
    )


def empty_from_a_day_on() -> Overlap:
    random = _random()
    days = (np.datetime64("2023-01-01") + np.arange(ROWS * 2)).astype("datetime64[us]")
    lost = random.random(ROWS * 2) < np.where(np.arange(ROWS * 2) < 600, 0.03, 0.95)
    flow = [None if gone else float(value) for gone, value in zip(lost, random.normal(size=ROWS * 2), strict=True)]
    data = {"day": days, "flow": flow, "other": random.normal(size=ROWS * 2)}
    return Overlap({"data": data, "time": "day", "as_of": "2025-04-01"}, "missing-by-time", "feature-drift", {"flow"}, [])


OVERLAPS: tuple[Callable[[], Overlap], ...] = (
    heights_in_another_unit, amounts_with_the_other_sign, codes_for_missing_far_off, codes_for_missing_often, words_for_missing,
    words_among_numbers, blanks_after_a_name, blanks_after_a_class, misspelt_and_rare, rows_twice, ids_twice, texts_twice,
    texts_twice_under_other_ids,
    columns_twice, empty_where_the_answer_is_yes, a_place_in_the_sea, days_that_are_no_days, a_series_that_ended_long_ago,
    codes_that_are_no_codes, words_where_a_city_belongs, ends_before_their_start, one_letter_in_a_long_text,
    empty_from_a_day_on,
)  # fmt: skip
