"""English words that are none: a slip of the keyboard inside a frequent word.

The words are those in the list of symspellpy (MIT, 2.6 MB, no model; 82,765 words and how often each stands in books):
its search is not needed, for what is looked for keeps the ends of a word.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import polars as pl

from dataqa.context import Context
from dataqa.findings.parameters import parameters_of

_WORD = r"[^\p{L}\p{N}@_.](\p{L}+)[^\p{L}\p{N}@_]"
_LONG = 4
_ENDING = re.compile("ment|ab|ing|age|ist|ous|y")
"""What may follow a word that keeps its last e or loses it: judgement, likeable, ageing, mileage."""


@cache
def _list() -> pl.DataFrame:
    """Return the words of English, each with its frequency and what a slip inside it leaves as it is: its ends."""
    text = (files("symspellpy") / "frequency_dictionary_en_82_765.txt").read_text(encoding="utf-8-sig")
    rows = [line.split() for line in text.splitlines()]
    words = pl.DataFrame({"right": [row[0] for row in rows], "frequency": [int(row[1]) for row in rows]})
    return words.with_columns(ends=_ends("right"))


def _ends(name: str) -> pl.Expr:
    return pl.col(name).str.slice(0, 2) + pl.col(name).str.slice(-1)


def misspelt_words(audit: Context) -> dict[str, dict[str, tuple[str, str]]]:
    """Return the columns of short texts that hold misspelt words, each text with its word and what that stands for."""
    limits, people = parameters_of("spellings")["words"], parameters_of("names-of-people")
    names, found = [*people["given_names"], *people["surnames"]], {}
    for column, _ in audit.profiles("categorical", "group", "text", "id"):
        short = column.lengths is not None and column.lengths[1] <= limits["longest"]
        if column.kind != "text" or not short or not 5 <= column.distinct <= limits["most_distinct"]:
            continue
        texts = audit.engine.values(column.name).drop_nulls().unique()
        if texts.str.contains(r"\p{L}{6}").any() and (words := misspelt(texts.to_list(), names, limits)):
            found[column.name] = words
    return found


def misspelt(values: Collection[str], names: Collection[str], limits: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Return the texts with a misspelt word, each with that word and what it stands for.

    Parameters
    ----------
    values : collection of str
        The different texts of a column.
    names : collection of str
        First and last names, which are words, too.
    limits : mapping
        ``words``: words of four letters and more that are needed; ``english``, ``surely_english``: the share of them that must be
        known for two letters that changed places, and for one that is lacking; ``letters``, ``more_letters``: of the right word;
        ``frequency``: of the right word, for a letter that is lacking; ``much_more``: for letters that changed places;
        ``texts``: or so many other texts with the right word, beside which any one letter may be wrong; ``right_too``: words that
        the list lacks.
    """
    texts = pl.DataFrame({"text": sorted(values)})
    spaced = (" " + pl.col("text").str.to_lowercase().str.replace_all(r"\s+", "  ") + " ").str.replace_all(r"([,;:/&()\-])", " $1 ")
    held = texts.with_columns(word=spaced.str.extract_all(_WORD)).explode("word").drop_nulls()
    held = held.with_columns(pl.col("word").str.extract(r"(\p{L}+)")).unique()
    words = held.group_by("word").agg(texts=pl.len(), text=pl.col("text").min()).filter(pl.col("word").str.len_chars() >= _LONG)
    # the few words first: of the long list no table is made
    listed = _list().select(word="right", listed="frequency").join(words, on="word", how="semi")
    words = words.join(listed, on="word", how="left")
    also = pl.Series([*names, *limits["right_too"]], dtype=pl.String).str.to_lowercase().implode()
    words = words.with_columns(known=pl.col("listed").is_not_null() | pl.col("word").is_in(also))
    english = float(words.get_column("known").mean() or 0.0)  # type: ignore[arg-type]
    if words.height < limits["words"] or english < limits["english"]:
        return {}
    from rapidfuzz.distance import OSA

    strange = words.filter(~pl.col("known"), pl.col("texts") == 1, pl.col("word").str.contains(r"^[a-z]+$"))
    strange = strange.filter(pl.col("word").str.len_chars() >= limits["letters"]).select("word", "text", ends=_ends("word"))
    right = _list().filter(pl.col("frequency") >= limits["frequency"], pl.col("right").str.len_chars() >= limits["letters"])
    pairs = strange.join(right, on="ends").filter(
        (pl.col("right").str.len_chars().cast(pl.Int64) - pl.col("word").str.len_chars().cast(pl.Int64)).is_between(-1, 1)
    )
    pairs = pairs.join(words.select(right="word", others="texts"), on="right", how="left").with_columns(
        pl.col("others").fill_null(0)
    )
    found: dict[str, tuple[str, str]] = {}
    people = {name.lower() for name in names}
    sure, plain = english >= limits["surely_english"], {text.lower() for text in values}
    for word, text, _, meant, frequency, others in pairs.sort("frequency", "right").iter_rows():
        if _swapped(word, meant):
            written_right = text.lower().replace(word, meant) in plain
            hit = written_right or others >= limits["texts"] or (sure and frequency >= limits["much_more"])
        else:
            spoken = others >= limits["texts"] and meant not in people
            spoken = spoken and (len(word) != len(meant) or len(meant) >= limits["more_letters"])
            hit = sure and ((spoken and OSA.distance(word, meant, score_cutoff=1) == 1) or _lacks(word, meant, limits))
        if hit and not _foreign(text):
            found[text] = (word, meant)
    return found


def _foreign(text: str) -> bool:
    """Whether a text holds two of the commonest words of another language, and no more of English: its words are no slips."""
    languages, words = parameters_of("languages"), set(re.findall(r"[^\W\d_]+", text.lower()))
    held = {name: len(words & set(commonest)) for name, commonest in languages.items()}
    return any(count > 1 and count >= held["English"] for name, count in held.items() if name != "English")


def _swapped(word: str, right: str) -> bool:
    """Whether two letters inside a word changed places; "theatre" and "theater" are both right."""
    at = _first(word, right)
    back = word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]
    return len(word) == len(right) and back == right and at <= len(word) - 3 and {word[at], word[at + 1]} != {"r", "e"}


def _lacks(word: str, right: str, limits: Mapping[str, Any]) -> bool:
    """Whether a letter inside a long word is lacking; "traveler", "favorite", "pediatric" and "aging" are right in America."""
    at = _first(word, right)
    if len(word) + 1 != len(right) or len(right) < limits["more_letters"] or word[:at] + right[at] + word[at:] != right:
        return False
    lost, before, after = right[at], right[at - 1], right[at + 1 : at + 2]
    american = (lost == "l" == before) or (lost == "u" and before == "o") or (lost in "ao" and after == "e")
    ending = lost == "e" and _ENDING.match(right, at + 1) is not None
    return at <= len(word) - 2 and not american and not ending


def _first(word: str, right: str) -> int:
    return next((place for place, (a, b) in enumerate(zip(word, right, strict=False)) if a != b), min(len(word), len(right)))
