"""How many years, months, days, weekdays and hours a date column needs before another column may hold them."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest
from test_broken_arithmetic_search import column, dated

from dataqa.checks.noise._formulas.calendar import calendar_rules
from dataqa.findings.parameters import parameters_of

K = np.arange(120)
EPOCH = date(1970, 1, 1)


def day(made):
    return (made - EPOCH).days


TIMES = {
    "year": lambda k, n: float(day(date(2000 + k % n, 3, 5))),
    "month": lambda k, n: float(day(date(2001, 1 + k % n, 5))),
    "day": lambda k, n: float(day(date(2001, 3, 1 + k % n))),
    "weekday": lambda k, n: float(day(date(2001, 1, 1) + timedelta(k % n + 7 * (k // n)))),
    "hour": lambda k, n: 11_000 + (k % n) / 24,
}


def rules(days, codes=None, words=None, zoned=(), **of):
    frame = pl.DataFrame({"w": words or ["x"] * len(K), "c": K if codes is None else codes})
    texts = SimpleNamespace(**{"name": "w", "kind": "text", "distinct": frame["w"].n_unique(), "nulls": 0, "rows": 120} | of)
    audit = SimpleNamespace(
        table=SimpleNamespace(columns=[SimpleNamespace(name=name, zoned=True) for name in zoned]),
        profiles=lambda *_: [(texts, None)],
        profile=SimpleNamespace(sample=frame),
    )
    numbers = [] if codes is None else [column("c", codes)]
    known, found = calendar_rules(audit, numbers, [dated("t", days)], parameters_of("formulas"))
    return [one.formula.words() for one in found], sorted(known)


@pytest.mark.parametrize(("part", "fewest"), [("year", 3), ("month", 4), ("day", 15), ("weekday", 4), ("hour", 6)])
def test_a_part_of_a_date_has_several_values(part, fewest):
    def found(count):
        return rules([TIMES[part](k, count) for k in K.tolist()], K % count + 500)[0]

    assert found(fewest) == [f"c = {part} of t"]
    assert found(fewest - 1) == []


MONTHS = [TIMES["month"](k, 4) for k in K.tolist()]


def test_words_that_stand_for_months():
    words = [["Jan", "Feb", "Mar", "Apr"][k % 4] for k in K.tolist()]
    wanted = (["w = month of t"], ["month of t", "w as month"])
    assert rules(MONTHS, words=words) == wanted
    assert rules(MONTHS, words=words, zoned=("t",)) == ([], [])  # its months are those of another place
    assert rules(MONTHS, words=words, zoned=("other",)) == wanted
    assert rules(MONTHS, words=words, kind="number")[0] == []
    assert rules(MONTHS, words=words, distinct=201)[0] == []
    assert rules(MONTHS, words=words, distinct=200) == wanted
    assert rules(MONTHS, words=words, distinct=2)[0] == []
    most = int(parameters_of("formulas")["most_empty"] * 120)
    assert rules(MONTHS, words=words, nulls=most) == wanted
    assert rules(MONTHS, words=words, nulls=most + 1)[0] == []


def test_years_are_known_whoever_holds_them():
    assert rules([TIMES["year"](k, 3) for k in K.tolist()]) == ([], ["year of t"])
    assert rules(MONTHS) == ([], [])
