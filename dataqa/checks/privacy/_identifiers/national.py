"""Numbers that a state gives its people: how they are written, and whether their check digits are right."""

from __future__ import annotations

import importlib
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import polars as pl

from dataqa.arrays import Bools, Floats
from dataqa.checks.privacy._identifiers.sureness import sureness
from dataqa.roles.names import words_of

BEFORE, AFTER = r"(?:^|[^\w.,/=+#-]|[:=#])", r"(?:$|[^\w.,/-]|[.,;](?:$|[\s\"')]))"
_VERIFIED, _BARE_SEEN, _DOUBT = 20_000, 2_000, 20
_NEARLY_ALL = 0.8
_LONG, _SLIP = 6, 0.55
_SERIES, _LETTERS = 5, 0.1
_DAY_FIRST = {"dk.cpr"}
"""Without a check digit, but a date that begins with its day: order numbers begin with the year, and may be read so, too."""


@dataclass(frozen=True, slots=True)
class Number:
    """One kind of number.

    Attributes
    ----------
    kind : str
        In words, plural.
    module : str
        Of the library of standard numbers, where it is checked.
    written : str
        How it is written so that it can be told from other numbers; empty where it is digits only.
    chance : float
        How often something else written so passes.
    bare : str
        How it looks as plain digits: counts where a whole column is of it, or behind a word that announces it.
    bare_chance : float
        How often other numbers of these digits pass.
    words : tuple of str
        What announces it.
    """

    kind: str
    module: str
    written: str
    chance: float
    bare: str
    bare_chance: float
    words: tuple[str, ...]


# fmt: off
NUMBERS = tuple(Number(kind, module, written, chance, bare, bare_chance, tuple(words.split("|")) if words else ()) for
                kind, module, written, chance, bare, bare_chance, words in (
    ("social security numbers", "us.ssn", r"\d{3}-\d{2}-\d{4}", .03, r"\d{9}", 1., r"ssn|social security|soc\.? sec"),
    ("US taxpayer numbers", "us.itin", r"9\d\d-[5-9]\d-\d{4}", .02, r"9\d{8}", .3, "itin"),
    ("UK national insurance numbers", "",
     r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]", .04, r"[A-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-Z]", 1.,
     r"national insurance|nino|ni number|ni no"),
    ("UK NHS numbers", "gb.nhs", r"[4679]\d\d[ -]\d{3}[ -]\d{4}", .09, r"[4679]\d{9}", .09, "nhs"),
    ("German tax numbers", "de.idnr", r"\d\d \d{3} \d{3} \d{3}", .005, r"[1-9]\d{10}", .005,
     r"steuer-?id\w*|steuerliche identifikationsnummer|idnr|tax id|steueridentifikationsnummer"),
    ("French social security numbers", "fr.nir",
     r"[12] ?\d\d ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d\d|2[AB]) ?\d{3} ?\d{3} ?\d\d", .01, "", 1., r"nir|sécurité sociale|insee"),
    ("Spanish identity numbers", "es.dni", r"\d{8}-?[A-Z]", .04, "", 1., r"dni|nif"),
    ("Spanish identity numbers", "es.nie", r"[XYZ]-?\d{7}-?[A-Z]", .04, "", 1., r"nie"),
    ("Italian tax codes", "it.codicefiscale", r"[A-Z]{6}\d\d[A-EHLMPRST]\d\d[A-Z]\d{3}[A-Z]", .01, "", 1.,
     r"codice fiscale|c\.f\."),
    ("Dutch citizen numbers", "nl.bsn", r"\d{4}\.\d\d\.\d{3}", .03, r"\d{9}", .09,
     r"bsn|burgerservicenummer|sofi\w*|citizen service"),
    ("Polish identity numbers", "pl.pesel", "", 1., r"\d{11}", .017, "pesel"),
    ("Belgian national numbers", "be.nn", r"\d\d\.\d\d\.\d\d-\d{3}\.\d\d", .002, r"\d{11}", .004,
     r"rijksregisternummer|registre national|national number"),
    ("Swedish personal numbers", "se.personnummer", r"(?:19|20)?\d{6}[-+]\d{4}", .004, r"(?:19|20)?\d{10}", .01,
     r"personnummer|pnr"),
    ("Finnish personal codes", "fi.hetu", r"\d{6}[-+A-FU-Y]\d{3}[0-9A-Z]", .002, "", 1., r"henkilötunnus|hetu"),
    ("Norwegian birth numbers", "no.fodselsnummer", r"\d{6} \d{5}", .001, r"\d{11}", .001, r"fødselsnummer|fodselsnummer"),
    ("Danish personal numbers", "dk.cpr", r"[0-3]\d[01]\d{3}-\d{4}", .04, r"[0-3]\d[01]\d{7}", .1, r"cpr|personnummer"),
    ("Icelandic identity numbers", "is_.kennitala", r"[0-7]\d[01]\d{3}-\d{4}", .006, r"[0-7]\d[01]\d{7}", .01, "kennitala"),
    ("Brazilian CPF numbers", "br.cpf", r"\d{3}\.\d{3}\.\d{3}-\d\d", .001, r"\d{11}", .012, "cpf"),
    ("Indian Aadhaar numbers", "in_.aadhaar", r"[2-9]\d{3}[ -]\d{4}[ -]\d{4}", .08, r"[2-9]\d{11}", .08, r"aadhaa?r|uidai?"),
    ("Indian tax numbers (PAN)", "in_.pan", r"[A-Z]{3}[ABCFGHLJPT][A-Z]\d{4}[A-Z]", .04, "", 1., "pan"),
    ("Chinese resident numbers", "iso7064.mod_11_2", r"[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])\d{5}[\dXx]", .002, "", 1.,
     r"身份证|resident id"),
    ("Swiss insurance numbers", "ch.ssn", r"756\.\d{4}\.\d{4}\.\d\d", .005, r"756\d{10}", .1, r"ahv\w*|avs"),
    ("South African identity numbers", "za.idnr", "", 1., r"\d{13}", .03, r"identity number|sa id"),
    ("Turkish identity numbers", "tr.tckimlik", "", 1., r"[1-9]\d{10}", .011, r"kimlik|t\.?c\.? no"),
    ("Korean resident numbers", "",  # the sign behind the dash says the century; order numbers seldom agree with it
     r"(?:[01]\d|2[0-6])(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-[3478]\d{6}"
     r"|(?:2[7-9]|[3-9]\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-[1256]\d{6}", .02, "", 1., r"rrn|주민등록번호"),
    ("Mexican CURP codes", "mx.curp", r"[A-Z][AEIOUX][A-Z]{2}\d{6}[HM][A-Z]{5}[0-9A-Z]\d", .005, "", 1., "curp"),
    ("Chilean RUT numbers", "cl.rut", r"\d{1,2}\.\d{3}\.\d{3}-[\dkK]", .04, "", 1., r"rut|run"),
    ("Argentine tax numbers", "ar.cuit", r"(?:2[0347]|3[034])-\d{8}-\d", .01, r"(?:2[0347]|3[034])\d{9}", .1, r"cui[tl]"),
    ("Australian tax file numbers", "au.tfn", r"\d{3} \d{3} \d{3}", .09, r"\d{9}", .09, r"tfn|tax file"),
    ("Canadian social insurance numbers", "ca.sin", r"\d{3}[ -]\d{3}[ -]\d{3}", .09, r"\d{9}", .09, r"sin|social insurance"),
    ("Irish PPS numbers", "ie.pps", r"\d{7}[A-W][A-IW]?", .045, "", 1., r"ppsn?"),
    ("Portuguese tax numbers", "pt.nif", "", 1., r"[123]\d{8}", .09, r"nif|contribuinte"),
    ("Romanian personal codes", "ro.cnp", "", 1., r"[1-8]\d{12}", .006, "cnp"),
    ("Bulgarian personal numbers", "bg.egn", "", 1., r"\d{10}", .012, "egn|егн"),
    ("Czech and Slovak birth numbers", "cz.rc", r"\d{6}/\d{4}", .02, "", 1., r"rodné číslo|rodne cislo|rč"),
    ("Baltic personal codes", "ee.ik", "", 1., r"[1-8]\d{10}", .006, r"isikukood|asmens kodas"),
    ("Latvian personal codes", "lv.pvn", r"[0-3]\d{5}-\d{5}", .01, "", 1., "personas kods"),
    ("Croatian personal numbers", "hr.oib", "", 1., r"\d{11}", .1, "oib"),
    ("Israeli identity numbers", "il.idnr", "", 1., r"\d{9}", .1, r"teudat zehut|ת\.ז"),
    ("Thai identity numbers", "th.pin", r"\d-\d{4}-\d{5}-\d\d-\d", .03, r"[1-8]\d{12}", .1, ""),
    ("Malaysian identity numbers", "my.nric", r"\d\d(?:0[1-9]|1[0-2])[0-3]\d-\d\d-\d{4}", .04, "", 1., r"nric|mykad"),
    ("Austrian insurance numbers", "at.vnr", r"\d{4} \d{6}", .02, r"\d{10}", .02, r"sozialversicherungsnummer|svnr|sv-?nummer"),
    ("Greek insurance numbers", "gr.amka", "", 1., r"\d{11}", .006, "amka|αμκα"),
))
# fmt: on
MAY_HOLD = "|".join(rf"\b(?:{n.written})\b" for n in NUMBERS if n.written)
KINDS = frozenset(n.kind for n in NUMBERS)
WRITTEN = rf"{MAY_HOLD}|\b\d{{9,18}}\b"
ANNOUNCED = rf"(?i)(?:^|[^\p{{L}}])(?:{'|'.join(word for n in NUMBERS for word in n.words)})(?:$|[^\p{{L}}])"


def valid(number: Number, candidates: pl.Series) -> pl.Series:
    """Return those of different candidates that pass; where nearly all of the first thousands do, the rest is taken with them.

    The check digits are those of python-stdnum (LGPL, imported unchanged): it knows them for some hundred countries, follows
    changes, takes 4 µs a number, 0.07 s to import and 6 MB on disk; a permissive library of this reach was not found.
    """
    if not number.module:
        return candidates
    seen = candidates.sort().head(_VERIFIED)
    module = _module(number)
    if module is None:
        return candidates.clear()
    passed = np.array([_valid(module, text) for text in seen], dtype=np.bool_)
    good = seen.filter(pl.Series(passed, dtype=pl.Boolean))
    if len(candidates) > len(seen) and passed.mean() >= 0.95:
        return pl.concat([good, candidates.filter(~candidates.is_in(seen.implode()))])
    return good


@cache
def _module(number: Number) -> Any:
    """Return what knows the check digits; None, with a warning, where the installed python-stdnum lacks it."""
    try:
        return importlib.import_module(f"stdnum.{number.module}")
    except ModuleNotFoundError as error:
        warnings.warn(
            f"{number.kind} are not looked for: {error}; another version of python-stdnum has it.", RuntimeWarning, stacklevel=2
        )
        return None


def _valid(module: Any, text: str) -> bool:
    try:
        return bool(module.is_valid(text))
    except (KeyError, ValueError, IndexError, TypeError):  # a place or a date that its tables do not know
        return False


def written_numbers(texts: pl.Series, name: str, least: float) -> Iterator[tuple[Number, Floats]]:
    """Yield the numbers that texts hold, told by how they are written or by a word before them; each with how sure, one a text."""
    shown = texts.str.contains(MAY_HOLD).to_numpy()
    if shown.any():
        for number in NUMBERS:
            if number.written:
                pattern = rf"{BEFORE}(?:{number.written}){AFTER}"
                yield from _search(number, texts, shown, pattern, "", number.chance, least, announced=announces(number, name))
    told = texts.str.contains(ANNOUNCED).to_numpy()
    if not told.any():
        return
    for number in NUMBERS:
        forms = "|".join(form for form in (number.written, number.bare) if form)
        if number.words and forms:
            pattern = rf"(?i:(?:^|[^\p{{L}}])(?:{'|'.join(number.words)})(?:$|[^\p{{L}}])[^\d]{{0,24}}?)(?:{forms}){AFTER}"
            chance = min(number.chance if number.written else 1.0, number.bare_chance if number.bare else 1.0)
            yield from _search(number, texts, told, pattern, rf"(?:{forms})$", chance, least, announced=True)


def bare_numbers(cells: pl.Series, name: str, least: float) -> tuple[Number, Floats] | None:
    """Return what a column of plain digits is: nearly all of its cells must have the form, and more pass than chance lets."""
    plain = cells.str.strip_chars()
    seen = plain if len(plain) <= _BARE_SEEN else plain.sort().gather_every(len(plain) // _BARE_SEEN)
    # those with check digits are nothing but digits
    if float(seen.str.contains(r"^\d+$").mean() or 0.0) < _NEARLY_ALL:  # type: ignore[arg-type]
        return None
    best: tuple[float, Number] | None = None
    for number in NUMBERS:
        form = rf"^(?:{number.bare})$"
        fits = seen.filter(seen.str.contains(form)) if number.bare else seen.clear()
        if not number.module or not len(fits) or len(fits) < _NEARLY_ALL * len(seen):
            continue
        good = valid(number, fits)
        passed = len(_day_first(good) if number.module in _DAY_FIRST and not announces(number, name) else good)
        sure = sureness(passed, len(seen), number.bare_chance, doubt=_DOUBT, announced=announces(number, name))
        if sure >= least and passed >= 0.5 * len(seen) and (best is None or sure > best[0]):
            best = (sure, number)
    if best is None:
        return None
    sure, number = best
    good = valid(number, plain.filter(plain.str.contains(rf"^(?:{number.bare})$")).unique())
    return number, np.where(plain.is_in(good.implode()).to_numpy(), sure, 0.0)


def _day_first(numbers: pl.Series) -> pl.Series:
    """Return the numbers whose first six digits are no date from the year on."""
    return numbers.filter(~numbers.str.contains(r"^\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"))


def announces(number: Number, name: str) -> bool:
    """Return whether the name of a column announces a kind of number."""
    plain = f" {' '.join(words_of(name))} "
    return any(re.search(rf" (?:{word}) ", plain) for word in number.words)


def _search(
    number: Number, texts: pl.Series, among: Bools, pattern: str, inner: str, chance: float, least: float, *, announced: bool
) -> Iterator[tuple[Number, Floats]]:
    at = np.flatnonzero(among)
    frame = pl.DataFrame({"at": at, "number": texts.gather(at).str.extract_all(pattern)}).explode("number").drop_nulls()
    if not frame.height:
        return
    tidy = pl.col("number").str.replace(r"^[^\p{L}\d]+", "").str.replace(r"[^\p{L}\d]+$", "")
    frame = frame.with_columns(number=tidy)
    if inner:
        frame = frame.with_columns(number=pl.col("number").str.extract(f"({inner})")).drop_nulls()
    candidates = frame.get_column("number").unique()
    good = valid(number, candidates)
    if inner:
        # what is announced as one is meant to be one, though a digit be wrong
        slips = frame.filter(~pl.col("number").is_in(good.implode()) & (pl.col("number").str.count_matches(r"\d") >= _LONG))
        if slips.height:
            scores = np.zeros(len(texts))
            scores[slips.get_column("at").to_numpy()] = _SLIP
            yield number, scores
    passed, doubt = len(good), 0
    if not announced and number.module in _DAY_FIRST:
        passed = len(_day_first(good))
    if not announced and not number.module and len(candidates) > 1 and candidates.str.contains(r"^\p{L}{2}\d+\p{L}$").all():
        # codes of one series share their letters, and say but once that these could be those of a person
        passed, doubt, chance = candidates.str.replace_all(r"\d", "").n_unique(), _SERIES, _LETTERS
    sure = sureness(passed, passed if doubt else len(candidates), chance, doubt=doubt, announced=announced)
    if sure >= least:
        scores = np.zeros(len(texts))
        scores[frame.filter(pl.col("number").is_in(good.implode())).get_column("at").to_numpy()] = sure
        yield number, scores
