"""Planted frames of the checks of freshness."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
from planting import Case, days, drawn, plant, sentences, yes


@plant(0.0829167, ("order_date",), None, [2200, 2201, 2202, 2203, 2204, 2205, 2206, 2207, 2208, 2209])
def bursts() -> Case:
    """Each day has about 22 orders; one day has 400 more."""
    orders = [20 + k % 5 + 400 * (k == 100) for k in range(200)]
    return {"data": {"order_date": np.repeat(pd.date_range("2023-01-01", periods=200), orders), "amount": np.arange(sum(orders))}}


@plant(0.754644, ("sales",), (0.60904, 0.900249))
def concept_drift() -> Case:
    """From 2022 on, sales fall with the temperature instead of rising."""
    draw = drawn()
    time = pd.Series(pd.date_range("2019-01-01", "2023-12-31", periods=3000)).dt.floor("h")
    price, heat = draw.normal(size=3000), draw.normal(size=3000)
    sales = price + np.where(time >= pd.Timestamp("2022-01-01"), -heat, heat) + draw.normal(size=3000)
    return {"data": {"sold_at": time, "price": price, "heat": heat, "sales": sales}, "target": "sales"}


@plant(0.882481, ("sales",), (0.452969, 1.31199))
def concept_drift__outdated() -> Case:
    """From March 2023 on, sales fall with the temperature instead of rising."""
    draw = drawn()
    time = pd.Series(pd.date_range("2019-01-01", "2023-12-31", periods=3000)).dt.floor("h")
    price, heat = draw.normal(size=3000), draw.normal(size=3000)
    sales = price + np.where(time >= pd.Timestamp("2023-03-01"), -heat, heat) + draw.normal(size=3000)
    return {"data": {"sold_at": time, "price": price, "heat": heat, "sales": sales}, "target": "sales"}


@plant(0.990781, ("heat",), (0.755055, 1.20128))
def feature_drift() -> Case:
    """From 2021 on, all temperatures are one standard deviation higher."""
    time = pd.Series(pd.date_range("2019-01-01", "2023-12-31", periods=3000)).dt.floor("h")
    heat = (20 + 3 * drawn().normal(size=3000) + 3 * (time >= pd.Timestamp("2021-01-01"))).round(1)
    return {"data": {"measured_at": time, "heat": heat}}


@plant(1.10597, ("payment",), (0.890446, 1.3348))
def feature_drift__category() -> Case:
    """From 2021 on, most customers pay by card."""
    time = pd.Series(pd.date_range("2019-01-01", "2023-12-31", periods=3000)).dt.floor("h")
    cards = drawn().random(3000) < np.where(time >= pd.Timestamp("2021-01-01"), 0.7, 0.2)
    return {"data": {"paid_at": time, "payment": np.where(cards, "card", "cash")}}


@plant(1.5192, ("heat",), (1.37194, 1.66647))
def feature_drift__empty() -> Case:
    """From 2021 on, half of the temperatures are missing."""
    time = pd.Series(pd.date_range("2019-01-01", "2023-12-31", periods=3000)).dt.floor("h")
    draw = drawn()
    empty = (time >= pd.Timestamp("2021-01-01")) & (draw.random(3000) < 0.5)
    return {"data": {"measured_at": time, "heat": np.where(empty, np.nan, draw.normal(20, 3, 3000).round(1))}}


@plant(1.48433, ("message",), (1.1444, 1.82426))
def feature_drift__words() -> Case:
    """From 2021 on, every second message has the word "money"."""
    time = pd.Series(pd.date_range("2019-01-01", "2023-12-31", periods=1000)).dt.floor("h")
    texts = sentences(1000)
    new = [" ".join([*text.split()[:-1], "money"]) if k % 2 else text for k, text in enumerate(texts)]
    return {"data": {"sent_at": time, "message": np.where(time >= pd.Timestamp("2021-01-01"), new, texts)}}


@plant(3.29, ("message",), (3.29, 3.29))
def feature_drift__length() -> Case:
    """From 2021 on, messages are twice as long."""
    time = pd.Series(pd.date_range("2019-01-01", "2023-12-31", periods=1000)).dt.floor("h")
    texts = sentences(1000)
    late = time >= pd.Timestamp("2021-01-01")
    return {"data": {"sent_at": time, "message": np.where(late, [f"{text} {text}" for text in texts], texts)}}


@plant(0.0322581, ("order_date",), None, [30])
def future_dates() -> Case:
    """One of 31 orders is from 2046."""
    return {"data": {"order_date": [*days("2020-01-01", 30), dt.datetime(2046, 2, 3)], "amount": range(31)}}


@plant(0.0322581, ("order_date",), None, [0])
def future_dates__early() -> Case:
    """One of 31 orders is from 1820."""
    return {"data": {"order_date": [dt.datetime(1820, 1, 9), *days("2020-01-01", 30)], "amount": range(31)}}


@plant(0.196721, ("joined",), None, [49, 50, 51, 52, 53, 54, 55, 56, 57, 58])
def future_dates__placeholder() -> Case:
    """12 of 61 customers joined on 1 January 1970, and no two others on one day."""
    born = [dt.datetime(1950 + k, 1 + k % 12, 1 + k % 27) for k in range(50) if k != 20]
    return {"data": {"joined": [*born, *[dt.datetime(1970, 1, 1)] * 12], "amount": range(61)}}


@plant(0.586179, ("left",), (0.461174, 0.71427))
def label_drift() -> Case:
    """In the second half of four years, 55% of the customers leave instead of 30%."""
    draw, late = drawn(), np.arange(4000) > 2000
    time = pd.date_range("2020-01-01", "2023-12-31", periods=4000).floor("h")
    left = yes(draw.random(4000) < np.where(late, 0.55, 0.3))
    return {"data": {"joined_at": time, "age": draw.integers(18, 90, 4000), "left": left}, "target": "left"}


@plant(1.15305, ("price",), (1.02397, 1.26185))
def label_drift__default() -> Case:
    """In the second half of four years, prices are 100 higher, one standard deviation."""
    draw, late = drawn(), np.arange(4000) > 2000
    time = pd.date_range("2020-01-01", "2023-12-31", periods=4000).floor("h")
    price = (draw.normal(500, 100, 4000) + 100 * late).round()
    return {"data": {"sold_at": time, "size": draw.integers(18, 90, 4000), "price": price}, "target": "price"}


@plant(1.326, ("price",), (1.19217, 1.45983))
def label_drift__empty() -> Case:
    """In the second half of four years, 40% of the prices are missing."""
    draw, late = drawn(), np.arange(4000) > 2000
    time = pd.date_range("2020-01-01", "2023-12-31", periods=4000).floor("h")
    price = np.where(late & (draw.random(4000) < 0.4), np.nan, draw.normal(500, 100, 4000).round())
    return {"data": {"sold_at": time, "size": draw.integers(18, 90, 4000), "price": price}, "target": "price"}


@plant(0.01, ("order_date",), (0.00274666, 0.0357218), [198, 199])
def late_arrivals() -> Case:
    """The rows are sorted by day, but two of 200 stand at the end of the file."""
    times = days("2023-01-01", 200)
    return {"data": {"order_date": [*times[:10], *times[11:21], *times[22:], times[10], times[21]], "amount": range(200)}}


@plant(0.02, ("sale_date", "recorded_at"), (0.00682475, 0.0571467), [20, 50, 80])
def late_arrivals__default() -> Case:
    """Sales are recorded the day after; 3 of 150 are recorded 60 days after."""
    times = days("2023-01-01", 150)
    recorded = [day + dt.timedelta(days=60 if k in (20, 50, 80) else 1) for k, day in enumerate(times)]
    return {"data": {"sale_date": times, "recorded_at": recorded, "amount": range(150)}}


@plant(7.0, ("month",))
def overdue_rows() -> Case:
    """There is a row a month up to June 2023, and the audit is in January 2024."""
    return {"data": {"month": pd.date_range(end="2023-06-01", periods=60, freq="MS"), "sales": range(60)}, "as_of": "2024-01-15"}


@plant(38.0, ("ordered_at",))
def overdue_rows__daily() -> Case:
    """There are orders on every day up to 1 December, and the audit is on 10 January."""
    draw = drawn()
    ordered = pd.date_range("2023-09-01", "2023-12-01").repeat(3) + pd.to_timedelta(draw.integers(0, 86_000, 276), unit="s")
    return {"data": {"ordered_at": ordered.sort_values(), "amount": range(276)}, "as_of": "2024-01-10"}


@plant(2164.0, ("order_date",))
def stale_data() -> Case:
    """The newest row is from February 2020, and the audit is in 2026."""
    return {"data": {"order_date": days("2020-01-01", 60), "amount": range(60)}, "as_of": "2026-02-01"}


@plant(2163.0, ("snapshot_date",))
def stale_data__moment() -> Case:
    """All rows are from 1 March 2020, and the audit is in 2026."""
    return {
        "data": {"snapshot_date": [dt.datetime(2020, 3, 1)] * 60, "amount": range(60)},
        "time": "snapshot_date",
        "as_of": "2026-02-01",
    }


@plant(0.03, ("heat",), None, [500, 501, 502, 503, 504, 505, 506, 507, 508, 509])
def stuck_values() -> Case:
    """A sensor gives 18.3 degrees in 60 hours running."""
    heat = np.round(drawn().normal(20, 3, 2000), 1)
    heat[500:560] = 18.3
    return {"data": {"measured_at": pd.date_range("2023-01-01", periods=2000, freq="h"), "heat": heat}}


@plant(0.0833333, ("year",))
def time_gaps() -> Case:
    """There is a row a year from 2000 to 2011, but none of 2007."""
    return {"data": {"year": [year for year in range(2000, 2012) if year != 2007], "sales": range(11)}}


@plant(0.8, ("order_date",), (0.691099, 0.887654))
def unfinished_periods() -> Case:
    """Each day has about 100 orders; the last one has 20 so far."""
    orders = [*(95 + k % 11 for k in range(90)), 20]
    dates = np.repeat(pd.date_range(end="2024-01-10", periods=91), orders)
    return {"data": {"order_date": dates, "amount": np.arange(sum(orders))}, "as_of": "2024-01-10"}
