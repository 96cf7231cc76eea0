"""How cells, moments and stretches of time stand in a text."""

from __future__ import annotations

import datetime as dt

import pytest

from dataqa.checks._words import shown
from dataqa.checks.clock import length, moment_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"), (0.12345678, "0.123457"), (7, "7"), (True, "True"), ("a\nb", "'a\\nb'"),
        (dt.datetime(2024, 1, 31), "2024-01-31"), (dt.datetime(2024, 1, 31, 12, 30), "2024-01-31 12:30:00"),
        (dt.date(2024, 1, 31), "2024-01-31"),
    ],
)  # fmt: skip
def test_a_cell_in_a_title(value, text):
    assert shown(value) == text


def test_a_long_cell_is_cut():
    assert shown("x" * 30) == repr("x" * 30)
    assert shown("x" * 31) == "'" + "x" * 29 + "…'"


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (730, "2.0 years"), (729, "24 months"), (5077, "13.9 years"), (61, "2 months"), (60.9, "61 days"), (2, "2 days"),
        (1.9, "46 hours"), (2 / 24, "2 hours"), (1.9 / 24, "114 minutes"), (1 / 1440, "1 minute"), (0.2 / 1440, "0 minutes"),
    ],
)  # fmt: skip
def test_a_stretch_of_time(days, text):
    assert length(days) == text


@pytest.mark.parametrize(
    ("unit", "text"),
    [("year", "2024"), ("month", "2024-03"), ("day", "2024-03-05"), ("hour", "2024-03-05 07:00"), ("time", "2024-03-05 07:09")],
)
def test_a_moment_is_as_fine_as_it_is_known(unit, text):
    assert moment_text(dt.datetime(2024, 3, 5, 7, 9), unit) == text
    assert moment_text(dt.datetime(2024, 3, 5), "time") == "2024-03-05"
