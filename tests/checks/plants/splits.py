"""Planted frames of what training and test rows share."""

from __future__ import annotations

from planting import Case, days, plant


@plant(0.5, (), (0.0945312, 0.905469), [1])
def test_overlap() -> Case:
    """One of two test rows is in the training data, too."""
    data = {"age": [31, 42, 53, 64], "town": ["Bonn", "Kiel", "Mainz", None], "left": ["no", "yes", "no", "yes"]}
    return {"data": data, "target": "left", "test": {"town": ["Kiel", "Trier"], "age": [42.0, 53.0]}}


@plant(0.0833333, ("date",), (0.0148651, 0.35388), [49])
def time_overlap() -> Case:
    """One of 12 test days is older than the newest training day."""
    dates = days("2024-01-01", 60)
    return {"data": {"date": dates[:50]}, "test": {"date": dates[48:]}}


@plant(1.0, ("date",), (0.757506, 1.0), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
def time_overlap__backwards() -> Case:
    """All 12 test days are older than all training days."""
    dates = days("2024-01-01", 60)
    return {"data": {"date": dates[12:]}, "test": {"date": dates[:12]}}
