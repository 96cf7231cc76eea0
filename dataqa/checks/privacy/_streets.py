"""What an address looks like inside a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl


def without_streets(texts: pl.Series, parameters: Mapping[str, Any]) -> pl.Series:
    """Return texts with a blank for each street and its number; the words that lead to it stay, for they may follow a name."""
    at = _numbered(texts)
    if not len(at):
        return texts
    numbered = texts.gather(at)
    return texts.clone().scatter(at, numbered.str.replace_all(street_pattern(parameters, numbered), "${at}${by}${near} "))


def holding_streets(texts: pl.Series, parameters: Mapping[str, Any]) -> pl.Series:
    """Return which texts hold an address."""
    at = _numbered(texts)
    held = pl.repeat(False, len(texts), dtype=pl.Boolean, eager=True)
    if not len(at):
        return held
    plain = _plain(texts.gather(at), parameters)
    return held.scatter(at, plain.str.contains(street_pattern(parameters, plain)))


def _numbered(texts: pl.Series) -> pl.Series:
    """Return the positions of the texts with a digit: each form of an address has one, and looking for it takes far longer."""
    return texts.str.contains(r"\d").fill_null(False).arg_true()


def _plain(texts: pl.Series, parameters: Mapping[str, Any]) -> pl.Series:
    return texts.str.replace_all(rf"(?i)\b(?:{'|'.join(parameters['no_street'])})\b", "x")


def street_pattern(parameters: Mapping[str, Any], texts: pl.Series) -> str:
    """Return the form of an address inside a sentence: the parts have capitals, so that "2 days on the road" is none.

    Behind words that lead to a place ("lives at", "my address is") any words with a number are one. Forms with a word that none of
    the texts has are left out: to compile them takes longer than to look for it.
    """
    sure = "|".join(f"{word.title()}" for word in parameters["street_after_sure"])
    wide = "|".join(word.title() for word in parameters["street_after"] if len(word) > 3)
    before = "|".join(f"{word}|{word.title()}" for word in parameters["street_before"] if len(word) > 2)
    glued = "|".join(word for word in parameters["street_glued"] if len(word) > 3 or word == "str")
    behind = "|".join(parameters["street_behind"])
    leading, unit = "|".join(parameters["leading"]), "|".join(parameters["unit"])
    capital, word = r"\p{Lu}[\p{L}'’.-]*", r"\p{L}[\p{L}'’.-]*"
    lead = rf"(?i:\b(?:{leading})[:,]?\s+)"
    forms = (
        (
            rf"\b(?:{sure}|{wide})\b",
            rf"\b\d{{1,5}}[a-zA-Z]?,? (?:[NSEW]\.? )?(?:{capital} ){{1,3}}(?:{sure})\b"
            rf"|\b\d{{2,5}} (?:{capital} ){{1,3}}(?:{wide})\b"
            rf"|\b(?:Apt|Suite|Unit|Flat|Studio)\.? \d{{1,4}}[A-Z]?,? (?:{capital} ){{1,3}}(?:{wide})\b",
        ),
        (
            rf"\b(?:{before})\b",
            rf"\b\d{{1,4}}(?: ?bis| ?ter)?,? (?:{before}) (?:(?:de|du|des|la|le|les|l') ?)*{capital}"
            rf"|\b(?:{before})\.? (?:(?:de|dei|del|di|da|do|dos|la|las|los|el) )*"
            rf"{capital}(?: {capital}){{0,4}},? (?:n[.º°]? ?)?\d{{1,5}}\b",
        ),
        (
            "",
            rf"\b\p{{Lu}}[\p{{L}}-]*(?:{glued})\.? \d{{1,4}} ?[a-z]?\b|(?i:\b(?:P\.? ?O\.? Box|Postfach) \d+)"
            rf"|\b\p{{Lu}}[\p{{L}}-]+[- ](?:Stra(?:ß|ss)e|Str\.|Weg|Platz|Allee|Gasse|Ring|Damm|Ufer) \d{{1,4}}\b"
            rf"|\b(?:ul|al|os)\. {capital}[^,]{{0,30}} \d{{1,4}}\b"
            rf"|{capital} (?:{behind})\.? \d{{1,4}}\b"  # Kossuth utca 12
            r"|(?i:\b(?:PSC|Unit) \d{3,5},? Box \d+|\b[AFD]PO,? A[AEP] \d{5})",  # of soldiers abroad
        ),
        (
            rf"(?i)\b(?:{unit})\b",
            rf"(?i:\b\d{{1,5}},? (?:{word},? ){{1,5}}(?:\d{{1,5}}\.?,?\s+)?(?:{unit})\b\.? ?#?\d+)"  # 12 Main Apt. 3
            rf"|(?i:\b\d{{1,5}} (?:{word},? ){{1,5}}\d{{1,5}}\.?,?\s+(?:{unit})\b\.? ?#?\d+)"
            rf"|(?i:\b(?:{unit})\b\.? ?#?\d+,?\s+\d{{1,5}}\s+{word} (?:{word} ){{0,3}}\d{{1,5}})\b",
        ),
        (
            lead,
            rf"(?P<at>{lead})(?:\d{{1,5}} )?(?:{word}[ ,]+){{0,3}}\p{{Lu}}[\p{{L}}'’-]{{3,}}\.? (?:u\. )?\d{{1,5}}\b"
            rf"|(?P<by>{lead})(?i:\d{{1,5}} (?:{word} ){{1,4}}\d{{1,5}}\b)"
            rf"|(?P<near>{lead})\d{{1,5}} (?:\d{{1,5}} )?{capital} {capital}",
        ),
    )
    return "|".join(form for needed, form in forms if not needed or texts.str.contains(needed).any())
