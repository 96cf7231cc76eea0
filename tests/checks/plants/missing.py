"""Planted frames of the checks of missing."""

from __future__ import annotations

import datetime as dt

import numpy as np
from planting import Case, days, drawn, plant, yes


@plant(0.111111, (), (0.0198909, 0.435), [1])
def empty_rows() -> Case:
    """In one of 9 rows, three of four cells are empty."""
    return {
        "data": {
            "age": [31, None, 33, 54, 25, 46, 27, 38, 62],
            "income": [2500, None, 3000, 4000, 2900, 6000, 7000, 8000, 1000],
            "debt": [300, None, 200, 100, 700, 200, 500, 600, None],
            "rooms": [9, 8, 7, 6, 5, 4, 3, 2, 1],
        }
    }


@plant(0.111111, (), (0.0198909, 0.435), [4])
def empty_rows__blank() -> Case:
    """One of 9 rows has no cell filled."""
    return {
        "data": {
            "age": [31, 42, 33, 54, None, 46, 27, 38, 62],
            "income": [2500, 3100, 3000, 4000, None, 6000, 7000, 8000, 1000],
            "rooms": [9, 8, 7, 6, None, 4, 3, 2, 1],
        }
    }


@plant(0.0243902, ("phone",), (0.00431853, 0.125951), [40])
def form_defaults() -> Case:
    """One of 41 phone numbers is 99999999."""
    return {"data": {"phone": [*(f"0{k * 7919 % 9000000 + 1000000}" for k in range(40)), "99999999"]}}


@plant(0.25, ("country",), (0.210079, 0.294677), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
def form_defaults__first_of_a_list() -> Case:
    """Afghanistan, the first of 31 countries, has 100 of 400 rows."""
    others = ["Albania", "Brazil", "Chile", "Denmark", "Egypt", "France", "Germany", "Hungary", "India", "Japan", "Kenya", "Latvia"]
    others += ["Mexico", "Norway", "Oman", "Peru", "Qatar", "Romania", "Spain", "Turkey", "Uganda", "Vietnam", "Yemen", "Zambia"]
    others += ["Belgium", "Canada", "Ecuador", "Finland", "Greece", "Iceland"]
    return {"data": {"country": ["Afghanistan"] * 100 + others * 10, "age": [18 + k % 60 for k in range(400)]}}


@plant(0.1025, ("birth_date",), (0.0764589, 0.136103), [306, 360, 361, 362, 363, 364, 365, 366, 367, 368])
def form_defaults__new_year() -> Case:
    """41 of 400 dates of birth are on 1 January, of ten different years."""
    born = [dt.datetime(1960, 1, 2) + dt.timedelta(days=k * 37) for k in range(360)]
    return {"data": {"birth_date": [*born, *(dt.datetime(1960 + k % 10, 1, 1) for k in range(40))], "amount": range(400)}}


@plant(0.0333333, ("latitude", "longitude"), (0.00918932, 0.113638), [58, 59])
def form_defaults__place_zero() -> Case:
    """Two of 60 places lie at 0 degrees north and 0 degrees east."""
    data = {"latitude": [48.1 + k * 37 % 101 / 90 for k in range(58)], "longitude": [9.1 + k * 53 % 97 / 90 for k in range(58)]}
    return {"data": {name: [*cells, 0.0, 0.0] for name, cells in data.items()}}


@plant(0.02, ("height",), (0.00550197, 0.0700118), [0, 99])
def impossible_zeros() -> Case:
    """Two of 100 heights are 0."""
    return {"data": {"height": [0, *(150 + k % 40 for k in range(98)), 0]}}


@plant(0.5, ("age",), (0.396962, 0.596168), [0, 4, 8, 12, 16, 20, 24, 28, 32, 36])
def missing_by_columns() -> Case:
    """Half of the ages of new customers are empty, and none of old customers."""
    return {"data": {"customer": ["new", "old"] * 100, "age": [None if k % 4 == 0 else 20 + k % 37 for k in range(200)]}}


@plant(0.1, ("age",), (0.0553974, 0.145932), [1, 7, 13, 41, 47, 53, 81, 87, 93, 121])
def missing_by_target() -> Case:
    """The age is empty for 15% of the customers who leave, and for 5% of the others."""
    age = [None if (k // 2 * 7) % 20 < (3 if k % 2 else 1) else 20 + k % 37 for k in range(2000)]
    return {"data": {"age": age, "left": ["yes" if k % 2 else "no" for k in range(2000)]}, "target": "left"}


@plant(1.0, ("income",), (0.923039, 1.0), [425, 426, 427, 428, 429, 430, 431, 432, 433, 434])
def missing_by_time() -> Case:
    """From March 2021 on, the income is always empty."""
    income = [1000 + k % 37 if k < 425 else None for k in range(600)]
    return {"data": {"date": days("2020-01-01", 600), "income": income}, "time": "date"}


@plant(1.0, ("income",), (0.923039, 1.0), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
def missing_by_time__until() -> Case:
    """Before March 2021, the income is always empty."""
    income = [1000 + k % 37 if k >= 425 else None for k in range(600)]
    return {"data": {"date": days("2020-01-01", 600), "income": income}, "time": "date"}


@plant(1.0, ("income",), (0.932224, 1.0), [244, 245, 246, 247, 248, 249, 250, 251, 252, 253])
def missing_by_time__between() -> Case:
    """From September 2020 to March 2021, the income is always empty."""
    income = [None if 244 <= k < 456 else 1000 + k % 37 for k in range(600)]
    return {"data": {"date": days("2020-01-01", 600), "income": income}, "time": "date"}


@plant(1.0, ("income",), (0.698654, 1.0), [274, 275, 276, 277, 278, 279, 280, 281, 282, 283])
def missing_by_time__one_period() -> Case:
    """In October 2020, the income is always empty."""
    income = [None if 274 <= k < 305 else 1000 + k % 37 for k in range(600)]
    return {"data": {"date": days("2020-01-01", 600), "income": income}, "time": "date"}


@plant(0.75, ("street", "town"), (0.300642, 0.954413), [0, 1, 2])
def missing_together() -> Case:
    """Street and town are empty in the same three of four rows."""
    return {"data": {"street": [None, None, None, "Main Street"], "town": [None, None, None, "Bonn"]}}


@plant(0.2, ("age",), (0.150452, 0.260855), [1, 6, 11, 16, 21, 26, 31, 36, 41, 46])
def missing_values() -> Case:
    """40 of 200 ages are empty."""
    return {
        "data": {
            "age": [None if k % 5 == 1 else 20 + k * 7 % 60 for k in range(200)],
            "income": [1000 + k * 37 % 211 for k in range(200)],
        }
    }


@plant(0.02, ("left",), (0.00780443, 0.0502871), [1, 51, 101, 151])
def missing_values__target() -> Case:
    """4 of 200 labels are empty."""
    left = [None if k % 50 == 1 else ("yes" if k * 7 % 3 else "no") for k in range(200)]
    return {"data": {"age": [20 + k * 7 % 60 for k in range(200)], "left": left}, "target": "left"}


@plant(0.65, ("boat",), (0.602032, 0.695114), [0, 4, 5, 6, 7, 8, 9, 10, 12, 14])
def missing_values__leak() -> Case:
    """Only survivors have a number of a lifeboat."""
    draw = drawn()
    survived = draw.random(400) < 0.4
    boat = [f"{k % 16}" if lived and k % 50 else None for k, lived in enumerate(survived)]
    return {"data": {"age": draw.integers(18, 80, 400), "boat": boat, "survived": yes(survived)}, "target": "survived"}


@plant(0.75, ("colour",), (0.467695, 0.911058), [0, 1, 2, 4, 5, 6, 8, 9, 10])
def placeholder_values() -> Case:
    """Nine of 12 colours say "unknown" in German, French or Chinese."""
    return {"data": {"colour": ["keine Angabe", "Inconnu", "未知", "rot"] * 3}}


@plant(0.25, ("colour",), (0.0, 0.40194), [0, 4, 8, 12, 16, 20, 24, 28, 32, 36])
def placeholder_values__perhaps() -> Case:
    """A quarter of the rows have the colour "none"."""
    return {"data": {"colour": ["none", "blue", "green", "red"] * 10}}


@plant(0.2, ("days",), (0.0566822, 0.509838), [2, 5])
def sentinel_numbers() -> Case:
    """Two of ten stays have 999 days."""
    return {"data": {"days": [3, 7, 999, 5, 4, 999, 6, 2, 9, 3]}}


@plant(0.333333, ("area",), (0.282393, 0.388488), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
def value_spikes() -> Case:
    """100 of 300 flats have the mean of all other areas."""
    return {"data": {"area": [149.5] * 100 + [50 + k for k in range(200)]}}


@plant(0.333333, ("area",), (0.0, 0.388488), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
def value_spikes__default() -> Case:
    """100 of 300 flats have an area of exactly 80."""
    return {"data": {"area": [80.0] * 100 + [50 + k * 37 % 200 + k / 500 for k in range(200)]}}


@plant(0.335548, ("income",), (0.284575, 0.390666), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
def value_spikes__median() -> Case:
    """100 of 300 incomes are the median of all others."""
    others = np.sort(np.exp(7 + drawn().normal(size=201))).round(2)
    return {"data": {"income": [others[100]] * 100 + others.tolist()}}


@plant(0.1975, ("income",), (0.0, 0.239312), [6, 7, 19, 21, 24, 39, 41, 42, 46, 47])
def value_spikes__cap() -> Case:
    """All incomes above 4,000 are given as 4,000."""
    return {"data": {"income": np.minimum(drawn().normal(3500, 600, 400).round(), 4000)}}
