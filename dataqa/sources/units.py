"""Numbers with a sign of money, a percent sign or a unit, and negative amounts in brackets."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from unicodedata import category

import polars as pl

from dataqa.sources.messages import listed
from dataqa.sources.separators import BLANKS

_SIGN = r"[+\-−]?"
_NUMBER = rf"[0-9](?:[0-9.,{BLANKS}]*[0-9])?\.?|\.[0-9]+"
_BEFORE = r"(?:US|AU?|CA?|R|NZ|HK|S|MX)?\p{Sc}|[A-Z]{3}|Rs\.?|[Kk]r\.?|Fr\.?|Kč|zł"
_AFTER = r"[/%‰°\p{Sc}\p{L}″′\"'](?:[^0-9()]*\p{L}[23])?[^0-9()]*"
WRITTEN = (
    rf"^(?P<open>\()?(?P<sign>{_SIGN})\s*(?P<before>{_BEFORE})?\s*(?P<inner>{_SIGN})(?P<number>{_NUMBER})"
    rf"(?P<gap>\s*)(?P<after>{_AFTER})?(?P<close>\))?(?P<behind>[-−]?)$"
)
"""A number as people write it: ``$1,234.50``, ``(1,234)``, ``12.0 oz.``, ``5 %``, ``30 °C``, ``100-``."""

# fmt: off
_MONEY = frozenset(
    ("USD", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "NZD", "CNY", "RMB", "INR", "BRL", "SEK", "NOK", "DKK", "ISK", "PLN", "CZK",
     "HUF", "RUB", "TRY", "MXN", "ZAR", "KRW", "SGD", "HKD", "THB", "ILS", "AED", "SAR", "QAR", "KWD", "IDR", "MYR", "PHP", "VND",
     "UAH", "RON", "BGN", "ARS", "CLP", "COP", "PEN", "UYU", "EGP", "MAD", "TND", "NGN", "KES", "GHS", "TZS", "UGX", "ETB", "PKR",
     "BDT", "LKR", "NPR", "TWD", "KZT", "GEL", "RSD", "KR", "KČ", "ZŁ", "LEI", "RS", "FR", "РУБ", "EURO", "EUROS", "DOLLAR",
     "DOLLARS", "CENT", "CENTS")
)
_FAMILIES: tuple[dict[str, float], ...] = (
    {"nm": 1e-9, "µm": 1e-6, "um": 1e-6, "mm": 1e-3, "cm": 1e-2, "dm": 0.1, "m": 1.0, "meter": 1.0, "metre": 1.0, "km": 1e3,
     "in": 0.0254, "inch": 0.0254, "inche": 0.0254, '"': 0.0254, "″": 0.0254, "ft": 0.3048, "feet": 0.3048, "foot": 0.3048,
     "'": 0.3048, "′": 0.3048, "yd": 0.9144, "yard": 0.9144, "mi": 1609.344, "mile": 1609.344},
    {"µg": 1e-9, "mcg": 1e-9, "mg": 1e-6, "g": 1e-3, "gr": 1e-3, "gram": 1e-3, "kg": 1.0, "kilo": 1.0, "t": 1e3, "tonne": 1e3,
     "lb": 0.45359237, "pound": 0.45359237, "oz": 0.028349523125, "ounce": 0.028349523125,
     "st": 6.35029318, "stone": 6.35029318},
    {"ms": 1e-3, "s": 1.0, "sec": 1.0, "second": 1.0, "min": 60.0, "minute": 60.0, "h": 3600.0, "hr": 3600.0, "hour": 3600.0,
     "d": 86400.0, "day": 86400.0, "wk": 604800.0, "week": 604800.0},
    {"mo": 1.0, "mth": 1.0, "month": 1.0, "y": 12.0, "yr": 12.0, "year": 12.0},
    {"ml": 1e-3, "cl": 1e-2, "dl": 0.1, "l": 1.0, "liter": 1.0, "litre": 1.0, "hl": 100.0},
    {"kb": 1.0, "mb": 1024.0, "gb": 1024.0**2, "tb": 1024.0**3},
    {"kb/s": 1.0, "mbp": 1e3, "mbps": 1e3, "gbp": 1e6},
    {"w": 1.0, "kw": 1e3, "mw": 1e6, "gw": 1e9},
    {"wh": 1.0, "kwh": 1e3, "mwh": 1e6},
    {"hz": 1.0, "khz": 1e3, "mhz": 1e6, "ghz": 1e9},
    {"m/s": 1.0, "km/h": 1 / 3.6, "kmh": 1 / 3.6, "kph": 1 / 3.6, "mph": 0.44704, "kn": 1852 / 3600, "knot": 1852 / 3600},
    {"": 1.0, "k": 1e3, "m": 1e6, "mn": 1e6, "mio": 1e6, "million": 1e6, "b": 1e9, "bn": 1e9, "billion": 1e9},
    {"": 1.0, "lakh": 1e5, "lac": 1e5, "crore": 1e7, "cr": 1e7}, {"": 1.0, "千": 1e3, "万": 1e4, "萬": 1e4, "億": 1e8, "亿": 1e8},
    {"": 1.0, "dozen": 12.0, "dz": 12.0, "doz": 12.0},
    {"‰": 0.1, "%": 1.0, "percent": 1.0, "pct": 1.0},
    {"°c": 1.0, "°f": 5 / 9},
)
_ALONE = frozenset(
    ("k", "c", "f", "°", "v", "mv", "a", "ma", "mah", "ah", "bar", "psi", "hpa", "kpa", "pa", "mmhg", "bpm", "rpm",
     "hp", "bhp", "ps", "cc", "ccm", "cal", "kcal", "kj", "j", "n", "nm", "kmpl", "mpg", "db", "lm", "lx", "px", "dpi", "ppm",
     "ppb", "m2", "m²", "m3", "m³", "cm2", "cm²", "cm3", "cm³", "km2", "km²", "ha", "acre", "sqft", "sqm", "ft2", "ft²", "mol",
     "mmol", "mg/dl", "mmol/l", "g/l", "kg/m3", "kg/m2", "l/km", "x")
)
# fmt: on
_OFFSETS = {("°f", "°c"): -160 / 9, ("°c", "°f"): 32.0}
"""What is added to a temperature in the first unit, once multiplied, for one in the second."""
_LETTERS = frozenset("mgklxsh千万萬億亿")
"""Units of one letter that stand right behind the number: 5m; the A of 5A is a letter."""
_CRORES = frozenset({"lakh", "lac", "crore"})
_MOST = 100
_COMMON = 0.9
_DIGITS = 6
"""Digits of a number up to which a letter right behind it may be a unit or thousands."""
_SHORT, _ALIKE = 3, 0.75
"""Letters of a unit from which on a slip leaves it recognisable, and how alike it must be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitReading:
    """Texts parted into a number and what stands around it.

    Attributes
    ----------
    numbers : polars.Series of String
        The numbers with their sign, marks of thousands and all.
    good : polars.Series of bool
        Which cells are numbers in the one unit, or in one that can be converted to it.
    factors, offsets : polars.Series of Float64 or None
        What each is to be multiplied by, and what is to be added then; None where all have one unit.
    ways : mapping of str to int
        Count of cells by what is written around the number; empty where that is nothing or brackets only.
    others : polars.Series of bool
        Cells with another unit than most have.
    bracketed : bool
        True where brackets stand for a minus sign.
    multiples : bool
        True where what stands behind the numbers is thousands and millions.
    note : str
        What was read how.
    """

    numbers: pl.Series
    good: pl.Series
    factors: pl.Series | None
    offsets: pl.Series | None
    ways: Mapping[str, int]
    others: pl.Series
    bracketed: bool
    multiples: bool
    note: str


def parted(texts: pl.Series) -> pl.DataFrame:
    """Part texts into a number and what stands around it.

    Parameters
    ----------
    texts : polars.Series of String
        Stripped texts.

    Returns
    -------
    polars.DataFrame
        A row for each text: ``number`` (null where it is none), ``sign``, ``inner`` and ``behind`` for minus signs, ``open`` for
        a bracket, ``before`` and ``after`` for what is written there, both together as ``written``, and ``apart`` where a blank
        stands between.
    """
    parts = texts.str.extract_groups(WRITTEN).struct.unnest()
    return parts.with_columns(
        pl.when(pl.col("open").is_null() == pl.col("close").is_null()).then(pl.col("number")),
        pl.concat_str(pl.col("before").fill_null(""), pl.col("after").fill_null("").str.strip_chars()).alias("written"),
        pl.col("gap").str.len_chars().fill_null(0).gt(0).alias("apart"),
        pl.col("before", "after").fill_null(""),
    )


def measured(texts: pl.Series) -> UnitReading | None:
    """Part texts into numbers and units; None where units are not of one kind."""
    parts = parted(texts)
    matched = pl.col("number").is_not_null()
    pairs = parts.filter(matched).group_by("before", "after", "written").agg(pl.len().alias("rows"), pl.col("apart").any())
    pairs = pairs.sort(["rows", "written"], descending=[True, False])
    if not pairs.height or pairs.height > _MOST:
        return None
    found = _scale(pairs)
    if found is None or _numbered(parts.filter(matched)):
        return None
    scale, scaled = found
    behind = (pl.col("written").str.len_chars() == 1) & ~pl.col("apart") & pl.col("after").str.contains(r"^\p{L}")
    letters = parts.filter(matched & behind)
    if letters.height and letters.get_column("number").str.count_matches("[0-9]").quantile(0.5, "nearest") > _DIGITS:  # type: ignore[operator]
        return None  # 54362315K: a number of an identity card, whose last letter is a check
    units = pairs.with_columns(scale)
    parts = parts.join(
        units.select("before", "after", "factor", "offset", "main"), on=["before", "after"], how="left", maintain_order="left"
    )
    negative = pl.any_horizontal(pl.col("sign", "inner", "behind").is_in(["-", "−"]).fill_null(False), pl.col("open").is_not_null())
    parts = parts.with_columns(
        pl.concat_str(pl.when(negative).then(pl.lit("-")).otherwise(pl.lit("")), pl.col("number")).alias("number"),
        (matched & pl.col("factor").is_not_null()).alias("good"),
        pl.col("factor").fill_null(1.0),
        pl.col("offset").fill_null(0.0),
        (matched & (pl.col("written") != "") & ~pl.col("main").fill_null(False)).fill_null(False).alias("odd"),
    )
    good = parts.get_column("good").fill_null(False)
    bracketed = parts.filter(pl.col("open").is_not_null() & pl.col("good"))
    signed = (
        parts.filter(pl.col("good")).select((pl.col("sign").is_in(["-", "−"]) | pl.col("inner").is_in(["-", "−"])).any()).item()
    )
    if bracketed.height and (bracketed.height == int(good.sum()) or signed):
        return None  # (1), (2): a list, or a note, and no negative amount
    by_text = units.group_by("written").agg(pl.col("rows").sum()).sort(["rows", "written"], descending=[True, False])
    named = dict(by_text.iter_rows())
    factors = parts.get_column("factor")
    return UnitReading(
        numbers=parts.get_column("number"),
        good=good,
        factors=factors if (factors.filter(good) != 1.0).any() else None,
        offsets=parts.get_column("offset") if (parts.get_column("offset").filter(good) != 0.0).any() else None,
        ways=named if any(named) else {},
        others=parts.get_column("odd"),
        bracketed=bool(bracketed.height or parts.get_column("behind").is_in(["-", "−"]).any()),
        multiples=scaled,
        note=_note(units, bool(bracketed.height), multiples=scaled),
    )


def _numbered(parts: pl.DataFrame) -> bool:
    """Return whether the numbers count the entries of a list: ``1. option``, ``2. other``."""
    point = pl.col("number").str.ends_with(".") & (pl.col("after") != "") & pl.col("apart")
    return bool(parts.height and 2 * int(parts.select(point.sum()).item()) > parts.height)


def _scale(pairs: pl.DataFrame) -> tuple[pl.DataFrame, bool] | None:
    """Return what each way to write a number is multiplied by, null where it is another thing; and whether these are multiples."""
    rows = list(pairs.select("before", "after", "rows", "apart").iter_rows())
    total = sum(count for *_, count, _ in rows)
    monies: dict[str, int] = {}
    kinds: dict[str, int] = {}
    split: list[tuple[str, str, bool] | None] = []
    for before, after, count, apart in rows:
        money, unit = _parted(before, after)
        if before and not money:
            split.append(None)
            continue
        split.append((money, unit, apart))
        monies[money] = monies.get(money, 0) + count
        kinds[unit] = kinds.get(unit, 0) + count
    named = {money: count for money, count in monies.items() if money}
    main_money = max(named, key=lambda key: named[key], default="")
    some = {unit: count for unit, count in kinds.items() if unit}
    main = max(some, key=lambda key: some[key], default="")
    apart = any(one is not None and one[1] == main and one[2] for one in split)
    # without lakhs or money beside it, cr is the credit of a ledger, or credits of a course
    credit = main == "cr" and not main_money and not _CRORES & some.keys()
    if (
        main
        and (credit or not _known(main))
        and not ((apart or main_money) and some[main] >= _COMMON * total and _is_noun(rows, main))
    ):
        return None
    if len(main) == 1 and main.isalpha() and main not in _LETTERS and not apart and not main_money:
        return None
    family = {} if credit else _family(some, main)
    if "" in family:
        main = ""  # thousands, millions, dozens: a number alone is itself
    factors: list[float | None] = []
    offsets: list[float] = []
    mains: list[bool] = []
    for one in split:
        good = one is not None and one[0] in ("", main_money)
        factor = None if one is None or not good else _factor(one[1], main, family)
        factors.append(factor)
        offsets.append(0.0 if one is None else _OFFSETS.get((one[1], main), 0.0))
        mains.append(bool(one is not None and good and one[1] in ("", main)))
    frame = pl.DataFrame(
        {
            "factor": pl.Series(factors, dtype=pl.Float64),
            "offset": pl.Series(offsets, dtype=pl.Float64),
            "main": pl.Series(mains, dtype=pl.Boolean),
        }
    )
    return frame, "" in family


def _parted(before: str, after: str) -> tuple[str, str]:
    """Return the sign of money and the unit of one way to write a number, as few different ones as possible."""
    money, unit = before.rstrip("."), after.strip().rstrip(".")
    if len(money) == 3 and money.isalpha() and money not in _MONEY:
        return "", unit
    if unit.upper() in _MONEY or (unit and not unit[0].isalpha() and unit[0] not in "%‰°″′\"'"):
        return (money or unit.upper()), ""
    lowered = "mn" if unit == "M" else unit.lower()  # a million, and no metre
    if len(lowered) > 2 and lowered.endswith("s") and lowered not in _ALONE and not _known(lowered):
        lowered = lowered.removesuffix("s")
    return money, lowered


def is_money(written: str) -> bool:
    """Return whether what stands beside a number is a sign or a code of money: ``$``, ``EUR``, ``R$``."""
    return any(category(letter) == "Sc" for letter in written) or written.rstrip(".").upper() in _MONEY


def _is_noun(rows: list[tuple[str, str, int, bool]], main: str) -> bool:
    """Return whether an unknown unit is one word in lower case, as "patients"; "Park Road" is a street and no unit."""
    return " " not in main and all(after.strip()[:1].islower() for _, after, *_ in rows if after.strip().lower().startswith(main))


def is_unit(text: str) -> bool:
    """Return True of a unit or sign of money that stands alone: ``kg``, ``[m/s]``, ``EUR``."""
    parts = re.split(r"[/·*]", text.strip(" ()[]"))
    return all(_known(part.lower()) or part.upper() in _MONEY for part in parts)


def known_unit(written: str) -> str | None:
    """Return a unit in the spelling that is known here, as ``"kg"`` of ``"kgs"``; empty of nothing, None of what is no unit."""
    spelt = (written, written.removesuffix("s"))
    return next((one for one in spelt if not one or (_known(one) and not one.isnumeric())), None)


def different_units(units: Sequence[str]) -> bool:
    """Return whether some of these known units are not the same unit in another spelling."""
    sizes = {_size(unit) for unit in units}
    return len(sizes) > 1


def _size(unit: str) -> tuple[int, float] | str:
    return next(((place, family[unit]) for place, family in enumerate(_FAMILIES) if unit in family), unit)


def _known(unit: str) -> bool:
    return unit in _ALONE or any(unit in family for family in _FAMILIES)


def _family(units: Mapping[str, int], main: str) -> dict[str, float]:
    """Return the kind of quantity to which most of the units belong."""
    fits = [family for family in _FAMILIES if main in family]
    return max(fits, key=lambda family: sum(count for unit, count in units.items() if unit in family), default={})


def _factor(unit: str, main: str, family: Mapping[str, float]) -> float | None:
    if "" in family:
        return family.get(unit)
    if unit in ("", main):
        return 1.0
    if unit in family:
        return family[unit] / family[main]
    # "7 patiexts" among patients, "12 oz. can" among ounces: the number is what the others are
    rest = unit.removeprefix(main).removeprefix("s")
    alike = (unit.startswith(main) and rest[:1] in (" ", ".", ",")) or (
        len(main) > _SHORT and SequenceMatcher(None, unit, main).ratio() >= _ALIKE
    )
    return 1.0 if alike else None


def _note(units: pl.DataFrame, bracketed: bool, *, multiples: bool) -> str:
    written = [unit for unit in units.filter(pl.col("main")).get_column("written").to_list() if unit]
    converted = units.filter(pl.col("factor").is_not_null() & ~pl.col("main")).get_column("written").unique(maintain_order=True)
    notes = [f"read as numbers in {listed(written[:1])}"] if written else []
    if len(converted) and multiples:
        notes.append(f"{listed(converted.to_list())} multiplied out")
    elif len(converted):
        notes.append(f"{listed(converted.to_list())} converted")
    if bracketed:
        notes.append("numbers in brackets were read as negative")
    return "; ".join(notes)
