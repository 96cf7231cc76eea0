from __future__ import annotations

import numpy as np

DRAWN = np.random.default_rng(0)
PRESSURE = DRAWN.normal(130, 18, 2000).round()


def test_a_third_is_rounded(judge):
    told = np.where(DRAWN.random(2000) < 0.35, (PRESSURE / 5).round() * 5, PRESSURE)
    (issue,) = judge("heaped-digits", {"pressure": told})
    assert (issue.columns, issue.severity) == (("pressure",), "info")
    assert 0.3 < issue.value < 0.4
    assert issue.title == "`pressure` ends in 0 or 5 in 48% of its values; 20% would be expected"


def test_smooth_numbers_are_quiet(judge):
    rows = {"pressure": PRESSURE, "days": DRAWN.exponential(60, 2000).round(), "any": DRAWN.integers(0, 500, 2000)}
    assert judge("heaped-digits", rows) == []


def test_a_column_in_fives_has_a_unit(measure):
    assert measure("heaped-digits", {"price": (PRESSURE / 5).round() * 5, "dozens": PRESSURE.round() * 12}) == []


def test_what_has_no_last_digits_to_speak_of_is_quiet(measure):
    heaped = np.where(DRAWN.random(2000) < 0.35, (PRESSURE / 5).round() * 5, PRESSURE)
    (found,) = measure("heaped-digits", {"pressure": heaped[:400]})
    assert found.details["ends"] > 0.35
    assert measure("heaped-digits", {"pressure": heaped[:100]}) == []  # fewer than 100 from ten to ten
    assert measure("heaped-digits", {"pressure": np.append(heaped, [140.0] * 20_000)}) == []  # a default
    assert measure("heaped-digits", {"evens": heaped * 2}) == []  # a unit
    assert measure("heaped-digits", {"visit_number": heaped}) == []
