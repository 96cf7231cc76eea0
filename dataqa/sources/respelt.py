"""Dates as databases, logs, mails and people write them, in the few forms that `sources.dates` reads."""

from __future__ import annotations

import re

import polars as pl

from dataqa.sources.date_words import in_english, other_words

_DAY_NAME = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?)"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[A-Za-z]*\.?"

# fmt: off
_ZONES = {
    "EST": "-05:00", "EDT": "-04:00", "CST": "-06:00", "CDT": "-05:00", "MST": "-07:00", "MDT": "-06:00", "PST": "-08:00",
    "PDT": "-07:00", "CET": "+01:00", "CEST": "+02:00", "MEZ": "+01:00", "MESZ": "+02:00", "EET": "+02:00", "EEST": "+03:00",
    "WET": "+00:00", "WEST": "+01:00", "MSK": "+03:00", "JST": "+09:00", "KST": "+09:00", "AEST": "+10:00", "AEDT": "+11:00",
}
"""Zones that mean one offset: those of RFC 2822, and those that no other country uses the letters of."""
_WEEK = r"(?:KW|CW|W|Week|Woche|week)"
_YEAR = r"(?:19|20)[0-9]{2}"
"""No year of a date is 4021: H1-4021 is a hydrant, W12-1036 a part."""
_FORMS: tuple[tuple[str, str], ...] = (
    (r"^([0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\s*[AaPp][Mm])?),?\s+(?:on )?(.*[0-9]{4})$", "$2 $1"),  # 2:00 pm May 6th, 2020
    (r"^(.*[0-9]:[0-9]{2}(?::[0-9]{2})?)\s*(?:Uhr|uur|h|hrs)\.?$", "$1"),                  # 23.03.2023, 21:10 Uhr
    (r"^(.*[0-9]),?\s+(?:um|om|à|at|kl\.?|alle|a las)\s+([0-9]{1,2}[:hH][0-9]{2})", "$1 $2"),
    (r"^(.*[0-9]),?\s+([0-9]{1,2})[hH]([0-9]{2})$", "$1 $2:$3"),                            # 23/03/2023 21h10
    (rf"^{_WEEK}\.?\s*([0-9]{{2}})[\s,/-]+({_YEAR})$", "$2-W$1-1"),                           # KW 12/2023
    (rf"^{_WEEK}\.?\s*([0-9])[\s,/-]+({_YEAR})$", "$2-W0$1-1"),
    (rf"^({_YEAR})[\s,/-]+{_WEEK}\s*([0-9]{{2}})$", "$1-W$2-1"), (rf"^({_YEAR})[\s,/-]+{_WEEK}\s*([0-9])$", "$1-W0$2-1"),
    (rf"^[Hh]([12])[-\s/]+({_YEAR})$", "$2-H$1"), (rf"^({_YEAR})[-\s/]?[Hh]([12])$", "$1-H$2"),  # 2023-H1
    (r"^([0-9]{4})-H1$", "$1-01-01"), (r"^([0-9]{4})-H2$", "$1-07-01"),
    (r"(:[0-9]{2})\s*(?:GMT|UTC)([+-][0-9]{4})(?:\s*\(.*\))?$", "$1$2"),                     # … GMT+0100 (CET), of JavaScript
    (r"([+-][0-9]{2}:?[0-9]{2}|Z)\[[A-Za-z_/+-]+\]$", "$1"),                                # …+01:00[Europe/Paris], of Java
    (r"^\[(.*[0-9].*)\]$", "$1"),                                                          # [23/Mar/2023:21:10:20 +0000]
    (rf"^(?i:{_DAY_NAME}),?\s+", ""),                                                      # Thu, 23 Mar 2023
    (rf"^([0-9]{{1,2}}) ({_MONTH}),? ([0-9]{{4}}) at ", "$1 $2 $3 "),
    (r"(:[0-9]{2}(?:\.[0-9]+)?)\s*(?:UTC|GMT|UT)$", "${1}Z"),                              # … UTC
    *((rf"(:[0-9]{{2}}(?:\.[0-9]+)?)\s*{name}$", f"${{1}}{offset}") for name, offset in _ZONES.items()),
    (r"(:[0-9]{2}(?:\.[0-9]+)?)\s*([+-][0-9]{2})$", "${1}${2}:00"),                        # … +00
    (r"^([0-9]{4})([0-9]{2})([0-9]{2})[T ]([0-9]{2})([0-9]{2})([0-9]{2}(?:[.,][0-9]+)?)", "$1-$2-$3 $4:$5:$6"),
    (r"^([0-9]{4})([0-9]{2})([0-9]{2})T([0-9]{2})([0-9]{2})", "$1-$2-$3 $4:$5"),
    (r"^([0-9]{1,2})/([A-Za-z]{3})/([0-9]{4})[: ]", "$1 $2 $3 "),                          # 23/Mar/2023:21:10:20
    (rf"^({_MONTH})\s+([0-9]{{1,2}}) ([0-9]{{1,2}}:[0-9]{{2}}:[0-9]{{2}}) (?:[A-Z]{{3,4}} )?([0-9]{{4}})$", "$1 $2 $4 $3"),
    (r"^([0-9]{1,2})(?:st|nd|rd|th) (?:of )?", "$1 "),                                     # 23rd March 2023
    (rf"^({_MONTH} [0-9]{{1,2}})(?:st|nd|rd|th)\b", "$1"),
    (rf"^([0-9]{{1,2}}) ({_MONTH}), ([0-9]{{4}})", "$1 $2 $3"),                            # 23 March, 2023
    (rf"^([0-9]{{4}})[- /]({_MONTH})[- /]([0-9]{{1,2}})", "$3 $2 $1"),                     # 2023-Mar-23
    (rf"^({_MONTH})[- ]([0-9]{{1,2}})[- ,/]+([0-9]{{4}})", "$1 $2 $3"),
    (rf"^({_MONTH})[-' /]+([0-9]{{2}})$", "01-$1-$2"),                                     # Mar-23
    (rf"^({_MONTH})[- ,/]+([0-9]{{4}})$", "01 $1 $2"),                                     # March 2023
    (rf"^([0-9]{{4}})[- ,/]+({_MONTH})$", "01 $2 $1"),
    (r"^(0[1-9]|1[0-2])[/.-]((?:19|20)[0-9]{2})$", "$2-$1"),                                # 03/2023
    (r"^([0-9]{4})\s*[年년]\s*([0-9]{1,2})\s*[月월]\s*([0-9]{1,2})\s*[日일]", "$1-$2-$3"),            # 2023年3月23日
    (r"^([0-9]{4})\.([0-9]{2})\.([0-9]{2})", "$1-$2-$3"),                                   # 2023.03.23
    (r"^([0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}), +([0-9]{1,2}:)", "$1 $2"),             # 3/23/2023, 21:10:20
    (r"^([0-9]{4})\s*[年년]\s*([0-9]{1,2})\s*[月월]$", "$1-$2-1"),
    (r"^([0-9]{4})[-\s/]?[Qq]([1-4])$", "q$2 $1"), (r"^[Qq]([1-4])[-\s/]*([0-9]{4})$", "q$1 $2"),
    (r"^q1 ([0-9]{4})$", "$1-01-01"), (r"^q2 ([0-9]{4})$", "$1-04-01"),
    (r"^q3 ([0-9]{4})$", "$1-07-01"), (r"^q4 ([0-9]{4})$", "$1-10-01"),
    (r"^([0-9]{4})-?[Ww]([0-9]{2})$", "$1-W$2-1"), (r"^([0-9]{4})-?[Ww]([0-9]{2})-?([1-7])$", "$1-W$2-$3"),
)
# fmt: on

_MIDNIGHT = r"^(.*[0-9])[T ]24:00(?::00(?:[.,]0+)?)?$"
"""The end of a day, which is the start of the next one (ISO 8601-1:2019/Amd 1:2022)."""


_BEGINS = re.compile("|".join(f"(?:{shape})" for shape, _ in _FORMS if shape.startswith("^")))
"""Compiled once: to compile a form takes longer than to look for it in a hundred texts."""
_ENDS = re.compile(r":[0-9]{2}(?:\.[0-9]+)?\s*[A-Z+-]|\]$")
"""What each other form has: a zone behind a clock, or in brackets at the end."""


def may_be_respelt(texts: pl.Series) -> bool:
    """Return whether `respelt` may change any of a few texts; where none of them has one of the forms, all stay as they are."""
    few = texts.drop_nulls().to_list()
    return other_words(few) or any(_BEGINS.match(text) or _ENDS.search(text) or "24:00" in text for text in few)


def respelt(texts: pl.Series) -> pl.Series:
    """Write dates in another form, so that fewer forms are to be read; all other texts stay as they are."""
    texts = in_english(texts)
    ends = texts.str.extract(_MIDNIGHT)
    if ends.count():
        days = pl.coalesce(*(pl.col(ends.name).str.to_date(form, strict=False) for form in ("%Y-%m-%d", "%d.%m.%Y", "%Y/%m/%d")))
        after = ends.to_frame().select(days.dt.offset_by("1d").dt.to_string("%Y-%m-%d 00:00:00")).to_series()
        texts = after.fill_null(texts).alias(texts.name)
    for shape, form in _FORMS:
        texts = texts.str.replace(shape, form)
    return texts
