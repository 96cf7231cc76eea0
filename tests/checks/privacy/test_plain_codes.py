"""Codes, counts and times that are written as personal numbers are, and people's numbers among their kind."""

from __future__ import annotations

import importlib
import random
import warnings
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from dataqa.checks.privacy._identifiers import national

Random = random.Random


def _ean(r: Random, length: int, start: str = "") -> str:
    digits = start + "".join(str(r.randrange(10)) for _ in range(length - 1 - len(start)))
    total = sum(int(d) * (3 if place % 2 == 0 else 1) for place, d in enumerate(reversed(digits)))
    return f"{digits}{-total % 10}"


def _issn(r: Random) -> str:
    digits = f"{r.randrange(10**7):07d}"
    last = -sum(int(d) * (8 - place) for place, d in enumerate(digits)) % 11
    return f"{digits[:4]}-{digits[4:]}{'X' if last == 10 else last}"


def _isbn(r: Random) -> str:
    digits = f"{r.randrange(10**9):09d}"
    last = sum(int(d) * (place + 1) for place, d in enumerate(digits)) % 11
    return f"{digits}{'X' if last == 10 else last}"


def _day(r: Random) -> date:
    return date(2016, 1, 1) + timedelta(days=r.randrange(3000))


def _letter(r: Random) -> str:
    return chr(65 + r.randrange(26))


CODES: dict[str, Callable[[Random], object]] = {
    "numbers of nine digits": lambda r: r.randrange(10**8, 10**9),
    "numbers that all could be social security numbers": lambda r: r.randrange(10**8, 665_999_999),
    "texts of nine digits": lambda r: f"{r.randrange(1, 10**9):09d}",
    "texts of ten digits": lambda r: f"{r.randrange(10**10):010d}",
    "numbers of eleven digits": lambda r: r.randrange(10**10, 10**11),
    "numbers of thirteen digits": lambda r: r.randrange(10**12, 10**13),
    "numbers of sixteen digits": lambda r: r.randrange(10**15, 10**16),
    "periodicals": _issn,
    "books, ten digits": _isbn,
    "books": lambda r: _ean(r, 13, "978"),
    "books as numbers": lambda r: int(_ean(r, 13, "978")),
    "articles": lambda r: _ean(r, 13),
    "articles, eight digits": lambda r: _ean(r, 8),
    "articles, twelve digits": lambda r: int(_ean(r, 12, "8")),
    "seconds since 1970": lambda r: r.randrange(1_500_000_000, 1_750_000_000),
    "milliseconds since 1970": lambda r: r.randrange(1_500_000_000_000, 1_750_000_000_000),
    "stock": lambda r: f"SKU-{r.randrange(10**6):06d}",
    "stock, three and four": lambda r: f"{r.randrange(1000):03d}-{r.randrange(10**4):04d}",
    "stock, four and four": lambda r: f"{r.randrange(10**4):04d}-{r.randrange(10**4):04d}",
    "parts, four and five": lambda r: f"{r.randrange(10**4):04d}-{r.randrange(10**5):05d}",
    "parts, three threes": lambda r: f"{r.randrange(1000):03d}-{r.randrange(1000):03d}-{r.randrange(1000):03d}",
    "parts, three and three and four": lambda r: f"{r.randrange(1000):03d}-{r.randrange(1000):03d}-{r.randrange(10**4):04d}",
    "parts of a series": lambda r: f"AB{r.randrange(10**6):06d}{'ABCD'[r.randrange(4)]}",
    "parts with letters": lambda r: f"{_letter(r)}{_letter(r)}{r.randrange(10**6):06d}{_letter(r)}",
    "eight digits and a letter": lambda r: f"{r.randrange(10**8):08d}{_letter(r)}",
    "orders": lambda r: f"{r.randrange(1000):03d}-{r.randrange(10**7):07d}-{r.randrange(10**7):07d}",
    "orders, six and four": lambda r: f"{r.randrange(10**6):06d}-{r.randrange(10**4):04d}",
    "orders, six and five": lambda r: f"{r.randrange(10**6):06d}-{r.randrange(10**5):05d}",
    "orders of a day, four": lambda r: f"{_day(r):%y%m%d}-{r.randrange(10**4):04d}",
    "orders of a day, five": lambda r: f"{_day(r):%y%m%d}-{r.randrange(10**5):05d}",
    "orders of a day, seven": lambda r: f"{_day(r):%y%m%d}-{r.randrange(10**7):07d}",
    "orders of a whole day": lambda r: f"{_day(r):%Y%m%d}-{r.randrange(10**4):04d}",
    "orders of a day as numbers": lambda r: int(f"{_day(r):%y%m%d}{r.randrange(10**4):04d}"),
    "days as numbers": lambda r: int(f"{_day(r):%Y%m%d}"),
    "moments as digits": lambda r: f"{datetime(2016, 1, 1) + timedelta(seconds=r.randrange(10**8)):%Y%m%d%H%M%S}",
    "versions": lambda r: f"{r.randrange(10)}.{r.randrange(20)}.{r.randrange(30)}",
    "versions of four parts": lambda r: f"{r.randrange(10)}.{r.randrange(10)}.{r.randrange(30)}.{r.randrange(5000)}",
    "decimals": lambda r: f"{r.randrange(256)}.{r.randrange(1000):03d}",
    "coordinates": lambda r: f"{r.uniform(-90, 90):.5f}",
    "postcodes": lambda r: f"{r.randrange(10**5):05d}",
    "postcodes, five and four": lambda r: f"{r.randrange(10**5):05d}-{r.randrange(10**4):04d}",
    "postcodes, two and three": lambda r: f"{r.randrange(100):02d}-{r.randrange(1000):03d}",
    "prices": lambda r: f"${r.uniform(1, 99_999):,.2f}",
    "prices in cents": lambda r: r.randrange(10**6, 10**9),
    "employers": lambda r: f"{r.randrange(10, 100)}-{r.randrange(10**6, 10**7)}",
    "drugs": lambda r: f"{r.randrange(10**5):05d}-{r.randrange(1000):03d}-{r.randrange(100):02d}",
    "commits": lambda r: f"{r.getrandbits(160):040x}",
    "commits, short": lambda r: f"{r.getrandbits(28):07x}",
    "digests": lambda r: f"{r.getrandbits(256):064x}",
    "digests as numbers": lambda r: r.getrandbits(62),
    "part numbers": lambda r: f"{r.randrange(10**4):04d}-{_letter(r)}{_letter(r)}-{r.randrange(10**3):03d}",
    "moments in microseconds": lambda r: r.randrange(1_500_000_000_000_000, 1_750_000_000_000_000),
    "places": lambda r: f"{r.uniform(-90, 90):.6f},{r.uniform(-180, 180):.6f}",
    "substances": lambda r: f"{r.randrange(50, 10**6)}-{r.randrange(10, 100)}-{r.randrange(10)}",
}


def _drawn(make: Callable[[Random], object], kind: str, seed: int, rows: int) -> list[object]:
    r = Random(f"{kind} {seed}")
    return [make(r) for _ in range(rows)]


@pytest.mark.parametrize("seed", range(3))
def test_codes_are_nobodys_numbers(measure, seed):
    # a column each, whose names say no more than that they are codes
    kinds = {f"code {place}": kind for place, kind in enumerate(CODES)}
    frame = {name: _drawn(CODES[kind], kind, seed, (40, 300, 2100)[seed]) for name, kind in kinds.items()}
    found = measure("personal-data", frame | {"code": _drawn(_british, "insurance", seed, len(frame["code 0"]))})
    assert [(kinds.get(m.columns[0]), m.about) for m in found] == [(None, "UK national insurance numbers")]


def _luhn(digits: str) -> str:
    total = sum(sum(divmod(int(d) * 2, 10)) if place % 2 == 0 else int(d) for place, d in enumerate(reversed(digits)))
    return f"{digits}{-total % 10}"


def _danish(r: Random) -> str:
    born = date(1940, 1, 1) + timedelta(days=r.randrange(25_000))
    return f"{born:%d%m%y}-{r.randrange(10**4):04d}"


def _bulgarian(r: Random) -> str:
    born = date(1940, 1, 1) + timedelta(days=r.randrange(20_000))
    digits = f"{born:%y%m%d}{r.randrange(1000):03d}"
    total = sum(int(d) * w for d, w in zip(digits, (2, 4, 8, 5, 10, 9, 7, 3, 6), strict=True))
    return f"{digits}{total % 11 % 10}"


def _swedish(r: Random) -> str:
    digits = _luhn(f"{date(1950, 1, 1) + timedelta(days=r.randrange(15_000)):%y%m%d}{r.randrange(1000):03d}")
    return f"{digits[:6]}-{digits[6:]}"


def _british(r: Random) -> str:
    return f"{'ABCEGHJK'[r.randrange(8)]}{'ABCEGHJK'[r.randrange(8)]}{r.randrange(10**6):06d}A"


def _french(r: Random) -> str:
    return " ".join(["06", *(str(r.randrange(10, 99)) for _ in range(4))])


SOCIAL, PHONES = "social security numbers", "telephone numbers"
PEOPLE: dict[str, tuple[str, str, Callable[[Random], object]]] = {
    "dashes": (SOCIAL, "code", lambda r: f"{r.randrange(100, 666)}-{r.randrange(10, 99)}-{r.randrange(1000, 9999)}"),
    "a name": (SOCIAL, "ssn", lambda r: r.randrange(10**8, 665_999_999)),
    "a name and text": (SOCIAL, "ssn", lambda r: f"{r.randrange(10**8, 665_999_999)}"),
    "day first": ("Danish personal numbers", "code", _danish),
    "check digit": ("Bulgarian personal numbers", "code", _bulgarian),
    "century": ("Swedish personal numbers", "code", _swedish),
    "cards": ("card numbers", "code", lambda r: int(_luhn(f"4{r.randrange(10**14):014d}"))),
    "abroad": (PHONES, "code", lambda r: f"+49 30 {r.randrange(10**6, 10**7)}"),
    "America": (PHONES, "code", lambda r: f"({r.randrange(201, 990)}) {r.randrange(200, 999)}-{r.randrange(10**4):04d}"),
    "America, dashes": (PHONES, "code", lambda r: f"212-{r.randrange(200, 999)}-{r.randrange(10**4):04d}"),
    "France": (PHONES, "code", _french),
    "Germany": (PHONES, "code", lambda r: f"030/{r.randrange(10**5, 10**7)}"),
    "insurance": ("UK national insurance numbers", "code", _british),
}


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("kind", PEOPLE)
def test_numbers_of_people_are_found_among_their_kind(measure, kind, seed):
    about, name, make = PEOPLE[kind]
    r = Random(f"{kind} {seed}")
    rows = (40, 300)[seed]
    found = measure("personal-data", {name: [make(r) for _ in range(rows)], "x": [r.random() for _ in range(rows)]})
    assert [m.about for m in found] == [about]
    assert found[0].value > 0.85


@pytest.mark.parametrize("module", sorted({number.module for number in national.NUMBERS if number.module}))
def test_the_check_digits_of_each_kind_are_known(module):
    assert callable(importlib.import_module(f"stdnum.{module}").is_valid)


def test_a_cell_of_the_form_of_a_latvian_code(measure):
    assert measure("personal-data", {"note": ["160120-12345", *["nothing to see"] * 6], "x": range(7)}) == []
    found = measure("personal-data", {"note": ["161175-19997", *["nothing to see"] * 6], "x": range(7)})
    assert [(m.about, m.rows.count) for m in found] == [("Latvian personal codes", 1)]


def test_a_library_without_a_kind_is_reported_and_stops_nothing(measure, monkeypatch):
    lacking = [
        national.Number(n.kind, "lv.gone", n.written, n.chance, n.bare, n.bare_chance, n.words) if n.module == "lv.pvn" else n
        for n in national.NUMBERS
    ]
    monkeypatch.setattr(national, "NUMBERS", tuple(lacking))
    with pytest.warns(RuntimeWarning, match="Latvian personal codes are not looked for"):
        found = measure("personal-data", {"note": ["161175-19997", "536-90-4399", *["nothing"] * 6], "x": range(8)})
    assert [m.about for m in found] == ["social security numbers"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        measure("personal-data", {"note": ["nothing"] * 6, "x": range(6)})
