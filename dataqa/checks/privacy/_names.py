"""Whether a column holds people's names: what its name says, and what its cells look like. Both have to agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import polars as pl

from dataqa.arrays import Bools, Floats
from dataqa.roles.names import words_of

Sort = Literal["people's full names", "first names", "last names", "user names"]
_WORD = r"\p{L}[\p{L}'’.\-]*"
_PERSON = rf"^\s*{_WORD}(?:,? +[(\"“]?{_WORD}[)\"”]?){{1,5}}\s*$"
_SINGLE = r"^\s*\p{L}[\p{L}'’\-]*(?:[ \-]\p{L}[\p{L}'’\-]*)?\s*$"
_LETTERS = r"\p{L}{3}"
_SEEN = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What the different cells of a column look like; shares of them.

    Attributes
    ----------
    titled : float
        With a title: "Mr", "Dr".
    given : float
        With a usual given name as the first word, or after a comma.
    given_cells : float
        The same, as a share of all cells: usual names stand in many rows, rare spellings in one.
    person : float
        Of two to six words of letters.
    single : float
        One word of letters, or two.
    letters : float
        With three letters in a row: no mere code.
    """

    titled: float
    given: float
    given_cells: float
    person: float
    single: float
    letters: float


def look_of(cells: pl.Series, parameters: Mapping[str, Any]) -> Look | None:
    """Return what a column's cells look like; None where there are too few different ones."""
    different = cells.drop_nulls().unique().sort().head(_SEEN)
    if len(different) < parameters["least"]:
        return None
    titles = "|".join(parameters["titles"])
    other = _other_scripts(different, parameters)
    person = different.str.contains(_PERSON)
    if person.any():
        person &= ~different.str.contains(rf"(?i)\b(?:{'|'.join(parameters['no_person'])})\b")
    return Look(
        titled=_share(different.str.contains(rf"(?i)(?:^|[\s,(])(?:{titles})(?:\.|\s|$)")),
        given=_share(_given(different, parameters) | other),
        given_cells=_share(_given(cells.drop_nulls().head(_SEEN), parameters)),
        person=_share(other | person),
        single=_share(different.str.contains(_SINGLE)),
        letters=_share(different.str.contains(_LETTERS)),
    )


def _given(texts: pl.Series, parameters: Mapping[str, Any]) -> pl.Series:
    plain = texts.str.to_lowercase().str.replace_all(rf"\b(?:{'|'.join(parameters['titles'])})\b\.?", " ")
    words = (plain.str.extract(pattern) for pattern in (r"^\W*(\p{L}+)", r",\W*(\p{L}+)"))
    first, after = (word.is_in(parameters["given_names"]).fill_null(False) for word in words)
    surname = plain.str.extract(r"\p{L}\W+(?:\p{L}+ )?([\p{L}']+)\W*$", 1).is_in(parameters["surnames"]).fill_null(False)
    return first | after | surname


def _other_scripts(texts: pl.Series, parameters: Mapping[str, Any]) -> pl.Series:
    """Return which texts have the form of a name in Han, kana, Hangul or Cyrillic: a frequent surname, a patronymic."""
    if not texts.str.contains(r"[\p{Han}\p{Hangul}\p{Cyrillic}]").any():
        return texts.str.contains("$^x")
    return texts.str.contains(rf"^\s*(?:{_other_forms(parameters)})\s*$")


def _other_forms(parameters: Mapping[str, Any]) -> str:
    japanese = "|".join(str(parameters["japanese"]).split())
    han = "".join(str(parameters["han"]).split())
    return (
        rf"[{han}]\p{{Han}}{{1,2}}|(?:{japanese})[ 　]?[\p{{Han}}\p{{Hiragana}}\p{{Katakana}}]{{1,4}}"
        rf"|[{parameters['korean']}] ?\p{{Hangul}}{{2}}"
        r"|(?:\p{Lu}\p{Ll}+ ){1,2}\p{Lu}\p{Ll}+(?:ович|евич|ич|овна|евна|ична)(?: \p{Lu}\p{Ll}+)?"
        r"|\p{Lu}\p{Ll}+(?:ов|ев|ин|ова|ева|ина|ский|ская|енко|ук|юк) \p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)?"
    )


def in_prose(texts: pl.Series, parameters: Mapping[str, Any]) -> Floats:
    """Return how sure it is that each text names a person: by a title, a usual given name or surname, words that introduce one."""
    sure = np.zeros(len(texts))
    # nearly all patterns want a capital, or a script that has none
    capitals = texts.str.contains(r"[\p{Lu}\p{Lo}]").to_numpy()
    capital = r"\p{Lu}[\p{Ll}'’]+(?:[-'’]\p{Lu}\p{Ll}+)*"
    surname = (
        rf"(?:(?:de|da|di|del|della|van|von|der|den|ten|ter|la|le|bin|al|el|zu|dos|du) )*(?:{capital}|O['’]{capital}|Mc{capital})"
    )
    usual = sorted(set(parameters["given_names"]) - set(parameters["also_words"]))
    given = "|".join(word.title() for word in usual)
    # thousands of names take longer to compile into a pattern than to look for
    with_given = _holding(texts, capitals, [word.title() for word in usual])
    uncapped = _holding(texts, ~capitals, usual)
    weak = {"don", "col", "sir", "lady", "capt", "master", "miss", "major", "sig", "rev"}
    titles = "|".join(word.title() for word in parameters["titles"] if word not in weak)
    no = "|".join(word.title() for word in parameters["no_person"])
    announcing = "|".join(parameters["announcing"])
    surnames = "|".join(word.title() for word in parameters["surnames"])
    none = "|".join(word.title() for word in parameters["no_name"])
    named = "|".join(parameters["naming"])
    verbs, kin = "|".join(parameters["telling"]), "|".join(parameters["kin"])
    owned, been = "|".join(parameters["owned"]), "|".join(parameters["being"])
    endings = "|".join(parameters["endings"])
    full = rf"{capital}(?: \p{{Lu}}\.?)?(?: {surname}){{1,2}}"
    family, introducing = "|".join(parameters["family"]), "|".join(parameters["introducing"])
    near_kin = rf"\b(?:my|his|her|their|our|your) (?:{family}),? {capital}"
    small = rf"(?:{'|'.join(usual)})"  # in a text without capitals
    behind = rf"(?: \p{{Ll}}\.?)? (?:{'|'.join(parameters['surnames'])}|\p{{Ll}}+(?:{endings}))"
    # alone between small letters: no part of a longer name
    before = r"(?:^|[^\p{L}\p{N}&/@#.'’ -] ?|(?:^|[^\p{L}])\p{Ll}+ )"
    after = r"(?:$|['’]s \p{Ll}|[,.!?;:)\"]? (?:\p{Ll}|$)|[!?.,;:)](?:$|[ \n\"]))"
    lower = rf"^[^\p{{Lu}}]*\b(?:{small}{behind}|(?:{introducing})[,:]? {small})\b[^\p{{Lu}}]*$"
    titled = rf"\b(?:{titles})\b\.? (?:\p{{Lu}}\.? )?{surname}"
    for pattern, score in (
        (titled, 0.9),
        (rf"\b(?:{given})(?:-\p{{Lu}}\p{{Ll}}+)? (?:\p{{Lu}}\.? |{capital} )?{surname}", 0.7),
        (rf"\b{capital} (?:\p{{Lu}}\.? )?(?:{surnames})\b", 0.65),
        (rf"(?:^|[^\p{{L}}])(?:{_other_forms(parameters)})(?:$|[^\p{{L}}])", 0.65),
        (rf"\b(?i:{announcing})[,:]?\s+{full}", 0.6),
        (rf"\b{capital} \p{{Lu}}\.? {surname}", 0.6),  # a middle initial
        (rf"\b{capital} (?:\p{{Lu}}\.? )?\p{{Lu}}\p{{L}}+(?:{endings})\b", 0.6),
        (rf"\b{full},? (?:{verbs})\b|\b{full}['’]s (?:{kin}|{owned})\b|\b(?:{kin}),? {full}", 0.55),
        (rf"\b(?:{given}),? (?:{verbs}|{been})\b|\b(?:{given})['’]s (?:{kin}|{owned})\b", 0.55),
        (rf"\b(?:{kin}|{announcing})[,:]?\s+(?:{given})\b", 0.55),
        (rf"(?:^|\. |\n)(?:{given})[,:] |\b(?:{verbs}) (?:{given})\b|\b(?:{given})(?:,| and) (?:{given})\b", 0.55),
        (rf"(?:{named})\s+{capital}|{near_kin}", 0.55),
        (rf"[\"”'’],? (?:{verbs}) (?:(?:{surnames})\b|\p{{Lu}}\p{{L}}+(?:{endings})\b)", 0.55),
        (lower, 0.55),
        (rf"{before}(?:{given}){after}", 0.5),
    ):
        able = uncapped if pattern == lower else with_given if given in pattern else capitals
        at = np.flatnonzero((sure < score) & able)
        if len(at) and len(at := at[texts.gather(at).str.contains(pattern).to_numpy()]):
            # a firm, a street or a place that bears a name; "Dear Mr." names nobody, but he who follows a title is named
            held = texts.gather(at).str.replace_all(rf"\b(?:{capital} ){{1,3}}(?:{no})\b|\bthe {capital}", " ")
            if pattern != titled:
                held = held.str.replace_all(rf"\b(?:{none})[ ,.!]", " ")
            sure[at[held.str.contains(pattern).to_numpy()]] = score
    return sure


def _holding(texts: pl.Series, among: Bools, words: list[str]) -> Bools:
    """Return which of some texts hold one of these words, all of letters, as a word of its own."""
    at = np.flatnonzero(among & texts.str.contains_any(words).to_numpy())
    held = pl.DataFrame({"at": at, "word": texts.gather(at).str.extract_all(r"\p{L}+")}).explode("word")
    found = np.zeros(len(texts), dtype=np.bool_)
    found[held.filter(pl.col("word").is_in(words)).get_column("at").to_numpy()] = True
    return found


def _share(hit: pl.Series) -> float:
    return float(hit.mean() or 0.0)  # type: ignore[arg-type]


def sort_of(name: str, look: Look, other_names: set[str], parameters: Mapping[str, Any]) -> Sort | None:
    """Return which sort of names a column holds, or None.

    Parameters
    ----------
    name : str
        The column's.
    look : Look
        What its cells look like.
    other_names : set of str
        Words of the names of all other columns: "first" says little, "first" beside "last" much.
    parameters : mapping
        The rule's word lists and shares.
    """
    words = words_of(name)
    said, joined = set(words), "".join(words)
    words_for = {key: set(parameters[key]) for key in ("first", "last", "user", "people", "makers")}
    if said & set(parameters["never"]):
        return None
    titled = look.titled >= parameters["titled"]
    named = look.given >= parameters["given_where_named"] and look.person >= parameters["person_where_named"]
    if (said | {joined}) & words_for["user"] and look.letters >= 0.8:
        return "people's full names" if titled or (named and look.person >= parameters["person_for_sure"]) else "user names"
    for sort, key, sibling in (("first names", "first", "last"), ("last names", "last", "first")):
        sure = joined in words_for[key] - set(parameters["weak"]) or (said & words_for[key] and "name" in said)
        beside = said & words_for[key] and len(said) == 1 and other_names & words_for[sibling]
        enough = look.given_cells >= parameters["given_where_named"] or key == "last"
        if (sure or beside) and look.single >= parameters["person"] and enough:
            return sort  # type: ignore[return-value]
    if said & (words_for["people"] | words_for["makers"]) or said <= {"name", "names", "full"} or joined == "fullname":
        # an author may go by a name of his own making
        users = bool(said & set(parameters["may_be_users"])) and look.letters >= 0.8
        if titled or (named and (not users or look.person >= parameters["person_for_sure"])):
            return "people's full names"
        return "user names" if users and look.person >= parameters["person_where_named"] else None
    if titled and look.person >= parameters["person_where_named"]:
        return "people's full names"
    sure = look.given >= parameters["given"] and look.person >= parameters["person"]
    return "people's full names" if sure else None
