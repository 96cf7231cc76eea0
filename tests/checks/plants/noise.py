"""Planted frames of the checks of noise."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

import numpy as np
from planting import Case, days, drawn, plant


@plant(0.005, ("weekday",), (0.000883169, 0.0277737), [5])
def broken_arithmetic() -> Case:
    """One of 200 weekdays does not fit its date."""
    dates = days("2024-01-01", 200)
    words = [f"{day:%a}" for day in dates]
    words[5] = "Mon"
    return {"data": {"sold": dates, "weekday": words}}


@plant(0.01, ("city",), (0.00274666, 0.0357218), [46, 5])
def broken_dependencies() -> Case:
    """Each of twenty postcodes has one city, but for two of 200 rows."""
    cities = ["Aachen", "Bonn", "Celle", "Dachau", "Erfurt", "Fulda", "Gera", "Hagen", "Ilmenau", "Jena"]
    which = [k % 20 for k in range(200)]
    city = [cities[k // 2] for k in which]
    city[5], city[46] = "Jena", "Dachai"
    return {"data": {"zip": [f"{10_000 + 7 * k}" for k in which], "city": city}}


@plant(0.0322581, ("link",), (0.00889137, 0.110205), [60, 61])
def broken_formats() -> Case:
    """Two of 62 web addresses are none."""
    return {"data": {"link": [*(f"https://example.org/{k}" for k in range(60)), "example.org/61", "htp://example.org"]}}


@plant(0.00333333, ("code",), (0.000588658, 0.0186367), [299])
def broken_formats__default() -> Case:
    """All but one of 300 codes look like AB-1234."""
    return {"data": {"code": [*(f"AB-{k * 37 % 9000 + 1000}" for k in range(299)), "AB12345"]}}


@plant(0.00666667, ("key",), (0.00183015, 0.0239776), [90, 7])
def broken_formats__keys() -> Case:
    """Two of 300 keys are too short or have a letter beyond f."""
    digits = "0123456789abcdef"
    keys = ["".join(drawn(k).choice(list(digits), 16)) for k in range(300)]
    keys[7], keys[90] = keys[7][:15] + "z", keys[90][:12]
    return {"data": {"key": keys, "amount": range(300)}}


@plant(0.126667, ("code",), (0.0936922, 0.169081), [0, 296, 272, 248, 224, 200, 176, 152, 128, 104])
def broken_formats__separators() -> Case:
    """38 of 300 codes have a slash instead of a hyphen."""
    return {"data": {"code": [f"{k * 37 % 900 + 100}{'/' if k % 8 == 0 else '-'}{k * 53 % 9000 + 1000}" for k in range(300)]}}


@plant(0.00333333, ("temp_max",), (0.000588658, 0.0186367), [9])
def broken_order() -> Case:
    """One of 300 days has a highest temperature below its lowest."""
    draw = drawn(6)
    low = draw.normal(12, 8, 300).round(1)
    high = (low + draw.gamma(1, 6, 300)).round(1)
    high[9] = -35.5
    return {"data": {"temp_min": low, "temp_max": high}}


@plant(0.00333333, ("rental_end",), (0.000588658, 0.0186367), [17])
def broken_order__dates() -> Case:
    """One of 300 rentals ends before it starts."""
    draw = drawn(3)
    start = [dt.datetime(2023, 1, 1) + dt.timedelta(days=int(k)) for k in draw.integers(0, 500, 300)]
    end = [day + dt.timedelta(days=int(k)) for day, k in zip(start, draw.integers(0, 40, 300), strict=True)]
    end[17] = dt.datetime(2021, 3, 5)
    return {"data": {"rental_start": start, "rental_end": end}}


@plant(0.0909091, ("work",), (0.0314039, 0.235726), [20, 21, 22])
def category_spellings() -> Case:
    """ "Private" is also written "private" and "PRIVATE", and "Self-emp" also "Self emp"."""
    return {"data": {"work": ["Private"] * 20 + ["private", "PRIVATE", "Self emp"] + ["Self-emp"] * 10}}


@plant(0.0833333, ("company",), (0.0148651, 0.353880), [11])
def category_spellings__once() -> Case:
    """Of 12 rows, two name one company: with a point at the end, and without."""
    return {"data": {"company": ["Agrosan"] * 5 + ["Gentos"] * 5 + ["Beltrame y Cía", "Beltrame y Cía."]}}


@plant(0.1, ("need",), (0.0178762, 0.404150), [9])
def category_spellings__word() -> Case:
    """One of ten lines of a plan has two letters of a word changed."""
    needs = [
        "construction of school buildings",
        "distribution of winter blankets",
        "training of village nurses",
        "repair of water pumps",
    ]
    more = [
        "treatment of sick children",
        "transport of medical equipment",
        "support for small farmers",
        "payment of teachers salaries",
    ]
    return {"data": {"need": [*needs, *more, "other", "distribution of hygeine items"]}}


@plant(0.166667, ("month",), (0.0583658, 0.39222), [15, 16, 17])
def category_synonyms() -> Case:
    """Three of 18 months are shortened."""
    return {"data": {"month": ["January", "February", "December"] * 5 + ["Jan", "Feb", "Dec"]}}


@plant(0.1, ("smoker",), (0.0395795, 0.230518), [36, 37, 38, 39])
def category_synonyms__truth() -> Case:
    """Of 40 answers most are yes and no, and four are Y and N."""
    return {"data": {"smoker": ["yes", "no"] * 18 + ["Y", "N"] * 2}}


@plant(0.349751, ("pressure",), (0.321042, 0.378568))
def heaped_digits() -> Case:
    """A third of 2,000 blood pressures are rounded to 5."""
    draw = drawn()
    pressure = draw.normal(130, 18, 2000).round()
    return {"data": {"pressure": np.where(draw.random(2000) < 0.35, (pressure / 5).round() * 5, pressure)}}


@plant(52.0203, ("cases",), None, [59, 58, 57, 56])
def heavy_tails() -> Case:
    """Each number of cases is 30% larger than the one before."""
    return {"data": {"cases": [int(float(f"{100 * 1.3**k:.2g}")) for k in range(60)]}}


@plant(0.15, ("lead",), (0.0809744, 0.261146), [*range(51, 60)])
def mixed_types__bounds() -> Case:
    """Nine of 60 concentrations are below what the instrument can measure."""
    return {"data": {"lead": [f"{0.5 + n * 0.07:.2f}" for n in range(51)] + ["<0.5"] * 9}}


@plant(0.333333, ("title",), (0.0967714, 0.700007), [2, 5])
def mixed_types() -> Case:
    """Two of six titles of films are numbers."""
    return {"data": {"title": ["Alien", "Jaws", 300, "Heat", "Big", 1408]}}


@plant(0.0243902, ("age",), (0.00431853, 0.125951), [40])
def mixed_types__default() -> Case:
    """One of 41 ages says "about 40"."""
    return {"data": {"age": [*(f"{20 + k}" for k in range(40)), "about 40"]}}


@plant(0.1, ("sold",), (0.0395795, 0.230518), [9, 19, 29, 39])
def mixed_types__dates() -> Case:
    """36 dates are written like 2023-01-31, and 4 like 31.01.2023."""
    return {
        "data": {"sold": [f"{day:%d.%m.%Y}" if k % 10 == 9 else f"{day:%Y-%m-%d}" for k, day in enumerate(days("2023-01-25", 40))]}
    }


@plant(1.0, ("weight",), (0.939828, 1.0))
def mixed_types__units() -> Case:
    """Weights are written with their unit: "12.5 kg"."""
    return {"data": {"weight": [f"{10 + k / 2} kg" for k in range(60)]}}


@plant(0.166667, ("weight",), (0.0931318, 0.280316), [50, 51, 52, 53, 54, 55, 56, 57, 58, 59])
def mixed_types__decimals() -> Case:
    """50 weights have a decimal point, and 10 a decimal comma."""
    return {
        "data": {"weight": [*(f"{10 + k / 8:.2f}" for k in range(50)), *(f"{20 + k / 8:.2f}".replace(".", ",") for k in range(10))]}
    }


@plant(0.04, ("gene",), (0.0136961, 0.1111299), [72, 73, 74])
def mixed_types__became_dates() -> Case:
    """A spreadsheet turned the names of three of 75 genes into dates."""
    return {"data": {"gene": [*(f"GEN{k}" for k in range(72)), "2-Sep", "1-Mar", "4-Dec"]}}


@plant(1.0, ("device",))
def mixed_types__rounded() -> Case:
    """A spreadsheet wrote 60 device numbers in scientific notation."""
    return {"data": {"device": [f"8.{60_000 + 137 * k}E+14" for k in range(60)]}}


@plant(0.00666667, ("billed",), (0.00183015, 0.0239776), [4, 90])
def near_copies() -> Case:
    """Two columns are equal in 298 of 300 rows."""
    fee = drawn(1).gamma(3, 9, 300).round(2)
    billed = fee.copy()
    billed[[4, 90]] = [900.5, 0.01]
    return {"data": {"fee": fee, "billed": billed}}


@plant(0.0322581, ("speed",), (0.0322581, 0.0322581), [30])
def outliers() -> Case:
    """One of 31 speeds is infinite."""
    return {"data": {"speed": [1.0, 2.0, 3.0] * 10 + [float("inf")]}}


@plant(0.00497512, ("height",), (0.00497512, 0.00497512), [200])
def outliers__default() -> Case:
    """One of 201 heights is 2,210, and all others lie around 170."""
    return {"data": {"height": [*drawn().normal(170, 9, 200).round(), 2210.0]}}


@plant(0.0133333, ("age",), (0.00677135, 0.0260874), [0, 1, 2, 4, 3, 6, 5, 7])
def sign_flips() -> Case:
    """8 of 600 ages have a minus sign."""
    age = drawn().integers(18, 80, 600)
    return {"data": {"age": np.where(np.arange(600) < 8, -age, age)}}


@plant(0.0111111, ("colour", "size"), (0.00305237, 0.039601), [7, 11])
def swapped_columns() -> Case:
    """Two of 180 rows have the size in place of the colour."""
    colour, size = ["red", "blue", "green"] * 60, ["small", "large"] * 90
    for row in (7, 11):
        colour[row], size[row] = size[row], colour[row]
    return {"data": {"colour": colour, "size": size}}


@plant(1.0, ("lat", "lon"), None, list(range(10)))
def swapped_columns__names() -> Case:
    """All of 40 places of the western United States have their longitude as latitude."""
    places = np.arange(40)
    return {"data": {"lat": -124 + places % 13 * 1.37, "lon": 32 + places % 7 * 2.3, "wells": places * 37 % 50}}


@plant(0.0357143, ("date",), (0.0205461, 0.0613788), [28, 29, 30, 31, 136, 137, 138, 139, 24, 25])
def swapped_dates() -> Case:
    """Twelve of 336 dates have day and month swapped, and lie outside the time of all others."""
    dates = [day.date() for day in days("2023-02-05", 84) for _ in range(4)]
    rows = [k for k, day in enumerate(dates) if day.day in (11, 12)][:12]
    return {"data": {"date": [dt.date(day.year, day.day, day.month) if k in rows else day for k, day in enumerate(dates)]}}


@plant(0.0133333, ("invoiced",), (0.00519696, 0.0337755), [166, 215, 18, 89])
def swapped_dates__other() -> Case:
    """Invoices follow orders by three days, but in four of 300 rows day and month are swapped."""
    ordered = days("2022-01-01", 600)[::2]
    invoiced = [day + dt.timedelta(days=3) for day in ordered]
    rows = [k for k, day in enumerate(invoiced) if day.day <= 12 and abs(day.day - day.month) > 4][5:45:10]
    invoiced = [day.replace(day=day.month, month=day.day) if k in rows else day for k, day in enumerate(invoiced)]
    return {"data": {"ordered": ordered, "invoiced": invoiced}}


@plant(0.333333, ("name",), (0.0967714, 0.700007), [0, 3])
def text_hygiene() -> Case:
    """Two of six names have an HTML entity: "R&eacute;mi"."""
    return {"data": {"name": ["R&eacute;mi", "Paul", "Zoe"] * 2}}


@plant(0.333333, ("user",), (0.0967714, 0.700007), [0, 3])
def text_hygiene__inside() -> Case:
    """Two of six records hold an HTML entity."""
    return {"data": {"user": [{"name": name} for name in ("R&eacute;mi", "Paul", "Zoe")] * 2}}


@plant(0.333333, ("name",), (0.0967714, 0.700007), [0, 3])
def text_hygiene__blanks() -> Case:
    """Two of six names end with a space."""
    return {"data": {"name": ["Remi ", "Paul", "Zoe"] * 2}}


@plant(0.333333, ("name",), (0.0967714, 0.700007), [0, 3])
def text_hygiene__control() -> Case:
    """Two of six names hold an invisible character."""
    return {"data": {"name": ["Re\u200bmi", "Paul", "Zoe"] * 2}}


@plant(0.333333, ("name",), (0.0967714, 0.700007), [0, 3])
def text_hygiene__encoding() -> Case:
    """Two of six names were read in a wrong encoding: "RÃ©mi"."""
    return {"data": {"name": ["RÃ©mi", "Paul", "Zoe"] * 2}}


@plant(0.333333, ("name",), (0.0967714, 0.700007), [0, 3])
def text_hygiene__lost() -> Case:
    """Two of six names have a question mark in place of a letter: "R?mi"."""
    return {"data": {"name": ["R?mi", "Paul", "Zoe"] * 2}}


@plant(0.333333, ("name",), (0.0967714, 0.700007), [0, 3])
def text_hygiene__escapes() -> Case:
    """Two of six names have an escape sequence for a letter."""
    return {"data": {"name": ["R\\u00e9mi", "Paul", "Zoe"] * 2}}


@plant(0.333333, ("name",), (0.0967714, 0.700007), [0, 3])
def text_hygiene__tags() -> Case:
    """Two of six names stand between HTML tags."""
    return {"data": {"name": ["<b>Remi</b>", "Paul", "Zoe"] * 2}}


@plant(0.333333, ("name",), (0.0967714, 0.700007), [1, 4])
def text_hygiene__letters() -> Case:
    """Two of six names have a Cyrillic letter that looks like an "a"."""
    return {"data": {"name": ["Remi", "P\u0430ul", "Zoe"] * 2}}


@plant(0.333333, ("name",), (0.0967714, 0.700007), [0, 3])
def text_hygiene__forms() -> Case:
    """Two of six names have an accent that is a character of its own."""
    return {"data": {"name": ["Re\u0301mi", "Paul", "Zoe"] * 2}}


@plant(0.333333, ("name",), (0.0967714, 0.700007), [0, 3])
def text_hygiene__inner() -> Case:
    """Two of six names have a non-breaking space between their words."""
    return {"data": {"name": ["Remi\u00a0Roy", "Paul Roy", "Zoe Roy"] * 2}}


@plant(0.0769231, ("department",), (0.0137104, 0.333140), [12])
def text_hygiene__spacing() -> Case:
    """Of 12 departments, one is written a second time with two spaces between its words."""
    places = ["north", "south", "east", "west", "upper", "lower", "inner", "outer", "old", "new", "first", "last"]
    return {"data": {"department": [*(f"{place} region" for place in places), "south  region"]}}


@plant(1.0, ("city",), (0.838875, 1.0), list(range(10)))
def guessed_encoding() -> Case:
    """All 20 cities of a file in Windows-1252 have an umlaut."""
    path = Path(tempfile.mkdtemp()) / "rows.csv"
    path.write_bytes(("city,rooms\n" + "Köln,2\nDüren,3\n" * 10).encode("cp1252"))
    return {"data": path}


@plant(0.5, ("city",), (0.299298, 0.700702), list(range(0, 20, 2)))
def guessed_encoding__doubtful() -> Case:
    """The cities of a file have letters that two encodings of central Europe read differently."""
    path = Path(tempfile.mkdtemp()) / "rows.csv"
    path.write_bytes(("city,rooms\n" + "Duša łaka,2\nKrakow,3\n" * 10).encode("iso8859_2"))
    return {"data": path}


@plant(0.1, (), (0.0278665, 0.301034))
def unreadable_rows() -> Case:
    """Two of 20 lines of a file have a cell too many."""
    path = Path(tempfile.mkdtemp()) / "rows.csv"
    path.write_text("age,rooms\n" + "31,2,3\n" * 2 + "42,2\n" * 18)
    return {"data": path}


@plant(0.001, ("width",), (0.000176546, 0.00564256), [234])
def unusual_combinations() -> Case:
    """One of 1,000 flowers is short and as wide as long ones are."""
    size = drawn().normal(size=(3, 1000))
    length = 50 + 10 * size[0]
    width = 20 + 4 * size[0] + 0.3 * size[1]
    width[np.argsort(length)[100]] = width[np.argsort(length)[900]]
    return {"data": {"length": length, "width": width, "depth": 9 + 2 * size[0] + 0.2 * size[2]}}


@plant(0.015, ("height",), (0.00689229, 0.0323346), [2, 5, 0, 3, 1, 4])
def wrong_units() -> Case:
    """Six of 400 heights are in millimetres instead of centimetres."""
    heights = drawn().normal(170, 9, 400)
    return {"data": {"height": np.where(np.arange(400) < 6, heights * 10, heights)}}


@plant(0.015, ("height",), (0.00689229, 0.0323346), [4, 1, 3, 0, 5, 2])
def wrong_units__default() -> Case:
    """Six of 400 heights are in metres instead of centimetres."""
    heights = drawn().normal(170, 9, 400)
    return {"data": {"height": np.where(np.arange(400) < 6, heights / 100, heights)}}


@plant(0.02, ("temperature",), (0.0114772, 0.0346301), [6, 7, 2, 5, 0, 3, 11, 1, 4, 10])
def wrong_units__temperature() -> Case:
    """Twelve of 600 temperatures are in degrees Fahrenheit instead of Celsius."""
    heat = drawn().normal(37, 0.5, 600).round(1)
    return {"data": {"temperature": np.where(np.arange(600) < 12, (heat * 9 / 5 + 32).round(1), heat)}}


COUNTRY_CODES = [
    "DE",
    "FR",
    "IT",
    "ES",
    "PT",
    "NL",
    "BE",
    "AT",
    "CH",
    "PL",
    "CZ",
    "SK",
    "HU",
    "RO",
    "BG",
    "GR",
    "SE",
    "FI",
    "DK",
    "NO",
]


@plant(0.1, ("country",), (0.0178762, 0.404150), [9])
def stray_values() -> Case:
    """One of ten countries has two letters changed."""
    return {
        "data": {"country": ["France", "Spain", "Italy", "Poland", "Norway", "Greece", "Austria", "Hungary", "Romania", "Gremany"]}
    }


@plant(0.0714286, ("city",), (0.0127222, 0.314692), [13])
def stray_values__alone() -> Case:
    """One of 14 cities is an e-mail address."""
    cities = ["Aachen", "Bonn", "Celle", "Dachau", "Erfurt", "Fulda", "Gera", "Hagen", "Ilmenau", "Jena", "Köln", "Lahr", "Mainz"]
    return {"data": {"city": [*cities, "rathaus@gera.example.org"]}}


@plant(0.047619, ("country",), (0.00845599, 0.226694), [20])
def stray_values__form() -> Case:
    """One of 21 country codes is a name."""
    return {"data": {"country": [*COUNTRY_CODES, "Ireland"]}}


@plant(0.047619, ("country",), (0.00845599, 0.226694), [20])
def stray_values__code() -> Case:
    """One of 21 country codes does not exist."""
    return {"data": {"country": [*COUNTRY_CODES, "QK"]}}
