"""Months, weekdays and eras in the languages that dates are written in, and how to write them in one."""

from __future__ import annotations

import re
from collections.abc import Collection

import polars as pl

# fmt: off
_MONTHS = (
    ("Jan", "januar, jänner, jän, janvier, janv, enero, ene, gennaio, gen, janeiro, januari, "
            "января, янв, stycznia, ocak, ιανουαρίου"),
    ("Feb", "februar, feber, février, fevrier, févr, fév, fevr, febrero, febbraio, febb, fevereiro, fev, februari, февраля, фев, "
            "lutego, şubat, φεβρουαρίου"),
    ("Mar", "märz, maerz, mär, mrz, mars, marzo, março, maart, mrt, марта, мар, marca, mart, μαρτίου"),
    ("Apr", "april, avril, avr, abril, abr, aprile, апреля, апр, kwietnia, nisan, απριλίου"),
    ("May", "mai, mayo, maggio, mag, maio, mei, мая, май, maja, maj, mayıs, μαΐου"),
    ("Jun", "juni, juin, junio, giugno, giu, junho, июня, июн, czerwca, haziran, ιουνίου"),
    ("Jul", "juli, juillet, juil, julio, luglio, lug, julho, июля, июл, lipca, temmuz, ιουλίου"),
    ("Aug", "august, août, aout, agosto, ago, augustus, augusti, августа, авг, sierpnia, ağustos, αυγούστου"),
    ("Sep", "september, sept, septembre, septiembre, setiembre, settembre, sett, set, setembro, сентября, сен, сент, września, "
            "eylül, σεπτεμβρίου"),
    ("Oct", "oktober, okt, octobre, octubre, ottobre, ott, outubro, out, октября, окт, października, ekim, οκτωβρίου"),
    ("Nov", "november, novembre, noviembre, novembro, ноября, ноя, нояб, listopada, kasım, νοεμβρίου"),
    ("Dec", "dezember, dez, décembre, decembre, déc, diciembre, dic, dicembre, dezembro, december, декабря, дек, grudnia, aralık, "
            "δεκεμβρίου"),
)
_ENGLISH = {month.lower(): month for month, _ in _MONTHS}
_NAMES = {name.strip(): month for month, names in _MONTHS for name in names.split(",")}
_WEEKDAYS = (
    "montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|mo|di|mi|do|fr|sa|so|lundi|mardi|mercredi|jeudi|vendredi|"
    "samedi|dimanche|lun|mar|mer|jeu|ven|sam|dim|lunes|martes|miércoles|jueves|viernes|sábado|domingo|lunedì|martedì|mercoledì|"
    "giovedì|venerdì|sabato|domenica|segunda-feira|terça-feira|quarta-feira|quinta-feira|sexta-feira|maandag|dinsdag|woensdag|"
    "donderdag|vrijdag|zaterdag|zondag"
)
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867, "民國": 1911, "民国": 1911}
"""The year before the first of each era of Japan, and of the republic of Taiwan."""
# fmt: on
_DAY_FIRST = (
    r"^(?P<day>[0-9]{1,2})\.?[\s\-/]*(?:de\s+)?(?P<word>\p{L}{3,12})\.?[\s\-/,]+(?:de\s+|del\s+)?"
    r"(?P<year>[0-9]{4}|[0-9]{2})(?P<rest>\D.*)?$"
)
_NO_DAY = r"^(?P<day>)(?P<word>\p{L}{3,12})\.?[\s\-/,']+(?:de\s+)?(?P<year>[0-9]{4}|[0-9]{2})(?P<rest>)$"
_ERA = rf"^(?P<era>{'|'.join(_ERAS)})\s*(?P<year>[0-9]{{1,3}}|元)\s*年(?P<rest>.*)$"
_BUDDHIST = r"^(?P<before>(?:[0-9]{1,2}[-/. ]){0,2})(?P<year>2[45][0-9]{2})(?P<rest>(?:\D.*)?)$"
_SEVERAL = 3
"""Different months at least where no day is given: Set 12 and Gen 3 are things, and Mars 2020 a thing of a year."""
_BETWEEN = 543
"""Years from the count of Thailand to that of Rome, which began in the year 1 after."""


_WEEKDAY = rf"(?i)^(?:{_WEEKDAYS})\.?,?\s+([0-9])"
_WEEKDAY_FIRST = re.compile(_WEEKDAY)
_MONTH_THERE = [re.compile(shape.replace(r"\p{L}", r"[^\W\d_]")) for shape in (_DAY_FIRST, _NO_DAY)]


def other_words(texts: Collection[str]) -> bool:
    """Return whether `in_english` may change any of a few texts: one begins with a weekday, or names a month in its place."""

    def named(text: str) -> bool:
        return any((date := shape.match(text)) and date["word"].lower() in _NAMES for shape in _MONTH_THERE)

    return any(_WEEKDAY_FIRST.match(text) or named(text) for text in texts)


def in_english(texts: pl.Series) -> pl.Series:
    """Write the month of dates such as ``4. März 2023`` and ``3 févr. 2023`` in English; all other texts stay as they are."""
    texts = texts.str.replace(_WEEKDAY, "$1")
    for shape in (_DAY_FIRST, _NO_DAY):
        parts = texts.str.extract_groups(shape).struct.unnest()
        word = parts.get_column("word").str.to_lowercase()
        month = word.replace_strict(_NAMES, default=None, return_dtype=pl.String)
        if not month.count() or (shape == _NO_DAY and _months(word) < _SEVERAL):
            continue
        day = pl.when(pl.col("day") == "").then(pl.lit("")).otherwise(pl.col("day") + " ")
        date = pl.concat_str(day, "month", pl.lit(" "), "year", pl.col("rest").fill_null(""))
        written = parts.with_columns(month=month).select(date)
        texts = written.to_series().fill_null(texts).alias(texts.name)
    return texts


def _months(words: pl.Series) -> int:
    """Return how many different months words name, in English or not."""
    return words.replace_strict(_ENGLISH | _NAMES, default=None, return_dtype=pl.String).drop_nulls().n_unique()


def in_our_years(texts: pl.Series, look: pl.Series) -> tuple[pl.Series, str]:
    """Write years of Japanese eras and of the Buddhist calendar as those of the common era; and say so, in words for people.

    Years are those of the Buddhist calendar only where every text has one from 2400 on: no rows are that far ahead.

    Parameters
    ----------
    texts : polars.Series
        Stripped texts, null where a cell is missing.
    look : polars.Series
        Some of them: where none has such a year, none is looked for.
    """
    if look.str.contains(_ERA).any():
        parts = texts.str.extract_groups(_ERA).struct.unnest()
        first = pl.col("era").replace_strict(_ERAS, default=None, return_dtype=pl.Int64)
        year = first + pl.col("year").str.replace("元", "1").cast(pl.Int64)
        written = parts.select(pl.concat_str(year.cast(pl.String), pl.lit("年"), "rest")).to_series()
        return written.fill_null(texts).alias(texts.name), "years of eras were read as years of the common era"
    if len(look) and look.str.contains(_BUDDHIST).all() and texts.drop_nulls().str.contains(_BUDDHIST).all():
        parts = texts.str.extract_groups(_BUDDHIST).struct.unnest()
        year = (pl.col("year").cast(pl.Int64) - _BETWEEN).cast(pl.String)
        written = parts.select(pl.concat_str("before", year, "rest")).to_series()
        return written.alias(texts.name), "years of the Buddhist calendar were read as years of the common era"
    return texts, ""
