"""Durations and times of day kept as text; and what only looks like them."""

import pytest

from dataqa.sources import load


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        (["0 days 00:30:00", "1 days 02:00:00.5", "-1 days +23:00:00", "2 days"], [1800.0, 93600.5, -3600.0, 172800.0]),
        (["1 day, 0:30:00", "0:10:00", "2 days, 1:00:00"], [88200.0, 600.0, 176400.0]),
        (["01:02:03", "102:00:10", "00:30:00"], [3723.0, 367210.0, 1800.0]),
        (["PT90M3S", "PT5M", "P1DT2H", "-PT3S"], [5403.0, 300.0, 93600.0, -3.0]),
        (["1h 20m", "45m", "3h", "2h 5m 3s"], [4800.0, 2700.0, 10800.0, 7503.0]),
        (["3:04 PM", "12:10 AM", "12:30 pm", "9:00 a.m."], [54240.0, 600.0, 45000.0, 32400.0]),
        ([f"{hour:02}:15" for hour in range(12)], [hour * 3600.0 + 900 for hour in range(12)]),
    ],
)
def test_read_as_seconds(cells, wanted):
    table = load({"x": cells})
    assert (table.frame["x"].to_list(), table.columns[0].parsed) == (wanted, "duration")
    assert table.columns[0].texts.to_list() == cells


def test_what_is_read_is_told():
    assert load({"x": ["26:02:03", "1:00:10", "0:30:00"]}).notes == ("'x': durations were read as seconds",)
    assert load({"x": ["16:02:03", "1:00:10", "0:30:00"]}).notes == ("'x': times of day were read as seconds since midnight",)


@pytest.mark.parametrize(
    "cells", [["16:09", "21:09", "4:03"], ["3:1", "2:0", "1:1"], ["A1:20:30", "B1:20:31", "C"], ["P12", "PT7", "P3"]]
)
def test_ratios_results_and_codes_stay_text(cells):
    assert load({"x": cells}).columns[0].parsed is None
