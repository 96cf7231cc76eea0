from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from made_series import TOLD, one

HOURS = 24 * 330


def local(zone):
    at = pd.date_range("2023-01-02", periods=HOURS, freq="h", tz="UTC")
    return pd.DataFrame({"day": at.tz_convert(zone).tz_localize(None), "sold": one(HOURS, "h").sold})


@pytest.mark.parametrize(
    ("zone", "place", "days"),
    [
        ("Europe/Madrid", "Europe", ["2023-03-26", "2023-10-29"]),
        ("America/New_York", "North America", ["2023-03-12", "2023-11-05"]),
        ("Australia/Sydney", "southern Australia", ["2023-04-02", "2023-10-01"]),
    ],
)
def test_an_hour_that_stands_twice_and_one_that_is_missing(measure, zone, place, days):
    (found,) = measure("clock-changes", local(zone), **TOLD)
    assert (found.columns, found.value) == (("day",), 1.0)
    assert (found.details["place"], found.details["days"]) == (place, days)
    twice = np.flatnonzero(local(zone).day.duplicated(keep=False)).tolist()
    assert sorted(found.rows.positions.tolist())[-2:] == twice or sorted(found.rows.positions.tolist())[:2] == twice


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo"])
def test_zones_without_changes_are_quiet(measure, zone):
    assert measure("clock-changes", local(zone), **TOLD) == []


def test_a_missing_hour_of_any_night_is_no_clock_change(measure):
    data = local("UTC")
    gone = data.day.isin(pd.to_datetime(["2023-03-26 02:00", "2023-07-04 02:00"]))
    assert measure("clock-changes", data[~gone].reset_index(drop=True), **TOLD) == []


def test_clocks_changed_by_the_rules_of_their_year(measure):
    at = pd.date_range("2005-01-03", periods=HOURS, freq="h", tz="UTC").tz_convert("America/New_York").tz_localize(None)
    (found,) = measure("clock-changes", pd.DataFrame({"day": at, "sold": one(HOURS, "h").sold}), **TOLD)
    assert (found.details["place"], found.details["days"]) == ("North America", ["2005-04-03", "2005-10-30"])
