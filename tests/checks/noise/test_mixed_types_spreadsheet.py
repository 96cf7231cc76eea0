"""What spreadsheets make of cells: dates of codes, and rounded numbers."""

from __future__ import annotations

from types import SimpleNamespace

import polars as pl
import pytest

from dataqa.checks.noise._spreadsheet import became_dates, digits_lost
from dataqa.policy.pack import Rules

ASKED = Rules.load().rule("mixed-types").parameters


def lost(cells, name="card_id", *, integral=True):
    series = pl.Series(cells)
    column = SimpleNamespace(name=name, integral=integral, distinct=series.n_unique(), minimum=series.min())
    audit = SimpleNamespace(engine=SimpleNamespace(values=lambda _: series))
    return digits_lost(audit, column, ASKED.rounded)


LONG = [4_000_000_000_000_000 + k * 10_000_000_000 for k in range(ASKED.rounded.different)]


def test_identifiers_of_which_only_the_first_digits_are_left():
    assert lost(LONG) == 16
    assert lost([*LONG, None]) == 16
    assert lost(LONG, "turnover") is None  # an amount may be rounded
    assert lost(LONG, integral=False) is None
    assert lost(LONG[1:]) is None  # too few
    assert lost([number + 7_000_000_000 for number in LONG]) is None  # all digits are there
    least = 10 ** (ASKED.rounded.long - 1)
    assert lost([least + 10_000 * k * least // 1_000_000 for k in range(ASKED.rounded.different)]) == ASKED.rounded.long
    assert lost([k + 1 for k in range(ASKED.rounded.different)]) is None  # short ones


def test_amounts_spread_over_more_digits():
    many = [4 * 10**15 + k * 10**10 for k in range(1000)]
    few = [4 * 10**17 + k * 10**12 for k in range(1000)]
    alike = round(ASKED.rounded.alike * 1000)
    assert lost([*many[:alike], *few[: 1000 - alike]]) == 16
    assert lost([*many[: alike - 1], *few[: 1001 - alike]]) is None


def dates(cells):
    series = pl.Series("code", cells)
    engine = SimpleNamespace(
        where=lambda expr: series.to_frame().select(expr.arg_true()).to_series().to_numpy(), values=lambda _, make: make(series)
    )
    found = became_dates(SimpleNamespace(engine=engine), SimpleNamespace(name="code", present=len(series)), ASKED.became_dates)
    return found.tolist()


@pytest.mark.parametrize("written", ["2-Sep", "Sep-02"])
def test_codes_that_became_dates(written):
    codes = [f"AB{k}" for k in range(100)]
    least = ASKED.became_dates.least
    assert dates([*codes, *[written] * least]) == list(range(100, 100 + least))
    assert dates([*codes, *[written] * (least - 1)]) == []
    assert dates([*(f"some words of text {k}" for k in range(60)), *codes[:3], *[written] * least]) == []
